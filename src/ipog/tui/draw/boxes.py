"""Boxes joined by arrows, in as many rows as the width asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from ipog.tui.draw.glyphs import Glyphs

WIDTH = 23
"""Cells of a box with its borders: two of them fit beside the tree on 80 columns."""
_GAP = 3
_TURN = 4
"""Cells from the right border of a box to where the line from the row above comes in."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box.

    Attributes
    ----------
    title : in its upper border
    lines : below it, cut where they are too long
    marked : whether it is the chosen one
    """

    title: str
    lines: tuple[str, ...]
    marked: bool = False


class Boxes:
    """Boxes in the order of the gas; as wide as what shows them.

    Parameters
    ----------
    boxes : to draw
    signs : to draw with
    """

    def __init__(self, boxes: Sequence[Box], signs: Glyphs) -> None:
        self.boxes = tuple(boxes)
        self._signs = signs
        self._height = 2 + max((len(box.lines) for box in boxes), default=0)

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """The rows of boxes."""
        yield self.text(options.max_width)

    def in_a_row(self, width: int) -> int:
        """How many boxes stand in a row."""
        return max((width + _GAP) // (WIDTH + _GAP), 1)

    def at(self, column: int, line: int, width: int) -> int | None:
        """The number of the box under a place of the picture; None between them."""
        row, below = divmod(line, self._height + 1)
        place, beside = divmod(column, WIDTH + _GAP)
        number = row * self.in_a_row(width) + place
        hit = below < self._height and beside < WIDTH and place < self.in_a_row(width)
        return number if hit and 0 <= number < len(self.boxes) else None

    def line_of(self, number: int, width: int) -> int:
        """The first line of a box."""
        return number // self.in_a_row(width) * (self._height + 1)

    def text(self, width: int) -> Text:
        """The picture."""
        in_a_row = self.in_a_row(width)
        found = Text(no_wrap=True, overflow="crop")
        for start in range(0, len(self.boxes), in_a_row):
            if start:
                found.append(self._turn(in_a_row) + "\n")
            row = self.boxes[start : start + in_a_row]
            for line in range(self._height):
                for place, box in enumerate(row):
                    if place:
                        arrow = f"{self._signs.across}{self._signs.right} "
                        found.append(arrow if line == self._height // 2 else " " * _GAP)
                    came_down = bool(start) and place == 0
                    found.append(self._line(box, line, came_down), style="bold" if box.marked else "")
                found.append("\n")
        found.right_crop(1)
        return found

    def _line(self, box: Box, line: int, came_down: bool) -> str:
        signs, inner = self._signs, WIDTH - 2
        if line == 0:
            room = inner - (_TURN + 1 if came_down else 2)
            title = shortened(f"{signs.right} {box.title}" if box.marked else box.title, room)
            rule = f" {title} "
            rule += signs.across * (inner - cell_len(rule))
            if came_down:
                rule = rule[:-_TURN] + signs.into + rule[len(rule) - _TURN + 1 :]
            return signs.corners[0] + rule + signs.corners[1]
        if line == self._height - 1:
            return signs.corners[2] + signs.across * inner + signs.corners[3]
        words = box.lines[line - 1] if line <= len(box.lines) else ""
        return f"{signs.down} {set_cell_size(shortened(words, inner - 2), inner - 2)} {signs.down}"

    def _turn(self, in_a_row: int) -> str:
        """The line from the last box of a row to the first of the next."""
        signs, into = self._signs, WIDTH - 1 - _TURN
        out = (in_a_row - 1) * (WIDTH + _GAP) + WIDTH // 2
        if out <= into:
            return " " * into + signs.down
        return " " * into + signs.corners[0] + signs.across * (out - into - 1) + signs.corners[3]


def shortened(words: str, width: int) -> str:
    """Words cut to a width: first what stands in brackets at their end goes, then letters.

    >>> shortened("fabric filter", 20), shortened("wet scrubber (FGD)", 12), shortened("spray dryer", 10)
    ('fabric filter', 'wet scrubber', 'spray d...')
    """
    if cell_len(words) > width and words.endswith(")"):
        words = words.rpartition(" (")[0] or words
    return words if cell_len(words) <= width else set_cell_size(words, width - 3) + "..."
