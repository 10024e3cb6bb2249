"""Tables and paragraphs of plain text that keep their columns in every script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

WIDTH = 80
"""Columns of a terminal that nobody has resized; the same in a file and on a screen."""


NARROWEST = 9
"""Least width of a folded column."""


def shown(text: str) -> str:
    """Text as one printable line: control characters and line breaks become blanks."""
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter for letter in text
    )


def width(text: str) -> int:
    """Terminal cells that a text takes: East Asian letters two, combining marks none."""
    cells = 0
    for letter in text:
        if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
            continue
        cells += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return cells


def pad(text: str, cells: int, align: str = "<") -> str:
    """Text filled with blanks to so many cells, on the right (``<``) or on the left (``>``)."""
    blanks = " " * max(0, cells - width(text))
    return blanks + text if align == ">" else text + blanks


def table(
    rows: Sequence[Sequence[str]],
    heads: Sequence[Sequence[str]] = (),
    align: str = "",
    indent: int = 2,
    flexible: Sequence[int] = (),
) -> list[str]:
    """Lines of a table.

    Parameters
    ----------
    rows : cells
    heads : rows of column heads above them
    align : one ``<`` or ``>`` a column; columns beyond are left-aligned
    indent : blanks before each line
    flexible : columns of words, which are folded if a line would be longer than :data:`WIDTH`
    """
    everything = [[shown(cell) for cell in row] for row in (*heads, *rows)]
    if not everything:
        return []
    count = max(len(row) for row in everything)
    sides = align.ljust(count, "<")
    columns = [max((width(row[at]) for row in everything if at < len(row)), default=0) for at in range(count)]
    if flexible and (narrowed := _narrowed(columns, indent, flexible)) != columns:
        columns = narrowed
        everything = [line for row in everything for line in _folded(row, columns, flexible)]
    return [
        (" " * indent + "  ".join(pad(cell, columns[at], sides[at]) for at, cell in enumerate(row))).rstrip()
        for row in everything
    ]


def _narrowed(columns: Sequence[int], indent: int, flexible: Sequence[int]) -> list[int]:
    """Widths at which a line keeps to :data:`WIDTH`, taken from the widest flexible columns."""
    found = list(columns)
    while indent + sum(found) + 2 * (len(found) - 1) > WIDTH:
        widest = max(flexible, key=lambda at: found[at])
        if found[widest] <= NARROWEST:
            break
        found[widest] -= 1
    return found


def _folded(row: Sequence[str], columns: Sequence[int], flexible: Sequence[int]) -> list[list[str]]:
    """The lines of a row whose flexible cells are folded; its other cells stand in the first."""
    parts = [
        paragraph(" ".join(_broken(cell, columns[at])), indent=0, width_limit=columns[at])
        if at in flexible
        else [cell]
        for at, cell in enumerate(row)
    ]
    height = max(len(lines) for lines in parts)
    return [[lines[at] if at < len(lines) else "" for lines in parts] for at in range(height)]


def paragraph(text: str, indent: int = 2, first: str = "", width_limit: int = WIDTH) -> list[str]:
    """Text broken into lines.

    Parameters
    ----------
    text : words
    indent : blanks before each line
    first : mark of the first line, such as ``"- "``; later lines are set in by its width
    width_limit : longest line
    """
    start, later = " " * indent + first, " " * (indent + width(first))
    lines: list[str] = []
    line = start
    empty = True
    for word in shown(text).split():
        if not empty and width(line) + 1 + width(word) > width_limit:
            lines.append(line)
            line, empty = later, True
        line += word if empty else f" {word}"
        empty = False
    return [*lines, line.rstrip()]


def _broken(text: str, most: int) -> Iterator[str]:
    """The words of a text; too wide ones are broken, if they can be behind a sign that joins."""
    for word in text.split():
        part = ""
        for letter in word:
            if part and width(part + letter) > most:
                joint = max(part.rfind(sign) for sign in "._/-+") + 1 or len(part)
                yield part[:joint]
                part = part[joint:]
            part += letter
        yield part
