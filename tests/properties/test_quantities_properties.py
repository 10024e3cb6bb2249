"""Whatever is written gives an amount or one sentence; conversions and spreads keep their meaning."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipog.quantities import Amount, QuantityError, convert, dimensions, read_amount, read_one_of, units_of
from ipog.quantities.gas import GasState, concentration_factor
from ipog.quantities.table import dimension

FIELDS = [(name, unit) for name in dimensions() for unit in units_of(name)]
LEVELS = {"gas_concentration": "ug/Nm3", "mass_per_heat": "lb/TBtu", "fraction": "%"}
PIECES = ["0", "1", "12", ".", "..", ",", "+-", "±", "+/-", "-", "+", "e", "E", "%", " ", "rel", "to", "<"]
PIECES += [
    "\u00a0",
    "nan",
    "inf",
    "MW",
    "mg/kg",
    "µg/Nm3",
    "K",
    "degF",
    "/",
    "**",
    "1e400",
    "gross",
    "ton",
    "m3",
]

fields = st.sampled_from(FIELDS)
written = st.text(max_size=140) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | written
keys = st.sampled_from(["value", "unit", "p10", "p90", "low", "high"]) | st.text(max_size=5) | st.integers()
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=8,
)
sizes = st.floats(1e-6, 1e6)


def check_error(error: QuantityError) -> None:
    assert str(error).strip()
    assert len(str(error)) < 400
    assert error.id


@settings(deadline=None)
@given(anything, fields)
def test_anything_gives_a_finite_amount_or_a_sentence(value, field):
    try:
        amount = read_amount(value, *field)
    except QuantityError as error:
        check_error(error)
        return
    assert isinstance(amount, Amount)
    assert math.isfinite(amount)
    if amount.spread is not None:
        assert amount.spread.low <= amount <= amount.spread.high
        assert math.isfinite(amount.spread.low)
        assert math.isfinite(amount.spread.high)


@settings(deadline=None)
@given(anything)
def test_any_level_gives_an_amount_or_a_sentence(value):
    try:
        amount, name = read_one_of(value, LEVELS)
    except QuantityError as error:
        check_error(error)
        return
    assert math.isfinite(amount)
    assert name in LEVELS


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_any_pair_of_words_converts_or_gives_a_sentence(one, other):
    try:
        convert(1.0, one, other)
    except QuantityError as error:
        check_error(error)


@settings(deadline=None)
@given(st.data(), fields, st.floats(-1e6, 1e6))
def test_conversions_round_trip(data, field, value):
    name, unit = field
    other = data.draw(st.sampled_from(units_of(name)))
    there_and_back = convert(convert(value, unit, other, name), other, unit, name)
    zero = 1e-9 if dimension(name).has_offsets else 1e-300
    assert there_and_back == pytest.approx(value, rel=1e-12, abs=zero)


@settings(deadline=None)
@given(st.data(), fields, sizes)
def test_the_text_of_an_amount_reads_back(data, field, value):
    name, unit = field
    spelling = data.draw(st.sampled_from(sorted(dimension(name).units)))
    blank = data.draw(st.sampled_from([" ", "  ", "\u00a0"]))
    amount = read_amount(f"{value!r}{blank}{spelling}", name, unit)
    assert amount == convert(value, spelling, unit, name)
    assert amount.text is not None
    assert read_amount(amount.text, name, unit) == amount


@settings(deadline=None)
@given(fields, sizes, st.floats(0.01, 99))
def test_a_half_width_in_the_unit_and_as_a_percentage_say_the_same(field, value, percent):
    name, unit = field
    if dimension(name).has_offsets:
        return
    relative = read_amount(f"{value!r} {unit} +- {percent!r} % relative", name, unit)
    absolute = read_amount(f"{value!r} {unit} +- {value * percent / 100!r} {unit}", name, unit)
    assert relative.spread is not None
    assert absolute.spread is not None
    assert relative.spread.low == pytest.approx(absolute.spread.low, rel=1e-12, abs=1e-12 * value)
    assert relative.spread.high == pytest.approx(absolute.spread.high, rel=1e-12)


states = st.builds(GasState, st.floats(0, 18), st.booleans(), st.floats(-20, 300), st.floats(60, 120))


@settings(deadline=None)
@given(states, states, states, st.floats(0, 0.4))
def test_dry_states_chain_and_every_state_has_a_positive_factor(one, two, three, water):
    assert concentration_factor(one, two, water) > 0
    if one.dry and two.dry and three.dry:
        direct = concentration_factor(one, three)
        assert concentration_factor(one, two) * concentration_factor(two, three) == pytest.approx(
            direct, rel=1e-12
        )
