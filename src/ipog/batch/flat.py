"""One row a unit: the figures of a result under the names of ``ipog run --format csv``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any

import numpy as np

import ipog
from ipog.batch.digits import rounded
from ipog.model import shipped
from ipog.provenance import Assumption, Caution
from ipog.results import Evaluation, UnitResult

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
    row = figures(unit, evaluation.plant, evaluation.country, source, number)
    row["assumptions"] = assumptions_text(unit.assumptions)
    row["warnings"] = warnings_text(unit.warnings)
    row["sources"] = sources_text(unit.sources, unit)
    if unit.calibration is not None:
        row.update(_flat("calibration", unit.calibration))
    row["assumptions_count"] = len(unit.assumptions)
    row["warnings_count"] = len(unit.warnings)
    return row


def figures(unit: UnitResult, plant: Any, country: str | None, source: str, number: Any) -> dict[str, Any]:
    """What stands before the notes in the row of a unit.

    Where the figures of the unit are arrays, one number a row, so are those found here, all digits left.
    """
    row: dict[str, Any] = {"plant": plant, "unit": unit.name, "source": source, "row": number}
    row |= {"country": country, "ipog": ipog.__version__, "parameters": shipped().label}
    for name in _ORDER:
        row.update(_flat(name, getattr(unit, name)))
        if name == "stack":
            for level in sorted(unit.percentiles):
                row.update(_flat(f"stack_p{level}", unit.percentiles[level]))
    return row


def assumptions_text(assumptions: Iterable[Assumption]) -> str:
    """Assumptions in one cell."""
    # 0.0 and -0.0 would be taken for one.
    return "; ".join(
        [
            (_known_assumption if item.value else _assumption)(item.field, item.value, item.unit)
            for item in assumptions
        ]
    )


def warnings_text(warnings: Iterable[Caution]) -> str:
    """Warnings in one cell."""
    return "; ".join(item.message for item in warnings)


def sources_text(sources: Iterable[str], unit: UnitResult) -> str:
    """The sources of a unit and of what stands beside its result, each once, in one cell."""
    beside = [item.source for item in unit.measured] + [item.source for item in unit.targets]
    return "; ".join(dict.fromkeys([*sources, *(key for key in beside if key)]))


def _assumption(field: str, value: float | str, unit: str) -> str:
    shown = rounded(value) if isinstance(value, float) else value
    return f"{field} = {shown} {unit}".strip()


_known_assumption = lru_cache(maxsize=5000, typed=True)(_assumption)
"""One assumption: most are made of one unit after the other."""


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    # Plain values first: they are most of a hundred columns a unit.
    if isinstance(value, float):
        yield name, rounded(value)
    elif isinstance(value, str | int | np.ndarray):
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
