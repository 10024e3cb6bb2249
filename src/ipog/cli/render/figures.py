"""Numbers as people read them, with the decimal sign of their language."""

from __future__ import annotations

from ipog import figures
from ipog.figures import UNKNOWN
from ipog.language import decimal

__all__ = ["UNKNOWN", "figure", "percent", "short"]


def figure(value: float | None, digits: int = 3) -> str:
    """As :func:`ipog.figures.figure`."""
    return decimal(figures.figure(value, digits))


def percent(fraction: float | None) -> str:
    """As :func:`ipog.figures.percent`."""
    return decimal(figures.percent(fraction))


def short(value: float | str) -> str:
    """As :func:`ipog.figures.short`; words stay as they are."""
    return value if isinstance(value, str) else decimal(figures.short(value))
