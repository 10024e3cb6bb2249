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
from textual.widgets import Footer, Label, OptionList
from textual.widgets.option_list import Option

import ipog
from ipog import examples
from ipog.settings import drafts, load_settings
from ipog.tui import shelf
from ipog.tui.screens.ask import AskText

MOST_FILES = 20
"""Plant files of the folder that are listed."""


class StartScreen(Screen[None]):
    """Drafts, recent files, files of this folder, examples, a new plant."""

    HELP_PLACE: ClassVar[tuple[str, str]] = ("app.md", "start")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "wizard", "New plant", id="wizard"),
        Binding("n", "new", "New plant from a template", show=False, id="new"),
        Binding("o", "open", "Open", id="open"),
        Binding("s", "wanted('settings')", "Settings", show=False, id="settings"),
        Binding("t", "wanted('tour')", "Tour", show=False, id="tour"),
        Binding("l", "learn", "Lessons", id="learn"),
        Binding("b", "batch", "Many plants at once", show=False, id="batch"),
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

    def compose(self) -> ComposeResult:
        """A title, the list, the keys."""
        yield Label(f"ipog {ipog.__version__}: mercury from coal-fired plants", markup=False, classes="title")
        yield OptionList(id="start", markup=False)
        yield Footer()

    def on_screen_resume(self) -> None:
        """Look again at what there is to open, each time the screen is shown."""
        self._fill()
        self.query_one(OptionList).focus()

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
            _heading("Begin"),
            Option(Text("  New plant, step by step (w)"), id="wizard:"),
            Option(Text("  New plant, from a commented template (n)"), id="new:"),
            Option(Text("  Open a file (o)"), id="open:"),
            Option(Text("  Many plants at once: folder or table (b)"), id="batch:"),
            Option(Text("  Lessons (l)"), id="learn:"),
        ]
        if kept:
            options.append(_heading("Drafts that were not saved"))
            for draft in kept:
                name = "a new plant" if draft.path is None else shown(draft.path)
                options.append(Option(Text(f"  {name}"), id=f"draft:{draft.key}"))
        recent = [entry for entry in load_settings().recent if Path(entry).is_file()]
        if recent:
            options.append(_heading("Recent files"))
            options += [Option(Text(f"  {shown(entry)}"), id=f"file:{entry}") for entry in recent]
        here = [entry for entry in _files_here() if str(entry.absolute()) not in recent]
        if here:
            options.append(_heading("In this folder"))
            options += [Option(Text(f"  {entry.name}"), id=f"file:{entry}") for entry in here]
        options += self._examples()
        options.append(_heading("Learn and set up"))
        options += [
            Option(Text("  Manual (F1)"), id="manual:index.md"),
            Option(Text("  Glossary"), id="manual:glossary.md"),
            Option(Text("  Tour of two minutes (t)"), id="tour:"),
            Option(Text("  Settings: units, level, colours (s)"), id="settings:"),
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
                options.append(_heading(f"Plants that were measured{f': {region}' if region else ''}"))
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

        self.app.push_screen(AskText("Which plant file?", example="plants/unit-1.yaml"), answered)


def _heading(words: str) -> Option:
    return Option(Text(words, style="bold"), disabled=True)


def _files_here() -> list[Path]:
    try:
        found = sorted(entry for entry in Path().iterdir() if entry.suffix in (".yaml", ".yml"))
    except OSError:
        return []
    return found[:MOST_FILES]
