"""One chart by itself, as the bytes of a picture file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import numpy as np

from ipog.diagnostics import InputError, Problem
from ipog.evaluate import DEFAULT_SEED
from ipog.evaluate.many import evaluate_many
from ipog.evaluate.validity import INJECTION
from ipog.language import mark, tr
from ipog.plant import Plant, Unit
from ipog.plant.devices import SorbentInjection
from ipog.report.advice_part import abatement_picture, front_picture
from ipog.report.charts import Chart, Curve, Parity
from ipog.report.document import Picture
from ipog.report.draw import figure_of
from ipog.report.drawing import PictureForm, saved
from ipog.report.pictures import (
    ranges_picture,
    sankey_picture,
    speciation_picture,
    stages_picture,
    tornado_picture,
    train_picture,
)
from ipog.results import UnitResult
from ipog.validation.classes import class_words
from ipog.vocabulary import nearest

CURVE_POINTS = 25
LEAST_SPAN = 5.0
"""The curve reaches at least so far [lb/MMacf]; to twice the rate of the plant file if tests cover that."""


def _of(draw: Callable[[UnitResult, str], Picture | None], lacking: str) -> Callable[[UnitResult], Chart]:
    """The chart of a picture of the report; InputError says what is lacking for it, with the unit's name."""

    def chart(unit: UnitResult) -> Chart:
        found = draw(unit, "chart")
        if found is None:
            raise InputError([Problem("nothing-to-draw", tr(lacking, unit=unit.name))])
        return found.chart

    return chart


ADVICE_PICTURES = {"pareto": front_picture, "abatement": abatement_picture}
"""Those that are made from advice."""


def advice_chart(plant: Plant, index: int, kind: str, samples: int, seed: int | None) -> Chart:
    """The Pareto front or the abatement cost curve of a unit.

    Parameters
    ----------
    plant, index : the plant and the place of the unit
    kind : a name of :data:`ADVICE_PICTURES`
    samples, seed : of the draws

    Raises
    ------
    ipog.diagnostics.InputError
        if there is nothing to draw
    """
    from ipog.advice import advise

    advice = advise(plant, samples=samples, seed=DEFAULT_SEED if seed is None else seed)
    found = ADVICE_PICTURES[kind](advice.units[index], "chart")
    if found is None:
        raise InputError(
            [
                Problem(
                    "nothing-to-draw",
                    tr("no option lowers the mercury of {unit}", unit=plant.units[index].name),
                )
            ]
        )
    return found.chart


def parity_chart(unit: UnitResult) -> Chart:
    """Measured units beside their cross-validated predictions, those of the unit's class marked.

    Raises
    ------
    ipog.diagnostics.InputError
        if the class is not known, because no draws were asked for
    """
    if unit.uncertainty is None:
        raise InputError([Problem("nothing-to-draw", tr("{unit} no draws were asked for", unit=unit.name))])
    from ipog.validation import CROSS, validate

    own: list[tuple[float, float]] = []
    others: list[tuple[float, float]] = []
    for case in validate(samples=0).units:
        if CROSS in case.predictions:
            group = own if case.error_class == unit.uncertainty.error_class else others
            group.append((100 * case.emitted, 100 * case.predictions[CROSS].emitted))
    return Parity(
        tuple(own), tuple(others), tuple(_own_points(unit)), class_words(unit.uncertainty.error_class)
    )


def _own_points(unit: UnitResult) -> Iterator[tuple[float, float]]:
    """Measured and predicted share of the coal's mercury at the unit's own stack [%]."""
    predicted = 100 * (1 - unit.stack.removal_fraction)
    for item in unit.measured:
        if item.quantity == "removal":
            yield 100 - item.measured, predicted
        elif item.quantity == "stack_hg" and item.predicted:
            yield predicted * item.measured / item.predicted, predicted


PICTURES: dict[str, Callable[[UnitResult], Chart]] = {
    "train": _of(train_picture, mark("{unit} has no train")),
    "stages": _of(stages_picture, mark("{unit} has no stages")),
    "speciation": _of(speciation_picture, mark("{unit} has no stages")),
    "sankey": _of(sankey_picture, mark("{unit} has no outlets")),
    "targets": _of(ranges_picture, mark("{unit} has no targets to compare, or no draws were asked for")),
    "tornado": _of(tornado_picture, mark("{unit} has no list of influences: no draws were asked for")),
    "parity": parity_chart,
}
"""How the charts of a report are made from a unit's result, by name."""


def choose(plant: Plant, name: str | None) -> int:
    """Place of the unit that is named; the only one if none is.

    Raises
    ------
    ipog.diagnostics.InputError
        if the plant has no such unit, or several and none is named
    """
    names = [unit.name for unit in plant.units]
    if name is None and len(names) == 1:
        return 0
    if name in names:
        return names.index(name)
    few = ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")
    message = (
        tr("the plant has no unit {name}", name=repr(name))
        if name is not None
        else tr("the plant has {count} units; say which", count=len(names))
    )
    raise InputError(
        [
            Problem(
                "unknown-unit",
                message,
                given=name,
                allowed=tr("--unit with one of: {units}", units=few),
                nearest=None if name is None else nearest(name, names),
            )
        ]
    )


def injection_curve(plant: Plant, index: int, samples: int, seed: int | None) -> Curve:
    """Removal of a unit against the rate of its injected sorbent, all else as in the plant file.

    Raises
    ------
    ipog.diagnostics.InputError
        if the unit injects no sorbent
    """
    unit = plant.units[index]
    place = next((at for at, device in enumerate(unit.apcs) if isinstance(device, SorbentInjection)), None)
    if place is None:
        raise InputError(
            [
                Problem(
                    "nothing-to-draw",
                    tr("{unit} injects no sorbent, so that there is no curve to draw", unit=unit.name),
                    path=f"units[{index}].apcs",
                    allowed=tr("a unit with {device} in apcs", device="{type: sorbent_injection}"),
                )
            ]
        )
    where, country = f"units[{index}]", plant.plant.country
    chosen = DEFAULT_SEED if seed is None else seed
    [as_given] = evaluate_many([unit], country, where, 0, chosen)
    now = float(np.mean(as_given.case.train[place].numbers["rate_lb_mmacf"]))
    span = max(LEAST_SPAN, min(2 * now, INJECTION.high), 1.1 * now)
    rates = [float(rate) for rate in np.linspace(0.0, span, CURVE_POINTS)]
    found = evaluate_many([_at(unit, place, rate) for rate in rates], country, where, samples, chosen)

    def removal(level: int) -> tuple[float, ...]:
        stacks = [variant.percentiles.get(level, variant.stack) for variant in found]
        return tuple(100 * stack.removal_fraction for stack in stacks)

    return Curve(
        rates=tuple(rates),
        removal=tuple(100 * variant.stack.removal_fraction for variant in found),
        low=removal(10),
        high=removal(90),
        now=now,
        axis=tr("rate of the sorbent, lb/MMacf (1 lb/MMacf is 16 mg per actual m3)"),
    )


def _at(unit: Unit, place: int, rate: float) -> Unit:
    device = unit.apcs[place].model_copy(update={"rate": rate, "mass_rate": None})
    return unit.model_copy(update={"apcs": [*unit.apcs[:place], device, *unit.apcs[place + 1 :]]})


def rendered(chart: Chart, end: str) -> bytes:
    """A chart as a file.

    Parameters
    ----------
    chart : what to draw
    end : of the file's name: ``".svg"``, ``".png"`` or ``".pdf"``
    """
    return saved(lambda: figure_of(chart), "chart", cast("PictureForm", end.removeprefix(".")))
