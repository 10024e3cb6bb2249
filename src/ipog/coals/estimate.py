"""Gaps of an analysis filled by correlation; all arguments may be arrays.

The errors stated here were measured on the coals of the library that have a full analysis and a
heating value of their own; a test measures them again.
"""

from __future__ import annotations

import numpy as np

from ipog.coals.as_fired import Value

WATER_HEAT_MJ_KG = 2.442
"""Heat of evaporation of water at 25 degC [MJ/kg]."""

WATER_PER_HYDROGEN = 8.936
"""Water formed by hydrogen [kg/kg]."""

HHV_ERROR = 0.023
"""Standard deviation of :func:`hhv_from_elements`, relative."""

CARBON_FIT = (44.5, 1.427, -0.282)
"""Carbon [% dry, ash free] = a + b HHV [MJ/kg dry, ash free] + c volatile matter [% dry, ash free]."""

HYDROGEN_FIT = (-3.36, 0.1837, 0.0686)
"""Hydrogen [% dry, ash free], in the same form."""

CARBON_ERROR = 0.017
"""Standard deviation of the carbon fit, relative to the carbon."""

HYDROGEN_ERROR = 0.085
"""Standard deviation of the hydrogen fit, relative to the hydrogen."""


def hhv_from_elements(carbon: Value, hydrogen: Value, oxygen: Value, sulfur: Value) -> Value:
    """Higher heating value by Dulong's formula [MJ/kg], on the basis of the mass fractions given."""
    return 33.7 * carbon + 144.2 * (hydrogen - oxygen / 8.0) + 9.3 * sulfur


def water_heat(hydrogen: Value, moisture: Value) -> Value:
    """HHV minus LHV [MJ/kg]; hydrogen (without that of the moisture) and moisture as mass fractions."""
    return WATER_HEAT_MJ_KG * (WATER_PER_HYDROGEN * hydrogen + moisture)


def carbon_and_hydrogen(hhv: Value, volatile_matter: Value) -> tuple[Value, Value]:
    """Carbon and hydrogen from heating value and volatile matter, all dry and ash free.

    Parameters
    ----------
    hhv : higher heating value [MJ/kg]
    volatile_matter : mass fraction

    Returns
    -------
    tuple of carbon and hydrogen, mass fractions; kept within what coals have
    """
    volatile = 100.0 * volatile_matter
    carbon = CARBON_FIT[0] + CARBON_FIT[1] * hhv + CARBON_FIT[2] * volatile
    hydrogen = HYDROGEN_FIT[0] + HYDROGEN_FIT[1] * hhv + HYDROGEN_FIT[2] * volatile
    return np.clip(carbon, 55.0, 95.0) / 100.0, np.clip(hydrogen, 1.5, 7.0) / 100.0


def ash_from_heat(heat_dry: Value, heat_ash_free: Value) -> Value:
    """Ash [kg/kg dry] of a coal whose heating value is known, from that of its combustible matter.

    Parameters
    ----------
    heat_dry, heat_ash_free : heating values of the dry coal and of dry, ash-free coal of its rank
        [MJ/kg], both HHV or both LHV
    """
    return np.clip(1.0 - heat_dry / heat_ash_free, 0.02, 0.75)


def complete(known: dict[str, Value], rest: dict[str, Value]) -> dict[str, Value]:
    """A full elemental analysis that adds up to 1.

    The known elements stay; the others share what is left in the proportions of ``rest``. If all are
    known they are scaled to 1; one missing element is thus found by difference.

    Parameters
    ----------
    known : mass fractions, dry and ash free, of some or all elements
    rest : mass fractions of all elements, a full analysis
    """
    given = sum(known.values())
    missing = [element for element in rest if element not in known]
    if not missing:
        return {element: known[element] / given for element in rest}
    spare = sum(rest[element] for element in missing)
    # An analysis that leaves nothing for the others is refused elsewhere; here it only must not go negative.
    left = np.maximum(1.0 - given, 0.0)
    filled = {element: known.get(element, rest[element] * left / spare) for element in rest}
    total = sum(filled.values())
    return {element: value / total for element, value in filled.items()}
