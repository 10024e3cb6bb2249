"""The table of limits, ``limits.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal

from ipog import vocabulary
from ipog.diagnostics import Problem
from ipog.language import tr
from ipog.tables import Sections, sections

Kind = Literal["limit", "none", "duty"]
"""``limit`` has a value, ``none`` is a rule without a value for mercury, ``duty`` is in words."""

Standing = Literal["verified", "secondary", "recalled"]
"""How the row is known: read in the rule, read in a work that quotes it, or from memory."""

Status = Literal["in force", "not yet in force", "no longer in force"]

LIGNITE = "lignite"
EU = "EU"
MINAMATA = "Minamata"

EU_MEMBERS = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)


class UnknownLimit(ValueError):
    """An id that the table lacks.

    Attributes
    ----------
    given : what was written
    nearest : the closest id, or None
    """

    def __init__(self, given: str) -> None:
        self.given = given
        self.nearest = vocabulary.nearest(given, limits())
        super().__init__(tr("{given!r} is not a limit that ipog knows", given=given))

    def problem(self, path: str) -> Problem:
        """What is wrong with a plant that names it, at the path of the id."""
        return Problem(
            id="unknown-limit",
            message=str(self),
            path=path,
            given=self.given,
            allowed=tr(
                "an id of `ipog limits`, or a mapping {example}",
                example="{name: own goal, value: 2 ug/Nm3}",
            ),
            nearest=self.nearest,
        )


class UnknownJurisdiction(ValueError):
    """A code that is neither a country's nor ``EU`` or ``Minamata``.

    Attributes
    ----------
    given : what was written
    nearest : the code of the country that was probably meant, or None
    """

    def __init__(self, given: str) -> None:
        self.given = given
        self.nearest = vocabulary.country_for(given)
        message = tr("{given!r} is not a country code (ISO 3166 alpha-2), EU or Minamata", given=given)
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit, as the rule has it.

    Attributes
    ----------
    id : name that plant files use
    jurisdiction : ISO 3166-1 alpha-2, ``EU`` or ``Minamata``
    kind : whether there is a value, none, or a duty in words
    instrument : the rule
    applies_to : what it binds, in words; for ``none`` and ``duty`` what it says
    ranks : ranks of coal that it binds; empty for all
    min_size, max_size : binds from the first and below the second [size_basis]
    size_basis : ``MWth`` (heat input) or ``MWe`` (gross electrical capacity)
    age : ``new`` or ``existing``; None for both
    age_date, age_basis : the date that divides them, of ``permit``, ``construction`` or ``operation``
    only_if : a condition that a plant file does not tell; empty if there is none
    value, unit : of a limit, as in the rule
    ref_o2 : reference oxygen of a concentration [% of dry gas]; None where the rule gives none
    dry : whether a concentration is in dry gas; None where the rule does not say
    ref_temperature : of the cubic metre [degC]; None where the rule does not say
    averaging : period of the mean that must keep the limit
    in_force_from, in_force_until : first day, and first day on which it no longer holds
    source : key in the bibliography
    standing : how the row is known
    note : what else to know
    """

    id: str
    jurisdiction: str
    kind: Kind
    instrument: str
    applies_to: str
    ranks: tuple[str, ...]
    min_size: float | None
    max_size: float | None
    size_basis: Literal["MWth", "MWe"] | None
    age: Literal["new", "existing"] | None
    age_date: date | None
    age_basis: Literal["permit", "construction", "operation"] | None
    only_if: str
    value: float | None
    unit: str | None
    ref_o2: float | None
    dry: bool | None
    ref_temperature: float | None
    averaging: str
    in_force_from: date | None
    in_force_until: date | None
    source: str
    standing: Standing
    note: str

    @property
    def label(self) -> str:
        """The limit as a person would name it, in the language in use."""
        return tr("{rule}: {bound}", rule=tr(self.instrument), bound=tr(self.applies_to))

    def status(self, on: date) -> Status:
        """Whether it is in force on a day."""
        if self.in_force_until is not None and on >= self.in_force_until:
            return "no longer in force"
        if self.in_force_from is not None and on < self.in_force_from:
            return "not yet in force"
        return "in force"


@cache
def limits() -> Mapping[str, Limit]:
    """All limits by id, in the order of the table."""
    return MappingProxyType({limit_id: _limit(limit_id) for limit_id in _rows()})


@cache
def _rows() -> Sections:
    return sections("ipog.limits", "limits.toml")


@cache
def _limit(limit_id: str) -> Limit:
    row = _rows()[limit_id]
    return Limit(
        id=limit_id,
        jurisdiction=row["jurisdiction"],
        kind=row.get("kind", "limit"),
        instrument=row["instrument"],
        applies_to=row["applies_to"],
        ranks=_ranks(row.get("fuel", "any")),
        min_size=row.get("min_size"),
        max_size=row.get("max_size"),
        size_basis=row.get("size_basis"),
        age=row.get("age"),
        age_date=row.get("age_date"),
        age_basis=row.get("age_basis"),
        only_if=row.get("only_if", ""),
        value=row.get("value"),
        unit=row.get("unit"),
        ref_o2=row.get("ref_o2"),
        dry=row.get("dry"),
        ref_temperature=row.get("ref_temperature"),
        averaging=row.get("averaging", ""),
        in_force_from=row.get("in_force_from"),
        in_force_until=row.get("in_force_until"),
        source=row["source"],
        standing=row["standing"],
        note=row.get("note", ""),
    )


def _ranks(fuel: str | list[str]) -> tuple[str, ...]:
    if isinstance(fuel, list):
        return tuple(fuel)
    return {
        "any": (),
        "hard_coal": tuple(rank for rank in vocabulary.words("rank") if rank != LIGNITE),
        LIGNITE: (LIGNITE,),
    }[fuel]


def find(limit_id: str) -> Limit:
    """The limit with this id; raises :class:`UnknownLimit`."""
    if limit_id not in _rows():
        raise UnknownLimit(limit_id)
    return _limit(limit_id)


def for_country(code: str) -> tuple[Limit, ...]:
    """The limits of a country, and those of the EU for its members; empty where the table has none.

    Parameters
    ----------
    code : ISO 3166-1 alpha-2, ``EU`` or ``Minamata``

    Raises
    ------
    UnknownJurisdiction
        if the code is none of these
    """
    if not vocabulary.is_country(code) and code not in (EU, MINAMATA):
        raise UnknownJurisdiction(code)
    wanted = (code, EU) if code in EU_MEMBERS else (code,)
    return tuple(limit for place in wanted for limit in limits().values() if limit.jurisdiction == place)
