"""Tables of units, row by row: CSV, workbooks and Parquet, with the cells as their authors left them."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from itertools import chain, count
from typing import Any, TextIO

from ipog.batch.sources import Source
from ipog.diagnostics import InputError, Problem
from ipog.language import tr
from ipog.vocabulary import nearest


class Gap(Enum):
    """What stands in a cell whose value the workbook does not hold."""

    UNCOMPUTED = "a formula that no program has computed"
    FAILED = "an error, such as #DIV/0!"


Cell = str | float | int | bool | date | Gap | None

DELIMITERS = (";", ",", "\t")
SHEET = "units"
"""Sheet that is read if a workbook has several and none is named."""
PARQUET_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is open for reading.

    Attributes
    ----------
    name : of the file, with its sheet
    head : cells of the first row
    decimal_comma : whether a comma in a number of this table is a decimal comma
    rows : number of the row as a spreadsheet counts, and its cells
    others : further sheets of the workbook
    """

    name: str
    head: tuple[str, ...]
    decimal_comma: bool
    rows: Iterator[tuple[int, list[Cell]]]
    others: tuple[str, ...] = ()


def open_table(source: Source, sheet: str | None = None) -> Table:
    """Open a table.

    Parameters
    ----------
    source : CSV, workbook or Parquet file
    sheet : of a workbook; ``units`` or the first one if None

    Raises
    ------
    ipog.diagnostics.InputError
        if it can't be read; also while its rows are read
    """
    if source.form == "csv":
        return _csv(source)
    if source.form == "workbook":
        return _workbook(source, sheet)
    return _parquet(source)


def _fault(
    problem_id: str, message: str, source: Source, row: int | None = None, allowed: str | None = None
) -> InputError:
    return InputError([Problem(problem_id, message, file=source.name, line=row, allowed=allowed)])


# --- CSV ------------------------------------------------------------------------------------------


def _csv(source: Source) -> Table:
    with ExitStack() as opened:
        file = opened.enter_context(source.path.open(encoding=_encoding(source), newline=""))
        skipped = 0
        try:
            first = next(file, None)
            if first is not None and first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
                # Excel writes the delimiter in a line of its own.
                delimiter, skipped = first.strip()[4], 1
                first = next(file, None)
            else:
                # Of equally many the first of the list, which no decimal comma can be taken for.
                delimiter = max(DELIMITERS, key=(first or "").count)
        except UnicodeError:
            raise _no_text(source, file.encoding, skipped + 1) from None
        if first is None or not first.strip():
            message = tr("{file} is empty", file=source.name)
            raise _fault("empty-table", message, source, allowed=tr("a row of column names"))
        reader = csv.reader(chain([first], file), delimiter=delimiter, strict=True)
        records = _records(source, file, reader, skipped, opened.pop_all())
    _, head = next(records)
    return Table(source.name, tuple(str(cell).strip() for cell in head), delimiter == ";", records)


def _encoding(source: Source) -> str:
    with source.path.open("rb") as file:
        start = file.read(4)
    if start.startswith(b"PK\x03\x04"):
        message = tr("{file} is a workbook, not CSV", file=source.name)
        raise _fault("not-text", message, source, allowed=tr("the ending .xlsx, or a CSV file"))
    return "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _no_text(source: Source, encoding: str, line: int) -> InputError:
    message = tr(
        "line {line} or one soon after it is not {encoding} text",
        line=line,
        encoding=encoding[:6].upper().rstrip("-"),
    )
    return _fault("encoding", message, source, line, tr("CSV UTF-8, as Excel calls it"))


def _records(
    source: Source, file: TextIO, reader: Any, skipped: int, opened: ExitStack
) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a file that is open, and their numbers; ``skipped`` lines stand before what is read."""
    numbers = count(skipped + 1)
    with opened:
        try:
            # A loop of our own would take as long as the reading.
            yield from zip(numbers, reader, strict=False)
        except csv.Error as error:
            # The row that can't be read has taken its number.
            number = next(numbers) - 1
            raise _fault(
                "broken-table",
                tr("row {row} is not CSV: {reason}", row=number, reason=error),
                source,
                number,
                tr("quotation marks that close, and no binary data"),
            ) from None
        except UnicodeError:
            raise _no_text(source, file.encoding, skipped + reader.line_num + 1) from None


# --- workbooks ------------------------------------------------------------------------------------


def _workbook(source: Source, sheet: str | None) -> Table:
    try:
        import python_calamine as calamine
    except ImportError:
        raise _fault(
            "missing-extra",
            tr("workbooks need a package that is not installed"),
            source,
            allowed=tr("{command}, or a CSV file", command='python -m pip install "ipog[tables]"'),
        ) from None
    from ipog.batch.workbook import scan

    try:
        book = calamine.CalamineWorkbook.from_path(str(source.path))
    except Exception as error:  # calamine has a class for each format's faults
        message = tr("{file} is not a workbook that can be read: {reason}", file=source.name, reason=error)
        raise _fault("broken-table", message, source, allowed=tr("an .xlsx file")) from None
    names = list(book.sheet_names)
    named = None if sheet is None else sheet if sheet in names else _same_but_for_case(sheet, names)
    chosen = named or next((name for name in names if name.strip().lower() == SHEET), names[0])
    if chosen not in names:
        message = tr("{file} has no sheet {sheet}", file=source.name, sheet=repr(chosen))
        raise InputError(
            [
                Problem(
                    "unknown-sheet",
                    message,
                    file=source.name,
                    given=chosen,
                    allowed=tr("one of {names}", names=", ".join(names)),
                    nearest=_nearest_sheet(chosen, names),
                )
            ]
        )
    rows = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    marks = scan(source.path, names.index(chosen))
    shown = source.name if len(names) == 1 else f"{source.name}[{chosen}]"

    def numbered() -> Iterator[tuple[int, list[Cell]]]:
        for number, row in enumerate(rows, start=1):
            cells = [_plain(cell) for cell in row]
            for at in marks.percent.get(number, ()):
                if at < len(cells) and isinstance(value := cells[at], int | float):
                    # The cell shows 75 % and holds 0.75.
                    cells[at] = f"{100 * value:.12g} %"
            for gap, found in ((Gap.UNCOMPUTED, marks.uncomputed), (Gap.FAILED, marks.failed)):
                for at in found.get(number, ()):
                    cells += [None] * (at + 1 - len(cells))
                    cells[at] = gap
            yield number, cells

    records = numbered()
    _, head = next(records, (1, []))
    if not any(head):
        message = tr("the first row of sheet {sheet} is empty", sheet=repr(chosen))
        raise _fault("empty-table", message, source, allowed=tr("a row of column names"))
    titles = tuple("" if cell is None else str(cell).strip() for cell in head)
    return Table(shown, titles, False, records, tuple(name for name in names if name != chosen))


def _same_but_for_case(sheet: str, names: Sequence[str]) -> str:
    folded = sheet.strip().casefold()
    return next((name for name in names if name.strip().casefold() == folded), sheet)


def _nearest_sheet(sheet: str, names: Sequence[str]) -> str | None:
    folded = {name.casefold(): name for name in names}
    near = nearest(sheet, folded)
    return None if near is None else folded[near]


def _plain(cell: Any) -> Cell:
    """A cell without what spreadsheets add: whole numbers are stored as fractions, blanks as text."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, bool | int | float | date):
        return cell
    return str(cell)


# --- Parquet --------------------------------------------------------------------------------------


def _parquet(source: Source) -> Table:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise _fault(
            "missing-extra",
            tr("Parquet files need a package that is not installed"),
            source,
            allowed=tr("{command}, or a CSV file", command='python -m pip install "ipog[parquet]"'),
        ) from None
    try:
        file = parquet.ParquetFile(source.path)
    except (ArrowException, OSError) as error:
        reason = str(error).splitlines()[0]
        message = tr(
            "{file} is not a Parquet file that can be read: {reason}", file=source.name, reason=reason
        )
        raise _fault("broken-table", message, source) from None
    head = tuple(file.schema_arrow.names)

    def numbered() -> Iterator[tuple[int, list[Cell]]]:
        number = 1
        for batch in file.iter_batches(batch_size=PARQUET_ROWS):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield number, [_plain(value) for value in values]

    return Table(source.name, head, False, numbered())
