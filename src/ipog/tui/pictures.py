"""A result as pictures of letters, whose figures stand in them or beside them."""

from __future__ import annotations

from dataclasses import dataclass

from ipog.evaluate.targets import predicted_in
from ipog.language import tr
from ipog.results import StageResult, TargetResult, UnitResult, outlet
from ipog.shown import figure, percent, short
from ipog.tui import units
from ipog.tui.draw.boxes import Box, Boxes
from ipog.tui.draw.glyphs import BLOCKS, Glyphs
from ipog.tui.draw.lines import FormBars, range_line
from ipog.tui.draw.way import Leaving, Way

FORMS = (("Hg0 ", "hg0_fraction"), ("Hg2+", "hg2_fraction"), ("Hg-p", "hgp_fraction"))
_FIGURE = 6
"""Cells of a figure in a box."""
_RANGE = 32
"""Cells of a range beside a target."""
_SAME = 5e-4
"""Change over the mercury in the gas below which nothing is said of it."""


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


def train(unit: UnitResult, how: Drawing, chosen: int | None = None) -> Boxes:
    """The train from furnace to stack, each box with what it does to each form of mercury.

    Parameters
    ----------
    unit : whose train
    how : to draw
    chosen : number of the box to mark
    """
    boxes = []
    factor = units.per_ug_nm3(unit, how.units)
    before: StageResult | None = None
    for number, stage in enumerate(unit.stages):
        boxes.append(Box(tr(stage.label), (*_forms(stage, before, factor), _kept(stage)), number == chosen))
        before = stage
    boxes.append(Box(tr("stack"), _at_the_stack(unit, how.units), chosen == len(unit.stages)))
    return Boxes(boxes, how.signs)


def _forms(stage: StageResult, before: StageResult | None, factor: float) -> tuple[str, ...]:
    lines = []
    for label, name in FORMS:
        value = stage.hg_total_ug_nm3 * getattr(stage, name)
        line = f"{label} {_short(value * factor):>{_FIGURE}}"
        if before is not None:
            change = value - before.hg_total_ug_nm3 * getattr(before, name)
            sign = "+" if change > 0 else "-"
            same = abs(change) < _SAME * before.hg_total_ug_nm3
            line += " " + ("=" if same else f"{sign}{figure(abs(change) * factor, 2)}").rjust(7)
        lines.append(line)
    return tuple(lines)


def _short(value: float) -> str:
    """A figure with as many of three digits as have room."""
    found = (figure(value, digits) for digits in (3, 2, 1))
    return next((text for text in found if len(text) <= _FIGURE), figure(value, 1))


def _kept(stage: StageResult) -> str:
    if stage.captured_in is None:
        return tr("takes nothing")
    return tr("takes {share} %", share=percent(stage.captured_here_fraction_of_coal_hg))


def _at_the_stack(unit: UnitResult, system: str) -> tuple[str, ...]:
    stack = unit.stack
    low, high = unit.percentiles.get(10), unit.percentiles.get(90)
    lines = [f"{figure(units.at_stack(stack, system))} {units.gas_unit(system)}"]
    if low is not None and high is not None:
        lines.append(f"P10 {figure(units.at_stack(low, system))}")
        lines.append(f"P90 {figure(units.at_stack(high, system))}")
    lines.append(tr("removed {share} %", share=percent(stack.removal_fraction)))
    return tuple(lines)


def way(unit: UnitResult, how: Drawing) -> Way:
    """Where the coal's mercury leaves the gas."""
    stages = []
    for stage in unit.stages:
        into = outlets(stage)
        taken = stage.captured_here_fraction_of_coal_hg if into else 0.0
        stages.append(Leaving(tr(stage.label), taken, into, 1 - stage.removed_fraction_of_coal_hg))
    yearly, share = unit.stack.hg_kg_year, percent(unit.balance_fraction["stack"])
    if yearly is None:
        air = tr("air {share} %", share=share)
    else:
        mass = figure(units.yearly(yearly, how.units))
        air = (
            tr("air {share} %, {yearly} lb/year", share=share, yearly=mass)
            if how.units == units.US
            else tr("air {share} %, {yearly} kg/year", share=share, yearly=mass)
        )
    return Way(stages, air, how.signs)


def outlets(stage: StageResult) -> str:
    """Where the mercury goes that a stage takes; empty if it takes none."""
    words = ""
    for part in (stage.captured_in or "").split(", "):
        name = tr(outlet(part))
        words = tr("{first} and {last}", first=words, last=name) if words else name
    return words


def forms(unit: UnitResult, how: Drawing) -> FormBars:
    """The forms of mercury behind each stage as bars."""
    rows: list[tuple[str, tuple[float, float, float]]] = []
    factor = units.per_ug_nm3(unit, how.units)
    for stage in unit.stages:
        total = stage.hg_total_ug_nm3 * factor
        parts = (total * stage.hg0_fraction, total * stage.hg2_fraction, total * stage.hgp_fraction)
        rows.append((tr(stage.label), parts))
    return FormBars(rows, how.signs)


@dataclass(frozen=True, slots=True)
class OverLimit:
    """Emission over what a target allows: P10, central estimate, P90."""

    name: str
    low: float
    middle: float
    high: float


def over_limit(target: TargetResult, unit: UnitResult) -> OverLimit | None:
    """How an emission lies to what a target allows; None without draws, or where that is not known."""
    values = []
    for stack in (unit.percentiles.get(10), unit.stack, unit.percentiles.get(90)):
        predicted = None if stack is None else predicted_in(target.unit, stack)
        removal = target.unit == "%"
        allowed = 100 - target.limit if removal else target.limit
        if predicted is None or allowed <= 0:
            return None
        values.append((100 - predicted if removal else predicted) / allowed)
    return OverLimit(target.name, min(values), values[1], max(values))


def target_range(target: TargetResult, unit: UnitResult, signs: Glyphs) -> str:
    """P10 to P90 and the central estimate beside what a target asks for; empty without draws."""
    found = {level: predicted_in(target.unit, stack) for level, stack in unit.percentiles.items()}
    ends = [value for level in (10, 90) if (value := found.get(level)) is not None]
    if len(ends) < 2 or target.predicted is None:
        return ""
    # A low emission is a high removal.
    low, high = min(ends), max(ends)
    line = range_line(low, target.predicted, high, target.limit, _RANGE, signs)
    words = tr(
        "{low} to {high} (P10 to P90), {sign} limit {limit}",
        low=figure(low),
        high=figure(high),
        sign=signs.limit,
        limit=short(target.limit),
    )
    return f"{line}\n{signs.low}{signs.across}{signs.high} {words}"
