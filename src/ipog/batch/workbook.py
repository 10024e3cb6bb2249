"""What a reader of values does not tell of a workbook: formulas without a value, and per-cent formats.

A formula that no program has computed yet has no value, and one that fails has an error such as
``#DIV/0!`` in its place; read as empty cells they would silently count as left out. A cell that shows
75 % holds 0.75.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_BUILT_IN_PERCENT = frozenset({9, 10})


@dataclass(slots=True)
class Marks:
    """Cells by row (from 1) and column (from 0)."""

    uncomputed: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    failed: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    percent: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def scan(path: Path, sheet: int) -> Marks:
    """The marks of one sheet, counted from 0; none for what is no zipped workbook."""
    marks = Marks()
    if not zipfile.is_zipfile(path):
        return marks
    with zipfile.ZipFile(path) as book:
        percent = _percent_styles(book)
        part = _part(book, sheet)
        if part is None:
            return marks
        with book.open(part) as file:
            for _, element in ET.iterparse(file):
                if element.tag == f"{_MAIN}c":
                    _mark(element, percent, marks)
                elif element.tag == f"{_MAIN}row":
                    # A finished row is of no more use; kept, a large sheet would fill the memory.
                    element.clear()
    return marks


def _mark(cell: ET.Element, percent: frozenset[str], marks: Marks) -> None:
    has_formula = cell.find(f"{_MAIN}f") is not None
    value = cell.find(f"{_MAIN}v")
    uncomputed = has_formula and (value is None or not value.text)
    in_percent = cell.get("s") in percent and value is not None and cell.get("t", "n") == "n"
    failed = cell.get("t") == "e"
    if not (uncomputed or failed or in_percent):
        return
    match = _CELL.fullmatch(cell.get("r", ""))
    if match is None:
        return
    row, column = int(match.group(2)), _column(match.group(1))
    (marks.uncomputed if uncomputed else marks.failed if failed else marks.percent)[row].append(column)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _percent_styles(book: zipfile.ZipFile) -> frozenset[str]:
    """Numbers of the cell styles that show a value in per cent."""
    if "xl/styles.xml" not in book.namelist():
        return frozenset()
    root = ET.fromstring(book.read("xl/styles.xml"))
    formats = set(_BUILT_IN_PERCENT)
    for item in root.iter(f"{_MAIN}numFmt"):
        if "%" in item.get("formatCode", ""):
            formats.add(int(item.get("numFmtId", "0")))
    styles = root.find(f"{_MAIN}cellXfs")
    return frozenset(
        str(number)
        for number, style in enumerate(styles if styles is not None else ())
        if int(style.get("numFmtId", "0")) in formats
    )


def _part(book: zipfile.ZipFile, sheet: int) -> str | None:
    """Name of the file within the workbook that holds a sheet."""
    names = set(book.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    sheets = list(ET.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"))
    wanted = sheets[sheet].get(_RELATION) if sheet < len(sheets) else None
    for item in ET.fromstring(book.read("xl/_rels/workbook.xml.rels")):
        if item.get("Id") == wanted:
            target = item.get("Target", "").lstrip("/")
            part = target if target.startswith("xl/") else f"xl/{target}"
            return part if part in names else None
    return None
