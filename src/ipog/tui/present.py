"""Results as text: the figures of the public API in tables and sentences that need no colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ipog.figures import figure, percent, short
from ipog.provenance import Assumption
from ipog.results import Evaluation, StackResult, UnitResult, outlet
from ipog.settings import load_settings
from ipog.sources import UnknownSource, cite
from ipog.tui import pictures
from ipog.tui.draw.glyphs import BLOCKS, Glyphs, glyphs

STATE = "dry gas at 6 % O2, 0 degC, 101.3 kPa"
NO_SIZE = "The file gives no capacity: amounts per hour and year are not known."

_STACK_ROWS = {
    "si": (
        ("hg_ug_nm3", "ug/Nm3"),
        ("hg_mg_gj", "mg/GJ HHV"),
        ("hg_g_gwh", "g/GWh gross"),
        ("hg_g_h", "g/h"),
        ("hg_kg_year", "kg/year"),
        ("hg_lb_tbtu", "lb/TBtu HHV"),
        ("hg_lb_gwh", "lb/GWh gross"),
    ),
    "us": (
        ("hg_lb_tbtu", "lb/TBtu HHV"),
        ("hg_lb_gwh", "lb/GWh gross"),
        ("hg_ug_nm3", "ug/Nm3"),
        ("hg_mg_gj", "mg/GJ HHV"),
        ("hg_g_gwh", "g/GWh gross"),
        ("hg_g_h", "g/h"),
        ("hg_kg_year", "kg/year"),
    ),
}
"""Figures of the stack with their units; those of one's own system stand first."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How results are shown.

    Attributes
    ----------
    signs : that pictures are drawn with
    units : ``si`` or ``us``, as in the settings
    """

    signs: Glyphs = BLOCKS
    units: str = "si"


def drawing() -> Drawing:
    """What the settings ask for, and the console can show."""
    settings = load_settings()
    return Drawing(glyphs(settings.look == "ascii"), settings.units)


def unit_results(unit: UnitResult, how: Drawing) -> RenderableType:
    """Stack, targets, train, stages, balance, measurements and warnings of a unit."""
    blocks = [
        heading("Stack"),
        _stack(unit, how.units),
        *([plain(NO_SIZE)] if unit.stack.hg_g_h is None else []),
        *targets(unit, how.signs),
        heading("The train, from furnace to stack"),
        plain("ug/Nm3 behind each stage, with what the stage adds or takes"),
        pictures.train(unit, how.signs),
        heading("Mercury in the gas behind each stage"),
        plain(f"ug/Nm3, {STATE}; taken: % of the coal's mercury"),
        stages(unit),
        pictures.forms(unit, how.signs),
        heading("Where the mercury goes"),
        plain("The band is the mercury in the gas; what leaves it here goes to the right."),
        pictures.way(unit, how.signs),
        _balance(unit),
        *_measured(unit),
        *_listed("Warnings", [f"! {warning.message}{_place(warning.field)}" for warning in unit.warnings]),
        *_uncertainty(unit),
        heading("Coal as fired"),
        plain(_coal(unit)),
    ]
    return Group(*blocks)


def unit_assumptions(unit: UnitResult) -> RenderableType:
    """Every value that was filled in for a unit, with its reason and its source."""
    if not unit.assumptions:
        return plain("Nothing was assumed: the file gives every value.")
    blocks: list[RenderableType] = [plain("Values taken because the file does not give them.")]
    for item in unit.assumptions:
        blocks.append(Text(f"\n{within_unit(item.field)}: {assumed_value(item)}", style="bold"))
        blocks.append(plain(item.reason, indent=2))
        blocks.append(plain(f"{item.kind}; {citation(item.source)}", indent=2))
    return Group(*blocks)


def summary(unit: UnitResult, units: str = "si") -> str:
    """The unit in one line."""
    name, unit_name = ("hg_lb_tbtu", "lb/TBtu") if units == "us" else ("hg_ug_nm3", "ug/Nm3")
    stack = f"Stack {figure(getattr(unit.stack, name))} {unit_name}"
    low, high = unit.percentiles.get(10), unit.percentiles.get(90)
    if low is not None and high is not None:
        stack += f" (P10 {figure(getattr(low, name))}, P90 {figure(getattr(high, name))})"
    words = [stack, f"removed {percent(unit.stack.removal_fraction)} %"]
    for words_of, verdict in (("met", True), ("MISSED", False), ("open", None)):
        count = sum(target.met is verdict for target in unit.targets)
        if count:
            words.append(f"{count} target{'s' if count > 1 else ''} {words_of}")
    return " | ".join(words)


def unit_at(evaluation: Evaluation, number: int) -> UnitResult:
    """The unit with this number, or the last one if there are not so many."""
    return evaluation.units[min(number, len(evaluation.units) - 1)]


def assumed(evaluation: Evaluation) -> dict[str, Assumption]:
    """What was assumed, by the path of the field."""
    return {item.field: item for unit in evaluation.units for item in unit.assumptions}


def assumed_value(item: Assumption) -> str:
    """The value that was taken, with its unit."""
    return f"{short(item.value)} {item.unit}".strip()


def within_unit(path: str) -> str:
    """A path without the unit, whose name stands above."""
    head, _, rest = path.partition(".")
    return rest if head.startswith("units[") and rest else path


def heading(words: str) -> Text:
    """A heading with a line above it."""
    return Text(f"\n{words}", style="bold underline")


def plain(words: str, indent: int = 0) -> RenderableType:
    """Words that are no markup."""
    from rich.padding import Padding

    return Padding(Text(words), (0, 0, 0, indent))


def table_of(*heads: str, left: int = 1) -> Table:
    """A table without rules whose first columns are words and the rest figures."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=any(heads), header_style="")
    for number, head in enumerate(heads):
        words = number < left
        table.add_column(Text(head), justify="left" if words else "right", no_wrap=not words)
    return table


def row_of(table: Table, *cells: str) -> None:
    """Add a row of words that are no markup."""
    table.add_row(*(Text(cell) for cell in cells))


def _stack(unit: UnitResult, units: str) -> Table:
    levels = [level for level in (10, 50, 90) if level in unit.percentiles]
    stacks: list[StackResult] = [unit.stack, *(unit.percentiles[level] for level in levels)]
    table = table_of("", "central", *(f"P{level}" for level in levels))
    for name, words in _STACK_ROWS[units]:
        values = [getattr(stack, name) for stack in stacks]
        if values[0] is not None:
            row_of(table, words, *(figure(value) for value in values))
    row_of(table, "removed %", *(percent(stack.removal_fraction) for stack in stacks))
    return table


def stages(unit: UnitResult) -> Table:
    """Mercury in the gas behind each stage, by form."""
    table = table_of("behind", "Hg", "Hg0", "Hg2+", "Hg-p", "taken")
    for stage in unit.stages:
        total = stage.hg_total_ug_nm3
        parts = (stage.hg0_fraction, stage.hg2_fraction, stage.hgp_fraction)
        taken = percent(stage.captured_here_fraction_of_coal_hg) if stage.captured_in else "-"
        row_of(table, stage.label, figure(total), *(figure(total * part) for part in parts), taken)
    return table


def _balance(unit: UnitResult) -> Table:
    yearly = unit.balance_kg_year
    table = table_of("to", "% of Hg", *([] if yearly is None else ["kg/year"]))
    for name, share in unit.balance_fraction.items():
        amount = [] if yearly is None else [figure(yearly[name])]
        row_of(table, outlet(name), percent(share), *amount)
    return table


def targets(unit: UnitResult, signs: Glyphs) -> Iterator[RenderableType]:
    """Targets with their verdict, and where the prediction lies beside them."""
    if not unit.targets:
        return
    yield heading("Targets")
    for target in unit.targets:
        verdict = {True: "MET   ", False: "MISSED", None: "OPEN  "}[target.met]
        side = "at least" if target.unit == "%" else "at most"
        words = f"{verdict} {target.id}: {side} {short(target.limit)} {target.unit}, "
        words += "predicted " + figure(target.predicted) if target.predicted is not None else "not known"
        if target.probability_met is not None:
            words += f"; chance of meeting it {100 * target.probability_met:.0f} %"
        yield Text(words, style="bold" if target.met is False else "")
        about = "; ".join(text for text in (target.name, target.basis) if text and text != target.id)
        yield plain(about, indent=7)
        drawn = pictures.target_range(target, unit, signs)
        if drawn:
            yield plain(drawn, indent=7)


def _measured(unit: UnitResult) -> Iterator[RenderableType]:
    if not unit.measured:
        return
    yield heading("Measured beside predicted")
    table = table_of("", "measured", "predicted", "")
    for item in unit.measured:
        row_of(table, item.label, short(item.measured), figure(item.predicted), item.unit)
    yield table


def _uncertainty(unit: UnitResult) -> Iterator[RenderableType]:
    found = unit.uncertainty
    if found is None:
        return
    shares = ", ".join(f"{name} {percent(share)} %" for name, share in found.variance_shares.items())
    yield heading("What makes it unsure")
    yield plain(
        f"{found.samples} draws; the model's own error is that of {found.error_class_units} measured "
        f"units ({found.error_class.replace('_', ' ')}). Share of the variance: {shares}."
    )
    table = table_of("stack in ug/Nm3 where the input is at", "its P10", "its P90")
    for item in found.influences[:6]:
        row_of(table, within_unit(item.field), figure(item.stack_at_low), figure(item.stack_at_high))
    yield table


def _listed(title: str, lines: Sequence[str]) -> Iterator[RenderableType]:
    if lines:
        yield heading(title)
        for line in lines:
            yield plain(line)


def _place(field: str) -> str:
    return f" ({within_unit(field)})" if field else ""


def _coal(unit: UnitResult) -> str:
    coal = unit.coal
    return (
        f"{coal.name}: mercury {figure(coal.mercury_mg_kg_as_received)} mg/kg as received "
        f"({figure(coal.mercury_mg_kg_dry)} dry), {figure(coal.mercury_lb_tbtu)} lb/TBtu; chlorine "
        f"{figure(coal.chlorine_mg_kg_dry)}, bromine {figure(coal.bromine_mg_kg_dry)} mg/kg dry; ash "
        f"{figure(coal.ash_percent_as_received)} %, moisture {figure(coal.moisture_percent_as_received)} %, "
        f"sulfur {figure(coal.sulfur_percent_as_received)} %; HHV {figure(coal.hhv_mj_kg_as_received)} "
        "MJ/kg as received"
    )


def citation(key: str) -> str:
    """A work of the bibliography, with how it was read."""
    try:
        source = cite(key)
    except UnknownSource:
        # A measurement's source is in the words of the file.
        return key
    return f"{source.citation} [{key}, {source.access}]"
