"""Where the model has been seen to hold, and what to say outside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ipog.evaluate.ledger import Ledger
from ipog.evaluate.prepare import Case
from ipog.model import calibration, error_class


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


EXTRAPOLATION_FACTOR = 1.5
"""How much wider the model's error is taken where an input lies outside what field data cover (judgement)."""


@dataclass(frozen=True, slots=True)
class Outside:
    """An input outside what field data cover."""

    valid: ValidRange
    field: str
    value: float


def outside_field_data(case: Case) -> list[Outside]:
    """Inputs of a case that lie outside what field data cover."""
    coal = case.feed.coal
    dry = 1 - _middle(coal.moisture)
    inputs = [
        (COAL_RANGES["mercury"], "coal_feed", _middle(coal.mercury_mg_kg) / dry),
        (COAL_RANGES["chlorine"], "coal_feed", _middle(coal.chlorine_mg_kg) / dry),
        (COAL_RANGES["bromine"], "coal_feed", _middle(coal.bromine_mg_kg) / dry),
        (COAL_RANGES["ash"], "coal_feed", 100 * _middle(coal.ash) / dry),
        (PREHEATER_EXIT, PREHEATER_EXIT.field, _middle(case.furnace.air_preheater_exit_temperature_c)),
    ]
    inputs += [
        (INJECTION, f"apcs[{index}].rate", _middle(device.numbers["rate_lb_mmacf"]))
        for index, device in enumerate(case.train)
        if device.kind == "sorbent_injection"
    ]
    return [
        Outside(valid, field, value) for valid, field, value in inputs if not valid.low <= value <= valid.high
    ]


def model_error_sd(case: Case) -> float:
    """Standard deviation of the model's error on :func:`~ipog.model.error_scale` for a case.

    That of its class of train, half as wide again where an input lies outside what field data cover.
    """
    own = calibration().error[error_class_of(case)]
    return own * EXTRAPOLATION_FACTOR if outside_field_data(case) else own


def error_class_of(case: Case) -> str:
    """The class of train of a case."""
    return error_class(case.train, bool(np.all(case.furnace.fluidised == 1.0)))


def _middle(value: object) -> float:
    """A number, or the middle of samples."""
    values = np.asarray(value, float)
    return values.item() if values.size == 1 else float(np.quantile(values, 0.5))


def check_validity(case: Case, ledger: Ledger) -> None:
    """Caution wherever an input lies outside what field data cover, or a device is out of place."""
    for found in outside_field_data(case):
        valid = found.valid
        ledger.caution(
            "outside-range",
            found.field,
            f"{valid.label} of {found.value:.3g} {valid.unit} lies outside {valid.low:g} to {valid.high:g} "
            f"{valid.unit}, which the {valid.basis} cover; the figure is extrapolated and its spread widened",
        )
    name = error_class_of(case)
    if calibration().units[name] == 0:
        ledger.caution(
            "no-field-units",
            "apcs",
            f"no measured unit stands behind the model's error for this class of train "
            f"({name.replace('_', ' ')}); that of all classes together is taken",
        )
    temperature = _middle(case.furnace.air_preheater_exit_temperature_c)
    for index, device in enumerate(case.train):
        if device.kind == "sorbent_injection":
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
