"""What a unit should meet: targets asked for, of its file, or of the rules that bind it."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from pydantic import ValidationError

from ipog.diagnostics import InputError, Problem
from ipog.evaluate.many import Variant, evaluate_many
from ipog.language import tr
from ipog.limits import Applicable, UnknownLimit, applicable, find
from ipog.plant import Target, Unit
from ipog.shown import plain_number

USUAL_GROSS_MW = 500.0
"""Capacity taken for costs where the file gives none [MW]."""
USUAL_TARGET_UNIT = "ug/Nm3"
"""Unit of a target that is asked for as a bare number; dry gas at 6 % O2, as everywhere here."""
_BARE = re.compile(r"\s*\d+(\.\d+)?([eE][-+]?\d+)?\s*")


def aim(unit: Unit, where: str, country: str | None, target: str | None) -> tuple[Unit, str, list[str]]:
    """The unit with the targets to meet and a capacity, where the targets come from, and what was assumed.

    Parameters
    ----------
    unit, where, country : the unit, its path, and the country of the plant
    target : id of a limit, or a value with its unit (a bare number is in ug/Nm3); those of the file, or
        the limits that bind the unit, if None

    Raises
    ------
    ipog.diagnostics.InputError
        if the target is neither
    """
    assumptions: list[str] = []
    # Limits go by the capacity that the file gives, not by one that is only taken for the costs.
    aimed, basis = _with_targets(unit, where, country, target)
    if target is not None and _BARE.fullmatch(target):
        assumptions.append(
            tr(
                "The target {target} has no unit; taken as ug/Nm3 of dry gas at 6 % O2 (273.15 K, "
                "101.325 kPa).",
                target=target.strip(),
            )
        )
    return _sized(aimed, assumptions), basis, assumptions


def _sized(unit: Unit, assumptions: list[str]) -> Unit:
    """The unit with a capacity, so that costs and yearly masses can be worked out."""
    if not _sizeless(unit):
        return unit
    assumptions.append(
        tr(
            "The file gives no capacity: costs and yearly masses are those of {capacity} MW.",
            capacity=plain_number(USUAL_GROSS_MW),
        )
    )
    return _changed(unit, gross_capacity=USUAL_GROSS_MW)


def _changed(unit: Unit, **changes: Any) -> Unit:
    return Unit.model_validate({name: getattr(unit, name) for name in unit.model_fields_set} | changes)


def _with_targets(unit: Unit, where: str, country: str | None, target: str | None) -> tuple[Unit, str]:
    """The unit with the targets to meet, and where they come from."""
    if target is not None:
        return _changed(unit, targets=[_target(target)]), tr("asked for")
    if unit.targets:
        return unit, tr("of the plant file")
    if country is not None:
        central = evaluate_many([unit], country, where, 0, 0)[0]
        binding = [
            item.limit.id
            for item in rules(central, unit, country)
            if item.certain and item.limit.value is not None
        ]
        if binding:
            basis = tr("limits that bind this unit by country, size, fuel and age")
            return _changed(unit, targets=binding), basis
    return unit, tr("none: the file has none, and no limit with a value is sure to bind this unit")


def rules(central: Variant, unit: Unit, country: str | None) -> tuple[Applicable, ...]:
    """Limits and duties that bind the unit, or may."""
    if country is None:
        return ()
    thermal = central.case.output.thermal_mw
    found = applicable(
        country,
        central.case.feed.coal.rank,
        # A capacity that was only taken for the costs decides no limit.
        None if thermal is None or _sizeless(unit) else float(np.mean(np.asarray(thermal))),
        None if unit.gross_capacity is None else float(unit.gross_capacity),
        unit.commissioned,
    )
    return tuple(found)


def _sizeless(unit: Unit) -> bool:
    return all(value is None for value in (unit.gross_capacity, unit.net_capacity, unit.thermal_capacity))


def _target(text: str) -> str | Target:
    """A limit's id, or a value of the user's own."""
    try:
        find(text)
    except UnknownLimit as error:
        nearest = error.nearest
    else:
        return text
    value = f"{text.strip()} {USUAL_TARGET_UNIT}" if _BARE.fullmatch(text) else text
    try:
        return Target.model_validate({"name": value, "value": value})
    except ValidationError:
        problem = Problem(
            id="unknown-target",
            message=tr(
                "{text} is neither a limit that ipog knows nor a value with its unit", text=repr(text)
            ),
            given=text,
            allowed=tr("an id of `ipog limits`, or a value such as '2 ug/Nm3', '1.2 lb/TBtu' or '90 %'"),
            nearest=nearest,
        )
        raise InputError([problem]) from None
