"""What each measure changes in a unit: pure functions that return another unit, or say why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from ipog.advice.measures import Step
from ipog.advice.site import Site
from ipog.coals import AsFired, find, library, resolve, resolve_feed
from ipog.diagnostics import InputError
from ipog.model import prior_table
from ipog.plant import Coal, Unit
from ipog.quantities import Amount

COLD_PM = frozenset({"esp_cold_side", "esp_low_low_temperature", "fabric_filter"})
COLD_ESPS = ("esp_cold_side", "esp_low_low_temperature")
DRY_SCRUBBERS = ("spray_dryer", "circulating_dry_scrubber")
SO2_SCRUBBERS = (*DRY_SCRUBBERS, "wet_fgd")
FURNACE_SIDE = frozenset({"low_nox_burner", "sncr"})
HOT_SIDE = FURNACE_SIDE | {"scr", "esp_hot_side"}

CARBON_POINTS = 2.0
"""Points of unburned carbon that ``raise_carbon_in_ash`` adds, and ``fine_coal_and_tuning`` takes [%]."""
FRESH_CATALYST_H = 2000.0
TIGHT_AIR_PERCENT = 5.0
"""Air leaking in at a unit whose leaks are mended [%]."""
GOOD_ESP_PERCENT = 99.5
UPGRADED_ESP_PERCENT = 99.8
RICH_CHLORINE_MG_KG = 500.0
"""Chlorine from which a coal counts as rich enough to blend [mg/kg dry]."""
LOWER_MERCURY = 0.75
"""Mercury per heat of another coal, over the present one, that makes a switch worth while [1]."""
MORE_MERCURY = 1.5
"""Mercury per heat of a blended coal, over the present one, that is tolerated [1]."""


Change = Callable[[Unit, float | None, "Place"], Unit]


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


def apply(step: Step, unit: Unit, place: Place) -> Unit:
    """The unit after a measure; the one before is left as it is.

    Raises
    ------
    NotPossible
        if the measure does not fit the unit, with the reason
    """
    changed = CHANGES[step.measure.id](unit, step.level, place)
    if changed == unit:
        raise NotPossible("it would change nothing here")
    return changed


def apply_all(steps: Sequence[Step], unit: Unit, place: Place) -> Unit:
    """The unit after several measures, each in its place; raises :class:`NotPossible`."""
    for step in sorted(steps, key=lambda item: item.measure.stage):
        unit = apply(step, unit, place)
    return unit


def _with(unit: Unit, **changes: Any) -> Unit:
    """The unit with some fields changed, validated again."""
    given = {name: getattr(unit, name) for name in unit.model_fields_set}
    try:
        return Unit.model_validate(given | changes)
    except ValidationError as error:
        raise NotPossible(error.errors(include_url=False)[0]["msg"]) from None


def _edited(device: Any, **changes: Any) -> Any:
    given = {name: getattr(device, name) for name in device.model_fields_set}
    return type(device).model_validate(given | changes)


def _replaced(unit: Unit, index: int, *devices: Any) -> Unit:
    return _with(unit, apcs=[*unit.apcs[:index], *devices, *unit.apcs[index + 1 :]])


def _inserted(unit: Unit, index: int, *devices: Any) -> Unit:
    return _with(unit, apcs=[*unit.apcs[:index], *devices, *unit.apcs[index:]])


def _kinds(unit: Unit) -> list[str]:
    return [device.type for device in unit.apcs]


def _first(unit: Unit, *kinds: str) -> int | None:
    return next((index for index, kind in enumerate(_kinds(unit)) if kind in kinds), None)


def _needed(unit: Unit, what: str, *kinds: str) -> int:
    index = _first(unit, *kinds)
    if index is None:
        raise NotPossible(f"there is no {what}")
    return index


def _cold_pm(unit: Unit) -> int:
    """The last cold-side particulate device: behind spray dryers and polishing the rest."""
    places = [index for index, kind in enumerate(_kinds(unit)) if kind in COLD_PM]
    if not places:
        raise NotPossible("no filter or cold-side ESP collects what is injected")
    return places[-1]


def _hot_end(unit: Unit) -> int:
    """Where the cold side begins."""
    return max((index + 1 for index, kind in enumerate(_kinds(unit)) if kind in HOT_SIDE), default=0)


# Efficiency and combustion


def _heat_rate(unit: Unit, level: float | None, _place: Place) -> Unit:
    factor = 1 - _percent(level)
    for rate in ("net_heat_rate", "gross_heat_rate"):
        value = getattr(unit, rate)
        if value is not None:
            return _with(unit, **{rate: _scaled(value, factor)})
    for efficiency in ("net_efficiency", "gross_efficiency"):
        value = getattr(unit, efficiency)
        if value is not None:
            return _with(unit, **{efficiency: _scaled(value, 1 / factor)})
    usual = prior_table()["default.boiler.net_efficiency_lhv_percent"].value
    return _with(unit, net_efficiency=usual / factor, efficiency_basis="lhv")


def _scaled(amount: float, factor: float) -> Amount:
    spread = getattr(amount, "spread", None)
    if spread is not None:
        spread = type(spread)(spread.kind, spread.low * factor, spread.high * factor)
    return Amount(float(amount) * factor, spread)


def _percent(level: float | None) -> float:
    assert level is not None, "the measure has levels"
    return level / 100


def _air_heater(unit: Unit, level: float | None, place: Place) -> Unit:
    leakage = unit.boiler.air_in_leakage
    if leakage is not None and leakage <= TIGHT_AIR_PERCENT:
        raise NotPossible(f"only {float(leakage):g} % of air leaks in")
    tighter = _heat_rate(unit, level, place)
    return _with(tighter, boiler=_edited(unit.boiler, air_in_leakage=TIGHT_AIR_PERCENT))


def _carbon(unit: Unit, points: float) -> Unit:
    boiler = unit.boiler
    name = "unburned_carbon" if boiler.unburned_carbon is not None else "loss_on_ignition"
    present = getattr(boiler, name)
    if present is None:
        raise NotPossible("boiler.unburned_carbon is not in the file")
    wanted = float(present) + points
    if wanted < 0.3:
        raise NotPossible(f"the ash holds only {float(present):g} % of carbon")
    return _with(unit, boiler=_edited(boiler, **{name: wanted}))


def _less_carbon(unit: Unit, level: float | None, place: Place) -> Unit:
    return _heat_rate(_carbon(unit, -CARBON_POINTS), level, place)


def _more_carbon(unit: Unit, level: float | None, place: Place) -> Unit:
    if any(kind == "esp_hot_side" for kind in _kinds(unit)) and not COLD_PM & set(_kinds(unit)):
        raise NotPossible("hot carbon holds little mercury")
    return _heat_rate(_carbon(unit, CARBON_POINTS), -(level or 0.0), place)


# Coal


def _cleaned(process: str) -> Change:
    def change(unit: Unit, level: float | None, _place: Place) -> Unit:
        if any(coal.cleaning is not None for coal in unit.coal_feed):
            raise NotPossible("the coal is cleaned already")
        if _washed_before(unit):
            raise NotPossible("the library's coal is washed already")
        share = _percent(level)
        if not 0 < share <= 1:
            raise NotPossible("between 0 and 100 % of the coal can be washed")
        feed: list[Coal] = []
        for coal in unit.coal_feed:
            washed = {"cleaning": {"process": process}}
            if share == 1:
                feed.append(_edited(coal, **washed))
                continue
            whole = _share(unit, coal)
            feed += [
                _edited(coal, share=whole * (1 - share)),
                _edited(coal, **washed, share=whole * share),
            ]
        return _with(unit, coal_feed=feed)

    return change


def _washed_before(unit: Unit) -> bool:
    """Whether the library or the name says that the coal comes washed."""
    words = [coal.name or "" for coal in unit.coal_feed]
    words += [f"{found.name} {found.note}" for coal in unit.coal_feed if (found := _listed(coal)) is not None]
    return any("washed" in text.casefold() and "unwashed" not in text.casefold() for text in words)


def _listed(coal: Coal) -> Any:
    return None if coal.coal is None else library().get(coal.coal)


@lru_cache(maxsize=512)
def _fired(coal_id: str, country: str | None) -> AsFired:
    return resolve(Coal.model_validate({"coal": coal_id}), "coal", country).coal


def _per_heat(coal: AsFired) -> float:
    return float(coal.mercury_mg_kg) / float(coal.hhv_mj_kg)


def _candidates(place: Place) -> list[str]:
    """Coals that the site names, or coals of the country that have mercury and heat of their own."""
    if place.site.coals:
        return list(place.site.coals)
    return [
        coal.id
        for coal in library().values()
        if coal.country == place.country
        and coal.mercury is not None
        and (coal.hhv is not None or coal.lhv is not None)
        and coal.mercury_origin is not None
        and coal.mercury_origin.standing in ("read", "secondary", "derived")
    ]


def _resolvable(coal_id: str, country: str | None) -> AsFired | None:
    try:
        return _fired(coal_id, country)
    except InputError:
        return None


def _present(unit: Unit, place: Place) -> AsFired:
    return resolve_feed(unit, "unit", place.country).coal


def _switch(unit: Unit, _level: float | None, place: Place) -> Unit:
    return _with(unit, coal_feed=[{"coal": _cleaner(unit, place)}])


def _cleaner(unit: Unit, place: Place) -> str:
    """The coal with the least mercury per heat, among those a quarter below the present one."""
    present = _present(unit, place)
    burnt = {coal.coal for coal in unit.coal_feed}
    better = []
    for coal_id in _candidates(place):
        coal = _resolvable(coal_id, place.country)
        if coal is None or coal_id in burnt:
            continue
        if not place.site.coals and coal.rank != present.rank:
            continue
        if _per_heat(coal) <= LOWER_MERCURY * _per_heat(present):
            better.append((_per_heat(coal), coal_id))
    if not better:
        raise NotPossible(
            "the library has no coal of the country and rank with a quarter less mercury per heat; "
            "name one that can be bought"
        )
    return min(better)[1]


def _blend(unit: Unit, level: float | None, place: Place) -> Unit:
    present = _present(unit, place)
    burnt = {coal.coal for coal in unit.coal_feed}
    rich, named = [], []
    for coal_id in _candidates(place):
        listed, coal = find(coal_id), _resolvable(coal_id, place.country)
        if coal is None or coal_id in burnt:
            continue
        chlorine = float(coal.chlorine_mg_kg) / (1 - float(coal.moisture))
        score = (_per_heat(coal) / max(chlorine, 1.0), coal_id)
        if place.site.coals:
            named.append(score)
        if listed.chlorine is None or chlorine < RICH_CHLORINE_MG_KG:
            continue
        if _per_heat(coal) <= MORE_MERCURY * _per_heat(present):
            rich.append(score)
    # What the site names can be blended even if it is not rich: the model tells what it is worth.
    rich = rich or named
    if not rich:
        raise NotPossible(
            f"the library has no coal of the country with {RICH_CHLORINE_MG_KG:g} mg/kg of chlorine and "
            "no more mercury; name one that can be bought"
        )
    return _blended(unit, min(rich)[1], _percent(level))


def _blend_cleaner(unit: Unit, level: float | None, place: Place) -> Unit:
    return _blended(unit, _cleaner(unit, place), _percent(level))


def _blended(unit: Unit, coal_id: str, share: float) -> Unit:
    if not 0 < share < 1:
        raise NotPossible("a second coal takes more than 0 and less than 100 % of the feed")
    kept = [_edited(coal, share=_share(unit, coal) * (1 - share)) for coal in unit.coal_feed]
    return _with(unit, coal_feed=[*kept, {"coal": coal_id, "share": 100 * share}])


def _share(unit: Unit, coal: Coal) -> float:
    if coal.share is not None:
        return float(coal.share)
    return 100 - sum(float(other.share) for other in unit.coal_feed if other.share is not None)


def _bromide(unit: Unit, level: float | None, _place: Place) -> Unit:
    if unit.additives:
        raise NotPossible("a halogen salt is on the coal already")
    return _with(unit, additives=[{"type": "calcium_bromide", "halogen_on_coal": level}])


# What stands there


def _esp_temperature(unit: Unit, index: int) -> float:
    given = getattr(unit.apcs[index], "temperature", None) or unit.boiler.air_preheater_exit_temperature
    default = prior_table()["default.boiler.air_preheater_exit_temperature_c"].value
    return float(given) if given is not None else default


def _cool(unit: Unit, level: float | None, _place: Place) -> Unit:
    index = _needed(unit, "cold-side ESP", "esp_cold_side")
    if _esp_temperature(unit, index) <= (level or 0.0) + 5:
        raise NotPossible(f"the ESP runs at {_esp_temperature(unit, index):.0f} degC already")
    return _replaced(unit, index, _edited(unit.apcs[index], temperature=level))


def _low_low(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = _needed(unit, "cold-side ESP", "esp_cold_side")
    given = {
        name: getattr(unit.apcs[index], name)
        for name in unit.apcs[index].model_fields_set
        if name in ("name", "pm_efficiency", "fields")
    }
    return _replaced(unit, index, given | {"type": "esp_low_low_temperature"})


def _esp_efficiency(unit: Unit, wanted: float) -> Unit:
    index = _needed(unit, "ESP", *COLD_ESPS, "esp_hot_side")
    esp: Any = unit.apcs[index]
    if esp.pm_efficiency is None:
        raise NotPossible("pm_efficiency of the ESP is not in the file")
    if esp.pm_efficiency >= wanted:
        raise NotPossible(f"the ESP takes {float(esp.pm_efficiency):g} % already")
    return _replaced(unit, index, _edited(esp, pm_efficiency=wanted))


def _esp_maintenance(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _esp_efficiency(unit, GOOD_ESP_PERCENT)


def _esp_upgrade(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _esp_efficiency(unit, UPGRADED_ESP_PERCENT)


def _without_so3(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = _needed(unit, "cold-side ESP", "esp_cold_side")
    esp: Any = unit.apcs[index]
    if esp.conditioning not in ("so3", "so3_and_ammonia"):
        raise NotPossible("the ash is not conditioned with SO3")
    return _replaced(unit, index, _edited(esp, conditioning="ammonia"))


def _renew_catalyst(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = _needed(unit, "SCR", "scr")
    scr: Any = unit.apcs[index]
    if scr.catalyst_age is not None and scr.catalyst_age <= 2 * FRESH_CATALYST_H:
        raise NotPossible("the catalyst is new")
    return _replaced(unit, index, _edited(scr, catalyst_age=FRESH_CATALYST_H))


def _add_layer(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = _needed(unit, "SCR", "scr")
    scr: Any = unit.apcs[index]
    present = scr.layers or int(prior_table()["default.scr.usual_layers"].value)
    if present >= 4:
        raise NotPossible(f"the SCR has {present} layers already")
    return _replaced(unit, index, _edited(scr, layers=present + 1))


def _closer(unit: Unit, index: int, level: float | None, what: str) -> Unit:
    """A device with less of the gas around it; ``level`` per cent of its bypass is closed."""
    device: Any = unit.apcs[index]
    if not device.bypass:
        raise NotPossible(f"no gas passes around the {what}")
    closed = _percent(level)
    if not 0 < closed <= 1:
        raise NotPossible("between 0 and 100 % of a bypass can be closed")
    return _replaced(unit, index, _edited(device, bypass=float(device.bypass) * (1 - closed)))


def _close_scr(unit: Unit, level: float | None, _place: Place) -> Unit:
    return _closer(unit, _needed(unit, "SCR", "scr"), level, "SCR")


def _additive(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = _needed(unit, "wet scrubber", "wet_fgd")
    if unit.apcs[index].re_emission_additive:  # type: ignore[union-attr]
        raise NotPossible("an additive is dosed already")
    return _replaced(unit, index, _edited(unit.apcs[index], re_emission_additive=True))


def _forced_oxidation(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = _needed(unit, "wet scrubber", "wet_fgd")
    scrubber: Any = unit.apcs[index]
    if scrubber.process not in ("limestone_natural_oxidation", "limestone_inhibited_oxidation"):
        raise NotPossible("the scrubber's process has no oxidation mode to change")
    return _replaced(unit, index, _edited(scrubber, process="limestone_forced_oxidation"))


def _close_fgd(unit: Unit, level: float | None, _place: Place) -> Unit:
    return _closer(unit, _needed(unit, "scrubber", *SO2_SCRUBBERS), level, "scrubber")


# New equipment


def _no_collector(unit: Unit) -> None:
    if COLD_PM & set(_kinds(unit)) or "esp_hot_side" in _kinds(unit):
        raise NotPossible("an ESP or filter stands there already")


def _add_esp(unit: Unit, _level: float | None, _place: Place) -> Unit:
    _no_collector(unit)
    return _inserted(unit, _behind_cyclones(unit), {"type": "esp_cold_side"})


def _add_filter(unit: Unit, _level: float | None, _place: Place) -> Unit:
    _no_collector(unit)
    return _inserted(unit, _behind_cyclones(unit), {"type": "fabric_filter"})


def _behind_cyclones(unit: Unit) -> int:
    kinds = _kinds(unit)
    if "wet_particulate_scrubber" in kinds:
        return kinds.index("wet_particulate_scrubber")
    cyclone = _first(unit, "mechanical_collector")
    return max(_hot_end(unit), 0 if cyclone is None else cyclone + 1)


def _esp_to_filter(unit: Unit, _level: float | None, _place: Place) -> Unit:
    if "fabric_filter" in _kinds(unit):
        raise NotPossible("a fabric filter stands there already")
    index = _needed(unit, "ESP", *COLD_ESPS, "esp_hot_side")
    if unit.apcs[index].type != "esp_hot_side":
        return _replaced(unit, index, {"type": "fabric_filter"})
    rest = [device for place, device in enumerate(unit.apcs) if place != index]
    end = max((place + 1 for place, device in enumerate(rest) if device.type in HOT_SIDE), default=0)
    return _with(unit, apcs=[*rest[:end], {"type": "fabric_filter"}, *rest[end:]])


def _behind_esp(unit: Unit) -> int:
    if "fabric_filter" in _kinds(unit):
        raise NotPossible("a fabric filter stands there already")
    if _first(unit, *DRY_SCRUBBERS) is not None:
        raise NotPossible("the ESP collects the solids of a dry scrubber")
    cold = _first(unit, *COLD_ESPS)
    if cold is not None:
        return cold + 1
    _needed(unit, "ESP to polish behind", "esp_hot_side")
    return _hot_end(unit)


def _polishing(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _inserted(unit, _behind_esp(unit), {"type": "fabric_filter", "name": "polishing filter"})


def _no_scrubber(unit: Unit) -> None:
    if _first(unit, *SO2_SCRUBBERS) is not None:
        raise NotPossible("an SO2 scrubber stands there already")


def _wet_scrubber(unit: Unit, process: str) -> Unit:
    _no_scrubber(unit)
    if not (COLD_PM | {"esp_hot_side"}) & set(_kinds(unit)):
        raise NotPossible("the gas is too dusty: an ESP or filter comes first")
    end = _first(unit, "wet_esp", "fixed_bed")
    return _inserted(unit, len(unit.apcs) if end is None else end, {"type": "wet_fgd", "process": process})


def _add_fgd(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _wet_scrubber(unit, "limestone_forced_oxidation")


def _add_seawater(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _wet_scrubber(unit, "seawater")


def _dry_scrubber(unit: Unit, kind: str) -> Unit:
    _no_scrubber(unit)
    filter_at = _first(unit, "fabric_filter")
    if filter_at is not None:
        # What is injected stays right before the filter.
        while filter_at > 0 and unit.apcs[filter_at - 1].type == "sorbent_injection":
            filter_at -= 1
        return _inserted(unit, filter_at, {"type": kind})
    cold = _first(unit, *COLD_ESPS)
    index = _behind_cyclones(unit) if cold is None else cold + 1
    return _inserted(unit, index, {"type": kind}, {"type": "fabric_filter"})


def _add_sda(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _dry_scrubber(unit, "spray_dryer")


def _add_cds(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _dry_scrubber(unit, "circulating_dry_scrubber")


def _add_scr(unit: Unit, _level: float | None, _place: Place) -> Unit:
    if "scr" in _kinds(unit):
        raise NotPossible("an SCR stands there already")
    if unit.boiler.type in ("circulating_fluidised_bed", "bubbling_fluidised_bed", "stoker"):
        raise NotPossible("fluidised beds and stokers make too little NOx for one")
    index = 0
    while index < len(unit.apcs) and unit.apcs[index].type in FURNACE_SIDE:
        index += 1
    return _inserted(unit, index, {"type": "scr", "catalyst_age": FRESH_CATALYST_H})


def _add_wet_esp(unit: Unit, _level: float | None, _place: Place) -> Unit:
    if "wet_esp" in _kinds(unit):
        raise NotPossible("a wet ESP stands there already")
    index = _needed(unit, "wet scrubber", "wet_fgd")
    return _inserted(unit, index + 1, {"type": "wet_esp"})


# Dedicated


def _sorbent(kind: str, location: str | None = None) -> Change:
    def change(unit: Unit, level: float | None, _place: Place) -> Unit:
        collector = _cold_pm(unit)
        new = {"type": "sorbent_injection", "sorbent": kind, "rate": level}
        if location is not None:
            new["location"] = location
        standing = _first(unit, "sorbent_injection")
        if standing is None:
            return _inserted(unit, collector, new)
        present: Any = unit.apcs[standing]
        if present.sorbent == kind and present.rate is not None and present.rate >= (level or 0.0):
            raise NotPossible(f"{float(present.rate):g} lb/MMacf of it are injected already")
        return _replaced(unit, standing, new)

    return change


def _toxecon(unit: Unit, level: float | None, _place: Place) -> Unit:
    index = _behind_esp(unit)
    return _inserted(
        unit,
        index,
        {"type": "sorbent_injection", "sorbent": "pac", "rate": level, "location": "between_esp_and_filter"},
        {"type": "fabric_filter", "name": "polishing filter"},
    )


def _lime(unit: Unit, _level: float | None, _place: Place) -> Unit:
    if "dry_sorbent_injection" in _kinds(unit):
        raise NotPossible("a dry sorbent is injected already")
    if _first(unit, *DRY_SCRUBBERS) is not None:
        raise NotPossible("a dry scrubber takes the SO3 already")
    index = next((place for place, kind in enumerate(_kinds(unit)) if kind in COLD_PM), None)
    if index is None:
        raise NotPossible("no filter or cold-side ESP collects the lime")
    return _inserted(unit, index, {"type": "dry_sorbent_injection", "reagent": "hydrated_lime"})


def _modules(unit: Unit, level: float | None, _place: Place) -> Unit:
    _needed(unit, "wet scrubber before them", "wet_fgd")
    return _bed(unit, {"type": "fixed_bed", "kind": "sorbent_polymer_module", "modules": int(level or 1)})


def _carbon_bed(unit: Unit, _level: float | None, _place: Place) -> Unit:
    if not (COLD_PM | {"esp_hot_side"}) & set(_kinds(unit)):
        raise NotPossible("dusty gas would plug the bed")
    return _bed(unit, {"type": "fixed_bed", "kind": "activated_carbon_bed"})


def _bed(unit: Unit, bed: dict[str, Any]) -> Unit:
    if "fixed_bed" in _kinds(unit):
        raise NotPossible("a bed stands there already")
    return _inserted(unit, len(unit.apcs), bed)


CHANGES: dict[str, Change] = {
    "heat_rate_operation": _heat_rate,
    "heat_rate_upgrade": _heat_rate,
    "air_heater_leakage": _air_heater,
    "fine_coal_and_tuning": _less_carbon,
    "wash_coal": _cleaned("conventional"),
    "wash_jig": _cleaned("jig"),
    "wash_flotation": _cleaned("froth_flotation"),
    "dry_clean_coal": _cleaned("dry_cleaning"),
    "switch_coal": _switch,
    "blend_halogen_coal": _blend,
    "blend_cleaner_coal": _blend_cleaner,
    "bromide_on_coal": _bromide,
    "raise_carbon_in_ash": _more_carbon,
    "cool_esp": _cool,
    "esp_low_low": _low_low,
    "esp_maintenance": _esp_maintenance,
    "esp_upgrade": _esp_upgrade,
    "conditioning_without_so3": _without_so3,
    "renew_catalyst": _renew_catalyst,
    "add_catalyst_layer": _add_layer,
    "fgd_additive": _additive,
    "fgd_forced_oxidation": _forced_oxidation,
    "close_fgd_bypass": _close_fgd,
    "close_scr_bypass": _close_scr,
    "add_esp": _add_esp,
    "add_filter": _add_filter,
    "esp_to_filter": _esp_to_filter,
    "polishing_filter": _polishing,
    "add_wet_fgd": _add_fgd,
    "add_seawater_fgd": _add_seawater,
    "add_spray_dryer": _add_sda,
    "add_circulating_scrubber": _add_cds,
    "add_scr": _add_scr,
    "add_wet_esp": _add_wet_esp,
    "aci_untreated": _sorbent("pac"),
    "aci_brominated": _sorbent("brominated_pac"),
    "aci_concrete_friendly": _sorbent("concrete_friendly_pac"),
    "aci_so3_tolerant": _sorbent("so3_tolerant_pac"),
    "aci_before_air_preheater": _sorbent("brominated_pac", "before_air_preheater"),
    "amended_silicate": _sorbent("amended_silicate"),
    "toxecon": _toxecon,
    "hydrated_lime": _lime,
    "polymer_modules": _modules,
    "carbon_bed": _carbon_bed,
}
"""What each measure of the table does."""
