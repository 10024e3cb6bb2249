"""Units side by side, the differences from the first marked in words and signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ipog.cli.render.grid import table
from ipog.cli.render.record import rounded
from ipog.figures import UNKNOWN, figure, percent
from ipog.plant import Unit
from ipog.results import UnitResult, outlet

ALIKE = 0.0005
"""Relative difference that is none: a twentieth of a per cent."""


@dataclass(frozen=True, slots=True)
class Column:
    """One unit.

    Attributes
    ----------
    label : to show at the top
    unit, result : what was described and what came out
    """

    label: str
    unit: Unit
    result: UnitResult


Number = Callable[[UnitResult], float | None]

_FIGURES: tuple[tuple[str, Number], ...] = (
    ("coal mercury, mg/kg dry", lambda r: r.coal.mercury_mg_kg_dry),
    ("coal chlorine, mg/kg dry", lambda r: r.coal.chlorine_mg_kg_dry),
    ("coal mercury, lb/TBtu", lambda r: r.coal.mercury_lb_tbtu),
    ("SO3, ppmv", lambda r: r.flue_gas.so3_ppmv),
    ("stack, ug/Nm3", lambda r: r.stack.hg_ug_nm3),
    ("  P10", lambda r: r.percentiles[10].hg_ug_nm3 if r.percentiles else None),
    ("  P90", lambda r: r.percentiles[90].hg_ug_nm3 if r.percentiles else None),
    ("stack, lb/TBtu", lambda r: r.stack.hg_lb_tbtu),
    ("stack, g/GWh", lambda r: r.stack.hg_g_gwh),
    ("stack, kg/year", lambda r: r.stack.hg_kg_year),
)
_SHARES: tuple[tuple[str, Number], ...] = (
    ("removed, coal to stack, %", lambda r: r.stack.removal_fraction),
    ("elemental at the stack, %", lambda r: r.stack.hg0_fraction),
    ("oxidised at the stack, %", lambda r: r.stack.hg2_fraction),
)


def compare_table(columns: Sequence[Column], overlays: Sequence[str]) -> str:
    """The columns for a person."""
    first = columns[0]
    rows = [["coal", *_words([column.result.coal.name for column in columns])]]
    rows.append(["boiler", *_words([column.unit.boiler.type for column in columns])])
    rows += _trains(columns)
    for label, number in _FIGURES:
        rows.append([label, *(_figure(number(column.result), number(first.result)) for column in columns)])
    for label, number in _SHARES:
        rows.append([label, *(_points(number(column.result), number(first.result)) for column in columns)])
    for name in dict.fromkeys(name for column in columns for name in column.result.balance_fraction):
        shares = [column.result.balance_fraction.get(name, 0.0) for column in columns]
        rows.append([f"to {outlet(name)}, %", *(_points(share, shares[0]) for share in shares)])
    for identity in dict.fromkeys(t.id for column in columns for t in column.result.targets):
        rows.append([f"target {identity}", *(_target(column.result, identity) for column in columns)])
    rows = [row for row in rows if any(cell != UNKNOWN for cell in row[1:])]
    lines = [f"with {overlay}" for overlay in overlays]
    lines += [
        *([""] if overlays else []),
        *table(rows, [["", *(column.label for column in columns)]], indent=0),
    ]
    if len(columns) > 1:
        lines += ["", f"In brackets: the difference from {first.label}."]
    return "\n".join(lines) + "\n"


def _words(values: Sequence[str]) -> list[str]:
    """Texts, those unlike the first marked."""
    return [value if value == values[0] else f"{value} (differs)" for value in values]


def _trains(columns: Sequence[Column]) -> Iterator[list[str]]:
    trains = [[device.type for device in column.unit.apcs] for column in columns]
    for place in range(max(len(train) for train in trains)):
        kinds = [train[place] if place < len(train) else UNKNOWN for train in trains]
        yield ["train" if place == 0 else "", *_words(kinds)]


def _figure(value: float | None, first: float | None) -> str:
    """A figure with its relative difference, in sign and word."""
    shown = figure(value)
    if value is None or first is None or first == 0 or abs(value / first - 1) < ALIKE:
        return shown
    return f"{shown} ({100 * (value / first - 1):+.3g} %, {'more' if value > first else 'less'})"


def _points(value: float | None, first: float | None) -> str:
    """A share with its difference in percentage points, in sign and word."""
    shown = percent(value)
    if value is None or first is None or abs(value - first) < ALIKE:
        return shown
    return f"{shown} ({100 * (value - first):+.1f} points, {'more' if value > first else 'less'})"


def _target(result: UnitResult, identity: str) -> str:
    target = next((target for target in result.targets if target.id == identity), None)
    if target is None or target.met is None:
        return UNKNOWN
    chance = "" if target.probability_met is None else f", {100 * target.probability_met:.0f} %"
    return ("met" if target.met else "missed") + chance


def compare_data(columns: Sequence[Column], overlays: Sequence[str]) -> dict[str, Any]:
    """The columns as plain data; differences are from the first."""
    first = columns[0].result.stack
    data = {
        "overlays": list(overlays),
        "columns": [
            {
                "label": column.label,
                "unit": column.result.name,
                "train": [device.type for device in column.unit.apcs],
                "coal": asdict(column.result.coal),
                "stack": asdict(column.result.stack)
                | {f"p{level}": asdict(stack) for level, stack in sorted(column.result.percentiles.items())},
                "balance_fraction": dict(column.result.balance_fraction),
                "targets": [asdict(target) for target in column.result.targets],
                "difference": {
                    "hg_ug_nm3_fraction": column.result.stack.hg_ug_nm3 / first.hg_ug_nm3 - 1,
                    "removal_fraction_points": column.result.stack.removal_fraction - first.removal_fraction,
                },
            }
            for column in columns
        ],
    }
    cleaned: dict[str, Any] = rounded(data)
    return cleaned
