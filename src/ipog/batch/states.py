"""What scenarios do to the units of a lot: parts of it of which all units are changed alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.cells import combined
from ipog.batch.lots import Lot
from ipog.batch.scenarios import (
    OF_DEVICES,
    Condition,
    NotApplicable,
    Rule,
    Scenario,
    State,
    Subject,
    closing_year,
    gross_of_net,
    state_of,
)
from ipog.batch.shapes import NO_YEAR
from ipog.batch.totals import Label
from ipog.evaluate.prepare import firing_of
from ipog.plant import Plant, Unit

OWN_MATTER = frozenset(
    {"coal_feed", "additives", "share_basis", "gross_capacity", "net_capacity", "auxiliary_power",
     "commissioned", "apcs", "targets", "measured"}
)  # fmt: skip
"""Fields that are set unit by unit: what comes of it depends on more than the rule."""

LEAST_IN_A_PART = 2
"""Units that a part holds on average where parts are worth their while."""

Reader = Callable[[int], Plant | None]
"""Gives the plant of a row by its place in the chunk, read by itself."""


def go_side_by_side(scenarios: Sequence[Scenario]) -> bool:
    """Whether scenarios can be worked out for units side by side."""
    set_by_rules = [steps[0] for scenario in scenarios for rule in scenario.rules for steps, _ in rule.set]
    return not OWN_MATTER & set(set_by_rules)


@dataclass(frozen=True, slots=True)
class Part:
    """Units that every scenario changes alike.

    Attributes
    ----------
    lot : the units as they are
    closing : first year in which they stand still, by scenario, one for all or one a unit; those scenarios
        alone that close them
    states : what was changed, by scenario and year, where a unit does not stand still for its age
    variants : the units as they are then; None where they stay as they are, or stand still
    """

    lot: Lot
    closing: Mapping[str, int | NDArray[np.int64]]
    states: Mapping[Label, State]
    variants: Mapping[Label, Lot | None]


def parts(lot: Lot, scenarios: Sequence[Scenario], read: Reader, *, exact: bool) -> Iterator[Part]:
    """The parts of a lot; without units that a scenario does not fit, each of which is told why.

    Parameters
    ----------
    lot : units that are alike
    scenarios : that :func:`go_side_by_side`
    read : gives the plant of one of the units
    exact : leaves out units that get a figure with a spread of its own
    """
    conditions = [where for scenario in scenarios for rule in scenario.rules for where in rule.where]
    if any(rule.closed_at_age is not None for scenario in scenarios for rule in scenario.rules):
        # Units whose age is not known run on, which each of them is told.
        lot = lot.some(np.flatnonzero(lot.years != NO_YEAR))
        if not len(lot):
            return
    columns: list[tuple[NDArray[Any], int]] = [(lot.boilers.places, len(lot.boilers.words))]
    # Draws of sums are those of units that stand still together.
    by_year = exact or any(condition.field == "commissioned" for condition in conditions)
    if by_year:
        columns.append((lot.years - NO_YEAR, int(lot.years.max()) - NO_YEAR + 1))
    columns += [(_holds(condition, lot).astype(np.intp), 2) for condition in conditions]
    _, part_of = combined(columns, len(lot))
    if int(part_of.max()) + 1 > len(lot) // LEAST_IN_A_PART:
        # Each by itself is no slower then.
        return
    order = np.argsort(part_of, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(part_of[order])) + 1):
        part = _part(lot.some(rows), scenarios, read, by_year=by_year, exact=exact)
        if part is not None:
            yield part


def _part(
    lot: Lot, scenarios: Sequence[Scenario], read: Reader, *, by_year: bool, exact: bool
) -> Part | None:
    plant = read(int(lot.places[0]))
    if plant is None:
        return None
    unit = plant.units[0] if by_year else plant.units[0].model_copy(update={"commissioned": None})
    subject = Subject(plant.plant, unit, lot.feeds[lot.feed_of[0]].resolved.coal.rank)
    closing = {
        scenario.name: _closing(scenario, subject, None if by_year else lot.years) for scenario in scenarios
    }
    try:
        states = {
            label: state_of(scenario, subject, label[1])
            for scenario in scenarios
            for label in scenario.labels
        }
    except NotApplicable:
        return None
    variants: dict[Label, Lot | None] = {}
    known: list[tuple[list[Any], Lot]] = []
    for label, state in states.items():
        variants[label] = None
        if state.unit is not None and state.rules:
            done = [rule.does for rule in state.rules]
            changed = next((then for before, then in known if before == done), None)
            if changed is None:
                changed = _changed(lot, unit, state.unit, state.rules)
                if changed is None or (exact and _varies(state.unit)):
                    return None
                known.append((done, changed))
            variants[label] = changed
    closes = {name: year for name, year in closing.items() if year is not None}
    return Part(lot, closes, states, variants)


def _closing(
    scenario: Scenario, subject: Subject, years: NDArray[np.int64] | None
) -> int | NDArray[np.int64] | None:
    """First year in which units stand still; ``years`` are those of their commissioning, if they differ."""
    closing: Any = closing_year(scenario, subject)
    if years is None:
        return closing  # type: ignore[no-any-return]
    for rule in scenario.rules:
        if rule.closed_at_age is not None and all(condition.holds(subject) for condition in rule.where):
            own = years + rule.closed_at_age
            closing = own if closing is None else np.minimum(closing, own)
    return closing  # type: ignore[no-any-return]


def _changed(lot: Lot, unit: Unit, changed: Unit, rules: Sequence[Rule]) -> Lot | None:
    """A lot with its units changed as one of them was; None if it is not clear whose figures are whose."""
    gone = {device.type for device in unit.apcs if any(rule.replaces(device.type) for rule in rules)}
    places: dict[int, int] = {}
    for kind in {device.type for device in unit.apcs} - gone:
        before = [at for at, device in enumerate(unit.apcs) if device.type == kind]
        after = [at for at, device in enumerate(changed.apcs) if device.type == kind]
        if len(before) != len(after):
            return None
        places |= dict(zip(before, after, strict=True))
    figures: dict[tuple[Any, ...], NDArray[np.float64]] = {}
    for path, column in lot.figures.items():
        own = names = path
        if path[0] == "apcs":
            if path[1] not in places:
                continue
            own = ("apcs", places[path[1]], *path[2:])
            names = (unit.apcs[path[1]].type, *path[2:])
        if not any(rule.sets(names) for rule in rules):
            figures[own] = column
    firings = lot.firings
    if changed.boiler.type != unit.boiler.type:
        firings = [replace(firing, boiler=firing_of(changed.boiler.type)) for firing in firings]
    return replace(lot, like=changed, figures=figures, firings=firings)


def _varies(unit: Unit) -> bool:
    """Whether a figure of a unit but its coal has a spread of its own."""
    holders: list[Any] = [unit, unit.boiler, *unit.apcs]
    values = [value for holder in holders for _, value in holder]
    return any(getattr(value, "spread", None) is not None for value in values)


# --- conditions -----------------------------------------------------------------------------------


def _holds(condition: Condition, lot: Lot) -> NDArray[np.bool_]:
    """Whether a condition holds for each unit of a lot as it is."""
    rows = len(lot)
    field = condition.field
    if field in OF_DEVICES:
        return np.full(rows, condition.holds_of_devices(frozenset(device.type for device in lot.like.apcs)))
    if field in ("coal", "country", "rank"):
        of_feeds = np.array([_feed_holds(condition, feed) for feed in lot.feeds], bool)
        return np.asarray(of_feeds[lot.feed_of])
    if field == "commissioned":
        # Years tell the parts apart by themselves.
        return np.zeros(rows, bool)
    if condition.bounds:
        numbers = np.broadcast_to(_numbers(field, lot), (rows,))
        return np.asarray(condition.holds_of_numbers(numbers), bool)
    words = {"owner": lot.owners, "plant": lot.plants, "unit": lot.units, "boiler": lot.boilers}[field]
    held = np.array([word in condition.words for word in words.words], bool)
    return np.asarray(held[words.places])


def _feed_holds(condition: Condition, feed: Any) -> bool:
    if condition.field == "coal":
        return condition.holds_of_coals(feed.unit.coal_feed)
    word = feed.country if condition.field == "country" else feed.resolved.coal.rank
    return word in condition.words


def _numbers(field: str, lot: Lot) -> Any:
    """A figure of the units, nan where it is not known; the gross capacity also from the net one."""
    own = lot.figures.get((field,), getattr(lot.like, field))
    if field == "gross_capacity" and own is None:
        net = lot.figures.get(("net_capacity",))
        if net is not None:
            return gross_of_net(net, lot.figures.get(("auxiliary_power",)))
    return np.nan if own is None else np.asarray(own, float)
