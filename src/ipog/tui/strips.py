"""Spreads of mercury as a line of text, on one logarithmic scale."""

from __future__ import annotations

import math

from ipog.language import decimal

LOW, HIGH = 0.005, 2.0
"""Ends of the scale [mg/kg]: what coals of the world show."""

_MARKS = (0.01, 0.1, 1.0)


def strip(span: tuple[float, float, float], width: int) -> str:
    """A spread: ``|`` at P10 and P90, ``O`` at the centre.

    Parameters
    ----------
    span : P10, centre and P90 [mg/kg]
    width : letters of the line
    """
    low, centre, high = (_place(figure, width) for figure in span)
    line = [" "] * width
    line[low : high + 1] = "-" * (high + 1 - low)
    line[low] = line[high] = "|"
    line[centre] = "O"
    return "".join(line).rstrip()


def scale(width: int) -> str:
    """The figures of the scale, each with its first letter at its place."""
    line = [" "] * width
    for mark in _MARKS:
        text = decimal(f"{mark:g}")
        place = min(_place(mark, width), width - len(text))
        line[place : place + len(text)] = text
    return "".join(line).rstrip()


def _place(figure: float, width: int) -> int:
    share = math.log(figure / LOW) / math.log(HIGH / LOW) if figure > 0 else 0.0
    return min(max(round(share * (width - 1)), 0), width - 1)
