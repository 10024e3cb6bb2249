"""The text that is edited: one plant file with its problems, and the way back and forth."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ipog.diagnostics import Problem
from ipog.files import Document, parse, update_text
from ipog.files.marks import Step, Steps
from ipog.files.shape import inside
from ipog.language import tr
from ipog.plant import Plant
from ipog.settings import draft_key

MOST_STEPS = 200
"""Steps back that are kept."""


class NotReadable(Exception):
    """The text is not YAML just now, so that no field of it can be changed."""


class PlantDocument:
    """One plant file while it is edited.

    Parameters
    ----------
    text : what is edited
    path : of the file; None until it has one
    saved : what the file on disk holds; None if there is no file
    draft : key of the draft that this text comes from
    title : what to call it until it has a path

    Attributes
    ----------
    window : key of the window it is edited in
    apart : whether another window has the file open, so that the draft must be one of its own
    """

    def __init__(
        self,
        text: str,
        path: Path | None = None,
        saved: str | None = None,
        draft: str | None = None,
        title: str = "",
    ) -> None:
        self._title = title or tr("new plant")
        self.path = path
        self.saved = saved
        # A draft is worth keeping as it is; a template or an example is not until it is changed.
        self._first = None if draft is not None else text
        self._draft = draft or uuid.uuid4().hex[:16]
        self.window = uuid.uuid4().hex[:6]
        self.apart = False
        self._undo: list[str] = []
        self._redo: list[str] = []
        self._merging: object = None
        self._base: Document | None = None
        self._take(text)

    text: str
    plant: Plant | None
    problems: list[Problem]
    parsed: Document

    @property
    def name(self) -> str:
        """What to call the file."""
        return self._title if self.path is None else self.path.name

    @property
    def draft(self) -> str:
        """The key of its draft."""
        if self.path is None:
            return self._draft
        key = draft_key(self.path)
        return f"{key}-{self.window}" if self.apart else key

    @property
    def modified(self) -> bool:
        """Whether leaving would lose something."""
        return self.text != (self._first if self.saved is None else self.saved)

    @property
    def data(self) -> Any:
        """The data of the text; None while it is not YAML."""
        return self.parsed.data

    def value(self, steps: Steps) -> Any:
        """The value of a field, None if it is left out."""
        return inside(self.data, steps)

    def change_text(self, text: str, *, merge: object = None) -> None:
        """Another text, as one step back.

        Parameters
        ----------
        text : the new text
        merge : changes in a row with the same mark (the letters typed into one field) are one step
        """
        if text == self.text:
            return
        if merge is None or merge != self._merging:
            self._undo = [*self._undo, self.text][-MOST_STEPS:]
        self._merging = merge
        self._redo.clear()
        self._take(text)

    def end_merge(self) -> None:
        """Let the next change be a step of its own."""
        self._merging = None

    def undo(self) -> bool:
        """Go one step back; False if there is none."""
        return self._travel(self._undo, self._redo)

    def redo(self) -> bool:
        """Take back a step back; False if there is none."""
        return self._travel(self._redo, self._undo)

    def mark_saved(self, path: Path) -> None:
        """Note that the file holds the text now."""
        self.path = path
        self.saved = self.text
        self._take(self.text)

    def set_value(self, steps: Steps, value: Any) -> None:
        """Give a field another value; None leaves it out, and its group too if nothing else is in it."""

        def change(data: dict[str, Any]) -> None:
            _set(data, steps, value)

        self._change(change, merge=steps)

    def set_values(self, values: Mapping[Steps, Any]) -> None:
        """Give several fields another value as one step; None leaves a field out."""

        def change(data: dict[str, Any]) -> None:
            for steps, value in values.items():
                _set(data, steps, value)

        self._change(change)

    def insert(self, place: Steps, index: int, item: Any) -> None:
        """Put an entry into a list, which is begun if there is none."""

        def change(data: dict[str, Any]) -> None:
            entries = inside(data, place)
            if isinstance(entries, list):
                entries.insert(index, item)
            else:
                _set(data, place, [item])

        self._change(change)

    def remove(self, steps: Steps) -> None:
        """Take an entry out of its list."""

        def change(data: dict[str, Any]) -> None:
            entries = inside(data, steps[:-1])
            del entries[steps[-1]]
            if not entries:
                _set(data, steps[:-1], None)

        self._change(change)

    def move(self, steps: Steps, offset: int) -> bool:
        """Move an entry in its list; False where it stands at the end."""
        entries, index = self.value(steps[:-1]), steps[-1]
        if not isinstance(index, int) or not 0 <= index + offset < len(entries):
            return False
        target = index + offset

        def change(data: dict[str, Any]) -> None:
            entries = inside(data, steps[:-1])
            entries.insert(target, entries.pop(index))

        self._change(change)
        return True

    def _change(self, change: Callable[[dict[str, Any]], None], merge: object = None) -> None:
        base = self.parsed
        if merge is not None and merge == self._merging and self._base is not None:
            # A field that was emptied on the way to its new value keeps its place and its comment.
            base = self._base
        if not isinstance(base.data, dict):
            raise NotReadable
        data = copy.deepcopy(base.data)
        change(data)
        text = update_text(base.text, data, self.name)
        self.change_text(text, merge=merge)
        self._base = base

    def _travel(self, source: list[str], other: list[str]) -> bool:
        self._merging = None
        if not source:
            return False
        other.append(self.text)
        self._take(source.pop())
        return True

    def _take(self, text: str) -> None:
        self.text = text
        self.plant, self.problems, self.parsed = parse(text, self.name)


def _set(data: dict[str, Any], steps: Steps, value: Any) -> None:
    """Set or leave out a value, making or dropping the groups around it."""
    group: Any = data
    trail: list[tuple[Any, Step]] = []
    for step in steps[:-1]:
        if isinstance(group, dict) and not isinstance(group.get(step), dict | list):
            if value is None:
                return
            group[step] = {}
        trail.append((group, step))
        group = group[step]
    if value is not None:
        group[steps[-1]] = value
        return
    if isinstance(group, dict):
        group.pop(steps[-1], None)
    for outer, step in reversed(trail):
        # An emptied group says nothing; an emptied list entry still holds its place.
        if outer[step] == {} and isinstance(step, str):
            del outer[step]
        else:
            break
