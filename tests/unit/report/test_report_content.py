"""What a report holds, whatever it is written as."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reports import DAY, PLANT, evaluated, report

from ipog.figures import figure, percent
from ipog.report import build
from ipog.report.document import Picture, Report, Table, Verbatim
from ipog.report.given import given_fields, origin
from ipog.report.markdown import as_markdown
from ipog.report.pictures import ranges_picture, sankey_picture, stages_chart
from ipog.report.rules_part import Rule, rules_blocks, rules_for
from ipog.results import CalibrationResult, unit_sources


@pytest.fixture(scope="module")
def whole() -> Report:
    return report(PLANT)


def tables(found: Report) -> dict[str, Table]:
    """Tables by caption, the first of each."""
    made: dict[str, Table] = {}
    for section in found.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                made.setdefault(block.caption, block)
    return made


def test_each_part_is_there_in_its_order(whole: Report) -> None:
    titles = [section.title for section in whole.sections]
    wanted = [
        "At a glance",
        "Unit 1",
        "The unit and its coal",
        "The train",
        "Mercury stage by stage",
        "Where the mercury goes",
        "At the stack",
        "Targets",
        "Rules",
        "Measured beside predicted",
        "What makes it unsure",
        "How good ipog was for such units",
        "Assumed, because the file does not say",
        "Unit 2",
        "Method",
        "Sources",
        "Version",
        "The plant file",
    ]
    places = [titles.index(title) for title in wanted]
    assert places == sorted(places)


def test_figures_are_those_of_the_result(whole: Report) -> None:
    _, evaluation = evaluated(PLANT)
    unit = evaluation.units[0]
    rows = {row[0]: row[1:] for row in tables(whole)["Mercury at the stack"].rows}
    first = rows["ug/Nm3, dry gas at 6 % O2, 0 degC, 101.3 kPa"]
    levels = (unit.stack, unit.percentiles[10], unit.percentiles[90])
    assert first == tuple(figure(stack.hg_ug_nm3) for stack in levels)
    shares = {row[0]: row[1] for row in tables(whole)["Balance of the mercury"].rows}
    assert shares["stack"] == percent(unit.balance_fraction["stack"])
    assert shares["coal"] == "100.0"


def test_targets_come_with_their_chance(whole: Report) -> None:
    rows = tables(whole)["Targets beside the prediction"].rows
    assert [row[0] for row in rows] == ["own goal", "share"]
    assert rows[1][1] == "at least 80"
    assert all(0 <= int(row[-1]) <= 100 for row in rows)


def test_the_plant_file_is_the_appendix_letter_by_letter(whole: Report) -> None:
    [verbatim] = [b for section in whole.sections for b in section.blocks if isinstance(b, Verbatim)]
    assert verbatim.text == PLANT


def test_all_sources_that_the_result_leans_on_are_listed(whole: Report) -> None:
    _, evaluation = evaluated(PLANT)
    text = as_markdown(whole)
    for unit in evaluation.units:
        for key in unit_sources(unit):
            assert key in text


def test_without_draws_there_is_nothing_on_uncertainty() -> None:
    titles = {section.title for section in report(PLANT, samples=0).sections}
    assert not titles & {"What makes it unsure", "How good ipog was for such units"}
    assert "Targets" in titles


def test_what_was_given_and_what_was_not_is_marked() -> None:
    plant, evaluation = evaluated(PLANT, 0)
    first, second = evaluation.units
    assert origin(plant, first, 0, "trace", "mercury") == "given"
    assert origin(plant, first, 0, "trace", "bromine") == "assumed"
    assert origin(plant, first, 0, "heating_value", "lhv") == "worked out"
    assert origin(plant, second, 1, "ultimate", "sulfur") == "coal library"


def test_fields_are_listed_as_they_were_written() -> None:
    plant, _ = evaluated(PLANT, 0)
    fields = dict(given_fields(plant, 0))
    assert fields["gross_capacity"] == "600 MW"
    assert fields["coal_feed[0].trace.mercury"] == "0.2 mg/kg"
    assert fields["apcs[0].rate"] == "2 lb/MMacf"
    assert "name" not in fields


def test_charts_say_their_numbers_in_words() -> None:
    _, evaluation = evaluated(PLANT)
    unit = evaluation.units[0]
    alt = sankey_picture(unit, "k").alt
    assert f"{percent(unit.stages[0].captured_here_fraction_of_coal_hg)} % into bottom ash" in alt
    assert f"{percent(unit.balance_fraction['stack'])} % leave by the stack" in alt
    for section in report(PLANT).sections:
        for block in section.blocks:
            if isinstance(block, Picture):
                assert any(letter.isdigit() for letter in block.alt)


def test_the_forms_of_a_stage_add_up() -> None:
    _, evaluation = evaluated(PLANT, 0)
    shares = stages_chart(evaluation.units[0], shares=True)
    for parts in zip(shares.hg0, shares.hg2, shares.hgp, strict=True):
        assert sum(parts) == pytest.approx(100)


def test_a_removal_is_compared_by_the_emission_it_allows() -> None:
    _, evaluation = evaluated(PLANT)
    unit = evaluation.units[0]
    found = ranges_picture(unit, "k")
    assert found is not None
    [_, (_, low, middle, high)] = found.chart.rows  # type: ignore[union-attr]
    assert middle == pytest.approx((1 - unit.stack.removal_fraction) / 0.2)
    assert low < middle < high


def in_country(country: str | None) -> tuple[Rule, ...]:
    text = PLANT.replace(", country: ZA", "" if country is None else f", country: {country}")
    plant, evaluation = evaluated(text, 0)
    return rules_for(plant, evaluation.units[0], 0, DAY)


def test_rules_of_the_country_come_first_and_those_of_the_eu_are_a_yardstick() -> None:
    rules = in_country("ZA")
    assert [rule.yardstick for rule in rules] == sorted(rule.yardstick for rule in rules)
    yardsticks = [rule.found.limit for rule in rules if rule.yardstick]
    assert yardsticks
    assert {limit.jurisdiction for limit in yardsticks} == {"EU"}
    assert all("bituminous" in limit.ranks or not limit.ranks for limit in yardsticks)


def test_in_the_eu_its_levels_are_no_yardstick() -> None:
    rules = in_country("PL")
    assert not any(rule.yardstick for rule in rules)
    assert "EU" in {rule.found.limit.jurisdiction for rule in rules}


def test_without_a_country_no_rule_is_shown() -> None:
    assert in_country(None) == ()


def test_a_rule_is_compared_in_the_unit_of_results() -> None:
    plant, evaluation = evaluated(PLANT)
    unit = evaluation.units[0]
    rules = rules_for(plant, unit, 0, DAY)
    rows = rules_blocks(rules, unit, {})[0].rows  # type: ignore[union-attr]
    assert len(rows) == sum(rule.found.limit.value is not None for rule in rules)
    concentrations = [row for row in rows if row[4] == "ug/Nm3"]
    assert concentrations
    for row in concentrations:
        assert row[5] == figure(unit.stack.hg_ug_nm3)
        assert ("keeps" in row[6]) == (unit.stack.hg_ug_nm3 <= float(row[3]))


def test_rules_without_a_value_are_named() -> None:
    text = as_markdown(report(PLANT))
    assert "Minamata Convention, article 8(5)" in text


def test_stack_tests_behind_a_prediction_are_told() -> None:
    plant, evaluation = evaluated(PLANT)
    own = CalibrationResult(
        "plant.calibration.toml", 3, "2026-01-01", "2026-03-01", True, 0.2, 0.3, 0.6, 5.25
    )
    first = replace(evaluation.units[0], calibration=own)
    changed = replace(evaluation, units=(first, *evaluation.units[1:]))
    text = as_markdown(build(plant, changed, PLANT, DAY))
    assert "3 stack tests of 2026-01-01 to 2026-03-01 (plant.calibration.toml)" in text
    assert f"from 5.25 to {figure(first.stack.hg_ug_nm3)} ug/Nm3" in text
    assert "to 50.0 % of that of its class" in text
