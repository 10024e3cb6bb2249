"""What the rows before were called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ipog.batch import columns
from ipog.batch.grid import Grid
from ipog.batch.rows import Head
from ipog.batch.tables import Cell
from ipog.diagnostics import Problem

_BITS = 24
"""Last bits of a hash by which most new ones are told from all before."""


class Hashes:
    """Hashes of eight bytes each, many at a time: a million units have two million."""

    def __init__(self) -> None:
        self._sorted: list[NDArray[np.int64]] = []
        self._marked = np.zeros(1 << _BITS, bool)

    def seen(self, values: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each came before, here or in an earlier call; from now on all of them have."""
        # A hash whose last bits nobody had is new: of most that is all that need be asked.
        ends = values & ((1 << _BITS) - 1)
        perhaps = self._marked[ends]
        self._marked[ends] = True
        ordered = np.sort(values)
        if (ordered[1:] == ordered[:-1]).any():
            return self._sought(values)
        found = np.zeros(len(values), bool)
        for part in self._sorted:
            found[perhaps] |= _are_in(part, values[perhaps])
        self._keep(np.sort(values[~found]) if found.any() else ordered)
        return found

    def _sought(self, values: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The same where some come twice."""
        order = np.argsort(values, kind="stable")
        ordered = values[order]
        known = np.zeros(len(values), bool)
        known[1:] = ordered[1:] == ordered[:-1]
        fresh = ordered[~known]
        for part in self._sorted:
            known |= _are_in(part, ordered)
        self._keep(fresh)
        found = np.empty(len(values), bool)
        found[order] = known
        return found

    def _keep(self, fresh: NDArray[np.int64]) -> None:
        if not len(fresh):
            return
        # Parts of growing size, so that few are searched and each hash is moved a few times only.
        while self._sorted and len(self._sorted[-1]) <= 2 * len(fresh):
            fresh = np.sort(np.concatenate([self._sorted.pop(), fresh]))
        self._sorted.append(fresh)


def _are_in(part: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether values stand in a part, which is sorted."""
    places = np.searchsorted(part, values)
    places[places == len(part)] = 0
    return np.asarray(part[places] == values)


class Seen:
    """Remembers ids and names of units over all tables, as short hashes."""

    def __init__(self) -> None:
        self._ids = Hashes()
        self._names = Hashes()

    def repeated(self, head: Head, name: str, rows: Sequence[tuple[int, list[Cell]]]) -> dict[int, Problem]:
        """For rows that repeat what an earlier row is called, what is wrong."""
        grid = Grid.of(rows)
        ids, plants, units, countries = (
            _column(head.places.get(column), grid) for column in (columns.ID, "plant", "unit", "country")
        )
        named = _given(plants) & _given(units)
        called = map(hash, zip(plants, units, countries, strict=True))
        found = {}
        for place in _repeats(self._names, called, named):
            message = f"a row before is called {plants[place]}, {units[place]} too; both count in the totals"
            number = int(grid.numbers[place])
            found[number] = Problem(
                "duplicate-name", message, "warning", name, number, path="unit", given=units[place]
            )
        for place in _repeats(self._ids, map(hash, ids), _given(ids)):
            message = f"the id {ids[place]} stands in a row before too"
            number = int(grid.numbers[place])
            found[number] = Problem(
                "duplicate-id", message, "error", name, number, path=columns.ID, given=ids[place],
                allowed="an id of its own for each row, or none",
            )  # fmt: skip
        return found


def _column(at: int | None, rows: Grid) -> list[str]:
    if at is None:
        return [""] * len(rows)
    cells = rows.column(at)
    if set(map(type, cells)) == {str}:
        return list(map(str.strip, cells))  # type: ignore[arg-type]
    return ["" if cell is None else str(cell).strip() for cell in cells]


def _given(texts: Sequence[str]) -> NDArray[np.bool_]:
    if "" not in texts:
        return np.ones(len(texts), bool)
    return np.array([text != "" for text in texts], bool)


def _repeats(hashes: Hashes, values: Iterable[int], given: NDArray[np.bool_]) -> list[int]:
    """Places of values that came before; those that are not given are left out."""
    if not given.any():
        return []
    all_of_them = np.fromiter(values, np.int64, len(given))
    places = np.flatnonzero(given)
    return places[hashes.seen(all_of_them[places])].tolist()  # type: ignore[no-any-return]
