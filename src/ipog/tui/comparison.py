"""Versions of a plant side by side: what was changed in them, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ipog import vocabulary
from ipog.compared import Compared, compared, targets_of, verdict
from ipog.files.shape import inside
from ipog.language import tr
from ipog.results import UnitResult
from ipog.shown import UNKNOWN
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


def comparison(versions: Sequence[Version], number: int, units: str) -> list[tuple[str, ...]]:
    """Rows with a label and a cell for each version; differences from the first in signs and words.

    Parameters
    ----------
    versions : the first is compared with
    number : of the unit
    units : ``si`` or ``us``
    """
    results = [version.result for version in versions]
    known = [result for result in results if result is not None]
    rows = [(row.label, *_cells(row, results)) for row in compared(known, units)]
    for target in targets_of(known):
        label = tr("target {name}", name=target)
        rows.append((label, *(verdict(result, target) for result in results)))
    shown = [row for row in rows if any(cell not in (UNKNOWN, "0.0") for cell in row[1:])]
    return [*_changes(versions, number), *shown]


def _cells(row: Compared, results: Sequence[UnitResult | None]) -> Iterator[str]:
    values = [None if result is None else row.value(result) for result in results]
    yield row.shown(values[0])
    for value in values[1:]:
        if value is None or values[0] is None:
            yield row.shown(value)
        else:
            yield f"{row.shown(value)} ({row.change(value, values[0]) or tr('same')})"


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
