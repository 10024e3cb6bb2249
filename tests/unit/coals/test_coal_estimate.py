"""Gap filling: formulas against hand calculation, closure, default tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog import vocabulary
from ipog.coals import defaults, estimate
from ipog.sources import bibliography

ELEMENTS = ("carbon", "hydrogen", "nitrogen", "sulfur", "oxygen")
COMPOSITION = (
    "moisture",
    "air_dried_moisture",
    "ash",
    "volatile_matter",
    "carbon",
    "hydrogen",
    "nitrogen",
    "sulfur",
    "hhv",
)


def test_dulong_of_a_hand_worked_coal() -> None:
    # 0.80 x 33.7 + (0.05 - 0.08/8) x 144.2 + 0.01 x 9.3 = 26.96 + 5.768 + 0.093
    assert estimate.hhv_from_elements(0.80, 0.05, 0.08, 0.01) == pytest.approx(32.821)


def test_water_heat_of_hydrogen_and_moisture() -> None:
    # 2.442 x (8.936 x 0.05 + 0.10) = 2.442 x 0.5468
    assert estimate.water_heat(0.05, 0.10) == pytest.approx(1.33529, abs=1e-5)


def test_carbon_and_hydrogen_of_an_eastern_kentucky_coal() -> None:
    # USGS COALQUAL: C 82.1, H 5.6 % daf at 34.2 MJ/kg and 41.7 % volatile matter.
    carbon, hydrogen = estimate.carbon_and_hydrogen(34.2, 0.417)
    assert carbon == pytest.approx(0.821, abs=0.02)
    assert hydrogen == pytest.approx(0.056, abs=0.006)


def test_ash_from_heat() -> None:
    assert estimate.ash_from_heat(27.6, 34.5) == pytest.approx(0.2)
    # More heat than its combustible matter could have: the least ash, not a negative one.
    assert estimate.ash_from_heat(36.0, 34.5) == pytest.approx(0.02)


def test_missing_oxygen_is_the_difference() -> None:
    known = {"carbon": 0.8, "hydrogen": 0.05, "nitrogen": 0.015, "sulfur": 0.01}
    full = estimate.complete(known, dict.fromkeys(ELEMENTS, 1.0))
    assert full["oxygen"] == pytest.approx(0.125)
    assert full["carbon"] == 0.8


def test_a_given_element_stays_and_the_others_keep_their_proportions() -> None:
    rest = {"carbon": 0.80, "hydrogen": 0.05, "nitrogen": 0.02, "sulfur": 0.01, "oxygen": 0.12}
    full = estimate.complete({"sulfur": 0.04}, rest)
    assert full["sulfur"] == pytest.approx(0.04)
    assert full["carbon"] / full["oxygen"] == pytest.approx(0.80 / 0.12)


@given(
    st.dictionaries(st.sampled_from(ELEMENTS), st.floats(0.001, 0.19), max_size=5),
    st.lists(st.floats(0.01, 1.0), min_size=5, max_size=5),
)
def test_a_completed_analysis_adds_up_to_one(known: dict[str, float], weights: list[float]) -> None:
    full = estimate.complete(known, dict(zip(ELEMENTS, weights, strict=True)))
    assert set(full) == set(ELEMENTS)
    assert sum(full.values()) == pytest.approx(1.0, rel=1e-12)
    assert min(full.values()) >= 0


def test_estimates_work_on_arrays() -> None:
    carbon, hydrogen = estimate.carbon_and_hydrogen(np.array([28.0, 34.0]), 0.4)
    assert np.shape(carbon) == np.shape(hydrogen) == (2,)
    assert np.all(np.diff(carbon) > 0)


@pytest.mark.parametrize("rank", vocabulary.words("rank"))
@pytest.mark.parametrize("quantity", COMPOSITION)
def test_every_rank_has_every_default_within_its_range(rank: str, quantity: str) -> None:
    default = defaults.composition(quantity, rank)
    assert default.low < default.value < default.high
    assert default.spread.low == default.low


@pytest.mark.parametrize("rank", vocabulary.words("rank"))
@pytest.mark.parametrize("country", [None, "US", "ZA", "CN", "PL"])
def test_every_rank_has_a_chlorine_default_anywhere(rank: str, country: str | None) -> None:
    default, of_country = defaults.chlorine(rank, country)
    assert 0 < default.low < default.value < default.high
    assert not (of_country and country is None)


@pytest.mark.parametrize("rank", vocabulary.words("rank"))
def test_default_elements_leave_oxygen(rank: str) -> None:
    given = sum(
        defaults.composition(name, rank).value for name in ("carbon", "hydrogen", "nitrogen", "sulfur")
    )
    assert 1 < 100 - given < 25


@pytest.mark.parametrize("rank", vocabulary.words("rank"))
def test_default_elements_and_default_heat_agree(rank: str) -> None:
    parts = {
        name: defaults.composition(name, rank).value / 100
        for name in ("carbon", "hydrogen", "nitrogen", "sulfur")
    }
    oxygen = 1 - sum(parts.values())
    dulong = estimate.hhv_from_elements(parts["carbon"], parts["hydrogen"], oxygen, parts["sulfur"])
    assert dulong == pytest.approx(defaults.composition("hhv", rank).value, rel=0.07)


def test_default_sources_are_in_the_bibliography() -> None:
    assert defaults.sources() <= set(bibliography())
    assert len(defaults.sources()) > 5
