"""Changes of efficiency, combustion and coal: the unit after a measure, or why it does not fit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ipog.advice.change_tools import (
    COLD_PM,
    Change,
    NotPossible,
    Place,
    edited,
    kinds_of,
    percent,
    with_fields,
)
from ipog.coals import AsFired, find, library, resolve, resolve_feed
from ipog.diagnostics import InputError
from ipog.language import tr
from ipog.model import prior_table
from ipog.plant import Coal, Unit
from ipog.quantities import Amount
from ipog.shown import plain_number

CARBON_POINTS = 2.0
"""Points of unburned carbon that ``raise_carbon_in_ash`` adds, and ``fine_coal_and_tuning`` takes [%]."""
TIGHT_AIR_PERCENT = 5.0
"""Air leaking in at a unit whose leaks are mended [%]."""
RICH_CHLORINE_MG_KG = 500.0
"""Chlorine from which a coal counts as rich enough to blend [mg/kg dry]."""
LOWER_MERCURY = 0.75
"""Mercury per heat of another coal, over the present one, that makes a switch worth while [1]."""
MORE_MERCURY = 1.5
"""Mercury per heat of a blended coal, over the present one, that is tolerated [1]."""


def heat_rate(unit: Unit, level: float | None, _place: Place) -> Unit:
    factor = 1 - percent(level)
    for rate in ("net_heat_rate", "gross_heat_rate"):
        value = getattr(unit, rate)
        if value is not None:
            return with_fields(unit, **{rate: _scaled(value, factor)})
    for efficiency in ("net_efficiency", "gross_efficiency"):
        value = getattr(unit, efficiency)
        if value is not None:
            return with_fields(unit, **{efficiency: _scaled(value, 1 / factor)})
    usual = prior_table()["default.boiler.net_efficiency_lhv_percent"].value
    return with_fields(unit, net_efficiency=_scaled(usual, 1 / factor), efficiency_basis="lhv")


def _scaled(amount: float, factor: float) -> Amount:
    spread = getattr(amount, "spread", None)
    if spread is not None:
        spread = type(spread)(spread.kind, *(_few_digits(end * factor) for end in (spread.low, spread.high)))
    return Amount(_few_digits(float(amount) * factor), spread)


def _few_digits(value: float) -> float:
    """A figure as a person would write it into a plant file."""
    return float(f"{value:.8g}")


def air_heater(unit: Unit, level: float | None, place: Place) -> Unit:
    leakage = unit.boiler.air_in_leakage
    if leakage is not None and leakage <= TIGHT_AIR_PERCENT:
        raise NotPossible(tr("only {percent} % of air leaks in", percent=plain_number(float(leakage))))
    tighter = heat_rate(unit, level, place)
    return with_fields(tighter, boiler=edited(unit.boiler, air_in_leakage=TIGHT_AIR_PERCENT))


def _carbon(unit: Unit, points: float) -> Unit:
    boiler = unit.boiler
    name = "unburned_carbon" if boiler.unburned_carbon is not None else "loss_on_ignition"
    present = getattr(boiler, name)
    if present is None:
        raise NotPossible(tr("boiler.unburned_carbon is not in the file"))
    wanted = float(present) + points
    if wanted < 0.3:
        held = plain_number(float(present))
        raise NotPossible(tr("the ash holds only {percent} % of carbon", percent=held))
    return with_fields(unit, boiler=edited(boiler, **{name: wanted}))


def less_carbon(unit: Unit, level: float | None, place: Place) -> Unit:
    return heat_rate(_carbon(unit, -CARBON_POINTS), level, place)


def more_carbon(unit: Unit, level: float | None, place: Place) -> Unit:
    if any(kind == "esp_hot_side" for kind in kinds_of(unit)) and not COLD_PM & set(kinds_of(unit)):
        raise NotPossible(tr("hot carbon holds little mercury"))
    return heat_rate(_carbon(unit, CARBON_POINTS), -(level or 0.0), place)


# Coal


def cleaned(process: str) -> Change:
    def change(unit: Unit, level: float | None, _place: Place) -> Unit:
        if any(coal.cleaning is not None for coal in unit.coal_feed):
            raise NotPossible(tr("the coal is cleaned already"))
        if _washed_before(unit):
            raise NotPossible(tr("the library's coal is washed already"))
        share = percent(level)
        if not 0 < share <= 1:
            raise NotPossible(tr("between 0 and 100 % of the coal can be washed"))
        feed: list[Coal] = []
        for coal in unit.coal_feed:
            washed = {"cleaning": {"process": process}}
            if share == 1:
                feed.append(edited(coal, **washed))
                continue
            whole = _share(unit, coal)
            feed += [
                edited(coal, share=whole * (1 - share)),
                edited(coal, **washed, share=whole * share),
            ]
        return with_fields(unit, coal_feed=feed)

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


def switch(unit: Unit, _level: float | None, place: Place) -> Unit:
    return with_fields(unit, coal_feed=[{"coal": _cleaner(unit, place)}])


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
            tr(
                "the library has no coal of the country and rank with a quarter less mercury per heat; "
                "name one that can be bought"
            )
        )
    return min(better)[1]


def blend(unit: Unit, level: float | None, place: Place) -> Unit:
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
            tr(
                "the library has no coal of the country with {chlorine} mg/kg of chlorine and "
                "no more mercury; name one that can be bought",
                chlorine=plain_number(RICH_CHLORINE_MG_KG),
            )
        )
    return _blended(unit, min(rich)[1], percent(level))


def blend_cleaner(unit: Unit, level: float | None, place: Place) -> Unit:
    return _blended(unit, _cleaner(unit, place), percent(level))


def _blended(unit: Unit, coal_id: str, share: float) -> Unit:
    if not 0 < share < 1:
        raise NotPossible(tr("a second coal takes more than 0 and less than 100 % of the feed"))
    kept = [edited(coal, share=_share(unit, coal) * (1 - share)) for coal in unit.coal_feed]
    return with_fields(unit, coal_feed=[*kept, {"coal": coal_id, "share": 100 * share}])


def _share(unit: Unit, coal: Coal) -> float:
    if coal.share is not None:
        return float(coal.share)
    return 100 - sum(float(other.share) for other in unit.coal_feed if other.share is not None)


def bromide(unit: Unit, level: float | None, _place: Place) -> Unit:
    if unit.additives:
        raise NotPossible(tr("a halogen salt is on the coal already"))
    return with_fields(unit, additives=[{"type": "calcium_bromide", "halogen_on_coal": level}])
