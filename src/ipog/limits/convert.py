"""Limits in the units of results, with the arithmetic in words.

Concentrations become ug/Nm3 in dry gas with 6 % O2 at 0 degC and 101.325 kPa.
"""

from __future__ import annotations

from ipog.limits.table import Limit
from ipog.quantities import convert, dimensions_of
from ipog.quantities.gas import OXYGEN_IN_AIR_PERCENT, ZERO_C_IN_K, GasState, concentration_factor

CONCENTRATION = "gas_concentration"
REFERENCE_O2 = 6.0
REFERENCE_TEMPERATURE = 0.0

RESULT_UNITS = {
    CONCENTRATION: "ug/Nm3",
    "mass_per_heat": "lb/TBtu",
    "mass_per_energy": "lb/GWh",
    "fraction": "%",
    "mass_rate": "g/h",
    "mass_per_year": "kg/year",
}
"""The unit in which results are compared with a limit, by dimension."""


def in_result_unit(limit: Limit) -> tuple[float, str, str] | None:
    """A limit as value, unit and the arithmetic that led there; None for a row without a value.

    A concentration is converted with 20.95 % O2 in air and as an ideal gas. What the rule does not say
    is taken to be as in results, and the arithmetic says so. Mass per heat and mass per energy keep
    their basis: no gas volume is needed.
    """
    if limit.value is None or limit.unit is None:
        return None
    dimension = next(name for name in dimensions_of(limit.unit) if name in RESULT_UNITS)
    unit = RESULT_UNITS[dimension]
    value = float(convert(limit.value, limit.unit, unit, dimension))
    steps = [f"{limit.value:g} {limit.unit} in the rule"]
    if limit.unit != unit:
        steps.append(f"= {value:.4g} {unit}")
    if dimension == CONCENTRATION:
        factor, said = _to_reference(limit)
        value *= factor
        steps.append(said)
        if factor != 1:
            steps.append(f"= {value:.4g} {unit} at 6 % O2, dry, 0 degC")
    return value, unit, " ".join(steps)


def _to_reference(limit: Limit) -> tuple[float, str]:
    """Factor from the state of the rule to that of results, and how it comes about."""
    air = OXYGEN_IN_AIR_PERCENT
    oxygen = REFERENCE_O2 if limit.ref_o2 is None else limit.ref_o2
    temperature = REFERENCE_TEMPERATURE if limit.ref_temperature is None else limit.ref_temperature
    factor = float(concentration_factor(GasState(oxygen, temperature_c=temperature)))
    said = f"at {oxygen:g} % O2, dry, {temperature:g} degC"
    unsaid = [
        word
        for word, given in (
            ("oxygen", limit.ref_o2),
            ("dry or wet", limit.dry),
            ("temperature", limit.ref_temperature),
        )
        if given is None
    ]
    if unsaid:
        said += f" ({', '.join(unsaid)} taken so, the rule does not say)"
    if oxygen != REFERENCE_O2:
        said += f" x ({air:g} - {REFERENCE_O2:g}) / ({air:g} - {oxygen:g})"
    if temperature != REFERENCE_TEMPERATURE:
        said += f" x {temperature + ZERO_C_IN_K:g} / {REFERENCE_TEMPERATURE + ZERO_C_IN_K:g}"
    return factor, said
