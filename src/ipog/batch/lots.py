"""Lots: units that are alike, whose figures are columns, evaluated side by side and told as columns.

Whoever reads units by column, from whatever file, makes lots of them; what comes of a unit in a lot is,
to the last digit, what comes of it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipog.batch.block import Block, Places, Values, Words
from ipog.batch.digits import all_rounded
from ipog.batch.flat import assumptions_text, figures, sources_text, warnings_text
from ipog.batch.shapes import WHERE, Feed
from ipog.diagnostics import InputError
from ipog.evaluate.abreast import Abreast, Feeds, Firings, Notes, evaluate_abreast
from ipog.evaluate.prepare import Firing
from ipog.model import shipped
from ipog.plant import Unit
from ipog.provenance import Caution
from ipog.results import UnitResult

NO_PLANT, NO_UNIT = "Plant", "Unit 1"
"""What a plant and a unit without a name are called."""
_MOST_TEXTS = 50_000


@dataclass(frozen=True, slots=True)
class Lot:
    """Units that are alike: of the same devices, words and given fields.

    Attributes
    ----------
    unit : one of them, in which figures that differ are arrays with one number a unit
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
    ids : their own ids; None if they have none
    """

    unit: Unit
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
    ids: list[str] | None = None

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True)
class Alike:
    """A lot that was evaluated.

    Attributes
    ----------
    lot : the units
    block : their results
    result : central figures, as arrays
    """

    lot: Lot
    block: Block
    result: UnitResult


def evaluated(lot: Lot, feeds: Feeds) -> Alike | None:
    """Evaluate a lot; None if it can't be, as for a limit that is unknown: each unit alone tells why.

    Parameters
    ----------
    lot : the units
    feeds : those of the lot, as the model takes them
    """
    usual = Firings(lot.firings, lot.firing_of)
    try:
        alike = evaluate_abreast(lot.unit, feeds, lot.feed_of, usual, WHERE, shipped())
    except InputError:
        return None
    return Alike(lot, Block(lot.places, _columns(lot, alike)), alike.result)


def _columns(lot: Lot, alike: Abreast) -> dict[str, Values]:
    """The columns of the units' results, in the order of a unit alone."""
    result = alike.result
    found: dict[str, Values] = figures(result, None, None, lot.source, lot.numbers)
    found |= {"plant": lot.plants, "unit": lot.units}
    arrays = {key: values for key, values in found.items() if isinstance(values, np.ndarray)}
    found |= {key: Words.of(values.tolist()) for key, values in arrays.items() if values.dtype.kind == "O"}
    floats = {key: values for key, values in arrays.items() if values.dtype.kind == "f"}
    if floats:
        # All at once: a call costs more than the digits of some rows.
        found.update(zip(floats, all_rounded(np.stack(list(floats.values()))), strict=True))
    found |= _of_feeds(lot)
    found |= _of_notes(lot, alike)
    if lot.ids is not None:
        found["id"] = lot.ids
    return found


def _of_feeds(lot: Lot) -> dict[str, Values]:
    """What the feeds say in words."""
    used, places = np.unique(lot.feed_of, return_inverse=True)
    fed = [lot.feeds[at] for at in used.tolist()]
    return {
        "country": Words([feed.country for feed in fed], places),
        "coal_name": Words([feed.resolved.coal.name for feed in fed], places),
        "coal_rank": Words([feed.resolved.coal.rank for feed in fed], places),
    }


@dataclass(frozen=True, slots=True)
class _Told:
    """Notes of a unit in one cell's words each, and how many there are."""

    assumptions: str
    warnings: str
    sources: str
    assumptions_count: int
    warnings_count: int


_TOLD: dict[tuple[Feed, Notes, tuple[Caution, ...]], _Told] = {}
"""What was told of units before: chunk after chunk holds the same notes."""


def _told(feed: Feed, notes: Notes, cautions: tuple[Caution, ...], result: UnitResult) -> _Told:
    return _Told(
        _joined([feed.assumptions, assumptions_text(notes.assumptions)]),
        _joined([feed.warnings, warnings_text([*notes.cautions, *cautions])]),
        sources_text((*feed.resolved.sources, *notes.sources), result),
        len(feed.resolved.assumptions) + len(notes.assumptions),
        len(feed.resolved.cautions) + len(notes.cautions) + len(cautions),
    )


def _joined(texts: Sequence[str]) -> str:
    return "; ".join(text for text in texts if text)


def _of_notes(lot: Lot, alike: Abreast) -> dict[str, Values]:
    """Assumptions, warnings and sources."""
    kinds, sets = len(lot.notes), len(alike.cautions)
    codes, places = np.unique(
        (lot.feed_of * kinds + lot.firing_of) * sets + alike.cautions_of, return_inverse=True
    )
    told = []
    for code in codes.tolist():
        pair, cautions = divmod(code, sets)
        key = (lot.feeds[pair // kinds], lot.notes[pair % kinds], alike.cautions[cautions])
        known = _TOLD.get(key)
        if known is None:
            if len(_TOLD) >= _MOST_TEXTS:
                _TOLD.clear()
            known = _TOLD[key] = _told(*key, alike.result)
        told.append(known)
    columns: dict[str, Values] = {
        name: Words([getattr(each, name) for each in told], places)
        for name in ("assumptions", "warnings", "sources")
    }
    for name in ("assumptions_count", "warnings_count"):
        columns[name] = np.array([getattr(each, name) for each in told], np.int64)[places]
    return columns
