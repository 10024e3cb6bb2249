"""A plant file to start from, written from the model's own descriptions."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic.fields import FieldInfo

from ipog import vocabulary
from ipog.diagnostics import InputError
from ipog.files import shape
from ipog.files.yaml_read import load_all
from ipog.plant import DEVICE_CLASSES, Plant

WIDTH = 100
COLUMN = 42

_START: dict[str, Any] = {
    "ipog_version": 1,
    "plant": {"name": "Example", "country": "ZA"},
    "units": [
        {
            "name": "Unit 1",
            "gross_capacity": "600 MW",
            "net_efficiency": "36 %",
            "capacity_factor": "70 %",
            "coal_feed": [
                {
                    "rank": "bituminous",
                    "proximate": {
                        "basis": "as_received",
                        "moisture": "8 %",
                        "ash": "28 %",
                        "volatile_matter": "23 %",
                        "fixed_carbon": "41 %",
                    },
                    "ultimate": {"basis": "dry_ash_free", "sulfur": "1.2 %"},
                    "heating_value": {"basis": "as_received", "hhv": "21 MJ/kg"},
                    "trace": {"basis": "dry", "mercury": "0.2 mg/kg", "chlorine": "100 mg/kg"},
                }
            ],
            "boiler": {"type": "wall", "unburned_carbon": "4 %"},
            "apcs": [{"type": "esp_cold_side"}, {"type": "wet_fgd"}],
            "targets": [{"name": "own goal", "value": "5 ug/Nm3"}],
        }
    ],
}
"""The plant of the template: what a user would fill in first."""

_HEAD = {
    "minimal": "The figures that matter most; whatever is left out gets a default that the result states.",
    "full": "Every field of the format; the lines behind # are optional: take away the # to use one.",
}


def template(level: Literal["minimal", "full"] = "minimal") -> str:
    """A commented plant file that reads without problems.

    Parameters
    ----------
    level : ``"minimal"`` for the fields to fill in first, ``"full"`` for every field there is
    """
    return _written(f"A plant for ipog. {_HEAD[level]}", _START, full=level == "full")


def commented(data: Mapping[str, Any], head: str) -> str:
    """A plant file with a comment on each field.

    Parameters
    ----------
    data : of the file
    head : what to say at its top
    """
    return _written(head, data, full=False)


def _written(head: str, data: Mapping[str, Any], *, full: bool) -> str:
    lines = [
        *_comment(head, ""),
        *_comment("A number without a unit has the unit in brackets.", ""),
        *_group(Plant, data, "", full=full),
    ]
    return "\n".join(lines) + "\n"


def _group(model: shape.Model, start: Mapping[str, Any], indent: str, *, full: bool) -> Iterator[str]:
    slots = shape.slots(model)
    # What is filled in comes first, so that a list entry begins with it.
    names = [name for name in model.model_fields if name in start]
    names += [name for name in model.model_fields if name not in start and full]
    for name in names:
        info, value = model.model_fields[name], start.get(name)
        remark = _remark(info.description or "", slots[name])
        if value is None:
            yield from _line(f"# {_example(name, info)}", remark, indent)
        elif not isinstance(value, dict | list):
            yield from _line(f"{name}: {_scalar(value)}", remark, indent)
        else:
            yield from _line(f"{name}:", remark, indent)
            yield from _below(name, value, slots[name], indent + "  ", full=full)


def _below(name: str, value: Any, slot: shape.Slot, indent: str, *, full: bool) -> Iterator[str]:
    """The lines of a group, of a list of groups, or of the train."""
    if isinstance(value, dict):
        yield from _group(slot.models[0], value, indent, full=full)
    elif name == "apcs":
        yield from _train(value, indent, full=full)
    else:
        for entry in value:
            if isinstance(entry, str):
                yield f"{indent}- {_scalar(entry)}"
                continue
            lines = list(_group(slot.models[0], entry, indent + "  ", full=full))
            first = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
            yield from (line.removeprefix("  ") for line in lines[:first])
            yield f"{indent}- {lines[first].lstrip()}"
            yield from lines[first + 1 :]


def _train(devices: list[dict[str, str]], indent: str, *, full: bool) -> Iterator[str]:
    for device in devices:
        yield f"{indent}- type: {device['type']}"
        yield from (f"{indent}  {name}: {_scalar(value)}" for name, value in device.items() if name != "type")
    if not full:
        yield from _comment(f"types: {', '.join(vocabulary.words('device_type'))}", indent)
        return
    for model in DEVICE_CLASSES:
        slots = shape.slots(model)
        yield from _line(f"# - type: {shape.device_type(model)}", model.__doc__ or "", indent)
        for name, info in model.model_fields.items():
            if name not in ("type", "name") and not _instead_of_another(info):
                yield from _line(
                    f"#   {_example(name, info)}", _remark(info.description or "", slots[name]), indent
                )


def _scalar(value: object) -> str:
    """A value as YAML; in quotation marks where it would be read as something else."""
    text = str(value)
    try:
        plain = isinstance(value, int | float) or next(load_all(f"x: {text}")).data == {"x": text}
    except InputError:
        plain = False
    # A JSON string is a YAML string.
    return text if plain else json.dumps(text, ensure_ascii=False)


def _instead_of_another(info: FieldInfo) -> bool:
    """Whether the field says the same as another one, so that both can't be taken into use."""
    return isinstance(info.json_schema_extra, dict) and "x-instead-of" in info.json_schema_extra


def _example(name: str, info: FieldInfo) -> str:
    example = info.examples[0] if info.examples else ""
    return f"{name}: {str(example).lower() if isinstance(example, bool) else example}"


def _remark(description: str, slot: shape.Slot) -> str:
    if slot.quantity is not None:
        return f"{description} [{slot.quantity.unit}]"
    if slot.word is not None:
        return f"{description}; one of {', '.join(vocabulary.words(slot.word))}"
    return description


def _line(text: str, remark: str, indent: str) -> Iterator[str]:
    """A line with its remark behind it, or above it where it is long."""
    line = f"{indent}{text}"
    whole = f"{line:<{COLUMN}} # {remark}"
    if len(whole) <= WIDTH:
        yield whole
    else:
        yield from _comment(remark, indent)
        yield line


def _comment(text: str, indent: str) -> list[str]:
    start = f"{indent}# "
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=start)
