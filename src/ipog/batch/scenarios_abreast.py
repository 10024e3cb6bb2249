"""What units side by side emit under scenarios; each figure is that of a unit alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.block import Values, Words
from ipog.batch.digits import all_rounded, rounded
from ipog.batch.drawing import Drawing, draw
from ipog.batch.extras import PLAIN, SPREAD
from ipog.batch.lots import Lot
from ipog.batch.scenarios import Scenario, closed_from
from ipog.batch.shapes import WHERE
from ipog.batch.states import Part
from ipog.batch.totals import Label
from ipog.diagnostics import InputError
from ipog.evaluate.abreast import Feeds, Firings, evaluate_abreast
from ipog.evaluate.drawn import central_error_sd, error_classes
from ipog.evaluate.prepare import Case
from ipog.model import shipped
from ipog.results import UnitResult

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Standing:
    """What units emit in one state of the fleet.

    Attributes
    ----------
    kg_year, coal_kg_year : at the stack and of the coal [kg/year]; None if the units' size is not known
    draws : of the sums by kind; None without
    """

    kg_year: Any
    coal_kg_year: Any
    draws: Mapping[str, Array] | None = None


@dataclass(frozen=True, slots=True)
class Under:
    """A part of a lot under scenarios.

    Attributes
    ----------
    columns : of the results
    standings : by scenario and year
    """

    columns: dict[str, Values]
    standings: dict[Label, Standing]


def under(
    part: Part,
    result: UnitResult,
    case: Case,
    draws: Mapping[str, Array] | None,
    scenarios: Sequence[Scenario],
    feeds: Feeds,
    drawing: Drawing | None,
) -> Under | None:
    """Evaluate a part of a lot under scenarios; None if it can't be: each unit alone tells why.

    Parameters
    ----------
    part : units that every scenario changes alike
    result, case, draws : of the units as they are
    scenarios : all of them
    feeds : those of the lot, as the model takes them
    drawing : the draws behind percentiles; central estimates alone if None
    """
    known: dict[int, tuple[UnitResult, Mapping[str, Array] | None]] = {}
    sisters = error_classes(case, len(part.lot))
    for lot in part.variants.values():
        if lot is not None and id(lot) not in known:
            try:
                known[id(lot)] = _evaluated(lot, sisters, feeds, drawing)
            except InputError:
                return None
    found = Under({}, {})
    base, coal = result.stack.hg_kg_year, _coal(result)
    for scenario in scenarios:
        if scenario.name in part.closing:
            found.columns[f"closed_from__{scenario.name}"] = part.closing[scenario.name]
        for label in scenario.labels:
            lot, state = part.variants[label], part.states[label]
            now, drawn = (result, draws) if lot is None else known[id(lot)]
            closed = _closed(part, label, all_closed=state.unit is None)
            kg_year: Any = _but(closed, now.stack.hg_kg_year)
            found.columns.update(_told(label, _changes(part, label, closed), now, kg_year))
            if base is None or kg_year is None or coal is None:
                found.standings[label] = Standing(None, None)
                continue
            ending = _ending(label)
            found.columns[f"change_kg_year{ending}"] = _figure(kg_year - base)
            some = np.asarray(base) > 0
            change = np.where(some, kg_year / np.where(some, base, 1.0) - 1, np.nan)
            found.columns[f"change_fraction{ending}"] = _figure(change if change.ndim else float(change))
            if drawn is not None and state.unit is None:
                drawn = {kind: np.zeros_like(sums) for kind, sums in drawn.items()}
            found.standings[label] = Standing(kg_year, _but(closed, _coal(now)), drawn)
    return found


def _evaluated(
    lot: Lot, sisters: Sequence[str], feeds: Feeds, drawing: Drawing | None
) -> tuple[UnitResult, Mapping[str, Array] | None]:
    usual = Firings(lot.firings, lot.firing_of)
    alike = evaluate_abreast(lot.unit, feeds, lot.feed_of, usual, WHERE, shipped())
    if drawing is None:
        return alike.result, None
    return draw(lot, alike.result, drawing, central_error_sd(alike.case, len(lot)), sisters)


def _closed(part: Part, label: Label, *, all_closed: bool) -> Any:
    """Whether the units stand still: all or none of them, or one truth value for each."""
    closing = part.closing.get(label[0])
    if not isinstance(closing, np.ndarray) or label[1] is None:
        return all_closed
    return closing <= label[1]


def _but(closed: Any, value: Any) -> Any:
    """An emission, 0 where units stand still; None or nan if it is not known of those that run."""
    if np.ndim(closed) == 0:
        return 0.0 if np.all(closed) else value
    return np.where(closed, 0.0, np.nan if value is None else value)


def _changes(part: Part, label: Label, closed: Any) -> Values:
    """What was changed, in one cell's words."""
    text = "; ".join(part.states[label].changes) or None
    closing = part.closing.get(label[0])
    if not np.ndim(closed) or not isinstance(closing, np.ndarray):
        return text
    years = zip(closing.tolist(), closed, strict=True)
    return Words.of([closed_from(year) if some else text for year, some in years])


def _coal(result: UnitResult) -> Any:
    return None if result.balance_kg_year is None else result.balance_kg_year["coal"]


def _ending(label: Label) -> str:
    name, year = label
    return f"__{name}" if year is None else f"__{name}_{year}"


def _told(label: Label, changes: Values, now: UnitResult, kg_year: Any) -> Iterator[tuple[str, Values]]:
    """What was changed, and the stack of the units then."""
    ending = _ending(label)
    yield f"changes{ending}", changes
    if label[1] is not None:
        yield f"stack_hg_kg_year{ending}", _figure(kg_year)
        return
    for name in PLAIN:
        yield f"stack_{name}{ending}", _figure(getattr(now.stack, name))
    for level in (10, 90):
        for name in SPREAD if level in now.percentiles else ():
            yield f"stack_p{level}_{name}{ending}", _figure(getattr(now.percentiles[level], name))
    if now.targets:
        met = [np.asarray(False if target.met is None else target.met, bool) for target in now.targets]
        whole = np.logical_and.reduce(np.broadcast_arrays(*met))
        yield f"targets_met{ending}", whole if np.ndim(whole) else bool(whole)


def _figure(value: Any) -> Values:
    if value is None or not np.ndim(value):
        return None if value is None else rounded(float(value))
    return all_rounded(value)
