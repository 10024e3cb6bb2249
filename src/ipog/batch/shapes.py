"""Rows of a table by their shape: what all of them say in words, and what differs in figures alone.

The cells of a row are of four kinds. Labels name it. The words and the figures of its coals are read once
for each feed. All other words, and which figures are given at all, are its shape; they are read once for
each shape, by the same code as any row. What is left, the unit's own figures, are read by themselves,
each by the field that it belongs to. A row of which anything can't be read so is left to be read, and
explained, as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from ipog.batch import columns
from ipog.batch.flat import assumptions_text, warnings_text
from ipog.batch.rows import Head, Heading, Row, read_cell, read_row
from ipog.batch.tables import Cell
from ipog.coals import ResolvedFeed, central
from ipog.diagnostics import InputError
from ipog.evaluate.abreast import Notes, notes_of
from ipog.evaluate.prepare import Firing, resolved
from ipog.files import shape
from ipog.files.cautions import cautions
from ipog.files.marks import Mark
from ipog.model import shipped
from ipog.plant import Plant, Unit
from ipog.plant.fields import Quantity

WHERE = "units[0]"
"""Path of a row's unit."""
MOST_KEPT = 50_000
"""Different cells of a column that are remembered from chunk to chunk."""
MOST_READ = 5_000
"""Feeds, shapes or notes that are: more mean that rows have coals of their own, which do not come again."""

NO_YEAR, WRONG = -1, -2
"""Stand for a year that is not given, and for what is none."""

LABELS = {("plant", "name"): "plant", ("units", 0, "name"): "unit", ("plant", "owner"): "owner"}
"""Names of a row that any text may be."""
_REMARKS = frozenset({("plant", "note"), ("units", 0, "note")})
_FEED = frozenset({"coal_feed", "additives", "share_basis"})
_COAL = {"coal": "za-highveld"}
_BOILER = {"type": "wall"}

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a shape that differs from row to row: its column, and its place in the unit."""

    heading: Heading
    path: tuple[Any, ...]
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Shape:
    """Units that differ in figures alone.

    Attributes
    ----------
    unit : one of them, with figures that stand for any
    figures : those that differ
    alike : equal for shapes that differ in their boiler alone
    """

    unit: Unit
    figures: tuple[Figure, ...]
    alike: Key


@dataclass(frozen=True, slots=True, eq=False)
class Feed:
    """What a feed is made of, in which country, and its notes in one cell's words.

    Attributes
    ----------
    unit : one that has the feed
    resolved : the feed
    country : of its plant
    firing : that of the feed in a boiler for pulverised coal
    assumptions, warnings : of the feed
    """

    unit: Unit
    resolved: ResolvedFeed
    country: str | None
    firing: Firing
    assumptions: str
    warnings: str

    @property
    def of_its_own(self) -> bool:
        """Whether the feed varies in what no other unit shares: the doses of its salts."""
        return any(getattr(salt.halogen_on_coal, "spread", None) is not None for salt in self.unit.additives)


class Shapes:
    """Reads the rows of tables with one head, and remembers what it has read.

    Parameters
    ----------
    head : of the tables
    """

    def __init__(self, head: Head) -> None:
        self.head = head
        self._shapes: dict[Key, Shape | None] = {}
        self._feeds: dict[Key, Feed | None] = {}
        self._notes: dict[tuple[Key, Firing], Notes | None] = {}
        self._codes: dict[int, Codes] = {}
        self._years: dict[int, list[int]] = {}
        self._figures: dict[tuple[int, Quantity, bool], list[float]] = {}

    @cached_property
    def _by_kind(self) -> dict[str, list[Heading]]:
        found: dict[str, list[Heading]] = {}
        for heading in self.head.headings:
            found.setdefault(_kind(heading), []).append(heading)
        return found

    @cached_property
    def labels(self) -> dict[str, int]:
        """Columns that name a row, by what they name."""
        return {
            LABELS.get(heading.column.steps, "id"): heading.at for heading in self._by_kind.get("label", [])
        }

    def at(self, kind: str) -> list[int]:
        """Columns of a kind, a word of :func:`_kind`."""
        return [heading.at for heading in self._by_kind.get(kind, [])]

    def shape(self, key: Key) -> Shape | None:
        """The shape of a row; None if it can't be read by itself.

        Parameters
        ----------
        key : cells of the words, then whether each of the figures is filled
        """
        if key not in self._shapes:
            self._shapes[key] = self._read_shape(key)
        return self._shapes[key]

    def feed_of(self, key: Key) -> Feed | None:
        """The feed of a row from its cells; None if it can't be read by itself."""
        if key not in self._feeds:
            self._feeds[key] = self._read_feed(key)
        return self._feeds[key]

    def codes(self, at: int) -> Codes:
        """The numbers of a column's cells, as far as they are known."""
        if at not in self._codes:
            self._codes[at] = Codes()
        return self._codes[at]

    def make_room(self) -> None:
        """Forget cells that were read, where there are too many; to be called between chunks."""
        full = {at for at, codes in self._codes.items() if len(codes) >= MOST_KEPT}
        for at in full:
            del self._codes[at]
            self._years.pop(at, None)
        for key in [key for key in self._figures if key[0] in full]:
            del self._figures[key]
        known: dict[Any, Any]
        for known in (self._shapes, self._feeds, self._notes):
            if len(known) >= MOST_READ:
                known.clear()

    def amounts(self, figure: Figure, *, exact: bool) -> NDArray[np.float64]:
        """The figures of a column in the field's unit, by the numbers of its cells.

        They are nan where one can't be read, is odd or, if ``exact``, has a spread of its own.
        """
        at = figure.heading.at
        known = self._figures.setdefault((at, figure.quantity, exact), [])
        known += [
            _amount(self.head, figure, cell, exact=exact) for cell in self.codes(at).cells[len(known) :]
        ]
        return np.array(known, float)

    def years(self, at: int) -> NDArray[np.int64]:
        """The years that units were commissioned in, by the numbers of a column's cells.

        They are :data:`NO_YEAR` for a cell that is empty, and :data:`WRONG` for one that is no such year.
        """
        known = self._years.setdefault(at, [])
        heading = next(heading for heading in self.head.headings if heading.at == at)
        for cell in self.codes(at).cells[len(known) :]:
            data = {heading.column.steps[-1]: read_cell(self.head, heading, cell)} if cell is not None else {}
            unit = _unit(Row({"units": [data]}, None, ()), {"coal_feed": [_COAL], "boiler": _BOILER})
            year = None if unit is None else unit.commissioned
            known.append(WRONG if unit is None else NO_YEAR if year is None else year)
        return np.array(known, np.int64)

    def notes(self, shape: Shape, feed: Feed, firing: Firing) -> Notes | None:
        """The notes of units of a shape, besides those of their feeds; None if they can't be evaluated.

        Parameters
        ----------
        shape, feed : of one of the units
        firing : of all of them
        """
        key = (shape.alike, firing)
        if key not in self._notes:
            try:
                self._notes[key] = notes_of(shape.unit, feed.resolved, WHERE, shipped())
            except InputError:
                # Each row is told what is wrong with it by the reader of rows.
                self._notes[key] = None
        return self._notes[key]

    # --- reading ----------------------------------------------------------------------------------

    def _read_shape(self, key: Key) -> Shape | None:
        cells: list[Cell] = [None] * self.head.width
        words, figures = self.at("word"), self._by_kind.get("figure", [])
        for at, cell in zip(words, key, strict=False):
            cells[at] = _unmarked(cell)
        filled = [heading for heading, given in zip(figures, key[len(words) :], strict=True) if given]
        for heading in filled:
            cells[heading.at] = str(heading.column.example)
        unit = _unit(_row(self.head, cells), {"coal_feed": [_COAL]})
        if unit is None:
            return None
        differ = []
        for heading in filled:
            path = heading.column.steps[2:]
            held: Any = unit
            for step in path[:-1]:
                held = held[step] if isinstance(step, int) else getattr(held, step)
            model: Any = type(held)
            quantity = shape.slots(model)[str(path[-1])].quantity
            if quantity is None or getattr(held, str(path[-1])) is None:
                return None
            differ.append(Figure(heading, path, quantity))
        at_type = [place for place, heading in enumerate(self._by_kind["word"]) if _is_firing(heading)]
        alike = tuple(None if place in at_type else cell for place, cell in enumerate(key))
        return Shape(unit, tuple(differ), alike)

    def _read_feed(self, key: Key) -> Feed | None:
        cells: list[Cell] = [None] * self.head.width
        for at, cell in zip(self.at("feed"), key, strict=True):
            cells[at] = _unmarked(cell)
        row = _row(self.head, cells)
        unit = _unit(row, {"boiler": _BOILER})
        if row is None or row.data is None or unit is None:
            return None
        country = row.data.get("plant", {}).get("country")
        try:
            feed = resolved(unit, country, central, WHERE)
        except InputError:
            return None
        return Feed(
            unit,
            feed,
            country,
            Firing.of(unit.boiler, feed.coal),
            assumptions_text(feed.assumptions),
            warnings_text(feed.cautions),
        )


class Codes(dict[object, int]):
    """The numbers of a column's cells, from 0, each given when the cell is first met.

    Attributes
    ----------
    cells : by their numbers, without blanks around; None for one that is empty
    """

    def __init__(self) -> None:
        self.cells: list[Any] = []

    def __missing__(self, cell: object) -> int:
        number = self[cell] = len(self.cells)
        bare = _unmarked(cell)
        self.cells.append((bare.strip() or None) if isinstance(bare, str) else bare)
        return number


def marked(cell: Cell) -> object:
    """A cell as part of a key, so that 1, 1.0 and true are three things."""
    return cell if cell is None or isinstance(cell, str) else (type(cell), cell)


def _unmarked(cell: object) -> Any:
    return cell[1] if isinstance(cell, tuple) else cell


def _is_firing(heading: Heading) -> bool:
    return heading.column.steps == ("units", 0, "boiler", "type")


def _row(head: Head, cells: list[Cell]) -> Row | None:
    """The data of some cells; None if any is at fault."""
    if all(cell is None for cell in cells):
        return Row({"ipog_version": 1}, None, ())
    row = read_row(head, cells, "", 2)
    return None if row.problems else row


def _unit(row: Row | None, rest: dict[str, Any]) -> Unit | None:
    """The unit of some cells with what they lack; None if it has faults or is odd."""
    if row is None or row.data is None:
        return None
    data = row.data
    data.setdefault("units", [{}])[0].update(rest)
    try:
        plant = Plant.model_validate(data)
    except ValidationError:
        return None
    odd = any(item.id == "fraction-or-percent" for item in cautions(plant, data, Mark(2, 1), ""))
    return None if odd else plant.units[0]


def _amount(head: Head, figure: Figure, cell: Cell, *, exact: bool) -> float:
    if cell is None:
        return nan
    value = read_cell(head, figure.heading, cell)
    quantity = figure.quantity
    if isinstance(value, float) and 0 < value < 1 and quantity.unit == "%" and not quantity.factor:
        # Perhaps meant as a fraction of one, of which the row's reader warns.
        return nan
    try:
        amount = quantity.read(value)
    except PydanticCustomError:
        return nan
    return nan if exact and amount.spread is not None else float(amount)


def _kind(heading: Heading) -> str:
    """What the cells of a column are."""
    column, steps = heading.column, heading.column.steps
    if column.name == columns.ID or steps in LABELS:
        return "label"
    if steps in _REMARKS:
        return "remark"
    if steps == ("plant", "country") or (len(steps) > 2 and steps[2] in _FEED):
        return "feed"
    if steps == ("units", 0, "commissioned"):
        return "year"
    own = len(steps) == 3 or (len(steps) > 3 and steps[2] in ("boiler", "apcs"))
    return "figure" if own and column.quantity is not None else "word"
