"""Points on a plane, each with the letter that stands beside its figures."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from ipog.shown import figure
from ipog.tui.draw.glyphs import Glyphs

LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""Marks of the points; further points share the last."""
_MARGIN = 9


def letter(number: int) -> str:
    """The mark of a point."""
    return LETTERS[min(number, len(LETTERS) - 1)]


class Scatter:
    """Points with both axes from zero; as wide as what shows it.

    Parameters
    ----------
    points : x and y of each
    across, up : names of the axes, with their units
    height : lines of the picture
    signs : to draw with
    """

    def __init__(
        self, points: Sequence[tuple[float, float]], across: str, up: str, height: int, signs: Glyphs
    ) -> None:
        self._points = tuple(points)
        self._across = across
        self._up = up
        self._height = height
        self._signs = signs

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """The plane with its axes."""
        yield Text("\n".join(self.lines(options.max_width)), no_wrap=True, overflow="crop")

    def lines(self, width: int) -> list[str]:
        """The picture."""
        cells = min(max(width - _MARGIN - 2, 10), 90)
        right = max((x for x, _ in self._points), default=0.0) or 1.0
        left = min(min((x for x, _ in self._points), default=0.0), 0.0)
        top = max((y for _, y in self._points), default=0.0) or 1.0
        plane = [[" "] * cells for _ in range(self._height)]
        # The first of two points in one cell is the one that shows.
        for number, (x, y) in reversed(list(enumerate(self._points))):
            column = round((x - left) / (right - left) * (cells - 1))
            plane[round((1 - max(y, 0.0) / top) * (self._height - 1))][column] = letter(number)
        found = [self._up]
        for line, row in enumerate(plane):
            mark = figure(top) if line == 0 else "0" if line == self._height - 1 else ""
            found.append(f"{mark:>{_MARGIN - 1}} {self._signs.down}{''.join(row)}".rstrip())
        found.append(" " * _MARGIN + self._signs.corners[2] + self._signs.across * cells)
        ends = f"{figure(left)}{figure(right):>{cells - len(figure(left))}}"
        found += [" " * (_MARGIN + 1) + ends, " " * (_MARGIN + 1) + self._across]
        return found
