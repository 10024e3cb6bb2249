"""The result of ``ipog run`` for a person: what happens to the mercury, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import click

from ipog.cli.render.figures import UNKNOWN, figure, percent, short
from ipog.cli.render.grid import WIDTH, paragraph, shown, table, width
from ipog.cli.render.record import citation
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

STATE = "dry gas at 6 % O2, 0 degC, 101.3 kPa"
NO_SIZE = "not known: the file gives no capacity"

INFLUENCES = 6
"""How many of the strongest influences a table shows; data have them all."""

Mark = Callable[[str], str]

_STACK_ROWS: tuple[tuple[str, str, str], ...] = (
    ("hg_ug_nm3", "ug/Nm3", STATE),
    ("hg_lb_tbtu", "lb/TBtu", "heat input, HHV"),
    ("hg_mg_gj", "mg/GJ", "heat input, HHV"),
    ("hg_lb_gwh", "lb/GWh", "gross output"),
    ("hg_g_gwh", "g/GWh", "gross output"),
    ("hg_g_h", "g/h", "at the load of the case"),
    ("hg_kg_year", "kg/year", ""),
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
    lines += [f"ipog {evaluation.ipog}, parameters {evaluation.parameters}"]
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
    rank = "" if coal.rank in coal.name.split() else f", {coal.rank.replace('_', ' ')}"
    lines = [
        *paragraph(f"{coal.name}{rank}", first="Coal      "),
        *paragraph(
            f"mercury {figure(coal.mercury_mg_kg_as_received)} mg/kg as received "
            f"({figure(coal.mercury_mg_kg_dry)} dry), {figure(coal.mercury_lb_tbtu)} lb/TBtu; "
            f"chlorine {figure(coal.chlorine_mg_kg_dry)} and bromine {figure(coal.bromine_mg_kg_dry)} "
            "mg/kg dry",
            indent=12,
        ),
        *paragraph(
            f"ash {figure(coal.ash_percent_as_received)} %, moisture "
            f"{figure(coal.moisture_percent_as_received)} %, sulfur "
            f"{figure(coal.sulfur_percent_as_received)} %; HHV {figure(coal.hhv_mj_kg_as_received)}, "
            f"LHV {figure(coal.lhv_mj_kg_as_received)} MJ/kg as received",
            indent=12,
        ),
    ]
    flow = "" if gas.flow_nm3_h is None else f", {figure(gas.flow_nm3_h)} Nm3/h"
    lines += paragraph(
        f"{figure(gas.dry_nm3_per_kg_at_6pct_o2)} Nm3/kg of coal{flow}, {STATE}; "
        f"SO2 {figure(gas.so2_mg_nm3)}, HCl {figure(gas.hcl_mg_nm3)} mg/Nm3",
        first="Flue gas  ",
    )
    return lines


def _stages(unit: UnitResult) -> list[str]:
    rows = []
    for stage in unit.stages:
        total = stage.hg_total_ug_nm3
        parts = (stage.hg0_fraction, stage.hg2_fraction, stage.hgp_fraction)
        kept = [] if stage.captured_in is None else [outlet(name) for name in stage.captured_in.split(", ")]
        taken = percent(stage.captured_here_fraction_of_coal_hg) if kept else UNKNOWN
        gas = (figure(total), *(figure(total * part) for part in parts))
        rows.append([stage.label, *gas, taken, kept[0] if kept else ""])
        rows.extend(["", "", "", "", "", "", name] for name in kept[1:])
    heads = [
        ["", "Hg total", "Hg0", "Hg2+", "Hg-p", "taken", "into"],
        ["behind", "ug/Nm3", "ug/Nm3", "ug/Nm3", "ug/Nm3", "% of Hg", ""],
    ]
    # Without indent, the usual labels fit into 80 columns.
    return [f"Mercury in the gas behind each stage, {STATE}", *table(rows, heads, "<>>>>><", indent=0)]


def _stack(unit: UnitResult) -> list[str]:
    # P50 is the central estimate, which stands first anyway.
    levels = [level for level in sorted(unit.percentiles) if level != 50]
    stacks: list[StackResult] = [unit.stack, *(unit.percentiles[level] for level in levels)]
    rows = []
    for name, unit_name, words in _STACK_ROWS:
        values = [getattr(stack, name) for stack in stacks]
        known = values[0] is not None
        rows.append([*(figure(value) for value in values), unit_name, words if known else NO_SIZE])
    rows.append([*(percent(stack.removal_fraction) for stack in stacks), "%", "removed, coal to stack"])
    heads = [["central", *(f"P{level}" for level in levels)]] if levels else []
    species = ", ".join(
        f"{name} {percent(part)} %"
        for name, part in (
            ("Hg0", unit.stack.hg0_fraction),
            ("Hg2+", unit.stack.hg2_fraction),
            ("Hg-p", unit.stack.hgp_fraction),
        )
    )
    return [f"Stack: {species}", *table(rows, heads, ">" * len(stacks))]


def _balance(unit: UnitResult) -> list[str]:
    yearly = unit.balance_kg_year

    def row(name: str, share: float) -> list[str]:
        return [outlet(name), percent(share), figure(None if yearly is None else yearly[name])]

    rows = [row(name, share) for name, share in unit.balance_fraction.items()]
    total = sum(unit.balance_fraction.values())
    rows.append(["coal", percent(total), figure(None if yearly is None else yearly["coal"])])
    heads = [["", "% of Hg", "kg/year"]]
    lines = ["Where the mercury goes", *table(rows, heads, "<>>")]
    return lines if yearly is not None else [*lines, f"  kg/year {NO_SIZE}"]


def _targets(targets: Sequence[TargetResult], colour: bool) -> list[str]:
    if not targets:
        return []
    lines = ["Targets"]
    for target in targets:
        verdict, mark = _verdict(target)
        styled = mark(verdict) if colour else verdict
        removal = target.unit == "%"
        limit = f"{'at least' if removal else 'at most'} {short(target.limit)} {target.unit}"
        predicted = f"predicted {figure(target.predicted)}" if target.predicted is not None else NO_SIZE
        lines.append(f"  {styled}  {shown(target.id)}: {limit}, {predicted}{_margin(target)}")
        if target.name != target.id:
            lines += paragraph(target.name, indent=10)
        if target.probability_met is not None:
            lines.append(f"          chance of meeting it {100 * target.probability_met:.0f} %")
        lines += paragraph(target.basis, indent=10)
    return lines


def _verdict(target: TargetResult) -> tuple[str, Mark]:
    if target.met is None:
        return "open  ", lambda text: text
    if target.met:
        return "met   ", lambda text: click.style(text, fg="green")
    return "MISSED", lambda text: click.style(text, fg="red", bold=True)


def _margin(target: TargetResult) -> str:
    margin = target.margin_fraction
    if margin is None:
        return ""
    whole = "the emission it allows" if target.unit == "%" else "it"
    if margin < -2:
        return f", {1 - margin:.1f} times {whole}"
    return f", {abs(100 * margin):.0f} % {'below' if margin >= 0 else 'above'} {whole}"


def _measured(items: Sequence[MeasuredResult]) -> list[str]:
    if not items:
        return []
    rows = []
    for item in items:
        ends = ["" if end is None else short(end) for end in (item.low, item.high)]
        runs = "..".join(ends) if any(ends) else ""
        rows.append(
            [
                item.label,
                short(item.measured),
                runs,
                figure(item.predicted),
                item.unit,
                _difference(item),
            ]
        )
    heads = [["", "measured", "runs" if any(row[2] for row in rows) else "", "predicted", "", ""]]
    lines = ["Measured beside predicted", *table(rows, heads, "<>>><<")]
    for words in dict.fromkeys(_origin(item) for item in items):
        if words:
            lines += paragraph(words)
    return lines


def _difference(item: MeasuredResult) -> str:
    if item.predicted is None:
        return ""
    if item.unit == "%":
        points = round(item.predicted - item.measured)
        return f"{points:+d} points" if points else "0 points"
    return f"{figure(item.predicted / item.measured, 2)} times" if item.measured > 0 else ""


def _origin(item: MeasuredResult) -> str:
    return "; ".join(words for words in (item.method, item.source) if words)


def _calibration(unit: UnitResult) -> list[str]:
    own = unit.calibration
    if own is None:
        return []
    days = own.first if own.first == own.last else f"{own.first} to {own.last}"
    tests = f"{own.tests} stack tests" if own.tests > 1 else "one stack test"
    coal = "" if own.coal_known else ", taken with the coal of the file"
    return [
        "Corrected by the unit's own stack tests",
        *paragraph(
            f"{tests} of {days}{coal} ({own.file}). They move the central estimate from "
            f"{figure(own.stack_without_tests_ug_nm3)} to {figure(unit.stack.hg_ug_nm3)} ug/Nm3. "
            "What the devices take is scaled to it."
        ),
    ]


def _uncertainty(unit: UnitResult) -> list[str]:
    uncertainty = unit.uncertainty
    if uncertainty is None:
        return []
    lines = [f"Uncertainty, from {uncertainty.samples} draws (seed {uncertainty.seed})"]
    of_class = (
        f"The model's own error is that of {uncertainty.error_class_units} measured units "
        f"({_words(uncertainty.error_class)})"
    )
    own = unit.calibration
    tested = "" if own is None else "; the unit's stack tests narrow the whole to "
    narrowed = "" if own is None else f"{percent(own.error_sd / own.prior_sd)} %"
    lines += paragraph(f"{of_class}{tested}{narrowed}.")
    shares = ", ".join(f"{name} {percent(share)} %" for name, share in uncertainty.variance_shares.items())
    lines += paragraph(f"Share of the variance: {shares}.")
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
        ["", "input", "input", "stack", "stack"],
        ["what moves it most", "P10", "P90", "at P10", "at P90"],
    ]
    return [*lines, *(table(rows, heads, "<>>>>") if rows else [])]


def _words(name: str) -> str:
    return name.replace("_", " ")


def _warnings(unit: UnitResult) -> list[str]:
    if not unit.warnings:
        return []
    lines = ["Warnings"]
    for warning in unit.warnings:
        place = f" ({_field(warning.field)})" if warning.field else ""
        lines += paragraph(f"{warning.message}{place}", first="- ")
    return lines


def _assumptions(assumptions: Sequence[Assumption]) -> list[str]:
    if not assumptions:
        return []
    lines = ["Assumed, because the file does not say"]
    for item in assumptions:
        value = f"{short(item.value)} {item.unit}".strip()
        lines += paragraph(f"{_field(item.field)}: {value}", first="- ")
        lines += paragraph(f"{item.reason} ({item.kind}: {item.source})", indent=4)
    return lines


def _field(path: str) -> str:
    """A field within its unit, whose name stands above."""
    head, _, rest = path.partition(".")
    return rest if head.startswith("units[") and rest else path


def _sources(evaluation: Evaluation) -> list[str]:
    keys = dict.fromkeys(key for unit in evaluation.units for key in unit_sources(unit))
    lines = ["Sources"]
    for key in keys:
        source: Mapping[str, object] = citation(key)
        known = f"{key}: " if source["key"] is not None else ""
        lines += paragraph(f"{known}{source['citation']}", first="- ")
    return lines
