"""Conversion of emissions, against arithmetic done by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog.cli.conversion import convert_emission
from ipog.diagnostics import InputError


def test_mass_per_heat_to_concentration_by_the_f_factor() -> None:
    # 9780 dscf/MMBtu x 0.0283168 m3/ft3 x 273.15/293.15 K / 1.055056 GJ/MMBtu x 20.95/14.95
    gas = 9780 * 0.028316846592 * 273.15 / 293.15 / 1.05505585262 * 20.95 / (20.95 - 6)
    result = convert_emission("1.2 lb/TBtu", "ug/Nm3", rank="bituminous")
    assert result.value == pytest.approx(1.2 / 2.326 * 1e3 / gas, rel=1e-9)
    assert result.sources == ["us-40cfr60-method-19"]
    assert any("9780 dscf/MMBtu" in step for step in result.steps)


def test_oxygen_of_a_concentration_is_corrected_by_the_air_in_it() -> None:
    result = convert_emission("30 ug/Nm3", "ug/Nm3", given_oxygen="7 %")
    assert result.value == pytest.approx(30 * (20.95 - 6) / (20.95 - 7))


def test_energy_needs_and_uses_the_heat_rate() -> None:
    by_rate = convert_emission("0.013 lb/GWh", "lb/TBtu", heat_rate="10000 kJ/kWh")
    by_efficiency = convert_emission("0.013 lb/GWh", "lb/TBtu", efficiency="36 %")
    assert by_rate.value == pytest.approx(by_efficiency.value)
    assert by_rate.value == pytest.approx(0.013 * 453.59237 / 10000 * 1e3 * 2.326)


def test_a_coal_of_the_library_brings_its_own_gas_even_without_mercury() -> None:
    assert convert_emission("1 lb/TBtu", "ug/Nm3", coal="us-prb").value == pytest.approx(1.27, rel=0.05)
    assert convert_emission("1 lb/TBtu", "ug/Nm3", coal="au-loyyang").value > 1


def test_other_quantities_convert_too() -> None:
    assert convert_emission("500 Btu/lb", "MJ/kg").value == pytest.approx(1.163)
    assert convert_emission("20 degC", "K").value == pytest.approx(293.15)


@given(
    st.floats(0.001, 1e3),
    st.sampled_from(["ug/Nm3", "mg/GJ", "lb/TBtu", "g/GWh", "lb/GWh"]),
    st.sampled_from(["ug/Nm3", "mg/GJ", "lb/TBtu", "g/GWh", "lb/GWh"]),
)
def test_there_and_back_gives_the_same(value: float, one: str, other: str) -> None:
    def convert(text: str, unit: str) -> float:
        return convert_emission(text, unit, rank="lignite", efficiency="40 %").value

    there = convert(f"{value!r} {one}", other)
    assert convert(f"{there!r} {other}", one) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    ("given", "wanted", "options", "words"),
    [
        ("1.2 lb/TBtu", "ug/Nm3", {}, "gas of the coal"),
        ("1.2 lb/TBtu", "lb/GWh", {}, "heat rate"),
        ("1.2 lb/TBtu", "MW", {}, "'MW'"),
        ("1,2 lb/TBtu", "mg/GJ", {}, "1,2"),
        ("1.2", "mg/GJ", {}, "unit"),
        ("1.2 lb/TBtu", "ug/nm3", {"coal": "us-prb"}, "ug/nm3"),
        ("1.2 lb/TBtu", "ug/Nm3", {"coal": "us-prp"}, "us-prp"),
        ("1.2 lb/TBtu", "ug/Nm3", {"rank": "waste coal"}, "waste coal"),
        ("1.2 lb/TBtu", "ug/Nm3", {"rank": "granite"}, "granite"),
        ("1.2 lb/TBtu", "ug/Nm3", {"coal": "us-prb", "rank": "lignite"}, "rank already"),
        ("1.2 lb/TBtu", "lb/GWh", {"heat_rate": "0 kJ/kWh"}, "above 0"),
        ("1.2 lb/TBtu", "lb/GWh", {"efficiency": "120 %"}, "between 0 and 100"),
        ("30 ug/Nm3", "ug/Nm3", {"given_oxygen": "21 %"}, "oxygen"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(
    given: str, wanted: str, options: dict[str, str], words: str
) -> None:
    with pytest.raises(InputError) as caught:
        convert_emission(given, wanted, **options)
    assert words in caught.value.problems[0].message
