"""The best measure for a unit, in columns."""

from __future__ import annotations

from typing import Any

import pytest

from ipog.advice import advise
from ipog.batch import evaluate_table
from ipog.batch.advised import SAMPLES, SUMMED
from ipog.diagnostics import InputError
from ipog.plant import Plant

ROW: dict[str, Any] = {
    "plant": "Example",
    "unit": "Unit 1",
    "country": "ZA",
    "gross_capacity": "600 MW",
    "coal_1": "za-highveld",
    "boiler_type": "wall",
    "apcs": "esp_cold_side",
}


@pytest.fixture(scope="module")
def result():
    table = [
        ROW,
        {**ROW, "unit": "Unit 2"},
        {**ROW, "unit": "Unit 3", "target_1": "no-such-limit"},
        {**ROW, "unit": "Unit 4", "apcs": "scr + fabric_filter + wet_fgd"},
    ]
    return evaluate_table(table, advise=True, target="15 ug/Nm3")


def test_a_row_has_what_the_advice_for_its_plant_recommends(result):
    unit = {
        "gross_capacity": 600,
        "coal_feed": [{"coal": "za-highveld"}],
        "boiler": {"type": "wall"},
        "apcs": [{"type": "esp_cold_side"}],
    }
    plant = Plant.model_validate({"plant": {"country": "ZA"}, "units": [unit]})
    best = advise(plant, target="15 ug/Nm3", samples=SAMPLES).units[0].recommended
    row = result.rows[0]
    assert best is not None
    assert row["best_measure_id"] == best.id
    assert row["best_probability_met"] == best.probability_met
    assert row["best_cost_usd_year"] == pytest.approx(best.cost.annualised.mid)
    assert row["best_kept_kg_year"] == pytest.approx(row["stack_hg_kg_year"] - row["best_stack_hg_kg_year"])


def test_sisters_are_advised_alike_and_a_clean_unit_needs_nothing(result):
    first, second, clean = result.rows[0], result.rows[1], result.rows[-1]
    assert {name: first[name] for name in SUMMED} == {name: second[name] for name in SUMMED}
    assert clean["best_measure"] is None
    assert "nothing more is needed" in clean["best_remarks"]
    questions = [remark for remark in first["best_remarks"].split(" | ") if "Not known" in remark]
    assert len(questions) > 1
    assert all(question.count("?") == 1 for question in questions)


def test_the_summary_adds_up_costs_of_the_units_that_need_a_measure(result):
    whole = result.summary[0]
    assert whole["best_units"] == 2
    measures = {row["name"]: row["units"] for row in result.summary if row["group"] == "best_measure"}
    assert measures == {result.rows[0]["best_measure"]: 2, "none": 1}
    assert whole["best_cost_usd_year"] == pytest.approx(2 * result.rows[0]["best_cost_usd_year"], rel=1e-8)


def test_a_row_that_fails_does_not_stop_the_others(result):
    assert [row["unit"] for row in result.rows] == ["Unit 1", "Unit 2", "Unit 4"]
    assert {error["line"] for error in result.errors} == {4}


def test_a_target_that_is_none_is_told_before_the_run():
    with pytest.raises(InputError, match="neither a limit"):
        evaluate_table([ROW], advise=True, target="5 kg")
