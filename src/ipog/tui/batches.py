"""What a batch wrote, as tables to look at, and its rows as plants to edit."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from ipog.diagnostics import InputError, Problem
from ipog.figures import figure, percent
from ipog.language import decimal, mark, tr
from ipog.tui.document import PlantDocument
from ipog.tui.opening import opened
from ipog.tui.tables import Table

MOST_ROWS = 500
"""Rows that are shown; the file holds them all."""

_UNITS = (
    ("plant", mark("plant")),
    ("unit", mark("unit")),
    ("stack_hg_ug_nm3", mark("ug/Nm3")),
    ("stack_p10_hg_ug_nm3", "P10"),
    ("stack_p90_hg_ug_nm3", "P90"),
    ("stack_hg_lb_tbtu", mark("lb/TBtu")),
    ("stack_hg_kg_year", mark("kg/year")),
    ("stack_removal_fraction", mark("removed %")),
    ("best_measure", mark("best measure")),
    ("best_stack_hg_ug_nm3", mark("ug/Nm3 with it")),
    ("best_probability_met", mark("chance %")),
    ("best_cost_usd_year", mark("USD/year")),
)
_PLACE = (("source", mark("source")), ("row", mark("row")))
_ERRORS = (
    mark("source"),
    mark("line"),
    mark("column"),
    mark("level"),
    mark("field"),
    mark("value"),
    mark("message"),
    mark("allowed"),
    mark("nearest"),
)
_TOTALS = (
    ("group", mark("by")),
    ("name", mark("of")),
    ("scenario", mark("scenario")),
    ("year", mark("year")),
    ("units", mark("units")),
    ("units_of_known_size", mark("of known size")),
    ("hg_kg_year", mark("kg/year")),
    ("hg_kg_year_p10", "P10"),
    ("hg_kg_year_p90", "P90"),
    ("share_of_all_fraction", mark("share %")),
    ("change_fraction", mark("change %")),
    ("best_cost_usd_year", mark("best measures, USD/year")),
)
SCENARIO = "__"
"""Between the name of a figure and the scenario that it belongs to."""
_UNDER = {
    "stack_hg_ug_nm3": mark("{scenario}, ug/Nm3"),
    "stack_hg_kg_year": mark("{scenario}, kg/year"),
    "change_fraction": mark("{scenario}, change %"),
}
"""What is shown of the figures of a unit under a scenario."""

_WORDS = frozenset(
    [
        mark("all"),
        mark("all others"),
        mark("best measure"),
        mark("coal"),
        mark("country"),
        mark("error"),
        mark("gini"),
        mark("Gini coefficient"),
        mark("largest emitters"),
        mark("lorenz"),
        mark("no unit"),
        mark("not given"),
        mark("owner"),
        mark("technology"),
        mark("toolkit class"),
        mark("top emitter"),
        mark("warning"),
    ]
)
"""Words of the files that stand in cells; others are names, and messages in the language of the run."""
_SHARES = {
    re.compile(r"largest (\S+) % of units"): mark("largest {share} % of units"),
    re.compile(r"smallest (\S+) % of units"): mark("smallest {share} % of units"),
}


def units_table(written: Sequence[Path]) -> Table | None:
    """The first rows of the results; None if none of the outputs is CSV."""
    path = next((path for path in written if _is_results(path)), None)
    if path is None:
        return None
    heads, rows = _read(path)
    return _chosen("units", (*_UNITS, *_under_scenarios(heads), *_PLACE), heads, rows)


def errors_table(written: Sequence[Path]) -> Table:
    """The first rows of what was wrong; empty if nothing was."""
    path = next((path for path in written if path.name.endswith(".errors.csv")), None)
    heads, rows = ((), []) if path is None else _read(path)
    return _chosen("errors", tuple((name, name) for name in _ERRORS), heads, rows)


def read_by_people(table: Table) -> list[list[str]]:
    """The rows of a table as a screen shows them: in the user's language, figures with his decimal sign.

    Fields and values with errors stay as they stand in the input, where they are looked up.
    """
    if table.name != "errors":
        return [[_read_by_people(cell) for cell in row] for row in table.rows]
    spoken = [head == "level" for head in table.heads]
    return [
        [_read_by_people(cell) if said else cell for cell, said in zip(row, spoken, strict=True)]
        for row in table.rows
    ]


def _read_by_people(cell: str) -> str:
    if cell in _WORDS:
        return tr(cell)
    for pattern, words in _SHARES.items():
        if found := pattern.fullmatch(cell):
            return tr(words, share=decimal(found[1]))
    try:
        float(cell)
    except ValueError:
        return cell
    return decimal(cell)


def totals_table(written: Sequence[Path]) -> Table:
    """The totals."""
    path = next((path for path in written if path.name.endswith(".summary.csv")), None)
    heads, rows = ((), []) if path is None else _read(path)
    return _chosen("totals", _TOTALS, heads, rows)


def _under_scenarios(heads: Sequence[str]) -> Iterator[tuple[str, str]]:
    for head in heads:
        name, _, scenario = head.partition(SCENARIO)
        if scenario and name in _UNDER:
            yield head, tr(_UNDER[name], scenario=scenario.replace("_", " "))


def _is_results(path: Path) -> bool:
    return path.suffix == ".csv" and not path.name.endswith((".errors.csv", ".summary.csv"))


def _read(path: Path) -> tuple[Sequence[str], list[list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            heads = next(reader, [])
            return heads, list(islice(reader, MOST_ROWS))
    except (OSError, UnicodeError, csv.Error) as error:
        message = tr("{name} can't be read: {error}", name=path.name, error=error)
        raise InputError([Problem("unreadable-file", message, file=str(path))]) from None


def _chosen(
    name: str, columns: Sequence[tuple[str, str]], heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> Table:
    """The columns that are there and hold anything."""
    places = {
        head: place for place, head in enumerate(heads) if any(row[place : place + 1] != [""] for row in rows)
    }
    there = [(key, word, places[key]) for key, word in columns if key in places]
    cells = [
        tuple(_shown(key, row[place]) if place < len(row) else "" for key, _, place in there) for row in rows
    ]
    return Table(name, tuple(word for _, word, _ in there), tuple(cells))


def _shown(key: str, cell: str) -> str:
    if key == "group":
        return cell.replace("_", " ")
    key = key.partition(SCENARIO)[0]
    if not key.endswith(("_nm3", "_tbtu", "_year", "_fraction", "_met", "_p10", "_p90")):
        return cell
    try:
        value = float(cell)
    except ValueError:
        return cell
    return percent(value) if key.endswith(("_fraction", "_met")) else figure(value)


def opened_row(source: str, row: str, sheet: str | None = None) -> PlantDocument:
    """A row of a table, or a plant file, to edit.

    Parameters
    ----------
    source : file that was read
    row : its number in a table, as a spreadsheet counts; empty for a plant file
    sheet : of a workbook

    Raises
    ------
    ipog.diagnostics.InputError
        if the file can't be read, or has no such row any more
    """
    if Path(source).suffix.lower() in (".yaml", ".yml"):
        return opened("file", source)
    # Loaded here: these rooms are for tables alone.
    from ipog.batch.rows import read_head, read_row
    from ipog.batch.sources import find_sources
    from ipog.batch.tables import open_table
    from ipog.files import dump_text

    [found] = find_sources([source])
    table = open_table(found, sheet)
    head = read_head(table.head, table.name, decimal_comma=table.decimal_comma)
    for number, cells in table.rows:
        if str(number) == row:
            data = read_row(head, cells, table.name, number).data
            if data is not None:
                text = f"# From row {row} of {found.path.name}.\n{dump_text(data)}"
                return PlantDocument(text, title=tr("row {row} of {name}", row=row, name=found.path.name))
    message = (
        tr("{source} has no row {row} any more", source=source, row=row)
        if row
        else tr("{source} has no row of that number any more", source=source)
    )
    raise InputError([Problem("no-such-row", message, file=source)])
