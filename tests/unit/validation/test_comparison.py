"""The shipped field cases, predicted and scored."""

from __future__ import annotations

import csv
import math
from importlib.resources import files

import pytest

from ipog import examples
from ipog.evaluate import evaluate
from ipog.model import calibration
from ipog.plant import Plant
from ipog.sources import cite
from ipog.validation import CLASS_MEAN, CROSS, SHIPPED, Validation, validate
from ipog.validation.cases import cross_validated, published, us_2010
from ipog.validation.comparators import capture_tables
from ipog.validation.comparison import explanations


@pytest.fixture(scope="module")
def found() -> Validation:
    return validate(samples=500)


def test_every_shipped_case_is_compared(found: Validation) -> None:
    assert [unit.name for unit in found.units] == [case.name for case in us_2010()]
    cases = {(row.example, row.unit_name) for row in found.published}
    assert cases == {(case.example, case.unit.name) for case in published()}
    assert {row.example for row in found.published} == set(examples.ids())


def test_the_fitted_scores_are_those_of_the_calibration(found: Validation) -> None:
    fitted = found.without_carbon[0].scores[SHIPPED]
    expected = calibration().about["diagnostics"]
    assert fitted.units == expected["units"]
    for name in ("log10_rmse", "log10_bias", "within_factor_2", "within_factor_3"):
        assert getattr(fitted, name) == pytest.approx(expected[f"fitted_{name}"], abs=2e-3), name


def test_the_cross_validated_predictions_are_those_of_the_calibration(found: Validation) -> None:
    text = files("ipog").joinpath("data/field/us_2010_cross_validated.csv").read_text(encoding="utf-8")
    rows = {row["unit"]: row for row in csv.DictReader(text.splitlines())}
    fitted = [unit for unit in found.units if not unit.injected_carbon]
    assert set(rows) == {unit.name for unit in fitted} == set(cross_validated())
    for unit in fitted:
        row = rows[unit.name]
        assert unit.emitted == pytest.approx(float(row["emitted_measured"]), rel=1e-3)
        assert unit.error_class == row["class"]
        assert unit.predictions[CROSS].emitted == float(row["emitted_predicted"])


def test_unseen_plants_are_harder_than_seen_ones(found: Validation) -> None:
    scores = found.without_carbon[0].scores
    assert scores[CROSS].log10_rmse > scores[SHIPPED].log10_rmse


def test_the_model_beats_the_tables_and_the_class_mean_on_unseen_plants(found: Validation) -> None:
    scores = found.without_carbon[0].scores
    others = [table.name for table in capture_tables()] + [CLASS_MEAN]
    assert set(scores) == {SHIPPED, CROSS, *others}
    for way in others:
        assert scores[CROSS].log10_rmse < scores[way].log10_rmse, way
    assert scores["epa_averages"].log10_rmse == pytest.approx(0.8, abs=0.05)


def test_ranges_hold_about_as_much_as_they_say(found: Validation) -> None:
    coverage = found.without_carbon[0].scores[CROSS].coverage_p10_p90
    assert coverage is not None
    assert 0.72 <= coverage <= 0.9


def test_classes_share_the_units_out(found: Validation) -> None:
    everything, *classes = found.without_carbon
    counts = [group.scores[CROSS].units for group in classes]
    assert sum(counts) == everything.scores[CROSS].units
    assert {group.name for group in classes} <= set(calibration().error)


def test_the_class_mean_never_sees_the_own_plant(found: Validation) -> None:
    unit = next(unit for unit in found.units if unit.error_class == "dry_scrubber")
    kin = [
        other.emitted
        for other in found.units
        if other.error_class == unit.error_class and other.plant != unit.plant
    ]
    expected = math.exp(sum(map(math.log, kin)) / len(kin))
    assert unit.predictions[CLASS_MEAN].emitted == pytest.approx(expected)


def test_injected_carbon_is_scored_apart_without_the_tables(found: Validation) -> None:
    (group,) = found.with_carbon
    assert set(group.scores) == {SHIPPED, CLASS_MEAN}
    assert group.scores[SHIPPED].units == sum(unit.injected_carbon for unit in found.units)


def test_a_range_is_that_of_a_run(found: Validation) -> None:
    case = us_2010()[0]
    plant = Plant.model_validate({"plant": {"country": "US"}, "units": [case.unit]})
    run = evaluate(plant, samples=500, seed=1).units[0]
    unit = found.units[0]
    assert unit.predictions[SHIPPED].emitted == pytest.approx(1 - run.stack.removal_fraction)
    for level, share in ((10, unit.predictions[SHIPPED].low), (90, unit.predictions[SHIPPED].high)):
        assert share is not None
        assert share * unit.coal_lb_tbtu == pytest.approx(run.percentiles[level].hg_lb_tbtu)


def test_without_samples_there_are_no_ranges() -> None:
    bare = validate(samples=0)
    assert bare.without_carbon[0].scores[CROSS].coverage_p10_p90 is None
    assert {row.inside for row in bare.published} == {None}


def test_each_published_case_outside_its_range_is_explained(found: Validation) -> None:
    outside = [row for row in found.published if row.inside is False]
    unexplained = [(row.example, row.unit_name) for row in outside if row.explanation is None]
    assert unexplained == [], "data/field/explanations.toml"


def test_explanations_belong_to_cases() -> None:
    assert set(explanations()) <= {(case.example, case.unit.name) for case in published()}


def test_a_published_range_holds_its_central_estimate(found: Validation) -> None:
    ranged = [row for row in found.published if row.p10 is not None]
    assert {row.quantity for row in ranged} == {"removal", "stack_hg"}
    for row in ranged:
        assert row.p10 is not None
        assert row.p90 is not None
        assert row.predicted is not None
        assert row.p10 <= row.predicted <= row.p90, (row.example, row.unit_name)
        cite(row.source or "")


def test_there_are_cases_outside_the_usa_of_many_countries(found: Validation) -> None:
    assert len({row.country for row in found.published} - {"US"}) >= 5
