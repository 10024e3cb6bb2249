"""Limits in the units of results, with the arithmetic in words.

Concentrations become ug/Nm3 in dry gas with 6 % O2 at 0 degC and 101.325 kPa.
"""

from __future__ import annotations

from ipog.language import decimal, mark, tr
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
    steps = [tr("{value} {unit} in the rule", value=_said(limit.value, "g"), unit=limit.unit)]
    if limit.unit != unit:
        steps.append(f"= {_said(value)} {unit}")
    if dimension == CONCENTRATION:
        factor, said = _to_reference(limit)
        value *= factor
        steps.append(said)
        if factor != 1:
            steps.append(tr("= {value} {unit} at 6 % O2, dry, 0 degC", value=_said(value), unit=unit))
    return value, unit, " ".join(steps)


def _said(number: float, form: str = ".4g") -> str:
    """A figure for a sentence."""
    return decimal(f"{number:{form}}")


def _to_reference(limit: Limit) -> tuple[float, str]:
    """Factor from the state of the rule to that of results, and how it comes about."""
    air = OXYGEN_IN_AIR_PERCENT
    oxygen = REFERENCE_O2 if limit.ref_o2 is None else limit.ref_o2
    temperature = REFERENCE_TEMPERATURE if limit.ref_temperature is None else limit.ref_temperature
    factor = float(concentration_factor(GasState(oxygen, temperature_c=temperature)))
    steps = [
        tr(
            "at {oxygen} % O2, dry, {temperature} degC",
            oxygen=_said(oxygen, "g"),
            temperature=_said(temperature, "g"),
        )
    ]
    unsaid = [
        tr(word)
        for word, given in (
            (mark("oxygen"), limit.ref_o2),
            (mark("dry or wet"), limit.dry),
            (mark("temperature"), limit.ref_temperature),
        )
        if given is None
    ]
    if unsaid:
        steps.append(tr("({words} taken so, the rule does not say)", words=", ".join(unsaid)))
    if oxygen != REFERENCE_O2:
        steps.append(
            f"x ({_said(air, 'g')} - {_said(REFERENCE_O2, 'g')}) / ({_said(air, 'g')} - {_said(oxygen, 'g')})"
        )
    if temperature != REFERENCE_TEMPERATURE:
        kelvin, reference = temperature + ZERO_C_IN_K, REFERENCE_TEMPERATURE + ZERO_C_IN_K
        steps.append(f"x {_said(kelvin, 'g')} / {_said(reference, 'g')}")
    return factor, " ".join(steps)
