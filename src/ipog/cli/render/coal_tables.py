"""Coals of the library for a person, and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ipog.cli.render.figures import UNKNOWN, figure, short
from ipog.cli.render.grid import paragraph, table
from ipog.cli.render.record import citation
from ipog.coals import LibraryCoal, Resolved
from ipog.fuel import ROWS, fired_data


def coal_data(coal: LibraryCoal) -> dict[str, Any]:
    """A library coal as plain data."""
    return asdict(coal)


def list_table(coals: Sequence[LibraryCoal]) -> str:
    """Coals, one a line, each with its rank and name below it."""
    rows = [
        [
            coal.id,
            UNKNOWN if coal.mercury is None else short(coal.mercury),
            coal.mercury_basis or "",
            coal.mercury_origin.standing if coal.mercury_origin else "",
            UNKNOWN if coal.chlorine is None else short(coal.chlorine),
        ]
        for coal in coals
    ]
    heads = [["", "mercury", "", "", "chlorine"], ["id", "mg/kg", "basis", "standing", "mg/kg"]]
    lines = table(rows, heads, "<><<>", indent=0)
    found = lines[: len(heads)]
    for line, coal in zip(lines[len(heads) :], coals, strict=True):
        found += [line, *paragraph(f"{coal.rank}; {coal.name}")]
    return "\n".join(found)


_PRINTED: tuple[tuple[str, tuple[tuple[str, str], ...], str, str], ...] = (
    (
        "Composition",
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
        "Elements",
        (("carbon", "%"), ("hydrogen", "%"), ("nitrogen", "%"), ("sulfur", "%"), ("oxygen", "%")),
        "ultimate_basis",
        "composition",
    ),
    ("Heating value", (("hhv", "MJ/kg"), ("lhv", "MJ/kg")), "heating_basis", "heating"),
    (
        "Mercury",
        (("mercury", "mg/kg"), ("mercury_low", "mg/kg"), ("mercury_high", "mg/kg")),
        "mercury_basis",
        "mercury_origin",
    ),
    ("Chlorine", (("chlorine", "mg/kg"),), "chlorine_basis", "chlorine_origin"),
    ("Bromine", (("bromine", "mg/kg"),), "bromine_basis", "bromine_origin"),
    ("Other traces", (("selenium", "mg/kg"), ("arsenic", "mg/kg")), "trace_basis", "trace_origin"),
)
"""Groups of a library row: title, fields with units, field of the basis (or the basis), and of the source."""


def show_table(coal: LibraryCoal, resolved: Resolved | None) -> str:
    """One coal: the figures of its sources, then the coal as fired with what was filled in."""
    lines = [coal.id, *paragraph(f"{coal.name}; {coal.rank}; {coal.region or coal.country}", indent=0)]
    lines += ["", "As the sources print it"]
    for title, fields, basis_field, origin_field in _PRINTED:
        known = [(name, unit) for name, unit in fields if getattr(coal, name) is not None]
        origin = getattr(coal, origin_field)
        if not known or origin is None:
            continue
        basis = getattr(coal, basis_field, basis_field) or "basis not stated"
        figures = ", ".join(f"{_words(name)} {short(getattr(coal, name))} {unit}" for name, unit in known)
        lines += paragraph(f"{title}, {_words(basis)}: {figures} ({origin.standing}: {origin.source})")
    if coal.mercury_statistic:
        samples = f" of {coal.mercury_samples} samples" if coal.mercury_samples else ""
        spread = f", spread {coal.mercury_spread_kind}" if coal.mercury_spread_kind else ""
        lines += paragraph(f"The mercury is a {_words(coal.mercury_statistic)}{samples}{spread}.")
    for words in (coal.note, coal.doubt and f"Doubt: {coal.doubt}"):
        if words:
            lines += paragraph(words)
    lines.append("")
    if resolved is None:
        lines += paragraph("The library holds too little of this coal to burn it; add an analysis.", indent=0)
    else:
        lines += ["As ipog would burn it", *table(_fired_rows([resolved]), align="<>")]
        lines += _assumed(resolved)
    lines += ["", "Sources"]
    for origin in dict.fromkeys(origin.source for origin in coal.origins):
        lines += paragraph(f"{origin}: {citation(origin)['citation']}", first="- ")
    return "\n".join(lines)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _assumed(resolved: Resolved) -> list[str]:
    if not resolved.assumptions:
        return []
    lines = ["", "Filled in"]
    for item in resolved.assumptions:
        field = item.field.rpartition("coal.")[2]
        value = f"{short(item.value)} {item.unit}".strip()
        lines += paragraph(f"{field}: {value}; {item.reason} ({item.kind}: {item.source})", first="- ")
    return lines


def _fired_rows(resolved: Sequence[Resolved]) -> list[list[str]]:
    data = [fired_data(item) for item in resolved]
    return [[words, *(figure(coal[name]) for coal in data), unit] for words, unit, name in ROWS]


def compare_table(coals: Sequence[LibraryCoal], resolved: Sequence[Resolved]) -> str:
    """Coals as fired, side by side; the last row counts what had to be filled in."""
    heads = [["", *(coal.id for coal in coals), ""]]
    rows = [["rank", *(coal.rank for coal in coals), ""], *_fired_rows(resolved)]
    rows.append(["figures filled in", *(str(len(item.assumptions)) for item in resolved), ""])
    return "\n".join(table(rows, heads, "<" + ">" * len(coals), indent=0))
