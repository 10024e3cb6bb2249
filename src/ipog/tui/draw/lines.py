"""Bars of the forms of mercury, and ranges beside a limit; the figures stand beside them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from ipog.language import tr
from ipog.shown import figure
from ipog.tui.draw.boxes import shortened
from ipog.tui.draw.glyphs import Glyphs

_LABEL = 18


class FormBars:
    """Elemental, oxidised and particle-bound mercury of each stage in one bar.

    Parameters
    ----------
    rows : label and the three figures of each stage
    signs : to draw with
    """

    def __init__(self, rows: Sequence[tuple[str, tuple[float, float, float]]], signs: Glyphs) -> None:
        self._rows = tuple(rows)
        self._signs = signs

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """One line a stage, and one that says what the cells are."""
        yield Text("\n".join(self.lines(options.max_width)), no_wrap=True, overflow="crop")

    def lines(self, width: int) -> list[str]:
        """The picture."""
        elemental, oxidised, bound = self._signs.forms
        found = [
            tr(
                "bars: {elemental} Hg0  {oxidised} Hg2+  {bound} Hg-p",
                elemental=elemental,
                oxidised=oxidised,
                bound=bound,
            )
        ]
        cells = min(max(width - _LABEL - 9, 8), 60)
        most = max((sum(parts) for _, parts in self._rows), default=0.0) or 1.0
        for label, parts in self._rows:
            ends = [round(cells * sum(parts[: number + 1]) / most) for number in range(3)]
            lengths = [ends[0], ends[1] - ends[0], ends[2] - ends[1]]
            bars = "".join(sign * length for sign, length in zip(self._signs.forms, lengths, strict=True))
            head = set_cell_size(shortened(label, _LABEL - 1), _LABEL)
            found.append(f"{head}{figure(sum(parts)):>7} {bars}".rstrip())
        return found


def range_line(low: float, middle: float, high: float, limit: float, cells: int, signs: Glyphs) -> str:
    """A range, its central value and a limit on a line that begins at zero.

    >>> from ipog.tui.draw.glyphs import ASCII
    >>> range_line(2.0, 4.0, 6.0, 8.0, 17, ASCII)
    '    [---o---]   |'
    """
    top = max(high, limit, middle) or 1.0

    def place(value: float) -> int:
        return round(min(max(value / top, 0.0), 1.0) * (cells - 1))

    line = [" "] * cells
    for cell in range(place(low), place(high) + 1):
        line[cell] = signs.across
    line[place(low)], line[place(high)] = signs.low, signs.high
    line[place(middle)] = signs.middle
    line[place(limit)] = signs.limit
    return "".join(line)
