"""Rows of a table by column: those that are alike are evaluated side by side.

What comes of a row is, to the last digit, what comes of it alone; a row that is wrong, or odd in any way,
is not touched here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from ipog.batch.block import Block, Places, Values, Words, values_of
from ipog.batch.digits import all_rounded
from ipog.batch.flat import assumptions_text, figures, sources_text, warnings_text
from ipog.batch.rows import Head, mixed_decimals
from ipog.batch.shapes import WHERE, Feed, Shape, Shapes, marked
from ipog.batch.tables import Cell
from ipog.batch.totals import TOP, Key, Total, Totals
from ipog.diagnostics import InputError
from ipog.evaluate.abreast import Abreast, Feeds, evaluate_abreast, kind_of
from ipog.model import shipped
from ipog.plant import Unit
from ipog.results import UnitResult

_NO_PLANT, _NO_UNIT = "Plant", "Unit 1"
"""What a plant and a unit without a name are called."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Rows that were evaluated side by side.

    Attributes
    ----------
    block : their results
    unit : one of their units; figures may be arrays
    result : central figures, as arrays
    owners : owner of each plant, None if not given
    """

    block: Block
    unit: Unit
    result: UnitResult
    owners: list[str | None]


@lru_cache(maxsize=8)
def _shapes(head: Head) -> Shapes:
    return Shapes(head)


def alike_rows(
    head: Head, name: str, rows: Sequence[tuple[int, list[Cell]]], skipped: set[int]
) -> list[Alike]:
    """Evaluate what can be evaluated by column.

    Parameters
    ----------
    head, name : of the table
    rows : number and cells of each row
    skipped : numbers of rows to leave alone
    """
    shapes = _shapes(head)
    read = _Columns(shapes, rows, skipped)
    named = [cell is not None for cell in read.label("id", range(len(rows)))]
    groups: dict[tuple[object, ...], _Group] = {}
    known: list[Feed] = []
    feeds: dict[object, int] = {}
    routes: dict[tuple[object, ...], tuple[_Group, int] | None] = {}
    for place in read.places:
        keys = (read.shape_keys[place], read.feed_keys[place], named[place])
        if keys not in routes:
            shape, feed = shapes.shape(keys[0]), shapes.feed_of(keys[1])
            routes[keys] = None
            if shape is not None and feed is not None:
                at = feeds.setdefault(keys[1], len(known))
                if at == len(known):
                    known.append(feed)
                group = (shape.alike, keys[2], *kind_of(feed.resolved))
                routes[keys] = groups.setdefault(group, _Group(shape)), at
        route = routes[keys]
        if route is not None:
            route[0].places.append(place)
            route[0].feeds.append(route[1])
    every = Feeds([feed.resolved for feed in known])
    found = (_evaluated(read, name, group, known, every) for group in groups.values())
    return [one for one in found if one is not None]


@dataclass(slots=True)
class _Group:
    """Rows that are alike, and the feed of each."""

    shape: Shape
    places: list[int] = field(default_factory=list)
    feeds: list[int] = field(default_factory=list)


class _Columns:
    """Cells of a table's rows by column, and which rows can be read so."""

    def __init__(self, shapes: Shapes, rows: Sequence[tuple[int, list[Cell]]], skipped: set[int]) -> None:
        self.shapes = shapes
        head = shapes.head
        self.numbers = [number for number, _ in rows]
        self.columns = [
            _stripped(column) for column in zip(*(_wide(row, head.width) for _, row in rows), strict=True)
        ]
        good = [
            number not in skipped and 0 < len(row) <= head.width and not str(row[0]).startswith("#")
            for number, row in rows
        ]
        self._check(good)
        words = [self._keys(at) for at in shapes.at("word")]
        filled = [[cell is not None for cell in self.columns[at]] for at in shapes.at("figure")]
        count = len(rows)
        self.shape_keys = list(zip(*words, *filled, strict=True)) or [()] * count
        self.feed_keys = list(zip(*(self._keys(at) for at in shapes.at("feed")), strict=True)) or [()] * count
        self.places = [place for place in range(count) if good[place]]

    def _keys(self, at: int) -> Sequence[object]:
        column = self.columns[at]
        return column if _are_texts(column) else [marked(cell) for cell in column]

    def _check(self, good: list[bool]) -> None:
        """Strike out rows whose names are no texts, whose year is none, or that mix decimal signs."""
        head = self.shapes.head
        for at in (*self.shapes.at("label"), *self.shapes.at("remark")):
            column = self.columns[at]
            if _are_texts(column) and "".join(filter(None, column)).isascii():
                continue
            for place, cell in enumerate(column):
                good[place] &= cell is None or (
                    _is_unicode(cell) if isinstance(cell, str) else type(cell) is int
                )
        for at in self.shapes.at("year"):
            for place, cell in enumerate(self.columns[at]):
                good[place] &= cell is None or self.shapes.is_year(at, cell)
        if head.decimal_comma:
            numbers = [heading.at for heading in head.headings if heading.column.holds_number]
            for place in range(len(good)):
                good[place] &= not mixed_decimals(self.columns[at][place] for at in numbers)

    def label(self, name: str, places: Sequence[int]) -> list[Any]:
        """What a column calls some rows; None for rows without a name."""
        at = self.shapes.labels.get(name)
        if at is None:
            return [None] * len(places)
        cells = [self.columns[at][place] for place in places]
        return [str(cell) if type(cell) is int else cell for cell in cells]


def _wide(row: list[Cell], width: int) -> list[Cell]:
    if len(row) == width:
        return row
    return row[:width] if len(row) > width else row + [None] * (width - len(row))


def _are_texts(column: Sequence[Cell]) -> TypeGuard[Sequence[str | None]]:
    return set(map(type, column)) <= {str, type(None)}


def _stripped(column: Sequence[Cell]) -> list[Cell]:
    """Cells without blanks around them; None for those that are empty."""
    if set(map(type, column)) == {str}:
        return [cell.strip() or None for cell in column]  # type: ignore[union-attr]
    return [(cell.strip() or None) if isinstance(cell, str) else cell for cell in column]


def _is_unicode(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _evaluated(
    read: _Columns,
    name: str,
    group: _Group,
    known: Sequence[Feed],
    feeds: Feeds,
) -> Alike | None:
    unit, kept = _with_figures(read, group.shape, group.places)
    if not kept.any():
        return None
    places = [place for place, good in zip(group.places, kept.tolist(), strict=True) if good]
    of = np.array(group.feeds, np.intp)[kept]
    try:
        alike = evaluate_abreast(unit, feeds, of, WHERE, shipped())
    except InputError:
        # Each row is told what is wrong with it by the reader of rows.
        return None
    block = Block(np.array(places, np.intp), _columns(read, name, places, known, of, alike))
    return Alike(block, unit, alike.result, read.label("owner", places))


def _with_figures(read: _Columns, shape: Shape, places: list[int]) -> tuple[Unit, NDArray[np.bool_]]:
    """The unit of a shape with the figures of some rows as arrays, and which of the rows have them all."""
    values: dict[tuple[Any, ...], NDArray[np.float64]] = {}
    kept = np.ones(len(places), bool)
    for figure in shape.figures:
        column = read.columns[figure.heading.at]
        amounts = read.shapes.amounts(figure, [column[place] for place in places])
        values[figure.path] = np.array(amounts, float)
        kept &= ~np.isnan(values[figure.path])
    gross, net = values.get(("gross_capacity",)), values.get(("net_capacity",))
    if gross is not None and net is not None:
        kept &= net <= gross
    changes: dict[str, Any] = {}
    boiler: dict[str, Any] = {}
    devices: dict[int, dict[str, Any]] = {}
    for path, column_values in values.items():
        holder = (
            changes if len(path) == 1 else boiler if path[0] == "boiler" else devices.setdefault(path[1], {})
        )
        holder[path[-1]] = column_values[kept]
    apcs = [device.model_copy(update=devices.get(at, {})) for at, device in enumerate(shape.unit.apcs)]
    changes |= {"boiler": shape.unit.boiler.model_copy(update=boiler), "apcs": apcs}
    return shape.unit.model_copy(update=changes), kept


def _columns(
    read: _Columns, name: str, places: list[int], known: Sequence[Feed], of: Places, alike: Abreast
) -> dict[str, Values]:
    """The columns of the rows' results, in the order of a row alone."""
    result = alike.result
    plants = [text or _NO_PLANT for text in read.label("plant", places)]
    units = [text or _NO_UNIT for text in read.label("unit", places)]
    numbers = np.array([read.numbers[place] for place in places], np.int64)
    found: dict[str, Values] = figures(result, plants, None, name, numbers)
    found["unit"] = list(units)
    arrays = {key: values for key, values in found.items() if isinstance(values, np.ndarray)}
    found |= {key: values.tolist() for key, values in arrays.items() if values.dtype.kind == "O"}
    floats = {key: values for key, values in arrays.items() if values.dtype.kind == "f"}
    if floats:
        # All at once: a call costs more than the digits of some rows.
        found.update(zip(floats, all_rounded(np.stack(list(floats.values()))), strict=True))
    used, places_of = np.unique(of, return_inverse=True)
    fed = [known[at] for at in used.tolist()]
    resolved = [feed.resolved for feed in fed]
    found["country"] = Words([feed.country for feed in fed], places_of)
    found["coal_name"] = Words([feed.coal.name for feed in resolved], places_of)
    beside = assumptions_text(result.assumptions)
    assumed = ["; ".join(text for text in (feed.assumptions, beside) if text) for feed in fed]
    found["assumptions"] = Words(assumed, places_of)
    sets = len(alike.cautions)
    pairs, sets_of = np.unique(places_of * sets + alike.cautions_of, return_inverse=True)
    warned = [
        [*resolved[pair // sets].cautions, *result.warnings, *alike.cautions[pair % sets]]
        for pair in pairs.tolist()
    ]
    found["warnings"] = Words([warnings_text(each) for each in warned], sets_of)
    cited = {feed.sources: sources_text((*feed.sources, *result.sources), result) for feed in resolved}
    found["sources"] = Words([cited[feed.sources] for feed in resolved], places_of)
    counts = [len(feed.assumptions) + len(result.assumptions) for feed in resolved]
    found["assumptions_count"] = np.array(counts, np.int64)[places_of]
    found["warnings_count"] = np.array([len(each) for each in warned], np.int64)[sets_of]
    ids = read.label("id", places)
    if ids[0] is not None:
        found["id"] = ids
    return found


def totals_of(alike: Sequence[Alike]) -> Totals:
    """Sums over rows that were evaluated side by side."""
    sums: dict[Key, tuple[int, Total]] = {}
    totals = Totals()
    for each in alike:
        first, block = int(each.block.places[0]), each.block
        kg_year, coal = each.result.stack.hg_kg_year, each.result.balance_kg_year
        sized = kg_year is not None and coal is not None
        kg = np.broadcast_to(np.asarray(kg_year if sized else 0.0, float), (len(block),))
        coal_kg = np.broadcast_to(np.asarray(coal["coal"] if sized and coal else 0.0, float), (len(block),))
        countries = block.columns["country"]
        train = " + ".join(device.type for device in each.unit.apcs) or "none"
        names = block.columns["coal_name"]
        assert isinstance(names, Words), "coals are few"
        assert isinstance(countries, Words), "countries are few"
        owners = dict.fromkeys(each.owners)
        places = {owner: place for place, owner in enumerate(owners)}
        owner_of = np.array([places[owner] for owner in each.owners], np.intp)
        whole = np.zeros(len(block), np.intp)
        for kind, words, of in (
            ("all", ["all"], whole),
            ("country", [country or "not given" for country in countries.words], countries.places),
            ("owner", [owner or "not given" for owner in owners], owner_of),
            ("coal", [str(name) for name in names.words], names.places),
            ("technology", [train], whole),
        ):
            columns = [np.bincount(of, weights, len(words)).tolist() for weights in (None, coal_kg, kg)]
            for word, units, coal_sum, kg_sum in zip(words, *columns, strict=True):
                one = Total(int(units), int(units) if sized else 0, coal_sum, kg_sum)
                before = sums.setdefault((kind, word), (first, Total()))
                before[1].add(one)
                sums[kind, word] = (min(before[0], first), before[1])
        if sized:
            totals.emissions += kg.tolist()
            largest = kg >= np.partition(kg, -TOP)[-TOP] if len(kg) > TOP else np.ones(len(kg), bool)
            columns = [values_of(block.columns[name], len(block)) for name in ("plant", "unit", "country")]
            for place in np.flatnonzero(largest).tolist():
                plant, unit, country = (column[place] for column in columns)
                totals.top.append((float(kg[place]), plant, unit, country or ""))
    # In the order of the rows, since only so many names are summed up by themselves.
    totals.sums = {key: total for key, (_, total) in sorted(sums.items(), key=lambda item: item[1][0])}
    return totals
