"""Lots evaluated side by side, and their results as columns.

What comes of a unit in a lot is, to the last digit, what comes of it alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ipog.batch.block import Block, Values, Words, different
from ipog.batch.digits import all_rounded
from ipog.batch.drawing import Drawing, draw, spread_columns
from ipog.batch.flat import assumptions_text, figures, sources_text, warnings_text
from ipog.batch.lots import Lot
from ipog.batch.scenarios import Scenario
from ipog.batch.scenarios_abreast import Standing, under
from ipog.batch.shapes import WHERE, Feed
from ipog.batch.states import Part
from ipog.batch.toolkit import Factors
from ipog.batch.toolkit_abreast import Beside, toolkit_abreast
from ipog.batch.totals import Label
from ipog.diagnostics import InputError
from ipog.evaluate.abreast import Abreast, Feeds, Firings, Notes, evaluate_abreast
from ipog.evaluate.prepare import Case
from ipog.model import shipped
from ipog.provenance import Caution
from ipog.results import UnitResult

_MOST_TEXTS = 10_000


@dataclass(frozen=True, slots=True)
class Alike:
    """A lot that was evaluated.

    Attributes
    ----------
    lot : the units
    block : their results
    result, case : figures and model input, as arrays
    draws : draws of the sums by kind [kg/year], a row for each word of :meth:`Lot.kinds`; None without
        samples, or if the units' size is not known
    beside : the Toolkit's estimate, where it is asked for
    standings : what the units emit under scenarios, where they are asked for
    """

    lot: Lot
    block: Block
    result: UnitResult
    case: Case
    draws: Mapping[str, NDArray[np.float64]] | None = None
    beside: Beside | None = None
    standings: Mapping[Label, Standing] = field(default_factory=dict)


def evaluated(
    lot: Lot, feeds: Feeds, drawing: Drawing | None = None, toolkit: Factors | None = None
) -> Alike | None:
    """Evaluate a lot; None if it can't be, as for a limit that is unknown: each unit alone tells why.

    Parameters
    ----------
    lot : the units
    feeds : those of the lot, as the model takes them
    drawing : the draws behind percentiles; central estimates alone if None
    toolkit : factors of the estimate that stands beside ours; None if it is not wanted
    """
    usual = Firings(lot.firings, lot.firing_of)
    try:
        alike = evaluate_abreast(lot.unit, feeds, lot.feed_of, usual, WHERE, shipped())
    except InputError:
        return None
    result, draws, beside = alike.result, None, None
    more: dict[str, Values] = {}
    if drawing is not None:
        result, draws = draw(lot, alike.result, drawing)
        more |= spread_columns(drawing)
    if toolkit is not None:
        beside = toolkit_abreast(lot, result, toolkit)
        more |= beside.columns
    block = Block(lot.places, _columns(lot, alike, result) | more)
    return Alike(lot, block, result, alike.case, draws, beside)


def evaluated_under(
    part: Part,
    scenarios: Sequence[Scenario],
    feeds: Feeds,
    drawing: Drawing | None = None,
    toolkit: Factors | None = None,
) -> Alike | None:
    """Evaluate a part of a lot as it is and under scenarios; as :func:`evaluated`."""
    alike = evaluated(part.lot, feeds, drawing, toolkit)
    if alike is None:
        return None
    found = under(part, alike.result, alike.case, alike.draws, scenarios, feeds, drawing)
    if found is None:
        return None
    block = Block(alike.block.places, {**alike.block.columns, **found.columns})
    return replace(alike, block=block, standings=found.standings)


def _columns(lot: Lot, alike: Abreast, result: UnitResult) -> dict[str, Values]:
    """The columns of the units' results, in the order of a unit alone."""
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
    used, places = different(lot.feed_of, len(lot.feeds))
    fed = [lot.feeds[at] for at in used.tolist()]
    return {
        "country": Words([feed.country for feed in fed], places),
        "coal_name": Words([feed.resolved.coal.name for feed in fed], places),
        "coal_rank": Words([feed.resolved.coal.rank for feed in fed], places),
    }


class _Told(NamedTuple):
    """Notes of a unit in one cell's words each, and how many there are."""

    assumptions: str
    warnings: str
    sources: str
    assumptions_count: int
    warnings_count: int


_TOLD: dict[tuple[Feed, Notes, int], _Told] = {}
"""What was told of units before, by the number of their cautions: chunk after chunk holds the same notes."""
_CAUTIONS: dict[tuple[Caution, ...], int] = {}


def _told(feed: Feed, notes: Notes, cautions: tuple[Caution, ...], result: UnitResult) -> _Told:
    return _Told(
        _joined([feed.assumptions, _assumed(notes)]),
        _joined([feed.warnings, warnings_text([*notes.cautions, *cautions])]),
        sources_text((*feed.resolved.sources, *notes.sources), result),
        len(feed.resolved.assumptions) + len(notes.assumptions),
        len(feed.resolved.cautions) + len(notes.cautions) + len(cautions),
    )


@lru_cache(maxsize=1000)
def _assumed(notes: Notes) -> str:
    """What is assumed of units, whatever their feed."""
    return assumptions_text(notes.assumptions)


def _joined(texts: Sequence[str]) -> str:
    return "; ".join(text for text in texts if text)


def _of_notes(lot: Lot, alike: Abreast) -> dict[str, Values]:
    """Assumptions, warnings and sources."""
    kinds, sets = len(lot.notes), len(alike.cautions)
    pairs, pair_of = different(lot.feed_of * kinds + lot.firing_of, len(lot.feeds) * kinds)
    codes, places = different(pair_of * sets + alike.cautions_of, len(pairs) * sets)
    numbers = [_CAUTIONS.setdefault(each, len(_CAUTIONS)) for each in alike.cautions]
    told = []
    for code in codes.tolist():
        at, cautions = divmod(code, sets)
        pair = int(pairs[at])
        feed, notes = lot.feeds[pair // kinds], lot.notes[pair % kinds]
        known = _TOLD.get((feed, notes, numbers[cautions]))
        if known is None:
            known = _told(feed, notes, alike.cautions[cautions], alike.result)
            _TOLD[feed, notes, numbers[cautions]] = known
        told.append(known)
    if len(_TOLD) >= _MOST_TEXTS:
        _TOLD.clear()
        _CAUTIONS.clear()
    columns: dict[str, Values] = {}
    for name, values in zip(_Told._fields, zip(*told, strict=True), strict=True):
        counted = name.endswith("_count")
        columns[name] = np.array(values, np.int64)[places] if counted else Words(values, places)
    return columns
