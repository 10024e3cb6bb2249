"""The part of a report about what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reports import DAY, PLANT, evaluated

from ipog.advice import Advice, advise
from ipog.figures import figure
from ipog.report import build
from ipog.report.advice_part import (
    SHOWN_OPTIONS,
    abatement_picture,
    advice_sections,
    advice_sources,
    front_picture,
)
from ipog.report.document import Report, Table
from ipog.report.markdown import as_markdown


@pytest.fixture(scope="module")
def advice() -> Advice:
    plant, _ = evaluated(PLANT, 0)
    return advise(plant, samples=40)


@pytest.fixture(scope="module")
def whole(advice: Advice) -> Report:
    plant, evaluation = evaluated(PLANT, 40)
    return build(plant, evaluation, PLANT, DAY, advice)


def test_each_unit_has_its_pathway_and_its_walk(whole: Report) -> None:
    titles = [section.title for section in whole.sections]
    assert titles.count("What to do") == 2
    assert titles.count("The walk through the decision tree") == 2


def test_options_come_in_their_order_with_their_figures(whole: Report, advice: Advice) -> None:
    tables = [b for section in whole.sections for b in section.blocks if isinstance(b, Table)]
    found = next(block for block in tables if block.caption.startswith("Options, the best first"))
    shown = advice.units[0].options[:SHOWN_OPTIONS]
    assert [row[1] for row in found.rows] == [figure(option.variant.stack.hg_ug_nm3) for option in shown]
    assert all(row[0].startswith(option.name) for row, option in zip(found.rows, shown, strict=True))


def test_every_question_of_the_walk_is_told(whole: Report, advice: Advice) -> None:
    tables = [b for section in whole.sections for b in section.blocks if isinstance(b, Table)]
    walks = [block for block in tables if block.caption == "Every question that was asked"]
    for walk, unit in zip(walks, advice.units, strict=True):
        assert [row[0] for row in walk.rows] == [visit.question for visit in unit.trace.visits]


def test_the_sources_of_the_advice_are_among_the_sources(whole: Report, advice: Advice) -> None:
    text = as_markdown(whole)
    for index in range(2):
        assert advice_sources(advice, index)
        for key in advice_sources(advice, index):
            assert key in text


def test_where_nothing_helps_there_is_no_chart(advice: Advice) -> None:
    unit = advice.units[0]
    assert front_picture(unit, "k") is not None
    assert abatement_picture(unit, "k") is not None
    bare = replace(unit, options=(), pareto=(), abatement=())
    titles = [section.title for section in advice_sections(replace(advice, units=(bare,)), 0)]
    assert "Options" not in titles
    assert "Cost and emission" not in titles
    assert titles[0] == "What to do"
