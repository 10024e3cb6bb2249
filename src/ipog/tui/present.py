"""Results as text: the figures of the public API in tables and sentences that need no colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ipog.language import mark, plural, tr
from ipog.provenance import Assumption
from ipog.results import Evaluation, StackResult, TargetResult, UnitResult, outlet
from ipog.settings import load_settings
from ipog.shown import figure, percent, short
from ipog.sources import UnknownSource, cite
from ipog.tui import pictures, units
from ipog.tui.draw.glyphs import Glyphs, glyphs
from ipog.tui.pictures import Drawing

STATE = mark("dry gas at 6 % O2, 0 degC, 101.3 kPa")
NO_SIZE = mark("The file gives no capacity: amounts per hour and year are not known.")

_STACK_ROWS = {
    "si": (
        ("hg_ug_nm3", mark("ug/Nm3")),
        ("hg_mg_gj", mark("mg/GJ HHV")),
        ("hg_g_gwh", mark("g/GWh gross")),
        ("hg_g_h", "g/h"),
        ("hg_kg_year", mark("kg/year")),
        ("hg_lb_tbtu", mark("lb/TBtu HHV")),
        ("hg_lb_gwh", mark("lb/GWh gross")),
    ),
    "us": (
        ("hg_lb_tbtu", mark("lb/TBtu HHV")),
        ("hg_lb_gwh", mark("lb/GWh gross")),
        ("hg_ug_nm3", mark("ug/Nm3")),
        ("hg_mg_gj", mark("mg/GJ HHV")),
        ("hg_g_gwh", mark("g/GWh gross")),
        ("hg_g_h", "g/h"),
        ("hg_kg_year", mark("kg/year")),
    ),
}
"""Figures of the stack with their units; those of one's own system stand first."""


def drawing() -> Drawing:
    """What the settings ask for, and the console can show."""
    settings = load_settings()
    return Drawing(glyphs(settings.look == "ascii"), settings.units)


def unit_results(unit: UnitResult, how: Drawing) -> RenderableType:
    """Stack, targets, train, stages, balance, measurements and warnings of a unit."""
    us = how.units == units.US
    blocks = [
        heading(tr("Stack")),
        _stack(unit, how.units),
        *([plain(tr(NO_SIZE))] if unit.stack.hg_g_h is None else []),
        *targets(unit, how.signs),
        heading(tr("The train, from furnace to stack")),
        plain(
            tr("lb/TBtu behind each stage, with what the stage adds or takes")
            if us
            else tr("ug/Nm3 behind each stage, with what the stage adds or takes")
        ),
        pictures.train(unit, how),
        heading(tr("Mercury in the gas behind each stage")),
        plain(
            tr("lb/TBtu HHV; taken: % of the coal's mercury")
            if us
            else tr("ug/Nm3, {state}; taken: % of the coal's mercury", state=tr(STATE))
        ),
        stages(unit, how.units),
        pictures.forms(unit, how),
        heading(tr("Where the mercury goes")),
        plain(tr("The band is the mercury in the gas; what leaves it here goes to the right.")),
        pictures.way(unit, how),
        _balance(unit, how.units),
        *_measured(unit),
        *_listed(
            tr("Warnings"), [f"! {warning.message}{_place(warning.field)}" for warning in unit.warnings]
        ),
        *_uncertainty(unit, how.units),
        heading(tr("Coal as fired")),
        plain(_coal(unit, how.units)),
    ]
    return Group(*blocks)


def unit_assumptions(unit: UnitResult) -> RenderableType:
    """Every value that was filled in for a unit, with its reason and its source."""
    if not unit.assumptions:
        return plain(tr("Nothing was assumed: the file gives every value."))
    blocks: list[RenderableType] = [plain(tr("Values taken because the file does not give them."))]
    for item in unit.assumptions:
        blocks.append(Text(f"\n{within_unit(item.field)}: {assumed_value(item)}", style="bold"))
        blocks.append(plain(tr(item.reason), indent=2))
        blocks.append(plain(f"{tr(item.kind)}; {citation(item.source)}", indent=2))
    return Group(*blocks)


def summary(unit: UnitResult, system: str = "si") -> str:
    """The unit in one line."""
    at_stack = figure(units.at_stack(unit.stack, system))
    stack = tr("Stack {figure} {unit}", figure=at_stack, unit=units.gas_unit(system))
    stack += units.spread(unit.percentiles, system)
    words = [stack, tr("removed {share} %", share=percent(unit.stack.removal_fraction))]
    met, missed, unknown = (
        sum(target.met is verdict for target in unit.targets) for verdict in (True, False, None)
    )
    if met:
        words.append(plural("{count} target met", "{count} targets met", met))
    if missed:
        words.append(plural("{count} target MISSED", "{count} targets MISSED", missed))
    if unknown:
        words.append(plural("{count} target open", "{count} targets open", unknown))
    return " | ".join(words)


def unit_at(evaluation: Evaluation, number: int) -> UnitResult:
    """The unit with this number, or the last one if there are not so many."""
    return evaluation.units[min(number, len(evaluation.units) - 1)]


def assumed(evaluation: Evaluation) -> dict[str, Assumption]:
    """What was assumed, by the path of the field."""
    return {item.field: item for unit in evaluation.units for item in unit.assumptions}


def assumed_value(item: Assumption) -> str:
    """The value that was taken, with its unit."""
    return f"{short(item.value)} {tr(item.unit)}".strip()


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


def _stack(unit: UnitResult, system: str) -> Table:
    levels = [level for level in (10, 50, 90) if level in unit.percentiles]
    stacks: list[StackResult] = [unit.stack, *(unit.percentiles[level] for level in levels)]
    table = table_of("", tr("central"), *(f"P{level}" for level in levels))
    for name, words in _STACK_ROWS[system]:
        values = [getattr(stack, name) for stack in stacks]
        if values[0] is not None:
            row_of(table, tr(words), *(figure(value) for value in values))
    row_of(table, tr("removed %"), *(percent(stack.removal_fraction) for stack in stacks))
    return table


def stages(unit: UnitResult, system: str) -> Table:
    """Mercury in the gas behind each stage, by form."""
    factor = units.per_ug_nm3(unit, system)
    table = table_of(tr("behind"), "Hg", "Hg0", "Hg2+", "Hg-p", tr("taken"))
    for stage in unit.stages:
        total = stage.hg_total_ug_nm3 * factor
        parts = (stage.hg0_fraction, stage.hg2_fraction, stage.hgp_fraction)
        taken = percent(stage.captured_here_fraction_of_coal_hg) if stage.captured_in else "-"
        row_of(table, tr(stage.label), figure(total), *(figure(total * part) for part in parts), taken)
    return table


def _balance(unit: UnitResult, system: str) -> Table:
    yearly = unit.balance_kg_year
    table = table_of(tr("to"), tr("% of Hg"), *([] if yearly is None else [units.yearly_unit(system)]))
    for name, share in unit.balance_fraction.items():
        amount = [] if yearly is None else [figure(units.yearly(yearly[name], system))]
        row_of(table, tr(outlet(name)), percent(share), *amount)
    return table


def targets(unit: UnitResult, signs: Glyphs) -> Iterator[RenderableType]:
    """Targets with their verdict, and where the prediction lies beside them."""
    if not unit.targets:
        return
    yield heading(tr("Targets"))
    verdicts = {True: tr("MET"), False: tr("MISSED"), None: tr("OPEN")}
    column = max(cell_len(word) for word in verdicts.values())
    for target in unit.targets:
        verdict = set_cell_size(verdicts[target.met], column)
        yield Text(f"{verdict} {_judged(target)}", style="bold" if target.met is False else "")
        about = "; ".join(text for text in (target.name, target.basis) if text and text != target.id)
        yield plain(about, indent=column + 1)
        drawn = pictures.target_range(target, unit, signs)
        if drawn:
            yield plain(drawn, indent=column + 1)


def _judged(target: TargetResult) -> str:
    """What a target asks for, what is predicted, and how likely it is met."""
    asked = {"name": target.id, "limit": short(target.limit), "unit": target.unit}
    if target.predicted is None and target.unit == "%":
        words = tr("{name}: at least {limit} {unit}, not known", **asked)
    elif target.predicted is None:
        words = tr("{name}: at most {limit} {unit}, not known", **asked)
    elif target.unit == "%":
        words = tr(
            "{name}: at least {limit} {unit}, predicted {predicted}",
            **asked,
            predicted=figure(target.predicted),
        )
    else:
        words = tr(
            "{name}: at most {limit} {unit}, predicted {predicted}",
            **asked,
            predicted=figure(target.predicted),
        )
    if target.probability_met is None:
        return words
    chance = f"{100 * target.probability_met:.0f}"
    return tr("{words}; chance of meeting it {chance} %", words=words, chance=chance)


def _measured(unit: UnitResult) -> Iterator[RenderableType]:
    if not unit.measured:
        return
    yield heading(tr("Measured beside predicted"))
    table = table_of("", tr("measured"), tr("predicted"), "")
    for item in unit.measured:
        row_of(table, tr(item.label), short(item.measured), figure(item.predicted), item.unit)
    yield table


def _uncertainty(unit: UnitResult, system: str) -> Iterator[RenderableType]:
    found = unit.uncertainty
    if found is None:
        return
    shares = ", ".join(f"{tr(name)} {percent(share)} %" for name, share in found.variance_shares.items())
    yield heading(tr("What makes it unsure"))
    yield plain(
        tr(
            "{draws} draws; the model's own error is that of {units} measured units ({trains}). "
            "Share of the variance: {shares}.",
            draws=found.samples,
            units=found.error_class_units,
            trains=tr(found.error_class.replace("_", " ")),
            shares=shares,
        )
    )
    us = system == units.US
    head = tr("stack in lb/TBtu where the input is at") if us else tr("stack in ug/Nm3 where the input is at")
    table = table_of(head, tr("its P10"), tr("its P90"))
    factor = units.per_ug_nm3(unit, system)
    for item in found.influences[:6]:
        ends = (figure(end * factor) for end in (item.stack_at_low, item.stack_at_high))
        row_of(table, within_unit(item.field), *ends)
    yield table


def _listed(title: str, lines: Sequence[str]) -> Iterator[RenderableType]:
    if lines:
        yield heading(title)
        for line in lines:
            yield plain(line)


def _place(field: str) -> str:
    return f" ({within_unit(field)})" if field else ""


def _coal(unit: UnitResult, system: str) -> str:
    coal = unit.coal
    figures = {
        "name": coal.name,
        "received": figure(coal.mercury_mg_kg_as_received),
        "dry": figure(coal.mercury_mg_kg_dry),
        "heat": figure(coal.mercury_lb_tbtu),
        "chlorine": figure(coal.chlorine_mg_kg_dry),
        "bromine": figure(coal.bromine_mg_kg_dry),
        "ash": figure(coal.ash_percent_as_received),
        "moisture": figure(coal.moisture_percent_as_received),
        "sulfur": figure(coal.sulfur_percent_as_received),
    }
    if system == units.US:
        value = units.heat(coal.hhv_mj_kg_as_received, system)
        return tr(
            "{name}: mercury {received} ppm as received ({dry} dry), {heat} lb/TBtu; chlorine {chlorine}, "
            "bromine {bromine} ppm dry; ash {ash} %, moisture {moisture} %, sulfur {sulfur} %; HHV {hhv} "
            "Btu/lb as received",
            **figures,
            hhv=figure(value, 4),
        )
    return tr(
        "{name}: mercury {received} mg/kg as received ({dry} dry), {heat} lb/TBtu; chlorine {chlorine}, "
        "bromine {bromine} mg/kg dry; ash {ash} %, moisture {moisture} %, sulfur {sulfur} %; HHV {hhv} "
        "MJ/kg as received",
        **figures,
        hhv=figure(coal.hhv_mj_kg_as_received),
    )


def citation(key: str) -> str:
    """A work of the bibliography, with how it was read."""
    try:
        source = cite(key)
    except UnknownSource:
        # A measurement's source is in the words of the file.
        return key
    return f"{source.citation} [{key}, {tr(source.access)}]"
