"""Many units side by side: one pass of the same arithmetic for all rows of a table that are alike.

Rows are alike if they have the same devices, words and given fields, and coals that the same defaults
apply to. Their figures then go through :func:`~ipog.evaluate.prepare.prepare_fed`, the model and
:func:`~ipog.evaluate.assemble.unit_result` as arrays with one number a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ipog.coals import AsFired, ResolvedFeed, Value
from ipog.evaluate.assemble import unit_result
from ipog.evaluate.ledger import Ledger, Tracked
from ipog.evaluate.prepare import burns_as, prepare_fed
from ipog.evaluate.validity import SORBENT_LIMIT_C, Judged, caution_of, judged
from ipog.model import Parameters, run_chain, table
from ipog.plant import Unit
from ipog.provenance import Caution
from ipog.quantities import Spread
from ipog.results import UnitResult

Array = NDArray[np.float64]
Places = NDArray[np.intp]

_FIGURES = tuple(
    field.name for field in fields(AsFired) if field.name not in ("name", "rank") and "None" not in field.type
)
"""Figures of a coal that every coal has."""


class Feeds:
    """Feeds of a table's rows, each once, with their figures as columns."""

    def __init__(self, feeds: Sequence[ResolvedFeed]) -> None:
        self.feeds = tuple(feeds)
        self._figures = np.array(
            [[float(getattr(feed.coal, name)) for name in _FIGURES] for feed in feeds], float
        ).reshape(-1, len(_FIGURES))

    def side_by_side(self, places: Places) -> ResolvedFeed:
        """Feeds as one whose figures are arrays; what is not a figure is that of the first."""
        first = self.feeds[places[0]]
        figures = dict(zip(_FIGURES, self._figures[places].T.copy(), strict=True))
        coal = AsFired(name=first.coal.name, rank=first.coal.rank, **figures)
        return ResolvedFeed(coal, first.parts, first.mass_shares, (), (), ())


def kind_of(feed: ResolvedFeed) -> tuple[object, ...]:
    """What feeds must share for their units to be alike."""
    return (feed.coal.rank, *burns_as(feed.coal))


@dataclass(frozen=True, slots=True)
class Abreast:
    """Results of alike units.

    Attributes
    ----------
    result : figures as arrays; notes and sources are those that all units have besides those of their feed
    cautions : each set of further cautions once
    cautions_of : which of the sets a row has
    """

    result: UnitResult
    cautions: tuple[tuple[Caution, ...], ...]
    cautions_of: Places


def evaluate_abreast(unit: Unit, feeds: Feeds, places: Places, where: str, parameters: Parameters) -> Abreast:
    """Evaluate alike units; each figure is that of :func:`ipog.evaluate.evaluate`.

    Parameters
    ----------
    unit : one of them; its figures that differ from unit to unit are arrays
    feeds : the feeds of the table
    places : the feed of each unit; all of one :func:`kind_of`
    where : path of each unit in its plant
    parameters : of the model

    Raises
    ------
    ipog.diagnostics.InputError
        for what is wrong with all of them, such as an unknown limit
    """
    tracked = Tracked(parameters)
    ledger = Ledger(where, tracked)
    case = prepare_fed(unit, feeds.side_by_side(places), _as_it_is, tracked, ledger)
    chain = run_chain(case.furnace, case.train, tracked)
    sources = {table()[name].source: None for name in tracked.used}
    result = unit_result(case, chain, sources, ledger)
    sets, sets_of = _cautions(judged(case, _as_array), len(places), where, parameters)
    return Abreast(result, sets, sets_of)


def _as_it_is(path: str, amount: float, default_spread: Spread | None = None, positive: bool = True) -> Value:
    del path, default_spread, positive
    return amount


def _as_array(value: object) -> Array:
    return np.asarray(value, float)


def _cautions(
    found: Judged, rows: int, where: str, parameters: Parameters
) -> tuple[tuple[tuple[Caution, ...], ...], Places]:
    """Cautions on validity; rows whose inputs all lie inside have the same ones."""
    values = np.stack([np.broadcast_to(value, (rows,)) for _, _, value in found.inputs])
    low, high = (np.array([[getattr(valid, end)] for valid, _, _ in found.inputs]) for end in ("low", "high"))
    # Gas inside its range may still be too hot for a sorbent.
    inside = ((low <= values) & (values <= high)).all(axis=0)
    fine = inside & np.asarray(found.temperature_c <= SORBENT_LIMIT_C)
    places: dict[tuple[float, ...], int] = {}
    sets: list[tuple[Caution, ...]] = []

    def place_of(key: tuple[float, ...], row: int) -> int:
        place = places.setdefault(key, len(sets))
        if place == len(sets):
            ledger = Ledger(where, parameters)
            caution_of(found.row(row, rows), ledger)
            sets.append(tuple(ledger.cautions))
        return place

    sets_of = np.zeros(rows, np.intp)
    if fine.any():
        sets_of[fine] = place_of((), int(np.argmax(fine)))
    for row in np.flatnonzero(~fine).tolist():
        sets_of[row] = place_of(tuple(values[:, row].tolist()), row)
    return tuple(sets), sets_of
