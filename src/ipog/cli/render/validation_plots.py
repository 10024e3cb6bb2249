"""Parity and residual plots of ``ipog validate`` as SVG, drawn with matplotlib."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from html import escape
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ipog.diagnostics import InputError, Problem
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
    try:
        found = find_spec("matplotlib") is not None
    except ValueError:  # a module that was set aside has no spec
        found = False
    if not found:
        raise InputError(
            [
                Problem(
                    "missing-extra",
                    "the plots need matplotlib, which is not installed",
                    allowed='pip install "ipog[report]"',
                )
            ]
        )


def plotted_units(validation: Validation) -> list[UnitComparison]:
    """The units of the plots: those with a cross-validated prediction."""
    return [unit for unit in validation.units if CROSS in unit.predictions]


def parity(validation: Validation) -> str:
    """Cross-validated prediction over measurement on logarithmic axes, with P10 to P90 as bars."""
    units = plotted_units(validation)
    figure, axes = _figure(6.4, 6.0)
    ends = [_LEAST, 1.3]
    axes.plot(ends, ends, color="black", linewidth=1, label="equal")
    for factor, dashes in ((2, "--"), (3, ":")):
        for ratio in (factor, 1 / factor):
            axes.plot(
                ends,
                [end * ratio for end in ends],
                color="grey",
                linestyle=dashes,
                linewidth=0.8,
                label=f"factor {factor}" if ratio > 1 else None,
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
        xlabel="measured share of the coal's mercury at the stack",
        ylabel="predicted, cross-validated, with P10 to P90",
    )
    axes.legend(fontsize="x-small", loc="upper left")
    inside = [unit.predictions[CROSS].holds(unit.emitted) for unit in units]
    ranges = "" if None in inside else f" {sum(map(bool, inside))} measurements lie between P10 and P90."
    return _svg(
        figure,
        "parity",
        "Parity plot",
        f"Predicted over measured share of the coal's mercury at the stack for {len(units)} US units, both "
        f"on logarithmic axes from {_LEAST:g} to 1.{ranges} The table beside it holds the figures.",
    )


def residuals(validation: Validation) -> str:
    """log10(predicted / measured) by class of train, one row a class."""
    units = plotted_units(validation)
    styles = _styles(units)
    figure, axes = _figure(6.4, 3.6)
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
    axes.set_xlabel("log10(predicted / measured), cross-validated")
    return _svg(
        figure,
        "residuals",
        "Residual plot",
        f"Logarithm of predicted over measured emission of {len(units)} US units, one row for each class of "
        "train; right of 0 too much is predicted. The table beside it holds the figures by class.",
    )


def residual(unit: UnitComparison) -> float:
    """log10(predicted / measured) of the cross-validated prediction."""
    return math.log10(unit.predictions[CROSS].emitted / unit.emitted)


def _styles(units: Sequence[UnitComparison]) -> dict[str, tuple[str, str]]:
    names = sorted({unit.error_class for unit in units})
    return {name: _STYLES[place % len(_STYLES)] for place, name in enumerate(names)}


def _figure(width: float, height: float) -> tuple[Any, Any]:
    figure = import_module("matplotlib.figure").Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()


def _svg(figure: Any, name: str, title: str, words: str) -> str:
    """The figure as an SVG element with a title and a description, the same in every run."""
    matplotlib = import_module("matplotlib")
    buffer = io.StringIO()
    # Text stays text, so that it can be read aloud and searched; ids of two figures must differ.
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    drawing = buffer.getvalue()
    drawing = drawing[drawing.index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{name}-", drawing)
    head = (
        f'<svg role="img" aria-labelledby="{name}-title {name}-words"'
        r"\g<1>>"
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-words">{escape(words)}</desc>'
    )
    return re.sub(r"<svg([^>]*)>", head, drawing, count=1)
