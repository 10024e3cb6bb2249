"""What tests do to the unit's error: pull it, narrow it, and be named where they are odd."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stack_tests import SAMPLES, expected_ug_nm3, plant_with, prior, read, rows, updated

from ipog.calibration import Update, update
from ipog.evaluate import evaluate
from ipog.results import UnitResult

BEFORE = prior()


def flags(found: Update) -> list[str]:
    return [flag.id for flag in found.flags]


def stack(found: Update | None = None) -> UnitResult:
    own = {} if found is None or found.adjustment is None else {"Unit 1": found.adjustment}
    return evaluate(plant_with(), samples=SAMPLES, adjustments=own).units[0]


def width(unit: UnitResult) -> float:
    return unit.percentiles[90].hg_ug_nm3 / unit.percentiles[10].hg_ug_nm3


@pytest.mark.parametrize("factor", [0.3, 2.0])
@pytest.mark.parametrize("coal", [0.1, ""], ids=["analysed", "file"])
def test_the_prediction_moves_towards_the_tests(factor: float, coal: float | str) -> None:
    measured = factor * expected_ug_nm3(BEFORE)
    before = stack()
    after = stack(updated(BEFORE, factor, factor, factor, coal=coal))
    assert abs(after.stack.hg_ug_nm3 - measured) < 0.35 * abs(before.stack.hg_ug_nm3 - measured)
    assert width(after) < width(before)
    assert sum(after.balance_fraction.values()) == pytest.approx(1, abs=1e-9)


def test_tests_that_agree_with_the_prediction_only_narrow_it() -> None:
    found = updated(BEFORE, 1.0, 1.0, 1.0)
    assert found.adjustment is not None
    assert found.adjustment.error_shift == pytest.approx(0, abs=1e-6)
    before, after = stack(), stack(found)
    assert after.stack.hg_ug_nm3 == pytest.approx(before.stack.hg_ug_nm3, rel=1e-6)
    assert width(after) < 0.7 * width(before)
    assert found.percentile == pytest.approx(50, abs=0.01)
    assert flags(found) == []


def test_more_tests_narrow_more_down_to_a_floor() -> None:
    sds = []
    for count in (1, 2, 4, 8, 16, 64, 256):
        own = update(BEFORE, read(rows([expected_ug_nm3(BEFORE)], 0.1)) * count).adjustment
        assert own is not None
        sds.append(own.error_sd)
    assert sds == sorted(sds, reverse=True)
    assert sds[0] < BEFORE.share_sd
    # 256 tests that agree to the last digit still say nothing of the next year's coal.
    assert sds[-1] > 0.1


def test_a_coarser_method_moves_less() -> None:
    shifts = []
    for method in ("30B", "other"):
        text = rows([3 * expected_ug_nm3(BEFORE)], 0.1, method=method)
        own = update(BEFORE, read(text)).adjustment
        assert own is not None
        shifts.append(own.error_shift)
    assert 0 < shifts[1] < shifts[0]


def test_tests_that_scatter_say_less() -> None:
    calm, wild = updated(BEFORE, 2, 2, 2, 2), updated(BEFORE, 0.7, 2, 2, 5.7)
    assert calm.adjustment is not None
    assert wild.adjustment is not None
    assert calm.scatter is not None
    assert wild.scatter is not None
    assert wild.scatter > calm.scatter
    assert wild.adjustment.error_sd > calm.adjustment.error_sd


def test_distance_from_the_prior_is_told() -> None:
    low, high = updated(BEFORE, 0.2), updated(BEFORE, 3.0)
    assert low.z is not None
    assert high.z is not None
    assert low.z < -0.5
    assert high.z > 0.5
    assert low.percentile is not None
    assert low.percentile < 31


def test_tests_with_the_files_coal_beside_analysed_ones_count_less() -> None:
    value = 2 * expected_ug_nm3(BEFORE)
    analysed, mixed = (
        update(BEFORE, [*read(rows([value], 0.1)), *read(rows([value], coal))]).adjustment
        for coal in (0.1, "")
    )
    assert analysed is not None
    assert mixed is not None
    assert mixed.coal_known
    assert mixed.error_sd > analysed.error_sd


def test_mercury_of_the_day_explains_a_high_test() -> None:
    value = 2 * expected_ug_nm3(BEFORE)
    same, richer = (update(BEFORE, read(rows([value], coal))).adjustment for coal in (0.1, 0.2))
    assert same is not None
    assert richer is not None
    assert abs(richer.error_shift) < 0.5 * abs(same.error_shift)


def test_chlorine_of_the_day_moves_the_expectation() -> None:
    head = "date,location,method,hg_total (ug/Nm3),coal_chlorine_mg_kg_dry\n"
    poor, rich = (
        update(BEFORE, read(f"{head}2024-03-01,stack,OHM,2.0,{chlorine}\n")).compared[0]
        for chlorine in (20, 3000)
    )
    assert poor.predicted_ug_nm3 > rich.predicted_ug_nm3


def test_mass_per_heat_and_concentration_say_the_same() -> None:
    value = 2 * expected_ug_nm3(BEFORE)
    per_heat = value * BEFORE.dry_nm3_kg / BEFORE.hhv_gj_kg * 1e-3
    text = rows([value]).replace("ug/Nm3", "mg/GJ").replace(str(value), str(per_heat))
    assert update(BEFORE, read(text)).compared[0].ug_nm3 == pytest.approx(value)


def test_tests_that_contradict_each_other_are_named() -> None:
    found = updated(BEFORE, 1.0, 6.0)
    assert flags(found) == ["contradiction"]
    message = found.flags[0].message
    assert "2024-03-01" in message
    assert "2024-03-02" in message
    assert found.flags[0].lines == (2, 3)


def test_ever_so_many_contradictions_stay_readable() -> None:
    found = updated(BEFORE, *[1.0, 6.0] * 6)
    contradictions = [flag for flag in found.flags if flag.id == "contradiction"]
    assert len(contradictions) == 11
    assert "more pairs" in contradictions[-1].message


@pytest.mark.parametrize(("coal", "whose"), [(0.1, "that day's"), ("", "the file's")])
def test_more_out_than_in_is_flagged_and_used_as_all(coal: float | str, whose: str) -> None:
    came = float(BEFORE.chain.mercury_ug_nm3)
    over = update(BEFORE, read(rows([2 * came], coal)))
    assert flags(over) == ["more-out-than-in"]
    assert whose in over.flags[0].message
    at_most = update(BEFORE, read(rows([20 * came], coal)))
    assert over.adjustment is not None
    assert at_most.adjustment is not None
    assert at_most.adjustment.error_shift == pytest.approx(over.adjustment.error_shift, rel=0.02)
    unit = stack(over)
    assert unit.stack.removal_fraction >= 0
    assert sum(unit.balance_fraction.values()) == pytest.approx(1, abs=1e-9)


def test_a_little_more_out_than_in_is_within_the_error() -> None:
    assert "more-out-than-in" not in flags(update(BEFORE, read(rows([1.05 * 12.0]))))


def test_species_that_miss_the_total_are_flagged() -> None:
    head = "date,location,method,hg_total (ug/Nm3),hg0 (ug/Nm3),hg2 (ug/Nm3)\n"
    found = update(
        BEFORE, read(f"{head}2024-03-01,stack,OHM,1.0,0.8,0.7\n2024-03-02,stack,OHM,1.0,0.6,0.4\n")
    )
    assert [(flag.id, flag.lines) for flag in found.flags] == [("species-sum", (2,))]


def test_a_stack_above_the_gas_before_it_is_flagged() -> None:
    text = rows([1.0]) + rows([0.3], location="after:esp_cold_side").split("\n", 1)[1]
    found = update(BEFORE, read(text))
    assert flags(found) == ["gain-on-the-way"]


def test_part_load_is_named() -> None:
    head = "date,location,method,hg_total (ug/Nm3),load\n"
    assert flags(update(BEFORE, read(f"{head}2024-03-01,stack,OHM,1.0,45 %\n"))) == ["part-load"]


def test_tests_between_devices_are_compared_and_do_not_inform() -> None:
    found = update(BEFORE, read(rows([50.0], location="after:air_preheater")))
    assert found.adjustment is None
    assert found.compared[0].predicted_ug_nm3 == pytest.approx(
        float(BEFORE.chain.mercury_ug_nm3) * (1 - 0.008), rel=1e-3
    )
    assert "no-stack-test" in flags(found)


@settings(max_examples=30)
@given(st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=5), st.sampled_from([0.1, ""]))
def test_any_tests_give_an_error_that_is_no_wider_than_before(
    factors: list[float], coal: float | str
) -> None:
    own = updated(BEFORE, *factors, coal=coal).adjustment
    assert own is not None
    assert 0 < own.error_sd <= own.prior_sd * (1 + 1e-12)
    unit = evaluate(plant_with(), adjustments={"Unit 1": own}).units[0]
    assert sum(unit.balance_fraction.values()) == pytest.approx(1, abs=1e-9)


def test_a_calibrated_unit_says_so_and_keeps_its_account() -> None:
    found = updated(BEFORE, 2.0, 2.0)
    before, after = stack(), stack(found)
    own = after.calibration
    assert own is not None
    assert before.calibration is None
    assert own.stack_without_tests_ug_nm3 == pytest.approx(before.stack.hg_ug_nm3)
    assert (own.tests, own.first, own.last) == (2, "2024-03-01", "2024-03-02")
    assert after.stages[-1].hg_total_ug_nm3 == pytest.approx(after.stack.hg_ug_nm3)
    assert after.percentiles[50].hg_ug_nm3 == pytest.approx(after.stack.hg_ug_nm3, rel=0.02)
    assert after.uncertainty is not None
    assert all(
        item.stack_at_low != item.stack_at_high
        and min(item.stack_at_low, item.stack_at_high) <= after.stack.hg_ug_nm3 * 1.05
        and max(item.stack_at_low, item.stack_at_high) >= after.stack.hg_ug_nm3 * 0.95
        for item in after.uncertainty.influences
    )


def test_the_coal_of_the_file_is_not_doubted_twice() -> None:
    after = stack(updated(BEFORE, 1.0, 1.0, coal=""))
    assert after.uncertainty is not None
    assert not any(item.field.endswith("trace.mercury") for item in after.uncertainty.influences)
