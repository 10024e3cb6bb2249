"""Numbers as people read them: as many digits as they deserve."""

from __future__ import annotations

import math

from ipog.language import decimal, tr

UNKNOWN = "-"
ALIKE = 0.0005
"""Difference that is none: of a figure over the first, or of fractions; a twentieth of a per cent."""


def figure(value: float | None, digits: int = 3) -> str:
    """A number with so many significant digits; ``-`` if it is not known.

    >>> figure(0.034561), figure(15.0), figure(134256.0), figure(2.0987e6)
    ('0.0346', '15.0', '134000', '2.10e6')
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if value == 0:
        return "0"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = int(exponent)
    if -4 <= power < 6:
        return f"{float(f'{mantissa}e{exponent}'):.{max(digits - 1 - power, 0)}f}"
    return f"{mantissa}e{power}"


def percent(fraction: float | None) -> str:
    """A fraction in per cent, without the sign, to a tenth."""
    if fraction is None or not math.isfinite(fraction):
        return UNKNOWN
    return f"{100 * fraction + 0.0:.1f}".replace("-0.0", "0.0")


def short(value: float | str) -> str:
    """A value that someone wrote or a table holds: its own digits, at most four.

    >>> short(12000.0), short(0.5), short(338.8412), short("dense_medium")
    ('12000', '0.5', '338.8', 'dense_medium')
    """
    if isinstance(value, str):
        return value
    text = f"{value:.4g}"
    return f"{float(text):.0f}" if "e+" in text and abs(value) < 1e6 else text


def relative_change(value: float | None, first: float | None) -> str:
    """How far a figure is from a first one, in the language in use; empty if it is the same or not known.

    >>> relative_change(50.0, 100.0), relative_change(100.0, 100.0)
    ('-50 %, less', '')
    """
    if value is None or not first or abs(value / first - 1) < ALIKE:
        return ""
    change = decimal(f"{100 * (value / first - 1):+.3g}")
    return (
        tr("{percent} %, more", percent=change) if value > first else tr("{percent} %, less", percent=change)
    )


def change_in_points(value: float | None, first: float | None) -> str:
    """How far a fraction is from a first one, in points and words; empty if it is the same or not known.

    >>> change_in_points(0.8, 0.75), change_in_points(0.8, None)
    ('+5.0 points, more', '')
    """
    if value is None or first is None or abs(value - first) < ALIKE:
        return ""
    change = decimal(f"{100 * (value - first):+.1f}")
    return (
        tr("{points} points, more", points=change)
        if value > first
        else tr("{points} points, less", points=change)
    )
