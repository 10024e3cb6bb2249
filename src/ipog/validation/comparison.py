"""Predicted against measured for every shipped field case, beside simpler ways to predict."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

import ipog
from ipog.coals import central
from ipog.evaluate import evaluate
from ipog.evaluate.ledger import Ledger
from ipog.evaluate.prepare import prepare
from ipog.evaluate.targets import predicted_in
from ipog.evaluate.uncertainty import sample_stack
from ipog.evaluate.validity import error_class_of
from ipog.model import calibration, shipped
from ipog.plant import Plant, Unit
from ipog.results import StackResult, UnitResult
from ipog.validation.cases import FieldUnit, PublishedUnit, cross_validated, published, us_2010
from ipog.validation.comparators import capture_tables
from ipog.validation.scores import Scores, score

DEFAULT_SAMPLES = 500
DEFAULT_SEED = 1

LEAST_MEASURED = 1e-4
"""Least emitted share that a measurement is taken as [1]; some runs were below detection."""

SHIPPED = "ipog"
CROSS = "ipog_cross_validated"
CLASS_MEAN = "class_mean"
EXPLANATIONS = "explanations.toml"

_WHERE = "units[0]"
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted emitted share [1].

    Attributes
    ----------
    emitted : central value
    low, high, mean : P10, P90 and mean of the draws; None if the way of predicting has none
    basis : what was read or averaged, in words
    """

    emitted: float
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    basis: str = ""

    def holds(self, measured: float) -> bool | None:
        """Whether a measured share lies between P10 and P90."""
        if self.low is None or self.high is None:
            return None
        return self.low - _TOLERANCE <= measured <= self.high + _TOLERANCE


@dataclass(frozen=True, slots=True)
class UnitComparison:
    """A measured US unit beside its predictions.

    Attributes
    ----------
    name, plant, train, error_class : the unit, its plant, its devices and its class
    injected_carbon : whether sorbent was injected
    coal_lb_tbtu, stack_lb_tbtu : mercury of the coal and at the stack [lb/TBtu]
    emitted : measured emitted share; one that exceeds the coal's mercury counts as all of it [1]
    predictions : by way of predicting
    """

    name: str
    plant: str
    train: str
    error_class: str
    injected_carbon: bool
    coal_lb_tbtu: float
    stack_lb_tbtu: float
    emitted: float
    predictions: dict[str, Prediction]


@dataclass(frozen=True, slots=True)
class Group:
    """Units scored together.

    Attributes
    ----------
    name : class of train, or ``"all"``
    scores : by way of predicting, in the order to show them
    """

    name: str
    scores: dict[str, Scores]


@dataclass(frozen=True, slots=True)
class Sums:
    """Emission of units summed, per heat input [lb/TBtu]: what counts for an inventory.

    Attributes
    ----------
    measured : at most the mercury of the coal, unit by unit
    central : cross-validated central estimates
    mean : means of the draws around them; None without draws
    """

    measured: float
    central: float
    mean: float | None


@dataclass(frozen=True, slots=True)
class PublishedComparison:
    """A published measurement beside its prediction, both in the measurement's unit.

    Attributes
    ----------
    example, unit_name, country, train : the case
    injected_carbon : whether sorbent was injected
    quantity, measured, low, high, unit, source : the measurement, with the range of its runs
    predicted : central estimate
    p10, p90 : range of the prediction; None for quantities inside the plant, which have none
    inside : whether the measurement lies in that range; None without one
    explanation : why it does not
    """

    example: str
    unit_name: str
    country: str
    train: str
    injected_carbon: bool
    quantity: str
    measured: float
    low: float | None
    high: float | None
    unit: str
    source: str | None
    predicted: float | None
    p10: float | None
    p90: float | None
    inside: bool | None
    explanation: str | None


@dataclass(frozen=True, slots=True)
class Validation:
    """All that ``ipog validate`` shows.

    Attributes
    ----------
    ipog, parameters, samples, seed : provenance
    units : measured US units
    without_carbon, with_carbon : scores over all units and by class
    sums : emission of the units without injected carbon, summed
    above_coal : units without injected carbon whose stack emitted more than the coal brought
    cross_validated_rmse : log10 RMSE of the cross-validations behind the shipped one, mean over them
    published : cases of the literature
    """

    ipog: str
    parameters: str
    samples: int
    seed: int
    units: tuple[UnitComparison, ...]
    without_carbon: tuple[Group, ...]
    with_carbon: tuple[Group, ...]
    sums: Sums
    above_coal: int
    cross_validated_rmse: float
    published: tuple[PublishedComparison, ...]


def validate(samples: int = DEFAULT_SAMPLES, seed: int = DEFAULT_SEED) -> Validation:
    """Run every shipped field case and score it.

    Parameters
    ----------
    samples : draws behind P10 and P90 of each unit; 0 for no ranges
    seed : of the draws
    """
    units = _with_class_means([_compare(unit, samples, seed) for unit in us_2010()])
    without = [unit for unit in units if not unit.injected_carbon]
    return Validation(
        ipog=ipog.__version__,
        parameters=shipped().label,
        samples=samples,
        seed=seed,
        units=tuple(units),
        without_carbon=_groups(without),
        with_carbon=_groups([unit for unit in units if unit.injected_carbon]),
        sums=_sums(without),
        above_coal=sum(unit.stack_lb_tbtu > unit.coal_lb_tbtu for unit in without),
        cross_validated_rmse=float(calibration().about["diagnostics"]["cross_validated_log10_rmse"]),
        published=tuple(row for case in published() for row in _compare_published(case, samples, seed)),
    )


def _result(unit: Unit, country: str) -> UnitResult:
    plant = Plant.model_validate({"plant": {"country": country}, "units": [unit]})
    return evaluate(plant).units[0]


def _class_of(unit: Unit) -> str:
    values = shipped()
    return error_class_of(prepare(unit, "US", central, values, Ledger(_WHERE, values)))


def _compare(case: FieldUnit, samples: int, seed: int) -> UnitComparison:
    result = _result(case.unit, "US")
    coal = result.coal.mercury_lb_tbtu
    own = 1 - result.stack.removal_fraction
    predictions = {SHIPPED: _ranged(case, result.stack, coal, own, samples, seed)}
    unseen = cross_validated().get(case.name)
    if unseen is not None:
        predictions[CROSS] = _ranged(case, result.stack, coal, unseen, samples, seed)
    train = [device.type for device in case.unit.apcs]
    for table in capture_tables():
        estimate = table.estimate(train, _rank_shares(case.unit))
        if estimate is not None:
            predictions[table.name] = Prediction(estimate.emitted, basis="; ".join(estimate.cells))
    return UnitComparison(
        name=case.name,
        plant=case.plant,
        train=case.configuration,
        error_class=_class_of(case.unit),
        injected_carbon=case.injected_carbon,
        coal_lb_tbtu=coal,
        stack_lb_tbtu=case.stack_lb_tbtu,
        emitted=min(max(case.stack_lb_tbtu / coal, LEAST_MEASURED), 1.0),
        predictions=predictions,
    )


def _ranged(
    case: FieldUnit, stack: StackResult, coal_lb_tbtu: float, emitted: float, samples: int, seed: int
) -> Prediction:
    """A central emitted share with the range that ``ipog run`` would give around it."""
    if samples == 0:
        return Prediction(emitted)
    centre = replace(stack, removal_fraction=1 - emitted, hg_lb_tbtu=emitted * coal_lb_tbtu)
    drawn = sample_stack(case.unit, "US", _WHERE, centre, samples, seed)
    levels, figures = drawn.percentiles(), drawn.figures["hg_lb_tbtu"]
    assert figures is not None, "it needs no capacity"
    low, high, mean = levels[10].hg_lb_tbtu, levels[90].hg_lb_tbtu, float(np.mean(figures))
    return Prediction(emitted, low / coal_lb_tbtu, high / coal_lb_tbtu, mean / coal_lb_tbtu)


def _rank_shares(unit: Unit) -> dict[str, float]:
    shares: dict[str, float] = defaultdict(float)
    for coal in unit.coal_feed:
        assert coal.rank is not None, "field units name the rank"
        shares[coal.rank] += (100.0 if coal.share is None else coal.share) / 100
    return dict(shares)


def _with_class_means(units: list[UnitComparison]) -> list[UnitComparison]:
    """Add to each unit the mean of its class over other plants: what needs no model at all.

    The mean is that of the logarithms, as the score's. A class without another plant takes all plants.
    """
    return [
        replace(unit, predictions=unit.predictions | {CLASS_MEAN: _class_mean(unit, units)}) for unit in units
    ]


def _class_mean(unit: UnitComparison, units: Sequence[UnitComparison]) -> Prediction:
    others = [other for other in units if other.plant != unit.plant]
    kin = [other for other in others if other.error_class == unit.error_class] or others
    mean = float(np.exp(np.mean([np.log(other.emitted) for other in kin])))
    return Prediction(mean, basis=f"mean of {len(kin)} units of other plants")


def _sums(units: Sequence[UnitComparison]) -> Sums:
    known = [(unit.coal_lb_tbtu, unit.emitted, unit.predictions[CROSS]) for unit in units]
    means = [coal * found.mean for coal, _, found in known if found.mean is not None]
    return Sums(
        measured=sum(coal * emitted for coal, emitted, _ in known),
        central=sum(coal * found.emitted for coal, _, found in known),
        mean=sum(means) if len(means) == len(known) else None,
    )


def _groups(units: Sequence[UnitComparison]) -> tuple[Group, ...]:
    names = sorted({unit.error_class for unit in units})
    members = {name: [unit for unit in units if unit.error_class == name] for name in names}
    parts = members if len(names) > 1 else {}
    return tuple(Group(name, _scores(part)) for name, part in {"all": units, **parts}.items())


def _scores(units: Sequence[UnitComparison]) -> dict[str, Scores]:
    """Scores of every way that predicts all of the units."""
    ways = [way for way in units[0].predictions if all(way in unit.predictions for unit in units)]
    scores = {}
    for way in ways:
        predictions = [unit.predictions[way] for unit in units]
        inside = [found.holds(unit.emitted) for found, unit in zip(predictions, units, strict=True)]
        scores[way] = score(
            [found.emitted for found in predictions],
            [unit.emitted for unit in units],
            None if None in inside else [bool(held) for held in inside],
        )
    return scores


def _compare_published(case: PublishedUnit, samples: int, seed: int) -> list[PublishedComparison]:
    result = _result(case.unit, case.country)
    levels = {}
    if samples:
        levels = sample_stack(case.unit, case.country, _WHERE, result.stack, samples, seed).percentiles()
    rows = []
    for item in result.measured:
        # Only what leaves the stack carries the model's error, and so a range to be judged by.
        ranged = bool(levels) and item.quantity in ("removal", "stack_hg")
        p10 = predicted_in(item.unit, levels[10]) if ranged else None
        p90 = predicted_in(item.unit, levels[90]) if ranged else None
        inside = None if p10 is None or p90 is None else p10 <= item.measured <= p90
        rows.append(
            PublishedComparison(
                example=case.example,
                unit_name=case.unit.name,
                country=case.country,
                train="+".join(device.type for device in case.unit.apcs),
                injected_carbon=case.injected_carbon,
                quantity=item.quantity,
                measured=item.measured,
                low=item.low,
                high=item.high,
                unit=item.unit,
                source=item.source,
                predicted=item.predicted,
                p10=p10,
                p90=p90,
                inside=inside,
                explanation=explanations().get((case.example, case.unit.name)) if inside is False else None,
            )
        )
    return rows


@cache
def explanations() -> dict[tuple[str, str], str]:
    """Why a published case may lie outside its range, by example and unit; in English."""
    text = files("ipog").joinpath("data/field").joinpath(EXPLANATIONS).read_text(encoding="utf-8")
    return {
        (example, unit): words
        for example, units in tomllib.loads(text).items()
        for unit, words in units.items()
    }
