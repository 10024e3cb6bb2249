"""Figures of results in the user's own system of units: SI, or that of the United States."""

from __future__ import annotations

from collections.abc import Mapping

from ipog.language import tr
from ipog.quantities import convert
from ipog.quantities.gas import lb_tbtu_from_mg_gj, mg_gj_from_ug_nm3
from ipog.results import StackResult, UnitResult
from ipog.shown import figure

US = "us"
"""The units of the United States, as the settings call them."""


def gas_unit(units: str) -> str:
    """Unit of mercury in the gas."""
    return tr("lb/TBtu") if units == US else tr("ug/Nm3")


def per_ug_nm3(unit: UnitResult, units: str) -> float:
    """One microgram a normal cubic metre of the unit's gas, in the unit of mercury in the gas."""
    if units != US:
        return 1.0
    heat = mg_gj_from_ug_nm3(1.0, unit.flue_gas.dry_nm3_per_gj_hhv_at_6pct_o2)
    return float(lb_tbtu_from_mg_gj(heat))


def at_stack(stack: StackResult, units: str) -> float:
    """Mercury at the stack, in the unit of mercury in the gas."""
    return stack.hg_lb_tbtu if units == US else stack.hg_ug_nm3


def spread(percentiles: Mapping[int, StackResult], units: str) -> str:
    """P10 and P90 of mercury at the stack, in brackets behind a figure; empty if they are not known."""
    if 10 not in percentiles or 90 not in percentiles:
        return ""
    low, high = (figure(at_stack(percentiles[level], units)) for level in (10, 90))
    return f" (P10 {low}, P90 {high})"


def stack_words(stack: StackResult, percentiles: Mapping[int, StackResult], units: str) -> str:
    """Mercury at the stack, with P10 and P90 if they are known."""
    return f"{figure(at_stack(stack, units))} {gas_unit(units)}{spread(percentiles, units)}"


def yearly_unit(units: str) -> str:
    """Unit of mercury in a year."""
    return tr("lb/year") if units == US else tr("kg/year")


def yearly(mass: float, units: str) -> float:
    """A mass in a year [kg/year], in the unit of mercury in a year."""
    return convert(mass, "kg/h", "lb/h", "mass_rate") if units == US else mass


def heat_unit(units: str) -> str:
    """Unit of heating values."""
    return "Btu/lb" if units == US else "MJ/kg"


def heat(value: float, units: str) -> float:
    """A heating value [MJ/kg], in the unit of heating values."""
    return convert(value, "MJ/kg", "Btu/lb", "heating_value") if units == US else value
