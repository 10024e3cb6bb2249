"""Figures with as many digits as results have."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DIGITS = 12
"""Significant digits of figures, as in the results of a plant alone."""
_NEAR_A_TIE = 1e-3
"""How near the middle between two neighbours a product may lie before its own error matters."""
_EXACT = 22
"""Highest power of ten that a float holds exactly."""
_POWERS = np.array([float(f"1e{power}") for power in range(_EXACT + 1)])


def rounded(value: float) -> float | None:
    """A figure with :data:`DIGITS` digits; None if it is not finite."""
    return float(f"{value:.{DIGITS - 1}e}") if math.isfinite(value) else None


def all_rounded(values: Array) -> Array:
    """Figures as :func:`rounded` gives them, to the last bit; nan where they are not finite.

    A whole number below 2**53 times or over a power of ten up to 10**22 is the float nearest to the
    decimal number, as reading its text gives. Only which whole number it is can be in doubt, where the
    digits behind lie near a tie; these few figures go through text.
    """
    with np.errstate(all="ignore"):
        power = DIGITS - 1 - np.floor(np.log10(np.abs(values)))
        plain = np.abs(power) <= _EXACT
        place = np.where(plain, power, 0.0).astype(np.intp)
        up, down = _POWERS[np.maximum(place, 0)], _POWERS[np.maximum(-place, 0)]
        scaled = values * up / down
        whole = np.rint(scaled)
        # A logarithm next to a whole number may be off by one: the digits are then too many or too few.
        plain &= (np.abs(whole) >= _POWERS[DIGITS - 1]) & (np.abs(whole) < _POWERS[DIGITS])
        plain &= np.abs(np.abs(scaled - whole) - 0.5) > _NEAR_A_TIE
        found = np.where(plain, whole * down / up, np.where(np.isfinite(values), values, np.nan))
    for at in np.flatnonzero(~plain & (values != 0) & np.isfinite(values)):
        found.flat[at] = rounded(float(values.flat[at]))
    return found
