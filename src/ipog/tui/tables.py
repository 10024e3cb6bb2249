"""Tables that leave the screen: for the clipboard, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from ipog.figures import figure
from ipog.results import UnitResult, outlet

FORMULA_STARTS = ("=", "+", "-", "@", "\t")
"""Letters that make a spreadsheet take text for a formula."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes
    ----------
    name : what its file is called, without the ending
    heads : of its columns
    rows : its cells
    """

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_csv(table: Table) -> str:
    """The table as CSV; text that a spreadsheet would take for a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in (table.heads, *table.rows):
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue()


def as_tabs(table: Table) -> str:
    """The table with tabs between its cells, as spreadsheets paste it."""
    rows = (table.heads, *table.rows)
    return "\n".join("\t".join(" ".join(_harmless(cell).split()) for cell in row) for row in rows) + "\n"


def _harmless(cell: str) -> str:
    if not cell.startswith(FORMULA_STARTS) or cell == "-":
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def stages_table(units: Sequence[UnitResult]) -> Table:
    """Mercury in the gas behind each stage, and at the stack."""
    heads = (
        "unit",
        "behind",
        "Hg ug/Nm3",
        "Hg0 ug/Nm3",
        "Hg2+ ug/Nm3",
        "Hg-p ug/Nm3",
        "taken % of Hg",
        "into",
    )
    rows = []
    for unit in units:
        for stage in unit.stages:
            total = stage.hg_total_ug_nm3
            parts = (stage.hg0_fraction, stage.hg2_fraction, stage.hgp_fraction)
            into = " and ".join(outlet(part) for part in (stage.captured_in or "").split(", ") if part)
            taken = figure(100 * stage.captured_here_fraction_of_coal_hg)
            figures = (figure(total), *(figure(total * part) for part in parts), taken)
            rows.append((unit.name, stage.label, *figures, into))
    return Table("stages", heads, tuple(rows))


def figures_table(units: Sequence[UnitResult]) -> Table:
    """The stack of each unit in every unit of the trade, central and as percentiles."""
    names = {
        "hg_ug_nm3": "ug/Nm3",
        "hg_lb_tbtu": "lb/TBtu HHV",
        "hg_mg_gj": "mg/GJ HHV",
        "hg_lb_gwh": "lb/GWh gross",
        "hg_g_gwh": "g/GWh gross",
        "hg_g_h": "g/h",
        "hg_kg_year": "kg/year",
    }
    rows = []
    for unit in units:
        stacks = [unit.stack, *(unit.percentiles.get(level) for level in (10, 50, 90))]
        for name, words in names.items():
            cells = tuple("" if stack is None else figure(getattr(stack, name)) for stack in stacks)
            rows.append((unit.name, words, *cells))
    return Table("stack", ("unit", "mercury in", "central", "P10", "P50", "P90"), tuple(rows))
