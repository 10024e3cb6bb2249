"""What is said on the screen when a batch is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ipog.cli.render.grid import WIDTH, paragraph
from ipog.language import decimal, plural, tr, width
from ipog.shown import figure

if TYPE_CHECKING:
    from pathlib import Path

    from ipog.batch import Report


def failures(report: Report) -> str:
    """How many rows failed, and where they are named."""
    return plural(
        "{count} could not be evaluated; see {file}",
        "{count} could not be evaluated; see {file}",
        report.failed,
        file=_errors_file(report),
    )


def _errors_file(report: Report) -> Path | None:
    return next((path for path in report.written if path.name.endswith(".errors.csv")), None)


def heeded(report: Report) -> str:
    """That stack tests were used, where that is told, and what leaves them aside."""
    return plural(
        "stack tests beside {count} plant file are used, as by ipog run (see the columns calibration_...); "
        "--no-calibration leaves them aside",
        "stack tests beside {count} plant files are used, as by ipog run (see the columns calibration_...); "
        "--no-calibration leaves them aside",
        report.tested,
    )


def told(report: Report) -> str:
    """What came of a batch."""
    lines = [plural("{count} unit evaluated", "{count} units evaluated", report.units)]
    if report.summary and report.summary[0].get("hg_kg_year") is not None:
        lines += _total(report.summary[0])
    elif report.units:
        lines.append(tr("no total in kg a year: no unit gives its capacity"))
    lines += _without_train(report)
    lines += [_under(row) for row in report.summary if row["group"] == "all" and "scenario" in row]
    # Names of files, which come next, stay whole.
    lines = [part for line in lines for part in _folded(line)]
    if report.failed:
        lines.append(failures(report))
    elif report.warnings:
        lines.append(
            plural(
                "{count} warning; see {file}",
                "{count} warnings; see {file}",
                report.warnings,
                file=_errors_file(report),
            )
        )
    lines.append(tr("written: {files}", files=", ".join(str(path) for path in report.written)))
    return "\n".join(lines)


def _folded(line: str) -> list[str]:
    """A line, broken with its later lines set in if it is longer than a terminal is wide."""
    if width(line) <= WIDTH:
        return [line]
    indent = len(line) - len(line.lstrip())
    first, *later = paragraph(line, indent=indent, width_limit=WIDTH - 2)
    return [first, *(f"  {part}" for part in later)]


def _total(everything: Mapping[str, Any]) -> list[str]:
    """The total in words.

    With draws their median leads: the sum of central estimates can lie outside P10 to P90 of the total.
    """
    sized, central = everything["units_of_known_size"], figure(everything["hg_kg_year"])
    alone = everything["units"] == sized == 1
    if "hg_kg_year_p50" not in everything:
        total = (
            tr("{mass} kg of mercury a year from it, the sum of central estimates;", mass=central)
            if alone
            else plural(
                "{mass} kg of mercury a year from {count} of them, the sum of central estimates;",
                "{mass} kg of mercury a year from {count} of them, the sum of central estimates;",
                sized,
                mass=central,
            )
        )
        hint = tr("it tends to be low: --samples 500 gives median, mean, P10 and P90")
        return [total, f"  {hint}"]
    median, mean, low, high = (
        figure(everything[f"hg_kg_year_{name}"]) for name in ("p50", "mean", "p10", "p90")
    )
    total = (
        tr(
            "{median} kg of mercury a year from it, median of the total (P10 {low}, P90 {high})",
            median=median,
            low=low,
            high=high,
        )
        if alone
        else plural(
            "{median} kg of mercury a year from {count} of them, median of the total (P10 {low}, P90 {high})",
            "{median} kg of mercury a year from {count} of them, median of the total (P10 {low}, P90 {high})",
            sized,
            median=median,
            low=low,
            high=high,
        )
    )
    beside = tr(
        "mean of the draws {mean} kg; sum of central estimates {central} kg, which tends to be low",
        mean=mean,
        central=central,
    )
    return [total, f"  {beside}"]


def _without_train(report: Report) -> list[str]:
    """Units without any device: so is read a train that was left empty, which may mean not known."""
    bare = sum(
        row["units"]
        for row in report.summary
        if row["group"] == "technology" and row["name"] == "none" and "scenario" not in row
    )
    if not bare:
        return []
    said = plural(
        "{count} unit without any device (apcs is empty): taken as uncontrolled",
        "{count} units without any device (apcs is empty): taken as uncontrolled",
        bare,
    )
    return [f"  {said}"]


def _under(row: Mapping[str, Any]) -> str:
    """A total under a scenario, in a line."""
    text = f"  {row['scenario']}" + (f" {row['year']}" if "year" in row else "")
    if row.get("hg_kg_year") is None:
        return f"{text}: {tr('no unit of known size')}"
    if "hg_kg_year_p50" not in row:
        mass = tr("{mass} kg", mass=figure(row["hg_kg_year"]))
        return f"{text}: {mass}{_changed(row.get('change_fraction'))}"
    median, mean, low, high = (figure(row[f"hg_kg_year_{name}"]) for name in ("p50", "mean", "p10", "p90"))
    said = tr(
        "median {median} kg (P10 {low}, P90 {high}), mean {mean} kg",
        median=median,
        low=low,
        high=high,
        mean=mean,
    )
    return f"{text}: {said}{_changed(row.get('change_fraction_mean'))}"


def _changed(fraction: float | None) -> str:
    return "" if fraction is None else f" ({decimal(f'{100 * fraction:+.1f}')} %)"
