"""An evaluation as plain data, with the names that programs rely on; rows of a table from the same names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ipog.results import Evaluation, UnitResult, unit_sources
from ipog.sources import bibliography

DIGITS = 12
"""Significant digits of figures for programs: a balance still closes to 1e-9, and files do not differ
between machines in the last bit."""


def record(evaluation: Evaluation) -> dict[str, Any]:
    """An evaluation as nested data; names carry their unit."""
    used = dict.fromkeys(key for unit in evaluation.units for key in unit_sources(unit))
    data = {
        "ipog": evaluation.ipog,
        "parameters": evaluation.parameters,
        "plant": evaluation.plant,
        "country": evaluation.country,
        "units": [_unit(unit) for unit in evaluation.units],
        "sources": [citation(key) for key in used],
    }
    cleaned: dict[str, Any] = rounded(data)
    return cleaned


def citation(key: str) -> dict[str, Any]:
    """A source as data; what is no key of the bibliography is the user's own citation."""
    source = bibliography().get(key)
    return {"key": None, "citation": key} if source is None else asdict(source)


def _unit(unit: UnitResult) -> dict[str, Any]:
    data = asdict(unit)
    percentiles = data.pop("percentiles")
    for level in sorted(percentiles):
        data["stack"][f"p{level}"] = percentiles[level]
    order = ("name", "coal", "flue_gas", "stages", "stack", "balance_kg_year", "balance_fraction")
    return {name: data[name] for name in order} | data | {"sources": list(unit_sources(unit))}


def rounded(value: Any) -> Any:
    """Plain data with figures of :data:`DIGITS` digits; what is not finite becomes None."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS - 1}e}") if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: rounded(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return value


def rows(data: Mapping[str, Any], source: str) -> list[dict[str, Any]]:
    """One row a unit of an evaluation's record, names joined by ``_``.

    Lists of groups become numbered columns (``stages_1_after``); assumptions and warnings one cell each.

    Parameters
    ----------
    data : what :func:`record` gives
    source : where the plant was read
    """
    found = []
    for number, unit in enumerate(data["units"], start=1):
        row: dict[str, Any] = {"plant": data["plant"], "unit": unit["name"], "source": source, "row": number}
        row |= {"country": data["country"], "ipog": data["ipog"], "parameters": data["parameters"]}
        for name, item in unit.items():
            if name == "assumptions":
                row[name] = "; ".join(f"{a['field']} = {a['value']} {a['unit']}".strip() for a in item)
            elif name == "warnings":
                row[name] = "; ".join(warning["message"] for warning in item)
            elif name != "name" and item:
                # Without targets or a yearly balance there is no column of that name.
                row |= dict(flat(name, item))
        found.append(row)
    return found


def flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Nested data as pairs of a joined name and a plain value; a plain list is one value."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from flat(f"{name}_{key}", item)
    elif isinstance(value, list) and not any(isinstance(item, Mapping) for item in value):
        yield name, "; ".join(str(item) for item in value)
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from flat(f"{name}_{number}", item)
    else:
        yield name, value


def flat_row(data: Mapping[str, Any]) -> dict[str, Any]:
    """Nested data as one row."""
    return {name: item for key, value in data.items() for name, item in flat(key, value)}


def columns(table: Sequence[Mapping[str, Any]]) -> list[str]:
    """Names of all columns of several rows; a column that only a later row has comes after its neighbour."""
    names: list[str] = []
    for row in table:
        at = 0
        for name in row:
            if name in names:
                at = names.index(name) + 1
            else:
                names.insert(at, name)
                at += 1
    return names
