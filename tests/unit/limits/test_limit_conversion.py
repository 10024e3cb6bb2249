from __future__ import annotations

from dataclasses import replace

import pytest

from ipog.limits import Limit, find, in_result_unit

HALF_A_MICROGRAM = replace(find("eu-bref-2021-coal-existing-ge300"), value=0.5)


def converted(limit: Limit) -> tuple[float, str, str]:
    result = in_result_unit(limit)
    assert result is not None
    return result


def test_a_limit_at_the_state_of_results_keeps_its_value():
    value, unit, arithmetic = converted(find("eu-bref-2021-coal-existing-ge300"))
    assert (value, unit) == (4, "ug/Nm3")
    assert arithmetic == "4 ug/Nm3 in the rule at 6 % O2, dry, 0 degC"


def test_milligrams_become_micrograms():
    value, unit, arithmetic = converted(find("cn-gb13223-2011"))
    assert value == pytest.approx(30)
    assert unit == "ug/Nm3"
    assert arithmetic == "0.03 mg/Nm3 in the rule = 30 ug/Nm3 at 6 % O2, dry, 0 degC"


def test_oxygen_and_temperature_of_the_rule_are_converted_and_shown():
    value, _, arithmetic = converted(find("id-p15-2019"))
    # By hand: 7 % O2 and 25 degC to 6 % and 0 degC.
    assert value == pytest.approx(30 * (20.95 - 6) / (20.95 - 7) * 298.15 / 273.15)
    assert arithmetic == (
        "0.03 mg/Nm3 in the rule = 30 ug/Nm3 at 7 % O2, dry, 25 degC x (20.95 - 6) / (20.95 - 7)"
        " x 298.15 / 273.15 = 35.09 ug/Nm3 at 6 % O2, dry, 0 degC"
    )


@pytest.mark.parametrize(("oxygen", "lower"), [(3.0, True), (10.0, False)])
def test_a_reference_with_less_oxygen_makes_the_value_smaller(oxygen: float, lower: bool):
    value, _, _ = converted(replace(HALF_A_MICROGRAM, ref_o2=oxygen))
    assert (value < 0.5) == lower


def test_what_the_rule_does_not_say_is_named():
    value, _, arithmetic = converted(find("in-2015"))
    assert value == pytest.approx(30)
    assert "(oxygen taken so, the rule does not say)" in arithmetic


@pytest.mark.parametrize(
    ("limit_id", "value", "unit"),
    [
        ("us-mats-existing-not-low-rank", 1.2, "lb/TBtu"),
        ("us-mats-existing-not-low-rank-output", 0.013, "lb/GWh"),
        ("ca-cws-2006", 85, "%"),
    ],
)
def test_limits_per_heat_energy_or_share_keep_their_unit(limit_id: str, value: float, unit: str):
    assert converted(find(limit_id)) == (value, unit, f"{value:g} {unit} in the rule")


def test_other_units_of_mass_per_heat_and_energy_are_converted():
    per_heat = replace(find("us-mats-existing-not-low-rank"), value=5.4e-6, unit="lb/MMBtu")
    assert converted(per_heat)[:2] == (pytest.approx(5.4), "lb/TBtu")
    per_energy = replace(per_heat, value=3, unit="kg/TWh")
    assert converted(per_energy)[:2] == (pytest.approx(3 / 453.59237), "lb/GWh")


@pytest.mark.parametrize("limit_id", ["za-none", "minamata-new"])
def test_a_row_without_a_value_has_nothing_to_convert(limit_id: str):
    assert in_result_unit(find(limit_id)) is None
