"""Advice: which BAT/BEP measures fit a plant, what they give and cost, what first and why.

What front ends call:

``advise(plant, *, target, budget, exclude, objective, confidence, site, economics, answers, samples, seed,
progress) -> Advice``
    the advice for each unit; ``answers`` overrules questions of the tree, by node: ``{"space": False}``.
``walk_again(found: UnitAdvice, facts=None, answers=None) -> Trace``
    the walk of a unit with other facts (``{"ash_sold": False}``) or other answers (by node), at once and
    without the model: what if the ash is not sold?
``applied(plant, index, steps, site=None) -> Plant`` and
``applied_text(text, index, steps, site=None, name="text") -> str``
    an option put into a copy: the plant, or the text of its file with comments kept. ``steps`` are
    ``option.steps``, or ``steps_of("aci_brominated@2+cool_esp@130")``. Both raise :class:`NotPossible` with
    the reason if the option does not fit the unit.
``questions() -> Mapping[str, Node]``
    the nodes of the tree, for those who show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import ValidationError

import ipog
from ipog.advice.applied import applied, applied_text, steps_of
from ipog.advice.changes import NotPossible, Place
from ipog.advice.conditions import Fact
from ipog.advice.costs import Economics, default_economics, prices
from ipog.advice.facts import FACTS, Situation, facts_of, lowest_probability
from ipog.advice.measures import measures, practices
from ipog.advice.options import candidates, run, useless, without_idle
from ipog.advice.rank import (
    OBJECTIVES,
    Objective,
    abatement_curve,
    near_miss,
    pareto_front,
    pathway,
    ranked,
    recommend,
    sensitivity,
    sort_key,
    what_limits,
)
from ipog.advice.result import Advice, Option, UnitAdvice
from ipog.advice.site import QUESTIONS, Site
from ipog.advice.tree import Node, Trace, shipped_tree, walk
from ipog.diagnostics import InputError, Problem
from ipog.evaluate import DEFAULT_SAMPLES, DEFAULT_SEED
from ipog.evaluate.many import Variant, evaluate_many
from ipog.limits import Applicable, UnknownLimit, applicable, find
from ipog.model import shipped
from ipog.plant import Plant, Target, Unit

DEFAULT_CONFIDENCE = 0.9
"""Probability with which a target should be met, unless told otherwise."""
USUAL_GROSS_MW = 500.0
"""Capacity taken for costs where the file gives none [MW]."""

__all__ = [
    "DEFAULT_CONFIDENCE",
    "OBJECTIVES",
    "QUESTIONS",
    "Advice",
    "Economics",
    "NotPossible",
    "Objective",
    "Option",
    "Site",
    "UnitAdvice",
    "advise",
    "aim",
    "applied",
    "applied_text",
    "default_economics",
    "measures",
    "prices",
    "questions",
    "steps_of",
    "walk_again",
]


def advise(
    plant: Plant,
    *,
    target: str | None = None,
    budget: float | None = None,
    exclude: Sequence[str] = (),
    objective: Objective = "cost",
    confidence: float = DEFAULT_CONFIDENCE,
    site: Site | None = None,
    economics: Economics | None = None,
    answers: Mapping[str, bool] | None = None,
    samples: int = DEFAULT_SAMPLES,
    seed: int = DEFAULT_SEED,
    progress: Callable[[int, int], None] | None = None,
) -> Advice:
    """What to do about the mercury of each unit of a plant, and why.

    Parameters
    ----------
    plant : a validated plant
    target : id of a limit, or a value with its unit; those of the file, or the limits that bind the
        unit, if None
    budget : most that an option may cost in a year [USD/year]
    exclude : ids of measures that are out of the question
    objective : what ranks the options
    confidence : probability with which a target should be met [1]
    site : answers that the plant file does not give
    economics : year of the dollars, factors, rate and life; the stated defaults if None
    answers : answers to questions of the tree that count whatever the facts say, by node
    samples, seed : of the draws; 0 samples for central estimates alone
    progress : is told how many options of how many are finished

    Raises
    ------
    ipog.diagnostics.InputError
        if a coal, a limit, a measure or a question is unknown
    """
    _check_names("measure", exclude, measures())
    _check_names("question", answers or {}, shipped_tree().nodes)
    place = Place(site or Site(), plant.plant.country)
    chosen = economics or default_economics()
    units = tuple(
        _advise_unit(
            unit,
            f"units[{index}]",
            place,
            target,
            budget,
            exclude,
            objective,
            confidence,
            chosen,
            answers or {},
            samples,
            seed,
            progress,
        )
        for index, unit in enumerate(plant.units)
    )
    return Advice(
        ipog=ipog.__version__,
        parameters=shipped().label,
        plant=plant.plant.name,
        country=plant.plant.country,
        objective=objective,
        confidence=confidence,
        budget=budget,
        samples=samples,
        seed=seed,
        economics=chosen,
        site=place.site,
        units=units,
    )


def questions() -> Mapping[str, Node]:
    """The nodes of the decision tree by id."""
    return shipped_tree().nodes


def walk_again(
    found: UnitAdvice, facts: Mapping[str, Fact] | None = None, answers: Mapping[str, bool] | None = None
) -> Trace:
    """The walk of a unit with other facts or answers; the unit's own advice stays as it is.

    Parameters
    ----------
    found : the advice for the unit
    facts : facts that differ, by name, such as ``{"ash_sold": False}``; None for one that is not known
    answers : answers that count whatever the facts say, by node

    Raises
    ------
    ipog.diagnostics.InputError
        if a fact or a question is unknown
    """
    _check_names("fact", facts or {}, FACTS)
    _check_names("question", answers or {}, shipped_tree().nodes)
    return walk(shipped_tree(), {**found.facts, **(facts or {})}, answers)


def _check_names(kind: str, names: Iterable[str], known: Mapping[str, object]) -> None:
    from ipog.vocabulary import nearest

    problems = [
        Problem(
            id=f"unknown-{kind}",
            message=f"{name!r} is not a {kind} that ipog knows",
            given=name,
            allowed=", ".join(known),
            nearest=nearest(name, known),
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise InputError(problems)


def _advise_unit(
    unit: Unit,
    where: str,
    place: Place,
    target: str | None,
    budget: float | None,
    exclude: Sequence[str],
    objective: Objective,
    confidence: float,
    economics: Economics,
    answers: Mapping[str, bool],
    samples: int,
    seed: int,
    progress: Callable[[int, int], None] | None,
) -> UnitAdvice:
    aimed, basis, assumptions = aim(unit, where, place.country, target)
    baseline = evaluate_many([aimed], place.country, where, samples, seed)[0]
    facts = facts_of(Situation(baseline, place.site, confidence))
    trace = walk(shipped_tree(), facts, answers)
    assumptions += [
        f"{visit.question} Not known; taken as {'yes' if visit.answer else 'no'}."
        for visit in trace.visits
        if visit.assumed
    ]
    found, not_possible, left_out = candidates(tuple(trace.opened), aimed, place, exclude)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(done, len(found))

    levels = run(found, baseline, place, economics, trace.opened, samples, seed, where, told)
    useful = without_idle(levels, baseline)
    key = sort_key(objective, confidence, budget, baseline)
    efficiency = [option for option in useful if option.rung == 1]
    others = [option for option in useful if option.rung > 1]
    needed = not trace.visits[0].answer
    recommended = recommend(others, key, confidence, budget) if needed else None
    front = pareto_front(useful, baseline)
    rivals = [option for option in others if budget is None or option.cost.annualised.mid <= budget]
    return UnitAdvice(
        name=unit.name,
        baseline=baseline,
        probability_met=lowest_probability(baseline.targets),
        target_basis=basis,
        rules=_rules(baseline, unit, place.country),
        facts=facts,
        trace=trace,
        options=tuple(ranked(useful, key)),
        levels=tuple(levels),
        not_possible=useless(levels, baseline) | not_possible,
        pathway=tuple(pathway(others, recommended, efficiency, baseline, confidence)),
        recommended=recommended,
        pareto=tuple(front),
        abatement=tuple(abatement_curve(front, baseline)),
        sensitivity=()
        if recommended is None
        else tuple(sensitivity(rivals, recommended, confidence, objective, baseline)),
        practices=tuple(
            practice
            for practice in practices()
            if not practice.needs_device or any(device.type in practice.needs_device for device in unit.apcs)
        ),
        remarks=tuple(_remarks(others, recommended, confidence, budget, left_out, needed)),
        assumptions=tuple(assumptions),
    )


def aim(unit: Unit, where: str, country: str | None, target: str | None) -> tuple[Unit, str, list[str]]:
    """The unit with the targets to meet and a capacity, where the targets come from, and what was assumed.

    Parameters
    ----------
    unit, where, country : the unit, its path, and the country of the plant
    target : id of a limit, or a value with its unit; those of the file, or the limits that bind the
        unit, if None

    Raises
    ------
    ipog.diagnostics.InputError
        if the target is neither
    """
    assumptions: list[str] = []
    # Limits go by the capacity that the file gives, not by one that is only taken for the costs.
    aimed, basis = _with_targets(unit, where, country, target)
    return _sized(aimed, assumptions), basis, assumptions


def _sized(unit: Unit, assumptions: list[str]) -> Unit:
    """The unit with a capacity, so that costs and yearly masses can be worked out."""
    if not _sizeless(unit):
        return unit
    assumptions.append(
        f"The file gives no capacity: costs and yearly masses are those of {USUAL_GROSS_MW:g} MW."
    )
    return _changed(unit, gross_capacity=USUAL_GROSS_MW)


def _changed(unit: Unit, **changes: Any) -> Unit:
    return Unit.model_validate({name: getattr(unit, name) for name in unit.model_fields_set} | changes)


def _with_targets(unit: Unit, where: str, country: str | None, target: str | None) -> tuple[Unit, str]:
    """The unit with the targets to meet, and where they come from."""
    if target is not None:
        return _changed(unit, targets=[_target(target)]), "asked for"
    if unit.targets:
        return unit, "of the plant file"
    if country is not None:
        central = evaluate_many([unit], country, where, 0, 0)[0]
        binding = [
            item.limit.id
            for item in _rules(central, unit, country)
            if item.certain and item.limit.value is not None
        ]
        if binding:
            return _changed(
                unit, targets=binding
            ), "limits that bind this unit by country, size, fuel and age"
    return unit, "none: the file has none, and no limit with a value is sure to bind this unit"


def _rules(central: Variant, unit: Unit, country: str | None) -> tuple[Applicable, ...]:
    """Limits and duties that bind the unit, or may."""
    if country is None:
        return ()
    thermal = central.case.output.thermal_mw
    found = applicable(
        country,
        central.case.feed.coal.rank,
        # A capacity that was only taken for the costs decides no limit.
        None if thermal is None or _sizeless(unit) else float(np.mean(np.asarray(thermal))),
        None if unit.gross_capacity is None else float(unit.gross_capacity),
        unit.commissioned,
    )
    return tuple(found)


def _sizeless(unit: Unit) -> bool:
    return all(value is None for value in (unit.gross_capacity, unit.net_capacity, unit.thermal_capacity))


def _target(text: str) -> str | Target:
    """A limit's id, or a value of the user's own."""
    try:
        find(text)
    except UnknownLimit as error:
        nearest = error.nearest
    else:
        return text
    try:
        return Target.model_validate({"name": text, "value": text})
    except ValidationError:
        problem = Problem(
            id="unknown-target",
            message=f"{text!r} is neither a limit that ipog knows nor a value with its unit",
            given=text,
            allowed="an id of `ipog limits`, or a value such as '2 ug/Nm3', '1.2 lb/TBtu' or '90 %'",
            nearest=nearest,
        )
        raise InputError([problem]) from None


def _remarks(
    options: Sequence[Option],
    recommended: Option | None,
    confidence: float,
    budget: float | None,
    left_out: int,
    needed: bool,
) -> list[str]:
    remarks = []
    if not needed:
        remarks.append("every target is met with the wanted confidence; nothing more is needed for mercury")
    meeting = [o for o in options if o.probability_met is not None and o.probability_met >= confidence]
    checked = [o for o in options if o.probability_met is not None]
    if needed and checked and not meeting:
        nearest = max(checked, key=lambda option: option.probability_met or 0.0)
        remarks.append(
            f"no option meets every target with {100 * confidence:.0f} % confidence; "
            f"{nearest.name} comes nearest, with {100 * (nearest.probability_met or 0.0):.0f} %"
        )
        remarks.append(what_limits(nearest))
    if needed and not options:
        remarks.append("no measure fits this unit; the trace says what was ruled out and why")
    if budget is not None and options and recommended is None and needed:
        remarks.append("nothing that helps fits the budget")
    if recommended is not None and recommended in meeting:
        near = near_miss(options, recommended, confidence)
        if near is not None:
            remarks.append(
                f"{near.name} would do with {100 * (near.probability_met or 0.0):.1f} % probability at "
                f"{100 * near.cost.annualised.mid / recommended.cost.annualised.mid:.0f} % of the cost"
            )
    if recommended is not None:
        remarks += [f"the recommendation rests on thin data: {reason}" for reason in recommended.thin]
        if recommended.cost.judged > 0.5:
            remarks.append(
                f"{100 * recommended.cost.judged:.0f} % of its cost rests on engineering judgement; "
                "ask for quotations before deciding"
            )
    if left_out:
        remarks.append(f"{left_out} further combinations of three were not run")
    return remarks
