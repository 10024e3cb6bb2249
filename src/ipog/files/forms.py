"""YAML texts that differ in plain values alone: their form is parsed once, the values of each are put in.

A fleet's files are often written by one program, or filled into one template. What they have in common
then is all that makes YAML hard to read: indentation, brackets, quotation marks, comments. What differs
is what stands behind a colon, up to the end of the line, a comma or a bracket. A *value* here begins
with a letter or a digit and holds no sign that means anything in YAML, so one in place of another
changes nothing around it. The form is read by :mod:`ipog.files.yaml_read` with marks in place of the
values; what it refuses, or reports in any way, has no form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ipog.diagnostics import InputError
from ipog.files.yaml_read import load_all, plain_value

LONGEST = 200_000
"""Characters of a text that is read by its form."""
MOST_KEPT = 5_000_000
"""Characters of the forms that are remembered; what is kept of one takes several times its text."""
MOST_VALUES = 200_000
"""Values that are remembered."""

# Words with single blanks between. Not ' nor ", which would end a text in quotation marks.
_VALUE = re.compile(r": ([^\W_][\w./%+()&*-]*(?: [\w./%+()&*-]+)*)(?= *(?:\r?\n|\Z|[,}\]]| #))")
_MARK = re.compile(r"Zq([0-9]+)qZ")
_ODD = object()

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Hole:
    """Where values go in a form.

    Attributes
    ----------
    place : of the value that is put in as it is; -1 if it is a part of a longer text
    texts, places : the longer text, without its values, and the values that go between
    """

    place: int
    texts: tuple[str, ...] = ()
    places: tuple[int, ...] = ()

    def fill(self, values: list[Any], written: list[str]) -> Any:
        """What stands here.

        Parameters
        ----------
        values : of a text, as YAML reads them
        written : the same as they are written
        """
        if self.place >= 0:
            return values[self.place]
        found = [self.texts[0]]
        for text, place in zip(self.texts[1:], self.places, strict=True):
            found += (written[place], text)
        return "".join(found)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What texts have in common.

    Attributes
    ----------
    data : of the document; a :class:`Hole` for each text or value that differs
    """

    data: Any


class Forms(Generic[Kept]):
    """Reads texts by their form, and remembers the forms.

    Parameters
    ----------
    keep : what is to be kept of a form; None for one whose texts are to be read as wholes
    """

    def __init__(self, keep: Callable[[Form], Kept | None]) -> None:
        self._keep = keep
        self._forms: dict[tuple[str, ...], Kept | None] = {}
        self._kept = 0
        self._values: dict[str, Any] = {}

    def read(self, text: str) -> tuple[Kept, list[Any], list[str]] | None:
        """What is kept of the form of a text, its values, and the values as they are written.

        None for a text that is to be read as a whole: whatever is wrong with it, or unusual, is told there.
        """
        if len(text) > LONGEST:
            return None
        parts = _VALUE.split(text)
        frame, written = tuple(parts[::2]), parts[1::2]
        if frame not in self._forms:
            self._learn(frame, text)
        kept = self._forms[frame]
        if kept is None:
            return None
        known = self._values
        values = []
        for word in written:
            if word not in known:
                if len(known) > MOST_VALUES:
                    known.clear()
                known[word] = _value_of(word)
            values.append(known[word])
        return None if _ODD in values else (kept, values, written)

    def _learn(self, frame: tuple[str, ...], text: str) -> None:
        if self._kept > MOST_KEPT:
            self._forms.clear()
            self._kept = 0
        self._kept += len(text)
        form = _form(frame)
        self._forms[frame] = None if form is None else self._keep(form)


def _value_of(word: str) -> Any:
    try:
        return plain_value(word)
    except OverflowError:
        return _ODD


def _form(frame: tuple[str, ...]) -> Form | None:
    if any("Zq" in text for text in frame):
        return None
    text = frame[0] + "".join(f": Zq{place}qZ{part}" for place, part in enumerate(frame[1:]))
    try:
        documents = list(load_all(text))
    except InputError:
        return None
    if len(documents) != 1 or documents[0].problems:
        return None
    data = _with_holes(documents[0].data)
    return None if data is _ODD else Form(data)


def _with_holes(data: Any) -> Any:
    """The data with holes in place of marks; what keys are called must not differ."""
    if isinstance(data, dict):
        found = {key: _with_holes(value) for key, value in data.items()}
        return _ODD if _ODD in found.values() or any("Zq" in key for key in data) else found
    if isinstance(data, list):
        items = [_with_holes(value) for value in data]
        return _ODD if _ODD in items else items
    if isinstance(data, str) and "Zq" in data:
        parts = _MARK.split(data)
        places = tuple(map(int, parts[1::2]))
        # A mark with nothing around it has no quotation marks: they would be between it and its colon.
        return Hole(places[0]) if parts[::2] == ["", ""] else Hole(-1, tuple(parts[::2]), places)
    return data
