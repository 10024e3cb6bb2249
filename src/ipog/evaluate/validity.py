"""Where the model has been seen to hold, and what to say outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ipog.coals import Value
from ipog.evaluate.ledger import Ledger
from ipog.evaluate.prepare import Case
from ipog.evaluate.quantiles import middle
from ipog.language import decimal, mark, tr
from ipog.model import calibration, error_class


@dataclass(frozen=True, slots=True)
class ValidRange:
    """A range of an input that field data cover.

    Attributes
    ----------
    field : path of the field below the unit
    label, unit : to show
    low, high : range covered
    basis : what covers it, to show
    """

    field: str
    label: str
    unit: str
    low: float
    high: float
    basis: str


_SURVEY = mark("units measured by the US EPA in 2010")
COAL_RANGES = {
    "mercury": ValidRange("coal_feed", mark("mercury"), mark("mg/kg dry"), 0.01, 1.0, _SURVEY),
    "chlorine": ValidRange("coal_feed", mark("chlorine"), mark("mg/kg dry"), 6.0, 3600.0, _SURVEY),
    "ash": ValidRange(
        "coal_feed", mark("ash"), mark("% dry"), 4.0, 45.0, mark("coals of the field tests behind the model")
    ),
    "bromine": ValidRange(
        "coal_feed", mark("bromine"), mark("mg/kg dry"), 0.0, 150.0, mark("full-scale bromide tests")
    ),
}
INJECTION = ValidRange(
    "rate", mark("injection rate"), "lb/MMacf", 0.0, 20.0, mark("full-scale sorbent tests")
)
PREHEATER_EXIT = ValidRange(
    "boiler.air_preheater_exit_temperature",
    mark("gas temperature"),
    "degC",
    110.0,
    190.0,
    mark("full-scale tests"),
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What validity is judged by.

    Attributes
    ----------
    inputs : each with the range that field data cover and its path; one number, or one a row of a table
    temperature_c : gas behind the air preheater [degC]
    kinds : devices in gas order
    error_class : class of the train
    """

    inputs: tuple[tuple[ValidRange, str, Value], ...]
    temperature_c: Value
    kinds: tuple[str, ...]
    error_class: str

    def outside(self) -> list[Outside]:
        """Inputs that lie outside what field data cover; of one row."""
        return [
            Outside(valid, field, float(value))
            for valid, field, value in self.inputs
            if not valid.low <= value <= valid.high
        ]


def judged(case: Case, one: Callable[[object], Value]) -> Judged:
    """What the validity of a case is judged by.

    Parameters
    ----------
    case : a unit, or rows of a table side by side
    one : brings samples down to a number
    """
    coal = case.feed.coal
    dry = 1 - one(coal.moisture)
    temperature = one(case.furnace.air_preheater_exit_temperature_c)
    inputs = [
        (COAL_RANGES["mercury"], "coal_feed", one(coal.mercury_mg_kg) / dry),
        (COAL_RANGES["chlorine"], "coal_feed", one(coal.chlorine_mg_kg) / dry),
        (COAL_RANGES["bromine"], "coal_feed", one(coal.bromine_mg_kg) / dry),
        (COAL_RANGES["ash"], "coal_feed", 100 * one(coal.ash) / dry),
        (PREHEATER_EXIT, PREHEATER_EXIT.field, temperature),
    ]
    inputs += [
        (INJECTION, f"apcs[{index}].rate", one(device.numbers["rate_lb_mmacf"]))
        for index, device in enumerate(case.train)
        if device.kind == "sorbent_injection"
    ]
    kinds = tuple(device.kind for device in case.train)
    return Judged(tuple(inputs), temperature, kinds, error_class_of(case))


def outside_field_data(case: Case) -> list[Outside]:
    """Inputs of a case that lie outside what field data cover."""
    return judged(case, _middle).outside()


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
    return values.item() if values.size == 1 else middle(values)


def check_validity(case: Case, ledger: Ledger) -> None:
    """Caution wherever an input lies outside what field data cover, or a device is out of place."""
    caution_of(judged(case, _middle), ledger)


def caution_of(found: Judged, ledger: Ledger) -> None:
    """The cautions of :func:`check_validity`, of one unit."""
    for outside in found.outside():
        valid = outside.valid
        ledger.caution(
            "outside-range",
            outside.field,
            tr(
                "{quantity} of {value} {unit} lies outside {low} to {high} {unit}, which the {basis} cover; "
                "the figure is extrapolated and its spread widened",
                quantity=tr(valid.label),
                value=decimal(f"{outside.value:.3g}"),
                unit=tr(valid.unit),
                low=decimal(f"{valid.low:g}"),
                high=decimal(f"{valid.high:g}"),
                basis=tr(valid.basis),
            ),
        )
    if not found.kinds:
        ledger.caution(
            "no-devices",
            "apcs",
            tr(
                "no device is given, so the stack is taken to emit all that the gas holds behind the air "
                "preheater; if there is one, a precipitator or a filter, name it"
            ),
        )
    if calibration().units[found.error_class] == 0:
        ledger.caution(
            "no-field-units",
            "apcs",
            tr(
                "no measured unit stands behind the model's error for this class of train ({train}); "
                "that of all classes together is taken",
                train=tr(found.error_class.replace("_", " ")),
            ),
        )
    for index, kind in enumerate(found.kinds):
        if kind == "sorbent_injection":
            _check_injection(found, index, ledger)
    for kind in dict.fromkeys(kind for kind in found.kinds if kind in THIN_EVIDENCE):
        ledger.caution("thin-evidence", f"apcs[{found.kinds.index(kind)}]", tr(THIN_EVIDENCE[kind]))


THIN_EVIDENCE = {
    "fixed_bed": mark(
        "what fixed beds take on coal plants rests on suppliers' figures and gasification plants"
    ),
    "wet_esp": mark("what a wet ESP takes of mercury is engineering judgement"),
    "esp_low_low_temperature": mark("the gain of a low-low-temperature ESP is judged from cooling tests"),
    "circulating_dry_scrubber": mark("circulating dry scrubbers are judged by analogy with spray dryers"),
    "wet_particulate_scrubber": mark("wet particulate scrubbers rest on a handful of measured units"),
}


def _check_injection(found: Judged, index: int, ledger: Ledger) -> None:
    collector = next((kind for kind in found.kinds[index + 1 :] if kind in COLLECTORS), None)
    temperature = found.temperature_c
    if collector == "esp_hot_side":
        ledger.caution(
            "hot-sorbent",
            f"apcs[{index}]",
            tr("carbon before a hot-side ESP holds little mercury and loses it again"),
        )
    elif collector != "fabric_filter" and temperature > SORBENT_LIMIT_C:
        ledger.caution(
            "hot-sorbent",
            f"apcs[{index}]",
            tr(
                "gas at {temperature} degC: above {limit} degC carbon loses its mercury",
                temperature=decimal(f"{temperature:.0f}"),
                limit=decimal(f"{SORBENT_LIMIT_C:.0f}"),
            ),
        )


COLLECTORS = frozenset({"esp_hot_side", "esp_cold_side", "esp_low_low_temperature", "fabric_filter"})
