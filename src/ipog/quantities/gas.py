"""Reference states of flue gas, and mercury on the bases of the trade: per gas, per heat, per energy.

Functions take floats or arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Real = TypeVar("Real", float, NDArray[np.float64])
else:
    Real = TypeVar("Real")

G_PER_LB = 453.59237
"""Grams in a pound (exact)."""
GJ_PER_TBTU = 1055055.85262
"""Gigajoules in 10^12 Btu (International Table)."""
MG_GJ_PER_LB_TBTU = G_PER_LB * 1e3 / GJ_PER_TBTU
"""Milligrams a gigajoule in a pound a TBtu: 0.42992."""
OXYGEN_IN_AIR_PERCENT = 20.95
"""Oxygen in dry air [%]; 40 CFR 60 App. A Method 19 uses 20.9."""
GJ_PER_GWH = 3600.0
NM3_PER_DSCF = 0.028316846592 * 273.15 / 293.15
"""Normal cubic metres in a dry standard cubic foot of US practice (68 degF)."""
GJ_PER_MMBTU = 1.05505585262

F_FACTORS_DSCF_MMBTU = {
    "anthracite": 10100.0,
    "bituminous": 9780.0,
    "subbituminous": 9780.0,
    "lignite": 9860.0,
}
"""Dry gas of combustion at 0 % O2 over heat (HHV) [dscf/MMBtu], 40 CFR 60 App. A Method 19 Table 19-2."""


@dataclass(frozen=True, slots=True)
class GasState:
    """What a gas concentration refers to.

    Attributes
    ----------
    oxygen_percent : oxygen of the dry gas [%], below 20.95
    temperature_c, pressure_kpa : of the cubic metre
    """

    oxygen_percent: float = 6.0
    temperature_c: float = 0.0
    pressure_kpa: float = 101.325


REFERENCE = GasState()
"""6 % O2, 0 degC, 101.325 kPa: the practice of the EU, China and the Minamata guidance."""


def concentration_factor(given: GasState, wanted: GasState = REFERENCE) -> float:
    """Factor from a dry concentration at one state to that at another.

    c2 = c1 (20.95 - O2_2)/(20.95 - O2_1) T1/T2 p2/p1, as 40 CFR 60 App. A Method 19 Eq. 19-1 and
    EN 13211 have it.

    Raises
    ------
    ValueError
        if an oxygen is not below that of air
    """
    if not (given.oxygen_percent < OXYGEN_IN_AIR_PERCENT and wanted.oxygen_percent < OXYGEN_IN_AIR_PERCENT):
        raise ValueError(f"oxygen must be below {OXYGEN_IN_AIR_PERCENT} %")
    oxygen = (OXYGEN_IN_AIR_PERCENT - wanted.oxygen_percent) / (OXYGEN_IN_AIR_PERCENT - given.oxygen_percent)
    volume = (given.temperature_c + 273.15) / (wanted.temperature_c + 273.15)
    return oxygen * volume * wanted.pressure_kpa / given.pressure_kpa


def mg_gj_from_ug_nm3(concentration: Real, gas_nm3_gj: Real) -> Real:
    """Mass per heat (HHV) [mg/GJ] of a concentration [ug/Nm3], both at the gas volume's reference."""
    return concentration * gas_nm3_gj * 1e-3


def ug_nm3_from_mg_gj(mass_per_heat: Real, gas_nm3_gj: Real) -> Real:
    """Concentration [ug/Nm3] of a mass per heat (HHV) [mg/GJ]."""
    return mass_per_heat * 1e3 / gas_nm3_gj


def g_gwh_from_mg_gj(mass_per_heat: Real, efficiency_hhv: Real) -> Real:
    """Mass per energy made [g/GWh] at an efficiency on HHV, 0..1."""
    return mass_per_heat * (GJ_PER_GWH * 1e-3) / efficiency_hhv


def f_factor_nm3_gj(rank: str, oxygen_percent: float = 6.0) -> float:
    """Dry gas over heat (HHV) by Method 19's F-factor [Nm3/GJ], for ranks that it lists.

    9780 dscf/MMBtu is 244.6 Nm3/GJ at 0 % O2. Raises KeyError for other ranks.
    """
    at_zero = F_FACTORS_DSCF_MMBTU[rank] * NM3_PER_DSCF / GJ_PER_MMBTU
    return at_zero * OXYGEN_IN_AIR_PERCENT / (OXYGEN_IN_AIR_PERCENT - oxygen_percent)
