"""A coal as the burner sees it: everything as received, nothing missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Value = float | NDArray[np.float64]
"""A number, or one number a sample."""


@dataclass(frozen=True, slots=True)
class AsFired:
    """A coal or blend, as received; every figure is a float or an array over samples.

    Attributes
    ----------
    name, rank : to show; canonical rank of the (dominant) coal
    moisture, ash, carbon, hydrogen, nitrogen, sulfur, oxygen : mass fractions 0..1 as received,
        hydrogen and oxygen without those of the moisture; they add up to 1
    volatile_matter : mass fraction as received, None if unknown
    hhv_mj_kg, lhv_mj_kg : heating values as received [MJ/kg]
    mercury_mg_kg, chlorine_mg_kg, bromine_mg_kg : trace elements as received [mg/kg]
    low_rank_share : share of the heat that comes from subbituminous coal and lignite, 0..1
    calcium_mg_kg, selenium_mg_kg, arsenic_mg_kg : as received [mg/kg], None if unknown
    """

    name: str
    rank: str
    moisture: Value
    ash: Value
    carbon: Value
    hydrogen: Value
    nitrogen: Value
    sulfur: Value
    oxygen: Value
    hhv_mj_kg: Value
    lhv_mj_kg: Value
    mercury_mg_kg: Value
    chlorine_mg_kg: Value
    bromine_mg_kg: Value
    low_rank_share: Value
    volatile_matter: Value | None = None
    calcium_mg_kg: Value | None = None
    selenium_mg_kg: Value | None = None
    arsenic_mg_kg: Value | None = None


def mean(value: Value) -> float:
    """A number, or the mean of samples."""
    return float(value if isinstance(value, float) else np.mean(value))
