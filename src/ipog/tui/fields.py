"""What a form shows of a group of the plant file, from the input model's own descriptions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ipog import vocabulary
from ipog.diagnostics import InputError
from ipog.files import shape
from ipog.files.marks import Steps
from ipog.files.yaml_read import load_all
from ipog.language import mark, tr
from ipog.plant.fields import Count, Country

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
_LONGEST_NUMBER = 25
_YES_NO = (("true", mark("yes")), ("false", mark("no")))


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes
    ----------
    steps : path in the plant file
    label : name to show
    group : heading it stands under; empty for the fields of the node itself
    unit : of a plain number; empty if it has none
    dimension : of the quantity; empty if it is none
    low, high : ends of what is possible, in the unit; None if it is open
    allowed : what may be written, in words
    about : what it is
    default : what is taken if it is left out; empty if that depends on the plant
    example : what somebody could write
    choices : the words it may hold, each with its label; empty if it is free
    required : whether the file needs it
    """

    steps: Steps
    label: str
    group: str
    unit: str
    allowed: str
    about: str
    default: str
    example: str
    choices: tuple[tuple[str, str], ...]
    required: bool
    dimension: str = ""
    low: float | None = None
    high: float | None = None


def fields_at(steps: Steps, data: Any) -> list[Field]:
    """The fields of the group at a path, with those of the groups inside it."""
    model = shape.model_at(steps, data)
    return [] if model is None else list(_fields(model, steps, ""))


def of_library(data: Any, steps: Steps) -> dict[Steps, str]:
    """What the library says of the coal at a path, by field; nothing if it is no coal of the library."""
    if steps[-2:-1] != ("coal_feed",):
        return {}
    from ipog.coals import UnknownCoal, as_coal, find

    try:
        coal = as_coal(find(str(shape.inside(data, (*steps, "coal")))))
    except UnknownCoal:
        return {}
    found = {}
    for name in coal.model_fields_set - {"coal"}:
        value = getattr(coal, name)
        if isinstance(value, str):
            found[(*steps, name)] = value
        elif value is not None:
            model: shape.Model = type(value)
            slots = shape.slots(model)
            for inner in value.model_fields_set:
                quantity, figure = slots[inner].quantity, getattr(value, inner)
                shown = f"{figure:g} {quantity.unit}" if quantity is not None else str(figure)
                found[(*steps, name, inner)] = shown
    return found


def library_origin(data: Any, steps: Steps) -> str:
    """Where the library has a field of a coal from: standing and source key; empty if it has not."""
    from ipog.coals import UnknownCoal, find

    try:
        coal = find(str(shape.inside(data, (*steps[:-2], "coal"))))
    except UnknownCoal:
        return ""
    name = str(steps[-1])
    group = {"trace": f"{name}_origin", "heating_value": "heating"}.get(str(steps[-2]), "composition")
    origin = getattr(coal, group, None) or (coal.trace_origin if steps[-2] == "trace" else None)
    return "" if origin is None else f"{tr(origin.standing)}: {origin.source}"


def text_of(value: Any) -> str:
    """A value of the file as it is typed into a form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {text_of(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(text_of(item) for item in value) + "]"
    return str(value)


def value_of(text: str) -> Any:
    """What is typed into a form as a value of the file; None for nothing."""
    text = text.strip()
    if not text:
        return None
    if text in ("true", "false"):
        return text == "true"
    if _NUMBER.fullmatch(text) and len(text) <= _LONGEST_NUMBER and math.isfinite(float(text)):
        return float(text) if any(letter in text for letter in ".eE") else int(text)
    if text.startswith("{") and text.endswith("}"):
        # A value with its spread: {value: 0.2 mg/kg, low: 0.1 mg/kg, high: 0.4 mg/kg}
        try:
            data = next(load_all(text)).data
        except (InputError, StopIteration):
            return text
        return data if isinstance(data, dict) else text
    return text


def form_words() -> Iterator[str]:
    """Labels of fields and headings of groups as forms show them, in English, for the catalogues."""
    for model in shape.models():
        for name in model.model_fields:
            yield name.replace("_", " ") if shape.slots(model)[name].models else _label(name)


def _fields(model: shape.Model, steps: Steps, group: str) -> Iterator[Field]:
    slots = shape.slots(model)
    inner: list[Field] = []
    for name, info in model.model_fields.items():
        if name == "ipog_version" or (steps[-2:-1] == ("apcs",) and name == "type"):
            continue
        if slots[name].models:
            # A list of groups has its own lines in the tree; a single group is part of this form.
            if "list" not in str(info.annotation) and name not in ("boiler", "plant") and not group:
                inner += _fields(slots[name].models[0], (*steps, name), name.replace("_", " "))
        elif "list" not in str(info.annotation):
            yield _field(name, info, slots[name], (*steps, name), group)
    yield from inner


def _field(name: str, info: FieldInfo, slot: shape.Slot, steps: Steps, group: str) -> Field:
    marks = [*info.metadata, *_marks(info.annotation)]
    unit, allowed = "", ""
    choices: tuple[tuple[str, str], ...] = ()
    count = next((mark for mark in marks if isinstance(mark, Count)), None)
    if slot.quantity is not None:
        unit, allowed = slot.quantity.unit, slot.quantity.allowed
    elif slot.word is not None:
        choices = tuple((word, vocabulary.label(slot.word, word)) for word in vocabulary.words(slot.word))
    elif any(isinstance(mark, Country) for mark in marks):
        choices = tuple(sorted(vocabulary.country_names().items(), key=lambda item: item[1]))
    elif info.annotation is bool:
        choices = tuple((word, tr(label)) for word, label in _YES_NO)
    elif count is not None:
        allowed = tr("a whole number from {low} to {high}", low=count.low, high=count.high)
    return Field(
        steps=steps,
        label=tr(_label(name)),
        group=group,
        unit=unit,
        allowed=allowed,
        about=tr(info.description) if info.description else "",
        default=_default(info, unit),
        example=text_of(info.examples[0]) if info.examples else "",
        choices=choices,
        required=info.is_required(),
        dimension="" if slot.quantity is None else slot.quantity.dimension,
        low=None if slot.quantity is None else slot.quantity.low,
        high=None if slot.quantity is None else slot.quantity.high,
    )


def _label(name: str) -> str:
    """A key as a label that fits into its column."""
    return (
        name.replace("_", " ")
        .replace("mercury efficiency", "Hg efficiency")
        .replace("air preheater", "preheater")
        .replace(" temperature", " temp.")
    )


def _default(info: FieldInfo, unit: str) -> str:
    if info.is_required() or info.default is None or info.default is PydanticUndefined:
        return ""
    if isinstance(info.default, float):
        return f"{info.default:g} {unit}".strip()
    return text_of(info.default)


def _marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks(part)
