"""The facts that the decision tree may ask about: of the unit, of its evaluation, and of its site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from ipog.advice.changes import RICH_CHLORINE_MG_KG
from ipog.advice.conditions import Fact
from ipog.advice.site import QUESTIONS, Site
from ipog.evaluate.many import Variant
from ipog.model import shipped
from ipog.model.state import State
from ipog.results import TargetResult
from ipog.vocabulary import words

FactKind = Literal["flag", "number", "word"]
PARTICULATE = frozenset({"esp_hot_side", "esp_cold_side", "esp_low_low_temperature", "fabric_filter"})
SCRUBBERS = frozenset({"wet_fgd", "spray_dryer", "circulating_dry_scrubber"})
FLUIDISED = frozenset({"circulating_fluidised_bed", "bubbling_fluidised_bed"})
RE_EMISSION_SEEN = 1.02
"""Elemental mercury behind a scrubber over that before it, from which re-emission counts as seen [1]."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact that conditions may name.

    Attributes
    ----------
    kind : ``flag`` (yes or no), ``number`` or ``word``
    unit : of a number
    meaning : in words
    read : takes it from the situation; None if it is not known
    """

    kind: FactKind
    unit: str
    meaning: str
    read: Callable[[Situation], Fact]


@dataclass(frozen=True, slots=True)
class Situation:
    """What the facts are read from.

    Attributes
    ----------
    variant : the unit as it stands, evaluated
    site : answers of the site
    confidence : wanted probability of meeting a target [1]
    """

    variant: Variant
    site: Site
    confidence: float


def facts_of(situation: Situation) -> dict[str, Fact]:
    """Every fact by name."""
    return {name: row.read(situation) for name, row in FACTS.items()}


def lowest_probability(targets: Sequence[TargetResult]) -> float | None:
    """The probability of the target that is hardest to meet; None without targets that can be checked.

    Without samples it is 1 where the central estimate meets the target, else 0.
    """
    known = [
        float(bool(target.met)) if target.probability_met is None else target.probability_met
        for target in targets
        if target.met is not None
    ]
    return min(known) if known else None


def _one(value: Any) -> float:
    return float(np.mean(np.asarray(value, float)))


def _meets(situation: Situation) -> Fact:
    probability = lowest_probability(situation.variant.targets)
    return None if probability is None else probability >= situation.confidence


def _kinds(situation: Situation) -> list[str]:
    return [device.type for device in situation.variant.unit.apcs]


def _has(*kinds: str) -> Callable[[Situation], Fact]:
    return lambda situation: any(kind in kinds for kind in _kinds(situation))


def _device(situation: Situation, *kinds: str) -> Any:
    return next((device for device in situation.variant.unit.apcs if device.type in kinds), None)


def _setting(field: str, *kinds: str) -> Callable[[Situation], Fact]:
    """A setting of the first such device; None if there is none or the file does not say."""

    def read(situation: Situation) -> Fact:
        value = getattr(_device(situation, *kinds), field, None)
        return float(value) if isinstance(value, float | int) and not isinstance(value, bool) else value

    return read


def _behind(situation: Situation, station: str) -> State | None:
    found = [s for s in situation.variant.chain.stations if s.name == station]
    return found[-1].step.state if found else None


def _before(situation: Situation, *kinds: str) -> State | None:
    """Gas before the first such device."""
    stations = situation.variant.chain.stations
    for place, station in enumerate(stations):
        if station.name in kinds:
            return stations[place - 1].step.state
    return None


def _preheater(situation: Situation) -> State:
    state = _behind(situation, "air_preheater")
    assert state is not None, "every train has an air preheater"
    return state


def _so3(situation: Situation) -> Fact:
    """SO3 that meets the last cold-side particulate device, conditioning not counted."""
    state = _before(situation, "esp_cold_side", "esp_low_low_temperature", "fabric_filter")
    state = _preheater(situation) if state is None else state
    return _one(state.coal_so3_ppmv + state.catalyst_so3_ppmv)


def _hg2_share_at_scrubber(situation: Situation) -> Fact:
    state = _before(situation, "wet_fgd")
    return None if state is None else 100 * _one(state.hg2 / state.hg_total)


def _re_emits(situation: Situation) -> Fact:
    before, behind = _before(situation, "wet_fgd"), _behind(situation, "wet_fgd")
    if before is None or behind is None:
        return None
    return _one(behind.hg0) > RE_EMISSION_SEEN * _one(before.hg0)


def _coal(name: str, factor: float = 1.0, dry: bool = False) -> Callable[[Situation], Fact]:
    def read(situation: Situation) -> Fact:
        coal = situation.variant.case.feed.coal
        value = factor * _one(getattr(coal, name))
        return value / (1 - _one(coal.moisture)) if dry else value

    return read


def _gross_efficiency(situation: Situation) -> Fact:
    unit = situation.variant.unit
    if all(
        getattr(unit, name) is None
        for name in ("net_efficiency", "gross_efficiency", "net_heat_rate", "gross_heat_rate")
    ):
        return None
    coal = situation.variant.case.feed.coal
    gross_hhv = _one(situation.variant.case.output.gross_efficiency_hhv)
    return 100 * gross_hhv * _one(coal.hhv_mj_kg) / _one(coal.lhv_mj_kg)


def _esp_temperature(situation: Situation) -> Fact:
    state = _behind(situation, "esp_cold_side")
    return None if state is None else _one(state.temperature_c)


def _sorbent_rate(situation: Situation) -> Fact:
    rates = [
        _one(device.numbers["rate_lb_mmacf"])
        for device in situation.variant.case.train
        if device.kind == "sorbent_injection"
    ]
    return sum(rates, 0.0)


def _over_limit(situation: Situation) -> Fact:
    """The prediction over its target, for the one that is furthest away [1]."""
    ratios = []
    for target in situation.variant.targets:
        if target.predicted is None or target.limit <= 0:
            continue
        if target.unit == "%":
            ratios.append((100 - target.predicted) / max(100 - target.limit, 1e-9))
        else:
            ratios.append(target.predicted / target.limit)
    return max(ratios) if ratios else None


def _stack_share(name: str) -> Callable[[Situation], Fact]:
    return lambda situation: 100 * float(getattr(situation.variant.stack, name))


def _site(name: str) -> Callable[[Situation], Fact]:
    return lambda situation: situation.site.answers()[name]


FACTS: Mapping[str, FactRow] = {
    "has_target": FactRow(
        "flag", "", "there is a target to meet", lambda s: lowest_probability(s.variant.targets) is not None
    ),
    "meets_target": FactRow("flag", "", "every target is met with the wanted confidence", _meets),
    "over_limit": FactRow("number", "1", "prediction over the target that is furthest away", _over_limit),
    "rank": FactRow("word", "", "rank of the coal", lambda s: s.variant.case.feed.coal.rank),
    "coal_ash_percent": FactRow("number", "% as received", "ash of the coal", _coal("ash", 100)),
    "coal_sulfur_percent": FactRow("number", "% as received", "sulfur of the coal", _coal("sulfur", 100)),
    "coal_mercury_mg_kg": FactRow(
        "number", "mg/kg dry", "mercury of the coal", _coal("mercury_mg_kg", dry=True)
    ),
    "coal_chlorine_mg_kg": FactRow(
        "number", "mg/kg dry", "chlorine of the coal", _coal("chlorine_mg_kg", dry=True)
    ),
    "coal_cleaned": FactRow(
        "flag",
        "",
        "a coal of the feed is cleaned",
        lambda s: any(coal.cleaning is not None for coal in s.variant.unit.coal_feed),
    ),
    "halogen_added": FactRow(
        "flag", "", "a halogen salt is on the coal", lambda s: bool(s.variant.unit.additives)
    ),
    "halogen_strength": FactRow(
        "number",
        "decades",
        "chlorine equivalent of the gas: 0 at 10 mg/Nm3, what a coal of about "
        f"100 mg/kg gives; {RICH_CHLORINE_MG_KG:g} mg/kg gives 0.7",
        lambda s: _one(_preheater(s).halogen_strength(shipped())),
    ),
    "carbon_g_nm3": FactRow(
        "number", "g/Nm3", "unburned carbon in the gas", lambda s: _one(s.variant.case.furnace.carbon_g_nm3)
    ),
    "carbon_known": FactRow(
        "flag",
        "",
        "carbon in ash is in the file",
        lambda s: (
            s.variant.unit.boiler.unburned_carbon is not None
            or s.variant.unit.boiler.loss_on_ignition is not None
        ),
    ),
    "gross_efficiency_percent": FactRow(
        "number", "% LHV", "gross efficiency, if the file gives one", _gross_efficiency
    ),
    "fluidised_bed": FactRow(
        "flag", "", "the boiler is a fluidised bed", lambda s: s.variant.unit.boiler.type in FLUIDISED
    ),
    "has_particulate_device": FactRow("flag", "", "an ESP or filter stands there", _has(*PARTICULATE)),
    "has_cold_esp": FactRow(
        "flag", "", "a cold-side ESP stands there", _has("esp_cold_side", "esp_low_low_temperature")
    ),
    "has_plain_cold_esp": FactRow(
        "flag", "", "a cold-side ESP of the usual kind stands there", _has("esp_cold_side")
    ),
    "has_hot_esp": FactRow("flag", "", "a hot-side ESP stands there", _has("esp_hot_side")),
    "has_filter": FactRow("flag", "", "a fabric filter stands there", _has("fabric_filter")),
    "has_wet_fgd": FactRow("flag", "", "a wet scrubber stands there", _has("wet_fgd")),
    "has_dry_scrubber": FactRow(
        "flag",
        "",
        "a spray dryer or circulating dry scrubber stands there",
        _has("spray_dryer", "circulating_dry_scrubber"),
    ),
    "has_so2_scrubber": FactRow("flag", "", "an SO2 scrubber stands there", _has(*SCRUBBERS)),
    "has_scr": FactRow("flag", "", "an SCR stands there", _has("scr")),
    "has_sncr": FactRow("flag", "", "an SNCR stands there", _has("sncr")),
    "has_wet_esp": FactRow("flag", "", "a wet ESP stands there", _has("wet_esp")),
    "has_sorbent": FactRow("flag", "", "sorbent is injected", _has("sorbent_injection")),
    "has_fixed_bed": FactRow("flag", "", "a fixed bed stands there", _has("fixed_bed")),
    "sorbent_rate": FactRow("number", "lb/MMacf", "sorbent injected", _sorbent_rate),
    "scrubber_bypass_percent": FactRow(
        "number", "%", "gas around the scrubber", _setting("bypass", *SCRUBBERS)
    ),
    "scr_bypass_percent": FactRow("number", "%", "gas around the SCR", _setting("bypass", "scr")),
    "catalyst_age_h": FactRow(
        "number", "h", "age of the catalyst, if the file gives it", _setting("catalyst_age", "scr")
    ),
    "fgd_process": FactRow("word", "", "process of the wet scrubber", _setting("process", "wet_fgd")),
    "fgd_additive": FactRow(
        "flag", "", "an additive against re-emission is dosed", _setting("re_emission_additive", "wet_fgd")
    ),
    "fgd_re_emits": FactRow(
        "flag", "", "elemental mercury is higher behind the scrubber than before it", _re_emits
    ),
    "oxidised_at_fgd_percent": FactRow(
        "number", "%", "share of oxidised mercury before the wet scrubber", _hg2_share_at_scrubber
    ),
    "esp_temperature_c": FactRow("number", "degC", "gas in the cold-side ESP", _esp_temperature),
    "esp_efficiency_percent": FactRow(
        "number",
        "%",
        "dust the ESP takes, if the file gives it",
        _setting("pm_efficiency", "esp_cold_side", "esp_low_low_temperature", "esp_hot_side"),
    ),
    "esp_conditioning": FactRow(
        "word", "", "flue-gas conditioning", _setting("conditioning", "esp_cold_side")
    ),
    "gas_temperature_c": FactRow(
        "number", "degC", "gas behind the air preheater", lambda s: _one(_preheater(s).temperature_c)
    ),
    "so3_ppmv": FactRow("number", "ppmv", "SO3 before the particulate device", _so3),
    "so2_mg_nm3": FactRow(
        "number", "mg/Nm3", "SO2 of the coal in the gas", lambda s: _one(s.variant.case.so2_mg_nm3)
    ),
    "stack_elemental_percent": FactRow(
        "number", "%", "share of elemental mercury at the stack", _stack_share("hg0_fraction")
    ),
    "removal_percent": FactRow(
        "number", "%", "mercury removed, coal to stack", _stack_share("removal_fraction")
    ),
    "gross_mw": FactRow(
        "number",
        "MW",
        "gross capacity, if the file gives it",
        lambda s: None if s.variant.unit.gross_capacity is None else float(s.variant.unit.gross_capacity),
    ),
    **{name: FactRow("flag", "", question, _site(name)) for name, question in QUESTIONS.items()},
}
"""Facts by name. Figures come from the model's own state; nothing of chemistry is worked out here."""

WORDS_OF: Mapping[str, tuple[str, ...]] = {
    "rank": words("rank"),
    "fgd_process": words("fgd_process"),
    "esp_conditioning": words("conditioning"),
}
"""The words that a fact of kind ``word`` may be compared with."""
