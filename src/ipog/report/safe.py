"""Text of users made harmless before it is shown: no marks that reorder a line, no end."""

from __future__ import annotations

import re
import unicodedata

from ipog.language import tr

LONGEST = 400
"""Letters that a cell or paragraph of a user's text may have; the plant file in the appendix holds all."""
LONGEST_NAME = 80
"""Letters of a name in a heading or chart."""

_LONGEST_ADDRESS = 120

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that change the direction of the text around them."""


def plain(text: str) -> str:
    """Text as one line without control characters and without marks of direction."""
    spaced = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter
        for letter in _BIDI.sub("", text)
    )
    return " ".join(spaced.split())


def cut(text: str, most: int = LONGEST) -> str:
    """One line of text of at most so many letters; what was left out is told.

    >>> cut("a" * 500, 10)
    'aaaaaaaaaa... (500 letters)'
    """
    line = plain(text)
    if len(line) <= most:
        return line
    return tr("{text}... ({count} letters)", text=line[:most], count=len(line))


def name(text: str) -> str:
    """A name for a heading or a chart."""
    line = plain(text)
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 3]}..."


def columns(text: str) -> int:
    """Columns that a text takes; a letter of Chinese takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def breakable(text: str, every: int = 24) -> str:
    """Text whose longest words may be broken, for typesetters that break only at blanks."""
    return re.sub(rf"\S{{{every - 4},}}", lambda found: _with_breaks(found.group(), every), text)


def _with_breaks(word: str, every: int) -> str:
    """Breaks behind the signs that join the words of a name, or else anywhere."""
    if word.startswith(("http://", "https://")) and len(word) <= _LONGEST_ADDRESS:
        # Typesetters break addresses by themselves, and an address is copied.
        return word
    parts = re.findall(rf"[^._/]{{1,{every}}}[._/]?|[._/]", word)
    return "\u200b".join(parts)
