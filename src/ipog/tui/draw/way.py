"""The way of the mercury from the coal to its outlets, as a band that narrows from stage to stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from ipog.language import tr
from ipog.shown import percent
from ipog.tui.draw.boxes import shortened
from ipog.tui.draw.glyphs import Glyphs, bar

_LABEL = 16
_NARROWEST = 14


@dataclass(frozen=True, slots=True)
class Leaving:
    """Mercury that leaves the gas at a stage.

    Attributes
    ----------
    stage : of the train
    share : of the coal's mercury that leaves here [1]
    into : where it goes; empty where nothing is taken
    rest : share that goes on in the gas [1]
    """

    stage: str
    share: float
    into: str
    rest: float


class Way:
    """A text Sankey; as wide as what shows it.

    Parameters
    ----------
    stages : in the order of the gas
    stack : words on what leaves by the stack
    signs : to draw with
    """

    def __init__(self, stages: Sequence[Leaving], stack: str, signs: Glyphs) -> None:
        self._stages = tuple(stages)
        self._stack = stack
        self._signs = signs

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """One line a stage, or two where words don't fit beside the band."""
        yield Text("\n".join(self.lines(options.max_width)), no_wrap=True, overflow="crop")

    def lines(self, width: int) -> list[str]:
        """The picture."""
        words = [f"{self._signs.right} {item.into} {percent(item.share)} %" for item in self._stages]
        longest = max(
            [cell_len(text) for text, item in zip(words, self._stages, strict=True) if item.into] + [0]
        )
        room = width - _LABEL - 8
        beside = room - longest - 1 >= _NARROWEST
        cells = min(room - longest - 1 if beside else room, 60)
        found = [self._line(tr("coal"), 1.0, 0.0, cells)]
        for text, item in zip(words, self._stages, strict=True):
            line = self._line(item.stage, item.rest, item.share if item.into else 0.0, cells)
            if not item.into:
                found.append(line)
            elif beside:
                found.append(f"{line} {text}")
            else:
                found += [line, _below(text, width)]
        line = self._line(tr("stack"), self._stages[-1].rest if self._stages else 1.0, 0.0, cells)
        stack = f"{self._signs.right} {self._stack}"
        return [*found, f"{line} {stack}"] if beside else [*found, line, _below(stack, width)]

    def _line(self, label: str, rest: float, taken: float, cells: int) -> str:
        band = bar(rest, cells, self._signs)
        # The band and what leaves it are as wide together as the band was before.
        length = max(round((rest + taken) * cells) - len(band), 1 if taken > 0.0005 else 0)
        head = set_cell_size(shortened(label, _LABEL - 1), _LABEL)
        return f"{head}{percent(rest):>5} % {set_cell_size(band + self._signs.taken * length, cells)}"


def _below(text: str, width: int) -> str:
    """Words under the band, further to the left if they are long."""
    return " " * max(min(_LABEL + 8, width - cell_len(text)), 0) + text
