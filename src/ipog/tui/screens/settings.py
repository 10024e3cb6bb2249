"""The settings: each line one of them, changed by Left, Right or Enter and kept at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from ipog.language import COMPLETE, current, mark, tr
from ipog.settings import ALLOWED, Settings, load_settings, save_settings, settings_file
from ipog.tui import shelf
from ipog.tui.themes import NAMES

_WORDS: Mapping[str, tuple[str, str]] = {
    "level": (mark("Level"), mark("Which fields forms show.")),
    "units": (
        mark("Units of measure"),
        mark("What fields show, and what a number typed without a unit has. Files keep theirs."),
    ),
    "decimal": (mark("Decimal sign"), mark("Of all numbers in the app. Files have the point.")),
    "theme": (mark("Colours"), mark("Nothing is told by colour alone.")),
    "look": (mark("Lines"), mark("Plain letters help old consoles and fonts.")),
    "language": (
        mark("Language"),
        mark(
            "The first screen and the plant change when the settings are closed, other screens when they "
            "are opened next. The manual is in English."
        ),
    ),
}


_NARROWEST = 13
"""Columns of the labels at least."""


class SettingsScreen(ModalScreen[None]):
    """Units, decimal sign, level, colours, lines, language."""

    HELP_PLACE: ClassVar[tuple[str, str]] = ("app.md", "settings")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", mark("Close the settings"), id="close-settings"),
        Binding("right", "next(1)", mark("Next choice"), show=False, id="setting-next"),
        Binding("left", "next(-1)", mark("Choice before"), show=False, id="setting-before"),
    ]

    class Changed(Message):
        """A setting was changed and kept."""

        def __init__(self, name: str, screen: SettingsScreen) -> None:
            super().__init__()
            self.name = name
            self.screen = screen

    def compose(self) -> ComposeResult:
        """The list, what the setting is about, keys."""
        with Vertical(classes="dialog"):
            yield Label(tr("Settings"), classes="dialog-title")
            yield OptionList(id="settings", markup=False, compact=True)
            yield Label("", id="setting-about", markup=False)
            if shelf.current().starts_programs:
                # A served app keeps its settings where its visitor can't go.
                yield Label(str(settings_file()), markup=False, classes="keys")
            yield Label(tr("Left, Right, Enter: change   Esc: close"), markup=False, classes="keys")

    def on_mount(self) -> None:
        """Show what is kept."""
        self._fill(0)
        self.query_one(OptionList).focus()

    def _fill(self, at: int) -> None:
        settings = load_settings()
        found = self.query_one(OptionList)
        found.clear_options()
        labels = {name: tr(label) for name, (label, _) in _WORDS.items()}
        column = max(cell_len(label) for label in [*labels.values(), " " * _NARROWEST])
        for name, label in labels.items():
            value = in_use(name, settings)
            words = in_words(name, value)
            shown = words if name in ("theme", "language", "decimal") else f"{value}: {words}"
            found.add_option(Option(Text(f"{set_cell_size(label, column)} < {shown} >"), id=name))
        found.highlighted = at

    @on(OptionList.OptionHighlighted)
    def _explain(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#setting-about", Label).update(tr(_WORDS[event.option_id or "level"][1]))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_next(1)

    def action_next(self, steps: int) -> None:
        """Take the next choice of the setting under the cursor."""
        found = self.query_one(OptionList)
        at = found.highlighted or 0
        name = list(_WORDS)[at]
        settings, known = load_settings(), list(choices(name))
        value = in_use(name, settings)
        place = known.index(value) if value in known else 0
        changed: dict[str, Any] = {name: known[(place + steps) % len(known)]}
        save_settings(replace(settings, **changed))
        self._fill(at)
        self.post_message(self.Changed(name, self))

    async def speak_anew(self) -> None:
        """Show all words in the language that is in use now."""
        at = self.query_one(OptionList).highlighted or 0
        await self.recompose()
        self._fill(at)
        self.query_one(OptionList).focus()


def in_use(name: str, settings: Settings) -> str:
    """The choice of a setting; of the language the one that is spoken, whoever asked for it."""
    return current() if name == "language" else str(getattr(settings, name)) or next(iter(choices(name)))


def in_words(name: str, value: str) -> str:
    """A choice of a setting in words."""
    words = choices(name).get(value, value)
    if name != "language":
        return tr(words)
    # Each language is called by its own name, so that whoever reads it finds it.
    return words if value in COMPLETE else tr("{language} (core terms only)", language=words)


def choices(name: str) -> Mapping[str, str]:
    """What a setting may be, each with words for it."""
    return NAMES if name == "theme" else ALLOWED[name]
