"""Scenarios change units as a plant file would be changed, and their totals know what both sides share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product
from typing import Any

import pytest

from ipog import vocabulary
from ipog.batch import evaluate_table
from ipog.batch.chunk import Chunk, Settings, work
from ipog.batch.extras import Extras
from ipog.batch.rows import read_head
from ipog.batch.scenario_file import parse_scenario, read_scenarios, shipped_names
from ipog.batch.scenarios import NotApplicable, Scenario, Subject, closing_year, place_in, state_of
from ipog.evaluate import evaluate
from ipog.plant import Plant, PlantIdentity, Unit, check_order

ROW: dict[str, Any] = {
    "plant": "Old",
    "unit": "Unit 1",
    "country": "ZA",
    "owner": "Example Power",
    "gross_capacity": "600 MW",
    "commissioned": 1985,
    "coal_1": "za-highveld",
    "boiler_type": "wall",
    "apcs": "esp_cold_side",
}


def subject(apcs: list[Any], **fields: Any) -> Subject:
    data = {"coal_feed": [{"coal": "za-highveld"}], "boiler": {"type": "wall"}, "apcs": apcs, **fields}
    identity = PlantIdentity.model_validate({"name": "Old", "country": "ZA"})
    return Subject(identity, Unit.model_validate(data), "bituminous")


def scenario(rules: str, years: str = "") -> Scenario:
    return parse_scenario(f"ipog_scenario: 1\nname: x\n{years}\nrules:\n{rules}", "x.yaml")


def kinds(rules: str, apcs: list[str], **fields: Any) -> list[str]:
    state = state_of(scenario(rules), subject([{"type": kind} for kind in apcs], **fields), None)
    assert state.unit is not None
    return [device.type for device in state.unit.apcs]


@pytest.mark.parametrize(
    ("train", "added", "place"),
    [
        (["esp_cold_side"], "scr", 0),
        (["low_nox_burner", "esp_cold_side"], "scr", 1),
        (["esp_cold_side"], "wet_fgd", 1),
        (["scr", "esp_cold_side", "wet_fgd"], "sorbent_injection", 1),
        (["esp_cold_side", "fabric_filter"], "sorbent_injection", 1),
        (["sorbent_injection", "fabric_filter"], "spray_dryer", 0),
        (["scr", "spray_dryer", "fabric_filter"], "sorbent_injection", 2),
        (["esp_cold_side", "wet_fgd"], "fabric_filter", 1),
        (["wet_fgd", "wet_esp"], "fixed_bed", 2),
        ([], "fabric_filter", 0),
        (["esp_cold_side"], "spray_dryer", 0),
        (["esp_hot_side"], "sorbent_injection", 0),
        (["esp_cold_side", "wet_fgd"], "dry_sorbent_injection", 0),
    ],
)
def test_a_device_that_is_added_stands_where_the_gas_meets_it(train: list[str], added: str, place: int):
    assert place_in([{"type": kind} for kind in train], added) == place


def can_work(train: Sequence[str]) -> bool:
    return not any(finding.impossible for finding in check_order(train))


def test_a_device_is_put_where_it_can_work_if_there_is_such_a_place():
    kinds = vocabulary.words("device_type")
    trains = [train for size in (0, 1, 2) for train in permutations(kinds, size) if can_work(train)]
    for train, added in product(trains, kinds):
        tried = [[*train[:place], added, *train[place:]] for place in range(len(train) + 1)]
        place = place_in([{"type": kind} for kind in train], added)
        assert can_work(tried[place]) or not any(can_work(each) for each in tried), (train, added)


@pytest.mark.parametrize(
    ("where", "touched"),
    [
        ('gross_capacity: "> 300 MW"', True),
        ('gross_capacity: "> 0.7 GW"', False),
        ('gross_capacity: ["> 300 MW", "<= 600 MW"]', True),
        ('commissioned: "< 1990"', True),
        ("commissioned: 1990", False),
        ("country: [BW, ZA]", True),
        ("country: BW", False),
        ("rank: lignite", False),
        ("rank: bituminous coal", True),
        ("boiler: wall fired", True),
        ("coal: ZA-Highveld", True),
        ("coal: us-prb", False),
        ("plant: Old", True),
        ("has: [esp_cold_side, scr]", False),
        ("has: cold-side ESP", True),
        ("lacks: [scr, esp_cold_side]", False),
        ("lacks: [scr, fabric_filter]", True),
        ("capacity_factor: '> 50 %'", False),
    ],
)
def test_a_rule_touches_the_units_that_it_names(where: str, touched: bool):
    rules = f"  - where: {{{where}}}\n    add: [wet_fgd]\n"
    train = kinds(rules, ["esp_cold_side"], gross_capacity=600, commissioned=1985)
    assert ("wet_fgd" in train) == touched


def test_the_gross_capacity_is_also_known_from_the_net_one():
    rules = '  - where: {gross_capacity: "> 300 MW"}\n    add: [wet_fgd]\n'
    assert "wet_fgd" in kinds(rules, ["esp_cold_side"], net_capacity=290)
    assert "wet_fgd" not in kinds(rules, ["esp_cold_side"], net_capacity=250)


def test_rules_work_one_after_the_other_and_add_nothing_twice():
    rules = "  - replace: {esp_cold_side: fabric_filter}\n"
    rules += "  - where: {has: fabric_filter}\n    add: [scr, wet_fgd]\n"
    assert kinds(rules, ["scr", "esp_cold_side"]) == ["scr", "fabric_filter", "wet_fgd"]
    assert kinds("  - remove: [wet_fgd]\n", ["esp_cold_side", "wet_fgd"]) == ["esp_cold_side"]


def test_settings_are_those_of_the_plant_file():
    rules = "  - set: {boiler.unburned_carbon: 3 %, wet_fgd.bypass: 10 %, capacity_factor: 0.4}\n"
    state = state_of(scenario(rules), subject([{"type": "esp_cold_side"}, {"type": "wet_fgd"}]), None)
    assert state.unit is not None
    assert (state.unit.boiler.unburned_carbon, state.unit.capacity_factor) == (3.0, 40.0)
    assert state.unit.apcs[1].bypass == 10.0
    assert len(state.changes) == 3
    without = state_of(scenario("  - set: {wet_fgd.bypass: 10 %}\n"), subject([]), None)
    assert without.changes == ()


def test_a_rule_that_spoils_a_unit_says_why():
    rules = "  - add: [{type: sorbent_injection, sorbent: pac, rate: 2 lb/MMacf}]\n"
    with pytest.raises(NotApplicable, match="collects the sorbent"):
        state_of(scenario(rules), subject([]), None)
    with pytest.raises(NotApplicable, match=r"coal_feed\[1\]"):
        state_of(scenario("  - set:\n      coal_feed[1].share: 20 %\n"), subject([]), None)


def test_units_close_in_a_year_or_at_an_age():
    rules = "  - closed_at_age: 50\n  - where: {plant: Old}\n    closed_from: 2032\n"
    found = scenario(rules, "years: [2031, 2032, 2040]")
    assert closing_year(found, subject([], commissioned=1985)) == 2032
    assert closing_year(found, subject([], commissioned=1980)) == 2030
    open_, closed, _ = (state_of(found, subject([], commissioned=1985), year) for year in found.years)
    assert open_.unit is not None
    assert closed.unit is None


def test_changes_come_in_their_year():
    found = scenario("  - from: 2030\n    add: [scr]\n", "years: [2029, 2030]")
    before, after = (state_of(found, subject([]), year) for year in found.years)
    assert (before.changes, after.changes) == ((), ("scr added",))


def test_a_scenario_has_the_figures_of_a_plant_that_was_changed_by_hand():
    table = [ROW, {**ROW, "unit": "Unit 2", "gross_capacity": "200 MW"}]
    result = evaluate_table(table, samples=100, scenarios=["bat-above-300-mw"])
    first, second = result.rows
    train = [
        {"type": "scr"},
        {"type": "esp_cold_side"},
        {"type": "wet_fgd", "process": "limestone_forced_oxidation"},
    ]
    unit = {
        "gross_capacity": 600,
        "coal_feed": [{"coal": "za-highveld"}],
        "boiler": {"type": "wall"},
        "apcs": train,
    }
    plant = Plant.model_validate({"plant": {"country": "ZA"}, "units": [unit]})
    (alone,) = evaluate(plant, samples=100).units
    ending = "__bat-above-300-mw"
    assert first[f"stack_hg_ug_nm3{ending}"] == pytest.approx(alone.stack.hg_ug_nm3, rel=1e-11)
    assert first[f"stack_hg_kg_year{ending}"] == pytest.approx(alone.stack.hg_kg_year, rel=1e-11)
    drawn = alone.percentiles[90].hg_ug_nm3
    assert first[f"stack_p90_hg_ug_nm3{ending}"] == pytest.approx(drawn, rel=1e-9)
    assert first[f"changes{ending}"] == "scr added; wet_fgd added"
    assert second[f"changes{ending}"] is None
    assert second[f"stack_hg_kg_year{ending}"] == second["stack_hg_kg_year"]
    assert second[f"change_kg_year{ending}"] == 0.0
    whole = next(row for row in result.summary if row["group"] == "all" and "scenario" in row)
    change = sum(row[f"change_kg_year{ending}"] for row in result.rows)
    assert whole["change_kg_year"] == pytest.approx(change, rel=1e-8)
    assert whole["change_kg_year_p10"] < whole["change_kg_year_p50"] < whole["change_kg_year_p90"] < 0


def test_the_years_of_a_scenario_add_up_and_what_does_not_change_has_no_spread():
    table = [ROW, {**ROW, "unit": "Unit 2", "commissioned": 1979}]
    result = evaluate_table(table, samples=50, scenarios=["closures", "business-as-usual"])
    told = {
        (row["scenario"], row["year"]): row
        for row in result.summary
        if row["group"] == "country" and "scenario" in row
    }
    one = result.rows[0]["stack_hg_kg_year"]
    assert told["closures", 2025]["hg_kg_year"] == pytest.approx(2 * one, rel=1e-8)
    assert told["closures", 2030]["hg_kg_year"] == pytest.approx(one, rel=1e-8)
    assert told["closures", 2040]["hg_kg_year"] == 0.0
    assert told["closures", 2040]["change_fraction"] == -1.0
    same = told["business-as-usual", 2050]
    assert [same[f"change_kg_year_{end}"] for end in ("p10", "p50", "p90")] == [0.0, 0.0, 0.0]
    assert [row["closed_from__closures"] for row in result.rows] == [2035, 2029]
    assert [row["changes__closures_2030"] for row in result.rows] == [None, "closed from 2029"]


def test_a_unit_that_a_rule_does_not_fit_stays_as_it_is_and_is_named():
    rows = [{**ROW, "apcs": ""}, {key: value for key, value in ROW.items() if key != "commissioned"}]
    rules = "  - add: [{type: sorbent_injection, sorbent: pac, rate: 2 lb/MMacf}]\n  - closed_at_age: 40\n"
    found = scenario(rules, "years: [2020, 2030]")
    names = list(ROW)
    cells = [(number, [row.get(name) for name in names]) for number, row in enumerate(rows, start=2)]
    chunk = Chunk(0, table="t", head=read_head(names, "t"), rows=tuple(cells))
    outcome = work(chunk, Settings(0, 1, Extras((found,))))
    told = [problem for problem in outcome.problems if problem["id"] == "scenario"]
    assert [(problem["line"], problem["level"]) for problem in told] == [(2, "warning"), (3, "warning")]
    assert "collects the sorbent" in told[0]["message"]
    assert "commissioned is not given" in told[1]["message"]
    assert outcome.failed == 0


def test_every_shipped_scenario_fits_common_units():
    trains = ["", "esp_cold_side", "spray_dryer + fabric_filter", "fabric_filter + wet_fgd"]
    table = [
        {**ROW, "unit": f"{boiler} {train}", "boiler_type": boiler, "apcs": train}
        for boiler in ("wall", "circulating_fluidised_bed")
        for train in trains
    ]
    result = evaluate_table(table, scenarios=shipped_names())
    assert result.errors == []
    assert all(row["change_kg_year__bat"] <= 0 for row in result.rows)
    assert {found.name for found in read_scenarios(shipped_names())} == set(shipped_names())


def test_a_unit_keeps_its_error_when_its_train_changes():
    filters = {**ROW, "apcs": "fabric_filter"}
    result = evaluate_table([filters], samples=400, scenarios=["bat"])
    bat = next(row for row in result.summary if row["group"] == "all" and "scenario" in row)
    # Better trains emit less in nearly every draw; errors of their own would hide that.
    assert bat["change_kg_year_p90"] < 0
