"""Write the manual's lists that follow from the code: units, devices, coals, limits and measures.

python scripts/build_lists.py                # write the five pages
python scripts/build_lists.py --check        # write nothing; exit with 1 if a page is out of date
"""

from __future__ import annotations

import inspect
import re
import sys
import tomllib
import typing
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from ipog import vocabulary
from ipog.advice.measures import RUNGS, measures, practices
from ipog.coals.library import LibraryCoal, Origin, library
from ipog.limits import in_result_unit
from ipog.limits.table import Limit, limits
from ipog.model import table
from ipog.plant.devices import AnyDevice
from ipog.plant.fields import Count, Quantity, Word
from ipog.quantities.table import Dimension, Unit, dimension, dimensions
from ipog.sources import bibliography

MANUAL = Path(__file__).resolve().parent.parent / "manual"
THIS = "`scripts/build_lists.py`"


def grid(head: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """A table; what would end a cell is escaped."""
    names = list(head)
    lines = [f"| {' | '.join(names)} |", "|" + "---|" * len(names)]
    lines += [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows]
    return ["", *(line.replace("|  |", "| |").replace("|  |", "| |") for line in lines)]


def cited(key: str) -> str:
    return f"[{key}](bibliography.md)"


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
            ([f"`{unit.name}`", _factor(unit, kind), _spellings(unit.aliases)] for unit in units.values()),
        )
    return "\n".join([*lines, ""])


def _factor(unit: Unit, kind: Dimension) -> str:
    return f"{unit.factor:.10g}" + (f", offset {unit.offset:.6g}" if kind.has_offsets and unit.offset else "")


def _spellings(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


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
            lines += ["", f"Also read: {_spellings(also)}."]
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


def coals_page() -> str:
    """Every coal of the library in one line."""
    lines = [
        "# Coals of the library",
        "",
        "Figures as their sources print them: mercury and chlorine in mg/kg on the basis that stands",
        "behind them, ash in % as received, heating value in MJ/kg. *Standing* is that of the mercury:",
        "`read` in the source, `secondary` in a work that quotes it, `derived` from figures that were",
        "read, `recalled` from memory, `proxy` lent by another coal. `ipog coals show ID` shows a coal",
        "with all its figures, doubts and sources. [Reviewing the coals](reviewing-coals.md) tells how",
        f"to correct or add one. This page is written by {THIS} from `coal_data/`.",
    ]
    coals = library().values()
    for country in sorted({coal.country for coal in coals}, key=_country):
        lines += ["", f"## {_country(country)}"]
        rows = [_coal(coal) for coal in coals if coal.country == country]
        lines += grid(
            ["id", "coal", "rank", "ash", "heat", "mercury", "standing", "chlorine", "sources"], rows
        )
    return "\n".join([*lines, ""])


def _country(code: str) -> str:
    return vocabulary.countries().get(code, "World averages")


def _coal(coal: LibraryCoal) -> list[str]:
    heat = coal.hhv if coal.hhv is not None else coal.lhv
    word = "HHV" if coal.hhv is not None else "LHV"
    basis = (coal.heating_basis or "").replace("_", " ")
    origins: tuple[Origin | None, ...] = (
        coal.mercury_origin,
        coal.composition,
        coal.heating,
        coal.chlorine_origin,
    )
    return [
        f"`{coal.id}`",
        coal.name,
        coal.rank,
        "" if coal.ash is None else f"{coal.ash:g}",
        "" if heat is None else f"{heat:g} {word} {basis}",
        "" if coal.mercury is None else f"{coal.mercury:g} {(coal.mercury_basis or '').replace('_', ' ')}",
        "" if coal.mercury_origin is None else coal.mercury_origin.standing,
        "" if coal.chlorine is None else f"{coal.chlorine:g} {(coal.chlorine_basis or '').replace('_', ' ')}",
        ", ".join(dict.fromkeys(cited(origin.source) for origin in origins if origin is not None)),
    ]


def limits_page() -> str:
    """Every limit with its standing and how its source is known."""
    lines = [
        "# Emission limits",
        "",
        "Every row of the table of limits. *As compared* is the value in the unit of results: dry gas at",
        "6 % O2, 0 degC, 101.325 kPa. *Known*: `verified` (read in the rule, or in the authority's own",
        "statement of it), `secondary` (read in a work that quotes it), `recalled` (from memory, to be",
        "verified). *Source read* says how the source itself was had. It is a description, not legal",
        "advice; where a permit has a value, use the permit's. `ipog limits show ID` has the conditions,",
        f"the averaging period and the arithmetic. This page is written by {THIS} from `limits.toml`.",
    ]
    rows = limits().values()
    for place in dict.fromkeys(limit.jurisdiction for limit in rows):
        lines += ["", f"## {vocabulary.countries().get(place, place)}"]
        lines += grid(
            ["id", "limit", "as compared", "binds", "mean over", "from", "known", "source", "source read"],
            (_limit(limit) for limit in rows if limit.jurisdiction == place),
        )
    return "\n".join([*lines, ""])


def _limit(limit: Limit) -> list[str]:
    same = in_result_unit(limit)
    none = "a duty" if limit.kind == "duty" else "no value"
    return [
        f"`{limit.id}`",
        none if limit.value is None else f"{limit.value:g} {limit.unit}",
        "" if same is None else f"{same[0]:.4g} {same[1]}",
        limit.applies_to + (f" ({limit.only_if})" if limit.only_if else ""),
        limit.averaging,
        "" if limit.in_force_from is None else limit.in_force_from.isoformat(),
        limit.standing,
        cited(limit.source),
        bibliography()[limit.source].access,
    ]


def measures_page() -> str:
    """Every measure of the advice, by rung, and the practices."""
    lines = [
        "# Measures",
        "",
        "Everything that `ipog advise` can recommend, by rung of the ladder, with the levels that it",
        "tries. *Effect* says what to expect in words; the figures of a plant come from the model, never",
        "from here. Costs stand in `costs.toml`, and every output names source, year and standing of each",
        f"line. This page is written by {THIS} from `measures.toml`.",
    ]
    for rung, words in RUNGS.items():
        lines += ["", f"## {rung}. {words}"]
        for measure in measures().values():
            if measure.rung != rung:
                continue
            lines += [
                "",
                f"### {measure.name}",
                "",
                f"`{measure.id}`, {measure.maturity}, {measure.months[0]} to",
            ]
            lines[-1] += f" {measure.months[1]} months. {_sentence(measure.effect)}"
            if measure.levels and measure.level_unit:
                levels = ", ".join(f"{level:g}" for level in measure.levels)
                lines += ["", f"- Tried at: {levels} {measure.level_unit}"]
            else:
                lines += [""]
            lines += [
                f"- Needs: {'; '.join(measure.needs)}",
                f"- Risks: {'; '.join(measure.risks)}",
                f"- Other media: {measure.cross_media}",
                f"- Benefits: {measure.benefits}",
                f"- BAT: {measure.bat_level}",
                f"- Verify: {measure.verify}",
                f"- Sources: {', '.join(cited(key) for key in measure.sources)}",
            ]
    lines += [
        "",
        "## Good practice",
        "",
        "Looked at, not modelled: what to look at, what is good, what neglect does.",
    ]
    rows = (
        [p.name, p.look_at, p.good, p.neglect, ", ".join(cited(k) for k in p.sources)] for p in practices()
    )
    lines += grid(["practice", "look at", "good", "neglect", "sources"], rows)
    return "\n".join([*lines, ""])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if re.search(r'[.!?]$', text) else '.'}"


PAGES = {
    "units.md": units_page,
    "devices.md": devices_page,
    "coals.md": coals_page,
    "limits.md": limits_page,
    "measures.md": measures_page,
}


def main(check: bool) -> int:
    """Write the pages, or say which are out of date."""
    old = [name for name, page in PAGES.items() if not _is(MANUAL / name, page())]
    for name in old:
        if not check:
            (MANUAL / name).write_text(PAGES[name](), encoding="utf-8", newline="\n")
        print(f"{'out of date:' if check else 'wrote'} manual/{name}")
    return 1 if check and old else 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["--check"]))
