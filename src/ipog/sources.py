"""The bibliography: every coefficient, coal, limit and cost names a key that resolves here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Kind = Literal["published", "fitted", "judgement"]
"""How a number came to be: read in a publication, fitted here on data, or engineering judgement."""


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the bibliography.

    Attributes
    ----------
    key : short name that data rows use, such as ``"kilgroe-2002"``
    citation : the full reference in words
    year : year of publication
    url : DOI or address, if there is a stable one
    access : ``"read"`` (the number was read in it), ``"secondary"`` (read in a work that quotes it) or
        ``"recalled"`` (from memory, still to be verified)
    note : what was taken from it, and doubts
    """

    key: str
    citation: str
    year: int | None
    url: str | None
    access: Literal["read", "secondary", "recalled"]
    note: str | None


class UnknownSource(KeyError):
    """A source key that the bibliography lacks."""


@cache
def bibliography() -> Mapping[str, Source]:
    """All sources by key.

    Raises
    ------
    ValueError
        if two tables define the same key
    """
    found: dict[str, Source] = {}
    folder = files("ipog").joinpath("data/references")
    for table in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not table.name.endswith(".toml"):
            continue
        for key, row in tomllib.loads(table.read_text(encoding="utf-8")).items():
            if key in found:
                raise ValueError(f"{table.name}: source {key!r} is defined twice")
            found[key] = Source(
                key=key,
                citation=row["citation"],
                year=row.get("year"),
                url=row.get("url"),
                access=row["access"],
                note=row.get("note"),
            )
    return MappingProxyType(found)


def cite(key: str) -> Source:
    """The source with this key; raises :class:`UnknownSource`."""
    try:
        return bibliography()[key]
    except KeyError:
        raise UnknownSource(key) from None
