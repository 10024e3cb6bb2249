"""The first screen: what to open."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

import ipog
from ipog import examples
from ipog.language import manner, mark, tr
from ipog.settings import drafts, load_settings
from ipog.tui import shelf
from ipog.tui.screens.ask import AskText
from ipog.tui.widgets.key_line import KeyLine

MOST_FILES = 20
"""Plant files of the folder that are listed."""


class StartScreen(Screen[None]):
    """Drafts, recent files, files of this folder, examples, a new plant."""

    HELP_PLACE: ClassVar[tuple[str, str]] = ("app.md", "start")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "wizard", mark("New plant"), id="wizard"),
        Binding("n", "new", mark("New plant from a template"), show=False, id="new"),
        Binding("o", "open", mark("Open"), id="open"),
        Binding("s", "wanted('settings')", mark("Settings"), show=False, id="settings"),
        Binding("t", "wanted('tour')", mark("Tour"), show=False, id="tour"),
        Binding("l", "learn", mark("Lessons"), id="learn"),
        Binding("b", "batch", mark("Many plants at once"), show=False, id="batch"),
    ]

    class Wanted(Message):
        """Something to open.

        Attributes
        ----------
        kind : ``wizard``, ``new``, ``batch``, ``learn``, ``file``, ``example``, ``draft``, ``settings``,
            ``tour`` or ``manual``
        name : path, id or key
        """

        def __init__(self, kind: str, name: str = "") -> None:
            super().__init__()
            self.kind = kind
            self.name = name

    def __init__(self) -> None:
        super().__init__()
        self._trains: Mapping[str, str] = {}
        self._regions: Mapping[str, str] = {}
        self._spoken = manner()

    def compose(self) -> ComposeResult:
        """A title, the list, the keys."""
        self._spoken = manner()
        yield Label(
            tr("ipog {version}: mercury from coal-fired plants", version=ipog.__version__),
            markup=False,
            classes="title",
        )
        yield OptionList(id="start", markup=False)
        yield KeyLine()

    async def on_screen_resume(self) -> None:
        """Look again at what there is to open, each time the screen is shown."""
        if self._spoken != manner():
            await self.recompose()
        self._fill()
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        """Cut the lines anew."""
        self._fill()

    def show_trains(self, trains: Mapping[str, str], regions: Mapping[str, str]) -> None:
        """Say what stands in each example and where, once they have been read.

        Parameters
        ----------
        trains : country and train, by example
        regions : part of the world, by example
        """
        self._trains, self._regions = trains, regions
        if self.is_current:
            self._fill()

    def _fill(self) -> None:
        found = self.query_one(OptionList)
        option = found.highlighted_option
        before = option.id if option is not None and option.id is not None else "wizard:"
        found.clear_options()
        found.add_options(self._options())
        ids = [option.id for option in found.options]
        found.highlighted = ids.index(before if before in ids else "wizard:")

    def _options(self) -> list[Option]:
        kept, shown = drafts(), shelf.current().shown
        options = [
            _heading(tr("Begin")),
            _line(tr("New plant, step by step (w)"), "wizard:"),
            _line(tr("New plant, from a commented template (n)"), "new:"),
            _line(tr("Open a file (o)"), "open:"),
            _line(tr("Many plants at once: folder or table (b)"), "batch:"),
            _line(tr("Lessons (l)"), "learn:"),
        ]
        if kept:
            options.append(_heading(tr("Drafts that were not saved")))
            for draft in kept:
                name = tr("a new plant") if draft.path is None else shown(draft.path)
                options.append(_line(name, f"draft:{draft.key}"))
        recent = [entry for entry in load_settings().recent if Path(entry).is_file()]
        if recent:
            options.append(_heading(tr("Recent files")))
            options += [_line(shown(entry), f"file:{entry}") for entry in recent]
        here = [entry for entry in _files_here() if str(entry.absolute()) not in recent]
        if here:
            options.append(_heading(tr("In this folder")))
            options += [_line(entry.name, f"file:{entry}") for entry in here]
        options += self._examples()
        options.append(_heading(tr("Learn and set up")))
        options += [
            _line(tr("Manual (F1)"), "manual:index.md"),
            _line(tr("Glossary"), "manual:glossary.md"),
            _line(tr("Tour of two minutes (t)"), "tour:"),
            _line(tr("Settings: units, level, colours (s)"), "settings:"),
        ]
        return options

    def _examples(self) -> list[Option]:
        """Measured plants, by part of the world."""
        options: list[Option] = []
        region: str | None = None
        known = self._regions
        for example in sorted(examples.ids(), key=lambda name: (known.get(name, ""), name)):
            if known.get(example) != region or not options:
                region = known.get(example)
                options.append(
                    _heading(
                        tr("Plants that were measured: {region}", region=tr(region))
                        if region
                        else tr("Plants that were measured")
                    )
                )
            words = Text(f"  {example:<22}{self._trains.get(example, '')}")
            words.truncate(max(self.size.width - 3, 40), overflow="ellipsis")
            options.append(Option(words, id=f"example:{example}"))
        return options

    @on(OptionList.OptionSelected, "#start")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "open":
            self.action_open()
        else:
            self.post_message(self.Wanted(kind, name))

    def action_wanted(self, kind: str) -> None:
        """Ask for one of the screens of the app."""
        self.post_message(self.Wanted(kind))

    def action_wizard(self) -> None:
        """Begin a plant by questions."""
        self.post_message(self.Wanted("wizard"))

    def action_learn(self) -> None:
        """Go to the lessons."""
        self.post_message(self.Wanted("learn"))

    def action_new(self) -> None:
        """Begin a plant."""
        self.post_message(self.Wanted("new"))

    def action_batch(self) -> None:
        """Read many plants at once."""
        self.post_message(self.Wanted("batch"))

    def action_open(self) -> None:
        """Ask for a file and open it."""

        def answered(path: str | None) -> None:
            if path is not None:
                self.post_message(self.Wanted("file", path))

        self.app.push_screen(AskText(tr("Which plant file?"), example="plants/unit-1.yaml"), answered)


def _line(words: str, key: str) -> Option:
    return Option(Text(f"  {words}"), id=key)


def _heading(words: str) -> Option:
    return Option(Text(words, style="bold"), disabled=True)


def _files_here() -> list[Path]:
    try:
        found = sorted(entry for entry in Path().iterdir() if entry.suffix in (".yaml", ".yml"))
    except OSError:
        return []
    return found[:MOST_FILES]
