"""Filling a table anew, with columns as wide as what stands in them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import DataTable


def fill(
    table: DataTable[Text],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    keys: Sequence[str] | None = None,
) -> None:
    """Put other columns and rows into a table.

    The table would find the widths by itself, but later: what it draws before that stays narrow.

    Parameters
    ----------
    table : that is filled
    heads : of the columns
    rows : their cells
    keys : of the rows
    """
    table.clear(columns=True)
    for number, head in enumerate(heads):
        widest = max((cell_len(row[number]) for row in rows), default=0)
        table.add_column(Text(head), width=max(cell_len(head), widest))
    for number, row in enumerate(rows):
        table.add_row(*(Text(cell) for cell in row), key=None if keys is None else keys[number])
