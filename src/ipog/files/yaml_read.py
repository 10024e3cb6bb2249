"""YAML text to plain data with the place of every key and value.

PyYAML only delivers events here; the data are built by hand. That gives line and column of
everything, finds duplicate keys, reads scalars as YAML 1.2 does (``NO`` and ``12:30`` stay text),
and stops at limits before anything grows: a document can't run code, eat the memory or break the
stack.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ipog.diagnostics import LINE_BREAK, InputError, Problem
from ipog.files.marks import Mark, Step, join_path
from ipog.files.syntax import syntax_problem
from ipog.language import tr, whole

MAX_DEPTH = 40
MAX_VALUES = 3_000_000

# The parser in C where PyYAML was built with it; both give the same events.
_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One YAML document: its data, where they stand, and faults that don't stop the reading."""

    data: Any
    mark: Mark
    problems: tuple[Problem, ...]


def load_all(text: str, name: str | None = None) -> Iterator[Loaded]:
    """The documents of a YAML text, one after the other.

    Parameters
    ----------
    text : what the file holds
    name : of the file, for the problems

    Raises
    ------
    ipog.diagnostics.InputError
        at the first place that is not YAML, or that breaks a limit
    """
    bad = _UNPRINTABLE.search(text)
    if bad is not None:
        raise InputError([_unprintable(text, bad.start(), name)], text)
    events = yaml.parse(text, Loader=_Loader)
    try:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                yield _Builder(events, text, name).document()
    except yaml.MarkedYAMLError as error:
        raise InputError([syntax_problem(error, text, name)], text) from None


def plain_value(text: str) -> Any:
    """What a scalar without quotation marks stands for: nothing, a truth value, a number or the text itself.

    Raises
    ------
    OverflowError
        for a number that is not finite
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _NOT_FINITE.fullmatch(text):
        raise OverflowError(text)
    whole = _INTEGER.fullmatch(text) is not None
    if not whole and _FLOAT.fullmatch(text) is None:
        return text
    if not math.isfinite(float(text)):
        raise OverflowError(text)
    if whole:
        return int(text)
    # An identifier such as 007 has zeros before it; as a number it would lose them.
    return text if text.lstrip("+-").isdigit() else float(text)


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character of the text."""
    line, start = 1, 0
    for match in LINE_BREAK.finditer(text, 0, index):
        line, start = line + 1, match.end()
    return line, index - start + 1


def _unprintable(text: str, index: int, name: str | None) -> Problem:
    line, column = line_and_column(text, index)
    return Problem(
        id="unreadable-character",
        message=tr(
            "the file holds the character {sign}, which no text should hold",
            sign=f"U+{ord(text[index]):04X}",
        ),
        file=name,
        line=line,
        column=column,
        allowed=tr("plain text; delete the character, or save the file anew as UTF-8"),
    )


class _Builder:
    """Builds the data of one document from the events of the parser."""

    def __init__(self, events: Iterator[Any], text: str, name: str | None) -> None:
        self._events = events
        self._text = text
        self._name = name
        self._count = 0
        self._path: list[Step] = []
        self._problems: list[Problem] = []

    def document(self) -> Loaded:
        data, mark = self._value(next(self._events))
        return Loaded(data, mark, tuple(self._problems))

    def _value(self, event: Any) -> tuple[Any, Mark]:
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
        self._check(event, mark)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, mark), mark
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(mark), mark
        return self._mapping(mark), mark

    def _check(self, event: Any, mark: Mark) -> None:
        self._count += 1
        if self._count > MAX_VALUES:
            allowed = tr("at most {most} values a file", most=whole(MAX_VALUES))
            raise self._stop("too-large", mark, tr("the file holds too many values"), allowed)
        if len(self._path) > MAX_DEPTH:
            allowed = tr("at most {most} levels", most=MAX_DEPTH)
            raise self._stop("too-deep", mark, tr("brackets or indentation go too deep here"), allowed)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise self._stop(
                "alias",
                mark,
                tr("{given} is a YAML alias, which a plant file can't hold", given=f"{sign}{event.anchor}"),
                tr("the value written out; text that begins with & or * goes in quotes"),
            )
        if event.tag not in (None, "!"):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise self._stop(
                "tag",
                mark,
                tr("{given} is a YAML tag, which a plant file can't hold", given=tag),
                tr("the value alone; text that begins with ! goes in quotes"),
            )

    def _scalar(self, event: Any, mark: Mark) -> Any:
        text: str = event.value
        if not event.implicit[0]:
            return text
        try:
            return plain_value(text)
        except OverflowError:
            shown = text if len(text) <= 30 else f"{text[:27]}..."
            if _NOT_FINITE.fullmatch(text):
                message = tr("{given} is not a number to reckon with", given=text)
                allowed = tr("a finite number")
            else:
                message = tr("{given} is too large a number", given=shown)
                allowed = tr("a number below 1e308")
            self._report("not-finite", mark, message, shown, allowed)
            return None

    def _list(self, mark: Mark) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            self._path.append(len(found))
            value, mark.children[len(found)] = self._value(event)
            self._path.pop()
            found.append(value)
        return found

    def _mapping(self, mark: Mark) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, place = self._key(event)
            self._path.append(key)
            value, child = self._value(next(self._events))
            if key in found:
                first = mark.keys[key][0]
                self._report(
                    "duplicate-key",
                    Mark(*place),
                    tr(
                        "{key} is given twice, in line {first} and in line {second}",
                        key=key,
                        first=first,
                        second=place[0],
                    ),
                    key,
                    tr("each key once"),
                )
            else:
                found[key], mark.children[key], mark.keys[key] = value, child, place
            self._path.pop()
        return found

    def _key(self, event: Any) -> tuple[str, tuple[int, int]]:
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
        self._check(event, mark)
        if not isinstance(event, yaml.ScalarEvent) or not event.value:
            raise self._stop(
                "bad-key",
                mark,
                tr("a word should stand before this colon"),
                tr("key: value; text that begins with a bracket goes in quotes"),
            )
        return event.value, (mark.line, mark.column)

    def _report(self, problem_id: str, mark: Mark, message: str, given: str, allowed: str) -> None:
        self._problems.append(
            Problem(
                id=problem_id,
                message=message,
                file=self._name,
                line=mark.line,
                column=mark.column,
                path=join_path(self._path),
                given=given,
                allowed=allowed,
            )
        )

    def _stop(self, problem_id: str, mark: Mark, message: str, allowed: str) -> InputError:
        problem = Problem(
            id=problem_id,
            message=message,
            file=self._name,
            line=mark.line,
            column=mark.column,
            path=join_path(self._path[:MAX_DEPTH]) if problem_id != "too-deep" else "",
            allowed=allowed,
        )
        return InputError([*self._problems, problem], self._text)
