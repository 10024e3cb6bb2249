"""New equipment and dedicated control: the unit after a measure, or why it does not fit."""

from __future__ import annotations

from typing import Any

from ipog.advice.change_tools import (
    COLD_ESPS,
    COLD_PM,
    DRY_SCRUBBERS,
    FRESH_CATALYST_H,
    FURNACE_SIDE,
    HOT_SIDE,
    SO2_SCRUBBERS,
    Change,
    NotPossible,
    Place,
    cold_pm,
    first_of,
    hot_end,
    index_of,
    inserted,
    kinds_of,
    replaced,
    with_fields,
)
from ipog.language import mark, tr
from ipog.plant import Unit
from ipog.shown import plain_number


def _no_collector(unit: Unit) -> None:
    if COLD_PM & set(kinds_of(unit)) or "esp_hot_side" in kinds_of(unit):
        raise NotPossible(tr("an ESP or filter stands there already"))


def add_esp(unit: Unit, _level: float | None, _place: Place) -> Unit:
    _no_collector(unit)
    return inserted(unit, _behind_cyclones(unit), {"type": "esp_cold_side"})


def add_filter(unit: Unit, _level: float | None, _place: Place) -> Unit:
    _no_collector(unit)
    return inserted(unit, _behind_cyclones(unit), {"type": "fabric_filter"})


def _behind_cyclones(unit: Unit) -> int:
    kinds = kinds_of(unit)
    if "wet_particulate_scrubber" in kinds:
        return kinds.index("wet_particulate_scrubber")
    cyclone = first_of(unit, "mechanical_collector")
    return max(hot_end(unit), 0 if cyclone is None else cyclone + 1)


def esp_to_filter(unit: Unit, _level: float | None, _place: Place) -> Unit:
    if "fabric_filter" in kinds_of(unit):
        raise NotPossible(tr("a fabric filter stands there already"))
    index = index_of(unit, tr("there is no ESP"), *COLD_ESPS, "esp_hot_side")
    if unit.apcs[index].type != "esp_hot_side":
        return replaced(unit, index, {"type": "fabric_filter"})
    rest = [device for place, device in enumerate(unit.apcs) if place != index]
    end = max((place + 1 for place, device in enumerate(rest) if device.type in HOT_SIDE), default=0)
    return with_fields(unit, apcs=[*rest[:end], {"type": "fabric_filter"}, *rest[end:]])


def _behind_esp(unit: Unit) -> int:
    if "fabric_filter" in kinds_of(unit):
        raise NotPossible(tr("a fabric filter stands there already"))
    if first_of(unit, *DRY_SCRUBBERS) is not None:
        raise NotPossible(tr("the ESP collects the solids of a dry scrubber"))
    cold = first_of(unit, *COLD_ESPS)
    if cold is not None:
        return cold + 1
    index_of(unit, tr("there is no ESP to polish behind"), "esp_hot_side")
    return hot_end(unit)


def polishing(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return inserted(unit, _behind_esp(unit), {"type": "fabric_filter", "name": mark("polishing filter")})


def _no_scrubber(unit: Unit) -> None:
    if first_of(unit, *SO2_SCRUBBERS) is not None:
        raise NotPossible(tr("an SO2 scrubber stands there already"))


def _wet_scrubber(unit: Unit, process: str) -> Unit:
    _no_scrubber(unit)
    if not (COLD_PM | {"esp_hot_side"}) & set(kinds_of(unit)):
        raise NotPossible(tr("the gas is too dusty: an ESP or filter comes first"))
    end = first_of(unit, "wet_esp", "fixed_bed")
    return inserted(unit, len(unit.apcs) if end is None else end, {"type": "wet_fgd", "process": process})


def add_fgd(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _wet_scrubber(unit, "limestone_forced_oxidation")


def add_seawater(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _wet_scrubber(unit, "seawater")


def _dry_scrubber(unit: Unit, kind: str) -> Unit:
    _no_scrubber(unit)
    filter_at = first_of(unit, "fabric_filter")
    if filter_at is not None:
        # What is injected stays right before the filter.
        while filter_at > 0 and unit.apcs[filter_at - 1].type == "sorbent_injection":
            filter_at -= 1
        return inserted(unit, filter_at, {"type": kind})
    cold = first_of(unit, *COLD_ESPS)
    index = _behind_cyclones(unit) if cold is None else cold + 1
    return inserted(unit, index, {"type": kind}, {"type": "fabric_filter"})


def add_sda(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _dry_scrubber(unit, "spray_dryer")


def add_cds(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _dry_scrubber(unit, "circulating_dry_scrubber")


def add_scr(unit: Unit, _level: float | None, _place: Place) -> Unit:
    if "scr" in kinds_of(unit):
        raise NotPossible(tr("an SCR stands there already"))
    if unit.boiler.type in ("circulating_fluidised_bed", "bubbling_fluidised_bed", "stoker"):
        raise NotPossible(tr("fluidised beds and stokers make too little NOx for one"))
    index = 0
    while index < len(unit.apcs) and unit.apcs[index].type in FURNACE_SIDE:
        index += 1
    return inserted(unit, index, {"type": "scr", "catalyst_age": FRESH_CATALYST_H})


def add_wet_esp(unit: Unit, _level: float | None, _place: Place) -> Unit:
    if "wet_esp" in kinds_of(unit):
        raise NotPossible(tr("a wet ESP stands there already"))
    index = index_of(unit, tr("there is no wet scrubber"), "wet_fgd")
    return inserted(unit, index + 1, {"type": "wet_esp"})


# Dedicated


def sorbent(kind: str, location: str | None = None) -> Change:
    def change(unit: Unit, level: float | None, _place: Place) -> Unit:
        collector = cold_pm(unit)
        new = {"type": "sorbent_injection", "sorbent": kind, "rate": level}
        if location is not None:
            new["location"] = location
        standing = first_of(unit, "sorbent_injection")
        if standing is None:
            return inserted(unit, collector, new)
        present: Any = unit.apcs[standing]
        if present.sorbent == kind and present.rate is not None and present.rate >= (level or 0.0):
            rate = plain_number(float(present.rate))
            raise NotPossible(tr("{rate} lb/MMacf of it are injected already", rate=rate))
        return replaced(unit, standing, new)

    return change


def toxecon(unit: Unit, level: float | None, _place: Place) -> Unit:
    index = _behind_esp(unit)
    return inserted(
        unit,
        index,
        {"type": "sorbent_injection", "sorbent": "pac", "rate": level, "location": "between_esp_and_filter"},
        {"type": "fabric_filter", "name": mark("polishing filter")},
    )


def lime(unit: Unit, _level: float | None, _place: Place) -> Unit:
    if "dry_sorbent_injection" in kinds_of(unit):
        raise NotPossible(tr("a dry sorbent is injected already"))
    if first_of(unit, *DRY_SCRUBBERS) is not None:
        raise NotPossible(tr("a dry scrubber takes the SO3 already"))
    index = next((place for place, kind in enumerate(kinds_of(unit)) if kind in COLD_PM), None)
    if index is None:
        raise NotPossible(tr("no filter or cold-side ESP collects the lime"))
    return inserted(unit, index, {"type": "dry_sorbent_injection", "reagent": "hydrated_lime"})


def modules(unit: Unit, level: float | None, _place: Place) -> Unit:
    index_of(unit, tr("there is no wet scrubber before them"), "wet_fgd")
    return _bed(unit, {"type": "fixed_bed", "kind": "sorbent_polymer_module", "modules": int(level or 1)})


def carbon_bed(unit: Unit, _level: float | None, _place: Place) -> Unit:
    if not (COLD_PM | {"esp_hot_side"}) & set(kinds_of(unit)):
        raise NotPossible(tr("dusty gas would plug the bed"))
    return _bed(unit, {"type": "fixed_bed", "kind": "activated_carbon_bed"})


def coke_bed(unit: Unit, _level: float | None, _place: Place) -> Unit:
    scrubber = index_of(
        unit, tr("there is no wet scrubber behind it; the bed at the end of the train is the same"), "wet_fgd"
    )
    if not (COLD_PM | {"esp_hot_side"}) & set(kinds_of(unit)[:scrubber]):
        raise NotPossible(tr("dusty gas would plug the bed"))
    if "fixed_bed" in kinds_of(unit):
        raise NotPossible(tr("a bed stands there already"))
    return inserted(unit, scrubber, {"type": "fixed_bed", "kind": "activated_carbon_bed"})


def _bed(unit: Unit, bed: dict[str, Any]) -> Unit:
    if "fixed_bed" in kinds_of(unit):
        raise NotPossible(tr("a bed stands there already"))
    return inserted(unit, len(unit.apcs), bed)
