"""The way of the mercury as one band that loses a branch at each stage that takes some."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ipog.language import tr
from ipog.report import drawing
from ipog.report.charts import Branch, Sankey
from ipog.shown import percent

# Lengths in the picture: the mercury of the coal is a band of height 1, its upper edge at 1.
_TURN = 0.10
_STEP = 0.55
_FLOOR = -0.45
_LEAST_SHARE = 0.0005
_THINNEST = 0.012
"""A band is drawn at least so thick, or it would not be seen."""
_GAS, _TAKEN, _DARK = "#0072B2", "#E69F00", "#222222"


def draw(chart: Sankey) -> Any:
    """The figure; to be called within :func:`ipog.report.drawing.house_style`."""
    branches = [branch for branch in chart.branches if branch.share >= _LEAST_SHARE]
    starts = _starts(branches)
    end = (starts[-1] + max(branches[-1].share, 0.3) + 0.35) if branches else 1.5
    left, right, low, high = -0.55, end + 0.75, _FLOOR - 0.5, 1.42
    figure = drawing.new_figure(6.4, min(6.4 * (high - low) / (right - left), 4.6))
    axes = figure.add_subplot()
    axes.set(xlim=(left, right), ylim=(low, high), aspect="equal")
    axes.set_axis_off()
    axes.text(-0.06, 0.5, _wrap(chart.coal), ha="right", va="center", fontsize=8)
    rest, before = 1.0, 0.0
    for branch, start in zip(branches, starts, strict=True):
        _band(axes, before, start, rest)
        _branch(axes, branch, start, rest)
        rest, before = rest - branch.share, start
    _band(axes, before, end, rest)
    tip = max(rest, _THINNEST)
    axes.fill(
        [end, end, end + 0.12], [1 - tip - 0.04, 1.04, 1 - tip / 2], facecolor=_GAS, edgecolor=_DARK, lw=0.6
    )
    stack = f"{_wrap(tr('stack'))}\n{percent(chart.stack)} %"
    axes.text(end + 0.16, 1 - tip / 2, stack, ha="left", va="center", fontsize=8)
    return figure


def _starts(branches: list[Branch]) -> list[float]:
    """Where each branch leaves the band, so that their arrows and labels stay apart."""
    starts: list[float] = []
    for place, branch in enumerate(branches):
        if not place:
            starts.append(0.35)
            continue
        before = branches[place - 1]
        # Labels stand under the middle of an arrow.
        middles = max(0.62 - (branch.share - before.share) / 2, before.share + 0.2)
        starts.append(starts[-1] + max(middles, _STEP))
    return starts


def _band(axes: Any, start: float, end: float, height: float) -> None:
    low = 1 - max(height, _THINNEST)
    axes.fill([start, end, end, start], [low, low, 1, 1], facecolor=_GAS, edgecolor="none")
    axes.plot([start, end], [1, 1], color=_DARK, linewidth=0.6)
    axes.plot([start, end], [low, low], color=_DARK, linewidth=0.6)


def _branch(axes: Any, branch: Branch, start: float, rest: float) -> None:
    paths = import_module("matplotlib.path")
    path = paths.Path
    thick = max(branch.share, _THINNEST)
    low = 1 - rest
    inner, outer = start + _TURN, start + _TURN + thick
    bend = low - _TURN
    # A quarter of a circle is near enough to one cubic curve with handles of 0.5523 of its radius.
    k = 0.5523
    points = [
        (start, low + thick),
        (start + k * (_TURN + thick), low + thick),
        (outer, bend + k * (_TURN + thick)),
        (outer, bend),
        (outer, _FLOOR),
        (outer + 0.04, _FLOOR),
        ((inner + outer) / 2, _FLOOR - 0.1),
        (inner - 0.04, _FLOOR),
        (inner, _FLOOR),
        (inner, bend),
        (inner, bend + k * _TURN),
        (start + k * _TURN, low),
        (start, low),
        (start, low + thick),
    ]
    codes = [path.MOVETO, *[path.CURVE4] * 3, *[path.LINETO] * 6, *[path.CURVE4] * 3, path.CLOSEPOLY]
    patch = import_module("matplotlib.patches").PathPatch(
        path(points, codes), facecolor=_TAKEN, edgecolor=_DARK, linewidth=0.6, hatch="////"
    )
    axes.add_patch(patch)
    words = f"{_wrap(branch.into)}\n{percent(branch.share)} %"
    axes.text((inner + outer) / 2, _FLOOR - 0.13, words, ha="center", va="top", fontsize=8)
    axes.plot([start, start], [1, 1.05], color=_DARK, linewidth=0.8)
    axes.text(start, 1.07, _wrap(branch.stage), ha="center", va="bottom", fontsize=7)


def _wrap(text: str) -> str:
    return drawing.wrapped(text, 13)
