"""The charts of a report drawn with matplotlib, for colour screens and grey paper alike."""

from __future__ import annotations

import math
import textwrap
from importlib import import_module
from typing import Any

from ipog.language import decimal, tr
from ipog.report import compared, drawing, sankey
from ipog.report.charts import (
    Abatement,
    Chart,
    Curve,
    Front,
    Intervals,
    Lorenz,
    Parity,
    Ranges,
    Sankey,
    Stages,
    Tornado,
    Train,
)
from ipog.report.safe import plain

WIDTH = 6.4
"""Of every figure [inch]."""

# Okabe and Ito: apart for the colour-blind; hatches and lightness keep them apart on grey paper.
FORMS = (("Hg0", "#0072B2", ""), ("Hg2+", "#E69F00", "////"), ("Hg-p", "#E3E3E3", ""))
LOW, HIGH, DARK = "#56B4E9", "#D55E00", "#222222"

_COLUMNS = 4


def figure_of(chart: Chart) -> Any:
    """The matplotlib figure of a chart; to be called within :func:`ipog.report.drawing.house_style`."""
    if isinstance(chart, Train):
        return _train(chart)
    if isinstance(chart, Stages):
        return _stages(chart)
    if isinstance(chart, Sankey):
        return sankey.draw(chart)
    if isinstance(chart, Ranges):
        return _ranges(chart)
    if isinstance(chart, Tornado):
        return _tornado(chart)
    if isinstance(chart, Curve):
        return _curve(chart)
    if isinstance(chart, Intervals | Parity | Lorenz):
        return compared.draw(chart)
    return _front(chart) if isinstance(chart, Front) else _abatement(chart)


def _train(chart: Train) -> Any:
    rows = math.ceil(len(chart.boxes) / _COLUMNS)
    figure = drawing.new_figure(WIDTH, 0.1 + 0.95 * rows)
    axes = figure.add_subplot()
    axes.set(xlim=(-0.25, _COLUMNS), ylim=(1.15 - rows, 0.9))
    axes.set_axis_off()
    box = import_module("matplotlib.patches").FancyBboxPatch
    arrow = {"arrowstyle": "-|>", "color": DARK, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
    for place, (label, words) in enumerate(chart.boxes):
        x, y = place % _COLUMNS, -(place // _COLUMNS)
        end = place in (0, len(chart.boxes) - 1)
        axes.add_patch(
            box(
                (x + 0.02, y + 0.2),
                0.74,
                0.62,
                boxstyle="round,pad=0,rounding_size=0.06",
                facecolor="#E8E8E8" if end else "white",
                edgecolor=DARK,
            )
        )
        text = f"{drawing.wrapped(label, 17)}\n{plain(words)}"
        axes.text(x + 0.39, y + 0.51, text, ha="center", va="center", fontsize=7.5)
        if place:
            axes.annotate("", (x + 0.01, y + 0.51), (x - 0.23, y + 0.51), arrowprops=arrow)
    return figure


def _stages(chart: Stages) -> Any:
    figure = drawing.new_figure(WIDTH, 1.1 + 0.42 * len(chart.labels))
    axes = figure.add_subplot()
    places = range(len(chart.labels))
    left = [0.0] * len(chart.labels)
    for (name, colour, hatch), values in zip(FORMS, (chart.hg0, chart.hg2, chart.hgp), strict=True):
        axes.barh(
            places, values, left=left, label=name, color=colour, hatch=hatch, edgecolor=DARK, linewidth=0.6
        )
        left = [start + value for start, value in zip(left, values, strict=True)]
    axes.set_yticks(places, [drawing.wrapped(label, 24, 2) for label in chart.labels])
    axes.invert_yaxis()
    axes.set_xlabel(chart.axis)
    figure.legend(loc="outside upper center", ncols=3, frameon=False)
    return figure


def _ranges(chart: Ranges) -> Any:
    figure = drawing.new_figure(WIDTH, 0.9 + 0.42 * len(chart.rows))
    axes = figure.add_subplot()
    for place, (_, low, middle, high) in enumerate(chart.rows):
        axes.plot([max(low, drawing.LEAST), max(high, drawing.LEAST)], [place, place], color=LOW, linewidth=7)
        axes.plot([max(middle, drawing.LEAST)], [place], color=DARK, marker="o")
    axes.axvline(1.0, color=HIGH, linewidth=1.5, linestyle="--")
    axes.set_yticks(range(len(chart.rows)), [drawing.wrapped(row[0], 26, 2) for row in chart.rows])
    axes.set_ylim(len(chart.rows) - 0.4, -0.6)
    axes.set_xlabel(
        tr("emission over what the target allows; the bar is P10 to P90, the dashed line the target")
    )
    drawing.logarithmic(axes, [value for row in chart.rows for value in row[1:]] + [1.0])
    return figure


def _tornado(chart: Tornado) -> Any:
    figure = drawing.new_figure(WIDTH, 1.2 + 0.34 * len(chart.rows))
    axes = figure.add_subplot()
    centre = max(chart.centre, drawing.LEAST)
    ends = ((tr("input at its P10"), 1, LOW, "////"), (tr("input at its P90"), 2, HIGH, ""))
    for words, at, colour, hatch in ends:
        values = [max(float(row[at]), drawing.LEAST) for row in chart.rows]
        axes.barh(
            range(len(values)),
            [value - centre for value in values],
            left=centre,
            label=words,
            color=colour,
            hatch=hatch,
            edgecolor=DARK,
            linewidth=0.6,
        )
    axes.axvline(centre, color=DARK, linewidth=1)
    axes.set_yticks(
        range(len(chart.rows)), [drawing.wrapped(row[0].replace("_", " "), 30, 2) for row in chart.rows]
    )
    axes.invert_yaxis()
    axes.set_xlabel(chart.axis)
    drawing.logarithmic(axes, [float(value) for row in chart.rows for value in row[1:]] + [centre])
    figure.legend(loc="outside upper center", ncols=2, frameon=False)
    return figure


def _curve(chart: Curve) -> Any:
    figure = drawing.new_figure(WIDTH, 4.0)
    axes = figure.add_subplot()
    if chart.low != chart.high:
        axes.fill_between(chart.rates, chart.low, chart.high, color=LOW, alpha=0.5, label=tr("P10 to P90"))
    axes.plot(chart.rates, chart.removal, color=DARK, label=tr("central estimate"))
    axes.axvline(chart.now, color=HIGH, linestyle="--", label=tr("rate of the plant file"))
    axes.set(xlabel=chart.axis, ylabel=tr("removal, coal to stack, %"), ylim=(0, 100))
    axes.set_xlim(0, max(chart.rates))
    axes.legend(loc="lower right")
    return figure


def _front(chart: Front) -> Any:
    figure = drawing.new_figure(WIDTH, 4.0)
    axes = figure.add_subplot()
    costs, emissions = ([point[at] for point in chart.points] for at in (1, 2))
    axes.plot(costs, emissions, color=LOW, linestyle="--", zorder=1)
    axes.plot(costs, emissions, color=DARK, marker="o", linestyle="none")
    _numbered(axes, [(cost, emission) for _, cost, emission in chart.points])
    axes.set(xlabel=tr("cost, MUSD a year"), ylabel=tr("mercury at the stack, kg a year"))
    axes.set_ylim(bottom=0)
    _key(figure, [point[0] for point in chart.points])
    return figure


def _abatement(chart: Abatement) -> Any:
    figure = drawing.new_figure(WIDTH, 4.0)
    axes = figure.add_subplot()
    total = 0.0
    middles = []
    for _, kept, cost in chart.steps:
        axes.bar(total, cost, width=kept, align="edge", color=LOW, edgecolor=DARK, linewidth=0.8)
        middles.append((total + kept / 2, max(cost, 0.0)))
        total += kept
    _numbered(axes, middles)
    axes.axhline(0.0, color=DARK, linewidth=0.8)
    axes.set(xlabel=tr("mercury kept from the stack, kg a year"), ylabel=tr("cost, USD/kg"))
    # The dearest kilogram may cost a thousand times the cheapest, and the first may pay for itself.
    least = 10 ** math.floor(math.log10(min((abs(cost) for _, _, cost in chart.steps if cost), default=1.0)))
    axes.set_yscale("symlog", linthresh=least)
    axes.yaxis.set_major_formatter(import_module("matplotlib.ticker").FuncFormatter(_thousands))
    axes.margins(y=0.15)
    _key(figure, [step[0] for step in chart.steps])
    return figure


def _thousands(value: float, _: int) -> str:
    return decimal(f"{value + 0.0:,.0f}")


def _numbered(axes: Any, points: list[tuple[float, float]]) -> None:
    for number, at in enumerate(points, start=1):
        axes.annotate(str(number), at, xytext=(4, 4), textcoords="offset points", fontsize=8)


def _key(figure: Any, labels: list[str]) -> None:
    """What the numbers of points or steps stand for, beneath the axes."""
    lines = [
        line
        for number, label in enumerate(labels, start=1)
        for line in textwrap.wrap(f"{number}  {plain(label)}", 95, max_lines=2, subsequent_indent="    ")
    ]
    height = figure.get_figheight() + 0.14 * len(lines)
    figure.set_figheight(height)
    figure.supxlabel("\n".join(lines), x=0.02, ha="left", fontsize=7)
