"""Versions of a plant side by side, and the chance of keeping the rules that bind it."""

from __future__ import annotations

import pytest
from reports import DAY, PLANT, evaluated, read

from ipog.diagnostics import InputError
from ipog.evaluate import evaluate
from ipog.figures import figure
from ipog.report import build
from ipog.report.charts import Intervals, Parity
from ipog.report.comparison import Version, build_comparison
from ipog.report.document import Picture, Report, Table
from ipog.report.html import as_html
from ipog.report.markdown import as_markdown
from ipog.report.plot import parity_chart
from ipog.report.rules_part import with_rules, without_rules

FILTER = PLANT.replace("{type: esp_cold_side}", "{type: fabric_filter}")
ONE_UNIT = PLANT[: PLANT.index("  - name: Unit 2")]


def version(label: str, text: str) -> Version:
    plant, evaluation = evaluated(text)
    return Version(label, plant, evaluation, text)


@pytest.fixture(scope="module")
def compared() -> Report:
    return build_comparison([version("as it is", PLANT), version("with a filter", FILTER)], DAY)


def tables(report: Report) -> dict[str, Table]:
    return {b.caption: b for section in report.sections for b in section.blocks if isinstance(b, Table)}


def test_each_unit_of_each_version_has_its_row(compared: Report) -> None:
    rows = tables(compared)["Mercury at the stack"].rows
    assert [row[0] for row in rows] == [
        "as it is: Unit 1",
        "as it is: Unit 2",
        "with a filter: Unit 1",
        "with a filter: Unit 2",
    ]
    _, evaluation = evaluated(FILTER)
    assert rows[2][1] == figure(evaluation.units[0].stack.hg_ug_nm3)
    assert rows[0][3] == "the same"
    assert rows[2][3].endswith("less")


def test_what_differs_is_named_and_nothing_else(compared: Report) -> None:
    found = tables(compared)["with a filter: Unit 1 against as it is: Unit 1"]
    assert found.rows == (("apcs[1].type", "esp_cold_side", "fabric_filter"),)


def test_the_chart_has_the_figures_of_the_rows(compared: Report) -> None:
    [chart] = [
        b.chart
        for section in compared.sections
        for b in section.blocks
        if isinstance(b, Picture) and isinstance(b.chart, Intervals)
    ]
    for label, low, central, high in chart.rows:
        assert low < central < high, label


def test_both_files_are_in_the_appendix(compared: Report) -> None:
    made = as_markdown(compared)
    assert made.count("ipog_version: 1") == 2
    assert "type: fabric_filter" in made


def test_versions_that_are_alike_are_said_to_be() -> None:
    made = as_markdown(build_comparison([version("a", ONE_UNIT), version("b", ONE_UNIT)], DAY))
    assert "The units are described alike" in made


def test_the_chance_of_keeping_a_rule_is_that_of_a_target_of_the_file() -> None:
    text = ONE_UNIT.replace("country: ZA", "country: US")
    plant = read(text)
    evaluation, chances = without_rules(plant, evaluate(with_rules(plant, DAY), samples=60))
    assert [len(unit.targets) for unit in evaluation.units] == [2]
    rule, chance = next(iter(chances[0].items()))
    asked = read(text.replace("targets: [", f"targets: [{rule}, "))
    assert evaluate(asked, samples=60).units[0].targets[0].probability_met == chance
    assert evaluation == evaluate(plant, samples=60)
    found = tables(build(plant, evaluation, text, DAY, chances=chances))["Rules beside the prediction"]
    assert f"{100 * chance:.0f}" in {row[-1] for row in found.rows}


def test_parity_marks_the_units_of_the_plants_class_and_its_own_measurement() -> None:
    _, evaluation = evaluated(PLANT.replace("{type: sorbent_injection, rate: 2}, ", ""))
    chart = parity_chart(evaluation.units[0])
    assert isinstance(chart, Parity)
    assert chart.own
    assert len(chart.own) + len(chart.others) == 103
    [(measured, predicted)] = chart.plant
    assert measured == pytest.approx(30)
    assert predicted == pytest.approx(100 * (1 - evaluation.units[0].stack.removal_fraction))


def test_parity_without_draws_says_why_not() -> None:
    _, evaluation = evaluated(PLANT, samples=0)
    with pytest.raises(InputError, match="no draws"):
        parity_chart(evaluation.units[0])


def test_the_page_keeps_the_rules_of_html(compared: Report) -> None:
    html5lib = pytest.importorskip("html5lib")
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    html5lib.HTMLParser(strict=True).parse(as_html(compared))
