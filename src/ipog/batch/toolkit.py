"""The estimate of UNEP's mercury Toolkit, level 2, beside ours, by medium: air, water and residues."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ipog.batch.digits import rounded
from ipog.diagnostics import InputError, Problem
from ipog.files.text import read_text
from ipog.language import tr
from ipog.plant import Unit
from ipog.plant.train import DRY_ABSORBERS, PM_DEVICES
from ipog.results import UnitResult
from ipog.vocabulary import nearest

CLASSES = (
    "none",
    "particulate_simple",
    "fabric_filter",
    "particulate_and_so2",
    "particulate_so2_and_scr",
    "mercury_specific",
)
"""Classes of flue gas cleaning that the Toolkit tells apart, from none to the best."""
RANKS = ("any", "hard_coal", "low_rank")
MEDIA = ("air", "water", "residues")
COLUMNS = ("class", "about", "rank", *MEDIA, "source", "standing", "note")
DEFAULT_INPUT_G_T = 0.15
"""Mercury of coal that the Toolkit takes where a country knows no better (recalled; its range is 0.05 to
0.5) [g/t]."""
TOLERANCE = 0.001
"""How far the factors of a class may miss 1 in sum."""
SUMMED = ("_kg_year", "_t_year")
"""Endings of the columns that are summed up."""
_LOW_RANK = frozenset({"subbituminous", "lignite"})


@dataclass(frozen=True, slots=True)
class Factors:
    """Output distribution factors.

    Attributes
    ----------
    shares : share of the coal's mercury to air, water and residues, by class and rank
    standing : how far the figures are known, by class and rank
    sources : keys of the bibliography, or what the table says of where it is from
    """

    shares: Mapping[tuple[str, str], tuple[float, float, float]]
    standing: Mapping[tuple[str, str], str]
    sources: tuple[str, ...] = ()

    def key(self, kind: str, rank: str) -> tuple[str, str] | None:
        """Class and rank whose factors a unit takes; None if there are none."""
        group = "low_rank" if rank in _LOW_RANK else "hard_coal"
        return next((key for key in ((kind, group), (kind, "any")) if key in self.shares), None)


@cache
def shipped_factors() -> Factors:
    """The factors that come with ipog."""
    text = files("ipog").joinpath("data/toolkit/coal_power_plants.csv").read_text(encoding="utf-8")
    return parse_factors(text, "coal_power_plants.csv")


def read_factors(path: str) -> Factors:
    """Factors of a country, or of another edition; raises :class:`ipog.diagnostics.InputError`."""
    return parse_factors(read_text(Path(path)).text, path)


def parse_factors(text: str, name: str) -> Factors:
    """Factors from a CSV text with the columns of the shipped table.

    Raises
    ------
    ipog.diagnostics.InputError
        with every row that is wrong
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [column for column in ("class", "rank", *MEDIA) if column not in (rows.fieldnames or ())]
    if missing:
        message = tr("{file} lacks the column {column}", file=name, column=missing[0])
        raise InputError([Problem("no-columns", message, file=name, line=1, allowed=",".join(COLUMNS))])
    shares: dict[tuple[str, str], tuple[float, float, float]] = {}
    standing: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    sources: dict[str, None] = {}
    for row in rows:
        found = list(_faults(row, name, rows.line_num))
        problems += found
        if not found:
            key = (row["class"], row["rank"])
            shares[key] = (float(row["air"]), float(row["water"]), float(row["residues"]))
            standing[key] = row.get("standing") or "given"
            sources |= dict.fromkeys([row["source"]] if row.get("source") else [])
    if problems:
        raise InputError(problems, text)
    return Factors(shares, standing, tuple(sources))


def _faults(row: Mapping[str, str], name: str, line: int) -> Iterator[Problem]:
    for column, words in (("class", CLASSES), ("rank", RANKS)):
        word = row[column] or ""
        if word not in words:
            message = tr("{given} is no {column} of the Toolkit's table", given=repr(word), column=column)
            near = nearest(word, words)
            yield Problem(
                "unknown-word", message, "error", name, line, path=column, given=word,
                allowed=", ".join(words), nearest=near,
            )  # fmt: skip
    try:
        numbers = [float(row[medium]) for medium in MEDIA]
    except (TypeError, ValueError):
        numbers = []
    if not numbers or min(numbers) < 0 or abs(sum(numbers) - 1) > TOLERANCE:
        given = ", ".join(str(row[medium]) for medium in MEDIA)
        message = tr("air, water and residues are shares of the coal's mercury that make 1 together")
        yield Problem(
            "factor-sum", message, "error", name, line, path="air", given=given,
            allowed=tr("three numbers from 0 to 1 such as 0.75, 0, 0.25"),
        )  # fmt: skip


def class_of(unit: Unit) -> str:
    """The Toolkit's class of a unit's flue gas cleaning."""
    kinds = {device.type for device in unit.apcs}
    if kinds & {"sorbent_injection", "fixed_bed"}:
        return "mercury_specific"
    if "wet_fgd" in kinds and "scr" in kinds:
        return "particulate_so2_and_scr"
    if kinds & {"wet_fgd", *DRY_ABSORBERS}:
        return "particulate_and_so2"
    if "fabric_filter" in kinds:
        return "fabric_filter"
    return "particulate_simple" if kinds & PM_DEVICES else "none"


def toolkit_columns(
    unit: Unit, result: UnitResult, factors: Factors
) -> tuple[dict[str, Any], dict[str, float]]:
    """Columns of a row, and what of them is summed up.

    ``toolkit_...`` is the Toolkit's estimate with the unit's own coal, ``toolkit_default_...`` the same
    with the Toolkit's default coal, and ``release_...`` ours by the same media.

    Parameters
    ----------
    unit, result : the unit and its result
    factors : output distribution factors
    """
    kind, coal_g_t = class_of(unit), result.coal.mercury_mg_kg_as_received
    input_kg = None if result.balance_kg_year is None else result.balance_kg_year["coal"]
    burned_t = None if input_kg is None else input_kg / coal_g_t * 1e3
    key = factors.key(kind, result.coal.rank)
    shares = (None, None, None) if key is None else factors.shares[key]
    columns: dict[str, Any] = {
        "toolkit_class": kind,
        "toolkit_coal_t_year": _figure(burned_t),
        "toolkit_input_factor_g_t": _figure(coal_g_t),
        "toolkit_input_kg_year": _figure(input_kg),
    }
    columns |= {f"toolkit_{medium}_factor": share for medium, share in zip(MEDIA, shares, strict=True)}
    columns |= _masses("toolkit", shares, input_kg)
    default_kg = None if burned_t is None else burned_t * DEFAULT_INPUT_G_T * 1e-3
    columns["toolkit_default_input_kg_year"] = _figure(default_kg)
    columns["toolkit_default_air_kg_year"] = _times(shares[0], default_kg)
    columns["toolkit_standing"] = None if key is None else factors.standing[key]
    own = _released(result)
    columns |= {f"release_{medium}_factor": _figure(share) for medium, share in zip(MEDIA, own, strict=True)}
    columns |= _masses("release", own, input_kg)
    ours, theirs = columns["release_air_kg_year"], columns["toolkit_air_kg_year"]
    columns["toolkit_air_over_ours"] = None if theirs is None or not ours else _figure(theirs / ours)
    sums = {name: value for name, value in columns.items() if name.endswith(SUMMED) and value is not None}
    if columns["toolkit_air_kg_year"] is not None:
        sums["toolkit_units"] = 1.0
    return columns, sums


def _released(result: UnitResult) -> tuple[float, float, float]:
    """Our shares to air, water and residues."""
    shares = result.balance_fraction
    air, water = shares["stack"], shares.get("waste_water", 0.0)
    return air, water, max(0.0, 1 - air - water)


def _masses(
    prefix: str, shares: Sequence[float | None], input_kg: float | None
) -> Iterator[tuple[str, float | None]]:
    for medium, share in zip(MEDIA, shares, strict=True):
        yield f"{prefix}_{medium}_kg_year", _times(share, input_kg)


def _times(share: float | None, kg_year: float | None) -> float | None:
    return None if share is None or kg_year is None else _figure(share * kg_year)


def _figure(value: float | None) -> float | None:
    return None if value is None else rounded(value)
