"""SO2, NOx and dust of an option beside those of the unit as it stands.

Devices that stay cancel; what is new, gone or set otherwise counts with low, mid and high. The mass that
the fuel brings follows the coal of the model: its sulfur and ash, and the heat that is burnt.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from ipog.advice.costs import Range
from ipog.evaluate.many import Variant
from ipog.language import mark, tr
from ipog.sources import Kind

COLLECTORS = frozenset({"esp_hot_side", "esp_cold_side", "esp_low_low_temperature", "fabric_filter"})
NAMES = {"so2": "SO2", "nox": "NOx", "dust": mark("dust")}
SHOWN_FROM = 0.5
"""Change of the mass below which nothing is said [%]."""


@dataclass(frozen=True, slots=True)
class CoBenefit:
    """What an option changes in the yearly mass of another pollutant at the stack.

    Attributes
    ----------
    pollutant : ``so2``, ``nox`` or ``dust``
    change : of the mass [%], negative where less leaves; low is the most favourable end
    sources : keys of the bibliography behind the devices; empty where the coal and the heat rate alone tell
    kind : ``judgement`` if one of the devices rests on it, else ``published``; ``model`` without devices
    """

    pollutant: str
    change: Range
    sources: tuple[str, ...]
    kind: str

    @property
    def name(self) -> str:
        """The pollutant as it is written."""
        return tr(NAMES[self.pollutant])


@dataclass(frozen=True, slots=True)
class _Taken:
    """Share of a pollutant that a device lets pass [1], at its low, mid and high performance."""

    passes: Range
    source: str
    kind: Kind


@cache
def _table() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(files("ipog.advice").joinpath("cobenefits.toml").read_text(encoding="utf-8"))


def sources() -> frozenset[str]:
    """Every source the table names."""
    return frozenset(row["source"] for group in _table().values() for row in group.values())


def co_benefits(before: Variant, after: Variant) -> tuple[CoBenefit, ...]:
    """What changes for SO2, NOx and dust; nothing that stays within half a per cent."""
    found = [_co_benefit(pollutant, before, after) for pollutant in NAMES]
    return tuple(item for item in found if max(abs(item.change.low), abs(item.change.high)) >= SHOWN_FROM)


def _co_benefit(pollutant: str, before: Variant, after: Variant) -> CoBenefit:
    old, new = (list(_train(pollutant, variant)) for variant in (before, after))
    added, gone = _without(new, old), _without(old, new)
    brought = _brought(pollutant, after) / _brought(pollutant, before)
    left = Range(brought, brought, brought)
    for item in added:
        left = left.by(item.passes)
    for item in gone:
        # What stands there now has one performance, though unknown: the range is that of what comes.
        left = left.times(1 / item.passes.mid)
    used = [*added, *gone]
    kinds = {item.kind for item in used}
    return CoBenefit(
        pollutant,
        Range(100 * (left.low - 1), 100 * (left.mid - 1), 100 * (left.high - 1)),
        tuple(dict.fromkeys(item.source for item in used)),
        "model" if not used else "judgement" if "judgement" in kinds else "published",
    )


def _without(items: list[_Taken], others: list[_Taken]) -> list[_Taken]:
    left = list(others)
    kept = []
    for item in items:
        if item in left:
            left.remove(item)
        else:
            kept.append(item)
    return kept


def _train(pollutant: str, variant: Variant) -> Iterator[_Taken]:
    """The devices that take some of a pollutant."""
    rows = _table()[pollutant]
    collected = False
    for device in variant.unit.apcs:
        names = [f"{device.type}.{getattr(device, 'process', '')}", device.type]
        if pollutant == "dust" and collected and device.type == "fabric_filter":
            names.insert(0, "fabric_filter.behind_another")
        row = next((rows[name] for name in names if name in rows), None)
        collected = collected or device.type in COLLECTORS
        if row is None:
            continue
        ends = [row["high"], row["mid"], row["low"]]
        own = getattr(device, "pm_efficiency", None) if pollutant == "dust" else None
        if own is not None:
            ends = [float(own)] * 3
        around = float(getattr(device, "bypass", 0.0) or 0.0) / 100
        passes = Range(*(around + (1 - around) * (1 - end / 100) for end in ends))
        yield _Taken(passes, row["source"], row["kind"])


def _brought(pollutant: str, variant: Variant) -> float:
    """What the fuel brings in a year, for comparison with another variant."""
    coal, output = variant.case.feed.coal, variant.case.output
    assert output.coal_kg_year is not None, "the capacity is known"
    share = {"so2": coal.sulfur, "nox": coal.hhv_mj_kg, "dust": coal.ash}[pollutant]
    return float(np.mean(output.coal_kg_year * share))
