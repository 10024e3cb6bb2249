"""Coals of the library for a person, and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ipog.cli.render.grid import paragraph, table
from ipog.cli.render.record import citation
from ipog.coals import LibraryCoal, Resolved
from ipog.fuel import ROWS, fired_data
from ipog.language import mark, plural, tr
from ipog.shown import UNKNOWN, figure, short


def coal_data(coal: LibraryCoal) -> dict[str, Any]:
    """A library coal as plain data."""
    return asdict(coal)


def list_table(coals: Sequence[LibraryCoal]) -> str:
    """Coals, one a line, each with its rank and name below it."""
    rows = [
        [
            coal.id,
            UNKNOWN if coal.mercury is None else short(coal.mercury),
            tr(coal.mercury_basis or ""),
            tr(coal.mercury_origin.standing) if coal.mercury_origin else "",
            UNKNOWN if coal.chlorine is None else short(coal.chlorine),
        ]
        for coal in coals
    ]
    heads = [
        ["", tr("mercury"), "", "", tr("chlorine")],
        [tr("id"), tr("mg/kg"), tr("basis"), tr("standing"), tr("mg/kg")],
    ]
    lines = table(rows, heads, "<><<>", indent=0)
    found = lines[: len(heads)]
    for line, coal in zip(lines[len(heads) :], coals, strict=True):
        found += [line, *paragraph(f"{tr(coal.rank)}; {coal.name}")]
    return "\n".join(found)


_PRINTED: tuple[tuple[str, tuple[tuple[str, str], ...], str, str], ...] = (
    (
        mark("Composition"),
        (
            ("moisture", "%"),
            ("ash", "%"),
            ("volatile_matter", "%"),
            ("fixed_carbon", "%"),
        ),
        "as_received",
        "composition",
    ),
    (
        mark("Elements"),
        (("carbon", "%"), ("hydrogen", "%"), ("nitrogen", "%"), ("sulfur", "%"), ("oxygen", "%")),
        "ultimate_basis",
        "composition",
    ),
    (mark("Heating value"), (("hhv", "MJ/kg"), ("lhv", "MJ/kg")), "heating_basis", "heating"),
    (
        mark("Mercury"),
        (("mercury", "mg/kg"), ("mercury_low", "mg/kg"), ("mercury_high", "mg/kg")),
        "mercury_basis",
        "mercury_origin",
    ),
    (mark("Chlorine"), (("chlorine", "mg/kg"),), "chlorine_basis", "chlorine_origin"),
    (mark("Bromine"), (("bromine", "mg/kg"),), "bromine_basis", "bromine_origin"),
    (mark("Other traces"), (("selenium", "mg/kg"), ("arsenic", "mg/kg")), "trace_basis", "trace_origin"),
)
"""Groups of a library row: title, fields with units, field of the basis (or the basis), and of the source."""

_FIELDS = {
    "moisture": mark("moisture"),
    "ash": mark("ash"),
    "volatile_matter": mark("volatile matter"),
    "fixed_carbon": mark("fixed carbon"),
    "carbon": mark("carbon"),
    "hydrogen": mark("hydrogen"),
    "nitrogen": mark("nitrogen"),
    "sulfur": mark("sulfur"),
    "oxygen": mark("oxygen"),
    "hhv": mark("hhv"),
    "lhv": mark("lhv"),
    "mercury": mark("mercury"),
    "mercury_low": mark("mercury low"),
    "mercury_high": mark("mercury high"),
    "chlorine": mark("chlorine"),
    "bromine": mark("bromine"),
    "selenium": mark("selenium"),
    "arsenic": mark("arsenic"),
}


def show_table(coal: LibraryCoal, resolved: Resolved | None) -> str:
    """One coal: the figures of its sources, then the coal as fired with what was filled in."""
    lines = [coal.id, *paragraph(f"{coal.name}; {tr(coal.rank)}; {coal.region or coal.country}", indent=0)]
    lines += ["", tr("As the sources print it")]
    for title, fields, basis_field, origin_field in _PRINTED:
        known = [(name, unit) for name, unit in fields if getattr(coal, name) is not None]
        origin = getattr(coal, origin_field)
        if not known or origin is None:
            continue
        basis = getattr(coal, basis_field, basis_field)
        basis_words = tr(_words(basis)) if basis else tr("basis not stated")
        figures = ", ".join(
            f"{tr(_FIELDS[name])} {short(getattr(coal, name))} {tr(unit)}" for name, unit in known
        )
        known_by = f"{tr(origin.standing)}: {origin.source}"
        lines += paragraph(f"{tr(title)}, {basis_words}: {figures} ({known_by})")
    lines += _statistic(coal)
    if coal.note:
        lines += paragraph(tr(coal.note))
    if coal.doubt:
        lines += paragraph(tr("Doubt: {words}", words=tr(coal.doubt)))
    lines.append("")
    if resolved is None:
        little = tr("The library holds too little of this coal to burn it; add an analysis.")
        lines += paragraph(little, indent=0)
    else:
        lines += [tr("As ipog would burn it"), *table(_fired_rows([resolved]), align="<>")]
        lines += _assumed(resolved)
    lines += ["", tr("Sources")]
    for origin in dict.fromkeys(origin.source for origin in coal.origins):
        lines += paragraph(f"{origin}: {citation(origin)['citation']}", first="- ")
    return "\n".join(lines)


def _statistic(coal: LibraryCoal) -> list[str]:
    """What kind of figure the mercury is."""
    if not coal.mercury_statistic:
        return []
    kind, samples = tr(_words(coal.mercury_statistic)), coal.mercury_samples
    if not samples:
        words = tr("The mercury is a {statistic}", statistic=kind)
    else:
        words = plural(
            "The mercury is a {statistic} of {count} samples",
            "The mercury is a {statistic} of {count} samples",
            int(samples),
            statistic=kind,
        )
    if coal.mercury_spread_kind:
        spread = tr(coal.mercury_spread_kind)
        return paragraph(tr("{statistic}, spread {spread}.", statistic=words, spread=spread))
    return paragraph(tr("{statistic}.", statistic=words))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _assumed(resolved: Resolved) -> list[str]:
    if not resolved.assumptions:
        return []
    lines = ["", tr("Filled in")]
    for item in resolved.assumptions:
        field = item.field.rpartition("coal.")[2]
        value = f"{short(item.value)} {tr(item.unit)}".strip()
        known_by = f"{tr(item.kind)}: {item.source}"
        lines += paragraph(f"{field}: {value}; {item.reason} ({known_by})", first="- ")
    return lines


def _fired_rows(resolved: Sequence[Resolved]) -> list[list[str]]:
    data = [fired_data(item) for item in resolved]
    return [[tr(words), *(figure(coal[name]) for coal in data), tr(unit)] for words, unit, name in ROWS]


def compare_table(coals: Sequence[LibraryCoal], resolved: Sequence[Resolved]) -> str:
    """Coals as fired, side by side; the last row counts what had to be filled in."""
    heads = [["", *(coal.id for coal in coals), ""]]
    rows = [[tr("rank"), *(tr(coal.rank) for coal in coals), ""], *_fired_rows(resolved)]
    rows.append([tr("figures filled in"), *(str(len(item.assumptions)) for item in resolved), ""])
    return "\n".join(table(rows, heads, "<" + ">" * len(coals), indent=0))
