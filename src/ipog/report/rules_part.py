"""The rules that bind a unit, beside its prediction, and the EU's best-practice levels as a yardstick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ipog.evaluate import evaluate
from ipog.evaluate.targets import is_met, predicted_in
from ipog.language import tr
from ipog.limits import Applicable, applicable, in_result_unit
from ipog.plant import Plant, Unit
from ipog.report.document import Block, bullets, table, words
from ipog.results import Evaluation, StackResult, UnitResult
from ipog.shown import UNKNOWN, figure, short

EU = "EU"

Chances = Mapping[str, float | None]
"""Probability of meeting a rule by its id [1]; None without draws, or where the size is not known."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule beside a unit.

    Attributes
    ----------
    found : the rule, and why it binds
    yardstick : whether it is no rule of the unit's country, but shown for comparison
    """

    found: Applicable
    yardstick: bool


def rules_for(plant: Plant, unit: UnitResult, index: int, day: date) -> tuple[Rule, ...]:
    """Rules that bind a unit, or may; then the levels of the EU's BAT conclusions, where it is elsewhere.

    Empty if the country is not given.

    Parameters
    ----------
    plant, index : the plant and the place of the unit
    unit : its result
    day : for which to ask
    """
    country = plant.plant.country
    if country is None:
        return ()
    asked = plant.units[index]
    gross = None if asked.gross_capacity is None else float(asked.gross_capacity)
    thermal = _thermal_mw(asked, unit)

    def binding(code: str) -> list[Applicable]:
        return applicable(code, unit.coal.rank, thermal, gross, asked.commissioned, on=day)

    own = binding(country)
    known = {item.limit.id for item in own}
    others = [item for item in binding(EU) if item.limit.id not in known and item.limit.value is not None]
    return (*(Rule(item, False) for item in own), *(Rule(item, True) for item in others))


def with_rules(plant: Plant, day: date) -> Plant:
    """The plant with the rules as further targets, so that one evaluation gives the chance of meeting each.

    Raises
    ------
    ipog.diagnostics.InputError
        if the plant can't be evaluated
    """
    units = []
    for index, (unit, result) in enumerate(zip(plant.units, evaluate(plant).units, strict=True)):
        found = [rule.found.limit for rule in rules_for(plant, result, index, day)]
        further = [limit.id for limit in found if in_result_unit(limit) is not None]
        units.append(unit.model_copy(update={"targets": [*unit.targets, *further]}))
    return plant.model_copy(update={"units": units})


def without_rules(plant: Plant, evaluation: Evaluation) -> tuple[Evaluation, tuple[Chances, ...]]:
    """The evaluation of :func:`with_rules` with the plant's own targets alone, and what became of the others.

    Parameters
    ----------
    plant : as it was read
    evaluation : of the plant with the rules
    """
    units, chances = [], []
    for unit, result in zip(plant.units, evaluation.units, strict=True):
        own = len(unit.targets)
        units.append(replace(result, targets=result.targets[:own]))
        chances.append({target.id: target.probability_met for target in result.targets[own:]})
    return replace(evaluation, units=tuple(units)), tuple(chances)


def _thermal_mw(asked: Unit, unit: UnitResult) -> float | None:
    """Rated heat input on LHV [MW], if the file tells enough."""
    if asked.thermal_capacity is not None:
        return float(asked.thermal_capacity)
    burned = unit.flue_gas.coal_feed_kg_h
    # At part load, what is burned says nothing of the rating.
    return (
        None if burned is None or asked.load is not None else burned * unit.coal.lhv_mj_kg_as_received / 3600
    )


def rules_blocks(rules: tuple[Rule, ...], unit: UnitResult, chances: Chances) -> list[Block]:
    """Rules with a value as a table beside the prediction, the others in words, and why each applies."""
    blocks: list[Block] = []
    rows = [row for rule in rules if (row := _row(rule, unit, chances)) is not None]
    if rows:
        head = (
            tr("rule"),
            tr("standing"),
            tr("applies"),
            tr("value"),
            tr("unit of measure"),
            tr("predicted"),
            tr("prediction"),
            tr("chance of keeping it, %"),
        )
        blocks.append(table(tr("Rules beside the prediction"), head, rows, "<<<><><>"))
        blocks.append(
            words(
                tr(
                    "Values are in the unit of results. A yardstick is no rule of the plant's country; it is "
                    "what best available techniques reach in the EU. This is no legal advice."
                )
            )
        )
    without = [rule for rule in rules if rule.found.limit.value is None]
    if without:
        blocks.append(words(tr("Rules that set no value for mercury, and duties:")))
        blocks.append(
            bullets(
                f"{tr(rule.found.limit.label)} ({_applies(rule)}; {tr(rule.found.limit.standing)})"
                for rule in without
            )
        )
    reasons = [
        f"{rule.found.limit.id}: {'; '.join(tr(reason) for reason in rule.found.reasons)}"
        for rule in rules
        if rule.found.reasons
    ]
    if reasons:
        blocks += [words(tr("Why each applies, or on what it depends:")), bullets(reasons)]
    return blocks


def _applies(rule: Rule) -> str:
    if rule.yardstick:
        return tr("yardstick")
    return tr("binds") if rule.found.certain else tr("may bind")


def _row(rule: Rule, unit: UnitResult, chances: Chances) -> list[str] | None:
    """A rule with a value; None for one without."""
    limit = rule.found.limit
    converted = in_result_unit(limit)
    if converted is None:
        return None
    value, unit_name, _ = converted
    predicted = figure(predicted_in(unit_name, unit.stack))
    chance = chances.get(limit.id)
    return [
        tr(limit.label),
        tr(limit.standing),
        _applies(rule),
        short(value),
        tr(unit_name),
        predicted,
        _position(value, unit_name, unit),
        UNKNOWN if chance is None else f"{100 * chance:.0f}",
    ]


def _position(value: float, unit_name: str, unit: UnitResult) -> str:
    """Where the prediction lies, in words."""
    met = _keeps(value, unit_name, unit.stack)
    if met is None:
        return tr("capacity not given")
    return tr("keeps it") if met else tr("exceeds it")


def _keeps(value: float, unit_name: str, stack: StackResult) -> bool | None:
    predicted = predicted_in(unit_name, stack)
    return None if predicted is None else bool(is_met(value, unit_name, predicted))
