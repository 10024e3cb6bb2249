"""Versions of a plant side by side: what was changed in them, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ipog import vocabulary
from ipog.figures import change_in_points, relative_change
from ipog.files.shape import inside
from ipog.language import mark, tr
from ipog.results import UnitResult, outlet
from ipog.shown import UNKNOWN, figure, percent
from ipog.tui.nodes import train_of

_NAMES = ("type", "coal", "quantity", "name", "id")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the plant.

    Attributes
    ----------
    name : to show
    data : of its file
    result : of the unit that is compared; None while there is none
    """

    name: str
    data: Any
    result: UnitResult | None


Number = Callable[[UnitResult], float | None]

_FIGURES: tuple[tuple[str, Number], ...] = (
    (mark("coal mercury, mg/kg dry"), lambda r: r.coal.mercury_mg_kg_dry),
    (mark("coal chlorine, mg/kg dry"), lambda r: r.coal.chlorine_mg_kg_dry),
    (mark("stack, ug/Nm3"), lambda r: r.stack.hg_ug_nm3),
    ("  P10", lambda r: r.percentiles[10].hg_ug_nm3 if r.percentiles else None),
    ("  P90", lambda r: r.percentiles[90].hg_ug_nm3 if r.percentiles else None),
    (mark("stack, lb/TBtu"), lambda r: r.stack.hg_lb_tbtu),
    (mark("stack, g/GWh gross"), lambda r: r.stack.hg_g_gwh),
    (mark("stack, kg/year"), lambda r: r.stack.hg_kg_year),
)
_SHARES: tuple[tuple[str, Number], ...] = (
    (mark("removed, %"), lambda r: r.stack.removal_fraction),
    (mark("Hg0 at the stack, %"), lambda r: r.stack.hg0_fraction),
    (mark("Hg2+ at the stack, %"), lambda r: r.stack.hg2_fraction),
)


def comparison(versions: Sequence[Version], number: int) -> list[tuple[str, ...]]:
    """Rows with a label and a cell for each version; differences from the first in signs and words.

    Parameters
    ----------
    versions : the first is compared with
    number : of the unit
    """
    rows: list[tuple[str, ...]] = []
    for label, value in _FIGURES:
        rows.append(_row(tr(label), versions, value, _relative, figure))
    for label, value in _SHARES:
        rows.append(_row(tr(label), versions, value, _points, percent))
    known = [version.result for version in versions if version.result is not None]
    for name in dict.fromkeys(name for result in known for name in result.balance_fraction):

        def share(result: UnitResult, name: str = name) -> float:
            return result.balance_fraction.get(name, 0.0)

        rows.append(_row(tr("to {outlet}, %", outlet=tr(outlet(name))), versions, share, _points, percent))
    for identity in dict.fromkeys(target.id for result in known for target in result.targets):
        cells = [_target(version.result, identity) for version in versions]
        rows += [(tr("target {name}", name=identity), *cells)]
    shown = [row for row in rows if any(cell not in (UNKNOWN, "0.0") for cell in row[1:])]
    return [*_changes(versions, number), *shown]


def _row(
    label: str,
    versions: Sequence[Version],
    value: Number,
    difference: Callable[[float, float], str],
    shown: Callable[[float | None], str],
) -> tuple[str, ...]:
    found = [None if version.result is None else value(version.result) for version in versions]
    first = found[0]
    cells = [shown(first)]
    for other in found[1:]:
        words = "" if first is None or other is None else difference(other, first)
        cells.append(f"{shown(other)} {words}".strip())
    return (label, *cells)


def _relative(value: float, first: float) -> str:
    same = tr("same")
    return f"({relative_change(value, first) or same})"


def _points(value: float, first: float) -> str:
    same = tr("same")
    return f"({change_in_points(value, first) or same})"


def _target(result: UnitResult | None, identity: str) -> str:
    target = next((item for item in result.targets if item.id == identity), None) if result else None
    if target is None or target.met is None:
        return UNKNOWN
    chance = "" if target.probability_met is None else f", {100 * target.probability_met:.0f} %"
    return (tr("met") if target.met else tr("MISSED")) + chance


def _changes(versions: Sequence[Version], number: int) -> Iterator[tuple[str, ...]]:
    """The train, and every field that is not the same in all versions."""
    trains = [train_of(version.data, ("units", number)) for version in versions]
    for place in range(max(len(train) for train in trains)):
        kinds = [_words(train[place]) if place < len(train) else UNKNOWN for train in trains]
        yield (tr("train") if place == 0 else "", *_marked(kinds))
    fields = [dict(_flat(inside(version.data, ("units", number)))) for version in versions]
    for path in dict.fromkeys(path for found in fields for path in found):
        values = [found.get(path, tr("not given")) for found in fields]
        if len(set(values)) > 1:
            yield (path, *_marked(values))


def _marked(values: Sequence[str]) -> list[str]:
    return [value if value == values[0] else tr("{value} (differs)", value=value) for value in values]


def _words(kind: str) -> str:
    try:
        return vocabulary.label("device_type", kind)
    except (vocabulary.UnknownWord, KeyError):
        return kind


def _flat(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value with its path; entries of lists go by their name, so that one more moves no other."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _flat(value, f"{path}.{key}" if path else str(key))
    elif isinstance(data, list):
        seen: dict[str, int] = {}
        for entry in data:
            name = (
                next((str(entry[key]) for key in _NAMES if key in entry), "")
                if isinstance(entry, dict)
                else ""
            )
            seen[name] = seen.get(name, 0) + 1
            again = f" {seen[name]}" if seen[name] > 1 else ""
            yield from _flat(entry, f"{path}[{name or len(seen)}{again}]")
    else:
        yield path, tr("left empty") if data is None else str(data)
