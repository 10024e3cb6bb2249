"""Results to files: the ending says the format, and a file appears under its name when it is whole."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import repeat
from pathlib import Path
from typing import IO, Any

import numpy as np

from ipog.batch.block import Layout, Results, Values, Words, clean, kind_of, values_of
from ipog.diagnostics import InputError, Problem, why_unwritable
from ipog.language import mark, tr, whole

Rows = Callable[[], Iterator[Mapping[str, Any] | Results]]
"""Gives the rows from the first on, singly or those of a chunk at once; may be called more than once."""

ENDINGS = (".csv", ".jsonl", ".xlsx", ".parquet")
ALLOWED = mark("a name that ends in .csv, .jsonl, .xlsx or .parquet, or a folder: a name that ends in /")
SHEET_ROWS = 1_048_575
_FORMULA_STARTS = ("=", "+", "-", "@")
_BATCH = 1000
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks know no time zones


class Columns:
    """The columns that any row has, and what they hold; a column that only a later row has comes after
    its neighbour."""

    def __init__(self, first: Iterable[str] = ()) -> None:
        self.kinds: dict[str, str] = {}
        self.names: list[str] = list(first)
        self._known = set(self.names)

    def see(self, row: Mapping[str, Any]) -> None:
        """Take note of a row."""
        if not self._known.issuperset(row):
            self._insert(row)
        for name, value in row.items():
            if value is not None:
                self._hold(name, kind_of(value))

    def see_layouts(self, layouts: Iterable[Layout]) -> None:
        """Take note of the rows of a chunk."""
        for names, kinds in layouts:
            if not self._known.issuperset(names):
                self._insert(names)
            for name, kind in kinds:
                self._hold(name, kind)

    def _hold(self, name: str, kind: str) -> None:
        known = self.kinds.setdefault(name, kind)
        if known != kind:
            numbers = {known, kind} <= {"int", "float"}
            self.kinds[name] = "float" if numbers else "text"

    def _insert(self, row: Iterable[str]) -> None:
        at = 0
        for name in row:
            if name in self._known:
                at = self.names.index(name) + 1
            else:
                self.names.insert(at, name)
                self._known.add(name)
                at += 1


def check_output(name: str, inputs: Iterable[Path]) -> None:
    """Raise InputError if results can't go there: unknown ending, an input, a folder in use, no package."""
    path = Path(name)
    if is_folder(name):
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            message = tr("{name} is there already", name=name)
            raise _fault("file-exists", message, name, tr("a new or empty folder"))
        return
    if path.suffix.lower() not in ENDINGS:
        message = tr("the ending of {file} says not what to write", file=name)
        raise _fault("unknown-form", message, name, tr(ALLOWED))
    if path.is_dir():
        message = tr("{name} is a folder", name=name)
        raise _fault("file-exists", message, name, tr("the name of a file, or one that ends in /"))
    if not path.resolve().parent.is_dir():
        message = tr("the folder of {file} does not exist", file=name)
        raise _fault("unwritable-file", message, name, tr("a folder that exists"))
    if path.exists() and any(path.resolve() == each.resolve() for each in inputs):
        message = tr("the output {file} is an input; it would be replaced", file=name)
        raise _fault("output-is-input", message, name, tr("another file"))
    package = {".xlsx": "xlsxwriter", ".parquet": "pyarrow"}.get(path.suffix.lower())
    if package is not None:
        try:
            __import__(package)
        except ImportError:
            extra = "tables" if package == "xlsxwriter" else "parquet"
            message = tr(
                "{ending} files need the package {package}, which is not installed",
                ending=path.suffix,
                package=package,
            )
            allowed = tr("{command}, or another ending", command=f'python -m pip install "ipog[{extra}]"')
            raise _fault("missing-extra", message, name, allowed) from None


def is_folder(name: str) -> bool:
    """Whether a name stands for a folder of YAML results."""
    return name.endswith(("/", os.sep)) or (not Path(name).suffix and not Path(name).is_file())


def stem(name: str) -> Path:
    """What the names of the errors table and the summary begin with."""
    path = Path(name)
    return path / path.name if is_folder(name) else path.with_suffix("")


def write(name: str, rows: Rows, columns: Columns, sheets: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Write results.

    Parameters
    ----------
    name : of the file or folder
    rows : the results
    columns : of the results
    sheets : further tables that go into a workbook beside the results

    Raises
    ------
    ipog.diagnostics.InputError
        if it can't be written
    """
    path = Path(name)
    try:
        if is_folder(name):
            _folder(path, rows)
            return
        writer = _WRITERS[path.suffix.lower()]
        draft = path.with_name(f".{path.name}.unfinished")
        try:
            writer(draft, rows, columns, sheets)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        message = tr("{file} can't be written: {reason}", file=name, reason=why_unwritable(error, path))
        raise _fault("unwritable-file", message, name) from None


def write_table(path: Path, rows: Rows, columns: Columns) -> None:
    """A table as CSV."""
    try:
        draft = path.with_name(f".{path.name}.unfinished")
        try:
            _csv(draft, rows, columns, {})
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        message = tr("{file} can't be written: {reason}", file=path, reason=why_unwritable(error, path))
        raise _fault("unwritable-file", message, str(path)) from None


def _csv(path: Path, rows: Rows, columns: Columns, _sheets: Mapping[str, Any]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.names)
        for part in rows():
            if isinstance(part, Results):
                writer.writerows(_cells(part, columns.names))
            else:
                writer.writerow([_cell(part.get(name)) for name in columns.names])
        _flush(file)


def _cells(results: Results, names: Sequence[str]) -> list[Sequence[Any]]:
    """The rows of a chunk as cells; figures as they are, since their text is what :func:`_cell` gives."""
    found: list[Sequence[Any]] = []
    for block in results.blocks:
        found += zip(*(_of_column(block.columns.get(name), len(block)) for name in names), strict=True)
    found += [[_cell(row.get(name)) for name in names] for row in results.single.values()]
    ordered: list[Sequence[Any]] = [()] * len(found)
    for place, row in zip(results.order().tolist(), found, strict=True):
        ordered[place] = row
    return ordered


def _of_column(values: Values, rows: int) -> Iterable[Any]:
    """The cells of a column; None, as of a figure that is missing, is written as nothing."""
    if isinstance(values, np.ndarray) and values.dtype.kind != "b":
        return values_of(values, rows)
    if isinstance(values, Words):
        cells = [_cell(word) for word in values.words]
        return [cells[place] for place in values.places.tolist()]
    if isinstance(values, list | np.ndarray):
        return [_cell(value) for value in values_of(values, rows)]
    return repeat(_cell(values), rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = clean(value)
        # A spreadsheet would run a text that looks like a formula.
        return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text
    return repr(value)


def _jsonl(path: Path, rows: Rows, _columns: Columns, _sheets: Mapping[str, Any]) -> None:
    with path.open("w", encoding="utf-8", newline="", errors="backslashreplace") as file:
        for row in _singly(rows()):
            file.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")
        _flush(file)


def _singly(rows: Iterable[Mapping[str, Any] | Results]) -> Iterator[Mapping[str, Any]]:
    for part in rows:
        if isinstance(part, Results):
            yield from part
        else:
            yield part


def _flush(file: IO[str]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _xlsx(
    path: Path, rows: Rows, columns: Columns, sheets: Mapping[str, Sequence[Mapping[str, Any]]]
) -> None:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(str(path), options)
    # A fixed date, so that the same results are the same bytes.
    book.set_properties({"created": _EPOCH})
    try:
        _sheet(book, "results", _singly(rows()), columns)
        for title, table in sheets.items():
            own = Columns()
            for row in table:
                own.see(row)
            _sheet(book, title, table, own)
    finally:
        book.close()


def _sheet(book: Any, title: str, rows: Iterable[Mapping[str, Any]], columns: Columns) -> None:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 2)
    bold = book.add_format({"bold": True})
    for place, name in enumerate(columns.names):
        sheet.set_column(place, place, min(max(len(name), 9), 30))
        sheet.write_string(0, place, name, bold)
    for number, row in enumerate(rows, start=1):
        if number > SHEET_ROWS:
            message = tr("a sheet holds {rows} rows, and there are more results", rows=whole(SHEET_ROWS))
            raise _fault("too-large", message, title, tr("CSV, JSON lines or Parquet"))
        for place, name in enumerate(columns.names):
            value = row.get(name)
            if isinstance(value, bool):
                sheet.write_boolean(number, place, value)
            elif isinstance(value, int | float):
                sheet.write_number(number, place, value)
            elif value is not None:
                sheet.write_string(number, place, clean(value)[:32767])


def _parquet(path: Path, rows: Rows, columns: Columns, _sheets: Mapping[str, Any]) -> None:
    from ipog.batch.parquet import write_parquet

    write_parquet(path, _chunks(rows()), [(name, columns.kinds.get(name, "text")) for name in columns.names])


def _chunks(rows: Iterable[Mapping[str, Any] | Results]) -> Iterator[Results]:
    """Chunks as they come; single rows some at a time."""
    singles: list[dict[str, Any]] = []
    for part in rows:
        if not isinstance(part, Results):
            singles.append(dict(part))
        if singles and (isinstance(part, Results) or len(singles) == _BATCH):
            yield Results.of(singles)
            singles = []
        if isinstance(part, Results):
            yield part
    if singles:
        yield Results.of(singles)


def _folder(path: Path, rows: Rows) -> None:
    """A YAML file a unit; the folder appears when all are written."""
    import yaml

    draft = path.with_name(f".{path.name}.unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    try:
        for number, row in enumerate(_singly(rows()), start=1):
            text = yaml.safe_dump(dict(row), sort_keys=False, allow_unicode=True, width=100)
            name = f"{number:06d}-{_slug(row['plant'])}-{_slug(row['unit'])}.yaml"
            (draft / name).write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            path.rmdir()
        draft.replace(path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _slug(name: str) -> str:
    """A name as part of a file name on any system."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
    return "-".join(part for part in kept.split("-") if part)[:40] or "x"


def _fault(problem_id: str, message: str, file: str, allowed: str | None = None) -> InputError:
    return InputError([Problem(problem_id, message, file=file, allowed=allowed)])


_WRITERS: dict[str, Callable[[Path, Rows, Columns, Mapping[str, Any]], None]] = {
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}
