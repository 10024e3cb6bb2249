"""Flue gas of combustion against hand calculations and the EPA's F-factors."""

from __future__ import annotations

import numpy as np
import pytest

from ipog.model.combustion import flue_gas, lower_heating_value, so2_ppmv, sulfur_dioxide_mg_nm3

ZERO = np.asarray(0.0)


def gas(
    c: float = 0.0,
    h: float = 0.0,
    n: float = 0.0,
    s: float = 0.0,
    o: float = 0.0,
    w: float = 0.0,
    o2: float = 6.0,
):
    return flue_gas(*(np.asarray(x) for x in (c, h, n, s, o, w)), reference_oxygen_percent=o2)


def test_pure_carbon_needs_its_own_volume_of_oxygen() -> None:
    # 1 kg C: 1/12.011 kmol O2; dry gas is CO2 and the nitrogen of the air, 1/0.2095 times the oxygen.
    burnt = gas(c=1.0, o2=0.0)
    assert burnt.oxygen_demand_kmol == pytest.approx(0.083257, rel=1e-4)
    assert burnt.dry_nm3 == pytest.approx(22.414 * 0.083257 / 0.2095, rel=1e-4)


def test_hydrogen_makes_water_that_the_dry_gas_lacks() -> None:
    burnt = gas(h=0.1, o2=0.0)
    dry_nitrogen = 22.414 * (0.1 / 4.032) * (1 - 0.2095) / 0.2095
    assert burnt.dry_nm3 == pytest.approx(dry_nitrogen, rel=1e-3)
    assert burnt.wet_nm3 - burnt.dry_nm3 > 22.414 * 0.1 / 2.016


@pytest.mark.parametrize("oxygen", [0.0, 3.0, 6.0, 11.0])
def test_excess_air_brings_the_dry_gas_to_the_reference_oxygen(oxygen: float) -> None:
    at_zero, diluted = (
        gas(c=0.6, h=0.04, s=0.01, o=0.08, o2=0.0),
        gas(c=0.6, h=0.04, s=0.01, o=0.08, o2=oxygen),
    )
    added_air = diluted.dry_nm3 - at_zero.dry_nm3
    assert 20.95 * added_air / diluted.dry_nm3 == pytest.approx(oxygen, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "analysis", "hhv_mj_kg", "dscf_mmbtu"),
    [
        # Dry analyses of US coals (USGS COALQUAL means); F-factors of 40 CFR 60 App. A Method 19.
        ("bituminous", (0.728, 0.0486, 0.0140, 0.0260, 0.0610), 30.2, 9780.0),
        ("subbituminous", (0.690, 0.0480, 0.0100, 0.0050, 0.1700), 27.6, 9780.0),
        ("lignite", (0.625, 0.0420, 0.0100, 0.0130, 0.1800), 24.1, 9860.0),
    ],
)
def test_dry_gas_agrees_with_the_f_factors(
    name: str, analysis: tuple[float, ...], hhv_mj_kg: float, dscf_mmbtu: float
) -> None:
    burnt = gas(*analysis, o2=0.0)
    # dscf at 68 degF -> Nm3 at 0 degC; MMBtu -> GJ
    f_factor = dscf_mmbtu * 0.0283168 * 273.15 / 293.15 / 1.055056
    assert burnt.dry_nm3 / hhv_mj_kg * 1e3 == pytest.approx(f_factor, rel=0.04), name


def test_lower_heating_value_takes_off_the_water() -> None:
    lhv = lower_heating_value(np.asarray(25.0), np.asarray(0.04), np.asarray(0.10))
    assert lhv == pytest.approx(25.0 - 2.442 * (8.936 * 0.04 + 0.10), abs=2e-3)


def test_one_percent_sulfur_makes_the_usual_so2() -> None:
    burnt = gas(c=0.6, h=0.04, s=0.01, o=0.08)
    so2 = sulfur_dioxide_mg_nm3(np.asarray(0.01), burnt.dry_nm3, ZERO)
    assert so2 == pytest.approx(0.01 * 1.9983 * 1e6 / float(burnt.dry_nm3), rel=1e-3)
    assert so2_ppmv(so2) == pytest.approx(so2 / 2.858, rel=1e-3)


def test_arrays_give_what_single_cases_give() -> None:
    carbon = np.linspace(0.3, 0.8, 6)
    together = flue_gas(carbon, *(np.full(6, x) for x in (0.04, 0.01, 0.01, 0.08, 0.1)))
    for index, value in enumerate(carbon):
        assert together.dry_nm3[index] == pytest.approx(
            float(gas(float(value), 0.04, 0.01, 0.01, 0.08, 0.1).dry_nm3)
        )
