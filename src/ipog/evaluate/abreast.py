"""Many units side by side: one pass of the same arithmetic for all rows of a table that are alike.

Units are alike if they have the same devices, words and given fields; their boilers and coals may differ.
Their figures go through :func:`~ipog.evaluate.prepare.prepare_fed`, the model and
:func:`~ipog.evaluate.assemble.unit_result` as arrays with one number a row. What is noted on the way
depends on no figure, so it is taken from one unit of each firing, by :func:`notes_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.coals import AsFired, ResolvedFeed, Value
from ipog.evaluate.assemble import unit_result
from ipog.evaluate.ledger import Ledger, Quiet, Tracked
from ipog.evaluate.prepare import Case, Firing, prepare_fed
from ipog.evaluate.validity import SORBENT_LIMIT_C, Judged, caution_of, judged
from ipog.model import Parameters, error_class, run_chain, table
from ipog.plant import Unit
from ipog.provenance import Assumption, Caution
from ipog.quantities import Spread
from ipog.results import UnitResult

Array = NDArray[np.float64]
Places = NDArray[np.intp]

COAL_FIGURES = tuple(
    field.name for field in fields(AsFired) if field.name not in ("name", "rank") and "None" not in field.type
)
"""Figures of a coal that every coal has."""
_INSIDE = -1.0
"""Stands for an input inside its range; no input is negative."""


class Feeds:
    """Feeds of a table's rows, each once, with their figures as columns."""

    def __init__(self, feeds: Sequence[ResolvedFeed]) -> None:
        self.feeds = tuple(feeds)
        self._figures = np.array(
            [[float(getattr(feed.coal, name)) for name in COAL_FIGURES] for feed in feeds], float
        ).reshape(-1, len(COAL_FIGURES))

    def side_by_side(self, places: Places) -> ResolvedFeed:
        """Feeds as one whose figures are arrays; what is not a figure is that of the first."""
        first = self.feeds[places[0]]
        figures = dict(zip(COAL_FIGURES, self._figures[places].T.copy(), strict=True))
        coal = AsFired(name=first.coal.name, rank=first.coal.rank, **figures)
        return ResolvedFeed(coal, first.parts, first.mass_shares, (), (), ())


class Firings:
    """What the model assumes by boiler and rank, for units side by side.

    Parameters
    ----------
    kinds : each firing once
    places : which of them a unit has; shape (units, 1) where figures are samples
    """

    def __init__(self, kinds: Sequence[Firing], places: Places) -> None:
        self._kinds = kinds
        self._places = places

    @property
    def fluidised(self) -> Array:
        """1 for a fluidised bed, else 0."""
        return self._each(lambda kind: kind.fluidised)

    def sulfur_retained(self, ledger: Ledger) -> Value:
        """Share of the sulfur that ash keeps [1]."""
        return self._each(lambda kind: kind.sulfur_retained(ledger))

    def bottom_ash_retention(self, parameters: Parameters) -> Array:
        """Share of the mercury that bottom ash keeps [1]."""
        return self._each(lambda kind: kind.bottom_ash_retention(parameters))

    def carbon(self, field: str, ledger: Ledger) -> Value:
        """Unburned carbon in fly ash [1]."""
        return self._each(lambda kind: kind.carbon(field, ledger))

    def fly_ash(self, ledger: Ledger) -> Value:
        """Share of the ash that flies [1]."""
        return self._each(lambda kind: kind.fly_ash(ledger))

    def _each(self, usual: Callable[[Firing], Any]) -> Array:
        """The value of each unit's kind: a number, or the samples of one."""
        values = [np.asarray(usual(kind), float) for kind in self._kinds]
        if len(values) == 1:
            return values[0]
        whole = np.stack(np.broadcast_arrays(*values))
        return whole[self._places if whole.ndim == 1 else np.ravel(self._places)]


@dataclass(frozen=True, slots=True, eq=False)
class Notes:
    """What is noted of units that are alike and of one firing, besides the notes of their feeds.

    Attributes
    ----------
    assumptions, cautions : of all of them
    sources : keys of the bibliography
    """

    assumptions: tuple[Assumption, ...]
    cautions: tuple[Caution, ...]
    sources: tuple[str, ...]


def notes_of(unit: Unit, feed: ResolvedFeed, where: str, parameters: Parameters) -> Notes:
    """The notes of a unit, whatever its figures are.

    Parameters
    ----------
    unit, feed : the unit and its feed, one that stands for all of its firing
    where : path of the unit in its plant
    parameters : of the model

    Raises
    ------
    ipog.diagnostics.InputError
        if it can't be prepared for the model
    """
    tracked = Tracked(parameters)
    ledger = Ledger(where, tracked)
    case = prepare_fed(unit, feed, as_it_is, tracked, ledger)
    run_chain(case.furnace, case.train, tracked)
    ledger.cite(*(table()[name].source for name in tracked.used))
    return Notes(tuple(ledger.assumptions), tuple(ledger.cautions), tuple(ledger.sources))


@dataclass(frozen=True, slots=True)
class Abreast:
    """Results of alike units.

    Attributes
    ----------
    result : figures as arrays, without notes; words of the coal are those of the first unit
    case : model input, as arrays
    cautions : each set of cautions on validity once
    cautions_of : which of the sets a row has
    """

    result: UnitResult
    case: Case
    cautions: tuple[tuple[Caution, ...], ...]
    cautions_of: Places


def evaluate_abreast(
    unit: Unit, feeds: Feeds, places: Places, usual: Firings, where: str, parameters: Parameters
) -> Abreast:
    """Evaluate alike units; each figure is that of :func:`ipog.evaluate.evaluate`.

    Parameters
    ----------
    unit : one of them; its figures that differ from unit to unit are arrays
    feeds : the feeds of the table
    places : the feed of each unit
    usual : the firing of each unit
    where : path of each unit in its plant
    parameters : of the model

    Raises
    ------
    ipog.diagnostics.InputError
        for what is wrong with all of them, such as an unknown limit
    """
    ledger = Quiet(where, parameters)
    case = prepare_fed(unit, feeds.side_by_side(places), as_it_is, parameters, ledger, usual)
    chain = run_chain(case.furnace, case.train, parameters)
    result = unit_result(case, chain, {}, ledger)
    sets, sets_of = _cautions(case, len(places), where, parameters)
    return Abreast(result, case, sets, sets_of)


def as_it_is(path: str, amount: float, default_spread: Spread | None = None, positive: bool = True) -> Value:
    """A draw that leaves arrays as they are."""
    del path, default_spread, positive
    return amount


def _as_array(value: object) -> Array:
    return np.asarray(value, float)


def _cautions(
    case: Case, rows: int, where: str, parameters: Parameters
) -> tuple[tuple[tuple[Caution, ...], ...], Places]:
    """Cautions on validity; rows that differ in nothing that lies outside have the same ones."""
    found = judged(case, _as_array)
    values = np.stack([np.broadcast_to(value, (rows,)) for _, _, value in found.inputs])
    low, high = (np.array([[getattr(valid, end)] for valid, _, _ in found.inputs]) for end in ("low", "high"))
    within = (low <= values) & (values <= high)
    fluidised = np.broadcast_to(case.furnace.fluidised == 1.0, (rows,))
    # Gas inside its range may still be too hot for a sorbent.
    temperature = np.broadcast_to(found.temperature_c, (rows,))
    hot = (temperature > SORBENT_LIMIT_C) & ("sorbent_injection" in found.kinds)
    usual = within.all(axis=0) & ~hot
    sets: list[tuple[Caution, ...]] = []

    def cautions_of(row: int) -> int:
        ledger = Ledger(where, parameters)
        inputs = zip(found.inputs, values[:, row].tolist(), strict=True)
        one = Judged(
            tuple((valid, path, value) for (valid, path, _), value in inputs),
            float(temperature[row]),
            found.kinds,
            error_class(case.train, bool(fluidised[row])),
        )
        caution_of(one, ledger)
        sets.append(tuple(ledger.cautions))
        return len(sets) - 1

    sets_of = np.zeros(rows, np.intp)
    for alike in (usual & fluidised, usual & ~fluidised):
        if alike.any():
            sets_of[alike] = cautions_of(int(np.argmax(alike)))
    told = np.vstack(
        [np.where(within, _INSIDE, values), np.where(hot, temperature, _INSIDE), fluidised.astype(float)]
    )
    known: dict[tuple[float, ...], int] = {}
    others = np.flatnonzero(~usual)
    told = told[:, others]
    if len(others):
        # What is the same in all of them tells none apart.
        told = told[(told != told[:, :1]).any(axis=1)]
    for row, key in zip(others.tolist(), map(tuple, told.T.tolist()), strict=True):
        if key not in known:
            known[key] = cautions_of(row)
        sets_of[row] = known[key]
    return tuple(sets), sets_of
