"""Numbers as people read them, with the decimal sign of their language."""

from __future__ import annotations

from ipog import figures
from ipog.figures import UNKNOWN
from ipog.language import decimal, tr

__all__ = ["UNKNOWN", "figure", "percent", "plain_number", "series", "short", "span"]


def figure(value: float | None, digits: int = 3) -> str:
    """As :func:`ipog.figures.figure`."""
    return decimal(figures.figure(value, digits))


def percent(fraction: float | None) -> str:
    """As :func:`ipog.figures.percent`."""
    return decimal(figures.percent(fraction))


def short(value: float | str) -> str:
    """As :func:`ipog.figures.short`; words stay as they are."""
    return value if isinstance(value, str) else decimal(figures.short(value))


def plain_number(value: float) -> str:
    """A number with the digits it needs.

    >>> plain_number(2.5), plain_number(12.0)
    ('2.5', '12')
    """
    return decimal(f"{value:g}")


def series(*values: float | None) -> str:
    """Figures one behind the other, apart by a sign that is not their decimal one.

    >>> series(1.0, 2.5)
    '1.00, 2.50'
    """
    return (" / " if decimal(".") == "," else ", ").join(map(figure, values))


def span(low: str, high: str) -> str:
    """From one figure to another.

    >>> span("1.0", "3.0")
    '1.0 to 3.0'
    """
    return tr("{low} to {high}", low=low, high=high)
