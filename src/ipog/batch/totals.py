"""Sums over units, sample by sample, so that the uncertainty of a total knows what its units share."""

from __future__ import annotations

import base64
import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.curve import concentration_rows, digits, share

Array = NDArray[np.float64]

TOP = 20
"""Units that are named as the largest emitters."""
MOST_NAMES = 300
"""Countries, owners, coals or trains that are summed up by themselves."""
OTHERS = "all others"
GROUPS = ("all", "country", "owner", "coal", "technology", "toolkit_class", "best_measure")
"""What units are summed by, in the order of the summary; the last two where they are asked for."""
PERCENTILES = (10, 50, 90)


SAME = "same"
"""Stands in a file for draws that do not differ from those of the base."""

Label = tuple[str, int | None]
"""A scenario, and the year if it has several."""


@dataclass(slots=True)
class Total:
    """Sums of some units.

    Attributes
    ----------
    units, sized : how many there are, and how many of known size
    coal_kg_year, kg_year : mercury of the coal and at the stack, of those of known size [kg/year]
    draws : samples of ``kg_year``; None without samples
    columns : sums of further columns, by their names
    scenarios : the same units under each scenario, and in each of its years
    """

    units: int = 0
    sized: int = 0
    coal_kg_year: float = 0.0
    kg_year: float = 0.0
    draws: Array | None = None
    columns: dict[str, float] = field(default_factory=dict)
    scenarios: dict[Label, Total] = field(default_factory=dict)

    def add(self, other: Total) -> None:
        """Add another sum."""
        self.units += other.units
        self.sized += other.sized
        self.coal_kg_year += other.coal_kg_year
        self.kg_year += other.kg_year
        if other.draws is not None:
            self.draws = other.draws if self.draws is None else self.draws + other.draws
        for name, value in other.columns.items():
            self.columns[name] = self.columns.get(name, 0.0) + value
        for label, total in other.scenarios.items():
            self.scenarios.setdefault(label, Total()).add(total)

    def as_data(self, base: Array | None = None) -> dict[str, Any]:
        """Plain data, for a file; draws that are those of ``base`` are not written again."""
        draws = None if self.draws is None else SAME if _alike(self.draws, base) else _packed(self.draws)
        return {
            "units": self.units,
            "sized": self.sized,
            "coal_kg_year": self.coal_kg_year,
            "kg_year": self.kg_year,
            "draws": draws,
            "columns": self.columns,
            "scenarios": [[*label, total.as_data(self.draws)] for label, total in self.scenarios.items()],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any], base: Array | None = None) -> Total:
        """What :meth:`as_data` gave."""
        draws = base if data["draws"] == SAME else None if data["draws"] is None else _unpacked(data["draws"])
        scenarios = {(name, year): cls.from_data(total, draws) for name, year, total in data["scenarios"]}
        return cls(**{**data, "draws": draws, "scenarios": scenarios})


def _alike(draws: Array, base: Array | None) -> bool:
    return base is not None and np.array_equal(draws, base)


def _packed(draws: Array) -> str:
    """Figures as text, to the last bit and in half the length of their digits."""
    return base64.b64encode(draws.astype("<f8").tobytes()).decode("ascii")


def _unpacked(text: str) -> Array:
    return np.frombuffer(base64.b64decode(text), "<f8").astype(np.float64)


Key = tuple[str, str]
"""What units are summed by, such as ``"country"``, and its value."""


@dataclass(slots=True)
class Totals:
    """Sums by country, coal and so on, the largest emitters, and every unit's emission.

    Attributes
    ----------
    sums : by key
    top : emission [kg/year], plant, unit and country of the largest emitters
    emissions : of each unit of known size [kg/year]
    """

    sums: dict[Key, Total] = field(default_factory=dict)
    top: list[tuple[float, str, str, str]] = field(default_factory=list)
    emissions: list[float] = field(default_factory=list)

    def add_unit(self, keys: Iterable[Key], one: Total, names: tuple[str, str, str]) -> None:
        """Count a unit under each of its keys; ``names`` are its plant, itself and its country."""
        for key in keys:
            self._sum(key).add(one)
        if one.sized:
            self.emissions.append(one.kg_year)
            self._rank([(one.kg_year, *names)])

    def add(self, other: Totals) -> None:
        """Add the totals of other units."""
        counts = Counter(kind for kind, _ in self.sums)
        for key, total in other.sums.items():
            self._sum(key, counts).add(total)
        self.emissions += other.emissions
        self._rank(other.top)

    def _sum(self, key: Key, counts: Counter[str] | None = None) -> Total:
        """The sum of a key; beyond :data:`MOST_NAMES` of a kind, that of all others.

        ``counts`` is how many there are of each kind, and is kept up to date; counted if None.
        """
        known = self.sums.get(key)
        if known is not None:
            return known
        if counts is None:
            counts = Counter(kind for kind, _ in self.sums)
        if counts[key[0]] >= MOST_NAMES:
            key = (key[0], OTHERS)
        if key not in self.sums:
            counts[key[0]] += 1
        return self.sums.setdefault(key, Total())

    def _rank(self, more: Iterable[tuple[float, str, str, str]]) -> None:
        # The first of equals comes first, whatever the chunks.
        self.top = heapq.nsmallest(TOP, [*self.top, *more], key=lambda item: (-item[0], *item[1:]))

    def as_data(self) -> dict[str, Any]:
        """Plain data, for a file."""
        sums = [[*key, total.as_data()] for key, total in self.sums.items()]
        return {"sums": sums, "top": self.top, "emissions": _packed(np.array(self.emissions, float))}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Totals:
        """What :meth:`as_data` gave."""
        sums = {(kind, name): Total.from_data(total) for kind, name, total in data["sums"]}
        top = [(float(kg), str(plant), str(unit), str(country)) for kg, plant, unit, country in data["top"]]
        return cls(sums, top, _unpacked(data["emissions"]).tolist())

    def rows(self) -> list[dict[str, Any]]:
        """The summary as rows of one table.

        ``hg_kg_year`` is the sum of the units' central estimates. The units' spreads are skew, so the
        mean and median of the total lie above it.
        """
        whole = self.sums.get(("all", "all"), Total())
        found = []
        for group in GROUPS:
            chosen = [(name, total) for (kind, name), total in self.sums.items() if kind == group]
            for name, total in sorted(chosen, key=lambda item: (-item[1].kg_year, item[0])):
                found.append(_row(group, name, total, whole))
                for label, changed in total.scenarios.items():
                    found.append(_scenario_row(group, name, label, changed, total))
        for kg_year, plant, unit, country in self.top:
            row: dict[str, Any] = {
                "group": "top_emitter",
                "name": f"{plant}, {unit}" + (f" ({country})" if country else ""),
            }
            row |= {"units": 1, "units_of_known_size": 1, "hg_kg_year": digits(kg_year)}
            found.append(row | {"share_of_all_fraction": share(kg_year, whole.kg_year)})
        return found + concentration_rows(self.emissions)


def _row(group: str, name: str, total: Total, whole: Total) -> dict[str, Any]:
    row: dict[str, Any] = {
        "group": group,
        "name": name,
        "units": total.units,
        "units_of_known_size": total.sized,
        "hg_kg_year": digits(total.kg_year) if total.sized else None,
        "share_of_all_fraction": share(total.kg_year, whole.kg_year) if total.sized else None,
    }
    row |= _spread("hg_kg_year", total.draws)
    if total.sized:
        row["coal_hg_kg_year"] = digits(total.coal_kg_year)
        kept = share(total.kg_year, total.coal_kg_year)
        row["removal_fraction"] = None if kept is None else digits(1 - kept)
    return row | {name: digits(value) for name, value in total.columns.items()}


def _scenario_row(group: str, name: str, label: Label, changed: Total, base: Total) -> dict[str, Any]:
    """A group under a scenario, and how far that is from the group as it stands.

    The change is reckoned sample by sample, so that its spread knows what both sides share.
    """
    scenario, year = label
    row: dict[str, Any] = {"group": group, "name": name, "scenario": scenario}
    if year is not None:
        row["year"] = year
    row |= {"units": changed.units, "units_of_known_size": changed.sized}
    if not changed.sized:
        return row
    row["hg_kg_year"] = digits(changed.kg_year)
    row |= _spread("hg_kg_year", changed.draws)
    row["coal_hg_kg_year"] = digits(changed.coal_kg_year)
    kept = share(changed.kg_year, changed.coal_kg_year)
    row["removal_fraction"] = None if kept is None else digits(1 - kept)
    change = changed.kg_year - base.kg_year
    row |= {"change_kg_year": digits(change), "change_fraction": share(change, base.kg_year)}
    if changed.draws is not None and base.draws is not None:
        row |= _spread("change_kg_year", changed.draws - base.draws)
        mean = float(np.mean(base.draws))
        row["change_fraction_mean"] = share(float(np.mean(changed.draws)) - mean, mean)
    return row


def _spread(name: str, draws: Array | None) -> dict[str, float]:
    """Mean and percentiles of the draws of a total."""
    if draws is None:
        return {}
    found = {f"{name}_mean": digits(float(np.mean(draws)))}
    for level, value in zip(PERCENTILES, np.percentile(draws, PERCENTILES), strict=True):
        found[f"{name}_p{level}"] = digits(float(value))
    return found
