"""Values taken where neither the user nor the library says anything; the table is ``defaults.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ipog.quantities.amount import Spread
from ipog.sources import Kind


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
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("ipog.coals").joinpath("defaults.toml").read_text(encoding="utf-8"))


def _default(row: dict[str, Any]) -> Default:
    return Default(row["value"], row["low"], row["high"], row["source"], row["kind"])


@cache
def composition(quantity: str, rank: str) -> Default:
    """Default of a rank: ``moisture``, ``ash``, ``volatile_matter``, ``carbon``... [%], ``hhv`` [MJ/kg]."""
    return _default(_tables()[quantity][rank])


@cache
def chlorine(rank: str, country: str | None) -> tuple[Default, str]:
    """Default chlorine [mg/kg dry] of a rank, and whose coals it speaks of."""
    for row in _tables()["chlorine"]:
        if rank in row["ranks"] and (not row["countries"] or country in row["countries"]):
            return _default(row), f"coals like those of {country}" if row[
                "countries"
            ] else "coals of the world"
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
        rows = table if isinstance(table, list) else [table] if "source" in table else table.values()
        found.update(row["source"] for row in rows)
    return frozenset(found)
