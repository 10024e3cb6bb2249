"""Values taken where neither the user nor the library says anything; the table is ``defaults.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ipog.quantities.amount import Spread
from ipog.sources import Kind
from ipog.tables import Sections, sections


@dataclass(frozen=True, slots=True)
class Default:
    """One default.

    Attributes
    ----------
    value : what is taken, in the unit of its table
    low, high : 10th and 90th percentile of what such coals show
    source : key in the bibliography
    kind : published, fitted or judgement
    """

    value: float
    low: float
    high: float
    source: str
    kind: Kind

    @property
    def spread(self) -> Spread:
        return Spread("percentiles", self.low, self.high)


@cache
def _tables() -> Sections:
    return sections("ipog.coals", "defaults.toml")


def _default(row: dict[str, Any]) -> Default:
    return Default(row["value"], row["low"], row["high"], row["source"], row["kind"])


@cache
def composition(quantity: str, rank: str, country: str | None = None) -> Default:
    """Default of a rank: ``moisture``, ``ash``, ``volatile_matter``, ``carbon``... [%], ``hhv`` [MJ/kg].

    Where the table has a row of the country, ``ash`` and ``sulfur`` are those of its coals.
    """
    own = _of_country(quantity, rank, country)
    return _default(_tables()[quantity][rank] if own is None else own)


@cache
def is_of_country(quantity: str, rank: str, country: str | None) -> bool:
    """Whether :func:`composition` knows the country's own coals."""
    return _of_country(quantity, rank, country) is not None


def _of_country(quantity: str, rank: str, country: str | None) -> dict[str, Any] | None:
    rows = _tables()["of_country"] if country is not None else []
    return next(
        (
            row[quantity]
            for row in rows
            if (row["country"], row["rank"]) == (country, rank) and quantity in row
        ),
        None,
    )


@cache
def chlorine(rank: str, country: str | None) -> tuple[Default, bool]:
    """Default chlorine [mg/kg dry] of a rank, and whether it speaks of the country's coals."""
    for row in _tables()["chlorine"]:
        if rank in row["ranks"] and (not row["countries"] or country in row["countries"]):
            return _default(row), bool(row["countries"])
    raise LookupError(f"defaults.toml has no chlorine for {rank}")


@cache
def bromine_per_chlorine() -> Default:
    """Bromine per chlorine in coal [kg/kg]."""
    return _default(_tables()["bromine_per_chlorine"])


@cache
def spread_factor(name: str) -> tuple[float, str, Kind]:
    """P90 over P50 of figures that come without an uncertainty, its source and kind."""
    row = _tables()["spread"][name]
    return row["value"], row["source"], row["kind"]


def sources() -> frozenset[str]:
    """Every source the table names."""
    found: set[str] = set()
    for table in _tables().values():
        found.update(_sources_in(table))
    return frozenset(found)


def _sources_in(part: Any) -> Iterator[str]:
    """Sources of a row, or of the rows below a table, however deep they are."""
    if isinstance(part, dict) and "source" in part:
        yield part["source"]
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _sources_in(inner)
