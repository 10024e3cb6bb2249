"""Advice for one unit: where it stands, the walk, the options, and what to make of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ipog.advice.aims import aim, rules
from ipog.advice.asked import Asked
from ipog.advice.doubt import EVEN_CHANCE, trial_of
from ipog.advice.facts import Situation, facts_of, lowest_probability
from ipog.advice.measures import practices
from ipog.advice.open_questions import open_answers
from ipog.advice.options import candidates, run, useless, without_idle
from ipog.advice.rank import (
    abatement_curve,
    pareto_front,
    pathway,
    ranked,
    recommend,
    sensitivity,
    sort_key,
)
from ipog.advice.remarks import remarks_on
from ipog.advice.result import Sensitivity, UnitAdvice
from ipog.advice.tree import shipped_tree, walk
from ipog.calibration import carried
from ipog.evaluate import Adjustment
from ipog.evaluate.many import evaluate_many
from ipog.language import tr
from ipog.plant import Unit


def tests_of(unit: Unit, tests: Mapping[str, Adjustment]) -> Callable[[Unit], Adjustment] | None:
    """What the unit's stack tests say of each of its variants; None without tests.

    Parameters
    ----------
    unit : as it was tested
    tests : what stack tests say of units, by name of the unit
    """
    own = tests.get(unit.name)
    if own is None:
        return None
    return lambda variant: carried(own, unit, variant)


def advise_unit(
    unit: Unit, where: str, asked: Asked, progress: Callable[[int, int], None] | None
) -> UnitAdvice:
    """The advice for a unit; ``where`` is its path in the plant file."""
    place, confidence, budget = asked.place, asked.confidence, asked.budget
    aimed, basis, assumptions = aim(unit, where, place.country, asked.target)
    adjust = tests_of(aimed, asked.adjustments)
    baseline = evaluate_many([aimed], place.country, where, asked.samples, asked.seed, adjust=adjust)[0]
    facts = facts_of(Situation(baseline, place.site, confidence))
    trace = walk(shipped_tree(), facts, asked.answers)
    assumptions += [
        tr("{question} Not known; taken as yes.", question=visit.question)
        if visit.answer
        else tr("{question} Not known; taken as no.", question=visit.question)
        for visit in trace.visits
        if visit.assumed
    ]
    found, not_possible, left_out = candidates(tuple(trace.opened), aimed, place, asked.exclude)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(done, len(found))

    levels = run(found, baseline, asked, trace.opened, where, adjust, told)
    useful = without_idle(levels, baseline)
    key = sort_key(asked.objective, confidence, budget, baseline)
    efficiency = [option for option in useful if option.rung == 1]
    others = [option for option in useful if option.rung > 1]
    needed = not trace.visits[0].answer
    recommended = recommend(others, key, confidence, budget) if needed else None
    likely = trial = None
    if recommended is not None and recommended.probability_met is not None:
        if (lowest_probability(baseline.targets) or 0.0) >= EVEN_CHANCE:
            trial = trial_of(baseline, None, confidence)
        else:
            even_key = sort_key(asked.objective, EVEN_CHANCE, budget, baseline)
            even = recommend(others, even_key, EVEN_CHANCE, budget)
            if even is not None and even.cost.annualised.mid < recommended.cost.annualised.mid:
                likely, trial = even, trial_of(even.variant, even, confidence)
    front = pareto_front(useful, baseline)
    rivals = [option for option in others if budget is None or option.cost.annualised.mid <= budget]
    what_if: list[Sensitivity] = []
    if recommended is not None:
        what_if += sensitivity(rivals, recommended, confidence, asked.objective, baseline)
        what_if += open_answers(rivals, recommended, facts, asked.answers, trace, key, confidence, budget)
    return UnitAdvice(
        name=unit.name,
        baseline=baseline,
        confidence=confidence,
        probability_met=lowest_probability(baseline.targets),
        target_basis=basis,
        tests=asked.adjustments.get(unit.name),
        rules=rules(baseline, unit, place.country),
        facts=facts,
        trace=trace,
        options=tuple(ranked(useful, key)),
        levels=tuple(levels),
        not_possible=useless(levels, baseline) | not_possible,
        pathway=tuple(pathway(others, recommended, efficiency, baseline, confidence)),
        recommended=recommended,
        likely=likely,
        trial=trial,
        pareto=tuple(front),
        abatement=tuple(abatement_curve(front, baseline)),
        sensitivity=tuple(what_if),
        practices=tuple(
            practice
            for practice in practices()
            if not practice.needs_device or any(device.type in practice.needs_device for device in unit.apcs)
        ),
        remarks=tuple(remarks_on(others, recommended, confidence, budget, left_out, needed)),
        assumptions=tuple(assumptions),
    )
