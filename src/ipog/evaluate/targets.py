"""Targets and measurements beside the prediction."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ipog.diagnostics import InputError, Problem
from ipog.language import tr
from ipog.plant import EmissionLevel, Target, Unit
from ipog.results import MeasuredResult, StackResult, TargetResult
from ipog.vocabulary import english_label


def predicted_in(unit_of_level: str, stack: StackResult) -> float | None:
    """The prediction in the unit of a level; None where the plant's size is not known."""
    return {
        "ug/Nm3": stack.hg_ug_nm3,
        "lb/TBtu": stack.hg_lb_tbtu,
        "lb/GWh": stack.hg_lb_gwh,
        "g/h": stack.hg_g_h,
        "kg/year": stack.hg_kg_year,
        "%": 100 * stack.removal_fraction,
    }[unit_of_level]


def is_met(limit: float, unit: str, predicted: Any) -> Any:
    """Whether a prediction, or each of many, keeps the level; a removal must reach it."""
    return predicted >= limit if unit == "%" else predicted <= limit


def margin(limit: float, unit: str, predicted: float) -> float | None:
    """Distance to the level as a share of it, positive if it is kept.

    For a removal, of the emission that it allows.
    """
    allowed, actual = (100 - limit, 100 - predicted) if unit == "%" else (limit, predicted)
    return (allowed - actual) / allowed if allowed > 0 else None


def target_results(unit: Unit, where: str, stack: StackResult) -> tuple[TargetResult, ...]:
    """Each target of the unit beside the prediction.

    Raises
    ------
    InputError
        for ids that the table of limits lacks, all at once
    """
    compared, problems = _aims(unit, where)
    if problems:
        raise InputError(problems)
    return tuple(compare(stack) for compare in compared)


def target_problems(unit: Unit, where: str) -> list[Problem]:
    """What is wrong with the targets of a unit, for one that is not evaluated for other reasons."""
    return _aims(unit, where)[1]


def _aims(unit: Unit, where: str) -> tuple[list[Callable[[StackResult], TargetResult]], list[Problem]]:
    """What compares a prediction with each target, and what is wrong with them."""
    compared: list[Callable[[StackResult], TargetResult]] = []
    problems: list[Problem] = []
    if not unit.targets:
        return compared, problems
    # Most plants name no limit, and start sooner without the table.
    from ipog.limits import UnknownLimit, find, in_result_unit

    for index, target in enumerate(unit.targets):
        path = f"{where}.targets[{index}]"
        if isinstance(target, Target):
            level, basis = target.value, tr("the user's own value")
            compared.append(partial(_result, target.name, target.name, level, basis, None))
            continue
        try:
            limit = find(target)
        except UnknownLimit as error:
            problems.append(error.problem(path))
            continue
        converted = in_result_unit(limit)
        if converted is None:
            problems.append(
                Problem(
                    id="limit-without-value",
                    message=tr(
                        "{limit} sets no number to compare with: {bound}",
                        limit=target,
                        bound=tr(limit.applies_to),
                    ),
                    path=path,
                    given=target,
                    allowed=tr("a limit with a value"),
                )
            )
            continue
        compared.append(partial(_compare, target, limit.label, *converted, limit.source))
    return compared, problems


def _result(
    target_id: str, name: str, level: EmissionLevel, basis: str, source: str | None, stack: StackResult
) -> TargetResult:
    return _compare(target_id, name, float(level.amount), level.unit, basis, source, stack)


def _compare(
    target_id: str, name: str, limit: float, unit: str, basis: str, source: str | None, stack: StackResult
) -> TargetResult:
    predicted = predicted_in(unit, stack)
    return TargetResult(
        id=target_id,
        name=name,
        limit=limit,
        unit=unit,
        predicted=predicted,
        met=None if predicted is None else is_met(limit, unit, predicted),
        margin_fraction=None if predicted is None else margin(limit, unit, predicted),
        basis=basis,
        source=source,
    )


def measured_results(
    unit: Unit, stack: StackResult, balance_fraction: dict[str, float]
) -> tuple[MeasuredResult, ...]:
    """Each measurement of the unit beside the prediction, in the measurement's unit."""
    rows = []
    for item in unit.measured:
        level = item.value
        rows.append(
            MeasuredResult(
                quantity=item.quantity,
                label=english_label("measured_quantity", item.quantity),
                measured=float(level.amount),
                low=None if item.low is None else float(item.low.amount),
                high=None if item.high is None else float(item.high.amount),
                predicted=_predicted(item.quantity, level.unit, stack, balance_fraction),
                unit=level.unit,
                method=item.method,
                source=item.source,
            )
        )
    return tuple(rows)


def _predicted(
    quantity: str, unit: str, stack: StackResult, balance_fraction: dict[str, float]
) -> float | None:
    if quantity == "stack_hg":
        return predicted_in(unit, stack)
    if unit != "%":
        return None
    outlets = {
        "fly_ash_capture": ("fly_ash", "spent_sorbent"),
        "fgd_capture": ("fgd_solids", "waste_water"),
    }
    if quantity in outlets:
        return 100 * sum(balance_fraction.get(outlet, 0.0) for outlet in outlets[quantity])
    return {
        "removal": 100 * stack.removal_fraction,
        "stack_hg0_fraction": 100 * stack.hg0_fraction,
    }[quantity]
