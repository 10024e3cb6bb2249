"""Where the model has been seen to hold, and what to say outside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ipog.evaluate.ledger import Ledger
from ipog.evaluate.prepare import Case


@dataclass(frozen=True, slots=True)
class ValidRange:
    """A range of an input that field data cover.

    Attributes
    ----------
    field : path of the field below the unit
    label, unit : to show
    low, high : range covered
    basis : what covers it
    """

    field: str
    label: str
    unit: str
    low: float
    high: float
    basis: str


COAL_RANGES = {
    "mercury": ValidRange(
        "coal_feed", "mercury", "mg/kg dry", 0.01, 1.0, "units measured by the US EPA in 2010"
    ),
    "chlorine": ValidRange(
        "coal_feed", "chlorine", "mg/kg dry", 6.0, 3600.0, "units measured by the US EPA in 2010"
    ),
    "ash": ValidRange("coal_feed", "ash", "% dry", 4.0, 45.0, "coals of the field tests behind the model"),
    "bromine": ValidRange("coal_feed", "bromine", "mg/kg dry", 0.0, 150.0, "full-scale bromide tests"),
}
INJECTION = ValidRange("rate", "injection rate", "lb/MMacf", 0.0, 20.0, "full-scale sorbent tests")
PREHEATER_EXIT = ValidRange(
    "boiler.air_preheater_exit_temperature", "gas temperature", "degC", 110.0, 190.0, "full-scale tests"
)
SORBENT_LIMIT_C = 175.0
"""Gas temperature above which untreated carbon loses its mercury [degC] (EPA 2005 update)."""
SO3_LIMIT_PPMV = 3.0
"""SO3 above which carbon in flight is in doubt [ppmv] (Sjostrom 2009)."""


def check_validity(case: Case, ledger: Ledger) -> None:
    """Caution wherever an input lies outside what field data cover, or a device is out of place."""
    coal = case.feed.coal
    dry = 1 - np.mean(coal.moisture)
    values = {
        "mercury": np.mean(coal.mercury_mg_kg) / dry,
        "chlorine": np.mean(coal.chlorine_mg_kg) / dry,
        "bromine": np.mean(coal.bromine_mg_kg) / dry,
        "ash": 100 * np.mean(coal.ash) / dry,
    }
    for name, value in values.items():
        _outside(COAL_RANGES[name], float(value), COAL_RANGES[name].field, ledger)
    temperature = float(np.mean(case.furnace.air_preheater_exit_temperature_c))
    _outside(PREHEATER_EXIT, temperature, PREHEATER_EXIT.field, ledger)
    for index, device in enumerate(case.train):
        if device.kind == "sorbent_injection":
            rate = float(np.mean(device.numbers["rate_lb_mmacf"]))
            _outside(INJECTION, rate, f"apcs[{index}].rate", ledger)
            _check_injection(case, index, temperature, ledger)
    thin = [device.kind for device in case.train if device.kind in THIN_EVIDENCE]
    for kind in dict.fromkeys(thin):
        index = [device.kind for device in case.train].index(kind)
        ledger.caution("thin-evidence", f"apcs[{index}]", THIN_EVIDENCE[kind])


THIN_EVIDENCE = {
    "fixed_bed": "what fixed beds take on coal plants rests on suppliers' figures and gasification plants",
    "wet_esp": "what a wet ESP takes of mercury is engineering judgement",
    "esp_low_low_temperature": "the gain of a low-low-temperature ESP is judged from cooling tests",
    "circulating_dry_scrubber": "circulating dry scrubbers are judged by analogy with spray dryers",
    "wet_particulate_scrubber": "wet particulate scrubbers rest on a handful of measured units",
}


def _outside(valid: ValidRange, value: float, field: str, ledger: Ledger) -> None:
    if not valid.low <= value <= valid.high:
        ledger.caution(
            "outside-range",
            field,
            f"{valid.label} of {value:.3g} {valid.unit} lies outside {valid.low:g} to {valid.high:g} "
            f"{valid.unit}, which the {valid.basis} cover; the figure is extrapolated",
        )


def _check_injection(case: Case, index: int, temperature: float, ledger: Ledger) -> None:
    train = case.train
    collector = next((d.kind for d in train[index + 1 :] if d.kind in COLLECTORS), None)
    if collector == "esp_hot_side":
        ledger.caution(
            "hot-sorbent",
            f"apcs[{index}]",
            "carbon before a hot-side ESP holds little mercury and loses it again",
        )
    elif collector != "fabric_filter" and temperature > SORBENT_LIMIT_C:
        ledger.caution(
            "hot-sorbent",
            f"apcs[{index}]",
            f"gas at {temperature:.0f} degC: above {SORBENT_LIMIT_C:.0f} degC carbon loses its mercury",
        )


COLLECTORS = frozenset({"esp_hot_side", "esp_cold_side", "esp_low_low_temperature", "fabric_filter"})
