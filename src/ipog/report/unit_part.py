"""The part of a report about one unit."""

from __future__ import annotations

from collections.abc import Iterator

from ipog.language import mark, plural, tr
from ipog.plant import Plant
from ipog.provenance import Assumption, Caution
from ipog.report.document import Block, Section, bullets, table, words
from ipog.report.given import within_unit
from ipog.report.pictures import (
    outlets,
    ranges_picture,
    sankey_picture,
    speciation_picture,
    stages_picture,
    train_picture,
)
from ipog.report.rules_part import Chances, Rule, rules_blocks
from ipog.report.safe import name
from ipog.report.unit_doubt import scores, uncertainty
from ipog.report.unit_inputs import inputs
from ipog.results import MeasuredResult, TargetResult, UnitResult, outlet
from ipog.shown import UNKNOWN, figure, percent, short, span

STATE = mark("dry gas at 6 % O2, 0 degC, 101.3 kPa")

STACK_ROWS: tuple[tuple[str, str, str], ...] = (
    ("hg_ug_nm3", "ug/Nm3", STATE),
    ("hg_lb_tbtu", "lb/TBtu", mark("heat input, HHV")),
    ("hg_mg_gj", "mg/GJ", mark("heat input, HHV")),
    ("hg_lb_gwh", "lb/GWh", mark("gross output")),
    ("hg_g_gwh", "g/GWh", mark("gross output")),
    ("hg_g_h", "g/h", mark("at the load of the case")),
    ("hg_kg_year", mark("kg/year"), mark("at the capacity factor")),
)
"""Figures of the stack: name, unit and what it refers to."""


def unit_sections(
    plant: Plant, unit: UnitResult, index: int, rules: tuple[Rule, ...], chances: Chances
) -> Iterator[Section]:
    """Sections about one unit, in the order to read them."""
    key = f"unit-{index + 1}"
    yield Section(name(unit.name), 2, (words(_in_a_sentence(unit)),))
    yield Section(tr("The unit and its coal"), 3, tuple(inputs(plant, unit, index)))
    yield Section(tr("The train"), 3, (train_picture(unit, key),))
    yield Section(tr("Mercury stage by stage"), 3, tuple(_stages(unit, key)))
    yield Section(tr("Where the mercury goes"), 3, (sankey_picture(unit, key), _balance(unit)))
    yield Section(tr("At the stack"), 3, tuple(_stack(unit)))
    if unit.targets:
        yield Section(tr("Targets"), 3, tuple(_targets(unit, key)))
    if rules:
        yield Section(tr("Rules"), 3, tuple(rules_blocks(rules, unit, chances)))
    if unit.calibration is not None:
        yield Section(tr("Corrected by stack tests"), 3, tuple(_calibration(unit)))
    if unit.measured:
        yield Section(tr("Measured beside predicted"), 3, (_measured(unit),))
    if unit.uncertainty is not None:
        yield Section(tr("What makes it unsure"), 3, tuple(uncertainty(unit, key)))
        yield Section(tr("How good ipog was for such units"), 3, tuple(scores(unit)))
    if unit.warnings:
        yield Section(tr("Warnings"), 3, (bullets(warning_line(warning) for warning in unit.warnings),))
    if unit.assumptions:
        yield Section(tr("Assumed, because the file does not say"), 3, (_assumptions(unit),))


def range_words(unit: UnitResult, field: str) -> str:
    """P10 to P90 of a figure of the stack; ``-`` without draws."""
    if not unit.percentiles:
        return UNKNOWN
    low, high = (getattr(unit.percentiles[level], field) for level in (10, 90))
    return span(figure(low), figure(high))


def _in_a_sentence(unit: UnitResult) -> str:
    spread = tr(" (P10 to P90: {range})", range=range_words(unit, "hg_ug_nm3")) if unit.percentiles else ""
    yearly = unit.stack.hg_kg_year
    return tr(
        "The stack emits {stack} ug/Nm3 of mercury{spread}, {state}{a_year}. "
        "{percent} % of the coal's mercury is kept out of the air.",
        stack=figure(unit.stack.hg_ug_nm3),
        spread=spread,
        state=tr(STATE),
        a_year="" if yearly is None else tr(", {mass} kg a year", mass=figure(yearly)),
        percent=percent(unit.stack.removal_fraction),
    )


def _stages(unit: UnitResult, key: str) -> Iterator[Block]:
    yield stages_picture(unit, key)
    yield speciation_picture(unit, key)
    rows = []
    for stage in unit.stages:
        total = stage.hg_total_ug_nm3
        parts = (stage.hg0_fraction, stage.hg2_fraction, stage.hgp_fraction)
        kept = outlets(stage.captured_in)
        taken = percent(stage.captured_here_fraction_of_coal_hg) if kept else UNKNOWN
        gas = (figure(total), *(figure(total * part) for part in parts))
        rows.append([tr(stage.label), *gas, taken, kept])
    head = (tr("behind"), tr("Hg total"), "Hg0", "Hg2+", "Hg-p", tr("taken, % of Hg"), tr("into"))
    title = tr("Mercury in the gas, ug/Nm3, {state}", state=tr(STATE))
    yield table(title, head, rows, "<>>>>><")


def _balance(unit: UnitResult) -> Block:
    yearly = unit.balance_kg_year
    rows = [
        [tr(outlet(part)), percent(share), figure(None if yearly is None else yearly[part])]
        for part, share in unit.balance_fraction.items()
    ]
    total = percent(sum(unit.balance_fraction.values()))
    rows.append([tr("coal"), total, figure(None if yearly is None else yearly["coal"])])
    head = (tr("outlet"), tr("% of the coal's Hg"), tr("kg/year"))
    return table(tr("Balance of the mercury"), head, rows, "<>>")


def _stack(unit: UnitResult) -> Iterator[Block]:
    levels = (10, 90) if unit.percentiles else ()
    stacks = [unit.stack, *(unit.percentiles[level] for level in levels)]
    rows = [
        [f"{tr(unit_name)}, {tr(basis)}", *(figure(getattr(stack, field)) for stack in stacks)]
        for field, unit_name, basis in STACK_ROWS
    ]
    rows.append([tr("removed, coal to stack, %"), *(percent(stack.removal_fraction) for stack in stacks)])
    head = (tr("mercury in"), tr("central"), *(f"P{level}" for level in levels))
    yield table(tr("Mercury at the stack"), head, rows, "<" + ">" * len(stacks))
    if unit.stack.hg_kg_year is None:
        yield words(tr("Masses per hour and year are not known: the file gives no capacity."))


def _targets(unit: UnitResult, key: str) -> Iterator[Block]:
    chart = ranges_picture(unit, key)
    if chart is not None:
        yield chart
    head = (
        tr("target"),
        tr("limit"),
        tr("unit of measure"),
        tr("predicted"),
        tr("verdict"),
        tr("chance of meeting it, %"),
    )
    rows = [_target_row(item) for item in unit.targets]
    yield table(tr("Targets beside the prediction"), head, rows, "<><><>")
    yield bullets(f"{tr(item.name)}: {tr(item.basis)}" for item in unit.targets)


def _target_row(target: TargetResult) -> list[str]:
    value = short(target.limit)
    limit = tr("at least {value}", value=value) if target.unit == "%" else tr("at most {value}", value=value)
    return [tr(target.name), limit, tr(target.unit), *target_cells(target)]


def target_cells(target: TargetResult) -> tuple[str, str, str]:
    """Prediction, verdict and chance of meeting a target."""
    verdict = {None: tr("open: capacity not given"), True: tr("met"), False: tr("missed")}[target.met]
    chance = UNKNOWN if target.probability_met is None else f"{100 * target.probability_met:.0f}"
    return figure(target.predicted), verdict, chance


def _calibration(unit: UnitResult) -> Iterator[Block]:
    own = unit.calibration
    assert own is not None
    yield words(
        plural(
            "One stack test of {days}{coal} ({file}). They move the central estimate from {before} to "
            "{after} ug/Nm3, and narrow the model's error to {percent} % of that of its class.",
            "{count} stack tests of {days}{coal} ({file}). They move the central estimate from {before} to "
            "{after} ug/Nm3, and narrow the model's error to {percent} % of that of its class.",
            own.tests,
            days=own.first if own.first == own.last else span(own.first, own.last),
            coal="" if own.coal_known else tr(", taken with the coal of the file"),
            file=own.file,
            before=figure(own.stack_without_tests_ug_nm3),
            after=figure(unit.stack.hg_ug_nm3),
            percent=percent(own.error_sd / own.prior_sd),
        )
    )


def _measured(unit: UnitResult) -> Block:
    rows = [
        [
            tr(item.label),
            short(item.measured),
            _runs(item),
            figure(item.predicted),
            tr(item.unit),
            "; ".join(part for part in (item.method, item.source) if part),
        ]
        for item in unit.measured
    ]
    head = (
        tr("quantity"),
        tr("measured"),
        tr("runs"),
        tr("predicted"),
        tr("unit of measure"),
        tr("method and source"),
    )
    return table(tr("Measured beside predicted"), head, rows, "<>>><<")


def _runs(item: MeasuredResult) -> str:
    ends = [UNKNOWN if end is None else short(end) for end in (item.low, item.high)]
    return UNKNOWN if item.low is None and item.high is None else span(*ends)


def warning_line(warning: Caution) -> str:
    """A warning with the field that it is about."""
    place = f" ({within_unit(warning.field)})" if warning.field else ""
    return f"{tr(warning.message)}{place}"


def _assumptions(unit: UnitResult) -> Block:
    rows = [
        [within_unit(item.field), _value(item), tr(item.reason), tr(item.kind), item.source]
        for item in unit.assumptions
    ]
    head = (tr("field"), tr("value"), tr("why"), tr("standing"), tr("source"))
    return table(tr("Values that were assumed"), head, rows, "<<<<<")


def _value(item: Assumption) -> str:
    return f"{short(item.value)} {tr(item.unit)}".strip()
