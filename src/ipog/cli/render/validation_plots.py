"""Parity and residual plots of ``ipog validate`` as SVG, drawn with matplotlib."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ipog.language import plural, tr
from ipog.report.drawing import new_figure, svg_element
from ipog.report.extras import require
from ipog.shown import plain_number
from ipog.validation import CROSS, UnitComparison, Validation
from ipog.validation.classes import class_words

# Colours that stay apart for the colour-blind (Okabe and Ito), each with a marker of its own.
_STYLES = (
    ("#0072B2", "o"),
    ("#D55E00", "s"),
    ("#009E73", "^"),
    ("#CC79A7", "D"),
    ("#56B4E9", "v"),
    ("#E69F00", "P"),
)
_LEAST = 5e-4
"""Left and lower end of the axes; what lies below is drawn there."""


def require_plots() -> None:
    """Raise InputError if matplotlib is not installed."""
    require(tr("a plot"), "matplotlib")


def plotted_units(validation: Validation) -> list[UnitComparison]:
    """The units of the plots: those with a cross-validated prediction."""
    return [unit for unit in validation.units if CROSS in unit.predictions]


def parity(validation: Validation) -> str:
    """Cross-validated prediction over measurement on logarithmic axes, with P10 to P90 as bars."""
    units = plotted_units(validation)
    inside = [unit.predictions[CROSS].holds(unit.emitted) for unit in units]
    parts = [
        tr(
            "Predicted over measured share of the coal's mercury at the stack for {count} US units, both on "
            "logarithmic axes from {least} to 1.",
            count=len(units),
            least=plain_number(_LEAST),
        )
    ]
    if None not in inside:
        count = sum(map(bool, inside))
        parts.append(
            plural(
                "{count} measurements lie between P10 and P90.",
                "{count} measurements lie between P10 and P90.",
                count,
            )
        )
    parts.append(tr("The table beside it holds the figures."))
    return svg_element(lambda: _parity(units), "parity", tr("Parity plot"), " ".join(parts))


def _parity(units: Sequence[UnitComparison]) -> Any:
    figure = new_figure(6.4, 6.0)
    axes = figure.add_subplot()
    ends = [_LEAST, 1.3]
    axes.plot(ends, ends, color="black", linewidth=1, label=tr("equal"))
    for factor, dashes in ((2, "--"), (3, ":")):
        for ratio in (factor, 1 / factor):
            axes.plot(
                ends,
                [end * ratio for end in ends],
                color="grey",
                linestyle=dashes,
                linewidth=0.8,
                label=tr("factor {factor}", factor=factor) if ratio > 1 else None,
            )
    for name, (colour, marker) in _styles(units).items():
        members = [unit for unit in units if unit.error_class == name]
        measured = [max(unit.emitted, _LEAST) for unit in members]
        found = [unit.predictions[CROSS] for unit in members]
        for at, prediction in zip(measured, found, strict=True):
            if prediction.low is not None and prediction.high is not None:
                axes.plot(
                    [at, at], [max(prediction.low, _LEAST), prediction.high], color=colour, linewidth=0.5
                )
        axes.plot(
            measured,
            [max(prediction.emitted, _LEAST) for prediction in found],
            color=colour,
            marker=marker,
            linestyle="none",
            markersize=5,
            label=class_words(name),
        )
    axes.set(
        xscale="log",
        yscale="log",
        xlim=ends,
        ylim=ends,
        xlabel=tr("measured share of the coal's mercury at the stack"),
        ylabel=tr("predicted, cross-validated, with P10 to P90"),
    )
    axes.legend(fontsize="x-small", loc="upper left")
    return figure


def residuals(validation: Validation) -> str:
    """log10(predicted / measured) by class of train, one row a class."""
    units = plotted_units(validation)
    return svg_element(
        lambda: _residuals(units),
        "residuals",
        tr("Residual plot"),
        tr(
            "Logarithm of predicted over measured emission of {count} US units, one row for each class of "
            "train; right of 0 too much is predicted. The table beside it holds the figures by class.",
            count=len(units),
        ),
    )


def _residuals(units: Sequence[UnitComparison]) -> Any:
    styles = _styles(units)
    figure = new_figure(6.4, 3.6)
    axes = figure.add_subplot()
    for ratio, dashes in ((0.0, "-"), (0.30103, "--"), (0.47712, ":")):
        for sign in (1, -1):
            axes.axvline(sign * ratio, color="grey", linestyle=dashes, linewidth=0.8)
    for row, (name, (colour, marker)) in enumerate(styles.items()):
        misses = [residual(unit) for unit in units if unit.error_class == name]
        # Side by side within the row, so that equal misses do not hide each other.
        heights = [row + 0.6 * (place / max(len(misses) - 1, 1) - 0.5) for place in range(len(misses))]
        axes.plot(misses, heights, color=colour, marker=marker, linestyle="none", markersize=4)
    axes.set_yticks(range(len(styles)), [class_words(name) for name in styles])
    axes.invert_yaxis()
    axes.set_xlabel(tr("log10(predicted / measured), cross-validated"))
    return figure


def residual(unit: UnitComparison) -> float:
    """log10(predicted / measured) of the cross-validated prediction."""
    return math.log10(unit.predictions[CROSS].emitted / unit.emitted)


def _styles(units: Sequence[UnitComparison]) -> dict[str, tuple[str, str]]:
    names = sorted({unit.error_class for unit in units})
    return {name: _STYLES[place % len(_STYLES)] for place, name in enumerate(names)}
