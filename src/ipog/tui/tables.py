"""Tables that leave the screen: for the clipboard, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from ipog.figures import figure
from ipog.results import UnitResult, outlet
from ipog.tui.units import US, per_ug_nm3

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


def stages_table(units: Sequence[UnitResult], system: str) -> Table:
    """Mercury in the gas behind each stage, and at the stack, in the user's system of units."""
    gas = "lb/TBtu" if system == US else "ug/Nm3"
    forms = (f"{form} {gas}" for form in ("Hg", "Hg0", "Hg2+", "Hg-p"))
    heads = ("unit", "behind", *forms, "taken % of Hg", "into")
    rows = []
    for unit in units:
        factor = per_ug_nm3(unit, system)
        for stage in unit.stages:
            total = stage.hg_total_ug_nm3 * factor
            parts = (stage.hg0_fraction, stage.hg2_fraction, stage.hgp_fraction)
            into = " and ".join(outlet(part) for part in (stage.captured_in or "").split(", ") if part)
            taken = figure(100 * stage.captured_here_fraction_of_coal_hg)
            figures = (figure(total), *(figure(total * part) for part in parts), taken)
            rows.append((unit.name, stage.label, *figures, into))
    return Table("stages", heads, tuple(rows))
