"""Advice: which BAT/BEP measures fit a plant, what they give and cost, what first and why.

What front ends call:

``advise(plant, *, target, budget, exclude, objective, confidence, site, economics, answers,
adjustments, samples, seed, progress) -> Advice``
    the advice for each unit; ``adjustments`` are those of :func:`ipog.calibration.load`, and ``answers``
    overrules questions of the tree, by node: ``{"space": False}``.
``walk_again(found: UnitAdvice, facts=None, answers=None) -> Trace``
    the walk of a unit with other facts (``{"ash_sold": False}``) or other answers (by node), at once and
    without the model: what if the ash is not sold?
``applied(plant, index, steps, site=None) -> Plant`` and
``applied_text(text, index, steps, site=None, name="text") -> str``
    an option put into a copy: the plant, or the text of its file with comments kept. ``steps`` are
    ``option.steps``, or ``steps_of("aci_brominated@2+cool_esp@130")``. Both raise :class:`NotPossible` with
    the reason if the option does not fit the unit.
``in_short(unit: UnitAdvice) -> list[str]``
    both answers in a few sentences: if the model is right, and for the wanted confidence, with the test
    between them.
``questions() -> Mapping[str, Node]``
    the nodes of the tree, for those who show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import ipog
from ipog.advice.aims import aim
from ipog.advice.applied import applied, applied_text, steps_of
from ipog.advice.asked import OBJECTIVES, Asked, Objective
from ipog.advice.changes import NotPossible, Place
from ipog.advice.conditions import Fact
from ipog.advice.costs import Economics, default_economics, prices
from ipog.advice.facts import FACTS
from ipog.advice.in_short import in_short
from ipog.advice.measures import measures
from ipog.advice.one_unit import advise_unit, tests_of
from ipog.advice.result import Advice, Option, UnitAdvice
from ipog.advice.site import QUESTIONS, Site
from ipog.advice.tree import Node, Trace, in_words, shipped_tree, walk
from ipog.diagnostics import InputError, Problem
from ipog.evaluate import DEFAULT_SAMPLES, DEFAULT_SEED, Adjustment
from ipog.language import mark, tr
from ipog.model import shipped
from ipog.plant import Plant

DEFAULT_CONFIDENCE = 0.9
"""Probability with which a target should be met, unless told otherwise."""

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
    "in_short",
    "measures",
    "prices",
    "questions",
    "steps_of",
    "tests_of",
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
    adjustments: Mapping[str, Adjustment] | None = None,
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
    adjustments : what stack tests say of units, by name of the unit: they move every option of the unit,
        and narrow the doubt of those that keep the train that was tested
    samples, seed : of the draws; 0 samples for central estimates alone
    progress : is told how many options of how many are finished

    Raises
    ------
    ipog.diagnostics.InputError
        if a coal, a limit, a measure or a question is unknown
    """
    _check_names("measure", NO_MEASURE, exclude, measures())
    _check_names("question", NO_QUESTION, answers or {}, shipped_tree().nodes)
    asked = Asked(
        place=Place(site or Site(), plant.plant.country),
        target=target,
        budget=budget,
        exclude=exclude,
        objective=objective,
        confidence=confidence,
        economics=economics or default_economics(),
        answers=answers or {},
        samples=samples,
        seed=seed,
        adjustments=adjustments or {},
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
        economics=asked.economics,
        site=asked.place.site,
        answers=asked.answers,
        units=tuple(
            advise_unit(unit, f"units[{index}]", asked, progress) for index, unit in enumerate(plant.units)
        ),
    )


def questions() -> Mapping[str, Node]:
    """The nodes of the decision tree by id, in the language in use."""
    return {name: in_words(node) for name, node in shipped_tree().nodes.items()}


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
    _check_names("fact", NO_FACT, facts or {}, FACTS)
    _check_names("question", NO_QUESTION, answers or {}, shipped_tree().nodes)
    return walk(shipped_tree(), {**found.facts, **(facts or {})}, answers)


NO_MEASURE = mark("{name} is not a measure that ipog knows")
NO_QUESTION = mark("{name} is not a question that ipog knows")
NO_FACT = mark("{name} is not a fact that ipog knows")


def _check_names(kind: str, message: str, names: Iterable[str], known: Mapping[str, object]) -> None:
    from ipog.vocabulary import nearest

    problems = [
        Problem(
            id=f"unknown-{kind}",
            message=tr(message, name=repr(name)),
            given=name,
            allowed=", ".join(known),
            nearest=nearest(name, known),
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise InputError(problems)
