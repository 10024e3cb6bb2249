"""Lots: units that are alike, whose figures are columns.

Whoever reads units by column, from whatever file, makes lots of them, which :mod:`ipog.batch.alike`
evaluates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.block import Places, Words, different
from ipog.batch.shapes import Feed
from ipog.evaluate.abreast import Notes
from ipog.evaluate.prepare import Firing
from ipog.plant import Unit

NO_PLANT, NO_UNIT = "Plant", "Unit 1"
"""What a plant and a unit without a name are called."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Units that are alike: of the same devices, words and given fields.

    Attributes
    ----------
    like : one of them
    figures : those that differ, by their paths in the unit, with one number a unit
    feeds : feeds of the chunk, each once
    feed_of : which of the feeds a unit has
    firings : each pair of boiler and coal that the model tells apart, once
    firing_of : which of the firings a unit has
    notes : what is noted of the units of each firing
    places : of the units among all rows of the chunk
    source : where they stand
    numbers : their rows there
    plants, units : names, :data:`NO_PLANT` and :data:`NO_UNIT` for those without
    owners : of their plants, None if not given
    boilers : types of their boilers
    years : in which they were commissioned; :data:`~ipog.batch.shapes.NO_YEAR` where none is given
    ids : their own ids; None if they have none
    """

    like: Unit
    figures: Mapping[tuple[Any, ...], NDArray[np.float64]]
    feeds: Sequence[Feed]
    feed_of: Places
    firings: Sequence[Firing]
    firing_of: Places
    notes: Sequence[Notes]
    places: Places
    source: str
    numbers: NDArray[np.int64]
    plants: Words
    units: Words
    owners: Words
    boilers: Words
    years: NDArray[np.int64]
    ids: list[str] | None = None

    def __len__(self) -> int:
        return len(self.places)

    def some(self, rows: Places) -> Lot:
        """Some of the units."""
        return replace(
            self,
            figures={path: column[rows] for path, column in self.figures.items()},
            feed_of=self.feed_of[rows],
            firing_of=self.firing_of[rows],
            places=self.places[rows],
            numbers=self.numbers[rows],
            plants=self.plants.some(rows),
            units=self.units.some(rows),
            owners=self.owners.at(rows),
            boilers=self.boilers.at(rows),
            years=self.years[rows],
            ids=None if self.ids is None else [self.ids[row] for row in rows.tolist()],
        )

    @property
    def unit(self) -> Unit:
        """One of the units, in which figures that differ are arrays with one number a unit."""
        return _with_figures(self.like, self.figures)

    def unit_of(self, some: Places) -> Unit:
        """The same of some of the units, in which figures that differ have the shape (units, 1)."""
        return _with_figures(self.like, {path: column[some, None] for path, column in self.figures.items()})

    def kinds(self) -> dict[str, Words]:
        """What the units are summed by, and the words of each kind."""
        used, places = different(self.feed_of, len(self.feeds))
        fed = [self.feeds[at] for at in used.tolist()]
        train = " + ".join(device.type for device in self.like.apcs) or "none"
        together = np.zeros(len(self), np.intp)
        return {
            "all": Words(["all"], together),
            "country": Words([feed.country or "not given" for feed in fed], places),
            "owner": Words([name or "not given" for name in self.owners.words], self.owners.places),
            "coal": Words([feed.resolved.coal.name for feed in fed], places),
            "technology": Words([train], together),
        }


def _with_figures(unit: Unit, values: Mapping[tuple[Any, ...], NDArray[np.float64]]) -> Unit:
    """A unit with other figures, by their paths."""
    changes: dict[str, Any] = {}
    boiler: dict[str, Any] = {}
    devices: dict[int, dict[str, Any]] = {}
    for path, column in values.items():
        holder = (
            changes if len(path) == 1 else boiler if path[0] == "boiler" else devices.setdefault(path[1], {})
        )
        holder[path[-1]] = column
    apcs = [device.model_copy(update=devices.get(at, {})) for at, device in enumerate(unit.apcs)]
    changes |= {"boiler": unit.boiler.model_copy(update=boiler), "apcs": apcs}
    return unit.model_copy(update=changes)
