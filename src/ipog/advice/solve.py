"""Solving backwards: the cheapest settings of some measures that meet the targets with a confidence.

All points share their draws, so that the search sees no noise and a difference between two points is real.
The optimisers are SciPy's. One setting: the range is scanned coarsely, and Brent's method finds each place
where the confidence is just reached; cost rises or falls with a level, so that the cheapest point is one of
those or an end. Several settings: differential evolution over the levels, with choices and coals as whole
numbers; it begins with the best of each setting alone, and ends with Brent's method on each setting in
turn. What was found is then the cheapest of all points that were run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from ipog.advice.changes import NotPossible, Place, apply_all
from ipog.advice.costs import Cost, Economics, cost_of
from ipog.advice.facts import lowest_probability
from ipog.advice.measures import Measure, Step
from ipog.evaluate import Adjustment
from ipog.evaluate.many import Variant, evaluate_many
from ipog.language import tr
from ipog.plant import Unit

FINE = 0.002
"""Share of a setting's range to which it is found [1]."""
SCAN = 9
"""Points of the coarse scan of one setting."""
POPULATION = 10
"""Members of the population for each dimension."""
GENERATIONS = 16
OUT = 0.01
"""Share of a range that begins at 0, up to which differential evolution takes a measure as left out [1]."""
BUYS_COAL = frozenset({"switch_coal", "blend_halogen_coal", "blend_cleaner_coal"})
"""Measures that take a coal of the site's list."""
_MISSED = 1e12
"""Cost that stands for a missed target, to which the shortfall adds [USD/year]."""

Array = NDArray[np.float64]


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
    coal : library coal that a measure buys, if the site names several; else None
    variant : the unit with them
    cost : what they cost
    probability : of meeting the target that is hardest to meet [1]
    met : whether that is the wanted confidence
    resolution : how finely each level was found, by measure, in the level's unit
    evaluated : points that were run
    method : the optimiser, in words
    """

    steps: tuple[Step, ...]
    coal: str | None
    variant: Variant
    cost: Cost
    probability: float
    met: bool
    resolution: dict[str, float]
    evaluated: int
    method: str


class NothingToVary(ValueError):
    """No setting or choice fits the unit; the text says why."""


@dataclass(frozen=True, slots=True)
class _Point:
    """A point of the search: coal by number, choices taken, and levels."""

    coal: int
    taken: tuple[bool, ...]
    levels: tuple[float, ...]


class _Search:
    """Runs points, each once, and remembers them."""

    def __init__(
        self,
        unit: Unit,
        place: Place,
        settings: Sequence[Setting],
        choices: Sequence[Step],
        confidence: float,
        economics: Economics,
        samples: int,
        seed: int,
        where: str,
        adjust: Callable[[Unit], Adjustment] | None,
        progress: Callable[[int], None] | None,
    ) -> None:
        self.unit, self.settings, self.choices = unit, settings, choices
        self.confidence, self.economics = confidence, economics
        self._samples, self._seed, self._where = samples, seed, where
        self._adjust, self._progress = adjust, progress
        coals = place.site.coals
        used = [*(setting.measure for setting in settings), *(step.measure for step in choices)]
        buys = any(measure.id in BUYS_COAL for measure in used)
        several = buys and len(coals) > 1
        self.coals = [(coal,) for coal in coals] if several else [coals]
        self._several = several
        self.places = [replace(place, site=replace(place.site, coals=some)) for some in self.coals]
        self.baseline = evaluate_many([unit], place.country, where, samples, seed, adjust=adjust)[0]
        self.found: dict[_Point, Solution | None] = {}

    @property
    def combinations(self) -> list[tuple[int, tuple[bool, ...]]]:
        """Coals and choices."""
        taken = list(product((False, True), repeat=len(self.choices)))
        return [(coal, some) for coal in range(len(self.coals)) for some in taken]

    def steps(self, point: _Point) -> tuple[Step, ...]:
        """The measures of a point."""
        varied = [
            Step(setting.measure, level)
            for setting, level in zip(self.settings, point.levels, strict=True)
            if level > 0
        ]
        chosen = [step for step, yes in zip(self.choices, point.taken, strict=True) if yes]
        return (*varied, *chosen)

    def run(self, points: Sequence[_Point]) -> list[Solution | None]:
        """The points, run together; None where the measures do not fit the unit."""
        new: dict[_Point, Unit] = {}
        for point in points:
            if point in self.found or point in new:
                continue
            steps = self.steps(point)
            try:
                new[point] = apply_all(steps, self.unit, self.places[point.coal]) if steps else self.unit
            except NotPossible:
                self.found[point] = None
        if new:
            place = self.places[0]
            variants = evaluate_many(
                list(new.values()),
                place.country,
                self._where,
                self._samples,
                self._seed,
                adjust=self._adjust,
            )
            for point, variant in zip(new, variants, strict=True):
                self.found[point] = self._solution(point, variant)
            if self._progress is not None:
                self._progress(self.evaluated)
        return [self.found[point] for point in points]

    def _solution(self, point: _Point, variant: Variant) -> Solution:
        probability = lowest_probability(variant.targets)
        assert probability is not None, "the unit has targets that can be checked"
        steps = self.steps(point)
        site = self.places[point.coal].site
        coal = None
        if self._several and any(step.measure.id in BUYS_COAL for step in steps):
            coal = self.coals[point.coal][0]
        return Solution(
            steps=steps,
            coal=coal,
            variant=variant,
            cost=cost_of(steps, self.baseline, variant, site, self.economics),
            probability=probability,
            met=probability >= self.confidence,
            resolution={},
            evaluated=0,
            method="",
        )

    @property
    def evaluated(self) -> int:
        """Points that were run."""
        return sum(solution is not None for solution in self.found.values())

    def best(self) -> tuple[_Point, Solution] | None:
        """The cheapest point that meets the targets, or the likeliest."""
        known = [(point, found) for point, found in self.found.items() if found is not None]
        return min(known, key=lambda item: _order(item[1]), default=None)


def solve(
    unit: Unit,
    place: Place,
    settings: Sequence[Setting],
    choices: Sequence[Step],
    confidence: float,
    economics: Economics,
    samples: int,
    seed: int,
    where: str = "units[0]",
    *,
    adjust: Callable[[Unit], Adjustment] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Solution:
    """The cheapest settings that meet the unit's targets; the likeliest if none does.

    Parameters
    ----------
    unit : a unit with targets and a capacity
    place : answers of the site, and the country; each coal that the site names is tried where a measure
        buys one
    settings : up to three levels that vary together
    choices : measures that are tried with and without
    confidence : wanted probability [1]
    economics, samples, seed, where : as of the advice
    adjust : what stack tests of the unit say of a variant; nothing if None
    progress : is told how many points were run

    Raises
    ------
    NothingToVary
        if no point is possible on this unit
    ModuleNotFoundError
        without the extra ``solve`` (SciPy)
    """
    search = _Search(
        unit, place, settings, choices, confidence, economics, samples, seed, where, adjust, progress
    )
    lowest = tuple(setting.low for setting in settings)
    search.run([_Point(coal, taken, lowest) for coal, taken in search.combinations])
    method = tr("every choice was run")
    if settings:
        for combination in search.combinations:
            for index, setting in enumerate(settings):
                # The others are at their lowest, which leaves them out where that is 0.
                _one(search, _Point(*combination, lowest), index, setting)
        method = tr("Brent's method (SciPy)")
    if len(settings) > 1:
        _several(search, seed)
        method = tr("differential evolution, then Brent's method (SciPy)")
    best = search.best()
    possible = any(found is not None and found.steps for found in search.found.values())
    if best is None or not (best[1].met or possible):
        raise NothingToVary(_why_not(search))
    resolution = {s.measure.id: FINE * (s.high - s.low) for s in settings}
    return replace(best[1], resolution=resolution, evaluated=search.evaluated, method=method)


def _order(solution: Solution) -> tuple[float, float, float]:
    # Of equal costs the gentler setting, of equal chances the cheaper.
    if solution.met:
        return (0.0, solution.cost.annualised.mid, sum(_effort(step) for step in solution.steps))
    return (1.0, -solution.probability, solution.cost.annualised.mid)


def _effort(step: Step) -> float:
    """How far a setting goes: a cooler ESP goes further than a warmer one."""
    level = step.level or 0.0
    return -level if step.measure.id == "cool_esp" else level


def _one(search: _Search, start: _Point, index: int, setting: Setting) -> None:
    """One setting, all else as at a point: where the confidence is just reached."""
    from scipy.optimize import brentq

    def at(level: float) -> _Point:
        levels = (*start.levels[:index], float(level), *start.levels[index + 1 :])
        return replace(start, levels=levels)

    def short(level: float) -> float:
        (found,) = search.run([at(level)])
        return -1.0 if found is None else found.probability - search.confidence

    scan = [float(level) for level in np.linspace(setting.low, setting.high, SCAN)]
    found = search.run([at(level) for level in scan])
    fine = FINE * (setting.high - setting.low)
    for (low, before), (high, after) in pairwise(zip(scan, found, strict=True)):
        if before is None or after is None or before.met == after.met:
            continue
        root = float(brentq(short, low, high, xtol=fine / 2))
        # The root may lie just short of the step.
        safe = root + (fine if after.met else -fine)
        search.run([at(min(max(safe, low), high))])


def _several(search: _Search, seed: int) -> None:
    """Differential evolution from the best single settings, and Brent's method on what it finds."""
    from scipy.optimize import differential_evolution

    combinations = search.combinations
    bounds = [(0.0, len(combinations) - 1.0), *((s.low, s.high) for s in search.settings)]
    if len(combinations) == 1:
        bounds = bounds[1:]
    whole = [len(combinations) > 1, *(False for _ in search.settings)][-len(bounds) :]

    def point(row: Array) -> _Point:
        levels = tuple(
            0.0 if s.low == 0 and level <= OUT * s.high else float(level)
            for s, level in zip(search.settings, row[-len(search.settings) :], strict=True)
        )
        return _Point(*combinations[round(float(row[0])) if len(combinations) > 1 else 0], levels)

    def cost(rows: Array) -> Array:
        # SciPy hands a column for each member, and a single column now and then.
        found = search.run([point(row) for row in np.atleast_2d(rows.T)])
        return np.array([_value(search, solution) for solution in found])

    differential_evolution(
        cost,
        bounds,
        init=_population(search, bounds, seed),
        maxiter=GENERATIONS,
        tol=1e-3,
        seed=seed,
        polish=False,
        vectorized=True,
        updating="deferred",
        integrality=whole,
    )
    for _ in range(2):
        best = search.best()
        if best is None or not best[1].met:
            return
        for index, setting in enumerate(search.settings):
            _one(search, search.best()[0], index, setting)  # type: ignore[index]


def _population(search: _Search, bounds: Sequence[tuple[float, float]], seed: int) -> Array:
    """Members spread over the ranges, and the best points that are known."""
    from scipy.stats import qmc

    count = POPULATION * len(bounds)
    low, high = np.array(bounds).T
    spread = qmc.scale(qmc.LatinHypercube(len(bounds), seed=seed).random(count), low, high)
    numbers = {combination: float(place) for place, combination in enumerate(search.combinations)}
    known = sorted(
        ((p, s) for p, s in search.found.items() if s is not None), key=lambda item: _order(item[1])
    )
    rows = [
        ([numbers[p.coal, p.taken]] if len(numbers) > 1 else []) + list(p.levels)
        for p, _ in known[: count // 4]
    ]
    if rows:
        spread[: len(rows)] = np.clip(rows, low, high)
    return np.asarray(spread)


def _value(search: _Search, solution: Solution | None) -> float:
    if solution is None:
        return 3 * _MISSED
    if solution.met:
        return solution.cost.annualised.mid
    return _MISSED * (1 + search.confidence - solution.probability)


def _why_not(search: _Search) -> str:
    reasons = list(_refusals(search))
    return "; ".join(reasons) or tr("these measures can't be combined on this unit")


def _refusals(search: _Search) -> Iterator[str]:
    for step in [*(Step(setting.measure, setting.high) for setting in search.settings), *search.choices]:
        try:
            apply_all([step], search.unit, search.places[0])
        except NotPossible as reason:
            yield f"{step.measure.name}: {reason}"
