"""Published tables of mercury capture by train and rank, to compare the model with.

A table has no cell for every unit. The cell that stands for a unit is found by fixed rules:

1. The train is reduced to what the tables tell apart: SCR, dry scrubber (a spray dryer or a circulating
   one), one particulate device, wet scrubber. Of several particulate devices the filter counts first, then
   the cold-side ESP, the hot-side ESP, the wet particulate scrubber. Everything else is left out, and a
   fluidised bed is taken as a furnace.
2. Anthracite and waste coal are read as bituminous.
3. The cell of train and rank is taken; if it is empty, that without SCR; then the same two of the nearest
   rank. Low ranks are nearer to each other than to bituminous coal.
4. If the train has no row at all, the particulate device is replaced: a cold-side ESP for a hot-side one
   behind a spray dryer, a hot-side ESP (the tables' "others") for scrubbers and for none.
5. A blend has the mean of its coals by share.

The tables know no injected carbon.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ipog.language import mark

COMPARATORS = "comparators.csv"

LEAST_EMITTED = 0.002
"""Least emitted share that a table is read as, since a score on logarithms has no zero."""

LABELS = {
    "epa_averages": mark("EPA average capture by train and rank"),
    "epa_factors": mark("emission factors of the EPA"),
    "eia_factors": mark("emission factors of the EIA"),
}
"""Words for the tables of ``comparators.csv``."""

_PARTICULATE = (
    "fabric_filter",
    "esp_cold_side",
    "esp_low_low_temperature",
    "esp_hot_side",
    "wet_particulate_scrubber",
)
_DRY = frozenset({"spray_dryer", "circulating_dry_scrubber"})
_SAME_RANK = {"anthracite": "bituminous", "waste_coal": "bituminous"}
_RANKS_BY_NEARNESS = {
    "bituminous": ("bituminous", "subbituminous", "lignite"),
    "subbituminous": ("subbituminous", "lignite", "bituminous"),
    "lignite": ("lignite", "subbituminous", "bituminous"),
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a table says of a unit.

    Attributes
    ----------
    emitted : share of the coal's mercury that leaves the stack [1]
    cells : the cells read, in words
    exact : whether each was the unit's own
    """

    emitted: float
    cells: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class CaptureTable:
    """A table of capture.

    Attributes
    ----------
    name, label, source : key, words, and key of the bibliography
    capture_percent : captured share of the coal's mercury by (train, rank) [%]
    """

    name: str
    label: str
    source: str
    capture_percent: Mapping[tuple[str, str], float]

    def estimate(self, train: Sequence[str], shares: Mapping[str, float]) -> Estimate | None:
        """The emitted share of a train; None where carbon is injected.

        Parameters
        ----------
        train : devices in gas order
        shares : share of each rank in the feed, adding up to 1
        """
        if "sorbent_injection" in train:
            return None
        own = reduced(train)
        emitted, cells, exact = 0.0, [], True
        for rank, share in shares.items():
            wanted = (own, _SAME_RANK.get(rank, rank))
            found = next(cell for cell in _candidates(*wanted) if cell in self.capture_percent)
            emitted += share * min(max(1 - self.capture_percent[found] / 100, LEAST_EMITTED), 1.0)
            cells.append(f"{found[0]}, {found[1]}")
            exact = exact and found == wanted
        return Estimate(emitted, tuple(cells), exact)


@cache
def capture_tables() -> tuple[CaptureTable, ...]:
    """The tables of ``comparators.csv`` in its order."""
    text = files("ipog").joinpath("data/field").joinpath(COMPARATORS).read_text(encoding="utf-8")
    cells: dict[str, dict[tuple[str, str], float]] = {}
    sources: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines()):
        sources[row["table"]] = row["source"]
        cells.setdefault(row["table"], {})[row["train"], row["rank"]] = float(row["capture_percent"])
    return tuple(
        CaptureTable(name, LABELS[name], sources[name], MappingProxyType(found))
        for name, found in cells.items()
    )


def reduced(train: Sequence[str]) -> str:
    """A train as the tables name it, such as ``"scr+esp_cold_side+wet_fgd"``."""
    collector = next((kind for kind in _PARTICULATE if kind in train), None)
    if collector == "esp_low_low_temperature":
        collector = "esp_cold_side"
    parts = [
        "scr" if "scr" in train else None,
        "spray_dryer" if _DRY & set(train) else None,
        collector,
        "wet_fgd" if "wet_fgd" in train else None,
    ]
    return "+".join(part for part in parts if part)


def _candidates(train: str, rank: str) -> Iterator[tuple[str, str]]:
    """Cells that may stand for a train and a rank, the nearest first."""
    for variant in (train, *_with_another_collector(train)):
        for near in _RANKS_BY_NEARNESS[rank]:
            yield variant, near
            yield variant.removeprefix("scr").removeprefix("+"), near


def _with_another_collector(train: str) -> Iterator[str]:
    parts = train.split("+") if train else []
    if "spray_dryer" in parts and "esp_hot_side" in parts:
        yield "+".join("esp_cold_side" if part == "esp_hot_side" else part for part in parts)
    others = [part for part in parts if part not in (*_PARTICULATE, "spray_dryer", "wet_fgd")]
    wet = ["wet_fgd"] if "wet_fgd" in parts else []
    # What the tables call "others" stands with the hot-side ESP.
    yield "+".join([*others, "esp_hot_side", *wet])
