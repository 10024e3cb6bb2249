"""The YAML parser's complaints in plain words, placed where the mistake was made."""

from __future__ import annotations

import re
from typing import Any

from ipog.diagnostics import LINE_BREAK, Problem
from ipog.language import mark, tr

# What the parser says (in C or in Python), what it says it was doing, and how to put it to a person.
# The first row that fits counts. "start" points to where the unfinished thing was opened.
_ROWS: tuple[tuple[str, str, str, str, bool], ...] = (
    (
        r"unexpected end of stream|document separator",
        r"quoted scalar",
        mark("the quotation mark opened here is never closed"),
        mark("a second quotation mark at the end of the text"),
        True,
    ),
    (
        r"expected ',' or '[}\]]'|expected the node content|expected node content|end of stream",
        r"flow",
        mark("the bracket opened here is not closed, or a comma is missing between two entries"),
        mark("{key: value, key: value} or [value, value]"),
        True,
    ),
    (
        r"escape character|expected escape sequence",
        r"",
        mark("a backslash has a meaning of its own inside double quotation marks"),
        mark("single quotation marks around text with backslashes"),
        False,
    ),
    (
        r"expected alphabetic or numeric|undefined tag handle|alias|anchor",
        r"",
        mark("a value can't begin with this sign"),
        mark("text that begins with &, * or ! in quotes"),
        False,
    ),
    (
        r"mapping values are not allowed",
        r"",
        mark("a second colon in one line, or a line indented further than the one it belongs with"),
        mark("one key: value a line, equal indentation, text with a colon in quotes"),
        False,
    ),
    (
        r"could not find expected ':'|expected ':'",
        r"",
        mark("this line has no colon"),
        mark("key: value"),
        True,
    ),
    (
        r"entries are not allowed",
        r"",
        mark("a list can't begin here"),
        mark("each '- ' on a line of its own, below its key"),
        False,
    ),
    (
        r"expected key|expected '-' indicator|expected <block end>|<block end>",
        r"",
        mark(
            "this does not fit what stands above it: the indentation differs, or text stands where a key "
            "should"
        ),
        mark(
            "the same number of blanks before keys that belong together, and '- ' before all entries or none"
        ),
        False,
    ),
    (
        r"expected the node content|expected node content",
        r"",
        mark("a value is missing, or a bracket is closed that was never opened"),
        mark("key: value"),
        False,
    ),
    (
        r"directive|incompatible YAML|document start",
        r"",
        mark("a line can't begin with % here"),
        mark("text that begins with % in quotes"),
        False,
    ),
)


def syntax_problem(error: Any, text: str, name: str | None) -> Problem:
    """The problem behind a ``yaml.MarkedYAMLError``."""
    said, doing = error.problem or "", error.context or ""
    place = error.problem_mark or error.context_mark
    if place is not None and ("cannot start any token" in said or "tab character" in said):
        return _problem(*_bad_start(_character(place, text)), place, name)
    for pattern, context, message, allowed, at_start in _ROWS:
        if re.search(pattern, said) and re.search(context, doing):
            if at_start and error.context_mark is not None:
                place = error.context_mark
            return _problem(tr(message), tr(allowed), place, name)
    return _problem(tr("this is not YAML: {reason}", reason=said), tr("key: value lines"), place, name)


def _character(place: Any, text: str) -> str:
    lines = LINE_BREAK.split(text)
    line = lines[place.line] if place.line < len(lines) else ""
    return line[place.column : place.column + 1]


def _bad_start(character: str) -> tuple[str, str]:
    if character == "\t":
        return tr("a tab can't indent a line"), tr("blanks")
    return (
        tr("a value can't begin with {sign}", sign=character),
        tr("text that begins with {sign} in quotes", sign=character),
    )


def _problem(message: str, allowed: str, place: Any, name: str | None) -> Problem:
    return Problem(
        id="syntax",
        message=message,
        file=name,
        line=None if place is None else place.line + 1,
        column=None if place is None else place.column + 1,
        allowed=allowed,
    )
