"""How unequal a fleet is: what share of the mercury comes from what share of the units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

LARGEST = (0.01, 0.05, 0.1, 0.2, 0.5)
"""Shares of the units, largest emitters first, whose share of the mercury is told."""
MOST_POINTS = 100
"""Points of the Lorenz curve beside its origin; a smaller fleet has one a unit."""


def concentration_rows(emissions: Sequence[float]) -> list[dict[str, Any]]:
    """Rows of the summary: the largest emitters, the Lorenz curve, and the Gini coefficient.

    Parameters
    ----------
    emissions : of each unit of known size [kg/year]
    """
    ranked = np.sort(np.asarray(emissions, float))
    if len(ranked) == 0:
        return []
    return [*_largest(ranked), *_lorenz(ranked)]


def _largest(ranked: np.ndarray[Any, np.dtype[np.float64]]) -> Iterator[dict[str, Any]]:
    summed = np.cumsum(ranked[::-1])
    whole = float(summed[-1])
    for part in LARGEST:
        units = round(part * len(ranked))
        if units:
            yield _row("largest_emitters", f"largest {100 * part:g} % of units", units, summed, whole)


def _lorenz(ranked: np.ndarray[Any, np.dtype[np.float64]]) -> Iterator[dict[str, Any]]:
    """Points of the curve, from the smallest emitter on, and the Gini coefficient of all units."""
    count = len(ranked)
    summed = np.cumsum(ranked)
    whole = float(summed[-1])
    points = min(count, MOST_POINTS)
    yield {"group": "lorenz", "name": "no unit", "units": 0, "units_of_known_size": 0, "units_fraction": 0.0,
           "hg_kg_year": 0.0, "share_of_all_fraction": 0.0}  # fmt: skip
    for point in range(1, points + 1):
        units = round(point * count / points)
        row = _row("lorenz", f"smallest {100 * units / count:.4g} % of units", units, summed, whole)
        yield row | {"units_fraction": digits(units / count)}
    if whole > 0:
        ranks = np.arange(1, count + 1)
        gini = float(np.sum((2 * ranks - count - 1) * ranked) / (count * whole))
        yield {"group": "gini", "name": "Gini coefficient", "units": count, "units_of_known_size": count,
               "gini_coefficient": digits(gini)}  # fmt: skip


def _row(
    group: str, name: str, units: int, summed: np.ndarray[Any, np.dtype[np.float64]], whole: float
) -> dict[str, Any]:
    kg_year = float(summed[units - 1])
    row: dict[str, Any] = {"group": group, "name": name, "units": units, "units_of_known_size": units}
    return row | {"hg_kg_year": digits(kg_year), "share_of_all_fraction": share(kg_year, whole)}


def share(part: float, whole: float) -> float | None:
    """One figure over another; None where there is nothing to share."""
    return digits(part / whole) if whole > 0 else None


def digits(value: float) -> float:
    """A figure of the summary: sums of many terms differ between machines in their last digits."""
    return float(f"{value:.9e}")
