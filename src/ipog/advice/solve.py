"""Solving backwards: the cheapest settings of some measures that meet the targets with a confidence.

The search is exhaustive on a grid and then zooms in on the best point, round by round. All points of a
round are evaluated at once with the same draws, so that the search sees no noise. A single setting of
which more helps more (a rate, a dose) is found to the resolution of the last round; with several
settings a cheaper corner that the first grid missed is possible, and the result says how fine it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from ipog.advice.changes import NotPossible, Place, apply_all
from ipog.advice.costs import Cost, Economics, cost_of
from ipog.advice.facts import lowest_probability
from ipog.advice.measures import Measure, Step
from ipog.evaluate.many import Variant, evaluate_many
from ipog.plant import Unit

POINTS = {1: 33, 2: 13, 3: 7}
"""Points a setting in a round, by how many settings vary."""
FINE = 0.002
"""Share of a setting's range at which the search stops [1]."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that may vary.

    Attributes
    ----------
    measure : the measure whose level it is
    low, high : range of the level; at 0 the measure is left out
    """

    measure: Measure
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Solution:
    """The best point that was found.

    Attributes
    ----------
    steps : measures with their levels; empty if nothing is needed
    variant : the unit with them
    cost : what they cost
    probability : of meeting the target that is hardest to meet [1]
    met : whether that is the wanted confidence
    resolution : spacing of the last round by measure, in the level's unit
    evaluated : points that were run
    """

    steps: tuple[Step, ...]
    variant: Variant
    cost: Cost
    probability: float
    met: bool
    resolution: dict[str, float]
    evaluated: int


class NothingToVary(ValueError):
    """No setting or choice fits the unit; the text says why."""


def solve(
    unit: Unit,
    place: Place,
    settings: Sequence[Setting],
    choices: Sequence[Measure],
    confidence: float,
    economics: Economics,
    samples: int,
    seed: int,
    where: str = "units[0]",
) -> Solution:
    """The cheapest settings that meet the unit's targets; the likeliest if none does.

    Parameters
    ----------
    unit : a unit with targets and a capacity
    place : answers of the site, and the country
    settings : up to three levels that vary together
    choices : measures without levels that are tried with and without
    confidence : wanted probability [1]
    economics, samples, seed, where : as of the advice

    Raises
    ------
    NothingToVary
        if no point is possible on this unit
    """
    baseline = evaluate_many([unit], place.country, where, samples, seed)[0]
    ranges = [(setting.low, setting.high) for setting in settings]
    points = POINTS.get(len(settings), 1)
    best: Solution | None = None
    evaluated = 0
    while True:
        grids = [np.linspace(low, high, points) for low, high in ranges]
        found, tried = _round(
            unit, baseline, place, settings, choices, grids, confidence, economics, samples, seed, where
        )
        evaluated += tried
        best = min([*found, *([best] if best else [])], key=_order, default=None)
        if best is None or not (best.met or any(solution.steps for solution in found)):
            raise NothingToVary(_why_not(unit, place, settings, choices))
        spacing = [(high - low) / (points - 1) for low, high in ranges]
        done = all(
            step <= FINE * (setting.high - setting.low)
            for step, setting in zip(spacing, settings, strict=True)
        )
        if done or not settings:
            resolution = {s.measure.id: step for s, step in zip(settings, spacing, strict=True)}
            return replace(best, resolution=resolution, evaluated=evaluated)
        levels = {step.measure.id: step.level or 0.0 for step in best.steps}
        ranges = [
            (
                max(setting.low, levels.get(setting.measure.id, 0.0) - step),
                min(setting.high, levels.get(setting.measure.id, 0.0) + step),
            )
            for setting, step in zip(settings, spacing, strict=True)
        ]


def _order(solution: Solution) -> tuple[float, float]:
    if solution.met:
        return (0.0, solution.cost.annualised.mid)
    return (1.0, -solution.probability)


def _round(
    unit: Unit,
    baseline: Variant,
    place: Place,
    settings: Sequence[Setting],
    choices: Sequence[Measure],
    grids: Sequence[np.ndarray],
    confidence: float,
    economics: Economics,
    samples: int,
    seed: int,
    where: str,
) -> tuple[list[Solution], int]:
    chosen: list[tuple[Step, ...]] = []
    units: list[Unit] = []
    for levels in product(*grids):
        varied = [
            Step(setting.measure, float(level))
            for setting, level in zip(settings, levels, strict=True)
            if level > 0
        ]
        for taken in product((False, True), repeat=len(choices)):
            steps = (
                *varied,
                *(Step(measure, None) for measure, yes in zip(choices, taken, strict=True) if yes),
            )
            try:
                units.append(apply_all(steps, unit, place) if steps else unit)
            except NotPossible:
                continue
            chosen.append(steps)
    variants = evaluate_many(units, place.country, where, samples, seed)
    found = []
    for steps, variant in zip(chosen, variants, strict=True):
        probability = lowest_probability(variant.targets)
        assert probability is not None, "the unit has targets that can be checked"
        cost = cost_of(steps, baseline, variant, place.site, economics)
        found.append(Solution(steps, variant, cost, probability, probability >= confidence, {}, 0))
    return found, len(units)


def _why_not(unit: Unit, place: Place, settings: Sequence[Setting], choices: Sequence[Measure]) -> str:
    reasons = []
    for step in [
        *(Step(setting.measure, setting.high) for setting in settings),
        *(Step(measure, None) for measure in choices),
    ]:
        try:
            apply_all([step], unit, place)
        except NotPossible as reason:
            reasons.append(f"{step.measure.name}: {reason}")
    return "; ".join(reasons) or "these measures can't be combined on this unit"
