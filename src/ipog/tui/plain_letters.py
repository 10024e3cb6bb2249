"""The look for old consoles: lines, blocks and arrows as plain letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_SINGLE: Mapping[str, str] = {
    "▼": "v",
    "▶": ">",
    "▲": "^",
    "◀": "<",
    "►": ">",
    "◄": "<",
    "→": ">",
    "←": "<",
    "↑": "^",
    "↓": "v",
    "•": "*",
    "●": "O",
    "○": "o",
    "◆": "#",
    "…": ".",
    "✓": "x",
    "✔": "x",
    "✗": "X",
    "▏": "|",
    "▕": "|",
    # The ends of the bar below the open tab: gaps, as its colour may not be seen.
    "╸": " ",
    "╺": " ",
}
_VERTICAL = frozenset("│┃║╎╏┆┇┊┋▌▐▍▎▋▊▉")
_HORIZONTAL = frozenset("─━═╌╍┄┅┈┉▁▔▂▃▄▅▆▇▀")


class PlainLetters(LineFilter):
    """Replaces drawing characters by one letter each, so that nothing moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Transform a line."""
        return [
            Segment(plain(text), style, control) if not text.isascii() else Segment(text, style, control)
            for text, style, control in segments
        ]


@cache
def _letter(sign: str) -> str:
    if sign in _SINGLE:
        return _SINGLE[sign]
    if sign in _VERTICAL:
        return "|"
    if sign in _HORIZONTAL:
        return "-"
    if "\u2500" <= sign <= "\u257f":
        return "+"
    if "\u2580" <= sign <= "\u259f" or "\u25a0" <= sign <= "\u25ff":
        return "#"
    if "\u2190" <= sign <= "\u21ff":
        return ">"
    # Dots of braille drawings.
    return ":" if "\u2801" <= sign <= "\u28ff" else " " if sign == "\u2800" else sign


def plain(text: str) -> str:
    """A text whose drawing characters are plain letters; letters of all languages stay."""
    return "".join(letter if letter.isascii() else _letter(letter) for letter in text)
