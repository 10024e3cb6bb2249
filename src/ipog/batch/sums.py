"""Sums over units that were evaluated side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.alike import Alike
from ipog.batch.block import Places, Words, numbered
from ipog.batch.totals import TOP, Label, Total, Totals

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
        self._numbers: list[Places] = []
        self._units: list[_Units] = []
        self._more: dict[str, list[Array]] = {}
        self._draws: dict[int, Array] = {}
        self._labels: dict[Label, _Sums] = {}

    def add(self, words: Words, units: _Units, draws: Array | None, more: Mapping[str, Array]) -> None:
        """Add units.

        Parameters
        ----------
        words : of the units
        units : what is summed up
        draws : of the sum of each word; None without
        more : further columns that are summed up, nan for none
        """
        numbers = numbered(words.words, self._known)
        self._numbers.append(numbers[words.places])
        self._units.append(units)
        for name, values in more.items():
            self._more.setdefault(name, []).append(values)
        if draws is not None:
            for number, drawn in zip(numbers.tolist(), draws, strict=True):
                before = self._draws.get(number)
                self._draws[number] = drawn if before is None else before + drawn

    def under(self, label: Label) -> _Sums:
        """Sums of the same units under a scenario."""
        return self._labels.setdefault(label, _Sums(self.kind))

    def totals(self, order: Places, columns: _Columns) -> dict[str, Total]:
        """The sum of each word, in the order of the rows: only so many are summed up by themselves.

        The units are summed up in the order of their rows, since each order has last digits of its own.

        Parameters
        ----------
        order : of the units that were added
        columns : what is summed up of units, for sums of other kinds too
        """
        if not self._numbers:
            return {}
        numbers, count = np.concatenate(self._numbers)[order], len(self._known)

        sized, kg, coal_kg = (
            np.bincount(numbers, values, count).tolist() for values in columns.of(self._units, order)
        )
        units = np.bincount(numbers, None, count).tolist()
        more = self._sums_of_more(numbers, order)
        labels = {label: sums.totals(order, columns) for label, sums in self._labels.items()}
        first = np.full(count, len(numbers))
        first[numbers[::-1]] = np.arange(len(numbers))[::-1]
        words = list(self._known)
        found = {}
        for at in np.argsort(first, kind="stable").tolist():
            word = str(words[at])
            total = Total(int(units[at]), int(sized[at]), coal_kg[at], kg[at], self._draws.get(at))
            total.columns = {name: values[at] for name, values in more.items() if values[at] is not None}
            total.scenarios = {label: totals[word] for label, totals in labels.items()}
            found[word] = total
        return found

    def _sums_of_more(self, numbers: Places, order: Places) -> dict[str, list[float | None]]:
        """Sums of further columns by number; None where no unit has one."""
        found = {}
        for name, parts in self._more.items():
            values = np.concatenate(parts)[order]
            given = ~np.isnan(values)
            counts = np.bincount(numbers[given], None, len(self._known)).tolist()
            sums = np.bincount(numbers[given], values[given], len(self._known)).tolist()
            found[name] = [value if some else None for some, value in zip(counts, sums, strict=True)]
        return found


class _Units:
    """What is summed up of some units; None for emissions of units whose size is not known."""

    def __init__(self, rows: int, kg_year: Any, coal_kg_year: Any) -> None:
        self.sized = kg_year is not None and coal_kg_year is not None
        self.kg: Array = np.broadcast_to(np.asarray(kg_year if self.sized else 0.0, float), (rows,))
        self.coal_kg: Array = np.broadcast_to(np.asarray(coal_kg_year if self.sized else 0.0, float), (rows,))


class _Columns:
    """What is summed up of units, in the order of their rows: the same for each kind."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], tuple[list[_Units], tuple[Array, Array, Array]]] = {}

    def of(self, units: list[_Units], order: Places) -> tuple[Array, Array, Array]:
        """How many of them are of known size (1 or 0), their emission and the mercury of their coal."""
        key = tuple(map(id, units))
        if key not in self._known:
            sized = np.concatenate([np.full(len(each.kg), float(each.sized)) for each in units])
            kg, coal_kg = (
                np.concatenate([getattr(each, name) for each in units]) for name in ("kg", "coal_kg")
            )
            # The units are kept, so that no other gets their identity.
            self._known[key] = units, (sized[order], kg[order], coal_kg[order])
        return self._known[key][1]


def totals_of(alike: Sequence[Alike]) -> Totals:
    """Sums over units that were evaluated side by side."""
    totals = Totals()
    sums = {kind: _Sums(kind) for kind in KINDS}
    for each in alike:
        balance = each.result.balance_kg_year
        coal_kg = None if balance is None else balance["coal"]
        units = _Units(len(each.block), each.result.stack.hg_kg_year, coal_kg)
        kinds, draws = each.lot.kinds(), dict(each.draws or {})
        if each.beside is not None:
            kinds["toolkit_class"] = Words([each.beside.kind], kinds["all"].places)
            draws |= {"toolkit_class": draws["all"]} if draws else {}
        more = {} if each.beside is None else each.beside.sums
        for kind, words in kinds.items():
            sums[kind].add(words, units, draws.get(kind), more)
            for label, standing in each.standings.items():
                then = _Units(len(each.block), standing.kg_year, standing.coal_kg_year)
                # All units of a lot are of one class.
                of_kind = "all" if kind == "toolkit_class" else kind
                drawn = None if standing.draws is None else standing.draws[of_kind]
                sums[kind].under(label).add(words, then, drawn, {})
        if units.sized:
            totals.emissions += units.kg.tolist()
            totals.top += _largest(each, units.kg)
    if alike:
        order = np.argsort(np.concatenate([each.block.places for each in alike]), kind="stable")
        columns = _Columns()
        for kind, own in sums.items():
            found = own.totals(order, columns)
            totals.sums.update({(kind, word): total for word, total in found.items()})
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
