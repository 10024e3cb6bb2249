"""How numbers are written for people."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog.language import SOURCE, before_more, use
from ipog.shown import figure, percent, series, short


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (math.nan, "-"),
        (math.inf, "-"),
        (0.0, "0"),
        (5.1, "5.10"),
        (0.034561, "0.0346"),
        (999.6, "1000"),
        (134256.0, "134000"),
        (2.0987e6, "2.10e6"),
        (0.0000123, "1.23e-5"),
        (-0.5, "-0.500"),
    ],
)
def test_figure_has_three_significant_digits(value: float | None, text: str) -> None:
    assert figure(value) == text


@given(st.floats(min_value=1e-12, max_value=1e12))
def test_figure_is_within_half_a_per_cent_of_the_value(value: float) -> None:
    assert float(figure(value)) == pytest.approx(value, rel=5.1e-3)


def test_percent_never_shows_a_negative_zero() -> None:
    assert percent(-1e-9) == "0.0"
    assert percent(0.834) == "83.4"
    assert percent(None) == "-"


@pytest.mark.parametrize(
    ("value", "text"), [(12000.0, "12000"), (0.5, "0.5"), (2.5e7, "2.5e+07"), ("wall", "wall")]
)
def test_short_keeps_the_digits_of_a_written_value(value: float | str, text: str) -> None:
    assert short(value) == text


def test_figures_in_a_row_are_told_apart_where_the_comma_is_decimal() -> None:
    assert series(5.74, 37.4, None) == "5.74, 37.4, -"
    use("es")
    try:
        assert series(5.74, 37.4, 168.0) == "5,74 / 37,4 / 168"
    finally:
        use(SOURCE)


def test_a_blank_parts_sentences_unless_the_sign_before_it_is_wide() -> None:
    assert before_more("Not right.") + "Too high." == "Not right. Too high."
    assert before_more("不对。") + "偏高。" == "不对。偏高。"
    assert before_more("") + "Noted." == "Noted."
