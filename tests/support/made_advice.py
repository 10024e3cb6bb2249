"""Advice made by hand, so that tests of what is shown need no model and no prices."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from evaluations import STACK, unit

from ipog.advice.costs import Cost, CostRow, Range
from ipog.advice.measures import Measure, Step
from ipog.advice.result import AbatementStep, Option, PathStep, UnitAdvice
from ipog.advice.tree import Trace, Visit


def _measure(name: str, **changed: Any) -> Measure:
    whole = Measure(
        id=name.replace(" ", "_"),
        name=name,
        rung=5,
        group="sorbent",
        stage=1,
        major=False,
        alone=True,
        cost_items=(),
        uses=(),
        levels=(),
        level_unit="",
        spoils_ash=True,
        effect="mercury is taken up by the carbon",
        needs=("space ahead of the collector",),
        risks=("carbon in the ash",),
        cross_media="more ash",
        benefits="none",
        maturity="established",
        bat_level="BAT",
        months=(6, 12),
        verify="stack tests before and after",
        sources=(),
    )
    return replace(whole, **changed)


def _variant(factor: float) -> Any:
    stack = replace(STACK, hg_ug_nm3=STACK.hg_ug_nm3 * factor, hg_kg_year=70.4 * factor)
    ends = {level: replace(stack, hg_ug_nm3=stack.hg_ug_nm3 * part) for level, part in ((10, 0.6), (90, 1.7))}
    whole = unit()
    return SimpleNamespace(
        stack=stack, percentiles=ends, targets=whole.targets, balance_fraction=whole.balance_fraction
    )


def _range(mid: float) -> Range:
    return Range(0.5 * mid, mid, 2 * mid)


def _option(name: str, factor: float, million: float, met: float, **changed: Any) -> Option:
    capital, yearly = 2e6 * million, 1e6 * million
    rows = (
        CostRow("capital", "silo and lances", _range(capital), 2020, "ipog-judgement", "judgement", ""),
        CostRow("yearly", "sorbent", _range(yearly), 2020, "ipog-judgement", "judgement", ""),
    )
    return Option(
        steps=(Step(_measure(name, **changed), None),),
        variant=_variant(factor),
        probability_met=met,
        cost=Cost(
            currency_year=2024,
            capital=_range(capital),
            running=_range(yearly),
            annualised=_range(1.2 * yearly),
            per_mwh=_range(0.4),
            per_kg=_range(43_000.0),
            auxiliary_mwh_year=900.0,
            co2_t_year=400.0,
            rows=rows,
        ),
        reasons=("there is space",),
        thin=(),
        co_benefits=(),
    )


def _visit(node: str, rung: int, question: str, facts: dict[str, Any], **changed: Any) -> Visit:
    whole = Visit(node, rung, question, True, False, facts, "the file says so", (), (), ())
    return replace(whole, **changed)


def unit_advice() -> UnitAdvice:
    """Advice with a question of each kind, three options and a pathway."""
    cool = _option("cooler gas", 0.8, 0.1, 0.2, rung=3, spoils_ash=False)
    carbon = _option("brominated carbon", 0.2, 2.5, 0.97)
    new = _option("fixed bed", 0.1, 9.0, 0.99, maturity="emerging")
    visits = (
        _visit("ash", 0, "Is the ash sold?", {"ash_sold": None}, answer=False, assumed=True),
        _visit("space", 5, "Is there space?", {"space": True}, opened=("carbon",)),
        _visit(
            "cool",
            3,
            "Can it be cooler?",
            {"temperature": 150.0},
            opened=("cool",),
            closed=("hot",),
            sources=("ipog-judgement",),
            overruled=True,
        ),
    )
    return UnitAdvice(
        name="Unit 1",
        baseline=_variant(1.0),
        confidence=0.9,
        probability_met=0.1,
        target_basis="those of the file",
        tests=None,
        rules=(),
        facts={"ash_sold": None},
        trace=Trace(visits, {"carbon": "space"}, {"hot": "cool"}),
        options=(carbon, cool, new),
        levels=(carbon, cool, new),
        not_possible={},
        pathway=(
            PathStep("measure the stack", "nothing is known before", None, "three runs", None),
            PathStep("brominated carbon", "it meets the target", carbon, "stack tests", (6, 12)),
        ),
        recommended=carbon,
        likely=None,
        trial=None,
        pareto=(cool, carbon, new),
        abatement=(AbatementStep(cool, 14.0, 14.0, 8600.0), AbatementStep(carbon, 42.2, 56.2, 68000.0)),
        sensitivity=(),
        practices=(),
        remarks=("the ash is not sold",),
        assumptions=("ash sold: no",),
    )
