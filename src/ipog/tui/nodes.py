"""What the tree shows of a plant file, whatever state the file is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ipog import vocabulary
from ipog.files.marks import Steps
from ipog.files.shape import inside
from ipog.language import mark, tr

Kind = Literal["plant", "unit", "list", "coal", "boiler", "device", "additive", "target", "measured"]

LISTS: dict[str, tuple[str, Kind]] = {
    "coal_feed": (mark("Coal feed"), "coal"),
    "additives": (mark("Additives"), "additive"),
    "boiler": (mark("Boiler"), "boiler"),
    "apcs": (mark("Train"), "device"),
    "targets": (mark("Targets"), "target"),
    "measured": (mark("Measured"), "measured"),
}
"""The parts of a unit in the order of the gas, with their headings and what is in them."""


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the tree.

    Attributes
    ----------
    steps : path in the plant file
    label : what is shown
    kind : what stands there
    children : the lines below it
    """

    steps: Steps
    label: str
    kind: Kind
    children: tuple[Node, ...] = ()

    def find(self, steps: Steps) -> Node | None:
        """The node at a path, in or below this one."""
        if self.steps == steps:
            return self
        for child in self.children:
            if (found := child.find(steps)) is not None:
                return found
        return None


def tree(data: Any) -> Node:
    """The nodes of a plant file."""
    units = inside(data, ("units",))
    children = tuple(_unit(data, number) for number in range(len(units) if isinstance(units, list) else 0))
    return Node(("plant",), _text(inside(data, ("plant", "name"))) or tr("Plant"), "plant", children)


def country_of(data: Any) -> str:
    """Code of the plant's country; empty if it is not given."""
    return _text(inside(data, ("plant", "country"))).upper()


def train_of(data: Any, unit: Steps) -> list[str]:
    """The device types of a unit in gas order; words that are not known stay as they are."""
    devices = inside(data, (*unit, "apcs"))
    found = []
    for device in devices if isinstance(devices, list) else []:
        word = _text(inside(device, ("type",)))
        try:
            found.append(vocabulary.canonical("device_type", word))
        except vocabulary.UnknownWord:
            found.append(word)
    return found


def _unit(data: Any, number: int) -> Node:
    steps: Steps = ("units", number)
    label = _text(inside(data, (*steps, "name"))) or tr("Unit {number}", number=number + 1)
    return Node(steps, label, "unit", tuple(_part(data, steps, key) for key in LISTS))


def _part(data: Any, unit: Steps, key: str) -> Node:
    steps: Steps = (*unit, key)
    heading, kind = tr(LISTS[key][0]), LISTS[key][1]
    value = inside(data, steps)
    if kind == "boiler":
        word = _word("boiler_type", inside(value, ("type",)))
        label = tr("{heading}: {word}", heading=heading, word=word) if word else heading
        return Node(steps, label, "boiler")
    items = value if isinstance(value, list) else []
    children = tuple(
        Node((*steps, number), _entry(kind, item, number), kind) for number, item in enumerate(items)
    )
    label = heading if children else tr("{heading}: none", heading=heading)
    return Node(steps, label, "list", children)


def _entry(kind: Kind, item: Any, number: int) -> str:
    if kind == "target" and isinstance(item, str):
        return item
    name = _text(inside(item, ("name",)))
    if kind == "coal":
        shown = name or _text(inside(item, ("coal",))) or _word("rank", inside(item, ("rank",))) or tr("coal")
        share = _text(inside(item, ("share",)))
        return f"{shown} ({share})" if share else shown
    if kind == "device":
        device = _word("device_type", inside(item, ("type",))) or tr("device")
        return f"{number + 1} {name or device}"
    if kind == "additive":
        return _word("additive", inside(item, ("type",))) or tr("additive")
    if kind == "measured":
        return _word("measured_quantity", inside(item, ("quantity",))) or tr("measurement")
    return name or tr("target")


def _word(kind: str, value: Any) -> str:
    text = _text(value)
    try:
        return vocabulary.label(kind, vocabulary.canonical(kind, text)) if text else ""
    except vocabulary.UnknownWord:
        return text


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)
