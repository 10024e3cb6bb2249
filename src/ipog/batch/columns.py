"""The columns of a table of units: their names, derived from the input model, and what each may hold.

A column is a path of the plant file in one word: ``boiler_type``, ``coal_1_trace_mercury``,
``device_2_rate``. What is a list in the file is numbered in the table, from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from ipog import vocabulary
from ipog.files import shape
from ipog.files.marks import Steps
from ipog.language import tr
from ipog.plant import DEVICE_CLASSES, Plant
from ipog.plant.fields import Count, Quantity
from ipog.plant.level import TARGET_UNITS
from ipog.quantities import QuantityError, read_amount, read_one_of

ID = "id"
"""Column that is copied to the result, so that its rows find their way back."""
TRAIN = "apcs"
"""Column that holds the types of all devices, in gas order, joined by ``+``."""
OWN = "x_"
"""Columns that begin so are the user's own; they are not read."""
NUMBERED = 3
"""Where the number of a list entry stands in a path: ``units[0].coal_feed[N]``."""

_UNIT: Steps = ("units", 0)
_NUMBER = re.compile(r"^([a-z]+)_([0-9]{1,9})(?=_|$)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    name : as the table has it; ``coal_#_rank`` stands for ``coal_1_rank``, ``coal_2_rank``...
    steps : path in the plant file; empty for what is no part of it
    about : what it is, in words
    example : a value, or None
    quantity : the quantity it holds, if it holds one
    words : the words it may hold, if it holds one of the trade's
    level : whether it holds an emission with its own unit
    whole : whether it holds a whole number
    same_as : name of the column that this one is another spelling of
    """

    name: str
    steps: Steps
    about: str
    example: object = None
    quantity: Quantity | None = None
    words: tuple[str, ...] = ()
    level: bool = False
    whole: bool = False
    same_as: str | None = None

    @property
    def unit(self) -> str | None:
        """Unit of a plain number, None if it holds no quantity."""
        return None if self.quantity is None else self.quantity.unit

    @property
    def holds_number(self) -> bool:
        """Whether its cells hold a number with a unit."""
        return self.quantity is not None or self.level

    def check_unit(self, unit: str) -> None:
        """Raise :class:`ipog.quantities.QuantityError` unless the values may be in this unit."""
        if self.quantity is not None:
            read_amount(f"1 {unit}", self.quantity.dimension, self.quantity.unit)
        elif self.level:
            read_one_of(f"1 {unit}", TARGET_UNITS)
        else:
            message = tr("{column} holds no quantity, so it has no unit", column=self.name)
            raise QuantityError("unknown-unit", message, unit)

    def numbered(self, number: int) -> Column:
        """The column of one entry of a list, counted from 1."""
        steps = (*self.steps[:NUMBERED], number - 1, *self.steps[NUMBERED + 1 :])
        same_as = None if self.same_as is None else self.same_as.replace("#", str(number))
        return replace(self, name=self.name.replace("#", str(number)), steps=steps, same_as=same_as)


@cache
def columns() -> Mapping[str, Column]:
    """Every column by its name; those of a list once, with ``#`` for the number."""
    return {column.name: column for column in _all()}


def find(name: str) -> Column | None:
    """The column of this name, or None; case, blanks and hyphens don't matter."""
    folded = vocabulary.fold(name)
    known = columns()
    if folded in known:
        return known[folded]
    match = _NUMBER.match(folded)
    if match is None or int(match.group(2)) == 0:
        return None
    column = known.get(f"{match.group(1)}_#{folded[match.end() :]}")
    return None if column is None else column.numbered(int(match.group(2)))


def nearest(name: str) -> str | None:
    """The column whose name is closest to a misspelt one."""
    folded = vocabulary.fold(name)
    match = _NUMBER.match(folded)
    number = match.group(2) if match else "1"
    candidates = [known.replace("#", number) for known in columns()]
    return vocabulary.nearest(folded, candidates)


def column_at(steps: Steps) -> str:
    """The column that a path of the plant file is told in; what its columns begin with, if it has several.

    >>> column_at(("units", 0, "coal_feed", 1, "trace", "mercury"))
    'coal_2_trace_mercury'
    """
    found = whole_column_at(steps)
    if found is not None:
        return found
    if len(steps) > NUMBERED and steps[2] in _ENTRIES:
        return "_".join([_ENTRIES[steps[2]], _one_up(steps[NUMBERED]), *map(str, steps[NUMBERED + 1 :])])
    return "_".join(str(step) for step in steps[2:]) or "the row"


def whole_column_at(steps: Steps) -> str | None:
    """The column that stands for a path, or for a group that is missing as a whole; None if there is none."""
    number = steps[NUMBERED] if len(steps) > NUMBERED else 0
    pattern = (*steps[:NUMBERED], 0, *steps[NUMBERED + 1 :]) if len(steps) > NUMBERED else steps
    # The value of a target is the target.
    pattern = pattern[: NUMBERED + 1] if pattern[2:3] == ("targets",) else pattern
    name = _MISSING.get(steps) or _by_steps().get(pattern)
    return None if name is None else name.replace("#", _one_up(number))


def _one_up(number: object) -> str:
    return str(number + 1) if isinstance(number, int) else "1"


_ENTRIES: Mapping[object, str] = {
    "coal_feed": "coal",
    "additives": "additive",
    "apcs": "device",
    "measured": "measured",
}
"""What the columns of an entry begin with."""
_MISSING: Mapping[Steps, str] = {
    (*_UNIT, "boiler"): "boiler_type",
    (*_UNIT, "coal_feed"): "coal_1",
}
"""The column to name where a whole group is missing."""


@cache
def _by_steps() -> Mapping[Steps, str]:
    found: dict[Steps, str] = {}
    for column in columns().values():
        found.setdefault(column.steps, column.name)
    return found


def _all() -> Iterator[Column]:
    yield Column(ID, (), "your own id of the row; it is copied to the result", "A1")
    yield from _of_plant()
    unit = shape.slots(Plant)["units"].models[0]
    slots = shape.slots(unit)
    yield from _fields(unit, _UNIT, "")
    coal = slots["coal_feed"].models[0]
    at_coal = (*_UNIT, "coal_feed", 0)
    yield from _fields(coal, at_coal, "coal_#_")
    for group, slot in shape.slots(coal).items():
        if slot.models:
            yield from _fields(slot.models[0], (*at_coal, group), f"coal_#_{group}_")
    yield from _fields(slots["additives"].models[0], (*_UNIT, "additives", 0), "additive_#_")
    yield from _fields(slots["boiler"].models[0], (*_UNIT, "boiler"), "boiler_")
    yield Column(
        TRAIN,
        (*_UNIT, "apcs"),
        "types of the devices in the order the gas meets them, joined by +; none if there are no controls",
        "esp_cold_side + wet_fgd",
    )
    yield from _of_devices()
    yield Column(
        "target_#", (*_UNIT, "targets", 0), "an id of ipog limits, or a value to meet", "2 ug/Nm3", level=True
    )
    yield from _fields(slots["measured"].models[0], (*_UNIT, "measured", 0), "measured_#_")


def _of_plant() -> Iterator[Column]:
    yield Column("ipog_version", ("ipog_version",), "version of the format, 1", 1, whole=True)
    for column in _fields(shape.slots(Plant)["plant"].models[0], ("plant",), ""):
        # The unit has a name and a note too.
        name = {"unit": "plant", "note": "plant_note"}.get(column.name, column.name)
        yield replace(column, name=name)


def _of_devices() -> Iterator[Column]:
    """Fields of any device; where two devices have one of the same name, it may hold either's words."""
    found: dict[str, Column] = {}
    for model in DEVICE_CLASSES:
        for column in _fields(model, (*_UNIT, "apcs", 0), "device_#_"):
            before = found.get(column.name, column)
            words = tuple(dict.fromkeys([*before.words, *column.words]))
            found[column.name] = replace(column, words=words)
    kind = found.pop("device_#_type")
    yield replace(kind, about="type, where apcs does not give it", words=vocabulary.words("device_type"))
    yield from found.values()


def _fields(model: shape.Model, steps: Steps, prefix: str) -> Iterator[Column]:
    """The plain fields of a group."""
    for key, slot in shape.slots(model).items():
        field = shape.keys(model)[key]
        info = model.model_fields[field]
        if slot.models or "list" in str(info.annotation):
            continue
        yield Column(
            name=_name(f"{prefix}{key}"),
            steps=(*steps, field),
            about=info.description or "",
            example=info.examples[0] if info.examples else None,
            quantity=slot.quantity,
            words=() if slot.word is None else vocabulary.words(slot.word),
            level="EmissionLevel" in str(info.annotation),
            whole="Count(" in str(info.annotation) or any(isinstance(mark, Count) for mark in info.metadata),
            same_as=None if key == field else _name(f"{prefix}{field}"),
        )


def _name(name: str) -> str:
    return {"name": "unit", "coal_#_coal": "coal_#"}.get(name, name)
