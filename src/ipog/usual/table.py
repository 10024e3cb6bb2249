"""The table of what is usual in a country."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

ELSEWHERE = "Elsewhere"
"""Region of a country that the table lacks."""


@dataclass(frozen=True, slots=True)
class Train:
    """A train that stands behind boilers.

    Attributes
    ----------
    key : in the table
    label : in words
    devices : entries of ``apcs``, in the order of the gas
    """

    key: str
    label: str
    devices: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in a country.

    Attributes
    ----------
    known : whether the table has the country; else these are values for anywhere
    region : part of the world
    coals : ids of the library, the most usual first
    trains : the most usual first
    boiler : type of firing
    capacity : gross [MW]
    efficiency : net, LHV [%]
    """

    known: bool
    region: str
    coals: tuple[str, ...]
    trains: tuple[Train, ...]
    boiler: str
    capacity: float
    efficiency: float


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("ipog.usual").joinpath("usual.toml").read_text(encoding="utf-8"))


def source() -> str:
    """Source key of the whole table."""
    return str(_table()["source"])


@cache
def trains() -> Mapping[str, Train]:
    """All trains of the table, by key."""
    return MappingProxyType(
        {
            key: Train(key, row["label"], tuple(_device(text) for text in row["devices"]))
            for key, row in _table()["trains"].items()
        }
    )


@cache
def usual(country: str) -> Usual:
    """What is usual in a country, by its ISO 3166-1 alpha-2 code; values for anywhere if it is not known."""
    row = _table()["countries"].get(country.upper())
    known = row is not None
    found = row if row is not None else _table()["anywhere"]
    return Usual(
        known=known,
        region=found.get("region", ELSEWHERE),
        coals=tuple(found["coals"]),
        trains=tuple(trains()[key] for key in found["trains"]),
        boiler=found["boiler"],
        capacity=float(found["capacity"]),
        efficiency=float(found["efficiency"]),
    )


@cache
def in_region(region: str) -> tuple[str, ...]:
    """Codes of the countries of a region that the table has."""
    return tuple(code for code, row in _table()["countries"].items() if row["region"] == region)


@cache
def regions() -> tuple[str, ...]:
    """The parts of the world, in the order of the table."""
    return tuple(dict.fromkeys(str(row["region"]) for row in _table()["countries"].values()))


def _device(text: str) -> Mapping[str, str]:
    word, _, process = text.partition(":")
    return MappingProxyType({"type": word, "process": process} if process else {"type": word})
