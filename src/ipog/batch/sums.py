"""Sums over units that were evaluated side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.alike import Alike
from ipog.batch.block import Places, Words, numbered
from ipog.batch.totals import TOP, Total, Totals

Array = NDArray[np.float64]


KINDS = ("all", "country", "owner", "coal", "technology", "toolkit_class")
"""What units are summed by."""


class _Sums:
    """Sums by the words of one kind, such as coals.

    Parameters
    ----------
    kind : what the units are summed by
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._known: dict[str | None, int] = {}
        self._added: list[list[NDArray[Any]]] = []
        self._draws: dict[int, Array] = {}
        self._columns: dict[int, dict[str, float]] = {}

    def add(
        self, words: Words, places: Places, units: _Units, draws: Array | None, more: Mapping[str, Array]
    ) -> None:
        """Add units.

        Parameters
        ----------
        words : of the units
        places : of the units among the rows of the chunk, in order
        units : what is summed up
        draws : of the sum of each word; None without
        more : further columns that are summed up, nan for none
        """
        count = len(words.words)
        numbers = numbered(words.words, self._known)
        first = np.full(count, places[-1])
        first[words.places[::-1]] = places[::-1]
        kg = [np.bincount(words.places, weights, count) for weights in (units.coal_kg, units.kg)]
        of_words = np.bincount(words.places, None, count)
        self._added.append([numbers, first, of_words, of_words * units.sized, *kg])
        if draws is not None:
            for number, drawn in zip(numbers.tolist(), draws, strict=True):
                before = self._draws.get(number)
                self._draws[number] = drawn if before is None else before + drawn

        for name, values in more.items():
            given = ~np.isnan(values)
            counts = np.bincount(words.places[given], None, count)
            sums = np.bincount(words.places[given], values[given], count)
            for number, counted, value in zip(numbers.tolist(), counts.tolist(), sums.tolist(), strict=True):
                if counted:
                    own = self._columns.setdefault(number, {})
                    own[name] = own.get(name, 0.0) + value

    def into(self, totals: Totals) -> None:
        """Enter the sums, in the order of the rows: only so many names are summed up by themselves."""
        if not self._added:
            return
        numbers, places, *added = (np.concatenate(parts) for parts in zip(*self._added, strict=True))
        first = np.full(len(self._known), np.iinfo(np.intp).max)
        np.minimum.at(first, numbers, places)
        units, sized, coal_kg, kg = (np.bincount(numbers, each, len(self._known)).tolist() for each in added)
        words = list(self._known)
        for number in np.argsort(first, kind="stable").tolist():
            total = Total(int(units[number]), int(sized[number]), coal_kg[number], kg[number])
            total.draws, total.columns = self._draws.get(number), self._columns.get(number, {})
            totals.sums[self.kind, str(words[number])] = total


class _Units:
    """What is summed up of the units of a lot."""

    def __init__(self, alike: Alike) -> None:
        kg_year, balance = alike.result.stack.hg_kg_year, alike.result.balance_kg_year
        self.sized = kg_year is not None and balance is not None
        coal = balance["coal"] if self.sized and balance else 0.0
        shape = (len(alike.block),)
        self.kg: Array = np.broadcast_to(np.asarray(kg_year if self.sized else 0.0, float), shape)
        self.coal_kg: Array = np.broadcast_to(np.asarray(coal, float), shape)


def totals_of(alike: Sequence[Alike]) -> Totals:
    """Sums over units that were evaluated side by side."""
    totals = Totals()
    sums = {kind: _Sums(kind) for kind in KINDS}
    for each in alike:
        units = _Units(each)
        kinds, draws = each.lot.kinds(), dict(each.draws or {})
        if each.beside is not None:
            kinds["toolkit_class"] = Words([each.beside.kind], kinds["all"].places)
            draws |= {"toolkit_class": draws["all"]} if draws else {}
        more = {} if each.beside is None else each.beside.sums
        for kind, words in kinds.items():
            sums[kind].add(words, each.block.places, units, draws.get(kind), more)
        if units.sized:
            totals.emissions += units.kg.tolist()
            totals.top += _largest(each, units.kg)
    for each_kind in sums.values():
        each_kind.into(totals)
    return totals


def _largest(alike: Alike, kg: Array) -> list[tuple[float, str, str, str]]:
    """The largest emitters of a lot, and those that are equal to the last of them."""
    least = np.partition(kg, -TOP)[-TOP] if len(kg) > TOP else -np.inf
    countries = alike.block.columns["country"]
    assert isinstance(countries, Words), "countries are few"
    lot = alike.lot
    return [
        (float(kg[place]), lot.plants[place] or "", lot.units[place] or "", countries[place] or "")
        for place in np.flatnonzero(kg >= least).tolist()
    ]
