"""Rows of a table by column: lots of those that are alike.

A row that is wrong, or odd in any way, is not touched here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ipog.batch.alike import Alike, evaluated, evaluated_under
from ipog.batch.block import Places, Words, different
from ipog.batch.cells import Cells
from ipog.batch.drawing import Drawing
from ipog.batch.grid import Grid
from ipog.batch.lots import NO_PLANT, NO_UNIT, Lot
from ipog.batch.rows import Head, read_plant, read_row
from ipog.batch.scenarios import Scenario
from ipog.batch.shapes import Feed, Shape, Shapes
from ipog.batch.states import parts
from ipog.batch.tables import Cell
from ipog.batch.toolkit import Factors
from ipog.evaluate.abreast import Feeds, Notes
from ipog.evaluate.prepare import Firing, firing_of
from ipog.plant import Plant


@lru_cache(maxsize=8)
def _shapes(head: Head) -> Shapes:
    return Shapes(head)


def alike_rows(
    head: Head,
    name: str,
    rows: Sequence[tuple[int, list[Cell]]],
    skipped: set[int],
    drawing: Drawing | None = None,
    toolkit: Factors | None = None,
    scenarios: Sequence[Scenario] = (),
) -> list[Alike]:
    """Evaluate what can be evaluated by column.

    Parameters
    ----------
    head, name : of the table
    rows : number and cells of each row
    skipped : numbers of rows to leave alone
    drawing : the draws behind percentiles; central estimates alone if None
    toolkit : factors of the estimate that stands beside ours; None if it is not wanted
    scenarios : under which the units are evaluated too
    """
    shapes = _shapes(head)
    grid = Grid.of(rows)
    cells = Cells(shapes, grid, skipped)

    def read(place: int) -> Plant | None:
        number, row = grid[place]
        return read_plant(read_row(head, row, name, number), head, name, number)[0]

    shape_keys, shape_of = cells.shape_keys()
    feed_keys, feed_of = cells.feed_keys()
    known = [shapes.shape(key) for key in shape_keys]
    fed = [shapes.feed_of(key) for key in feed_keys]
    if drawing is not None:
        fed = [None if feed is not None and feed.of_its_own else feed for feed in fed]
    cells.good &= _known(known)[shape_of] & _known(fed)[feed_of]
    feeds = [feed for feed in fed if feed is not None]
    if not feeds:
        return []
    feed_of = (np.cumsum(_known(fed)) - 1)[feed_of]
    every = Feeds([feed.resolved for feed in feeds])
    found = []
    for lot in _Rows(cells, name, known, shape_of, feeds, feed_of).lots(exact=drawing is not None):
        if not scenarios:
            found.append(evaluated(lot, every, drawing, toolkit))
            continue
        several = parts(lot, scenarios, read, exact=drawing is not None)
        found += [evaluated_under(part, scenarios, every, drawing, toolkit) for part in several]
    return [alike for alike in found if alike is not None]


def _known(items: Sequence[object | None]) -> NDArray[np.bool_]:
    return np.array([item is not None for item in items], bool)


class _Rows:
    """The rows of a chunk that can be read by column.

    Parameters
    ----------
    cells, name : of the table
    shapes : of the rows, None for one that can't be read so
    shape_of : which of them a row has
    feeds : of the rows
    feed_of : which of them a row has
    """

    def __init__(
        self,
        cells: Cells,
        name: str,
        shapes: Sequence[Shape | None],
        shape_of: Places,
        feeds: Sequence[Feed],
        feed_of: Places,
    ) -> None:
        self._cells = cells
        self._name = name
        self._shapes = shapes
        self._shape_of = shape_of
        self._feeds = feeds
        self._feed_of = feed_of
        self._plants = cells.labels("plant", NO_PLANT)
        self._units = cells.labels("unit", NO_UNIT)
        self._owners = cells.labels("owner")
        types = ["" if shape is None else str(shape.unit.boiler.type) for shape in shapes]
        self._boilers = Words(types, shape_of)
        boilers: dict[Hashable, int] = {}
        burns = [None if shape is None else firing_of(shape.unit.boiler.type) for shape in shapes]
        self._boiler_of = np.array([_number(boiler, boilers) for boiler in burns], np.intp)
        burnt: dict[Hashable, int] = {}
        self._burnt_of = np.array([_number(feed.firing, burnt) for feed in feeds], np.intp)
        self._burnt = len(burnt)

    def lots(self, *, exact: bool) -> Iterator[Lot]:
        """The rows in lots, those with and without an id of their own apart.

        ``exact`` leaves out rows of which a figure has a spread of its own.
        """
        kinds: dict[Hashable, int] = {}
        kind_of_shape = np.array(
            [-1 if shape is None else _number(shape.alike, kinds) for shape in self._shapes], np.intp
        )
        kind_of = 2 * kind_of_shape[self._shape_of] + self._cells.has_label("id")
        group = np.where(self._cells.good, kind_of, -1)
        order = np.argsort(group, kind="stable")
        ends = np.flatnonzero(np.diff(group[order])) + 1
        for places in np.split(order, ends):
            if group[places[0]] >= 0:
                lot = self._lot(places, exact=exact)
                if lot is not None:
                    yield lot

    def _lot(self, places: Places, *, exact: bool) -> Lot | None:
        """A lot of rows that are alike; without those of which a figure can't be read."""
        cells = self._cells
        shape = self._shapes[self._shape_of[places[0]]]
        assert shape is not None, "rows without a shape are in no lot"
        values = {
            figure.path: cells.shapes.amounts(figure, exact=exact)[cells.codes(figure.heading.at)[places]]
            for figure in shape.figures
        }
        kept = np.ones(len(places), bool)
        for column in values.values():
            kept &= ~np.isnan(column)
        gross, net = values.get(("gross_capacity",)), values.get(("net_capacity",))
        if gross is not None and net is not None:
            kept &= net <= gross
        firings, notes, firing_of = self._firings(places)
        kept &= firing_of >= 0
        if not kept.any():
            return None
        places = places[kept]
        ids = cells.ids(places)
        return Lot(
            like=shape.unit,
            figures={path: column[kept] for path, column in values.items()},
            feeds=self._feeds,
            feed_of=self._feed_of[places],
            firings=firings,
            firing_of=firing_of[kept],
            notes=notes,
            places=places,
            source=self._name,
            numbers=cells.numbers[places],
            plants=self._plants.some(places),
            units=self._units.some(places),
            owners=self._owners.at(places),
            boilers=self._boilers.at(places),
            years=cells.years(places),
            ids=None if None in ids else ids,
        )

    def _firings(self, places: Places) -> tuple[list[Firing], list[Notes], Places]:
        """Firings of some rows with their notes, and which of them a row has; -1 if it can't be evaluated."""
        pairs = self._boiler_of[self._shape_of[places]] * self._burnt + self._burnt_of[self._feed_of[places]]
        used, pair_of = different(pairs, int(pairs.max()) + 1)
        first = np.empty(len(used), np.intp)
        first[pair_of[::-1]] = np.arange(len(places))[::-1]
        firings: list[Firing] = []
        notes: list[Notes] = []
        numbers = np.full(len(used), -1, np.intp)
        for at, row in enumerate(places[first].tolist()):
            shape, feed = self._shapes[self._shape_of[row]], self._feeds[self._feed_of[row]]
            assert shape is not None, "rows without a shape are in no lot"
            firing = replace(feed.firing, boiler=firing_of(shape.unit.boiler.type))
            noted = self._cells.shapes.notes(shape, feed, firing)
            if noted is not None:
                numbers[at] = len(notes)
                firings.append(firing)
                notes.append(noted)
        return firings, notes, numbers[pair_of]


def _number(key: Hashable, known: dict[Hashable, int]) -> int:
    """The number of a key; a new one gets the next."""
    return known.setdefault(key, len(known))
