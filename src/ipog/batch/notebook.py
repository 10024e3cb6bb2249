"""A table in memory, such as a notebook's data frame, through the same rows as a file."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ipog.batch.chunk import Chunk, Settings, work
from ipog.batch.extras import gathered
from ipog.batch.plan import sizes_for
from ipog.batch.rows import read_head
from ipog.batch.seen import Seen
from ipog.batch.tables import Cell
from ipog.batch.totals import Totals
from ipog.diagnostics import InputError, Problem
from ipog.evaluate import DEFAULT_SEED
from ipog.language import for_data, tr

NAME = "table"


@dataclass(frozen=True, slots=True)
class TableResult:
    """What came of a table.

    Attributes
    ----------
    rows : one a unit, with the names of ``ipog batch``
    errors : what was wrong, by row and column
    summary : totals by country, owner, coal and technology, and the largest emitters
    """

    rows: list[dict[str, Any]]
    errors: list[dict[str, Any]]
    summary: list[dict[str, Any]]


def evaluate_table(
    table: Any,
    *,
    samples: int = 0,
    seed: int = DEFAULT_SEED,
    scenarios: Sequence[str] = (),
    toolkit: bool | str = False,
    advise: bool = False,
    target: str | None = None,
) -> TableResult:
    """Evaluate a table of units; its columns are those of ``ipog batch --template``.

    Rows are numbered as in a spreadsheet: the first has the number 2.

    Parameters
    ----------
    table : a data frame (pandas, polars), an Arrow table, a mapping of columns, or a list of rows as
        mappings
    samples : draws behind percentiles; 0 for central estimates alone
    seed : of the draws
    scenarios, toolkit, advise, target : as ``ipog batch`` has them; ``toolkit`` may name a table of factors

    Raises
    ------
    ipog.diagnostics.InputError
        for columns that are unknown, and tables without rows; what is wrong in a row is in ``errors``
    """
    names, columns = _columns(table)
    head = read_head(names, NAME)
    cells = [[_cell(value) for value in row] for row in zip(*columns, strict=True)]
    if not cells:
        raise InputError([Problem("empty-table", tr("the table has no rows"), allowed=tr("one unit a row"))])
    extras = gathered(scenarios, toolkit=toolkit, advise=advise, target=target)
    settings, seen, totals = Settings(samples, seed, extras), Seen(), Totals()
    rows: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    numbered = list(enumerate(cells, start=2))
    size = sizes_for(settings).rows
    for number, start in enumerate(range(0, len(numbered), size)):
        part = tuple(numbered[start : start + size])
        # A table of results is data, as that of a file is.
        with for_data():
            repeated = seen.repeated(head, NAME, part)
            outcome = work(Chunk(number, table=NAME, head=head, rows=part, repeated=repeated), settings)
        rows += outcome.rows
        errors += outcome.problems
        totals.add(outcome.totals)
    return TableResult(rows, errors, totals.rows())


def _columns(table: Any) -> tuple[list[str], list[list[Any]]]:
    """Names and values of the columns."""
    if isinstance(table, Sequence):
        names = list(dict.fromkeys(str(name) for row in table for name in row))
        return names, [[row.get(name) for row in table] for name in names]
    if hasattr(table, "column_names"):
        return list(table.column_names), [table[name].to_pylist() for name in table.column_names]
    found: Iterable[Any] = table if isinstance(table, Mapping) else table.columns
    keys = list(found)
    return [str(key) for key in keys], [list(table[key]) for key in keys]


def _cell(value: Any) -> Cell:
    """A value without what libraries for tables add: their own numbers, and their marks for nothing."""
    if hasattr(value, "item"):
        value = value.item()
    if type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and math.isnan(value)):
        return None
    return value if value is None or isinstance(value, str | int | float | date) else str(value)
