"""Units side by side, the differences from the first marked in words and signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from ipog.cli.render.grid import table
from ipog.cli.render.record import rounded
from ipog.compared import Compared, compared, targets_of, verdict
from ipog.language import tr
from ipog.plant import Unit
from ipog.results import UnitResult
from ipog.shown import UNKNOWN

_SHOWN_OTHERWISE = frozenset({"name", "coal_feed", "apcs", "targets", "measured"})


@dataclass(frozen=True, slots=True)
class Column:
    """One unit.

    Attributes
    ----------
    label : to show at the top
    unit, result : what was described and what came out
    reference : number of the column that it is compared with
    """

    label: str
    unit: Unit
    result: UnitResult
    reference: int = 0


def compare_table(columns: Sequence[Column], overlays: Sequence[str]) -> str:
    """The columns for a person."""
    others = [column.reference for column in columns]
    rows = [[tr("coal"), *_words([column.result.coal.name for column in columns], others)]]
    rows.append([tr("boiler"), *_words([column.unit.boiler.type for column in columns], others)])
    rows += _settings(columns)
    rows += _trains(columns)
    results = [column.result for column in columns]
    for row in compared(results):
        values = [row.value(result) for result in results]
        rows.append(
            [
                row.label,
                *(_beside(row, value, values[other]) for value, other in zip(values, others, strict=True)),
            ]
        )
    for target in targets_of(results):
        rows.append([tr("target {target}", target=target), *(verdict(result, target) for result in results)])
    rows = [row for row in rows if any(cell != UNKNOWN for cell in row[1:])]
    lines = [tr("with {change}", change=overlay) for overlay in overlays]
    lines += [
        *([""] if overlays else []),
        *table(rows, [["", *(column.label for column in columns)]], indent=0),
    ]
    if len(columns) > 1:
        said = (
            tr(
                "In brackets: the difference from {name}, a changed unit's from the unit as it stands.",
                name=columns[0].label,
            )
            if any(others)
            else tr("In brackets: the difference from {name}.", name=columns[0].label)
        )
        lines += ["", said]
    return "\n".join(lines) + "\n"


def _words(values: Sequence[str], others: Sequence[int]) -> list[str]:
    """Texts, those unlike that of the column they are compared with marked."""
    return [
        value if value == values[other] else tr("{value} (differs)", value=value)
        for value, other in zip(values, others, strict=True)
    ]


def _settings(columns: Sequence[Column]) -> Iterator[list[str]]:
    """What the file says of a unit beside coal and train, where it is not the same for all."""
    found = [dict(_flat(column.unit.model_dump(exclude_unset=True))) for column in columns]
    for path in dict.fromkeys(path for each in found for path in each):
        values = [each.get(path, UNKNOWN) for each in found]
        if path.split(".")[0] not in _SHOWN_OTHERWISE and path != "boiler.type" and len(set(values)) > 1:
            yield [path, *_words(values, [column.reference for column in columns])]


def _flat(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Paths and values of a group of keys; a list is one value."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _flat(value, f"{path}.{key}" if path else key)
    else:
        yield path, str(data)


def _trains(columns: Sequence[Column]) -> Iterator[list[str]]:
    """Devices in rows, those of one kind side by side; settings are told where they differ."""
    rows: list[dict[int, Any]] = []
    for place, column in enumerate(columns):
        rows = _aligned(rows, column.unit.apcs, place)
    for number, row in enumerate(rows):
        alike = len({repr(_own(device)) for device in row.values()}) == 1
        cells = [
            _device(row[place], with_settings=not alike) if place in row else UNKNOWN
            for place in range(len(columns))
        ]
        yield [tr("train") if number == 0 else "", *_words(cells, [column.reference for column in columns])]


def _aligned(rows: list[dict[int, Any]], devices: Sequence[Any], place: int) -> list[dict[int, Any]]:
    """The rows with one more train, its devices beside those of their kind."""
    kinds = [next(iter(row.values())).type for row in rows]
    matcher = SequenceMatcher(None, kinds, [device.type for device in devices], autojunk=False)
    found: list[dict[int, Any]] = []
    for _, low, high, start, stop in matcher.get_opcodes():
        for number in range(max(high - low, stop - start)):
            row = dict(rows[low + number]) if low + number < high else {}
            if start + number < stop:
                row[place] = devices[start + number]
            found.append(row)
    return found


def _own(device: Any) -> dict[str, Any]:
    own: dict[str, Any] = device.model_dump(exclude_unset=True)
    return own


def _device(device: Any, *, with_settings: bool) -> str:
    if not with_settings:
        return str(device.type)
    return ", ".join(
        [device.type, *(f"{k} {v}" for k, v in _own(device).items() if k not in ("type", "name"))]
    )


def _beside(row: Compared, value: float | None, first: float | None) -> str:
    """A figure with its difference, in sign and word."""
    change = row.change(value, first)
    return f"{row.shown(value)} ({change})" if change else row.shown(value)


def compare_data(columns: Sequence[Column], overlays: Sequence[str]) -> dict[str, Any]:
    """The columns as plain data; differences are from the column of the reference."""
    stacks = [columns[column.reference].result.stack for column in columns]
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
                "compared_with": columns[column.reference].label,
                "difference": {
                    "hg_ug_nm3_fraction": column.result.stack.hg_ug_nm3 / other.hg_ug_nm3 - 1,
                    "removal_fraction_points": column.result.stack.removal_fraction - other.removal_fraction,
                },
            }
            for column, other in zip(columns, stacks, strict=True)
        ],
    }
    cleaned: dict[str, Any] = rounded(data)
    return cleaned
