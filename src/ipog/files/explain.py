"""What the input model rejects, as problems in plain words at the right line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ipog import vocabulary
from ipog.diagnostics import Problem
from ipog.files import shape
from ipog.files.marks import Mark, Step, Steps, find, join_path
from ipog.language import mark, tr
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
        yield placed(problem, steps, mark, name, at_key=kind == "extra_forbidden")
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
        yield placed(problem, (*steps, *((at,) if isinstance(at, str) else at)), mark, name)


def placed(problem: Problem, steps: Steps, mark: Mark, name: str | None, *, at_key: bool = False) -> Problem:
    """A problem with its file, and the line, column and path of a value or its key."""
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
        return tr("nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return tr("the text {given!r}", given=shown(value))
    if isinstance(value, list):
        return tr("a list")
    if isinstance(value, dict):
        return tr("a group of keys")
    return tr("the number {given}", given=shown(value))


def _title(steps: Steps) -> str:
    """What a path points at: the last name in it, or the entry of a list."""
    if not steps:
        return tr("the file")
    if isinstance(steps[-1], int):
        owner = join_path(steps[:-1]).rpartition(".")[2]
        return tr("entry {number} of {owner}", number=steps[-1] + 1, owner=owner)
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
        message = tr("{field} is given twice, once as {key}", field=known[key], key=key)
        return Problem("unknown-key", message, given=key, allowed=tr("one of the two"))
    message = tr("{group} has no field {key!r}", group=_title(parent), key=shown(key))
    nearest = next((word for word in vocabulary.keys_for(key) if word in known), None)
    if nearest is None and key not in shape.places():
        nearest = vocabulary.nearest(key.replace("-", "_"), known)
    if nearest is None and (home := _home(key, parent)) is not None:
        nearest = home
        message = tr("{problem}, which belongs elsewhere", problem=message)
    allowed = ", ".join(dict.fromkeys(known.values()))
    return Problem("unknown-key", message, given=shown(key), allowed=allowed, nearest=nearest)


def _home(key: str, parent: Steps) -> str | None:
    """The right place of a key that stands in the wrong group."""
    here = join_path(["[]" if isinstance(step, int) else step for step in parent]).replace(".[]", "[]")
    for word in (key, *vocabulary.keys_for(key)):
        homes = shape.places().get(word, ())
        if homes == (shape.DEVICES,) or (here == shape.DEVICES and here in homes):
            types = tr(" or ").join(shape.device_types(word))
            return tr("{field} in a device of type {types}", field=word, types=types)
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
            tr("{given} has a decimal comma, which divides two entries here", given=f"{previous},{key}"),
            tr("a decimal point: {number}", number=f"{previous}.{key}"),
        )
    word, colon, rest = key.partition(":")
    if colon and rest:
        return tr("a blank is missing after the colon"), f"{word}: {rest}"
    return None


def _missing(steps: Steps, _detail: Detail, data: Any) -> Problem:
    info = shape.field_at(steps, data)
    subject = join_path(steps[:-1]) or tr("the file")
    message = tr("{group} needs {field}", group=subject, field=steps[-1])
    if info is not None and info.description:
        message = tr("{problem} ({about})", problem=message, about=tr(info.description))
    return Problem("missing", message, allowed=_example(steps, data))


def _wrong_kind(wanted: str) -> Writer:
    def write(steps: Steps, detail: Detail, data: Any) -> Problem:
        value = detail["input"]
        message = tr(
            "{field} should be {wanted}, not {found}",
            field=_title(steps),
            wanted=tr(wanted),
            found=describe(value),
        )
        allowed = _example(steps, data) or tr(wanted)
        return Problem(id="wrong-kind", message=message, given=shown(value), allowed=allowed)

    return write


def _out_of_range(steps: Steps, detail: Detail, _data: Any) -> Problem:
    bounds = {"ge": mark("at least {value}"), "le": mark("at most {value}")}
    context = detail["ctx"]
    return Problem(
        id="out-of-range",
        message=_cannot_be(steps, shown(detail["input"])),
        given=shown(detail["input"]),
        allowed=tr(" and ").join(
            tr(words, value=context[key]) for key, words in bounds.items() if key in context
        ),
    )


def _cannot_be(steps: Steps, found: str) -> str:
    return tr("{field} can't be {found}", field=_title(steps), found=found)


def _empty(steps: Steps, detail: Detail, data: Any) -> Problem:
    wanted = tr("at least one entry") if isinstance(detail["input"], list) else tr("some text")
    message = tr("{field} is empty", field=_title(steps))
    return Problem("empty", message, allowed=_example(steps, data) or wanted)


def _unforeseen(steps: Steps, detail: Detail, data: Any) -> Problem:
    value = detail["input"]
    return Problem(
        id="wrong-kind",
        message=_cannot_be(steps, describe(value)),
        given=shown(value),
        allowed=_example(steps, data),
    )


_GROUP = mark("a group of keys (key: value)")
_WHOLE = mark("a whole number")
_TRUTH = mark("true or false")

_WORDS: dict[str, Writer] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "model_type": _wrong_kind(_GROUP),
    "model_attributes_type": _wrong_kind(_GROUP),
    "dict_type": _wrong_kind(_GROUP),
    "list_type": _wrong_kind(mark("a list (lines that begin with '- ')")),
    "string_type": _wrong_kind(mark("text")),
    "int_type": _wrong_kind(_WHOLE),
    "int_parsing": _wrong_kind(_WHOLE),
    "int_parsing_size": _wrong_kind(_WHOLE),
    "int_from_float": _wrong_kind(_WHOLE),
    "bool_type": _wrong_kind(_TRUTH),
    "bool_parsing": _wrong_kind(_TRUTH),
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "too_short": _empty,
    "string_too_short": _empty,
}
