"""What the plant file gave, and what was filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ipog.files import plant_data
from ipog.language import tr
from ipog.plant import Plant
from ipog.results import UnitResult
from ipog.shown import short

_ELSEWHERE = ("name", "targets", "measured")
"""Fields of a unit that the report shows in tables of their own."""


def given_fields(plant: Plant, index: int) -> list[tuple[str, str]]:
    """Fields of a unit that its author wrote, as path within the unit and value."""
    unit = plant_data(plant)["units"][index]
    return [row for key, value in unit.items() if key not in _ELSEWHERE for row in _flat(key, value)]


def _flat(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flat(f"{path}.{key}", item)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _flat(f"{path}[{place}]", item)
    elif isinstance(value, float):
        yield path, short(value)
    elif value is not None:
        yield path, str(value)


def within_unit(path: str) -> str:
    """A path of the plant file within its unit, whose name stands above."""
    head, _, rest = path.partition(".")
    return rest if head.startswith("units[") and rest else path


def origin(plant: Plant, result: UnitResult, index: int, group: str, field: str) -> str:
    """Where a figure of the coal comes from: given, library, assumed, or worked out from others.

    A feed of several coals names every origin.
    """
    found: dict[str, None] = {}
    for place, coal in enumerate(plant.units[index].coal_feed):
        part = getattr(coal, group)
        path = f"coal_feed[{place}].{group}.{field}"
        if part is not None and getattr(part, field) is not None:
            found[tr("given")] = None
        elif any(within_unit(item.field) == path for item in result.assumptions):
            found[tr("assumed")] = None
        elif coal.coal is not None:
            found[tr("coal library")] = None
        else:
            found[tr("worked out")] = None
    return ", ".join(found)
