"""The library of coals: ``coal_data/``, one CSV a region, one row a coal.

A row holds groups of figures (composition, heating value, mercury, chlorine, bromine, other trace
elements), each on its own basis, with its own source and its own standing:

``read``
    the number was read in the source
``secondary``
    read in a work that quotes the source
``derived``
    computed from figures that were read
``recalled``
    from memory, still to be verified
``proxy``
    not of this coal: lent by a region, a country or a similar coal
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from ipog import vocabulary
from ipog.diagnostics import Problem
from ipog.language import tr
from ipog.plant import Coal
from ipog.quantities.amount import Spread

Standing = Literal["read", "secondary", "derived", "recalled", "proxy"]
STANDINGS: tuple[Standing, ...] = ("read", "secondary", "derived", "recalled", "proxy")

UNSPECIFIED = "unspecified"
"""Basis of a figure whose source does not say; it is read as dry, and the reader is told."""


class UnknownCoal(ValueError):
    """An id that the library lacks.

    Attributes
    ----------
    given : what was written
    nearest : the closest id, or None
    """

    def __init__(self, given: str) -> None:
        self.given = given
        self.nearest = vocabulary.nearest(given, library())
        super().__init__(tr("the library has no coal {given!r}", given=given))

    def problem(self, path: str) -> Problem:
        """What is wrong with a plant that names it, at the path of the id."""
        return Problem(
            id="unknown-coal",
            message=str(self),
            path=path,
            given=self.given,
            allowed=tr("an id shown by: {command}", command="ipog coals list"),
            nearest=self.nearest,
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a group of figures comes from: source key and standing."""

    source: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class LibraryCoal:
    """A coal of the library, as printed in its sources; None where a figure is not known.

    Attributes
    ----------
    id : kebab-case, begins with the country
    name, region : to show
    country : ISO 3166-1 alpha-2; ``XX`` for world averages
    rank : a word of the vocabulary
    moisture, ash, volatile_matter, fixed_carbon : proximate analysis [% as received]
    carbon, hydrogen, nitrogen, sulfur, oxygen : ultimate analysis [%] on ``ultimate_basis``,
        hydrogen and oxygen without those of the moisture
    hhv, lhv : heating value [MJ/kg] on ``heating_basis``, one of the two
    mercury : [mg/kg] on ``mercury_basis``
    mercury_statistic : ``median``, ``mean`` or ``geometric_mean``
    mercury_low, mercury_high : ends of the spread, ``mercury_spread_kind`` says which
        (``p10-p90`` or ``min-max``); a single end may be missing
    mercury_samples : how many samples stand behind it
    chlorine, bromine, selenium, arsenic : [mg/kg] on their basis
    composition, heating, mercury_origin, chlorine_origin, bromine_origin, trace_origin : sources
    note : what to know
    doubt : what to doubt
    """

    id: str
    name: str
    country: str
    region: str
    rank: str
    moisture: float | None
    ash: float | None
    volatile_matter: float | None
    fixed_carbon: float | None
    carbon: float | None
    hydrogen: float | None
    nitrogen: float | None
    sulfur: float | None
    oxygen: float | None
    ultimate_basis: str | None
    composition: Origin | None
    hhv: float | None
    lhv: float | None
    heating_basis: str | None
    heating: Origin | None
    mercury: float | None
    mercury_basis: str | None
    mercury_statistic: str | None
    mercury_low: float | None
    mercury_high: float | None
    mercury_spread_kind: str | None
    mercury_samples: int | None
    mercury_origin: Origin | None
    chlorine: float | None
    chlorine_basis: str | None
    chlorine_origin: Origin | None
    bromine: float | None
    bromine_basis: str | None
    bromine_origin: Origin | None
    selenium: float | None
    arsenic: float | None
    trace_basis: str | None
    trace_origin: Origin | None
    note: str
    doubt: str

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The sources of the row, without repeats."""
        groups = (
            self.composition,
            self.heating,
            self.mercury_origin,
            self.chlorine_origin,
            self.bromine_origin,
            self.trace_origin,
        )
        return tuple(dict.fromkeys(group for group in groups if group is not None))

    def mercury_spread(self, usual_factor: float) -> Spread | None:
        """P10 and P90 of the mercury on its own basis; None without mercury.

        Published extremes are wider than P10 to P90, so they only bound the usual spread.

        Parameters
        ----------
        usual_factor : P90 over P50 where the row gives no percentiles
        """
        if self.mercury is None:
            return None
        if self.mercury_spread_kind == "p10-p90" and self.mercury_low and self.mercury_high:
            return Spread("percentiles", self.mercury_low, self.mercury_high)
        low, high = self.mercury / usual_factor, self.mercury * usual_factor
        if self.mercury_low is not None:
            low = max(low, self.mercury_low)
        if self.mercury_high is not None:
            high = min(high, self.mercury_high)
        return Spread("percentiles", low, high)


def find(coal_id: str) -> LibraryCoal:
    """The coal with this id; raises :class:`UnknownCoal`."""
    wanted = coal_id.strip().casefold()
    if wanted not in _lines():
        raise UnknownCoal(coal_id)
    return _coal(wanted)


def search(
    text: str = "",
    country: str | None = None,
    rank: str | None = None,
    with_mercury: bool | None = None,
) -> tuple[LibraryCoal, ...]:
    """Coals that fit, in the order of the library.

    Parameters
    ----------
    text : words that must all occur in id, name, region or note; case does not matter
    country : ISO 3166-1 alpha-2
    rank : a word of the vocabulary or a synonym
    with_mercury : True for coals with mercury of their own, False for those without
        (none, or lent by another coal)
    """
    wanted_rank = vocabulary.canonical("rank", rank) if rank else None
    words = text.casefold().split()

    def fits(coal: LibraryCoal) -> bool:
        own = coal.mercury_origin is not None and coal.mercury_origin.standing != "proxy"
        shown = f"{coal.id} {coal.name} {coal.region} {coal.note}".casefold()
        return (
            all(word in shown for word in words)
            and (country is None or coal.country == country.upper())
            and (wanted_rank is None or coal.rank == wanted_rank)
            and (with_mercury is None or own == with_mercury)
        )

    return tuple(coal for coal in library().values() if fits(coal))


@cache
def as_coal(coal: LibraryCoal) -> Coal:
    """A library coal as a user would have written it; a basis the source does not state is read as dry."""
    return Coal.model_validate(
        {
            "coal": coal.id,
            "name": coal.name,
            "rank": coal.rank,
            "proximate": _some(
                "as_received",
                moisture=coal.moisture,
                ash=coal.ash,
                volatile_matter=coal.volatile_matter,
                fixed_carbon=coal.fixed_carbon,
            ),
            "ultimate": _some(
                coal.ultimate_basis,
                carbon=coal.carbon,
                hydrogen=coal.hydrogen,
                nitrogen=coal.nitrogen,
                sulfur=coal.sulfur,
                oxygen=coal.oxygen,
            ),
            "heating_value": _some(coal.heating_basis, hhv=coal.hhv, lhv=coal.lhv),
            "trace": _some(
                coal.mercury_basis or coal.chlorine_basis or coal.bromine_basis or coal.trace_basis,
                mercury=coal.mercury,
                chlorine=coal.chlorine,
                bromine=coal.bromine,
                selenium=coal.selenium,
                arsenic=coal.arsenic,
            ),
        }
    )


def _some(basis: str | None, **figures: float | None) -> dict[str, str | float] | None:
    known = {name: figure for name, figure in figures.items() if figure is not None}
    if not known:
        return None
    return {"basis": "dry" if basis is None or basis == UNSPECIFIED else basis, **known}


@cache
def library() -> Mapping[str, LibraryCoal]:
    """All coals by id, in the order of the files."""
    return MappingProxyType({coal_id: _coal(coal_id) for coal_id in _lines()})


def _folder() -> Traversable:
    """``ipog/coal_data`` of an installed package, or ``coal_data`` beside ``src`` of a checkout."""
    installed = files("ipog").joinpath("coal_data")
    return installed if installed.is_dir() else Path(__file__).parents[3] / "coal_data"


@cache
def _lines() -> Mapping[str, tuple[str, str]]:
    """The head and the line of each coal by its id: a plant burns one or two coals of some hundreds."""
    found: dict[str, tuple[str, str]] = {}
    for table in sorted(_folder().iterdir(), key=lambda entry: entry.name):
        if not table.name.endswith(".csv"):
            continue
        head, *lines = table.read_text(encoding="utf-8").splitlines()
        for line in lines:
            coal_id = line.partition(",")[0]
            if coal_id in found:
                raise ValueError(f"{table.name}: coal {coal_id!r} is listed twice")
            found[coal_id] = head, line
    return found


@cache
def _coal(coal_id: str) -> LibraryCoal:
    row = next(csv.DictReader(_lines()[coal_id]))

    def number(name: str) -> float | None:
        return float(row[name]) if row[name] else None

    def origin(group: str) -> Origin | None:
        source = row[f"{group}_source"]
        return Origin(source, cast("Standing", row[f"{group}_standing"])) if source else None

    return LibraryCoal(
        id=row["id"],
        name=row["name"],
        country=row["country"],
        region=row["region"],
        rank=row["rank"],
        moisture=number("moisture"),
        ash=number("ash"),
        volatile_matter=number("volatile_matter"),
        fixed_carbon=number("fixed_carbon"),
        carbon=number("carbon"),
        hydrogen=number("hydrogen"),
        nitrogen=number("nitrogen"),
        sulfur=number("sulfur"),
        oxygen=number("oxygen"),
        ultimate_basis=row["ultimate_basis"] or None,
        composition=origin("composition"),
        hhv=number("hhv"),
        lhv=number("lhv"),
        heating_basis=row["heating_basis"] or None,
        heating=origin("heating"),
        mercury=number("mercury"),
        mercury_basis=row["mercury_basis"] or None,
        mercury_statistic=row["mercury_statistic"] or None,
        mercury_low=number("mercury_low"),
        mercury_high=number("mercury_high"),
        mercury_spread_kind=row["mercury_spread_kind"] or None,
        mercury_samples=int(row["mercury_samples"]) if row["mercury_samples"] else None,
        mercury_origin=origin("mercury"),
        chlorine=number("chlorine"),
        chlorine_basis=row["chlorine_basis"] or None,
        chlorine_origin=origin("chlorine"),
        bromine=number("bromine"),
        bromine_basis=row["bromine_basis"] or None,
        bromine_origin=origin("bromine"),
        selenium=number("selenium"),
        arsenic=number("arsenic"),
        trace_basis=row["trace_basis"] or None,
        trace_origin=origin("trace"),
        note=row["note"],
        doubt=row["doubt"],
    )
