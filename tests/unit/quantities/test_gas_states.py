"""Gas reference states and the bases of mercury, against worked values."""

from __future__ import annotations

import numpy as np
import pytest

from ipog.model import combustion
from ipog.quantities import QuantityError, convert, gas
from ipog.quantities.gas import REFERENCE, GasState, concentration_factor


def test_a_pound_a_tbtu_is_this_much_in_gas_of_bituminous_coal():
    assert pytest.approx(1 / 2.326, rel=1e-14) == gas.MG_GJ_PER_LB_TBTU
    volume = gas.f_factor_nm3_gj("bituminous")
    assert gas.ug_nm3_from_mg_gj(gas.mg_gj_from_lb_tbtu(1.0), volume) == pytest.approx(1.254, abs=5e-4)


def test_constants_agree_with_the_table_of_units():
    assert convert(1.0, "lb/TBtu", "mg/GJ") == pytest.approx(gas.MG_GJ_PER_LB_TBTU, rel=1e-14)
    assert convert(1.0, "dscf/MMBtu", "Nm3/GJ") == pytest.approx(
        gas.NM3_PER_DSCF / gas.GJ_PER_MMBTU, rel=1e-14
    )
    assert convert(1.0, "ug/dscm", "ug/Nm3") == pytest.approx(1 / gas.NM3_PER_DSCM, rel=1e-14)
    assert convert(1.0, "TBtu", "GJ") == gas.GJ_PER_TBTU
    assert convert(1.0, "lb/GWh", "g/GWh") == pytest.approx(gas.G_PER_LB, rel=1e-14)


def test_air_is_the_same_in_the_units_and_in_the_model():
    assert pytest.approx(gas.OXYGEN_IN_AIR_PERCENT, rel=1e-14) == combustion.OXYGEN_IN_AIR * 100


@pytest.mark.parametrize(
    ("rank", "at_zero", "at_six"),
    [("bituminous", 244.58, 342.74), ("lignite", 246.58, 345.54), ("anthracite", 252.58, 353.95)],
)
def test_f_factors_in_metric_units(rank, at_zero, at_six):
    assert gas.f_factor_nm3_gj(rank, 0.0) == pytest.approx(at_zero, abs=0.01)
    assert gas.f_factor_nm3_gj(rank) == pytest.approx(at_six, abs=0.02)


def test_us_oxygen_in_air_reproduces_method_19():
    # Eq. 19-1: E = C Fd 20.9 / (20.9 - O2), with C in lb/dscf and E in lb/MMBtu.
    expected = 1e-8 * 9780 * 20.9 / (20.9 - 6.0)
    per_nm3 = 1e-8 * gas.G_PER_LB * 1e6 / gas.NM3_PER_DSCF
    volume = gas.f_factor_nm3_gj("subbituminous", 6.0, oxygen_in_air=gas.OXYGEN_IN_AIR_PERCENT_US)
    assert convert(gas.mg_gj_from_ug_nm3(per_nm3, volume), "mg/GJ", "lb/MMBtu") == pytest.approx(expected)


def test_the_f_factor_from_an_analysis_is_that_of_the_rank():
    # A Pittsburgh seam coal, dry: about 13 900 Btu/lb.
    found = gas.f_factor_from_analysis(0.775, 0.0505, 0.0145, 0.022, 0.06, 32.3)
    assert found == pytest.approx(9780, rel=0.03)
    assert found == pytest.approx(
        1e6 * (3.64 * 5.05 + 1.53 * 77.5 + 0.57 * 2.2 + 0.14 * 1.45 - 0.46 * 6) / (32.3 / 0.002326)
    )


def test_the_f_factor_from_an_analysis_takes_arrays_and_matches_stoichiometry():
    carbon, hydrogen = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    found = gas.f_factor_from_analysis(carbon, hydrogen, 0.0, 0.0, 0.0, 30.0)
    # Dry gas of stoichiometric air: per kmol C one of CO2 and 79/21 N2, per kmol H2 half of the latter.
    nitrogen = (100 - gas.OXYGEN_IN_AIR_PERCENT) / gas.OXYGEN_IN_AIR_PERCENT
    kmol_kg = np.array([(1 + nitrogen) / 12.011, nitrogen / 2 / 2.016])
    expected = kmol_kg * 22.414 / 30e-3
    assert gas.nm3_gj_from_dscf_mmbtu(found, 0.0) == pytest.approx(expected, rel=0.01)


def test_energy_bases_follow_from_the_heat_rate():
    assert gas.g_gwh_from_mg_gj(1.0, 10_000.0) == 10.0
    # 1 lb/TBtu at 10 000 Btu/kWh is 10 lb in 1000 GWh: 0.01 lb/GWh.
    heat_rate = convert(10_000.0, "Btu/kWh", "kJ/kWh")
    assert gas.lb_gwh_from_mg_gj(gas.mg_gj_from_lb_tbtu(1.0), heat_rate) == pytest.approx(0.01, rel=1e-12)
    assert gas.lb_tbtu_from_mg_gj(gas.mg_gj_from_lb_tbtu(3.7)) == pytest.approx(3.7, rel=1e-15)


@pytest.mark.parametrize(
    ("given", "factor"),
    [
        (REFERENCE, 1.0),
        (GasState(oxygen_percent=3.0), 14.95 / 17.95),
        (GasState(temperature_c=20.0), 293.15 / 273.15),
        (GasState(pressure_kpa=90.0), 101.325 / 90.0),
        (GasState(7.0, True, 20.0, 101.325), 14.95 / 13.95 * 293.15 / 273.15),
    ],
)
def test_dry_concentrations_move_to_the_reference(given, factor):
    assert concentration_factor(given) == pytest.approx(factor, rel=1e-14)
    assert concentration_factor(REFERENCE, given) == pytest.approx(1 / factor, rel=1e-14)


def test_the_eu_formula_is_reproduced_with_its_own_air():
    given = GasState(oxygen_percent=3.0)
    found = concentration_factor(given, oxygen_in_air=gas.OXYGEN_IN_AIR_PERCENT_EU)
    assert found == pytest.approx((21 - 6) / (21 - 3))


def test_wet_gas_dilutes_by_its_water():
    wet = GasState(dry=False)
    assert concentration_factor(wet, REFERENCE, 0.1) == pytest.approx(1 / 0.9, rel=1e-14)
    assert concentration_factor(REFERENCE, wet, 0.1) == pytest.approx(0.9, rel=1e-14)
    at_three = GasState(oxygen_percent=3.0, dry=False)
    assert concentration_factor(at_three, REFERENCE, 0.1) == pytest.approx(14.95 / 17.95 / 0.9, rel=1e-14)


def test_wet_to_wet_is_the_way_over_dry_gas():
    # 10 % water at 3 % O2: 1 of dry gas holds 1/9 of water; at 6 % O2 the dry gas is 17.95/14.95.
    given, wanted = GasState(oxygen_percent=3.0, dry=False), GasState(dry=False)
    dry_wanted = 17.95 / 14.95
    water_wanted = (1 / 9) / (1 / 9 + dry_wanted)
    over_dry = concentration_factor(given, REFERENCE, 0.1) * concentration_factor(
        REFERENCE, wanted, water_wanted
    )
    assert concentration_factor(given, wanted, 0.1) == pytest.approx(over_dry, rel=1e-14)


def test_states_and_water_may_be_arrays():
    given = GasState(oxygen_percent=np.array([3.0, 6.0]), dry=False)
    found = concentration_factor(given, REFERENCE, np.array([0.1, 0.0]))
    assert found == pytest.approx([14.95 / 17.95 / 0.9, 1.0])


@pytest.mark.parametrize("oxygen", [20.95, 21.0, -0.1, np.array([3.0, 21.0]), float("nan")])
def test_oxygen_beyond_air_is_refused(oxygen):
    with pytest.raises(QuantityError, match=r"oxygen of flue gas must lie from 0 to below 20\.95 %"):
        concentration_factor(GasState(oxygen_percent=oxygen))


def test_a_wet_gas_without_its_water_is_refused():
    with pytest.raises(QuantityError, match="a wet gas needs its water content"):
        concentration_factor(GasState(dry=False))


@pytest.mark.parametrize("water", [-0.1, 1.0, float("nan")])
def test_impossible_water_is_refused(water):
    with pytest.raises(QuantityError, match="water in a gas must lie from 0 to below 1"):
        concentration_factor(GasState(dry=False), REFERENCE, water)


@pytest.mark.parametrize("field", [{"temperature_c": -274.0}, {"pressure_kpa": 0.0}])
def test_impossible_states_are_refused(field):
    with pytest.raises(QuantityError, match="of a gas must be above"):
        GasState(**field)


def test_ranks_without_an_f_factor_are_a_key_error():
    with pytest.raises(KeyError):
        gas.f_factor_nm3_gj("waste_coal")
