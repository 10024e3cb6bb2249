"""The head of a table, and what may be meant where its first row is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ipog import vocabulary
from ipog.batch.rows import Head, column_titled, read_head
from ipog.batch.tables import Table
from ipog.diagnostics import InputError, Problem
from ipog.language import tr

_ROWS_LOOKED_AT = 30
_ENOUGH = 3
"""Known names that make a row look like a head."""
_WRITTEN = (
    {"source", "row", "ipog", "parameters"},
    {"source", "line", "level", "message"},
    {"group", "name", "units", "units_of_known_size"},
)
"""Columns by which results, errors and summaries of a batch are told."""


def head_of(table: Table) -> Head:
    """What the first row of a table says of its columns; where it is no head, rows may be read on.

    Raises
    ------
    ipog.diagnostics.InputError
        as :func:`~ipog.batch.rows.read_head`, with what may be meant
    """
    try:
        return read_head(table.head, table.name, decimal_comma=table.decimal_comma)
    except InputError as error:
        raise InputError(list(_explained(table, error.problems))) from None


def _explained(table: Table, problems: Sequence[Problem]) -> Iterator[Problem]:
    titles = {vocabulary.fold(title) for title in table.head}
    if any(written <= titles for written in _WRITTEN):
        message = tr("{table} is what a batch wrote, not a table of units", table=table.name)
        allowed = tr("the table that was read for it")
        yield Problem("results-not-units", message, file=table.name, line=1, allowed=allowed)
        return
    if problems[0].id != "no-columns":
        yield from problems
        return
    below = _head_below(table)
    if below is not None:
        message = tr(
            "the column names of {table} stand in row {row}, not in its first", table=table.name, row=below
        )
        allowed = tr("column names in the first row; delete the rows above them")
        yield Problem("no-columns", message, file=table.name, line=below, allowed=allowed)
    elif table.others:
        names = ", ".join(table.others)
        message = tr("the first row of {table} names no column that ipog knows", table=table.name)
        allowed = tr("a sheet of units, named by --sheet; there are also {sheets}", sheets=names)
        yield Problem("no-columns", message, file=table.name, line=1, allowed=allowed)
    else:
        yield from problems


def _head_below(table: Table) -> int | None:
    """Number of the row that looks like a head; None if none does."""
    try:
        for number, cells in islice(table.rows, _ROWS_LOOKED_AT):
            texts = [cell for cell in cells if isinstance(cell, str)]
            if sum(column_titled(text) is not None for text in texts) >= _ENOUGH:
                return number
    except InputError:
        # What can't be read on is told when the table has a head.
        pass
    return None
