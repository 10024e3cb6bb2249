"""What a batch left behind, read for a report on the fleet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipog.diagnostics import InputError, Problem
from ipog.files import read_text
from ipog.language import tr

ENDING = ".summary.csv"
ERRORS = ".errors.csv"
NEEDED = ("group", "name", "units", "hg_kg_year")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fleet:
    """What a batch left behind.

    Attributes
    ----------
    label : name of the results
    rows : of the summary
    errors : of the errors table; empty if there is none
    made_by : version and parameters of the run, in words; empty if the results don't tell
    """

    label: str
    rows: tuple[Row, ...]
    errors: tuple[Row, ...]
    made_by: str


def is_summary(file: str) -> bool:
    """Whether a name is that of a table of a batch, and not of a plant file."""
    return Path(file).suffix.lower() == ".csv"


def read_fleet(path: Path) -> Fleet:
    """The summary of a batch, with what stands beside it.

    Parameters
    ----------
    path : of the summary, or of the results it stands beside

    Raises
    ------
    ipog.diagnostics.InputError
        if there is no summary, or it is none of ipog's
    """
    text = str(path)
    base = text[: -len(ENDING)] if text.endswith(ENDING) else text.removesuffix(path.suffix)
    summary = Path(base + ENDING)
    if not summary.exists():
        raise InputError(
            [
                Problem(
                    "no-summary",
                    tr("no summary of a batch stands beside {file}", file=path.name),
                    file=str(summary),
                    allowed=tr("the results of: {command}", command="ipog batch units.csv -o results.csv"),
                )
            ]
        )
    rows = _rows(summary)
    lacking = [column for column in NEEDED if not rows or column not in rows[0]]
    if lacking:
        message = tr(
            "{file} is no summary of a batch: it lacks {columns}",
            file=summary.name,
            columns=", ".join(lacking),
        )
        raise InputError([Problem("no-summary", message, file=str(summary))])
    errors, results = Path(base + ERRORS), Path(base + ".csv")
    return Fleet(
        Path(base).name,
        tuple(rows),
        tuple(_rows(errors)) if errors.exists() else (),
        _made_by(results) if results.exists() else "",
    )


def _rows(path: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(read_text(path).text)))


def _made_by(results: Path) -> str:
    """Version and parameters of the first row; the file may be too large to read whole."""
    with results.open(encoding="utf-8-sig", newline="") as lines:
        first = next(csv.DictReader(lines), {})
    return (
        tr("ipog {version}, parameters {parameters}", version=first["ipog"], parameters=first["parameters"])
        if {"ipog", "parameters"} <= set(first)
        else ""
    )
