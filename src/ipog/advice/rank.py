"""Ranking: by cost, emission or confidence; the front, the curve, the pathway and what would change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from ipog.advice.asked import Objective
from ipog.advice.costs import Range, removed_kg_year
from ipog.advice.facts import lowest_probability
from ipog.advice.measures import RUNGS
from ipog.advice.result import AbatementStep, Option, PathStep, Sensitivity
from ipog.evaluate.many import Variant
from ipog.language import decimal, mark, tr

STANDING_RUNG = 3
"""Highest rung that builds nothing new."""
WORTH_WHILE = 0.95
"""Emission over that without an option, below which it is worth a step of its own [1]."""
CHEAP = 0.5
"""Cost over that of the recommendation, up to which a first step is tried and measured before [1]."""
EVEN_CHANCE = 0.5
REAL_GAIN = 0.2
"""Share of the doubt that a first step must take away [1]."""
NEAR_MISS = 0.1
"""Probability short of the confidence that is worth telling if it costs half or less."""
DEARER = 2.0
"""Cost over that of the cheapest, up to which what stands there comes before what is built [1]."""
WITHIN_REACH = 0.05
"""Probability below the best, within which the cheapest is worth working towards."""
ALIKE = 0.02
"""Difference of probabilities that is no difference."""

Key = Callable[[Option], tuple[float, ...]]


def sort_key(objective: Objective, confidence: float, budget: float | None, baseline: Variant) -> Key:
    """The key by which options rank, the best lowest; what is over the budget comes last.

    ``cost``: what meets the targets first, cheapest first; then by probability, cheapest first among
    equals. Without a target by cost of a kilogram kept. ``emission``: lowest central emission first.
    ``confidence``: highest probability first, cheapest first among equals.
    """

    def key(option: Option) -> tuple[float, ...]:
        cost = option.cost.annualised.mid
        over = float(budget is not None and cost > budget)
        emission = _emission(option.variant)
        probability = option.probability_met
        if objective == "emission":
            return (over, emission, cost)
        if probability is None:
            return (over, *_by_kilogram(option, baseline)) if objective == "cost" else (over, emission, cost)
        step = -round(probability / ALIKE)
        if objective == "confidence":
            return (over, step, cost)
        return (over, 0.0, cost) if probability >= confidence else (over, 1.0, step, cost)

    return key


def _by_kilogram(option: Option, baseline: Variant) -> tuple[float, float]:
    kept = removed_kg_year(baseline, option.variant)
    if kept <= 0:
        return (1.0, option.cost.annualised.mid)
    return (0.0, option.cost.annualised.mid / kept)


def _emission(variant: Variant) -> float:
    # Mass, so that a better heat rate counts.
    assert variant.stack.hg_kg_year is not None, "the capacity is known"
    return variant.stack.hg_kg_year


def ranked(options: Sequence[Option], key: Key) -> list[Option]:
    """Options in order, of equal measures only the best level."""
    best: dict[frozenset[str], Option] = {}
    for option in sorted(options, key=key):
        best.setdefault(frozenset(option.measures), option)
    return list(best.values())


def pareto_front(options: Sequence[Option], baseline: Variant) -> list[Option]:
    """Options that emit less than everything that costs as much or less, doing nothing included."""
    front: list[Option] = []
    least = _emission(baseline)
    for option in sorted(options, key=lambda item: (item.cost.annualised.mid, _emission(item.variant))):
        # What saves money is on the front even if it keeps little.
        if _emission(option.variant) < least:
            front.append(option)
            least = _emission(option.variant)
    return front


def abatement_curve(front: Sequence[Option], baseline: Variant) -> list[AbatementStep]:
    """The marginal abatement cost curve: the steps of the front's lower hull, so that costs rise."""
    hull: list[tuple[float, float, Option | None]] = [(0.0, 0.0, None)]
    for option in front:
        point = (removed_kg_year(baseline, option.variant), option.cost.annualised.mid, option)
        while len(hull) > 1 and _slope(hull[-2], hull[-1]) >= _slope(hull[-1], point):
            hull.pop()
        hull.append(point)
    steps = []
    for before, after in pairwise(hull):
        assert after[2] is not None, "only the first point is doing nothing"
        steps.append(AbatementStep(after[2], after[0] - before[0], after[0], _slope(before, after)))
    return steps


def _slope(before: tuple[float, float, Option | None], after: tuple[float, float, Option | None]) -> float:
    return (after[1] - before[1]) / (after[0] - before[0])


def recommend(options: Sequence[Option], key: Key, confidence: float, budget: float | None) -> Option | None:
    """The option to work towards.

    What many plants have comes before what few have, and what meets the targets without anything new
    before what is built, unless it costs over twice as much; then the ranking decides. If nothing meets
    them, it is the cheapest of those whose probability comes within 5 points of the best.
    """
    helping = [
        option
        for option in options
        if option.rung > 1 and (budget is None or option.cost.annualised.mid <= budget)
    ]
    checked = [option for option in helping if option.probability_met is not None]
    if not checked:
        return min(_established(helping), key=key) if helping else None
    meeting = [option for option in checked if (option.probability_met or 0.0) >= confidence]
    if meeting:
        proven = _near(meeting, lambda option: option.maturity == "established")
        return min(_near(proven, lambda option: option.rung <= STANDING_RUNG), key=key)
    most = max(option.probability_met or 0.0 for option in checked)
    near = [option for option in checked if (option.probability_met or 0.0) >= most - WITHIN_REACH]
    return min(_established(near), key=lambda option: (option.cost.annualised.mid, option.id))


def _near(options: Sequence[Option], preferred: Callable[[Option], bool]) -> Sequence[Option]:
    """The preferred options, unless the cheapest of them costs over twice as much as the cheapest."""
    least = max(min(option.cost.annualised.mid for option in options), 0.0)
    found = [
        option for option in options if preferred(option) and option.cost.annualised.mid <= DEARER * least
    ]
    return found or options


def _established(options: Sequence[Option]) -> Sequence[Option]:
    """Those that many plants have; all of them if there are none."""
    return [option for option in options if option.maturity == "established"] or options


def near_miss(options: Sequence[Option], recommended: Option, confidence: float) -> Option | None:
    """The likeliest option that falls short of the confidence by little and costs half or less."""
    found = [
        option
        for option in options
        if confidence - NEAR_MISS <= (option.probability_met or 0.0) < confidence
        and option.cost.annualised.mid <= CHEAP * recommended.cost.annualised.mid
    ]
    return max(found, key=lambda option: option.probability_met or 0.0) if found else None


def first_step(options: Sequence[Option], recommended: Option, baseline: Variant) -> Option | None:
    """What to do, and measure, before the recommendation: much cheaper, and likely enough to be enough.

    The cheapest that meets the targets more likely than not at half the cost or less; what builds
    nothing new comes before, unless it costs over twice as much. Without one, what stands there is used
    as well as it can be, if that is worth a step: of what lies within 5 % of the lowest emission that it
    can reach, the cheapest.
    """
    if recommended.probability_met is None:
        return None
    limit = recommended.cost.annualised.mid
    cheaper = [
        option
        for option in options
        if option is not recommended
        and option.cost.annualised.mid <= CHEAP * limit
        and _emission(option.variant) <= WORTH_WHILE * _emission(baseline)
    ]
    present = lowest_probability(baseline.targets) or 0.0
    enough = max(EVEN_CHANCE, present + REAL_GAIN * (1 - present))
    likely = [
        option
        for option in _established(cheaper)
        if option.rung <= max(recommended.rung, STANDING_RUNG) and (option.probability_met or 0.0) >= enough
    ]
    if likely:
        # What builds nothing comes before, unless it costs over twice as much.
        near = _near(likely, lambda option: option.rung <= STANDING_RUNG)
        return min(near, key=lambda option: (option.cost.annualised.mid, option.id))
    able = [option for option in cheaper if option.rung <= STANDING_RUNG]
    if recommended.rung <= STANDING_RUNG or not able:
        return None
    least = min(_emission(option.variant) for option in able)
    near = [option for option in able if _emission(option.variant) <= least / WORTH_WHILE]
    return min(near, key=lambda option: option.cost.annualised.mid)


def pathway(
    options: Sequence[Option],
    recommended: Option | None,
    efficiency: Sequence[Option],
    baseline: Variant,
    confidence: float,
) -> list[PathStep]:
    """What first, what next, and why: measure, efficiency, what stands there, then what is built."""
    path = [
        PathStep(
            tr("measure the stack, and mercury and chlorine of the coal"),
            tr("every figure below rests on a model; a test of this unit tells where it really stands"),
            None,
            tr(
                "stack mercury by sorbent trap (Method 30B) or EN 13211, three runs at full load; "
                "coal composites of the same days"
            ),
            (1, 3),
        )
    ]
    saving = [option for option in efficiency if option.cost.annualised.mid < 0]
    if saving:
        best = min(saving, key=lambda option: option.cost.annualised.mid)
        path.append(
            PathStep(
                best.name,
                tr("it pays for itself, and each per cent is a per cent of mercury and everything else"),
                best,
                best.steps[0].measure.verify,
                best.months,
            )
        )
    if recommended is None:
        return path
    first = first_step(options, recommended, baseline)
    if first is not None:
        chance = first.probability_met
        why = tr("it is cheap beside what follows; measure again before more is spent")
        if chance is not None and chance >= EVEN_CHANCE:
            why = tr(
                "it is enough with {percent} % probability, at half the cost of what follows or "
                "less; measure again before more is spent",
                percent=f"{100 * chance:.0f}",
            )
        path.append(_path_step(first, why))
    meets = (recommended.probability_met or 0.0) >= confidence
    if recommended.probability_met is None:
        why = tr("there is no target; it comes first in the ranking")
    elif meets:
        why = tr("it meets every target with the wanted confidence")
    else:
        why = tr("nothing meets every target with the wanted confidence; this is the best that was found")
    path.append(_path_step(recommended, why))
    further = [
        option
        for option in options
        if set(recommended.measures) < set(option.measures)
        and _emission(option.variant) < _emission(recommended.variant)
    ]
    if further:
        nxt = min(further, key=lambda option: (option.cost.annualised.mid, option.id))
        why = tr("if measurements show that more is needed: the cheapest step beyond")
        path.append(_path_step(nxt, why))
    return path


def _path_step(option: Option, why: str) -> PathStep:
    ordered = sorted(option.steps, key=lambda step: (step.measure.rung, step.measure.stage))
    rungs = tr(", then ").join(dict.fromkeys(tr(RUNGS[step.measure.rung]) for step in ordered))
    return PathStep(
        " + ".join(step.name for step in ordered),
        tr("{why} ({rungs})", why=why, rungs=rungs),
        option,
        "; ".join(dict.fromkeys(step.measure.verify for step in ordered)),
        option.months,
    )


def sensitivity(
    options: Sequence[Option],
    chosen: Option,
    confidence: float,
    objective: Objective,
    baseline: Variant,
) -> list[Sensitivity]:
    """What would be recommended if costs are low or high, and at P10 and P90 of mercury."""
    key = sort_key(objective, confidence, None, baseline)

    def priced(end: Literal["low", "high"], own: Literal["low", "high"]) -> Option | None:
        """With costs at one end, those of the chosen option at another."""
        return recommend(
            [_priced(option, own if option is chosen else end) for option in options], key, confidence, None
        )

    def at_level(level: int) -> Option | None:
        met = [option for option in options if option.variant.targets and all(_met_at(option, level))]
        if met:
            return recommend([replace(option, probability_met=1.0) for option in met], key, confidence, None)
        return min(options, key=lambda option: option.variant.percentiles[level].hg_ug_nm3)

    cases: list[tuple[str, Option | None]] = []
    if objective != "emission":
        cases += [
            (mark("all costs low"), priced("low", "low")),
            (mark("all costs high"), priced("high", "high")),
            (mark("its own cost high, all others low"), priced("low", "high")),
        ]
    if chosen.variant.percentiles:
        cases += [(mark("mercury at P10"), at_level(10)), (mark("mercury at P90"), at_level(90))]
    found = []
    for case, first in cases:
        assert first is not None, "the chosen option is always left"
        changed = set(first.measures) != set(chosen.measures)
        text = (
            tr("{case}: {option} would come first", case=tr(case), option=first.name)
            if changed
            else tr("{case}: {option} stays first", case=tr(case), option=chosen.name)
        )
        found.append(Sensitivity(case, first.id, changed, text))
    return found


def _priced(option: Option, end: Literal["low", "high"]) -> Option:
    """An option whose cost is certain to be at one end."""
    amount = float(getattr(option.cost.annualised, end))
    return replace(option, cost=replace(option.cost, annualised=Range(amount, amount, amount)))


def _met_at(option: Option, level: int) -> list[bool]:
    """Whether each target is met at a percentile of mercury."""
    from ipog.evaluate.targets import is_met, predicted_in

    variant = option.variant
    stack = variant.percentiles[level]
    met = []
    for target in variant.targets:
        predicted = predicted_in(target.unit, stack)
        if target.unit == "%":
            # The removal at P90 of mercury is its own P10.
            predicted = 100 * variant.percentiles[100 - level].removal_fraction
        met.append(predicted is not None and bool(is_met(target.limit, target.unit, predicted)))
    return met


def what_limits(best: Option) -> str:
    """What passes in the best option, in a sentence."""
    stack = best.variant.stack
    shares = (
        (tr("elemental mercury, which ash and scrubbers hardly take"), stack.hg0_fraction),
        (tr("oxidised mercury, which slips by or comes back"), stack.hg2_fraction),
        (tr("mercury on particles, which the dust collectors let through"), stack.hgp_fraction),
    )
    form, share = max(shares, key=lambda item: item[1])
    spread = ""
    if best.variant.percentiles:
        ends = best.variant.percentiles
        factor = ends[90].hg_ug_nm3 / max(ends[50].hg_ug_nm3, 1e-12)
        spread = tr(
            "; its P90 is {factor} times its P50, so that much of the doubt is the model's: "
            "a stack test would narrow it",
            factor=decimal(f"{factor:.1f}"),
        )
    return tr(
        "{percent} % of what would leave the stack is {form}{spread}",
        percent=f"{100 * share:.0f}",
        form=form,
        spread=spread,
    )
