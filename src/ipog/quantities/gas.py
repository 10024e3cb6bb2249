"""Reference states of flue gas, and mercury on the bases of the trade: per gas, per heat, per energy.

Functions take floats or arrays. Sources by key: F-factors and oxygen correction
``epa-method-19``, standard conditions of US practice ``us-40cfr60-2``, oxygen correction and
reference oxygen of the EU ``eu-ied-2010-75``, units ``bipm-si-2019`` and ``nist-sp811``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ipog.language import decimal, mark, tr
from ipog.quantities.errors import QuantityError

Value: TypeAlias = float | NDArray[np.float64]

G_PER_LB = 453.59237
"""Grams in a pound (exact)."""
GJ_PER_MMBTU = 1.05505585262
"""Gigajoules in 10^6 Btu (International Table, exact)."""
GJ_PER_TBTU = 1055055.85262
"""Gigajoules in 10^12 Btu (International Table, exact)."""
MG_GJ_PER_LB_TBTU = G_PER_LB * 1e3 / GJ_PER_TBTU
"""Milligrams a gigajoule in a pound a TBtu: 0.42992 (exactly 1/2.326)."""
ZERO_C_IN_K = 273.15
NM3_PER_DSCF = 0.028316846592 * 273.15 / 293.15
"""Normal cubic metres (0 degC) in a dry standard cubic foot of US practice (68 degF)."""
NM3_PER_DSCM = 273.15 / 293.15
"""Normal cubic metres (0 degC) in a dry standard cubic metre of US practice (20 degC)."""

OXYGEN_IN_AIR_PERCENT = 20.95
"""Oxygen in dry air [%], as the model takes it."""
OXYGEN_IN_AIR_PERCENT_US = 20.9
"""What Method 19 takes for it."""
OXYGEN_IN_AIR_PERCENT_EU = 21.0
"""What Directive 2010/75/EU takes for it (Annex VI part 7)."""

F_FACTORS_DSCF_MMBTU = {
    "anthracite": 10100.0,
    "bituminous": 9780.0,
    "subbituminous": 9780.0,
    "lignite": 9860.0,
}
"""Dry gas of combustion at 0 % O2 over heat (HHV) [dscf/MMBtu], Method 19 Table 19-2. For cross-checks:
the model works out the gas from the coal's own analysis."""


@dataclass(frozen=True, slots=True)
class GasState:
    """What a gas concentration refers to.

    Attributes
    ----------
    oxygen_percent : oxygen by volume of the dry gas [%], also where the concentration is in wet gas
    dry : whether the concentration is in dry gas
    temperature_c, pressure_kpa : of the cubic metre [degC, kPa]
    """

    oxygen_percent: Value = 6.0
    dry: bool = True
    temperature_c: Value = 0.0
    pressure_kpa: Value = 101.325

    def __post_init__(self) -> None:
        for name, value, low in (
            (mark("temperature"), self.temperature_c, -ZERO_C_IN_K),
            (mark("pressure"), self.pressure_kpa, 0.0),
        ):
            if not np.all(np.asarray(value) > low):
                message = tr("{name} of a gas must be above {low}", name=tr(name), low=decimal(f"{low:g}"))
                raise QuantityError("out-of-range", message, value)


REFERENCE = GasState()
"""Dry, 6 % O2, 0 degC, 101.325 kPa: the practice of the EU, China and the Minamata guidance."""


def concentration_factor(
    given: GasState,
    wanted: GasState = REFERENCE,
    water_fraction: Value | None = None,
    *,
    oxygen_in_air: float = OXYGEN_IN_AIR_PERCENT,
) -> Value:
    r"""Factor from a concentration (mass per volume) at one state to that at another.

    Parameters
    ----------
    given, wanted : the two states
    water_fraction : water by volume in the wet gas, 0..1; that of the given gas if both are wet.
        Needed where either is wet.
    oxygen_in_air : oxygen in dry air [%]; 20.9 reproduces Method 19, 21 the EU's formula

    Raises
    ------
    QuantityError
        if an oxygen is not from 0 to below that of air, or the water is missing or impossible

    Notes
    -----
    Mass is kept while dry air dilutes the gas:

    .. math:: \frac{c_2}{c_1} = \frac{D_1 + W}{D_2 + W} \frac{T_1}{T_2} \frac{p_2}{p_1},
       \qquad \frac{D_2}{D_1} = \frac{O_{air} - O_1}{O_{air} - O_2}

    with dry gas D, and water W only in the sums of wet states (Method 19 Eq. 19-1 and 19-5 have the
    oxygen and water terms). It is an ideal gas; O2 taken up by combustion is assumed to have come
    with air.
    """
    for state in (given, wanted):
        oxygen = np.asarray(state.oxygen_percent)
        if not np.all((oxygen >= 0) & (oxygen < oxygen_in_air)):
            raise QuantityError(
                "out-of-range",
                tr(
                    "oxygen of flue gas must lie from 0 to below {most} %, that of air",
                    most=decimal(f"{oxygen_in_air:g}"),
                ),
                state.oxygen_percent,
                tr("{low} to {high} {unit}", low=0, high=f"{oxygen_in_air:g}", unit="%"),
            )
    dry_ratio = (oxygen_in_air - given.oxygen_percent) / (oxygen_in_air - wanted.oxygen_percent)
    if given.dry and wanted.dry:
        volume_ratio = dry_ratio
    else:
        water = _water(water_fraction)
        # Volumes per volume of the given dry gas; the water is what one of the wet states says.
        per_dry = water / (1 - water) * (dry_ratio if given.dry else 1.0)
        volume_ratio = (dry_ratio + (0.0 if wanted.dry else per_dry)) / (
            1.0 + (0.0 if given.dry else per_dry)
        )
    temperature = (given.temperature_c + ZERO_C_IN_K) / (wanted.temperature_c + ZERO_C_IN_K)
    return temperature * wanted.pressure_kpa / (volume_ratio * given.pressure_kpa)


def _water(fraction: Value | None) -> Value:
    if fraction is None:
        message = tr("a wet gas needs its water content")
        raise QuantityError("missing-value", message, "", tr("water_fraction, 0 to below 1"))
    if not np.all((np.asarray(fraction) >= 0) & (np.asarray(fraction) < 1)):
        message = tr("the water in a gas must lie from 0 to below 1")
        raise QuantityError("out-of-range", message, fraction, tr("0 to below 1"))
    return fraction


def mg_gj_from_ug_nm3(concentration: Value, gas_nm3_gj: Value) -> Value:
    """Mass per heat (HHV) [mg/GJ] of a concentration [ug/Nm3], both at the gas volume's reference."""
    return concentration * gas_nm3_gj * 1e-3


def ug_nm3_from_mg_gj(mass_per_heat: Value, gas_nm3_gj: Value) -> Value:
    """Concentration [ug/Nm3] of a mass per heat (HHV) [mg/GJ]."""
    return mass_per_heat * 1e3 / gas_nm3_gj


def mg_gj_from_lb_tbtu(mass_per_heat: Value) -> Value:
    """Mass per heat [mg/GJ] of one in [lb/TBtu]."""
    return mass_per_heat * MG_GJ_PER_LB_TBTU


def lb_tbtu_from_mg_gj(mass_per_heat: Value) -> Value:
    """Mass per heat [lb/TBtu] of one in [mg/GJ]."""
    return mass_per_heat / MG_GJ_PER_LB_TBTU


def g_gwh_from_mg_gj(mass_per_heat: Value, heat_rate_kj_kwh: Value) -> Value:
    """Mass per energy made [g/GWh] of a mass per heat [mg/GJ].

    The heat rate [kJ/kWh] must be on the same heating value (HHV) and its energy gross or net as the
    result is to be; kJ/kWh is GJ/GWh.
    """
    return mass_per_heat * heat_rate_kj_kwh * 1e-3


def lb_gwh_from_mg_gj(mass_per_heat: Value, heat_rate_kj_kwh: Value) -> Value:
    """Mass per energy made [lb/GWh]; see :func:`g_gwh_from_mg_gj`."""
    return g_gwh_from_mg_gj(mass_per_heat, heat_rate_kj_kwh) / G_PER_LB


def f_factor_nm3_gj(
    rank: str, oxygen_percent: Value = 6.0, *, oxygen_in_air: float = OXYGEN_IN_AIR_PERCENT
) -> Value:
    """Dry gas over heat (HHV) by Method 19's F-factor [Nm3/GJ], for the ranks that it lists.

    9780 dscf/MMBtu is 244.6 Nm3/GJ at 0 % O2. Raises KeyError for other ranks.
    """
    return nm3_gj_from_dscf_mmbtu(F_FACTORS_DSCF_MMBTU[rank], oxygen_percent, oxygen_in_air=oxygen_in_air)


def nm3_gj_from_dscf_mmbtu(
    f_factor: Value, oxygen_percent: Value = 6.0, *, oxygen_in_air: float = OXYGEN_IN_AIR_PERCENT
) -> Value:
    """Dry gas at an oxygen [Nm3/GJ] of an F-factor at 0 % O2 [dscf/MMBtu]."""
    at_zero = f_factor * NM3_PER_DSCF / GJ_PER_MMBTU
    return at_zero * oxygen_in_air / (oxygen_in_air - oxygen_percent)


def f_factor_from_analysis(
    carbon: Value, hydrogen: Value, nitrogen: Value, sulfur: Value, oxygen: Value, hhv_mj_kg: Value
) -> Value:
    """Dry F-factor at 0 % O2 from an ultimate analysis [dscf/MMBtu], Method 19 Eq. 19-13.

    Parameters
    ----------
    carbon, hydrogen, nitrogen, sulfur, oxygen : mass fractions 0..1, all on one basis; hydrogen and
        oxygen without those of the moisture
    hhv_mj_kg : gross heating value on the same basis [MJ/kg]
    """
    # Coefficients in scf/lb for each percent; percent over Btu/lb, times 10^6 for the million Btu.
    scf_lb = 3.64 * hydrogen + 1.53 * carbon + 0.57 * sulfur + 0.14 * nitrogen - 0.46 * oxygen
    return 1e6 * scf_lb * 100 / (hhv_mj_kg / 0.002326)
