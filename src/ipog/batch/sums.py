"""Sums over units that were evaluated side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ipog.batch.alike import Alike
from ipog.batch.block import Places, Words
from ipog.batch.totals import TOP, Total, Totals

Array = NDArray[np.float64]


KINDS = ("all", "country", "owner", "coal", "technology")
"""What units are summed by."""


class _Sums:
    """Sums by the words of one kind, such as coals.

    Parameters
    ----------
    kind : what the units are summed by
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._known: dict[str, int] = {}
        self._first: list[int] = []
        self._totals: list[Total] = []

    def add(self, words: Words, places: Places, units: _Units, draws: Array | None) -> None:
        """Add units.

        Parameters
        ----------
        words : of the units
        places : of the units among the rows of the chunk, in order
        units : what is summed up
        draws : of the sum of each word; None without
        """
        first = np.full(len(words.words), places[-1])
        first[words.places[::-1]] = places[::-1]
        columns = [
            np.bincount(words.places, weights, len(words.words)).tolist()
            for weights in (None, units.coal_kg, units.kg)
        ]
        for number, word in enumerate(words.words):
            count, coal_kg, kg = (column[number] for column in columns)
            drawn = None if draws is None else draws[number]
            one = Total(int(count), int(count) if units.sized else 0, coal_kg, kg, drawn)
            at = self._known.setdefault(str(word), len(self._totals))
            if at == len(self._totals):
                self._first.append(int(first[number]))
                self._totals.append(one)
            else:
                self._first[at] = min(int(first[number]), self._first[at])
                self._totals[at].add(one)

    def into(self, totals: Totals) -> None:
        """Enter the sums, in the order of the rows: only so many names are summed up by themselves."""
        found = sorted(zip(self._first, self._known, self._totals, strict=True), key=lambda item: item[0])
        totals.sums.update({(self.kind, word): total for _, word, total in found})


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
        for kind, words in each.lot.kinds().items():
            sums[kind].add(words, each.block.places, units, None if each.draws is None else each.draws[kind])
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
