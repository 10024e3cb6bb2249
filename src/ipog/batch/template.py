"""A table to start from: the columns with their units, what they hold, and a row to overwrite."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ipog.batch import columns
from ipog.batch.columns import Column
from ipog.batch.parts import replace_file
from ipog.batch.tables import SHEET
from ipog.diagnostics import InputError, Problem, why_unwritable
from ipog.language import for_data, tr

ROWS_WITH_LISTS = 5000
"""Rows of the workbook that have drop-down lists."""

_ENTRIES = {"coal": 2, "additive": 1, "device": 6, "target": 2, "measured": 1}
"""Entries of each list that the template has columns for; a table may have more."""
_EXAMPLE: dict[str, Any] = {
    "id": "A1",
    "plant": "Example",
    "unit": "Unit 1",
    "country": "ZA",
    "owner": "Example Power",
    "gross_capacity": 600,
    "net_efficiency": 36,
    "capacity_factor": 70,
    "commissioned": 1984,
    "coal_1_rank": "bituminous",
    "coal_1_proximate_basis": "as_received",
    "coal_1_proximate_moisture": 8,
    "coal_1_proximate_ash": 28,
    "coal_1_proximate_volatile_matter": 23,
    "coal_1_proximate_fixed_carbon": 41,
    "coal_1_ultimate_basis": "dry_ash_free",
    "coal_1_ultimate_sulfur": 1.2,
    "coal_1_heating_value_basis": "as_received",
    "coal_1_heating_value_hhv": 21,
    "coal_1_trace_basis": "dry",
    "coal_1_trace_mercury": 0.2,
    "coal_1_trace_chlorine": 100,
    "boiler_type": "wall",
    "boiler_unburned_carbon": 4,
    "apcs": "esp_cold_side + wet_fgd",
    "device_2_process": "limestone_forced_oxidation",
    "target_1": "5 ug/Nm3",
}
"""The plant of ``ipog new``, as a row."""


def template_columns() -> Iterator[Column]:
    """The columns of the template, in order: each as often as a usual unit needs it."""
    listed: dict[str, list[Column]] = {}
    for column in columns.columns().values():
        if column.same_as is not None or column.name == "ipog_version":
            continue
        owner, mark, _ = column.name.partition("_#")
        if mark:
            listed.setdefault(owner, []).append(column)
            continue
        yield from _entries(listed)
        yield column
    yield from _entries(listed)


def _entries(listed: dict[str, list[Column]]) -> Iterator[Column]:
    """The columns of the lists that came before, entry by entry."""
    for owner, of_one in listed.items():
        for number in range(1, _ENTRIES[owner] + 1):
            yield from (column.numbered(number) for column in of_one)
    listed.clear()


def heading(column: Column) -> str:
    """Name and unit."""
    return column.name if column.unit is None else f"{column.name} [{column.unit}]"


def write_template(path: Path, *, replace: bool = False) -> None:
    """Write a template as CSV or, by its ending, as a workbook with lists and notes.

    Raises
    ------
    ipog.diagnostics.InputError
        if the file exists, its ending is unknown, or it can't be written
    """
    form = path.suffix.lower()
    if form not in (".csv", ".xlsx"):
        message = (
            tr("a template can't end in {ending}", ending=form)
            if form
            else tr("a template can't end in nothing")
        )
        raise _fault("unknown-form", message, path, tr(".csv or .xlsx"))
    if path.exists() and not replace:
        message = tr("{file} exists already", file=path)
        raise _fault("file-exists", message, path, tr("another name, or --force"))
    try:
        replace_file(path, _as_csv() if form == ".csv" else _as_workbook(path))
    except OSError as error:
        message = tr("{file} can't be written: {reason}", file=path, reason=why_unwritable(error, path))
        raise _fault("unwritable-file", message, path, None) from None


def _as_csv() -> bytes:
    chosen = list(template_columns())
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([heading(column) for column in chosen])
    writer.writerow([_EXAMPLE.get(column.name, "") for column in chosen])
    # With its mark a spreadsheet reads the file as UTF-8.
    return buffer.getvalue().encode("utf-8-sig")


def _as_workbook(path: Path) -> bytes:
    try:
        import xlsxwriter
    except ImportError:
        message = tr("a workbook needs the package {package}, which is not installed", package="xlsxwriter")
        command = 'python -m pip install "ipog[tables]"'
        allowed = tr("{command}, or a name that ends in .csv", command=command)
        raise _fault("missing-extra", message, path, allowed) from None
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    about = book.add_worksheet("columns")
    lists = book.add_worksheet("lists")
    bold = book.add_format({"bold": True, "bg_color": "#DDE7F0", "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 3)
    about.freeze_panes(1, 1)
    for place, (title, width) in enumerate((("column", 42), ("unit", 10), ("what it is", 60), ("words", 80))):
        about.set_column(place, place, width)
        about.write_string(0, place, title, bold)
    for place, column in enumerate(template_columns()):
        title = heading(column)
        sheet.set_column(place, place, max(12, min(len(title), 26)))
        sheet.write_string(0, place, title, bold)
        note = _note(column)
        sheet.write_comment(0, place, note, {"x_scale": 2})
        if (value := _EXAMPLE.get(column.name)) is not None:
            sheet.write(1, place, value)
        if column.words:
            lists.write_string(0, place, column.name)
            lists.write_column(1, place, column.words)
            rule = {
                "validate": "list",
                "source": f"=lists!{_span(place, len(column.words))}",
                # Synonyms are read too, so another word is a warning only.
                "error_type": "warning",
                "error_title": column.name,
                "error_message": "Not one of the listed words; ipog reads their synonyms too.",
            }
            sheet.data_validation(1, place, ROWS_WITH_LISTS, place, rule)
        about.write_string(place + 1, 0, column.name)
        about.write_string(place + 1, 1, column.unit or "")
        about.write_string(place + 1, 2, column.about, wrap)
        about.write_string(place + 1, 3, ", ".join(column.words), wrap)
    lists.hide()
    book.close()
    return buffer.getvalue()


def _span(place: int, rows: int) -> str:
    """Cells below the head of a column, as a formula names them."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    first, last = (xl_rowcol_to_cell(row, place, row_abs=True, col_abs=True) for row in (1, rows))
    return f"{first}:{last}"


def _note(column: Column) -> str:
    parts = [column.about]
    if column.quantity is not None:
        with for_data():
            allowed = column.quantity.allowed
        parts.append(f"Plain numbers are in {column.unit}; a cell may have its own unit. "
                     f"Possible: {allowed}.")  # fmt: skip
    if column.words:
        parts.append(f"One of: {', '.join(column.words)}.")
    if column.example is not None:
        parts.append(f"Example: {column.example}")
    return "\n".join(parts)


def _fault(problem_id: str, message: str, path: Path, allowed: str | None) -> InputError:
    return InputError([Problem(problem_id, message, file=str(path), allowed=allowed)])
