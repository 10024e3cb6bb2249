"""A report as blocks that know nothing of HTML, Markdown or PDF; each writer shows them in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ipog.report.charts import Chart
from ipog.report.safe import cut, plain


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    kind: ClassVar[str] = "words"
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head; the first cell of a row names it.

    Attributes
    ----------
    caption : what it shows
    head : heads of the columns
    rows : cells
    align : one ``<`` or ``>`` a column
    """

    kind: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with words that hold its numbers.

    Attributes
    ----------
    key : name of its own within the report
    title : what it shows
    alt : the same in words, with the numbers
    chart : what to draw
    """

    kind: ClassVar[str] = "picture"
    key: str
    title: str
    alt: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text shown letter by letter."""

    kind: ClassVar[str] = "verbatim"
    text: str


Block = Words | Bullets | Table | Picture | Verbatim


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it.

    Attributes
    ----------
    title : heading
    level : 2 for a part of the report, 3 for a part of a unit
    blocks : in the order to read them
    """

    title: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    Attributes
    ----------
    title : heading of the whole
    date : day it was made, ISO 8601
    provenance : program, version and parameters
    language : its code, as ipog writes it
    sections : in the order to read them
    """

    title: str
    date: str
    provenance: str
    language: str
    sections: tuple[Section, ...]


def words(text: str) -> Words:
    """A paragraph, made harmless."""
    return Words(plain(text))


def bullets(items: Iterable[str]) -> Bullets:
    """A list, made harmless."""
    return Bullets(tuple(cut(item, 1500) for item in items))


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], align: str) -> Table:
    """A table, made harmless."""
    return Table(cut(caption), tuple(head), tuple(tuple(cut(cell) for cell in row) for row in rows), align)


def picture(key: str, title: str, alt: str, chart: Chart) -> Picture:
    """A chart, its words made harmless."""
    return Picture(key, cut(title), cut(alt, 4000), chart)
