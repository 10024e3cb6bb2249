"""What the input model holds where: the fields of a place, and the places of a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo

from ipog import vocabulary
from ipog.files.marks import Step
from ipog.plant import DEVICE_CLASSES, Device, Plant
from ipog.plant.fields import Quantity, Word

Model = type[BaseModel]

DEVICES = "units[].apcs[]"
"""The place of the devices in the list of :func:`places`."""


def models_in(annotation: Any) -> tuple[Model, ...]:
    """The models inside an annotation such as ``list[A | B] | None``, without repeats."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    found: dict[Model, None] = {}
    for part in get_args(annotation):
        found.update(dict.fromkeys(models_in(part)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Slot:
    """What a key of a model may hold.

    Attributes
    ----------
    models : the groups, if it holds groups
    quantity : the quantity, if it holds one
    word : the kind of word, if it holds one
    """

    models: tuple[Model, ...]
    quantity: Quantity | None
    word: str | None


@cache
def slots(model: Model) -> Mapping[str, Slot]:
    """What each key of a model may hold."""
    found = {}
    for key, name in keys(model).items():
        info = model.model_fields[name]
        marks = [*info.metadata, *_metadata(info.annotation)]
        found[key] = Slot(
            models_in(info.annotation),
            next((mark for mark in marks if isinstance(mark, Quantity)), None),
            next((mark.kind for mark in marks if isinstance(mark, Word)), None),
        )
    return found


def _metadata(annotation: Any) -> Iterator[Any]:
    """What ``Annotated`` adds anywhere inside an annotation."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _metadata(part)


def spellings(name: str, info: FieldInfo) -> tuple[str, ...]:
    """The keys that are read as a field: its name and its aliases."""
    if isinstance(info.validation_alias, AliasChoices):
        return tuple(str(choice) for choice in info.validation_alias.choices)
    return (name,)


@cache
def keys(model: Model) -> dict[str, str]:
    """Every key a model reads, with the name of the field it stands for."""
    return {key: name for name, info in model.model_fields.items() for key in spellings(name, info)}


def model_at(steps: Sequence[Step], data: Any) -> Model | None:
    """The model that stands at a path of a document, or None if a plain value does."""
    models: tuple[Model, ...] = (Plant,)
    for step in steps:
        data = inside(data, [step])
        if isinstance(step, str):
            name = keys(models[0]).get(step) if len(models) == 1 else None
            models = models_in(models[0].model_fields[name].annotation) if name else ()
        if len(models) > 1:
            models = of_type(models, data)
        if not models:
            return None
    return models[0] if len(models) == 1 else None


def field_at(steps: Sequence[Step], data: Any) -> FieldInfo | None:
    """The field of the model that a path names, or None if there is no such field."""
    while steps and isinstance(steps[-1], int):
        steps = steps[:-1]
    if not steps:
        return None
    model = model_at(steps[:-1], data)
    name = keys(model).get(str(steps[-1])) if model is not None else None
    return model.model_fields[name] if model is not None and name is not None else None


@cache
def places() -> dict[str, tuple[str, ...]]:
    """For every key of the format, the groups that hold it, such as ``units[].boiler``."""
    found: dict[str, list[str]] = {}
    for place, model in _groups("", Plant):
        for key in keys(model):
            if place not in (known := found.setdefault(key, [])):
                known.append(place)
    return {key: tuple(known) for key, known in found.items()}


def models() -> tuple[Model, ...]:
    """Every group of the format."""
    return tuple(dict.fromkeys(model for _, model in _groups("", Plant)))


def device_types(key: str) -> tuple[str, ...]:
    """The device types that have a field of this name."""
    return tuple(device_type(model) for model in DEVICE_CLASSES if key in keys(model))


@cache
def device_type(model: Model) -> str:
    """The word in the ``type`` field of a device class."""
    return str(get_args(model.model_fields["type"].annotation)[0])


def _groups(place: str, model: Model) -> Iterator[tuple[str, Model]]:
    yield place, model
    for name, info in model.model_fields.items():
        inner = f"{place}.{name}" if place else name
        for child in models_in(info.annotation):
            repeated = "list" in str(info.annotation)
            yield from _groups(inner + "[]" if repeated else inner, child)


def holds(data: Any, step: Step) -> bool:
    """Whether a mapping or list of a document has a value at a step."""
    if isinstance(step, int):
        return isinstance(data, list) and step < len(data)
    return isinstance(data, dict) and step in data


def inside(data: Any, steps: Sequence[Step]) -> Any:
    """The value at a path of a document, or None if there is none."""
    for step in steps:
        if not holds(data, step):
            return None
        data = data[step]
    return data


def of_type(models: tuple[Model, ...], data: Any) -> tuple[Model, ...]:
    """Of the device classes, the one that the document's ``type`` names."""
    word = inside(data, ["type"])
    if not isinstance(word, str):
        return models
    try:
        word = vocabulary.canonical("device_type", word)
    except vocabulary.UnknownWord:
        return ()
    return tuple(model for model in models if issubclass(model, Device) and device_type(model) == word)
