"""What is said on the screen when a batch is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ipog.figures import figure

if TYPE_CHECKING:
    from ipog.batch import Report


def failures(report: Report) -> str:
    """How many rows failed, and where they are named."""
    path = next((path for path in report.written if path.name.endswith(".errors.csv")), None)
    return f"{report.failed:,} could not be evaluated; see {path}"


def count(number: int, what: str) -> str:
    """A number and its noun.

    >>> count(1, "unit"), count(2000, "unit")
    ('1 unit', '2,000 units')
    """
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def told(report: Report) -> str:
    """What came of a batch."""
    lines = [f"{count(report.units, 'unit')} evaluated"]
    if report.summary and report.summary[0].get("hg_kg_year") is not None:
        lines += _total(report.summary[0])
    elif report.units:
        lines.append("no total in kg a year: no unit gives its capacity")
    lines += _without_train(report)
    lines += [_under(row) for row in report.summary if row["group"] == "all" and "scenario" in row]
    if report.failed:
        lines.append(failures(report))
    elif report.warnings:
        path = next(path for path in report.written if path.name.endswith(".errors.csv"))
        lines.append(f"{count(report.warnings, 'warning')}; see {path}")
    lines.append("written: " + ", ".join(str(path) for path in report.written))
    return "\n".join(lines)


def _total(whole: Mapping[str, Any]) -> list[str]:
    """The total in words.

    With draws their median leads: the sum of central estimates can lie outside P10 to P90 of the total.
    """
    sized, central = whole["units_of_known_size"], figure(whole["hg_kg_year"])
    source = "from it" if whole["units"] == sized == 1 else f"from {sized:,} of them"
    if "hg_kg_year_p50" not in whole:
        return [
            f"{central} kg of mercury a year {source}, the sum of central estimates;",
            "  it tends to be low: --samples 500 gives median, mean, P10 and P90",
        ]
    median, mean, low, high = (figure(whole[f"hg_kg_year_{name}"]) for name in ("p50", "mean", "p10", "p90"))
    return [
        f"{median} kg of mercury a year {source}, median of the total (P10 {low}, P90 {high})",
        f"  mean of the draws {mean} kg; sum of central estimates {central} kg, which tends to be low",
    ]


def _without_train(report: Report) -> list[str]:
    """Units without any device: so is read a train that was left empty, which may mean not known."""
    bare = sum(
        row["units"]
        for row in report.summary
        if row["group"] == "technology" and row["name"] == "none" and "scenario" not in row
    )
    return (
        [f"  {count(bare, 'unit')} without any device (apcs is empty): taken as uncontrolled"] if bare else []
    )


def _under(row: Mapping[str, Any]) -> str:
    """A total under a scenario, in a line."""
    text = f"  {row['scenario']}" + (f" {row['year']}" if "year" in row else "")
    if row.get("hg_kg_year") is None:
        return f"{text}: no unit of known size"
    if "hg_kg_year_p50" not in row:
        return f"{text}: {figure(row['hg_kg_year'])} kg{_changed(row.get('change_fraction'))}"
    median, mean, low, high = (figure(row[f"hg_kg_year_{name}"]) for name in ("p50", "mean", "p10", "p90"))
    changed = _changed(row.get("change_fraction_mean"))
    return f"{text}: median {median} kg (P10 {low}, P90 {high}), mean {mean} kg{changed}"


def _changed(fraction: float | None) -> str:
    return "" if fraction is None else f" ({100 * fraction:+.1f} %)"
