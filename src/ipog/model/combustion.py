"""Flue gas of complete combustion, by exact stoichiometry.

Volumes are at 0 degC and 101.325 kPa (Nm3). All functions take floats or arrays that broadcast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOLAR_VOLUME_NM3_KMOL = 22.414
"""Ideal molar volume at 0 degC and 101.325 kPa [Nm3/kmol] (CODATA 2018: 22.41396954)."""
OXYGEN_IN_AIR = 0.2095
"""Mole fraction of oxygen in dry air (40 CFR 60 App. A Method 19 uses 0.209; ISO 2533 has 0.2095)."""
AIR_HUMIDITY = 0.0127
"""Water in combustion air [kmol/kmol dry air]: 60 % relative humidity at 20 degC."""
REFERENCE_OXYGEN_PERCENT = 6.0
"""Oxygen at which concentrations are stated [% of dry gas] (Minamata, EU and China practice)."""

_CARBON, _HYDROGEN, _SULFUR, _OXYGEN, _NITROGEN, _WATER = 12.011, 1.008, 32.06, 15.999, 14.007, 18.015
WATER_PER_HYDROGEN = _WATER / (2 * _HYDROGEN)
"""Water formed by hydrogen [kg/kg]."""
EVAPORATION_MJ_KG = 2.442
"""Heat of evaporation of water at 25 degC [MJ/kg] (IAPWS-95: 2.4417)."""


@dataclass(frozen=True, slots=True)
class FlueGas:
    """Flue gas of one kilogram of coal as fired.

    Attributes
    ----------
    oxygen_demand_kmol : oxygen for complete combustion [kmol/kg]
    dry_nm3 : dry gas at 6 % O2 [Nm3/kg]
    wet_nm3 : the same gas with its water [Nm3/kg]
    dry_at_zero_oxygen_nm3 : dry stoichiometric gas [Nm3/kg]
    """

    oxygen_demand_kmol: Array
    dry_nm3: Array
    wet_nm3: Array
    dry_at_zero_oxygen_nm3: Array


def flue_gas(
    carbon: Array,
    hydrogen: Array,
    nitrogen: Array,
    sulfur: Array,
    oxygen: Array,
    moisture: Array,
    reference_oxygen_percent: float = REFERENCE_OXYGEN_PERCENT,
) -> FlueGas:
    """Gas volumes of complete combustion at a reference oxygen.

    Parameters
    ----------
    carbon, hydrogen, nitrogen, sulfur, oxygen, moisture : mass fractions as fired [kg/kg]; hydrogen
        and oxygen without those of the moisture
    reference_oxygen_percent : oxygen of the dry gas that the volumes are stated at [%], 0 to 20

    Notes
    -----
    Oxygen demand per kilogram: C/12.011 + H/4.032 + S/32.06 - O/31.998. Excess air is added until the
    dry gas carries the reference oxygen, which is exact, where the usual factor 20.95/(20.95 - x) is
    not. Valid for any fuel with a positive oxygen demand.
    """
    demand = carbon / _CARBON + hydrogen / (4 * _HYDROGEN) + sulfur / _SULFUR - oxygen / (2 * _OXYGEN)
    nitrogen_per_oxygen = (1 - OXYGEN_IN_AIR) / OXYGEN_IN_AIR
    dry_kmol = carbon / _CARBON + sulfur / _SULFUR + nitrogen / (2 * _NITROGEN) + nitrogen_per_oxygen * demand
    reference = reference_oxygen_percent / 100
    # O2 balance of the diluted gas: OXYGEN_IN_AIR * excess = reference * (dry + excess)
    excess_air_kmol = reference * dry_kmol / (OXYGEN_IN_AIR - reference)
    dry_diluted_kmol = dry_kmol + excess_air_kmol
    air_kmol = demand / OXYGEN_IN_AIR + excess_air_kmol
    water_kmol = hydrogen / (2 * _HYDROGEN) + moisture / _WATER + AIR_HUMIDITY * air_kmol
    return FlueGas(
        oxygen_demand_kmol=np.asarray(demand),
        dry_nm3=np.asarray(MOLAR_VOLUME_NM3_KMOL * dry_diluted_kmol),
        wet_nm3=np.asarray(MOLAR_VOLUME_NM3_KMOL * (dry_diluted_kmol + water_kmol)),
        dry_at_zero_oxygen_nm3=np.asarray(MOLAR_VOLUME_NM3_KMOL * dry_kmol),
    )


def lower_heating_value(hhv_mj_kg: Array, hydrogen: Array, moisture: Array) -> Array:
    """LHV from HHV [MJ/kg], both as fired; hydrogen without that of the moisture [kg/kg]."""
    return np.asarray(hhv_mj_kg - EVAPORATION_MJ_KG * (WATER_PER_HYDROGEN * hydrogen + moisture))


def sulfur_dioxide_mg_nm3(sulfur: Array, dry_nm3: Array, retained: Array) -> Array:
    """SO2 in the dry gas [mg/Nm3] of sulfur as fired [kg/kg], less the share the ash retains."""
    return np.asarray(sulfur * (1 - retained) * (64.064 / _SULFUR) * 1e6 / dry_nm3)


def so2_ppmv(so2_mg_nm3: Array) -> Array:
    """SO2 by volume [ppmv] of its concentration [mg/Nm3]."""
    return np.asarray(so2_mg_nm3 * MOLAR_VOLUME_NM3_KMOL / 64.064)
