"""The signs that pictures are drawn with: lines and blocks, or ASCII where a console has no others."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Signs for pictures; all are in the fonts of old consoles too.

    Attributes
    ----------
    across, down : lines
    corners : top left, top right, bottom left, bottom right
    right, into : arrow heads to the right and down
    full, half : a cell of a bar, and half a one
    taken : a cell of what leaves the gas
    forms : cells of elemental, oxidised and particle-bound mercury
    low, high, middle, limit : ends of a range, its central value, and a limit on the same line
    """

    across: str
    down: str
    corners: tuple[str, str, str, str]
    right: str
    into: str
    full: str
    half: str
    taken: str
    forms: tuple[str, str, str]
    low: str
    high: str
    middle: str
    limit: str


BLOCKS = Glyphs("─", "│", ("┌", "┐", "└", "┘"), "►", "▼", "█", "▌", "░", ("█", "▒", "░"), "├", "┤", "■", "║")
ASCII = Glyphs("-", "|", ("+", "+", "+", "+"), ">", "v", "#", "", ".", ("0", "2", "p"), "[", "]", "o", "|")


_always_ascii = False


def use_ascii(wanted: bool) -> None:
    """Draw in ASCII from now on, whatever the settings say, or go by the settings again."""
    global _always_ascii  # noqa: PLW0603
    _always_ascii = wanted


def glyphs(ascii_wanted: bool = False) -> Glyphs:
    """The signs to draw with.

    Parameters
    ----------
    ascii_wanted : whether the user asked for ASCII; a console that has no others gets it unasked
    """
    encoding = getattr(sys.__stdout__, "encoding", None)
    return ASCII if ascii_wanted or _always_ascii or not has_blocks(encoding, os.environ) else BLOCKS


def has_blocks(encoding: str | None, environment: Mapping[str, str]) -> bool:
    """Whether a console can show lines and blocks.

    >>> has_blocks("utf-8", {"TERM": "xterm"}), has_blocks("latin-1", {}), has_blocks(None, {"TERM": "dumb"})
    (True, False, False)
    """
    if environment.get("TERM") == "dumb":
        return False
    try:
        "".join(sign for sign in (BLOCKS.across, BLOCKS.full, BLOCKS.right)).encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def bar(share: float, cells: int, signs: Glyphs) -> str:
    """A share as a bar; what is there shows at least half a cell.

    >>> bar(0.5, 8, ASCII), bar(0.001, 8, ASCII), bar(0.0, 8, ASCII), bar(0.55, 4, BLOCKS)
    ('####', '#', '', '██')
    """
    length = min(max(share, 0.0), 1.0) * cells
    if signs.half:
        halves = max(round(2 * length), 1 if share > 0.0005 else 0)
        return signs.full * (halves // 2) + signs.half * (halves % 2)
    return signs.full * max(round(length), 1 if share > 0.0005 else 0)
