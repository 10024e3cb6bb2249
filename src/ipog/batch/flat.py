"""One row a unit: the figures of a result under the names of ``ipog run --format csv``."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from ipog.results import Evaluation, UnitResult

DIGITS = 12
"""Significant digits of figures, as in the results of a plant alone."""
FIRST = ("plant", "unit", "source", "row")
"""The first columns of every result."""

_ORDER = ("coal", "flue_gas", "stages", "stack", "balance_kg_year", "balance_fraction", "targets", "measured")


def unit_row(evaluation: Evaluation, unit: UnitResult, source: str, number: int) -> dict[str, Any]:
    """The row of one unit.

    Parameters
    ----------
    evaluation : of its plant
    unit : the unit
    source, number : where it was read
    """
    row: dict[str, Any] = {"plant": evaluation.plant, "unit": unit.name, "source": source, "row": number}
    row |= {"country": evaluation.country, "ipog": evaluation.ipog, "parameters": evaluation.parameters}
    for name in _ORDER:
        row.update(_flat(name, getattr(unit, name)))
        if name == "stack":
            for level in sorted(unit.percentiles):
                row.update(_flat(f"stack_p{level}", unit.percentiles[level]))
    row["assumptions"] = "; ".join(
        f"{item.field} = {_shown(item.value)} {item.unit}".strip() for item in unit.assumptions
    )
    row["warnings"] = "; ".join(item.message for item in unit.warnings)
    beside = [item.source for item in unit.measured] + [item.source for item in unit.targets]
    row["sources"] = "; ".join(dict.fromkeys([*unit.sources, *(key for key in beside if key)]))
    row["assumptions_count"] = len(unit.assumptions)
    row["warnings_count"] = len(unit.warnings)
    return row


def _shown(value: float | str) -> float | str | None:
    return rounded(value) if isinstance(value, float) else value


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    # Plain values first: they are most of a hundred columns a unit.
    if isinstance(value, float):
        yield name, rounded(value)
    elif isinstance(value, str | int):
        yield name, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            yield from _flat(f"{name}_{number}", item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flat(f"{name}_{key}", item)
    elif value is not None:
        kind: Any = type(value)
        for field in _names(kind):
            yield from _flat(f"{name}_{field}", getattr(value, field))
    elif not name.startswith("balance"):
        yield name, None


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Fields of a class of results."""
    return tuple(field.name for field in fields(kind))


def rounded(value: float) -> float | None:
    """A figure with :data:`DIGITS` digits; None if it is not finite."""
    return float(f"{value:.{DIGITS - 1}e}") if math.isfinite(value) else None
