"""Spread around the central estimate: reproducible, around it, and made of what it says."""

from __future__ import annotations

import numpy as np
import pytest
from plants import MINIMAL_COAL, plant, unit_data

from ipog.evaluate import evaluate
from ipog.evaluate.draws import Sampler, from_normal
from ipog.model import (
    PartlyDrawn,
    calibration,
    error_scale,
    normal_draws,
    parameter_draws,
    shipped,
    table,
    uniform_draws,
    with_error,
)
from ipog.quantities import Amount, Spread
from ipog.results import UnitResult

SAMPLES = 500


def result(*apcs: object, samples: int = SAMPLES, seed: int = 1, **changed: object) -> UnitResult:
    return evaluate(plant(unit_data(*apcs, **changed)), samples=samples, seed=seed).units[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "train", [(), ("esp_cold_side",), ("fabric_filter",), ("scr", "esp_cold_side", "wet_fgd")], ids=str
)
def test_central_estimate_is_the_median_and_lies_inside(train: tuple[str, ...]) -> None:
    unit = result(*train)
    for name in ("hg_ug_nm3", "hg_lb_tbtu", "hg_lb_gwh", "removal_fraction"):
        low, middle, high = (getattr(unit.percentiles[level], name) for level in (10, 50, 90))
        central = getattr(unit.stack, name)
        assert low <= central <= high
        assert middle == pytest.approx(central, rel=0.02, abs=1e-3)


def test_samples_do_not_move_the_central_estimate() -> None:
    assert result("esp_cold_side").stack == result("esp_cold_side", samples=0).stack


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    first, again, other = (result("esp_cold_side", seed=seed).percentiles for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_no_more_leaves_the_stack_than_came() -> None:
    unit = result()
    assert unit.percentiles[90].removal_fraction <= 1
    assert unit.percentiles[10].removal_fraction >= 0


def test_probability_falls_as_the_target_tightens() -> None:
    targets = [{"name": str(value), "value": f"{value} ug/Nm3"} for value in (20, 5, 1, 0.1)]
    chances = [target.probability_met for target in result("esp_cold_side", targets=targets).targets]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.9
    assert chances[-1] < 0.1


def test_a_given_spread_widens_the_result_and_its_share() -> None:
    sure = {**MINIMAL_COAL, "trace": {"basis": "dry", "mercury": "0.1 mg/kg +- 1 %", "chlorine": 1200}}
    vague = {**MINIMAL_COAL, "trace": {"basis": "dry", "mercury": "0.1 mg/kg +- 90 %", "chlorine": 1200}}
    narrow, wide = (result("esp_cold_side", coal_feed=[coal]) for coal in (sure, vague))

    def width(unit: UnitResult) -> float:
        return unit.percentiles[90].hg_ug_nm3 / unit.percentiles[10].hg_ug_nm3

    assert width(wide) > width(narrow)
    assert wide.uncertainty is not None
    assert narrow.uncertainty is not None
    assert wide.uncertainty.variance_shares["coal"] > narrow.uncertainty.variance_shares["coal"]


def test_variance_shares_add_up_to_one() -> None:
    unit = result("esp_cold_side")
    assert unit.uncertainty is not None
    assert sum(unit.uncertainty.variance_shares.values()) == pytest.approx(1.0)


def test_influences_are_sorted_and_name_the_coal() -> None:
    unit = result("esp_cold_side")
    assert unit.uncertainty is not None
    ratios = [abs(np.log(item.stack_at_high / item.stack_at_low)) for item in unit.uncertainty.influences]
    assert ratios == sorted(ratios, reverse=True)
    assert {item.group for item in unit.uncertainty.influences} >= {"coal", "model"}


def test_mercury_of_the_coal_moves_the_stack_in_proportion() -> None:
    coal = {
        **MINIMAL_COAL,
        "trace": {"basis": "dry", "chlorine": 1200, "mercury": {"value": 0.1, "p10": 0.05, "p90": 0.3}},
    }
    unit = result(coal_feed=[coal])
    assert unit.uncertainty is not None
    row = next(item for item in unit.uncertainty.influences if item.field.endswith("trace.mercury"))
    assert (row.low, row.high) == (pytest.approx(0.05), pytest.approx(0.3))
    assert row.stack_at_high / row.stack_at_low == pytest.approx(6.0)


def test_class_without_field_units_says_so() -> None:
    unit = result({"type": "sorbent_injection", "rate": 2}, "esp_cold_side")
    assert unit.uncertainty is not None
    assert unit.uncertainty.error_class == "sorbent_injection"
    assert unit.uncertainty.error_class_units == 0


# Draws


def test_stratified_draws_have_the_moments_of_the_normal() -> None:
    z = normal_draws(2000, 1, "x")
    assert z.mean() == pytest.approx(0.0, abs=1e-12)
    assert z.std() == pytest.approx(1.0, abs=0.01)


def test_names_give_independent_streams() -> None:
    assert abs(np.corrcoef(normal_draws(2000, 1, "x"), normal_draws(2000, 1, "y"))[0, 1]) < 0.08


def test_large_samples_are_drawn_too() -> None:
    assert abs(normal_draws(30_000, 1, "x").std() - 1) < 0.02
    assert 0.49 < uniform_draws(30_000, 1, "x").mean() < 0.51


def test_positive_figures_keep_median_and_percentiles() -> None:
    drawn = from_normal(0.1, Spread("percentiles", 0.05, 0.4), normal_draws(5000, 1, "x"), positive=True)
    assert np.percentile(drawn, [10, 50, 90]) == pytest.approx([0.05, 0.1, 0.4], rel=0.01)


def test_half_width_holds_95_percent() -> None:
    drawn = from_normal(100.0, Spread("normal95", 90.0, 110.0), normal_draws(5000, 1, "x"), positive=False)
    assert np.percentile(drawn, [2.5, 97.5]) == pytest.approx([90.0, 110.0], rel=0.005)


def test_range_is_uniform() -> None:
    drawn = np.asarray(Sampler(5000, 1)("x", Amount(0.15, Spread("uniform", 0.1, 0.2))))
    assert np.percentile(drawn, [0, 25, 50, 75, 100]) == pytest.approx(
        [0.1, 0.125, 0.15, 0.175, 0.2], abs=1e-3
    )


def test_parameters_are_drawn_with_their_correlations() -> None:
    fitted = calibration()
    draws = parameter_draws(4000, 1)
    from ipog.model.scales import SCALES

    free = np.stack([SCALES[table()[name].scale].to_free(draws[name]) for name in fitted.names])
    assert np.cov(free) == pytest.approx(fitted.covariance, abs=0.06 * np.abs(fitted.covariance).max())
    assert free.mean(axis=1) == pytest.approx(fitted.mean, abs=0.02)


def test_drawn_parameters_stay_physical() -> None:
    draws = parameter_draws(4000, 1)
    for name, row in table().items():
        if row.scale == "logit":
            assert np.all((draws[name] > 0) & (draws[name] < 1)), name
        if row.scale == "log":
            assert np.all(draws[name] > 0), name
        if row.scale == "percent":
            assert np.all((draws[name] > 0) & (draws[name] < 100)), name


def test_unwanted_parameters_stay_central() -> None:
    draws = PartlyDrawn(parameter_draws(10, 1), lambda name: name.startswith("default."))
    assert np.ndim(draws["esp.uptake"]) == 0
    assert draws["esp.uptake"] == shipped()["esp.uptake"]
    assert np.shape(draws["default.boiler.excess_oxygen_percent"]) == (10,)


def test_no_error_changes_nothing_and_error_moves_monotonically() -> None:
    shares = np.array([1e-4, 0.01, 0.3, 0.9, 1.0])
    assert with_error(shares, 0.0) == pytest.approx(shares)
    assert np.all(with_error(shares, 1.0) >= shares)
    assert np.all(with_error(shares, -1.0) < shares)
    assert np.all(with_error(shares, 5.0) <= 1.0)
    assert error_scale(np.array([1e-4])) == pytest.approx(np.log(1e-4 / 1.2499), rel=1e-6)


def test_outside_field_data_the_spread_is_wider() -> None:
    def log_width(mercury: float) -> float:
        coal = {**MINIMAL_COAL, "trace": {"basis": "dry", "mercury": mercury, "chlorine": 1200}}
        low, high = (result("esp_cold_side", coal_feed=[coal]).percentiles[level] for level in (10, 90))
        return float(np.log(high.removal_fraction / max(low.removal_fraction, 1e-3)))

    assert log_width(3.0) > log_width(0.9)
