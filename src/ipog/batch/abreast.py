"""Rows of a table by column: lots of those that are alike.

A row that is wrong, or odd in any way, is not touched here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ipog.batch.alike import Alike, evaluated, evaluated_under
from ipog.batch.block import Places, Words
from ipog.batch.cells import Cells
from ipog.batch.drawing import Drawing
from ipog.batch.grid import Grid
from ipog.batch.lots import NO_PLANT, NO_UNIT, Lot
from ipog.batch.rows import Head, read_plant, read_row
from ipog.batch.scenarios import Scenario
from ipog.batch.shapes import Feed, Key, Shape, Shapes
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
    for lot in _lots(cells, name, known, shape_of, feeds, feed_of, exact=drawing is not None):
        if not scenarios:
            found.append(evaluated(lot, every, drawing, toolkit))
            continue
        several = parts(lot, scenarios, read, exact=drawing is not None)
        found += [evaluated_under(part, scenarios, every, drawing, toolkit) for part in several]
    return [alike for alike in found if alike is not None]


def _known(items: Sequence[object | None]) -> NDArray[np.bool_]:
    return np.array([item is not None for item in items], bool)


def _lots(
    cells: Cells,
    name: str,
    shapes: Sequence[Shape | None],
    shape_of: Places,
    feeds: Sequence[Feed],
    feed_of: Places,
    *,
    exact: bool,
) -> Iterator[Lot]:
    """The rows in lots, those with and without an id of their own apart.

    ``exact`` leaves out rows of which a figure has a spread of its own.
    """
    kinds: dict[Key, int] = {}
    kind_of_shape = np.array(
        [-1 if shape is None else kinds.setdefault(shape.alike, len(kinds)) for shape in shapes], np.intp
    )
    group = np.where(cells.good, 2 * kind_of_shape[shape_of] + cells.has_label("id"), -1)
    order = np.argsort(group, kind="stable")
    ends = np.flatnonzero(np.diff(group[order])) + 1
    for places in np.split(order, ends):
        if group[places[0]] >= 0:
            lot = _lot(cells, name, shapes, shape_of, feeds, feed_of, places, exact=exact)
            if lot is not None:
                yield lot


def _lot(
    cells: Cells,
    name: str,
    shapes: Sequence[Shape | None],
    shape_of: Places,
    feeds: Sequence[Feed],
    feed_of: Places,
    places: Places,
    *,
    exact: bool,
) -> Lot | None:
    """A lot of rows that are alike; without those of which a figure can't be read."""
    shape = shapes[shape_of[places[0]]]
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
    firings, notes, firing_of = _firings(cells.shapes, shapes, shape_of[places], feeds, feed_of[places])
    kept &= firing_of >= 0
    if not kept.any():
        return None
    places = places[kept]
    ids = cells.ids(places)
    plants, units = (cells.labels(name, places) for name in ("plant", "unit"))
    return Lot(
        like=shape.unit,
        figures={path: column[kept] for path, column in values.items()},
        feeds=feeds,
        feed_of=feed_of[places],
        firings=firings,
        firing_of=firing_of[kept],
        notes=notes,
        places=places,
        source=name,
        numbers=cells.numbers[places],
        plants=Words([text or NO_PLANT for text in plants.words], plants.places),
        units=Words([text or NO_UNIT for text in units.words], units.places),
        owners=cells.labels("owner", places),
        boilers=_boilers(shapes, shape_of[places]),
        years=cells.years(places),
        ids=None if None in ids else ids,
    )


def _boilers(shapes: Sequence[Shape | None], shape_of: Places) -> Words:
    types = ["" if shape is None else str(shape.unit.boiler.type) for shape in shapes]
    return Words(types, shape_of).at(np.arange(len(shape_of)))


def _firings(
    known: Shapes, shapes: Sequence[Shape | None], shape_of: Places, feeds: Sequence[Feed], feed_of: Places
) -> tuple[list[Firing], list[Notes], Places]:
    """Firings of some rows with their notes, and which of them a row has; -1 if it can't be evaluated."""
    burnt: dict[Firing, int] = {}
    burnt_of = np.array([burnt.setdefault(feed.firing, len(burnt)) for feed in feeds], np.intp)
    boilers: dict[str, int] = {}
    boiler_of = np.array(
        [
            -1 if shape is None else boilers.setdefault(firing_of(shape.unit.boiler.type), len(boilers))
            for shape in shapes
        ],
        np.intp,
    )
    pairs, first, pair_of = np.unique(
        boiler_of[shape_of] * len(burnt) + burnt_of[feed_of], return_index=True, return_inverse=True
    )
    firings: list[Firing] = []
    notes: list[Notes] = []
    numbers = np.full(len(pairs), -1, np.intp)
    for place, row in enumerate(first.tolist()):
        shape, feed = shapes[shape_of[row]], feeds[feed_of[row]]
        assert shape is not None, "rows without a shape are in no lot"
        firing = replace(feed.firing, boiler=firing_of(shape.unit.boiler.type))
        noted = known.notes(shape, feed, firing)
        if noted is not None:
            numbers[place] = len(notes)
            firings.append(firing)
            notes.append(noted)
    return firings, notes, numbers[pair_of]
