"""The figures by which units are compared side by side: one list for the commands and the app."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ipog.figures import change_in_points, relative_change
from ipog.language import mark, tr
from ipog.quantities import convert
from ipog.results import StackResult, UnitResult, outlet
from ipog.shown import UNKNOWN, figure, percent

Unit = Callable[[UnitResult], float | None]
Stack = Callable[[StackResult], float | None]


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of a unit.

    Attributes
    ----------
    label : with its unit, in the language in use
    value : of a unit; None where it is not known
    share : whether it is a fraction, shown in per cent, whose differences are points
    """

    label: str
    value: Unit
    share: bool = False

    def shown(self, value: float | None) -> str:
        """The figure."""
        return percent(value) if self.share else figure(value)

    def change(self, value: float | None, first: float | None) -> str:
        """How far it is from that of a first unit, in sign and word; empty if it is not."""
        return change_in_points(value, first) if self.share else relative_change(value, first)


_COAL: tuple[tuple[str, Unit], ...] = (
    (mark("coal mercury, mg/kg dry"), lambda unit: unit.coal.mercury_mg_kg_dry),
    (mark("coal chlorine, mg/kg dry"), lambda unit: unit.coal.chlorine_mg_kg_dry),
    (mark("coal mercury, lb/TBtu"), lambda unit: unit.coal.mercury_lb_tbtu),
    (mark("SO3, ppmv"), lambda unit: unit.flue_gas.so3_ppmv),
)
_STACK: dict[str, tuple[tuple[str, Stack], ...]] = {
    "si": (
        (mark("stack, ug/Nm3"), lambda stack: stack.hg_ug_nm3),
        (mark("stack, lb/TBtu"), lambda stack: stack.hg_lb_tbtu),
        (mark("stack, g/GWh"), lambda stack: stack.hg_g_gwh),
        (mark("stack, kg/year"), lambda stack: stack.hg_kg_year),
    ),
    "us": (
        (mark("stack, lb/TBtu"), lambda stack: stack.hg_lb_tbtu),
        (mark("stack, ug/Nm3"), lambda stack: stack.hg_ug_nm3),
        (mark("stack, lb/GWh"), lambda stack: stack.hg_lb_gwh),
        (mark("stack, lb/year"), lambda stack: _pounds(stack.hg_kg_year)),
    ),
}
"""Figures of the stack in the user's system of units; the first one with its P10 and P90."""
_SHARES: tuple[tuple[str, Unit], ...] = (
    (mark("removed, coal to stack, %"), lambda unit: unit.stack.removal_fraction),
    (mark("elemental at the stack, %"), lambda unit: unit.stack.hg0_fraction),
    (mark("oxidised at the stack, %"), lambda unit: unit.stack.hg2_fraction),
)


def compared(results: Sequence[UnitResult], units: str = "si") -> Iterator[Compared]:
    """What units are compared by.

    Parameters
    ----------
    results : of the units, whose outlets are told
    units : ``si`` or ``us``
    """
    for label, value in _COAL:
        yield Compared(tr(label), value)
    for number, (label, of) in enumerate(_STACK[units]):
        yield Compared(tr(label), _central(of))
        if number == 0:
            for level in (10, 90):
                yield Compared(f"  P{level}", _at_level(of, level))
    for label, value in _SHARES:
        yield Compared(tr(label), value, share=True)
    for name in dict.fromkeys(name for result in results for name in result.balance_fraction):
        label = tr("to {outlet}, %", outlet=tr(outlet(name)))
        yield Compared(label, _into(name), share=True)


def targets_of(results: Sequence[UnitResult]) -> tuple[str, ...]:
    """Ids of the targets that any of the units has."""
    return tuple(dict.fromkeys(target.id for result in results for target in result.targets))


def verdict(result: UnitResult | None, target_id: str) -> str:
    """Whether a unit meets a target, and with which chance."""
    targets = () if result is None else result.targets
    target = next((target for target in targets if target.id == target_id), None)
    if target is None or target.met is None:
        return UNKNOWN
    chance = "" if target.probability_met is None else f", {100 * target.probability_met:.0f} %"
    return (tr("met") if target.met else tr("MISSED")) + chance


def _pounds(mass: float | None) -> float | None:
    return None if mass is None else convert(mass, "kg/h", "lb/h", "mass_rate")


def _central(of: Stack) -> Unit:
    return lambda unit: of(unit.stack)


def _at_level(of: Stack, level: int) -> Unit:
    return lambda unit: of(unit.percentiles[level]) if level in unit.percentiles else None


def _into(name: str) -> Unit:
    return lambda unit: unit.balance_fraction.get(name, 0.0)
