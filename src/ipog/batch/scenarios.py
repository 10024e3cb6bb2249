"""Scenarios: rules that change the units of a fleet, each in the words of a plant file."""

from __future__ import annotations

import copy
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from pydantic import ValidationError

from ipog.files.marks import Steps, join_path
from ipog.model import shipped
from ipog.plant import Coal, PlantIdentity, Unit
from ipog.plant.train import DRY_PM_DEVICES, check_order

OF_DEVICES = ("lacks", "has")
"""Conditions on the types of the devices."""
SIGNS: Mapping[str, Callable[[Any, float], Any]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
GAS_ORDER = (
    "low_nox_burner",
    "sncr",
    "scr",
    "esp_hot_side",
    "mechanical_collector",
    "esp_cold_side",
    "esp_low_low_temperature",
    "spray_dryer",
    "circulating_dry_scrubber",
    "fabric_filter",
    "wet_particulate_scrubber",
    "wet_fgd",
    "wet_esp",
    "fixed_bed",
)
"""Where a device that a rule adds goes in the train; what is injected goes before the last filter or ESP."""
INJECTED = frozenset({"sorbent_injection", "dry_sorbent_injection"})


class NotApplicable(Exception):
    """A rule can't be applied to a unit; the text says why."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a unit must be for a rule to touch it.

    Attributes
    ----------
    field : of the unit, such as ``gross_capacity``
    words : one of these, for a field that holds text; empty for one that holds a number
    bounds : sign and number, all of which must hold
    """

    field: str
    words: tuple[str, ...] = ()
    bounds: tuple[tuple[str, float], ...] = ()

    def holds(self, subject: Subject) -> bool:
        """Whether a unit is so; what is not known of a unit does not hold."""
        if self.field in OF_DEVICES:
            return self.holds_of_devices(subject.kinds)
        if self.field == "coal":
            return self.holds_of_coals(subject.unit.coal_feed)
        if self.bounds:
            number = subject.number(self.field)
            return number is not None and bool(self.holds_of_numbers(number))
        return subject.word(self.field) in self.words

    def holds_of_devices(self, kinds: frozenset[str]) -> bool:
        """Whether a train of these types has, or lacks, what it must."""
        if self.field == "lacks":
            return not set(self.words) & kinds
        return set(self.words) <= kinds

    def holds_of_coals(self, feed: Sequence[Coal]) -> bool:
        """Whether one of the coals is named."""
        known = {word.strip().casefold() for word in self.words}
        return any((coal.coal or "").strip().casefold() in known for coal in feed)

    def holds_of_numbers(self, numbers: Any) -> Any:
        """Whether a number, or each of an array, is within the bounds; nan is not."""
        return np.logical_and.reduce([SIGNS[sign](numbers, bound) for sign, bound in self.bounds])


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a scenario.

    Attributes
    ----------
    where : conditions that must all hold
    start : year from which it holds; always if None
    set : path and value of what is set
    remove : types of devices that go
    replace : type of a device, and the device that takes its place
    add : devices that come
    closed_from : year from which the unit stands still
    closed_at_age : years after its commissioning from which it stands still
    """

    where: tuple[Condition, ...] = ()
    start: int | None = None
    set: tuple[tuple[Steps, Any], ...] = ()
    remove: tuple[str, ...] = ()
    replace: tuple[tuple[str, Any], ...] = ()
    add: tuple[Any, ...] = ()
    closed_from: int | None = None
    closed_at_age: int | None = None

    @property
    def does(self) -> tuple[tuple[Any, ...], ...]:
        """What it does to the units it touches, beyond closing them: two that do the same are equal."""
        return self.remove, self.replace, self.add, self.set

    @property
    def changes_units(self) -> bool:
        """Whether it does more than to close units."""
        return any(self.does)

    def replaces(self, kind: str) -> bool:
        """Whether devices of a type go, or others take their place."""
        return kind in self.remove or any(kind == old for old, _ in self.replace)

    def sets(self, path: Steps) -> bool:
        """Whether it sets a field, or a group that holds it."""
        return any(path[: len(steps)] == steps for steps, _ in self.set)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is changed in a fleet.

    Attributes
    ----------
    name : short, for the columns
    about : what it is, in a sentence
    years : years that are told; none for one state of the fleet
    rules : in order, each on what the ones before left
    """

    name: str
    about: str
    years: tuple[int, ...]
    rules: tuple[Rule, ...]

    @property
    def labels(self) -> tuple[tuple[str, int | None], ...]:
        """Name and year of each state of the fleet that is told."""
        return tuple((self.name, year) for year in self.years) or ((self.name, None),)


@dataclass(frozen=True, slots=True)
class Subject:
    """A unit that rules look at.

    Attributes
    ----------
    identity : of its plant
    unit : the unit
    rank : of its coal as fired
    """

    identity: PlantIdentity
    unit: Unit
    rank: str

    @property
    def kinds(self) -> frozenset[str]:
        """Types of its devices."""
        return frozenset(device.type for device in self.unit.apcs)

    def word(self, field: str) -> str | None:
        """A field that holds text."""
        found = {
            "country": self.identity.country,
            "owner": self.identity.owner,
            "plant": self.identity.name,
            "unit": self.unit.name,
            "rank": self.rank,
            "boiler": self.unit.boiler.type,
        }
        return found[field]

    def number(self, field: str) -> float | None:
        """A field that holds a number; the gross capacity also from the net one."""
        value: float | None = getattr(self.unit, field)
        if field == "gross_capacity" and value is None and self.unit.net_capacity is not None:
            return float(gross_of_net(self.unit.net_capacity, self.unit.auxiliary_power))
        return value


@dataclass(frozen=True, slots=True)
class State:
    """A unit under a scenario.

    Attributes
    ----------
    unit : the unit; None if it stands still
    changes : what was changed, in short words: those of two changes may be the same
    rules : that changed it, in order
    """

    unit: Unit | None
    changes: tuple[str, ...]
    rules: tuple[Rule, ...] = ()


def gross_of_net(net_capacity: Any, auxiliary_power: Any) -> Any:
    """Gross capacity from the net one [MW]: numbers or arrays; the usual own use [%] if None."""
    if auxiliary_power is None:
        auxiliary_power = float(shipped()["default.boiler.auxiliary_power_percent"])
    return net_capacity / (1 - auxiliary_power * 0.01)


def closed_from(year: int) -> str:
    """What is told of a unit that stands still."""
    return f"closed from {year}"


def closing_year(scenario: Scenario, subject: Subject) -> int | None:
    """The first year in which a unit stands still; None if it runs on."""
    years = []
    for rule in scenario.rules:
        if not all(condition.holds(subject) for condition in rule.where):
            continue
        if rule.closed_from is not None:
            years.append(rule.closed_from)
        if rule.closed_at_age is not None and subject.unit.commissioned is not None:
            years.append(subject.unit.commissioned + rule.closed_at_age)
    return min(years, default=None)


def state_of(scenario: Scenario, subject: Subject, year: int | None) -> State:
    """A unit under a scenario in a year.

    Raises
    ------
    NotApplicable
        if a rule does not fit the unit
    """
    closed = closing_year(scenario, subject)
    if closed is not None and year is not None and year >= closed:
        return State(None, (closed_from(closed),))
    unit = subject.unit
    changes: list[str] = []
    rules: list[Rule] = []
    for rule in scenario.rules:
        later = rule.start is not None and year is not None and year < rule.start
        if later or not rule.changes_units:
            continue
        now = Subject(subject.identity, unit, subject.rank)
        if all(condition.holds(now) for condition in rule.where):
            unit, more = _changed(unit, rule)
            if more:
                changes += more
                rules.append(rule)
    return State(unit, tuple(changes), tuple(rules))


def _changed(unit: Unit, rule: Rule) -> tuple[Unit, list[str]]:
    data = unit.model_dump(exclude_unset=True)
    train: list[Any] = data.setdefault("apcs", [])
    told = []
    for kind in rule.remove:
        if any(device["type"] == kind for device in train):
            train[:] = [device for device in train if device["type"] != kind]
            told.append(f"{kind} removed")
    for kind, device in rule.replace:
        if any(present["type"] == kind for present in train):
            train[:] = [copy.deepcopy(device) if old["type"] == kind else old for old in train]
            told.append(f"{kind} replaced by {device['type']}")
    for device in rule.add:
        if all(present["type"] != device["type"] for present in train):
            train.insert(place_in(train, device["type"]), copy.deepcopy(device))
            told.append(f"{device['type']} added")
    for steps, value in rule.set:
        if set_in(data, steps, value):
            told.append(f"{join_path(steps)} set to {value}")
    if not told:
        return unit, told
    try:
        return Unit.model_validate(data), told
    except ValidationError as error:
        raise NotApplicable(_reason(error)) from None


def _reason(error: ValidationError) -> str:
    """The first fault of a unit that rules have spoiled, in the words of the input model."""
    first = error.errors(include_url=False)[0]
    context: Mapping[str, Any] = first.get("ctx") or {}
    fault: Mapping[str, Any] = next(iter(context.get("faults", [context])), {})
    return str(fault.get("message") or first["msg"])


def place_in(train: Sequence[Mapping[str, Any]], kind: str) -> int:
    """Where a device of this type belongs in a train: its usual place, or the nearest where it can work."""
    kinds = [device["type"] for device in train]
    usual = _usual_place(kinds, kind)
    possible = [
        place
        for place in range(len(kinds) + 1)
        if not any(finding.impossible for finding in check_order([*kinds[:place], kind, *kinds[place:]]))
    ]
    return min(possible, key=lambda place: abs(place - usual), default=usual)


def _usual_place(kinds: Sequence[str], kind: str) -> int:
    if kind in INJECTED:
        collectors = [place for place, present in enumerate(kinds) if present in DRY_PM_DEVICES]
        return collectors[-1] if collectors else len(kinds)
    order = GAS_ORDER.index(kind)
    behind = [
        place
        for place, present in enumerate(kinds)
        if present in INJECTED or GAS_ORDER.index(present) <= order
    ]
    # What is injected stays right before what collects it.
    while behind and kinds[behind[-1]] in INJECTED:
        behind.pop()
    return behind[-1] + 1 if behind else 0


def set_in(data: dict[str, Any], steps: Steps, value: Any) -> bool:
    """Set a value in the data of a unit; False if the unit has no such device.

    Raises
    ------
    NotApplicable
        if the path leads beyond the end of a list
    """
    first, *rest = steps
    if first in (*GAS_ORDER, *INJECTED):
        found = [device for device in data["apcs"] if device["type"] == first]
        for device in found:
            _put(device, tuple(rest), value)
        return bool(found)
    _put(data, steps, value)
    return True


def _put(holder: Any, steps: Steps, value: Any) -> None:
    for step, following in pairwise(steps):
        if isinstance(step, int):
            if step >= len(holder):
                raise NotApplicable(f"it has no {join_path(steps)}")
            holder = holder[step]
        else:
            holder = holder.setdefault(step, [] if isinstance(following, int) else {})
    last = steps[-1]
    if isinstance(last, int) and last >= len(holder):
        raise NotApplicable(f"it has no {join_path(steps)}")
    holder[last] = copy.deepcopy(value)
