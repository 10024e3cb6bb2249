"""What changes of a unit share: devices found, put in and set otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ipog.advice.site import Site
from ipog.language import tr
from ipog.plant import Unit

COLD_PM = frozenset({"esp_cold_side", "esp_low_low_temperature", "fabric_filter"})
COLD_ESPS = ("esp_cold_side", "esp_low_low_temperature")
DRY_SCRUBBERS = ("spray_dryer", "circulating_dry_scrubber")
SO2_SCRUBBERS = (*DRY_SCRUBBERS, "wet_fgd")
FURNACE_SIDE = frozenset({"low_nox_burner", "sncr"})
HOT_SIDE = FURNACE_SIDE | {"scr", "esp_hot_side"}

FRESH_CATALYST_H = 2000.0
"""Age of a new catalyst, over its first year [h]."""

Change = Callable[[Unit, float | None, "Place"], Unit]
"""The unit before, the level of the measure, and the place; gives the unit after."""


class NotPossible(Exception):
    """A measure does not fit a unit; the text says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a change needs beside the unit.

    Attributes
    ----------
    site : answers of the site
    country : ISO 3166-1 alpha-2 of the plant
    """

    site: Site
    country: str | None


def with_fields(unit: Unit, **changes: Any) -> Unit:
    """The unit with some fields changed, validated again."""
    changed: Unit = edited(unit, **changes)
    return changed


def edited(group: Any, **changes: Any) -> Any:
    """A group of the plant file with some fields changed, validated again."""
    given = {name: getattr(group, name) for name in group.model_fields_set}
    try:
        return type(group).model_validate(given | changes)
    except ValidationError as error:
        raise NotPossible(error.errors(include_url=False)[0]["msg"]) from None


def replaced(unit: Unit, index: int, *devices: Any) -> Unit:
    """The unit with other devices, or none, in the place of one."""
    return with_fields(unit, apcs=[*unit.apcs[:index], *devices, *unit.apcs[index + 1 :]])


def inserted(unit: Unit, index: int, *devices: Any) -> Unit:
    """The unit with more devices before one."""
    return with_fields(unit, apcs=[*unit.apcs[:index], *devices, *unit.apcs[index:]])


def kinds_of(unit: Unit) -> list[str]:
    """Types of the devices, in order."""
    return [device.type for device in unit.apcs]


def first_of(unit: Unit, *kinds: str) -> int | None:
    """Number of the first device of these types; None if there is none."""
    return next((index for index, kind in enumerate(kinds_of(unit)) if kind in kinds), None)


def index_of(unit: Unit, without: str, *kinds: str) -> int:
    """Number of the first device of these types; raises :class:`NotPossible` with a text if there is none."""
    index = first_of(unit, *kinds)
    if index is None:
        raise NotPossible(without)
    return index


def cold_pm(unit: Unit) -> int:
    """The last cold-side particulate device: behind spray dryers and polishing the rest."""
    places = [index for index, kind in enumerate(kinds_of(unit)) if kind in COLD_PM]
    if not places:
        raise NotPossible(tr("no filter or cold-side ESP collects what is injected"))
    return places[-1]


def hot_end(unit: Unit) -> int:
    """Where the cold side begins."""
    return max((index + 1 for index, kind in enumerate(kinds_of(unit)) if kind in HOT_SIDE), default=0)


def percent(level: float | None) -> float:
    """A level in per cent as a share."""
    assert level is not None, "the measure has levels"
    return level / 100
