"""Percentiles of the units of a lot, and the draws of their sums, some units at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.block import Places, Words
from ipog.batch.lots import Lot
from ipog.batch.shapes import WHERE, Feed
from ipog.evaluate.drawn import DrawnFeed, Units, drawn_feed, spreads, yearly
from ipog.results import PERCENTILES, StackResult, UnitResult

Array = NDArray[np.float64]

VALUES_AT_ONCE = 32_768
"""Units times samples that are drawn together: enough to spread the cost of a call, few enough for the
arrays to stay in the processor's cache."""
_VALUES_KEPT = 12_000_000
"""Samples of feeds that are remembered, of about :data:`_FIGURES` figures each."""
_FIGURES = 14

_KEPT: OrderedDict[tuple[Feed, int, int, bool], DrawnFeed] = OrderedDict()
"""The feeds that were drawn last: those of a fleet are few."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn.

    Attributes
    ----------
    samples, seed : of the draws
    chunk : number of the chunk, which with a unit's place tells it from all others of the run
    places : of the rows in the chunk, where it counts them otherwise than the lots do
    """

    samples: int
    seed: int
    chunk: int
    places: Places | None = None

    def keys(self, rows: Places) -> list[str]:
        """What tells some rows from all others of a run."""
        places = rows if self.places is None else self.places[rows]
        return [key_of(self.chunk, place) for place in places.tolist()]


def key_of(chunk: int, place: int) -> str:
    """What tells a unit from all other units of a run, for the draws of totals."""
    return f"{chunk} {place}"


def draw(
    lot: Lot,
    result: UnitResult,
    drawing: Drawing,
    error_sd: Array | None = None,
    sisters: Sequence[str] | None = None,
) -> tuple[UnitResult, dict[str, Array] | None]:
    """The results of a lot with their spread, and draws of its sums by kind.

    The sums have the words of :meth:`Lot.kinds` as rows; None if the units' size is not known.

    Parameters
    ----------
    lot, result : the units, and their central estimates
    drawing : what is to be drawn
    error_sd : standard deviation of each unit's model error; from the drawn coals if None
    sisters : class of train whose error each has in common with its plant; that of its own if None
    """
    rows, samples, seed = len(lot), drawing.samples, drawing.seed
    levels = {level: _Columns(rows) for level in PERCENTILES}
    probabilities = [_Columns(rows) for _ in result.targets]
    sized = result.stack.hg_kg_year is not None
    sums = {kind: np.zeros((len(words.words), samples)) for kind, words in lot.kinds().items()}
    boilers = [firing.boiler for firing in lot.firings]
    for some in _pieces(lot, samples):
        used, feed_of = np.unique(lot.feed_of[some], return_inverse=True)
        feeds = [lot.feeds[at] for at in used.tolist()]
        units = Units(
            unit=lot.unit_of(some),
            boilers=[boilers[at] for at in lot.firing_of[some].tolist()],
            feed_of=feed_of,
            centre=_at(result.stack, some),
            where=WHERE,
        )
        sd = None if error_sd is None else error_sd[some]
        found = spreads(units, _drawn(feeds, drawing, shared=False), result.targets, samples, seed, sd)
        for level, figures in found.percentiles.items():
            for name, values in figures.items():
                levels[level].put(name, some, values)
        for column, kept in zip(probabilities, found.probabilities, strict=True):
            column.put("met", some, kept)
        if sized:
            shared = _drawn(feeds, drawing, shared=True)
            plants = [f"{lot.plants[row]} {lot.feeds[lot.feed_of[row]].country}" for row in some.tolist()]
            keys = drawing.keys(lot.places[some])
            classes = None if sisters is None else [sisters[row] for row in some.tolist()]
            emitted = yearly(units, shared, plants, keys, samples, seed, classes)
            for kind, words in lot.kinds().items():
                _add(sums[kind], words, some, emitted)
    targets = [
        replace(target, probability_met=column.found["met"])
        for target, column in zip(result.targets, probabilities, strict=True)
    ]
    percentiles = {level: StackResult(**columns.found) for level, columns in levels.items()}
    told = replace(result, percentiles=percentiles, targets=tuple(targets))
    return told, sums if sized else None


class _Columns:
    """Figures of units, as they are found."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self.found: dict[str, Any] = {}

    def put(self, name: str, some: Places, values: Array | None) -> None:
        """Set a figure of some units; None if it is known of none."""
        if values is None:
            self.found[name] = None
            return
        if name not in self.found:
            self.found[name] = np.empty(self._rows)
        self.found[name][some] = values


def _pieces(lot: Lot, samples: int) -> Iterator[Places]:
    """Rows of a lot, some at a time, those of one feed together."""
    order = np.argsort(lot.feed_of, kind="stable")
    size = max(1, VALUES_AT_ONCE // samples)
    for start in range(0, len(order), size):
        yield order[start : start + size]


def _at(stack: StackResult, some: Places) -> StackResult:
    """The figures of some units."""

    def chosen(value: Any) -> Any:
        return value[some] if isinstance(value, np.ndarray) else value

    return StackResult(**{field.name: chosen(getattr(stack, field.name)) for field in fields(StackResult)})


def _drawn(feeds: Sequence[Feed], drawing: Drawing, *, shared: bool) -> list[DrawnFeed]:
    """Feeds as samples; those that were drawn before are remembered, as far as there is room."""
    most = max(len(feeds), _VALUES_KEPT // (_FIGURES * drawing.samples))
    found = []
    for feed in feeds:
        key = (feed, drawing.samples, drawing.seed, shared)
        known = _KEPT.get(key)
        if known is None:
            known = drawn_feed(feed.unit, feed.country, WHERE, drawing.samples, drawing.seed, shared=shared)
            _KEPT[key] = known
            while len(_KEPT) > most:
                _KEPT.popitem(last=False)
        else:
            _KEPT.move_to_end(key)
        found.append(known)
    return found


def _add(sums: Array, words: Words, some: Places, emitted: Array) -> None:
    """Add the draws of some units to the sums of their words."""
    codes = words.places[some]
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    sums[codes[order][starts]] += np.add.reduceat(emitted[order], starts, axis=0)


def spread_columns(drawing: Drawing) -> Mapping[str, int]:
    """What a row with percentiles tells of the draws."""
    return {"uncertainty_samples": drawing.samples, "uncertainty_seed": drawing.seed}
