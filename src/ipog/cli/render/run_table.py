"""The result of ``ipog run`` for a person: what happens to the mercury, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import click

from ipog.cli.render.grid import WIDTH, pad, paragraph, shown, table
from ipog.cli.render.record import citation
from ipog.language import decimal, mark, plural, tr, width
from ipog.provenance import Assumption
from ipog.results import (
    Evaluation,
    MeasuredResult,
    StackResult,
    TargetResult,
    UnitResult,
    outlet,
    unit_sources,
)
from ipog.shown import UNKNOWN, figure, percent, short
from ipog.vocabulary import label

STATE = mark("dry gas at 6 % O2, 0 degC, 101.3 kPa")
NO_SIZE = mark("not known: the file gives no capacity")

INFLUENCES = 6
"""How many of the strongest influences a table shows; data have them all."""

Styled = Callable[[str], str]

STACK_ROWS: tuple[tuple[str, str, str], ...] = (
    ("hg_ug_nm3", mark("ug/Nm3"), STATE),
    ("hg_lb_tbtu", mark("lb/TBtu"), mark("heat input, HHV")),
    ("hg_mg_gj", mark("mg/GJ"), mark("heat input, HHV")),
    ("hg_lb_gwh", mark("lb/GWh"), mark("gross output")),
    ("hg_g_gwh", mark("g/GWh"), mark("gross output")),
    ("hg_g_h", mark("g/h"), mark("at the load of the case")),
    ("hg_kg_year", mark("kg/year"), ""),
)


def run_table(evaluation: Evaluation, *, colour: bool = False) -> str:
    """The evaluation as text of 80 columns.

    Parameters
    ----------
    evaluation : what to show
    colour : whether targets are also coloured; the words say the same
    """
    country = f" ({evaluation.country})" if evaluation.country else ""
    lines = paragraph(f"{evaluation.plant}{country}", indent=0)
    lines += [
        tr(
            "ipog {version}, parameters {parameters}",
            version=evaluation.ipog,
            parameters=evaluation.parameters,
        )
    ]
    for unit in evaluation.units:
        lines += ["", *_unit(unit, colour)]
    lines += ["", *_sources(evaluation)]
    return "\n".join(lines) + "\n"


def _unit(unit: UnitResult, colour: bool) -> list[str]:
    title = shown(unit.name)
    blocks = [
        [title, "=" * min(width(title), WIDTH)],
        _fuel(unit),
        _calibration(unit),
        _stages(unit),
        _stack(unit),
        _balance(unit),
        _targets(unit.targets, colour),
        _measured(unit.measured),
        _uncertainty(unit),
        _warnings(unit),
        _assumptions(unit.assumptions),
    ]
    return _joined(block for block in blocks if block)


def _joined(blocks: Iterable[Sequence[str]]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines.extend(block)
    return lines


def _fuel(unit: UnitResult) -> list[str]:
    coal, gas = unit.coal, unit.flue_gas
    rank = "" if coal.rank in coal.name.split() else f", {label('rank', coal.rank)}"
    heads = [tr("Coal"), tr("Flue gas")]
    column = max(width(head) for head in heads) + 2
    lines = [
        *paragraph(f"{coal.name}{rank}", first=pad(heads[0], column)),
        *paragraph(
            tr(
                "mercury {received} mg/kg as received ({dry} dry), {heat} lb/TBtu; chlorine {chlorine} and "
                "bromine {bromine} mg/kg dry",
                received=figure(coal.mercury_mg_kg_as_received),
                dry=figure(coal.mercury_mg_kg_dry),
                heat=figure(coal.mercury_lb_tbtu),
                chlorine=figure(coal.chlorine_mg_kg_dry),
                bromine=figure(coal.bromine_mg_kg_dry),
            ),
            indent=column + 2,
        ),
        *paragraph(
            tr(
                "ash {ash} %, moisture {moisture} %, sulfur {sulfur} %; HHV {hhv}, LHV {lhv} MJ/kg "
                "as received",
                ash=figure(coal.ash_percent_as_received),
                moisture=figure(coal.moisture_percent_as_received),
                sulfur=figure(coal.sulfur_percent_as_received),
                hhv=figure(coal.hhv_mj_kg_as_received),
                lhv=figure(coal.lhv_mj_kg_as_received),
            ),
            indent=column + 2,
        ),
    ]
    flow = "" if gas.flow_nm3_h is None else f", {figure(gas.flow_nm3_h)} {tr('Nm3/h')}"
    lines += paragraph(
        tr(
            "{volume} Nm3/kg of coal{flow}, {state}; SO2 {so2}, HCl {hcl} mg/Nm3",
            volume=figure(gas.dry_nm3_per_kg_at_6pct_o2),
            flow=flow,
            state=tr(STATE),
            so2=figure(gas.so2_mg_nm3),
            hcl=figure(gas.hcl_mg_nm3),
        ),
        first=pad(heads[1], column),
    )
    return lines


def _stages(unit: UnitResult) -> list[str]:
    rows = []
    for stage in unit.stages:
        total = stage.hg_total_ug_nm3
        parts = (stage.hg0_fraction, stage.hg2_fraction, stage.hgp_fraction)
        kept = (
            [] if stage.captured_in is None else [tr(outlet(name)) for name in stage.captured_in.split(", ")]
        )
        taken = percent(stage.captured_here_fraction_of_coal_hg) if kept else UNKNOWN
        gas = (figure(total), *(figure(total * part) for part in parts))
        rows.append([tr(stage.label), *gas, taken, kept[0] if kept else ""])
        rows.extend(["", "", "", "", "", "", name] for name in kept[1:])
    heads = [
        ["", tr("Hg total"), "Hg0", "Hg2+", "Hg-p", tr("taken"), tr("into")],
        [tr("behind"), "ug/Nm3", mark("ug/Nm3"), "ug/Nm3", mark("ug/Nm3"), tr("% of Hg"), ""],
    ]
    # Without indent, the usual labels fit into 80 columns.
    title = tr("Mercury in the gas behind each stage, {state}", state=tr(STATE))
    return [*paragraph(title, indent=0), *table(rows, heads, "<>>>>><", indent=0, flexible=(0, 6))]


def _stack(unit: UnitResult) -> list[str]:
    # P50 is the central estimate, which stands first anyway.
    levels = [level for level in sorted(unit.percentiles) if level != 50]
    stacks: list[StackResult] = [unit.stack, *(unit.percentiles[level] for level in levels)]
    rows = []
    for name, unit_name, words in STACK_ROWS:
        values = [getattr(stack, name) for stack in stacks]
        known = values[0] is not None
        rows.append([*(figure(value) for value in values), tr(unit_name), tr(words if known else NO_SIZE)])
    rows.append([*(percent(stack.removal_fraction) for stack in stacks), "%", tr("removed, coal to stack")])
    heads = [[tr("central"), *(f"P{level}" for level in levels)]] if levels else []
    species = ", ".join(
        f"{name} {percent(part)} %"
        for name, part in (
            ("Hg0", unit.stack.hg0_fraction),
            ("Hg2+", unit.stack.hg2_fraction),
            ("Hg-p", unit.stack.hgp_fraction),
        )
    )
    return [
        tr("Stack: {species}", species=species),
        *table(rows, heads, ">" * len(stacks), flexible=(len(stacks) + 1,)),
    ]


def _balance(unit: UnitResult) -> list[str]:
    yearly = unit.balance_kg_year

    def row(name: str, share: float) -> list[str]:
        return [tr(outlet(name)), percent(share), figure(None if yearly is None else yearly[name])]

    rows = [row(name, share) for name, share in unit.balance_fraction.items()]
    total = sum(unit.balance_fraction.values())
    rows.append([tr("coal"), percent(total), figure(None if yearly is None else yearly["coal"])])
    heads = [["", tr("% of Hg"), tr("kg/year")]]
    lines = [tr("Where the mercury goes"), *table(rows, heads, "<>>")]
    return lines if yearly is not None else [*lines, *paragraph(f"{tr('kg/year')} {tr(NO_SIZE)}")]


def _targets(targets: Sequence[TargetResult], colour: bool) -> list[str]:
    if not targets:
        return []
    lines = [tr("Targets")]
    for target in targets:
        verdict, style = _verdict(target)
        styled = style(verdict) if colour else verdict
        removal = target.unit == "%"
        value = f"{short(target.limit)} {tr(target.unit)}"
        limit = tr("at least {value}", value=value) if removal else tr("at most {value}", value=value)
        known = target.predicted is not None
        predicted = tr("predicted {value}", value=figure(target.predicted)) if known else tr(NO_SIZE)
        lines.append(f"  {styled}  {shown(target.id)}: {limit}, {predicted}{_margin(target)}")
        if target.name != target.id:
            lines += paragraph(target.name, indent=10)
        if target.probability_met is not None:
            chance = f"{100 * target.probability_met:.0f}"
            lines += paragraph(tr("chance of meeting it {chance} %", chance=chance), indent=10)
        lines += paragraph(target.basis, indent=10)
    return lines


def _verdict(target: TargetResult) -> tuple[str, Styled]:
    verdicts = [tr("met"), tr("MISSED"), tr("open")]
    column = max(width(verdict) for verdict in verdicts)
    met, missed, unknown = (pad(verdict, column) for verdict in verdicts)
    if target.met is None:
        return unknown, lambda text: text
    if target.met:
        return met, lambda text: click.style(text, fg="green")
    return missed, lambda text: click.style(text, fg="red", bold=True)


def _margin(target: TargetResult) -> str:
    margin = target.margin_fraction
    if margin is None:
        return ""
    removal = target.unit == "%"
    if margin < -2:
        times = decimal(f"{1 - margin:.1f}")
        return (
            tr(", {times} times the emission it allows", times=times)
            if removal
            else tr(", {times} times it", times=times)
        )
    percents = decimal(f"{abs(100 * margin):.0f}")
    if margin >= 0:
        return (
            tr(", {percent} % below the emission it allows", percent=percents)
            if removal
            else tr(", {percent} % below it", percent=percents)
        )
    return (
        tr(", {percent} % above the emission it allows", percent=percents)
        if removal
        else tr(", {percent} % above it", percent=percents)
    )


def _measured(items: Sequence[MeasuredResult]) -> list[str]:
    if not items:
        return []
    rows = []
    for item in items:
        ends = ["" if end is None else short(end) for end in (item.low, item.high)]
        runs = "..".join(ends) if any(ends) else ""
        rows.append(
            [
                tr(item.label),
                short(item.measured),
                runs,
                figure(item.predicted),
                tr(item.unit),
                _difference(item),
            ]
        )
    heads = [["", tr("measured"), tr("runs") if any(row[2] for row in rows) else "", tr("predicted"), "", ""]]
    lines = [tr("Measured beside predicted"), *table(rows, heads, "<>>><<")]
    for words in dict.fromkeys(_origin(item) for item in items):
        if words:
            lines += paragraph(words)
    return lines


def _difference(item: MeasuredResult) -> str:
    if item.predicted is None:
        return ""
    if item.unit == "%":
        points = round(item.predicted - item.measured)
        return tr("{points} points", points=f"{points:+d}" if points else "0")
    if item.measured <= 0:
        return ""
    return tr("{ratio} times", ratio=figure(item.predicted / item.measured, 2))


def _origin(item: MeasuredResult) -> str:
    return "; ".join(words for words in (item.method, item.source) if words)


def _calibration(unit: UnitResult) -> list[str]:
    own = unit.calibration
    if own is None:
        return []
    days = own.first if own.first == own.last else f"{own.first} - {own.last}"
    coal = "" if own.coal_known else tr(" They were taken with the coal of the file.")
    return [
        *paragraph(tr("Corrected by the unit's own stack tests"), indent=0),
        *paragraph(
            tr(
                "Stack tests: {tests}, of {days} ({file}). They move the central estimate from {before} to "
                "{after} ug/Nm3. What the devices take is scaled to it.",
                tests=own.tests,
                days=days,
                file=own.file,
                before=figure(own.stack_without_tests_ug_nm3),
                after=figure(unit.stack.hg_ug_nm3),
            )
            + coal
        ),
    ]


def _uncertainty(unit: UnitResult) -> list[str]:
    uncertainty = unit.uncertainty
    if uncertainty is None:
        return []
    title = tr(
        "Uncertainty, from {samples} draws (seed {seed})", samples=uncertainty.samples, seed=uncertainty.seed
    )
    lines = [title]
    error = plural(
        "The model's own error is that of {count} measured unit ({name}).",
        "The model's own error is that of {count} measured units ({name}).",
        uncertainty.error_class_units,
        name=tr(_words(uncertainty.error_class)),
    )
    own = unit.calibration
    if own is not None:
        narrowed = percent(own.error_sd / own.prior_sd)
        error += " " + tr("The unit's stack tests narrow the whole to {narrowed} %.", narrowed=narrowed)
    lines += paragraph(error)
    shares = ", ".join(
        f"{tr(name)} {percent(share)} %" for name, share in uncertainty.variance_shares.items()
    )
    lines += paragraph(tr("Share of the variance: {shares}.", shares=shares))
    rows = [
        [
            _field(item.field),
            figure(item.low),
            figure(item.high),
            figure(item.stack_at_low),
            figure(item.stack_at_high),
        ]
        for item in uncertainty.influences[:INFLUENCES]
    ]
    heads = [
        ["", tr("input"), tr("input"), tr("stack"), tr("stack")],
        [tr("what moves it most"), "P10", "P90", tr("at P10"), tr("at P90")],
    ]
    return [*lines, *(table(rows, heads, "<>>>>", flexible=(0,)) if rows else [])]


def _words(name: str) -> str:
    return name.replace("_", " ")


def _warnings(unit: UnitResult) -> list[str]:
    if not unit.warnings:
        return []
    lines = [tr("Warnings")]
    for warning in unit.warnings:
        place = f" ({_field(warning.field)})" if warning.field else ""
        lines += paragraph(f"{warning.message}{place}", first="- ")
    return lines


def _assumptions(assumptions: Sequence[Assumption]) -> list[str]:
    if not assumptions:
        return []
    lines = [tr("Assumed, because the file does not say")]
    for item in assumptions:
        value = f"{short(item.value)} {tr(item.unit)}".strip()
        lines += paragraph(f"{_field(item.field)}: {value}", first="- ")
        lines += paragraph(f"{item.reason} ({tr(item.kind)}: {item.source})", indent=4)
    return lines


def _field(path: str) -> str:
    """A field within its unit, whose name stands above."""
    head, _, rest = path.partition(".")
    return rest if head.startswith("units[") and rest else path


def _sources(evaluation: Evaluation) -> list[str]:
    keys = dict.fromkeys(key for unit in evaluation.units for key in unit_sources(unit))
    lines = [tr("Sources")]
    for key in keys:
        source: Mapping[str, object] = citation(key)
        known = f"{key}: " if source["key"] is not None else ""
        lines += paragraph(f"{known}{source['citation']}", first="- ")
    return lines
