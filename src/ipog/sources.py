"""The bibliography: every coefficient, coal, limit and cost names a key that resolves here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from ipog.tables import Sections, sections

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


class Bibliography(Mapping[str, Source]):
    """All sources by key, each read when it is first asked for.

    Raises
    ------
    ValueError
        if two tables define the same key
    """

    def __init__(self) -> None:
        self._tables: dict[str, Sections] = {}
        self._read: dict[str, Source] = {}
        folder = files("ipog").joinpath("data/references")
        for table in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if not table.name.endswith(".toml"):
                continue
            rows = sections("ipog", f"data/references/{table.name}")
            for key in rows:
                if key in self._tables:
                    raise ValueError(f"{table.name}: source {key!r} is defined twice")
                self._tables[key] = rows

    def __getitem__(self, key: str) -> Source:
        if key not in self._read:
            row = self._tables[key][key]
            self._read[key] = Source(
                key=key,
                citation=row["citation"],
                year=row.get("year"),
                url=row.get("url"),
                access=row["access"],
                note=row.get("note"),
            )
        return self._read[key]

    def __contains__(self, key: object) -> bool:
        return key in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


@cache
def bibliography() -> Bibliography:
    """The bibliography, looked through once."""
    return Bibliography()


def cite(key: str) -> Source:
    """The source with this key; raises :class:`UnknownSource`."""
    try:
        return bibliography()[key]
    except KeyError:
        raise UnknownSource(key) from None
