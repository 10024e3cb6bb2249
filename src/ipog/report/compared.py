"""Charts that set several things side by side: intervals, predicted against measured, shares of a fleet."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ipog.language import decimal, tr
from ipog.report import drawing
from ipog.report.charts import Intervals, Lorenz, Parity

_WIDTH = 6.4
_BAND, _HIGH, _DARK = "#56B4E9", "#D55E00", "#222222"
_WIDE = 30.0
"""Largest over smallest value from which on the axis is logarithmic."""


def draw(chart: Intervals | Parity | Lorenz) -> Any:
    """The figure; to be called within :func:`ipog.report.drawing.house_style`."""
    if isinstance(chart, Intervals):
        return _intervals(chart)
    return _parity(chart) if isinstance(chart, Parity) else _lorenz(chart)


def _intervals(chart: Intervals) -> Any:
    figure = drawing.new_figure(_WIDTH, 0.9 + 0.36 * len(chart.rows))
    axes = figure.add_subplot()
    values = [max(value, drawing.LEAST) for row in chart.rows for value in row[1:]]
    for place, (_, low, middle, high) in enumerate(chart.rows):
        axes.plot([max(low, drawing.LEAST), max(high, drawing.LEAST)], [place] * 2, color=_BAND, linewidth=7)
        axes.plot([max(middle, drawing.LEAST)], [place], color=_DARK, marker="o")
    axes.set_yticks(range(len(chart.rows)), [drawing.wrapped(row[0], 30, 2) for row in chart.rows])
    axes.set_ylim(len(chart.rows) - 0.4, -0.6)
    axes.set_xlabel(chart.axis)
    if max(values) > _WIDE * min(values):
        drawing.logarithmic(axes, values)
    else:
        axes.set_xlim(left=0)
    return figure


def _parity(chart: Parity) -> Any:
    figure = drawing.new_figure(5.2, 5.2)
    axes = figure.add_subplot()
    # Filled or hollow, round or pointed: apart without colours too.
    looks: tuple[tuple[str, tuple[tuple[float, float], ...], dict[str, Any]], ...] = (
        (
            tr("units of other classes"),
            chart.others,
            {"marker": "o", "mfc": "none", "mec": "#888888", "ms": 4},
        ),
        (chart.words, chart.own, {"marker": "o", "mfc": _BAND, "mec": _DARK, "ms": 6}),
        (
            tr("this plant, own measurement"),
            chart.plant,
            {"marker": "*", "mfc": _HIGH, "mec": _DARK, "ms": 13},
        ),
    )
    values = [max(value, drawing.LEAST) for _, points, _ in looks for point in points for value in point]
    low, high = min(values) / 1.5, max(values) * 1.5
    for factor, style in ((1.0, "-"), (2.0, "--"), (0.5, "--")):
        axes.plot([low, high], [low * factor, high * factor], color="#666666", linestyle=style, linewidth=0.8)
    for label, points, look in looks:
        if points:
            pairs = [(max(x, drawing.LEAST), max(y, drawing.LEAST)) for x, y in points]
            axes.plot(
                *zip(*pairs, strict=True), linestyle="none", label=drawing.wrapped(label, 40, 2), **look
            )
    axes.set(xscale="log", yscale="log", xlim=(low, high), ylim=(low, high), aspect="equal")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(
            import_module("matplotlib.ticker").FuncFormatter(lambda x, _: decimal(f"{x:g}"))
        )
    axes.set_xlabel(tr("measured: % of the coal's mercury that left the stack"))
    axes.set_ylabel(tr("predicted, %; dashed lines are a factor of 2 off"))
    figure.legend(loc="outside upper center", frameon=False, fontsize=8)
    return figure


def _lorenz(chart: Lorenz) -> Any:
    figure = drawing.new_figure(4.6, 4.4)
    axes = figure.add_subplot()
    axes.plot([0, 100], [0, 100], color="#666666", linestyle="--", linewidth=0.8, label=tr("all units alike"))
    points = [(100 * units, 100 * share) for units, share in chart.points]
    axes.plot(*zip(*points, strict=True), color=_DARK, label=tr("this fleet"))
    axes.set(xlim=(0, 100), ylim=(0, 100), aspect="equal")
    axes.set_xlabel(tr("% of the units, smallest emitters first"))
    axes.set_ylabel(tr("% of the mercury"))
    axes.legend(loc="upper left", frameon=False)
    return figure
