"""Choose one of many: a search line above a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable, Input, Label

from ipog.language import mark, tr


@dataclass(frozen=True, slots=True)
class Choice:
    """A row to choose.

    Attributes
    ----------
    key : what is handed back
    cells : what is shown
    search : further words that find it
    """

    key: str
    cells: tuple[str, ...]
    search: str = ""

    def fits(self, words: Sequence[str]) -> bool:
        """Whether all the words occur in it."""
        text = " ".join([*self.cells, self.search]).casefold()
        return all(word in text for word in words)


class PickScreen(ModalScreen[str | None]):
    """Rows with a search line; hands back the key of the chosen one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", mark("Leave it"), id="leave-list"),
        Binding("down", "down", mark("To the rows"), show=False, id="to-rows"),
    ]

    def __init__(self, title: str, columns: Sequence[str], choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._columns = columns
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Title, search line, table, keys."""
        with Vertical(classes="dialog wide"):
            yield Label(self._title, markup=False, classes="dialog-title")
            yield Input(placeholder=tr("type to search"), compact=True, id="search")
            yield DataTable(id="rows", cursor_type="row", zebra_stripes=False)
            yield Label(
                tr("Enter: take it   Down: to the rows   Esc: leave it"), markup=False, classes="keys"
            )

    def on_mount(self) -> None:
        """Show all rows."""
        self._table.add_columns(*(Text(column) for column in self._columns))
        self._fill("")

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one("#rows", DataTable)

    def _fill(self, search: str) -> None:
        words = search.casefold().split()
        self._table.clear()
        for choice in self._choices:
            if choice.fits(words) and self._fits(choice):
                self._table.add_row(*(Text(cell) for cell in self._cells(choice)), key=choice.key)

    def _fits(self, choice: Choice) -> bool:  # noqa: ARG002 - for subclasses
        """Whether a row is shown at all."""
        return True

    def _cells(self, choice: Choice) -> tuple[str, ...]:
        """What a row shows."""
        return choice.cells

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Input.Submitted, "#search")
    def _take_first(self) -> None:
        if self._table.row_count:
            self._table.action_select_cursor()

    @on(DataTable.RowSelected)
    def _chosen(self, event: DataTable.RowSelected) -> None:
        self.dismiss(event.row_key.value)

    def action_down(self) -> None:
        """From the search line to the rows."""
        self._table.focus()
