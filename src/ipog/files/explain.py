"""What the input model rejects, as problems in plain words at the right line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ipog import vocabulary
from ipog.diagnostics import Problem
from ipog.files import shape
from ipog.files.marks import Mark, Step, Steps, find, join_path
from ipog.plant.fields import SENTENCE, shown

Detail = Mapping[str, Any]
"""One entry of ``pydantic.ValidationError.errors()``."""

Writer = Callable[[Steps, Detail, Any], Problem]
"""Path of an error, the error and the whole document to a problem that has no place yet."""


def explain(detail: Detail, data: Any, mark: Mark, name: str | None) -> Iterator[Problem]:
    """The problems behind one validation error.

    Parameters
    ----------
    detail : the error as pydantic lists it
    data : the document
    mark : where its values stand
    name : of the file
    """
    kind, context = str(detail["type"]), detail.get("ctx") or {}
    steps = _steps(detail["loc"], data, missing=kind == "missing")
    if kind != SENTENCE:
        problem = _WORDS.get(kind, _unforeseen)(steps, detail, data)
        yield _placed(problem, steps, mark, name, at_key=kind == "extra_forbidden")
        return
    for found in context.get("faults", [context]):
        at = found.get("at", ())
        problem = Problem(
            id=found["id"],
            message=found["message"],
            given=found.get("given"),
            allowed=found.get("allowed"),
            nearest=found.get("nearest"),
        )
        yield _placed(problem, (*steps, *((at,) if isinstance(at, str) else at)), mark, name)


def _placed(problem: Problem, steps: Steps, mark: Mark, name: str | None, *, at_key: bool = False) -> Problem:
    line, column = find(mark, steps, key=at_key)
    return replace(problem, file=name, line=line, column=column, path=join_path(steps))


def _steps(loc: Steps, data: Any, *, missing: bool) -> Steps:
    """The path of an error without the tags that pydantic adds for the members of a union."""
    steps: list[Step] = []
    for number, step in enumerate(loc):
        if shape.holds(data, step):
            steps.append(step)
            data = data[step]
        elif missing and number == len(loc) - 1:
            steps.append(step)
    return tuple(steps)


def describe(value: object) -> str:
    """A value of a document as a person would name it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {shown(value)!r}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    return f"the number {shown(value)}"


def _title(steps: Steps) -> str:
    """What a path points at: the last name in it, or the entry of a list."""
    if not steps:
        return "the file"
    if isinstance(steps[-1], int):
        owner = join_path(steps[:-1]).rpartition(".")[2]
        return f"entry {steps[-1] + 1} of {owner}"
    return str(steps[-1])


def _example(steps: Steps, data: Any) -> str | None:
    info = shape.field_at(steps, data)
    if info is None or not info.examples:
        return None
    example = info.examples[0]
    text = str(example).lower() if isinstance(example, bool) else str(example)
    return f"{steps[-1]}: {text}" if isinstance(steps[-1], str) else text


def _unknown_key(steps: Steps, detail: Detail, data: Any) -> Problem:
    key, parent = str(steps[-1]), steps[:-1]
    model = shape.model_at(parent, data)
    known = shape.keys(model) if model is not None else {}
    slip = _yaml_slip(key, detail["input"], shape.inside(data, parent))
    if slip is not None:
        return Problem("unknown-key", slip[0], given=key, allowed=slip[1])
    if key in known:
        return Problem(
            "unknown-key", f"{known[key]} is given twice, once as {key}", given=key, allowed="one of the two"
        )
    message = f"{_title(parent)} has no field {shown(key)!r}"
    nearest = next((word for word in vocabulary.keys_for(key) if word in known), None)
    if nearest is None and key not in shape.places():
        nearest = vocabulary.nearest(key.replace("-", "_"), known)
    if nearest is None and (home := _home(key, parent)) is not None:
        nearest = home
        message += ", which belongs elsewhere"
    allowed = ", ".join(dict.fromkeys(known.values()))
    return Problem("unknown-key", message, given=shown(key), allowed=allowed, nearest=nearest)


def _home(key: str, parent: Steps) -> str | None:
    """The right place of a key that stands in the wrong group."""
    here = join_path(["[]" if isinstance(step, int) else step for step in parent]).replace(".[]", "[]")
    for word in (key, *vocabulary.keys_for(key)):
        homes = shape.places().get(word, ())
        if homes == (shape.DEVICES,):
            return f"{word} in a device of type {' or '.join(shape.device_types(word))}"
        inside = [home for home in homes if home.startswith(here)]
        if homes:
            home = min(inside or homes, key=len)
            return f"{_numbered(home, parent)}.{word}" if home else word
    return None


def _numbered(home: str, parent: Steps) -> str:
    """A pattern such as ``units[].boiler`` with the numbers of the place where the key was found."""
    for step in parent:
        if isinstance(step, int):
            home = home.replace("[]", f"[{step}]", 1)
    return home.replace("[]", "[0]")


def _yaml_slip(key: str, value: object, group: Any) -> tuple[str, str] | None:
    """Keys that are no keys: a decimal comma between braces, or a colon without its blank."""
    if value is not None or not isinstance(group, dict):
        return None
    names = list(group)
    previous = group[names[names.index(key) - 1]] if names.index(key) > 0 else None
    if key[:1].isdigit() and isinstance(previous, int):
        return (
            f"{previous},{key} has a decimal comma, which divides two entries here",
            f"a decimal point: {previous}.{key}",
        )
    word, colon, rest = key.partition(":")
    if colon and rest:
        return "a blank is missing after the colon", f"{word}: {rest}"
    return None


def _missing(steps: Steps, _detail: Detail, data: Any) -> Problem:
    info = shape.field_at(steps, data)
    about = f" ({info.description})" if info is not None and info.description else ""
    subject = join_path(steps[:-1]) or "the file"
    return Problem("missing", f"{subject} needs {steps[-1]}{about}", allowed=_example(steps, data))


def _wrong_kind(wanted: str) -> Writer:
    def write(steps: Steps, detail: Detail, data: Any) -> Problem:
        value = detail["input"]
        return Problem(
            id="wrong-kind",
            message=f"{_title(steps)} should be {wanted}, not {describe(value)}",
            given=shown(value),
            allowed=_example(steps, data) or wanted,
        )

    return write


def _out_of_range(steps: Steps, detail: Detail, _data: Any) -> Problem:
    bounds = {"ge": "at least", "le": "at most"}
    context = detail["ctx"]
    return Problem(
        id="out-of-range",
        message=f"{_title(steps)} can't be {shown(detail['input'])}",
        given=shown(detail["input"]),
        allowed=" and ".join(f"{words} {context[key]}" for key, words in bounds.items() if key in context),
    )


def _empty(steps: Steps, detail: Detail, data: Any) -> Problem:
    wanted = "at least one entry" if isinstance(detail["input"], list) else "some text"
    return Problem("empty", f"{_title(steps)} is empty", allowed=_example(steps, data) or wanted)


def _unforeseen(steps: Steps, detail: Detail, data: Any) -> Problem:
    value = detail["input"]
    return Problem(
        id="wrong-kind",
        message=f"{_title(steps)} can't be {describe(value)}",
        given=shown(value),
        allowed=_example(steps, data),
    )


_WORDS: dict[str, Writer] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "model_type": _wrong_kind("a group of keys (key: value)"),
    "model_attributes_type": _wrong_kind("a group of keys (key: value)"),
    "dict_type": _wrong_kind("a group of keys (key: value)"),
    "list_type": _wrong_kind("a list (lines that begin with '- ')"),
    "string_type": _wrong_kind("text"),
    "int_type": _wrong_kind("a whole number"),
    "int_parsing": _wrong_kind("a whole number"),
    "int_parsing_size": _wrong_kind("a whole number"),
    "int_from_float": _wrong_kind("a whole number"),
    "bool_type": _wrong_kind("true or false"),
    "bool_parsing": _wrong_kind("true or false"),
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "too_short": _empty,
    "string_too_short": _empty,
}
