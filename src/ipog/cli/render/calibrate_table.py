"""What stack tests say of units: as a table for a person and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ipog.calibration import Update
from ipog.calibration.errors import methods, setting
from ipog.calibration.tests_table import STACK
from ipog.cli.render.grid import WIDTH, paragraph, shown, table
from ipog.cli.render.run_table import STATE
from ipog.language import decimal, plural, tr, width
from ipog.results import Evaluation, UnitResult
from ipog.shown import figure, percent, plain_number

_LEVELS = (10, 90)


def calibration_table(updates: Sequence[Update], before: Evaluation, after: Evaluation) -> str:
    """The updates as text of 80 columns.

    Parameters
    ----------
    updates : one a tested unit
    before, after : the plant without and with the tests
    """
    lines = paragraph(before.plant, indent=0)
    lines += [
        tr("ipog {version}, parameters {parameters}", version=before.ipog, parameters=before.parameters)
    ]
    for update in updates:
        lines += ["", *_unit(update, _result(before, update), _result(after, update))]
    return "\n".join(lines) + "\n"


def _result(evaluation: Evaluation, update: Update) -> UnitResult:
    return next(unit for unit in evaluation.units if unit.name == update.unit)


def _unit(update: Update, before: UnitResult, after: UnitResult) -> list[str]:
    title = shown(update.unit)
    lines = [title, "=" * min(width(title), WIDTH), ""]
    lines += paragraph(tr("Tests beside the prediction without them, {state}", state=tr(STATE)), indent=0)
    rows = [
        [
            item.test.date,
            tr(item.test.place),
            item.test.method.id.upper(),
            figure(item.ug_nm3),
            figure(item.predicted_ug_nm3),
            figure(item.ug_nm3 / item.predicted_ug_nm3, 2),
            percent(item.share),
        ]
        for item in update.compared
    ]
    heads = [
        ["", "", "", tr("measured"), tr("predicted"), "", tr("of the coal's")],
        [
            tr("date"),
            tr("place"),
            tr("method"),
            tr("ug/Nm3"),
            tr("ug/Nm3"),
            tr("ratio"),
            tr("mercury, %"),
        ],
    ]
    lines += table(rows, heads, "<<<>>>>", flexible=(1,))
    if update.adjustment is not None:
        lines += ["", *_stack(update, before, after)]
    if update.flags:
        lines += ["", tr("Odd about the tests")]
        for flag in update.flags:
            lines += paragraph(flag.message, first="- ")
    return [*lines, "", *_errors(update)]


def _stack(update: Update, before: UnitResult, after: UnitResult) -> list[str]:
    own = update.adjustment
    assert own is not None
    assert update.z is not None
    rows = []
    for name, unit in ((tr("without the tests"), before), (tr("with the tests"), after)):
        ends = [figure(unit.percentiles[level].hg_ug_nm3) for level in _LEVELS]
        rows.append([name, ends[0], figure(unit.stack.hg_ug_nm3), ends[1]])
    rows.append([tr("measured"), "", figure(measured_ug_nm3(update)), ""])
    lines = [tr("Stack, ug/Nm3"), *table(rows, [["", "P10", tr("central"), "P90"]], "<>>>")]
    lines += paragraph(
        tr(
            "{where} The unit's error moves by {shift}; its standard deviation goes from {prior} to {sd} "
            "(logit of the emitted share).",
            where=_where(update, own.tests),
            shift=decimal(f"{own.error_shift:+z.2f}"),
            prior=decimal(f"{own.prior_sd:.2f}"),
            sd=decimal(f"{own.error_sd:.2f}"),
        )
    )
    if not own.coal_known:
        lines += paragraph(
            tr(
                "No test has an analysis of its coal, so the tests are taken to have had the coal of the "
                "file. With the coal of the day, coal and capture could be told apart."
            )
        )
    return lines


def _where(update: Update, tests: int) -> str:
    """Where the tests lie in what was expected of them."""
    assert update.z is not None
    values = {"percentile": f"{update.percentile:.0f}", "deviations": decimal(f"{abs(update.z):.1f}")}
    if update.z > 0:
        return plural(
            "One test at the stack lies at percentile {percentile} of what was expected, {deviations} "
            "standard deviations above its middle.",
            "{count} tests at the stack lie at percentile {percentile} of what was expected, {deviations} "
            "standard deviations above its middle.",
            tests,
            **values,
        )
    return plural(
        "One test at the stack lies at percentile {percentile} of what was expected, {deviations} "
        "standard deviations below its middle.",
        "{count} tests at the stack lie at percentile {percentile} of what was expected, {deviations} "
        "standard deviations below its middle.",
        tests,
        **values,
    )


def _errors(update: Update) -> list[str]:
    """What was taken for errors of the tests, and where it is from."""
    lines = [tr("Errors taken for the tests, as standard deviations")]
    used = dict.fromkeys(item.test.method.id for item in update.compared if item.test.relative_sd is None)
    for name in used:
        method = methods()[name]
        words = tr(
            "{method}: {percent} % and {absolute} ug/Nm3 ({kind}: {source})",
            method=tr(method.label),
            percent=f"{100 * method.relative_sd:.0f}",
            absolute=plain_number(method.absolute_sd_ug_nm3),
            kind=tr(method.kind),
            source=method.source,
        )
        lines += paragraph(words, first="- ")
    if any(item.test.relative_sd is not None for item in update.compared):
        lines += paragraph(tr("others: as the table gives them"), first="- ")
    if update.scatter is not None:
        words = tr(
            "from test to test: {percent} %, from these tests and the usual {usual} % (fitted: {fit}); tests "
            "count as {most} at most (judgement: {judgement})",
            percent=f"{100 * update.scatter:.0f}",
            usual=f"{100 * setting('scatter'):.0f}",
            fit="epa-icr-2010",
            most=f"{setting('most_tests'):.0f}",
            judgement="ipog-judgement",
        )
        lines += paragraph(words, first="- ")
    return lines


def measured_ug_nm3(update: Update) -> float:
    """Geometric mean of the tests at the stack [ug/Nm3]."""
    values = [item.ug_nm3 for item in update.compared if item.test.location == STACK]
    return float(np.exp(np.mean(np.log(values))))


def calibration_data(updates: Sequence[Update], before: Evaluation, after: Evaluation) -> dict[str, Any]:
    """The updates as plain data; names carry their unit."""
    return {
        "ipog": before.ipog,
        "parameters": before.parameters,
        "plant": before.plant,
        "units": [_data(update, _result(before, update), _result(after, update)) for update in updates],
    }


def _data(update: Update, before: UnitResult, after: UnitResult) -> dict[str, Any]:
    own = update.adjustment
    data: dict[str, Any] = {
        "name": update.unit,
        "tests": [
            {
                "line": item.test.line,
                "date": item.test.date,
                "place": item.test.place,
                "method": item.test.method.id,
                "measured_ug_nm3": item.ug_nm3,
                "predicted_ug_nm3": item.predicted_ug_nm3,
                "share_of_coal_hg": item.share,
                "relative_sd": item.relative_sd,
                "informs": item.test.location == STACK,
            }
            for item in update.compared
        ],
        "flags": [
            {"id": flag.id, "message": flag.message, "lines": list(flag.lines)} for flag in update.flags
        ],
        "calibration": None,
    }
    if own is not None:
        data["calibration"] = {
            "tests": own.tests,
            "first": own.first,
            "last": own.last,
            "coal_known": own.coal_known,
            "percentile_of_expectation": update.percentile,
            "z": update.z,
            "scatter_relative_sd": update.scatter,
            "error_shift": own.error_shift,
            "error_sd": own.error_sd,
            "prior_sd": own.prior_sd,
            "measured_ug_nm3": measured_ug_nm3(update),
            "without_tests": _levels(before),
            "with_tests": _levels(after),
        }
    return data


def _levels(unit: UnitResult) -> dict[str, float]:
    ends = {f"p{level}_hg_ug_nm3": unit.percentiles[level].hg_ug_nm3 for level in _LEVELS}
    return {"hg_ug_nm3": unit.stack.hg_ug_nm3, **ends}
