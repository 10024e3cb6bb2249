"""Scores by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog.validation import score


def test_scores_of_three_units_by_hand() -> None:
    found = score([0.2, 0.1, 0.9], [0.1, 0.1, 0.3], [True, True, False])
    misses = [math.log10(2), 0.0, math.log10(3)]
    assert found.units == 3
    assert found.log10_rmse == pytest.approx(math.sqrt(sum(miss**2 for miss in misses) / 3))
    assert found.log10_bias == pytest.approx(sum(misses) / 3)
    assert found.within_factor_2 == pytest.approx(2 / 3)
    assert found.within_factor_3 == pytest.approx(1.0)
    assert found.removal_error_median == pytest.approx(10)
    assert found.removal_error_mean == pytest.approx(70 / 3)
    assert found.coverage_p10_p90 == pytest.approx(2 / 3)


def test_a_prediction_without_ranges_has_no_coverage() -> None:
    assert score([0.5], [0.5]).coverage_p10_p90 is None


shares = st.floats(1e-4, 1.0)


@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=20), st.floats(1.0, 3.0))
def test_a_common_factor_is_bias_alone(pairs: list[tuple[float, float]], factor: float) -> None:
    measured = [pair[1] for pair in pairs]
    found = score([factor * share for share in measured], measured)
    assert found.log10_bias == pytest.approx(math.log10(factor), abs=1e-9)
    assert found.log10_rmse == pytest.approx(math.log10(factor), abs=1e-9)
    assert found.within_factor_3 == 1.0


@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=20))
def test_predicting_too_much_and_too_little_cost_the_same(pairs: list[tuple[float, float]]) -> None:
    first, second = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    one, other = score(first, second), score(second, first)
    assert one.log10_rmse == pytest.approx(other.log10_rmse)
    assert one.log10_bias == pytest.approx(-other.log10_bias)
    assert one.within_factor_2 == other.within_factor_2
    assert one.removal_error_median == pytest.approx(other.removal_error_median)
