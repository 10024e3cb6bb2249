"""Results: figures with their units in their names, and all a reader needs to trust or doubt them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ipog.language import mark
from ipog.provenance import Assumption, Caution

PERCENTILES = (10, 50, 90)

OUTLETS = {
    "bottom_ash": mark("bottom ash"),
    "fly_ash": mark("fly ash"),
    "fgd_solids": mark("FGD solids"),
    "waste_water": mark("waste water"),
    "spent_sorbent": mark("spent sorbent"),
    "spray_dryer_solids": mark("spray dryer solids"),
    "stack": mark("stack"),
}
"""Words for the outlets, in English; one that is not listed is shown by its name without underscores."""


@dataclass(frozen=True, slots=True)
class CoalResult:
    """The coal as fired (blend, cleaned, additives included)."""

    name: str
    rank: str
    mercury_mg_kg_as_received: float
    mercury_mg_kg_dry: float
    chlorine_mg_kg_dry: float
    bromine_mg_kg_dry: float
    sulfur_percent_as_received: float
    ash_percent_as_received: float
    moisture_percent_as_received: float
    hhv_mj_kg_as_received: float
    lhv_mj_kg_as_received: float
    mercury_lb_tbtu: float
    mercury_mg_gj_hhv: float


@dataclass(frozen=True, slots=True)
class FlueGasResult:
    """Flue gas of the furnace; Nm3 at 0 degC and 101.325 kPa."""

    dry_nm3_per_kg_at_6pct_o2: float
    wet_nm3_per_kg_at_6pct_o2: float
    dry_nm3_per_gj_hhv_at_6pct_o2: float
    so2_mg_nm3: float
    hcl_mg_nm3: float
    so3_ppmv: float
    flow_nm3_h: float | None
    coal_feed_kg_h: float | None


@dataclass(frozen=True, slots=True)
class StageResult:
    """Mercury in the gas behind one station of the train, dry at 6 % O2."""

    after: str
    label: str
    hg_total_ug_nm3: float
    hg0_fraction: float
    hg2_fraction: float
    hgp_fraction: float
    removed_fraction_of_coal_hg: float
    captured_here_fraction_of_coal_hg: float
    captured_in: str | None
    temperature_c: float | None


@dataclass(frozen=True, slots=True)
class StackResult:
    """Mercury at the stack in every unit of the trade; None where the plant's size is not known."""

    hg_ug_nm3: float
    hg_lb_tbtu: float
    hg_mg_gj: float
    hg_lb_gwh: float
    hg_g_gwh: float
    hg_g_h: float | None
    hg_kg_year: float | None
    hg0_fraction: float
    hg2_fraction: float
    hgp_fraction: float
    removal_fraction: float


@dataclass(frozen=True, slots=True)
class TargetResult:
    """A target beside the prediction, both in the target's unit."""

    id: str
    name: str
    limit: float
    unit: str
    predicted: float | None
    met: bool | None
    margin_fraction: float | None
    basis: str
    source: str | None
    probability_met: float | None = None


@dataclass(frozen=True, slots=True)
class MeasuredResult:
    """A measurement beside the prediction, both in the measurement's unit."""

    quantity: str
    label: str
    measured: float
    low: float | None
    high: float | None
    predicted: float | None
    unit: str
    method: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Influence:
    """What one uncertain input or coefficient does to the stack, the others at their central values.

    Attributes
    ----------
    field : path in the plant file, or name of the coefficient
    group : ``"coal"``, ``"operation"`` or ``"model"``
    low, high : P10 and P90 of the input, in its own unit
    stack_at_low, stack_at_high : mercury at the stack there [ug/Nm3 dry, 6 % O2]
    """

    field: str
    group: str
    low: float
    high: float
    stack_at_low: float
    stack_at_high: float


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """How sure a prediction is, and what makes it unsure.

    Attributes
    ----------
    samples, seed : of the draws
    error_class : class of train whose field units tell how far the model errs
    error_class_units : how many field units stand behind it
    variance_shares : share of the variance of the logarithm of the stack by ``coal``, ``operation`` and
        ``model``; they add up to 1
    influences : the most influential inputs and coefficients, strongest first
    """

    samples: int
    seed: int
    error_class: str
    error_class_units: int
    variance_shares: dict[str, float]
    influences: tuple[Influence, ...]


@dataclass(frozen=True, slots=True)
class CalibrationResult:
    """The unit's own stack tests behind a prediction.

    Attributes
    ----------
    file : where what they say is kept
    tests : tests at the stack
    first, last : their dates, ISO 8601
    coal_known : whether the coal of a test day was analysed
    error_shift, error_sd : mean and standard deviation of the unit's model error after the tests, on the
        logit of the emitted share over 1.25
    prior_sd : standard deviation before them
    stack_without_tests_ug_nm3 : central estimate without them [ug/Nm3 dry, 6 % O2]
    """

    file: str
    tests: int
    first: str
    last: str
    coal_known: bool
    error_shift: float
    error_sd: float
    prior_sd: float
    stack_without_tests_ug_nm3: float


@dataclass(frozen=True, slots=True)
class UnitResult:
    """All that is known of one unit.

    ``balance_fraction`` and ``balance_kg_year`` name every outlet of the mercury (``bottom_ash``,
    ``fly_ash``, ``spent_sorbent``..., ``stack``); the fractions add up to 1.
    """

    name: str
    coal: CoalResult
    flue_gas: FlueGasResult
    stages: tuple[StageResult, ...]
    stack: StackResult
    balance_fraction: dict[str, float]
    balance_kg_year: dict[str, float] | None
    targets: tuple[TargetResult, ...]
    measured: tuple[MeasuredResult, ...]
    assumptions: tuple[Assumption, ...]
    warnings: tuple[Caution, ...]
    sources: tuple[str, ...]
    percentiles: dict[int, StackResult] = field(default_factory=dict)
    uncertainty: Uncertainty | None = None
    calibration: CalibrationResult | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Results of a plant with their provenance."""

    ipog: str
    parameters: str
    plant: str
    country: str | None
    units: tuple[UnitResult, ...]


def outlet(name: str) -> str:
    """Words for an outlet of the mercury, in English."""
    return OUTLETS.get(name, name.replace("_", " "))


def unit_sources(unit: UnitResult) -> tuple[str, ...]:
    """Keys or citations that the result of a unit leans on, measurements and targets included."""
    beside = [item.source for item in unit.measured] + [item.source for item in unit.targets]
    return tuple(dict.fromkeys([*unit.sources, *(source for source in beside if source)]))
