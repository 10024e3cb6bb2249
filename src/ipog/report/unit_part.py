"""The part of a report about one unit."""

from __future__ import annotations

from collections.abc import Iterator

from ipog.figures import UNKNOWN, figure, percent, short
from ipog.plant import Plant
from ipog.provenance import Assumption
from ipog.report.document import Block, Section, bullets, table, words
from ipog.report.given import given_fields, origin, within_unit
from ipog.report.pictures import (
    outlets,
    ranges_picture,
    sankey_picture,
    speciation_picture,
    stages_picture,
    tornado_picture,
    train_picture,
)
from ipog.report.rules_part import Chances, Rule, rules_blocks
from ipog.report.safe import name
from ipog.results import MeasuredResult, TargetResult, UnitResult, outlet
from ipog.validation.classes import ALL, class_words, cross_validated_scores
from ipog.validation.scores import Scores

STATE = "dry gas at 6 % O2, 0 degC, 101.3 kPa"

STACK_ROWS: tuple[tuple[str, str, str], ...] = (
    ("hg_ug_nm3", "ug/Nm3", STATE),
    ("hg_lb_tbtu", "lb/TBtu", "heat input, HHV"),
    ("hg_mg_gj", "mg/GJ", "heat input, HHV"),
    ("hg_lb_gwh", "lb/GWh", "gross output"),
    ("hg_g_gwh", "g/GWh", "gross output"),
    ("hg_g_h", "g/h", "at the load of the case"),
    ("hg_kg_year", "kg/year", "at the capacity factor"),
)
"""Figures of the stack: name, unit and what it refers to."""

_COAL_ROWS: tuple[tuple[str, str, str, str, str], ...] = (
    ("mercury", "mercury_mg_kg_dry", "mg/kg dry", "trace", "mercury"),
    ("chlorine", "chlorine_mg_kg_dry", "mg/kg dry", "trace", "chlorine"),
    ("bromine", "bromine_mg_kg_dry", "mg/kg dry", "trace", "bromine"),
    ("sulfur", "sulfur_percent_as_received", "% as received", "ultimate", "sulfur"),
    ("ash", "ash_percent_as_received", "% as received", "proximate", "ash"),
    ("moisture", "moisture_percent_as_received", "% as received", "proximate", "moisture"),
    ("higher heating value", "hhv_mj_kg_as_received", "MJ/kg as received", "heating_value", "hhv"),
    ("lower heating value", "lhv_mj_kg_as_received", "MJ/kg as received", "heating_value", "lhv"),
)


def unit_sections(
    plant: Plant, unit: UnitResult, index: int, rules: tuple[Rule, ...], chances: Chances
) -> Iterator[Section]:
    """Sections about one unit, in the order to read them."""
    key = f"unit-{index + 1}"
    yield Section(name(unit.name), 2, (words(_in_a_sentence(unit)),))
    yield Section("The unit and its coal", 3, tuple(_inputs(plant, unit, index)))
    yield Section("The train", 3, (train_picture(unit, key),))
    yield Section("Mercury stage by stage", 3, tuple(_stages(unit, key)))
    yield Section("Where the mercury goes", 3, (sankey_picture(unit, key), _balance(unit)))
    yield Section("At the stack", 3, tuple(_stack(unit)))
    if unit.targets:
        yield Section("Targets", 3, tuple(_targets(unit, key)))
    if rules:
        yield Section("Rules", 3, tuple(rules_blocks(rules, unit, chances)))
    if unit.calibration is not None:
        yield Section("Corrected by stack tests", 3, tuple(_calibration(unit)))
    if unit.measured:
        yield Section("Measured beside predicted", 3, (_measured(unit),))
    if unit.uncertainty is not None:
        yield Section("What makes it unsure", 3, tuple(_uncertainty(unit, key)))
        yield Section("How good ipog was for such units", 3, tuple(_scores(unit)))
    if unit.warnings:
        yield Section("Warnings", 3, (bullets(_warning_lines(unit)),))
    if unit.assumptions:
        yield Section("Assumed, because the file does not say", 3, (_assumptions(unit),))


def range_words(unit: UnitResult, field: str) -> str:
    """P10 to P90 of a figure of the stack; ``-`` without draws."""
    if not unit.percentiles:
        return UNKNOWN
    low, high = (getattr(unit.percentiles[level], field) for level in (10, 90))
    return f"{figure(low)} to {figure(high)}"


def _in_a_sentence(unit: UnitResult) -> str:
    spread = f" (P10 to P90: {range_words(unit, 'hg_ug_nm3')})" if unit.percentiles else ""
    yearly = unit.stack.hg_kg_year
    a_year = "" if yearly is None else f", {figure(yearly)} kg a year"
    return (
        f"The stack emits {figure(unit.stack.hg_ug_nm3)} ug/Nm3 of mercury{spread}, {STATE}{a_year}. "
        f"{percent(unit.stack.removal_fraction)} % of the coal's mercury is kept out of the air."
    )


def _inputs(plant: Plant, unit: UnitResult, index: int) -> Iterator[Block]:
    coal = unit.coal
    yield words(f"Coal as fired: {coal.name}, {coal.rank.replace('_', ' ')}.")
    rows = [
        [label, figure(getattr(coal, field)), basis, origin(plant, unit, index, group, part)]
        for label, field, basis, group, part in _COAL_ROWS
    ]
    yield table("Coal as fired", ("", "value", "unit and basis", "origin"), rows, "<><<")
    yield words(
        '"Given" stands in the plant file, perhaps on another basis; "coal library" is the figure of the '
        'library coal that the file names; "assumed" and "worked out" were filled in.'
    )
    gas = unit.flue_gas
    rows = [
        ["dry gas", figure(gas.dry_nm3_per_kg_at_6pct_o2), "Nm3 per kg of coal at 6 % O2"],
        ["gas flow", figure(gas.flow_nm3_h), "Nm3/h dry at 6 % O2"],
        ["coal burned", figure(gas.coal_feed_kg_h), "kg/h"],
        ["SO2", figure(gas.so2_mg_nm3), "mg/Nm3"],
        ["HCl", figure(gas.hcl_mg_nm3), "mg/Nm3"],
        ["SO3", figure(gas.so3_ppmv), "ppmv"],
    ]
    yield table("Flue gas of the furnace", ("", "value", "unit"), rows, "<><")
    yield table("Given in the plant file", ("field", "value"), given_fields(plant, index), "<<")


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
        rows.append([stage.label, *gas, taken, kept])
    head = ("behind", "Hg total", "Hg0", "Hg2+", "Hg-p", "taken, % of Hg", "into")
    yield table(f"Mercury in the gas, ug/Nm3, {STATE}", head, rows, "<>>>>><")


def _balance(unit: UnitResult) -> Block:
    yearly = unit.balance_kg_year
    rows = [
        [outlet(part), percent(share), figure(None if yearly is None else yearly[part])]
        for part, share in unit.balance_fraction.items()
    ]
    total = percent(sum(unit.balance_fraction.values()))
    rows.append(["coal", total, figure(None if yearly is None else yearly["coal"])])
    return table("Balance of the mercury", ("outlet", "% of the coal's Hg", "kg/year"), rows, "<>>")


def _stack(unit: UnitResult) -> Iterator[Block]:
    levels = (10, 90) if unit.percentiles else ()
    stacks = [unit.stack, *(unit.percentiles[level] for level in levels)]
    rows = [
        [f"{unit_name}, {basis}", *(figure(getattr(stack, field)) for stack in stacks)]
        for field, unit_name, basis in STACK_ROWS
    ]
    rows.append(["removed, coal to stack, %", *(percent(stack.removal_fraction) for stack in stacks)])
    head = ("mercury in", "central", *(f"P{level}" for level in levels))
    yield table("Mercury at the stack", head, rows, "<" + ">" * len(stacks))
    if unit.stack.hg_kg_year is None:
        yield words("Masses per hour and year are not known: the file gives no capacity.")


def _targets(unit: UnitResult, key: str) -> Iterator[Block]:
    chart = ranges_picture(unit, key)
    if chart is not None:
        yield chart
    head = ("target", "limit", "unit", "predicted", "verdict", "chance of meeting it, %")
    yield table("Targets beside the prediction", head, [_target_row(item) for item in unit.targets], "<><><>")
    yield bullets(f"{item.name}: {item.basis}" for item in unit.targets)


def _target_row(target: TargetResult) -> list[str]:
    verdict = {None: "open: capacity not given", True: "met", False: "missed"}[target.met]
    limit = f"{'at least' if target.unit == '%' else 'at most'} {short(target.limit)}"
    chance = UNKNOWN if target.probability_met is None else f"{100 * target.probability_met:.0f}"
    return [target.name, limit, target.unit, figure(target.predicted), verdict, chance]


def _calibration(unit: UnitResult) -> Iterator[Block]:
    own = unit.calibration
    assert own is not None
    days = own.first if own.first == own.last else f"{own.first} to {own.last}"
    tests = f"{own.tests} stack tests" if own.tests > 1 else "One stack test"
    coal = "" if own.coal_known else ", taken with the coal of the file"
    moved = (
        f"from {figure(own.stack_without_tests_ug_nm3)} to {figure(unit.stack.hg_ug_nm3)} ug/Nm3, and narrow "
        f"the model's error to {percent(own.error_sd / own.prior_sd)} % of that of its class"
    )
    yield words(f"{tests} of {days}{coal} ({own.file}). They move the central estimate {moved}.")


def _measured(unit: UnitResult) -> Block:
    rows = [
        [
            item.label,
            short(item.measured),
            _runs(item),
            figure(item.predicted),
            item.unit,
            "; ".join(part for part in (item.method, item.source) if part),
        ]
        for item in unit.measured
    ]
    head = ("quantity", "measured", "runs", "predicted", "unit", "method and source")
    return table("Measured beside predicted", head, rows, "<>>><<")


def _runs(item: MeasuredResult) -> str:
    ends = [UNKNOWN if end is None else short(end) for end in (item.low, item.high)]
    return UNKNOWN if item.low is None and item.high is None else " to ".join(ends)


def _uncertainty(unit: UnitResult, key: str) -> Iterator[Block]:
    uncertainty = unit.uncertainty
    assert uncertainty is not None
    yield words(
        f"From {uncertainty.samples} draws (seed {uncertainty.seed}). One draw in ten lies below P10 and one "
        "in ten above P90."
    )
    chart = tornado_picture(unit, key)
    if chart is not None:
        yield chart
    rows = [
        [within_unit(item.field), item.group]
        + [figure(value) for value in (item.low, item.high, item.stack_at_low, item.stack_at_high)]
        for item in uncertainty.influences
    ]
    head = ("input or coefficient", "kind", "its P10", "its P90", "stack at P10", "stack at P90")
    yield table("What moves the stack most, one at a time, ug/Nm3", head, rows, "<<>>>>")
    shares = [[group, percent(share)] for group, share in uncertainty.variance_shares.items()]
    yield table("What the spread is made of", ("varied alone", "% of the variance"), shares, "<>")


def _scores(unit: UnitResult) -> Iterator[Block]:
    uncertainty = unit.uncertainty
    assert uncertainty is not None
    own = uncertainty.error_class
    scores = cross_validated_scores()
    if own in scores:
        yield words(
            f"{uncertainty.error_class_units} measured US units of 2010 have a train of this class "
            f"({class_words(own)}). Each was predicted by fits that had never seen its plant; this is what "
            "to expect of a new plant."
        )
    else:
        yield words(
            f"No measured unit stands behind this class of train ({class_words(own)}); the error of all "
            "classes together is taken. It may be larger."
        )
    rows = [_score_row(class_words(group), scores[group]) for group in (own, ALL) if group in scores]
    head = (
        "class of train",
        "units",
        "RMSE",
        "bias",
        "within x2, %",
        "within x3, %",
        "removal error, points",
    )
    yield table("Predicted against measured, cross-validated", head, rows, "<>>>>>>")
    yield words(
        "RMSE and bias are of log10(predicted / measured emission); 0.30 is a factor of 2, and a bias above "
        "0 predicts too much. The error of the removal is the median."
    )


def _score_row(label: str, scores: Scores) -> list[str]:
    return [
        label,
        str(scores.units),
        f"{scores.log10_rmse:.2f}",
        f"{scores.log10_bias:+.2f}",
        f"{100 * scores.within_factor_2:.0f}",
        f"{100 * scores.within_factor_3:.0f}",
        f"{scores.removal_error_median:.1f}",
    ]


def _warning_lines(unit: UnitResult) -> Iterator[str]:
    for warning in unit.warnings:
        place = f" ({within_unit(warning.field)})" if warning.field else ""
        yield f"{warning.message}{place}"


def _assumptions(unit: UnitResult) -> Block:
    rows = [
        [within_unit(item.field), _value(item), item.reason, item.kind, item.source]
        for item in unit.assumptions
    ]
    head = ("field", "value", "why", "standing", "source")
    return table("Values that were assumed", head, rows, "<<<<<")


def _value(item: Assumption) -> str:
    return f"{short(item.value)} {item.unit}".strip()
