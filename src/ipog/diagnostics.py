"""Problems: what is wrong, where, what was given and what is allowed.

Every room that can find fault with a user's input reports :class:`Problem` objects; one renderer
shows them the same way in the terminal, the app, a report and an errors table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Literal

from ipog.language import mark, plural, tr, width

Level = Literal["error", "warning", "note"]
_ORDER: dict[str, int] = {"error": 0, "warning": 1, "note": 2}
_SAID: dict[str, str] = {
    "error": mark("error: {message}"),
    "warning": mark("warning: {message}"),
    "note": mark("note: {message}"),
}

LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line in YAML; line numbers are counted by it."""

MOST_SHOWN = 50
"""Problems that are shown in full; a file with more is wrong in kind, not in places."""


class ExitCode(IntEnum):
    """What the process tells the shell."""

    FINE = 0
    TARGET_MISSED = 1
    BAD_INPUT = 2
    SOME_FAILED = 3
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an input.

    Attributes
    ----------
    id : stable key of the kind of fault, such as ``"unknown-word"``
    message : one sentence that a plant engineer can act on
    level : ``"error"`` stops the evaluation, ``"warning"`` and ``"note"`` travel with the result
    file, line, column : where, counted from 1; None where there is no file
    path : the field, such as ``units[0].boiler.type``
    given : what was written
    allowed : what would have been accepted, in words
    nearest : the closest right word, if there is one
    """

    id: str
    message: str
    level: Level = "error"
    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str = ""
    given: str | None = None
    allowed: str | None = None
    nearest: str | None = None

    @property
    def place(self) -> str:
        """``file:line:column``, as far as known."""
        parts = [self.file or ""]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(part for part in parts if part)


class InputError(Exception):
    """The input can't be used; carries every problem found, not just the first."""

    def __init__(self, problems: Iterable[Problem], source: str | None = None) -> None:
        self.problems = sort_problems(problems)
        self.source = source
        super().__init__(render(self.problems, source))


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first, then in the order of the file."""
    return tuple(sorted(problems, key=lambda p: (_ORDER[p.level], p.file or "", p.line or 0, p.column or 0)))


def said(level: Level, message: str) -> str:
    """A message with its level before it, in the language in use.

    >>> said("note", "nothing is kept")
    'note: nothing is kept'
    """
    return tr(_SAID[level], message=message)


def render(problems: Sequence[Problem], source: str | None = None, *, context: int = 2) -> str:
    """Problems as text: sentence, place, field, and the lines around the guilty one.

    Parameters
    ----------
    problems : what to show
    source : text of the file the problems point into, for the context lines
    context : lines shown before and after the guilty one
    """
    lines = LINE_BREAK.split(source) if source is not None else []
    if lines and not lines[-1]:
        # What follows the last line break is no line.
        lines.pop()
    blocks = []
    for problem in problems[:MOST_SHOWN]:
        block = [said(problem.level, problem.message)]
        if problem.place:
            at = tr("at {place}", place=problem.place)
            block.append(f"  {at}" + (f"  ({problem.path})" if problem.path else ""))
        elif problem.path:
            block.append(f"  {tr('in {field}', field=problem.path)}")
        if problem.allowed:
            block.append(f"  {tr('allowed: {words}', words=problem.allowed)}")
        if problem.nearest:
            block.append(f"  {tr('did you mean {word}?', word=problem.nearest)}")
        block.extend(_context(problem, lines, context))
        blocks.append("\n".join(block))
    if len(problems) > MOST_SHOWN:
        left = len(problems) - MOST_SHOWN
        blocks.append(plural("... and {count} more", "... and {count} more", left))
    return "\n\n".join(blocks)


def _context(problem: Problem, lines: Sequence[str], around: int) -> list[str]:
    if problem.line is None or not 1 <= problem.line <= len(lines):
        return []
    first = max(1, problem.line - around)
    last = min(len(lines), problem.line + around)
    digits = len(str(last))
    shown = []
    for number in range(first, last + 1):
        mark = ">" if number == problem.line else " "
        text = lines[number - 1].replace("\t", " ")
        # A window around the column, so that one endless line does not flood the screen.
        start = max(0, (problem.column or 1) - 60) if len(text) > 110 else 0
        shown.append(f"  {mark} {number:>{digits}} | {text[start : start + 110]}".rstrip())
        if number == problem.line and problem.column is not None:
            blanks = " " * width(text[start : problem.column - 1])
            shown.append(f"    {'':>{digits}} | {blanks}^")
    return shown


def why_unwritable(error: OSError, path: Path) -> str:
    """Why a file can't be written; the system's own words are English and name neither folder nor file."""
    if path.is_dir():
        return tr("it is a folder")
    if isinstance(error, PermissionError):
        return tr("you have no right to write there")
    if not path.parent.is_dir():
        return tr("there is no folder {folder}", folder=path.parent)
    return error.strerror or str(error)
