"""Adding to, removing from and moving in the lists of a plant file; impossible trains are refused."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, Literal

from ipog.files.marks import Steps
from ipog.language import mark, tr
from ipog.plant import OrderFinding, check_order
from ipog.tui import choices
from ipog.tui.document import PlantDocument
from ipog.tui.nodes import LISTS, Kind, Node, train_of

Severity = Literal["information", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an edit.

    Attributes
    ----------
    words : what to say of it; empty if there is nothing to say
    severity : how to say it
    changed : whether the file is another now
    cursor : the line to go to; None to stay
    """

    words: str = ""
    severity: Severity = "information"
    changed: bool = False
    cursor: Steps | None = None


def list_of(document: PlantDocument, node: Node) -> tuple[Kind, Steps, int] | None:
    """The list a line belongs to: what is in it, its path, and the place behind the line."""
    if node.kind in ("plant", "unit", "boiler"):
        return None
    place = node.steps if node.kind == "list" else node.steps[:-1]
    last = node.steps[-1]
    entries = document.value(place)
    end = len(entries) if isinstance(entries, list) else 0
    return LISTS[str(place[-1])][1], place, last + 1 if isinstance(last, int) else end


def add(document: PlantDocument, kind: Kind, place: Steps, wanted: int, key: str) -> Outcome:
    """Put what was chosen into a list; a device goes to the nearest place where it can stand.

    Parameters
    ----------
    document : what is edited
    kind : what is in the list
    place : path of the list
    wanted : index to put it at
    key : of the row that was chosen
    """
    index, words = wanted, ""
    if kind == "device":
        index, finding = place_for(train_of(document.data, place[:-1]), key, wanted)
        if finding is not None:
            return _refused(finding, mark("Not added: {reason}. Possible: {allowed}."))
        if index != wanted:
            words = tr("It can't stand there; added as number {index} of the train.", index=index + 1)
    document.insert(place, index, choices.entry(kind, key))
    return Outcome(words, changed=True, cursor=(*place, index))


def add_unit(document: PlantDocument, node: Node) -> Outcome:
    """Add a copy of a unit behind it; of the last one if the line is that of the plant."""
    units: Any = document.value(("units",))
    if not isinstance(units, list) or not units:
        document.insert(("units",), 0, {"name": "Unit 1"})
        return Outcome(changed=True, cursor=("units", 0))
    last = node.steps[-1]
    index = last if isinstance(last, int) else len(units) - 1
    names = {str(unit.get("name", "")) for unit in units if isinstance(unit, dict)}
    number = next(n for n in range(len(units) + 1, 2 * len(units) + 3) if f"Unit {n}" not in names)
    unit = copy.deepcopy(units[index])
    if isinstance(unit, dict):
        unit["name"] = f"Unit {number}"
    document.insert(("units",), index + 1, unit)
    words = tr("Added a copy of the unit, called {name}.", name=f"Unit {number}")
    return Outcome(words, changed=True, cursor=("units", index + 1))


def remove(document: PlantDocument, node: Node) -> Outcome:
    """Remove an entry of a list, or a unit."""
    last = node.steps[-1]
    if not isinstance(last, int):
        return Outcome(tr("Only an entry of a list, or a unit, can be removed."))
    siblings = document.value(node.steps[:-1])
    if node.kind in ("unit", "coal") and isinstance(siblings, list) and len(siblings) == 1:
        if node.kind == "unit":
            return Outcome(tr("The last unit stays: a plant file needs one."), "warning")
        return Outcome(tr("The last coal stays: a plant file needs one."), "warning")
    if node.kind == "device":
        before = train_of(document.data, node.steps[:2])
        finding = refusal(before, [*before[:last], *before[last + 1 :]])
        if finding is not None:
            return _refused(finding, mark("Not removed: {reason}. Possible: {allowed}."))
    document.remove(node.steps)
    return Outcome(tr("Removed {label}. Ctrl+Z brings it back.", label=node.label), changed=True)


def move(document: PlantDocument, node: Node, offset: int) -> Outcome:
    """Move an entry of a list, or a unit, up or down."""
    last = node.steps[-1]
    if not isinstance(last, int):
        return Outcome(tr("Only an entry of a list, or a unit, can be moved."))
    if node.kind == "device":
        before = train_of(document.data, node.steps[:2])
        after = list(before)
        if 0 <= last + offset < len(after):
            after.insert(last + offset, after.pop(last))
        finding = refusal(before, after)
        if finding is not None:
            return _refused(finding, mark("Not moved: {reason}. Possible: {allowed}."))
    moved = document.move(node.steps, offset)
    return Outcome(changed=True, cursor=(*node.steps[:-1], last + offset)) if moved else Outcome()


def refusal(before: list[str], after: list[str]) -> OrderFinding | None:
    """What makes a new train impossible that the old one did not have already."""
    known = {finding.message for finding in check_order(before) if finding.impossible}
    for finding in check_order(after):
        if finding.impossible and finding.message not in known:
            return finding
    return None


def place_for(train: list[str], device: str, wanted: int) -> tuple[int, OrderFinding | None]:
    """Where a device can stand: the possible place nearest to the wanted one, or why there is none."""
    first: OrderFinding | None = None
    for index in sorted(range(len(train) + 1), key=lambda place: (abs(place - wanted), place)):
        found = refusal(train, [*train[:index], device, *train[index:]])
        if found is None:
            return index, None
        first = first or found
    return wanted, first


def _refused(finding: OrderFinding, words: str) -> Outcome:
    return Outcome(tr(words, reason=tr(finding.message), allowed=tr(finding.allowed)), "error")
