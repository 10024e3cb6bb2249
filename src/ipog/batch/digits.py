"""Figures with as many digits as results have."""

from __future__ import annotations

from math import floor, inf, isfinite, log10, nan

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DIGITS = 12
"""Significant digits of figures, as in the results of a plant alone."""
_FAR_FROM_A_TIE = 0.5 - 2e-4
"""How far from a whole number a product may lie before its own error matters: near the middle of two."""
_EXACT = 22
"""Highest power of ten that a float holds exactly."""
_LEAST, _MOST = 10.0 ** (DIGITS - 1), 10.0**DIGITS
_AT_ONCE = 16_384
"""Figures that are worked on together: few enough to stay near the processor."""
_MANTISSA_BITS = 52


def _decimals() -> tuple[NDArray[np.int64], Array, Array, Array]:
    """Tables by the binary exponent of a float, and by the decimal one that follows.

    The decimal exponent of the least number with a binary one, and the power of ten from which it is one
    more; then, by decimal exponents, what a figure is multiplied with and divided by to have its digits
    before the point, nan where that is not exact.
    """
    least = [floor(log10(2.0**power)) for power in range(-1022, 1024)]
    of_binary = np.array([least[0], *least, least[-1]], np.int64)
    following = np.array([float(f"1e{power + 1}") if power < 308 else inf for power in of_binary])
    lowest = int(of_binary[0])
    up, down = (np.full(311 - lowest, nan) for _ in range(2))
    for power in range(-_EXACT, _EXACT + 1):
        at = DIGITS - 1 - power - lowest
        up[at], down[at] = float(f"1e{max(power, 0)}"), float(f"1e{max(-power, 0)}")
    return of_binary - lowest, following, up, down


_OF_BINARY, _FOLLOWING, _UP, _DOWN = _decimals()


def rounded(value: float) -> float | None:
    """A figure with :data:`DIGITS` digits; None if it is not finite."""
    return float(f"{value:.{DIGITS - 1}e}") if isfinite(value) else None


def all_rounded(values: Array) -> Array:
    """Figures as :func:`rounded` gives them, to the last bit; nan where they are not finite.

    A whole number below 2**53 times or over a power of ten up to 10**22 is the float nearest to the
    decimal number, as reading its text gives. Only which whole number it is can be in doubt, where the
    digits behind lie near a tie; these few figures go through text.
    """
    plain = np.ascontiguousarray(values).reshape(-1)
    found, sure = np.empty_like(plain), np.empty(len(plain), bool)
    with np.errstate(invalid="ignore"):
        for start in range(0, len(plain), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            _round(plain[some], found[some], sure[some])
    others = np.flatnonzero(~sure)
    if len(others):
        left = plain[others]
        finite = np.isfinite(left)
        told = finite & (left != 0)
        # What comes of a coal is the same in many rows.
        different, of = np.unique(left[told], return_inverse=True)
        left[~finite] = nan
        left[told] = np.array([rounded(value) for value in different.tolist()], float)[of]
        found[others] = left
    return found.reshape(values.shape)


def _round(values: Array, found: Array, sure: NDArray[np.bool_]) -> None:
    """Round figures, and tell of which it is sure."""
    size = np.abs(values)
    binary = size.view(np.int64) >> _MANTISSA_BITS
    decimal = _OF_BINARY.take(binary)
    decimal += size >= _FOLLOWING.take(binary)
    up = _UP.take(decimal)
    # What few figures are large enough for is left out where none is.
    down = None if (size < _LEAST).all() else _DOWN[decimal]
    scaled = values * up
    if down is not None:
        scaled /= down
    whole = np.rint(scaled)
    np.divide(whole if down is None else whole * down, up, out=found)
    scaled -= whole
    np.abs(scaled, out=scaled)
    np.abs(whole, out=whole)
    np.less(scaled, _FAR_FROM_A_TIE, out=sure)
    sure &= whole >= _LEAST
    sure &= whole < _MOST
