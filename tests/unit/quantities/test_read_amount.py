"""What people write for a quantity, and what they are told when it can't be read."""

from __future__ import annotations

import copy
import pickle
import re
from decimal import Decimal

import numpy as np
import pytest

from ipog.quantities import Amount, QuantityError, Spread, read_amount, read_one_of

LEVELS = {
    "gas_concentration": "ug/Nm3",
    "mass_per_heat": "lb/TBtu",
    "mass_per_energy": "lb/GWh",
    "fraction": "%",
    "mass_rate": "g/h",
}


@pytest.mark.parametrize(
    ("given", "dimension", "unit", "expected", "text"),
    [
        (686, "power", "MW", 686.0, "686 MW"),
        (0.1, "mass_fraction", "mg/kg", 0.1, "0.1 mg/kg"),
        (np.float32(0.5), "power", "MW", 0.5, "0.5 MW"),
        (np.int64(7), "power", "MW", 7.0, "7 MW"),
        ("686", "power", "MW", 686.0, "686"),
        ("686 MW", "power", "MW", 686.0, "686 MW"),
        ("  686   MWe ", "power", "MW", 686.0, "686 MWe"),
        ("686000\u202fkW", "power", "MW", 686.0, "686000 kW"),
        ("20MJ/kg", "heating_value", "MJ/kg", 20.0, "20MJ/kg"),
        ("4%", "fraction", "%", 4.0, "4%"),
        ("-5 degC", "temperature", "degC", -5.0, "-5 degC"),
        ("+1.5e-3 %", "mass_fraction", "mg/kg", 15.0, "+1.5e-3 %"),
        ("413.15 K", "temperature", "degC", 140.0, "413.15 K"),
        ("212°F", "temperature", "degC", 100.0, "212°F"),
        ("120 ppm", "mass_fraction", "mg/kg", 120.0, "120 ppm"),
        ("120 ppm", "volume_fraction", "ppmv", 120.0, "120 ppm"),
        ("8 wt %", "mass_fraction", "%", 8.0, "8 wt %"),
        ({"value": 12, "unit": "kcal/kg"}, "heating_value", "kJ/kg", 50.2416, "50.2416 kJ/kg"),
        ({"value": "12 kcal/kg"}, "heating_value", "kJ/kg", 50.2416, "50.2416 kJ/kg"),
        ({"value": "12", "unit": "kcal/kg", "p10": None}, "heating_value", "kJ/kg", 50.2416, "50.2416 kJ/kg"),
    ],
)
def test_numbers_and_text_become_amounts_in_the_fields_unit(given, dimension, unit, expected, text):
    amount = read_amount(given, dimension, unit)
    assert amount == pytest.approx(expected, rel=1e-12)
    assert amount.spread is None
    assert amount.text == text


@pytest.mark.parametrize(
    ("given", "dimension", "unit", "value", "spread"),
    [
        ("0.12 mg/kg +- 20 %", "mass_fraction", "mg/kg", 0.12, ("normal95", 0.096, 0.144)),
        ("0.12 mg/kg ± 20%", "mass_fraction", "mg/kg", 0.12, ("normal95", 0.096, 0.144)),
        ("0.12 mg/kg +- 20 percent", "mass_fraction", "mg/kg", 0.12, ("normal95", 0.096, 0.144)),
        ("0.12 mg/kg +/- 20 %", "mass_fraction", "mg/kg", 0.12, ("normal95", 0.096, 0.144)),
        ("0.12 +- 0.03 mg/kg", "mass_fraction", "mg/kg", 0.12, ("normal95", 0.09, 0.15)),
        ("0.12+-0.03", "mass_fraction", "mg/kg", 0.12, ("normal95", 0.09, 0.15)),
        ("120 +- 30 ug/kg", "mass_fraction", "mg/kg", 0.12, ("normal95", 0.09, 0.15)),
        ("0.12 mg/kg +- 0.03", "mass_fraction", "mg/kg", 0.12, ("normal95", 0.09, 0.15)),
        ("0.12 mg/kg +- 30 ug/kg", "mass_fraction", "mg/kg", 0.12, ("normal95", 0.09, 0.15)),
        ("8 % +- 0.5 %", "mass_fraction", "%", 8.0, ("normal95", 7.5, 8.5)),
        ("8 +- 0.5 %", "mass_fraction", "%", 8.0, ("normal95", 7.5, 8.5)),
        ("8 % +- 0.5", "mass_fraction", "%", 8.0, ("normal95", 7.5, 8.5)),
        ("8 % +- 5 % relative", "mass_fraction", "%", 8.0, ("normal95", 7.6, 8.4)),
        ("8 +- 5 % rel", "mass_fraction", "%", 8.0, ("normal95", 7.6, 8.4)),
        ("20 +- 5 %", "heating_value", "MJ/kg", 20.0, ("normal95", 19.0, 21.0)),
        ("-20 +- 5 % relative", "fraction", "%", -20.0, ("normal95", -21.0, -19.0)),
        ("140 degC +- 10 K", "temperature", "degC", 140.0, ("normal95", 130.0, 150.0)),
        ("140 degC +- 18 degF", "temperature", "degC", 140.0, ("normal95", 130.0, 150.0)),
        ("140 +- 10 K", "temperature", "degC", -133.15, ("normal95", -143.15, -123.15)),
        ("284 degF +- 18", "temperature", "degC", 140.0, ("normal95", 130.0, 150.0)),
        ("0.12 mg/kg +- 0 %", "mass_fraction", "mg/kg", 0.12, ("normal95", 0.12, 0.12)),
        ("0.08..0.20 mg/kg", "mass_fraction", "mg/kg", 0.14, ("uniform", 0.08, 0.20)),
        ("0.08 mg/kg..0.20", "mass_fraction", "mg/kg", 0.14, ("uniform", 0.08, 0.20)),
        ("80 ug/kg .. 0.20 mg/kg", "mass_fraction", "mg/kg", 0.14, ("uniform", 0.08, 0.20)),
        ("-10..40", "temperature", "degC", 15.0, ("uniform", -10.0, 40.0)),
        ("300..400 K", "temperature", "degC", 76.85, ("uniform", 26.85, 126.85)),
        ({"low": 0.08, "high": 0.2}, "mass_fraction", "mg/kg", 0.14, ("uniform", 0.08, 0.2)),
        ({"low": 80, "high": "200", "unit": "ug/kg"}, "mass_fraction", "mg/kg", 0.14, ("uniform", 0.08, 0.2)),
        (
            {"value": "0.1 ppm", "low": 0.08, "high": 0.2},
            "mass_fraction",
            "mg/kg",
            0.1,
            ("uniform", 0.08, 0.2),
        ),
        ({"value": 0.1, "low": 0.08, "high": 0.2}, "mass_fraction", "mg/kg", 0.1, ("uniform", 0.08, 0.2)),
        (
            {"value": "0.1 ppm", "p10": "80 ug/kg", "p90": "200 ppb"},
            "mass_fraction",
            "mg/kg",
            0.1,
            ("percentiles", 0.08, 0.2),
        ),
    ],
)
def test_spreads_are_held_in_the_fields_unit(given, dimension, unit, value, spread):
    amount = read_amount(given, dimension, unit)
    kind, low, high = spread
    assert amount == pytest.approx(value, rel=1e-12)
    assert amount.spread is not None
    assert amount.spread.kind == kind
    assert (amount.spread.low, amount.spread.high) == pytest.approx((low, high), rel=1e-12)


def test_the_text_of_a_range_given_as_a_mapping_reads_back():
    amount = read_amount({"low": 0.08, "high": 0.2}, "mass_fraction", "mg/kg")
    again = read_amount(amount.text, "mass_fraction", "mg/kg")
    assert (again, again.spread) == (amount, amount.spread)


def test_an_amount_passes_through_and_survives_copying():
    amount = Amount(1.5, Spread("uniform", 1.0, 2.0), "1..2 MW")
    assert read_amount(amount, "power", "MW") is amount
    for again in (copy.deepcopy(amount), pickle.loads(pickle.dumps(amount))):
        assert (again, again.spread, again.text) == (1.5, amount.spread, "1..2 MW")


@pytest.mark.parametrize(
    ("given", "error_id", "sentence"),
    [
        ("12,5", "decimal-comma", "'12,5' may mean 12.5 or 125: write 12.5 or 125"),
        ("12,5 mg/kg", "decimal-comma", "'12,5' may mean 12.5 or 125: write 12.5 or 125"),
        ("1,200 mg/kg", "decimal-comma", "'1,200' may mean 1.200 or 1200: write 1.200 or 1200"),
        ("0,12 mg/kg", "decimal-comma", "'0,12' has a decimal comma: write 0.12"),
        ("-0,12 mg/kg", "decimal-comma", "'-0,12' has a decimal comma: write -0.12"),
        ("1,234,567", "decimal-comma", "'1,234,567' has a thousands separator: write 1234567"),
        ("1,234.5", "decimal-comma", "'1,234.5' has a thousands separator: write 1234.5"),
        ("1.234,5 mg/kg", "decimal-comma", "mixes points and commas"),
        ("0.12 +- 0,03 mg/kg", "decimal-comma", "'0,03' has a decimal comma: write 0.03"),
        ("0,08..0,20 mg/kg", "decimal-comma", "'0,08' has a decimal comma: write 0.08"),
        ("12 345 mg/kg", "not-a-number", "has a thousands separator: write the digits together"),
        ("12\u202f345", "not-a-number", "has a thousands separator: write the digits together"),
        ("12'345", "not-a-number", "has a thousands separator: write the digits together"),
        ("12_345", "not-a-number", "has a thousands separator: write the digits together"),
        ("1 2", "not-a-number", "'1 2' has two numbers"),
        ("1.2.3", "not-a-number", "'1.2.3' has two decimal points"),
        (".5 mg/kg", "not-a-number", "lacks the digit before the point: write 0.5 mg/kg"),
        ("-.5", "not-a-number", "lacks the digit before the point: write -0.5"),
        ("5. mg/kg", "not-a-number", "lacks a digit behind the decimal point"),
        ("<0.05 mg/kg", "not-a-number", "is a bound: write a range such as 0..0.05 instead"),
        ("−5", "not-a-number", "write a minus sign as -"),
        ("9**9**9", "not-a-number", "is arithmetic"),
        ("1.2x10^3", "not-a-number", "is arithmetic: write one number, with powers of ten as in 1.2e-3"),
        ("3/4", "not-a-number", "is arithmetic"),
        ("mg/kg", "not-a-number", "'mg/kg' does not start with a number"),
        ("__import__('os')", "not-a-number", "does not start with a number"),
        ("١٢", "not-a-number", "does not start with a number"),
        ("7" * 121, "not-a-number", "a text of 121 characters is too long for a quantity"),
        (True, "not-a-number", "true stands where a mass fraction is wanted"),
        (["0.12"], "not-a-number", "a list stands where a mass fraction is wanted"),
        (Decimal("0.12"), "not-a-number", "a Decimal stands where a mass fraction is wanted"),
        (None, "missing-value", "nothing stands here"),
        ("", "missing-value", "a quantity is empty"),
        (" \t", "missing-value", "a quantity is empty"),
        ({}, "missing-value", "lacks a value"),
        ({"unit": "mg/kg"}, "missing-value", "lacks a value"),
        ({"p10": 1, "p90": 2}, "missing-value", "lacks a value"),
        ("1e400", "not-finite", "'1e400' is not a finite number"),
        ("1e307 kg/kg", "not-finite", "is not a finite number"),
        ("nan mg/kg", "not-finite", "is not a finite number"),
        ("-inf", "not-finite", "is not a finite number"),
        (float("nan"), "not-finite", "'nan' is not a finite number"),
        (float("inf"), "not-finite", "'inf' is not a finite number"),
        (10**400, "not-finite", "is not a finite number"),
        pytest.param(10**5000, "not-finite", "'a very long int' is not a finite number", id="long-int"),
        ({"value": [10**5000]}, "not-a-number", "a list stands where"),
        ("1e308 +- 1e308", "not-finite", "is not a finite number"),
        ("0.1 +- 10 +- 20", "bad-spread", "has more than one spread"),
        ("1..2..3", "bad-spread", "has more than one spread"),
        ("1..2 +- 3", "bad-spread", "has more than one spread"),
        ("0.12 +-", "bad-spread", "a number is missing on one side"),
        ("..2", "bad-spread", "a number is missing on one side"),
        ("0.12 mg/kg +- -3", "bad-spread", "a half-width can't be negative"),
        ("0.12 +- 20 %", "bad-spread", "write the unit of the value too"),
        ("0.2..0.1 mg/kg", "bad-spread", "the lower end does not lie below the upper"),
        ("0.1..0.1 mg/kg", "bad-spread", "the lower end does not lie below the upper"),
        ("0.08-0.20 mg/kg", "bad-spread", "looks like a range: write two dots between its ends"),
        ("0.08 – 0.20 mg/kg", "bad-spread", "looks like a range"),
        ("0.08 mg/kg to 0.20 mg/kg", "bad-spread", "looks like a range"),
        ({"value": 3, "p10": 1, "p90": 2}, "bad-spread", "the value lies outside its own spread"),
        ({"value": 1, "p10": 1}, "bad-spread", "p10 belongs with p90"),
        ({"low": 1}, "bad-spread", "low with high"),
        ({"value": 1, "p10": 0, "p90": 2, "low": 0, "high": 2}, "bad-spread", "is not a spread"),
        ({"value": "1 +- 2", "p10": 0, "p90": 3}, "bad-spread", "value must be one number"),
        ({"valeu": 1}, "bad-spread", "'valeu' does not belong to a quantity"),
        ({"value": "1 mg/kg", "unit": "%"}, "ambiguous-unit", "value has a unit of its own beside unit: %"),
        ({"low": "100 ug/kg", "high": 200}, "ambiguous-unit", "some numbers have a unit and others none"),
        ({"value": 1, "unit": 3}, "unknown-unit", "'3' is not a unit"),
        ({"value": {"value": 1}}, "not-a-number", "a dict stands where"),
        ({"value": True}, "not-a-number", "true stands where"),
        ("5 +- 1 MJ/kg", "wrong-dimension", "'MJ/kg' is a unit of heating value"),
        ("5 mg/kg +- 1 furlong", "unknown-unit", "'furlong' is not a unit of mass fraction"),
    ],
)
def test_what_can_not_be_read_is_explained_in_a_sentence(given, error_id, sentence):
    with pytest.raises(QuantityError, match=re.escape(sentence)) as caught:
        read_amount(given, "mass_fraction", "mg/kg")
    error = caught.value
    assert error.id == error_id
    assert error.allowed
    assert len(error.given) <= 63
    assert "\n" not in str(error)


def test_a_relative_spread_of_a_temperature_is_refused():
    for text in ("140 degC +- 5 %", "140 +- 5 % relative"):
        with pytest.raises(QuantityError, match="give the spread in K") as caught:
            read_amount(text, "temperature", "degC")
        assert caught.value.id == "bad-spread"


def test_a_misspelt_key_names_the_nearest():
    with pytest.raises(QuantityError) as caught:
        read_amount({"valeu": 1}, "power", "MW")
    assert caught.value.nearest == "value"


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("2 ug/Nm3", 2.0, "gas_concentration"),
        ("2 µg/dscm", 2.14644, "gas_concentration"),
        ("1.2 lb/TBtu", 1.2, "mass_per_heat"),
        ("1 mg/GJ", 2.326, "mass_per_heat"),
        ("0.013 lb/GWh", 0.013, "mass_per_energy"),
        ("90 %", 90.0, "fraction"),
        ("2 kg/h", 2000.0, "mass_rate"),
        ("2 +- 0.5 mg/Nm3", 2000.0, "gas_concentration"),
        ("1..3 ug/Nm3", 2.0, "gas_concentration"),
    ],
)
def test_the_unit_of_a_level_tells_its_dimension(text, value, dimension):
    amount, found = read_one_of(text, LEVELS)
    assert found == dimension
    assert amount == pytest.approx(value, rel=1e-5)


def test_a_level_keeps_its_spread():
    amount, _ = read_one_of("2 mg/Nm3 +- 25 %", LEVELS)
    assert amount.spread == Spread("normal95", 1500.0, 2500.0)


@pytest.mark.parametrize(
    ("given", "error_id", "sentence", "nearest"),
    [
        (2, "missing-unit", "'2' needs a unit behind it", None),
        (None, "missing-unit", "needs a unit", None),
        ("2", "missing-unit", "'2' needs its unit", None),
        ("2 +- 20 %", "missing-unit", "needs its unit", None),
        ("2 ug/m3", "ambiguous-unit", "write Nm3", None),
        ("2 lb/ton", "ambiguous-unit", "write t (tonne)", None),
        ("2 UG/NM3", "unknown-unit", "'UG/NM3' is not a unit that fits here", "ug/Nm3"),
        ("2 lb/Tbtu", "unknown-unit", "is not a unit that fits here", "lb/TBtu"),
        ("2 MJ/kg", "wrong-dimension", "'MJ/kg' is a unit of heating value, which does not fit here", None),
        ("2,5 ug/Nm3", "decimal-comma", "'2,5' may mean 2.5 or 25", None),
    ],
)
def test_a_level_that_can_not_be_read_lists_the_units(given, error_id, sentence, nearest):
    with pytest.raises(QuantityError, match=re.escape(sentence)) as caught:
        read_one_of(given, LEVELS)
    assert (caught.value.id, caught.value.nearest) == (error_id, nearest)
    assert "ug/Nm3" in caught.value.allowed
    assert "lb/TBtu" in caught.value.allowed
