"""What is odd about a plant file that can be used all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ipog.diagnostics import Level, Problem
from ipog.files import shape
from ipog.files.marks import Mark, Steps, find, join_path
from ipog.language import decimal, tr
from ipog.plant import Plant, Proximate, Ultimate, check_order

_ANALYSES = (Proximate, Ultimate)
"""Analyses are always in per cent, and 0.6 % of sulfur is usual."""


def cautions(plant: Plant, data: Mapping[str, Any], mark: Mark, name: str) -> Iterator[Problem]:
    """Warnings and notes on a plant that was read from a document.

    Parameters
    ----------
    plant : what was read
    data : the document
    mark : where its values stand
    name : of the file
    """

    def problem(level: Level, problem_id: str, steps: Steps, message: str, allowed: str) -> Problem:
        line, column = find(mark, steps)
        path = join_path(steps)
        return Problem(problem_id, message, level, name, line, column, path, allowed=allowed)

    if "ipog_version" not in data:
        message = tr("the file does not say which version of the format it has; it is read as version 1")
        yield problem("note", "no-version", ("ipog_version",), message, "ipog_version: 1")
    for number, unit in enumerate(plant.units):
        for finding in check_order([device.type for device in unit.apcs]):
            place: Steps = ("units", number, "apcs", finding.index)
            yield problem("warning", "unusual-order", place, finding.message, finding.allowed)
    for steps, value in _small_percents(data, (), Plant):
        message = tr(
            "{field}: {given} is read as {read} %, since a plain number is in per cent here",
            field=steps[-1],
            given=f"{value:g}",
            read=decimal(f"{value:g}"),
        )
        allowed = tr("{one}, or {other}", one=f"{value:g} %", other=f"{100 * value:g} %")
        yield problem("warning", "fraction-or-percent", steps, message, allowed)


def _small_percents(
    data: Mapping[str, Any], steps: Steps, model: shape.Model
) -> Iterator[tuple[Steps, float]]:
    """Plain numbers below 1 where a per cent is wanted: perhaps meant as a fraction of one."""
    slots = shape.slots(model)
    for key, value in data.items():
        slot = slots[key]
        if isinstance(value, float) and slot.quantity is not None and model not in _ANALYSES:
            if 0 < value < 1 and slot.quantity.unit == "%" and not slot.quantity.factor:
                yield (*steps, key), value
        elif isinstance(value, dict) and slot.models:
            yield from _small_percents(value, (*steps, key), slot.models[0])
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, dict):
                    models = slot.models if len(slot.models) == 1 else shape.of_type(slot.models, item)
                    yield from _small_percents(item, (*steps, key, number), models[0])
