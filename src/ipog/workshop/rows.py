"""What a lesson shows of its plants: rows of a table of results, and pieces of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipog.language import mark

ROWS: Mapping[str, tuple[str, str, bool]] = {
    "coal_hg": (mark("mercury in the coal, mg/kg dry"), "coal.mercury_mg_kg_dry", False),
    "coal_hg_heat": (mark("mercury in the coal, lb/TBtu"), "coal.mercury_lb_tbtu", False),
    "coal_cl": (mark("chlorine in the coal, mg/kg dry"), "coal.chlorine_mg_kg_dry", False),
    "ash": (mark("ash of the coal, %"), "coal.ash_percent_as_received", False),
    "furnace": (mark("mercury behind the furnace, ug/Nm3"), "stages[0].hg_total_ug_nm3", False),
    "stack": (mark("mercury at the stack, ug/Nm3"), "stack.hg_ug_nm3", False),
    "stack_heat": (mark("mercury at the stack, lb/TBtu"), "stack.hg_lb_tbtu", False),
    "stack_year": (mark("mercury at the stack, kg/year"), "stack.hg_kg_year", False),
    "p10": (mark("stack, P10, ug/Nm3"), "percentiles[10].hg_ug_nm3", False),
    "p90": (mark("stack, P90, ug/Nm3"), "percentiles[90].hg_ug_nm3", False),
    "removed": (mark("removed, % of the coal's mercury"), "stack.removal_fraction", True),
    "hg0": (mark("elemental at the stack, %"), "stack.hg0_fraction", True),
    "hg0_preheater": (mark("elemental behind the preheater, %"), "preheater.hg0_fraction", True),
    "hg2_preheater": (mark("oxidised behind the preheater, %"), "preheater.hg2_fraction", True),
    "hgp_preheater": (mark("on particles behind the preheater, %"), "preheater.hgp_fraction", True),
    "fly_ash": (mark("in fly ash, % of the coal's mercury"), "outlet.fly_ash", True),
    "fgd": (mark("in scrubber solids, %"), "outlet.fgd_solids", True),
    "water": (mark("in waste water, %"), "outlet.waste_water", True),
    "sorbent": (mark("on spent sorbent, %"), "outlet.spent_sorbent", True),
}
"""Rows by name: words with the unit, the expression behind them, and whether it is a share shown in %."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, or an entry of a list.

    Attributes
    ----------
    text : one paragraph
    mark : what stands before an entry: ``-`` or a letter; empty for a paragraph
    strong : whether it matters most on its page
    """

    text: str
    mark: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column is words, the others are figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines that keep their form, such as a piece of a plant file."""

    text: str


Piece = Words | Table | Listing


def pieces(text: str) -> list[Piece]:
    """The paragraphs of a text: blank lines divide, ``- `` begins an entry, four blanks keep lines."""
    found: list[Piece] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lines = block.split("\n")
        if all(line.startswith("    ") for line in lines):
            found.append(Listing("\n".join(line[4:] for line in lines)))
        elif lines[0].startswith("- "):
            found += [Words(" ".join(entry.split()), mark="-") for entry in _entries(lines)]
        else:
            found.append(Words(" ".join(block.split())))
    return found


def _entries(lines: Sequence[str]) -> list[str]:
    entries: list[str] = []
    for line in lines:
        if line.startswith("- "):
            entries.append(line[2:])
        else:
            entries[-1] += f" {line}"
    return entries
