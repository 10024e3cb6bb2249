"""Basis conversion against numbers worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog import vocabulary
from ipog.coals.bases import BASES, convert, dry_share

# A coal with 10 % total moisture, 4 % in the air-dried sample, 20 % ash dry.
COAL = {"moisture": 0.10, "air_dried_moisture": 0.04, "ash": 0.20}


@pytest.mark.parametrize(
    ("given_basis", "wanted", "expected"),
    [
        ("as_received", "dry", 100.0),  # 90 / 0.9
        ("dry", "as_received", 81.0),  # 90 x 0.9
        ("as_received", "air_dried", 96.0),  # 90 / 0.9 x 0.96
        ("air_dried", "as_received", 84.375),  # 90 / 0.96 x 0.9
        ("as_received", "dry_ash_free", 125.0),  # 90 / 0.9 / 0.8
        ("dry_ash_free", "as_received", 64.8),  # 90 x 0.8 x 0.9
        ("dry", "dry_ash_free", 112.5),  # 90 / 0.8
        ("dry_ash_free", "air_dried", 69.12),  # 90 x 0.8 x 0.96
        ("dry", "dry", 90.0),
    ],
)
def test_conversion_matches_hand_calculation(given_basis: str, wanted: str, expected: float) -> None:
    assert convert(90.0, given_basis, wanted, **COAL) == pytest.approx(expected, rel=1e-12)


def test_bases_are_those_of_the_vocabulary() -> None:
    assert set(BASES) == set(vocabulary.words("basis"))


def test_arrays_convert_element_by_element() -> None:
    moisture = np.array([0.0, 0.1, 0.5])
    assert convert(1.0, "dry", "as_received", moisture=moisture) == pytest.approx([1.0, 0.9, 0.5])


def test_unknown_basis_is_refused_with_the_allowed_words() -> None:
    with pytest.raises(ValueError, match="as_received"):
        dry_share("wet", moisture=0.1, air_dried_moisture=0.0, ash=0.1)


basis = st.sampled_from(BASES)
fraction = st.floats(0.0, 0.7)


@given(st.floats(1e-3, 1e5), basis, basis, fraction, fraction, fraction)
def test_there_and_back_is_the_same_value(
    value: float, first: str, second: str, moisture: float, inherent: float, ash: float
) -> None:
    known = {"moisture": moisture, "air_dried_moisture": inherent, "ash": ash}
    there = convert(value, first, second, **known)
    assert convert(there, second, first, **known) == pytest.approx(value, rel=1e-12)


@given(st.floats(1e-3, 1e5), basis, basis, basis, fraction, fraction, fraction)
def test_the_way_does_not_matter(
    value: float, first: str, middle: str, last: str, moisture: float, inherent: float, ash: float
) -> None:
    known = {"moisture": moisture, "air_dried_moisture": inherent, "ash": ash}
    direct = convert(value, first, last, **known)
    detour = convert(convert(value, first, middle, **known), middle, last, **known)
    assert detour == pytest.approx(direct, rel=1e-12)
