"""Tables and paragraphs of plain text that keep their columns in every script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from ipog.language import width

WIDTH = 80
"""Columns of a terminal that nobody has resized; the same in a file and on a screen."""


NARROWEST = 9
"""Least width of a folded column."""
_JOINTS = "._/-+"
"""Signs that join words, behind which too long ones are broken."""

_APART = "%:;?!\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
"""Signs that stand behind a blank, some in French alone, and begin no line."""

_OPENING = "\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
_CLOSING = frozenset(
    ",.;:!?%)]}\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{FULLWIDTH COMMA}\N{IDEOGRAPHIC FULL STOP}\N{IDEOGRAPHIC COMMA}\N{FULLWIDTH SEMICOLON}"
    "\N{FULLWIDTH COLON}\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}\N{FULLWIDTH PERCENT SIGN}"
    "\N{FULLWIDTH RIGHT PARENTHESIS}\N{RIGHT DOUBLE ANGLE BRACKET}\N{RIGHT CORNER BRACKET}"
)
"""Signs before and behind which a line of East Asian letters is not broken."""


def shown(text: str) -> str:
    """Text as one printable line: control characters and line breaks become blanks."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter for letter in text
    )


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
    words = {
        at: max((_longest(row[at]) for row in everything if at < len(row)), default=0) for at in flexible
    }
    if flexible and (narrowed := _narrowed(columns, indent, words)) != columns:
        columns = narrowed
        everything = [line for row in everything for line in _folded(row, columns, flexible)]
    return [
        (" " * indent + "  ".join(pad(cell, columns[at], sides[at]) for at, cell in enumerate(row))).rstrip()
        for row in everything
    ]


def _narrowed(columns: Sequence[int], indent: int, words: Mapping[int, int]) -> list[int]:
    """Widths at which a line keeps to :data:`WIDTH`, taken from the widest flexible columns.

    Parameters
    ----------
    columns : widths that need no folding
    indent : blanks before each line
    words : of each flexible column, the longest word that has no sign to break it at; it is broken only if
        no other column can give way
    """
    found = list(columns)
    while indent + sum(found) + 2 * (len(found) - 1) > WIDTH:
        able = [at for at in words if found[at] > NARROWEST]
        if not able:
            break
        widest = max(able, key=lambda at: (found[at] > words[at], found[at]))
        found[widest] -= 1
    return found


def _longest(cell: str) -> int:
    """Width of the longest word that has no sign behind which it can be broken."""
    stiff = (word for word in cell.split() if not any(sign in word for sign in _JOINTS))
    return max((width(piece) for word in stiff for _, piece in _pieces(word)), default=0)


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
    for blank, piece in _pieces(shown(text)):
        if not empty and width(line) + len(blank) + width(piece) > width_limit:
            lines.append(line)
            line, empty = later, True
        line += piece if empty else blank + piece
        empty = False
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What stays on one line, each with the blank before it: words, and single letters of East Asian ones."""
    for word in _words(text):
        if word.isascii():
            # Nothing in it is broken.
            yield " ", word
            continue
        blank, piece = " ", ""
        for letter in word:
            if piece and _breaks(piece[-1], letter):
                yield blank, piece
                blank, piece = "", ""
            piece += letter
        yield blank, piece


def _words(text: str) -> list[str]:
    """Words, each with the signs that stand apart behind it, such as the % of a number."""
    found: list[str] = []
    for word in filter(None, text.split(" ")):
        if found and word[0] in _APART and not any(map(str.isalnum, word)):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between two letters of a word."""
    if not any(unicodedata.east_asian_width(letter) in "WF" for letter in (before, after)):
        return False
    # Opening brackets end no line; what closes or separates begins none.
    return before not in _OPENING and after not in _CLOSING and unicodedata.category(before) != "Ps"


def _broken(text: str, most: int) -> Iterator[str]:
    """The words of a text; too wide ones are broken, if they can be behind a sign that joins."""
    for word in _words(text):
        if all(width(piece) <= most for _, piece in _pieces(word)):
            yield word
            continue
        part = ""
        for letter in word:
            if part and width(part + letter) > most:
                joint = max(part.rfind(sign) for sign in _JOINTS) + 1 or len(part)
                yield part[:joint]
                part = part[joint:]
            part += letter
        yield part
