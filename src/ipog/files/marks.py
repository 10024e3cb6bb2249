"""Where each key and value of a document stands, as a tree beside the data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

Step = str | int
"""One step of a path: the key of a mapping or the index of a list, from 0."""

Steps = tuple[Step, ...]
"""A path."""

_STEP = re.compile(r"\[(\d+)\]|[^.\[\]]+")


@dataclass(slots=True)
class Mark:
    """The place of one value.

    Attributes
    ----------
    line, column : where the value starts, counted from 1
    keys : for a mapping, line and column of each key
    children : for a mapping or list, the mark of each value
    """

    line: int
    column: int
    keys: dict[Step, tuple[int, int]] = field(default_factory=dict)
    children: dict[Step, Mark] = field(default_factory=dict)


def find(root: Mark, steps: Sequence[Step], *, key: bool = False) -> tuple[int, int]:
    """Line and column of a value, or of the nearest thing around it that the file holds.

    A group or list that begins below its key is found at the key.

    Parameters
    ----------
    root : mark of the whole document
    steps : path of the value
    key : whether to point at the key rather than at its value
    """
    mark, place = root, (root.line, root.column)
    for number, step in enumerate(steps):
        child = mark.children.get(step)
        if child is None:
            return place
        at_key = mark.keys.get(step)
        place = (child.line, child.column)
        wanted = number < len(steps) - 1 or key
        if at_key is not None and (wanted or child.line > at_key[0]):
            place = at_key
        mark = child
    return place


def split_path(path: str) -> Steps:
    """``units[0].boiler.type`` as ``("units", 0, "boiler", "type")``."""
    return tuple(int(match.group(1)) if match.group(1) else match.group(0) for match in _STEP.finditer(path))


def join_path(steps: Sequence[Step]) -> str:
    """``("units", 0, "boiler", "type")`` as ``units[0].boiler.type``."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text
