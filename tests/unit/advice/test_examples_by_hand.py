"""The advice for each shipped example: its figures add up, and everything in it has a source and a year."""

from __future__ import annotations

import re

import pytest
from advised import advised

from ipog.advice.costs import items, prices
from ipog.cli.render.advice_table import advice_table
from ipog.examples import ids
from ipog.sources import bibliography


@pytest.mark.parametrize("example", ids())
def test_costs_add_up_line_by_line(example: str):
    advice = advised(example)
    factor = advice.economics.capital_recovery_factor
    for unit in advice.units:
        before = unit.baseline.stack.hg_kg_year or 0.0
        for option in unit.levels:
            cost = option.cost
            for end in ("low", "mid", "high"):
                sums = {
                    what: sum(getattr(row.amount, end) for row in cost.rows if row.what == what)
                    for what in ("capital", "yearly")
                }
                annualised = factor * sums["capital"] + sums["yearly"]
                found = (cost.capital, cost.running, cost.annualised)
                wanted = (sums["capital"], sums["yearly"], annualised)
                assert [getattr(each, end) for each in found] == pytest.approx(wanted)
            kept = before - (option.variant.stack.hg_kg_year or 0.0)
            if kept > 0:
                assert cost.per_kg is not None
                assert cost.per_kg.mid == pytest.approx(cost.annualised.mid / kept)


@pytest.mark.parametrize("example", ids())
def test_the_balance_of_every_option_closes_and_is_that_of_its_stack(example: str):
    for unit in advised(example).units:
        for option in unit.levels:
            shares = option.variant.balance_fraction
            assert sum(shares.values()) == pytest.approx(1, abs=1e-9)
            assert 1 - shares["stack"] == pytest.approx(option.variant.stack.removal_fraction)


@pytest.mark.parametrize("example", ids())
def test_every_cost_limit_and_question_names_a_source_and_every_cost_a_year(example: str):
    advice = advised(example)
    known = bibliography()
    for unit in advice.units:
        for option in unit.levels:
            assert set(option.sources) <= set(known)
            assert all(row.source in known and 2000 <= row.year <= 2026 for row in option.cost.rows)
        assert all(item.limit.source in known and known[item.limit.source].year for item in unit.rules)
        assert all(set(visit.sources) <= set(known) and visit.sources for visit in unit.trace.visits)
    text = advice_table(advice)
    cited = text[text.rindex("Sources") :]
    for unit in advice.units:
        if unit.recommended is not None:
            for row in unit.recommended.cost.rows:
                assert f"{row.source} ({row.year}), {row.kind}" in text
                assert f"- {row.source}: " in cited


@pytest.mark.parametrize("example", ids())
def test_what_was_ruled_out_has_a_reason_and_the_walk_names_its_questions(example: str):
    advice = advised(example)
    text = re.sub(r"\s+", " ", advice_table(advice))
    for unit in advice.units:
        assert all(reason for reason in (*unit.trace.closed.values(), *unit.not_possible.values()))
        assert all(f"[{visit.node}]" in text for visit in unit.trace.visits)
        assert all(len(option.steps) <= 3 for option in unit.levels)
        assert len(unit.levels) <= 300


def test_judgement_and_published_figures_are_told_apart():
    figures = [*prices().values(), *(item.capital for item in items().values())]
    assert {figure.kind for figure in figures} == {"published", "judgement"}
    assert all(figure.source in bibliography() for figure in figures)
