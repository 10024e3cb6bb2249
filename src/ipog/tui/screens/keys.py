"""The list of keys, made from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from ipog.language import mark, tr
from ipog.tui.widgets.key_line import words_of

USUAL = (
    (mark("Tab, Shift+Tab"), mark("To the next or previous part of the screen")),
    (mark("arrows, PgUp, PgDn"), mark("Move and scroll")),
    (mark("Enter"), mark("Open, choose")),
    (mark("Space"), mark("Fold a line of the tree")),
)
"""Keys that every terminal program has."""

_NAMES = {
    "question_mark": "?",
    "space": mark("Space"),
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "escape": mark("Esc"),
    "delete": mark("Del"),
    "enter": mark("Enter"),
    "up": mark("Up"),
    "down": mark("Down"),
}


class KeysScreen(ModalScreen[None]):
    """All keys, by the place where they work."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,f1,q,question_mark", "dismiss(None)", mark("Close the list of keys"), id="close-keys"
        ),
    ]

    def __init__(self, places: Sequence[tuple[str, Iterable[BindingType]]]) -> None:
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """The list, scrollable."""
        with Vertical(classes="dialog wide"):
            yield Label(tr("Keys"), classes="dialog-title")
            with VerticalScroll():
                yield Static(self._table())
            yield Label(tr("Esc: close   F2: all commands by name"), markup=False, classes="keys")

    def _table(self) -> Table:
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
        for place, rows in [*((name, list(rows_of(bindings))) for name, bindings in self._places)]:
            table.add_row(Text(place, style="bold"), Text(""))
            for keys, words in rows:
                table.add_row(Text(f"  {keys}"), Text(words))
        table.add_row(Text(tr("Anywhere"), style="bold"), Text(""))
        for keys, words in USUAL:
            table.add_row(Text(f"  {tr(keys)}"), Text(tr(words)))
        return table


def rows_of(bindings: Iterable[BindingType]) -> Iterable[tuple[str, str]]:
    """Keys and words of bindings."""
    for binding in bindings:
        if isinstance(binding, Binding) and binding.description:
            yield ", ".join(_shown(key) for key in binding.key.split(",")), words_of(binding)


def _shown(key: str) -> str:
    if key in _NAMES:
        return tr(_NAMES[key])
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if key.startswith("f") and len(key) > 1 else key
