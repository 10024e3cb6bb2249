"""Write the manual's lists that follow from the program: commands, units and devices.

python scripts/build_interface.py            # write the pages
python scripts/build_interface.py --check    # write nothing; exit with 1 if a page is out of date
"""

from __future__ import annotations

import inspect
import sys
import tomllib
import typing
from importlib.resources import files
from typing import Any

import click

from ipog import vocabulary
from ipog.cli.main import COMMANDS, cli
from ipog.model import table
from ipog.plant.devices import AnyDevice
from ipog.plant.fields import Count, Quantity, Word
from ipog.quantities.table import Dimension, Unit, dimension, dimensions
from pages import grid, spellings, write

THIS = "`scripts/build_interface.py`"


def units_page() -> str:
    """Every unit with its factor and its other spellings."""
    lines = [
        "# Units",
        "",
        "Every unit that a plant file, a table and `ipog convert` read. A value in the first unit of a",
        "list is the value times the factor (for temperatures: times the factor, plus the offset). Btu",
        "and calorie are those of the International Table ([nist-sp811](bibliography.md),",
        f"[bipm-si-2019](bibliography.md)). This page is written by {THIS} from `units.toml`.",
    ]
    for name in dimensions():
        kind = dimension(name)
        lines += ["", f"## {kind.bare}", "", f"Counts in `{kind.canonical}`."]
        units = {unit.name: unit for unit in kind.units.values()}
        lines += grid(
            ["unit", f"factor to {kind.canonical}", "also written"],
            ([f"`{unit.name}`", _factor(unit, kind), spellings(unit.aliases)] for unit in units.values()),
        )
    return "\n".join([*lines, ""])


def _factor(unit: Unit, kind: Dimension) -> str:
    return f"{unit.factor:.10g}" + (f", offset {unit.offset:.6g}" if kind.has_offsets and unit.offset else "")


def devices_page() -> str:
    """Every device: what it does, its fields, what is taken where they are not given, its coefficients."""
    lines = [
        "# Devices",
        "",
        "Every air-pollution-control device of the [plant file](plant-file.md#apcs): what it is, what a",
        "file can say of it, what is taken where the file does not say, and which coefficients move it.",
        "The equations stand in [how the model works](theory.md#devices). No field but `type` is",
        f"required, apart from the rate of a sorbent. This page is written by {THIS}.",
    ]
    synonyms = tomllib.loads(files("ipog.vocabulary").joinpath("words.toml").read_text(encoding="utf-8"))[
        "device_type"
    ]
    models: tuple[Any, ...] = typing.get_args(typing.get_args(AnyDevice)[0])
    for model in models:
        kind = typing.get_args(model.model_fields["type"].annotation)[0]
        title = vocabulary.label("device_type", kind)
        lines += ["", f"## {title}", "", f"`type: {kind}`. {_first(model.__doc__)}"]
        also = synonyms[kind].get("synonyms", ())
        if also:
            lines += ["", f"Also read: {spellings(also)}."]
        rows = [
            [f"`{name}`", *_unit_and_range([info.annotation, *info.metadata]), info.description]
            for name, info in model.model_fields.items()
            if name not in ("type", "name")
        ]
        lines += grid(["field", "unit", "range", "what"], rows) if rows else ["", "It has no fields."]
        lines += _taken(kind)
        used = _coefficients(kind)
        lines += ["", f"Coefficients: {', '.join(used)}."] if used else []
    return "\n".join([*lines, ""])


def _first(doc: str | None) -> str:
    return inspect.cleandoc(doc or "").split("\n\n")[0].replace("\n", " ")


def _unit_and_range(annotations: list[Any]) -> tuple[str, str]:
    for item in annotations:
        if isinstance(item, Quantity) and item.low is not None and item.high is not None:
            low = f"above {item.low:.12g}, to" if item.positive else f"{item.low:.12g} to"
            return item.unit, f"{low} {item.high:.12g}"
        if isinstance(item, Count):
            return "", f"{item.low} to {item.high}"
        if isinstance(item, Word):
            return "word", ", ".join(f"`{word}`" for word in vocabulary.words(item.kind))
        if item is bool:
            return "", "true or false"
        inner = _unit_and_range([*getattr(item, "__metadata__", ()), *typing.get_args(item)])
        if any(inner):
            return inner
    return "", ""


GROUPS = {
    "sncr": (),
    "low_nox_burner": (),
    "esp_hot_side": ("esp",),
    "esp_cold_side": ("esp", "ash"),
    "esp_low_low_temperature": ("esp", "ash"),
    "fabric_filter": ("filter", "ash"),
    "spray_dryer": ("spray_dryer", "dry_scrubber"),
    "circulating_dry_scrubber": ("circulating_dry_scrubber", "dry_scrubber"),
    "dry_sorbent_injection": ("dry_sorbent",),
    "sorbent_injection": ("sorbent",),
}
"""Groups of coefficients of a device where they are not the one of its own name."""


def _coefficients(kind: str) -> list[str]:
    """Links to the groups of its coefficients."""
    known = {name.split(".")[0] for name in table()}
    groups = [group for group in GROUPS.get(kind, (kind,)) if group in known]
    return [f"[{group.replace('_', ' ')}](parameters.md#{group.replace('_', '-')})" for group in groups]


TAKEN = {
    "esp_cold_side": ("esp.field_penetration", "esp.conditioning_so3_ppmv", "esp.humidification_cooling_k"),
    "esp_low_low_temperature": ("esp.field_penetration", "esp.low_low_temperature_c"),
    "esp_hot_side": ("esp.field_penetration",),
    "scr": ("scr.usual_layers", "scr.catalyst_age_h", "scr.ammonia_slip_ppmv"),
    "dry_sorbent_injection": ("dry_sorbent.so3_removal_percent",),
    "fixed_bed": ("fixed_bed.modules",),
}
"""Defaults of a device, besides its particulate removal."""


def _taken(kind: str) -> list[str]:
    """What is taken where the file does not say, from the table of coefficients."""
    rows = [
        [
            _first_letter_small(row.note),
            figure(row.value),
            row.unit,
            f"{figure(row.low)} to {figure(row.high)}",
            row.kind,
        ]
        for row in (table()[f"default.{name}"] for name in TAKEN.get(kind, ()))
    ]
    removal = table().get(f"default.pm_efficiency_percent.{kind}")
    if removal is not None:
        span = f"{figure(removal.low)} to {figure(removal.high)}"
        rows.insert(0, ["particulate removal", figure(removal.value), removal.unit, span, removal.kind])
    if not rows:
        return []
    head = ["what", "value", "unit", "95 % range", "standing"]
    return ["", "Taken where it is not given:", *grid(head, rows)]


def figure(value: float) -> str:
    return f"{value:.6g}"


def _first_letter_small(text: str) -> str:
    word = text.split()[0]
    return (text if word.isupper() or word[-1].isdigit() else text[:1].lower() + text[1:]).rstrip(".")


def commands_page() -> str:
    """Every command with its words, options, defaults and what they say of themselves."""
    lines = [
        "# Commands and options",
        "",
        "Every command as the program describes it, with the default of each option. [The command",
        "line](command-line.md) tells what they are for, with examples. This page is written by",
        f"{THIS}.",
    ]
    with click.Context(cli) as context:
        for name in COMMANDS:
            lines += _command(f"ipog {name}", cli.get_command(context, name))
    return "\n".join([*lines, ""])


def _command(name: str, command: click.Command | None) -> list[str]:
    """A command, and those below it."""
    assert command is not None
    words = [
        str(part.metavar or part.name).upper() for part in command.params if isinstance(part, click.Argument)
    ]
    about = inspect.cleandoc(command.help or "").replace("\b\n", "")
    lines = ["", f"## {name}", "", "```text", " ".join([name, *words]), "", about, "```"]
    options = [part for part in command.params if isinstance(part, click.Option) and not part.hidden]
    if options:
        lines += grid(["option", "value", "default", "what"], (_option(option) for option in options))
    for below in sorted(command.commands) if isinstance(command, click.Group) else ():
        lines += _command(f"{name} {below}", command.commands[below])
    return lines


def _option(option: click.Option) -> list[str]:
    kind = option.type
    if option.is_flag:
        value = ""
    elif isinstance(kind, click.Choice):
        value = spellings(str(choice) for choice in kind.choices)
    else:
        value = option.metavar or kind.name.split()[0]
    shown = isinstance(option.default, int | float | str) and not isinstance(option.default, bool)
    default = f"{option.default}" if shown and option.show_default and not option.is_flag else ""
    names = spellings([*option.opts, *option.secondary_opts])
    return [names, value, default, option.help or ""]


PAGES = {"commands.md": commands_page, "units.md": units_page, "devices.md": devices_page}


if __name__ == "__main__":
    sys.exit(write(PAGES, sys.argv[1:]))
