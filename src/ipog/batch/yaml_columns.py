"""Plant files as rows of cells, so that the units of many files can be evaluated side by side.

A file that is read by its form (:mod:`ipog.files.forms`) gives one row a unit. Nothing is checked here
beyond what a row could not tell: the cells go the way of a table's, and a unit of which anything is
wrong or unusual takes its whole file back to the reader of files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ipog.batch import columns
from ipog.batch.columns import Column
from ipog.batch.rows import MOST_ENTRIES, Head, Heading
from ipog.batch.tables import Cell
from ipog.files import shape
from ipog.files.forms import Form, Forms, Hole
from ipog.files.marks import Steps, join_path
from ipog.plant import Plant, Unit

Cells = list[Cell]

_AT_NAME: Steps = ("units", 0, "name")
_NO_NAME = str(Unit.model_fields["name"].default)
_OWN_WORDS = ("name", "value")
"""What a target that is a group holds."""


class Unusual(Exception):
    """What cells can't hold."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The row of a unit of a form: cells that all files share, and those that differ.

    Attributes
    ----------
    shared : the row, empty where files differ
    values : places in the row, and of the values that stand there as they are
    whole : those of them that are whole numbers
    texts : places in the row, and the longer texts that stand there
    """

    shared: Cells
    values: tuple[tuple[int, int], ...]
    whole: tuple[int, ...]
    texts: tuple[tuple[int, Hole, Column], ...]

    def row(self, values: list[Any], written: list[str]) -> Cells:
        """The row of a file with these values; raises :class:`Unusual`."""
        row = self.shared.copy()
        for at, place in self.values:
            row[at] = values[place]
        for at in self.whole:
            if type(row[at]) is not int and row[at] is not None:
                raise Unusual
        for at, hole, column in self.texts:
            row[at] = _cell(hole.fill(values, written), column)
        return row


class PlantRows:
    """Reads the texts of plant files as rows of one table, whose columns grow with what the files hold."""

    def __init__(self) -> None:
        self._forms = Forms(self._layouts)
        self._headings: dict[Steps, Heading] = {}
        self._head = Head((), 0, decimal_comma=False)
        # The first cell is never text, which could begin with the sign of a remark.
        self._column_at(("ipog_version",), Column("ipog_version", ("ipog_version",), "", whole=True))

    @property
    def head(self) -> Head:
        """The columns so far; rows may be shorter."""
        if len(self._headings) != self._head.width:
            self._head = Head(tuple(self._headings.values()), len(self._headings), decimal_comma=False)
        return self._head

    def read(self, text: str) -> list[Cells] | None:
        """A row for each unit; None for a file that is to be read as a whole."""
        found = self._forms.read(text)
        if found is None:
            return None
        layouts, values, written = found
        try:
            rows = [layout.row(values, written) for layout in layouts]
        except Unusual:
            return None
        return rows if len(rows) == 1 or self._named_apart(rows) else None

    def _named_apart(self, rows: Sequence[Cells]) -> bool:
        heading = self._headings.get(_AT_NAME)
        at = None if heading is None else heading.at
        names = [None if at is None or at >= len(row) else row[at] for row in rows]
        return len({_NO_NAME if name is None else str(name) for name in names}) == len(rows)

    def _layouts(self, form: Form) -> tuple[_Layout, ...] | None:
        """The rows of a form; None if it holds anything unusual."""
        try:
            data = form.data
            units = data.get("units") if isinstance(data, dict) else None
            if not isinstance(units, list) or not units:
                return None
            rest = {key: value for key, value in data.items() if key != "units"}
            common = list(_leaves(rest, Plant, ()))
            return tuple(self._of_unit([*common, *_leaves({"units": [unit]}, Plant, ())]) for unit in units)
        except Unusual:
            return None

    def _of_unit(self, leaves: Sequence[tuple[Steps, Any]]) -> _Layout:
        shared: dict[int, Cell] = {}
        holes: dict[int, tuple[Hole, Column]] = {}
        for steps, value in leaves:
            if value is None:
                continue
            if steps[:2] == ("plant", "sources"):
                # They are not part of a result.
                if not isinstance(value, str):
                    raise Unusual
                continue
            column = _column(steps)
            at = self._column_at(column.steps, column)
            if at in shared or at in holes:
                # A field and another spelling of it.
                raise Unusual
            if isinstance(value, Hole):
                holes[at] = value, column
            else:
                shared[at] = _cell(value, column)
        width = max([0, *shared, *holes]) + 1
        plain = {at: (hole, column) for at, (hole, column) in holes.items() if hole.place >= 0}
        return _Layout(
            [shared.get(at) for at in range(width)],
            tuple((at, hole.place) for at, (hole, _) in plain.items()),
            tuple(at for at, (_, column) in plain.items() if column.whole),
            tuple((at, hole, column) for at, (hole, column) in holes.items() if at not in plain),
        )

    def _column_at(self, steps: Steps, column: Column) -> int:
        at = len(self._headings)
        return self._headings.setdefault(steps, Heading(at, column.name, column, None)).at


def _cell(value: Any, column: Column) -> Cell:
    """A value as a cell that is read as the same value."""
    if isinstance(value, str):
        if not value or value != value.strip() or column.whole:
            raise Unusual
        if value[0].isdigit() and column.name.startswith("target_"):
            # A table may have a value here; in a file it stands in a group.
            raise Unusual
    elif column.whole and type(value) is not int and value is not None:
        raise Unusual
    return value  # type: ignore[no-any-return]


def _leaves(data: Any, model: shape.Model, steps: Steps) -> Iterator[tuple[Steps, Any]]:
    """Path and value of everything in a group, by the names of fields."""
    fields = shape.keys(model)
    for key, value in data.items():
        if key not in fields:
            raise Unusual
        at, models = (*steps, fields[key]), shape.slots(model)[key].models
        if isinstance(value, dict):
            if not value or len(models) != 1:
                raise Unusual
            yield from _leaves(value, models[0], at)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield from _entry(item, models, (*at, number))
        else:
            yield at, value


def _entry(item: Any, models: Sequence[shape.Model], steps: Steps) -> Iterator[tuple[Steps, Any]]:
    """Path and value of what an entry of a list holds."""
    if not isinstance(item, dict):
        if item is None or isinstance(item, list):
            raise Unusual
        yield steps, item
    elif not item or steps[2:3] == ("measured",):
        # What was measured differs from unit to unit: no two would be alike.
        raise Unusual
    elif len(models) == 1:
        yield from _leaves(item, models[0], steps)
    else:
        # Of the devices; which one it is may differ from file to file.
        for key, value in item.items():
            if isinstance(value, dict | list):
                raise Unusual
            yield (*steps, key), value


@cache
def _column(steps: Steps) -> Column:
    """The column of a path, as of a table."""
    number = steps[columns.NUMBERED] if len(steps) > columns.NUMBERED else None
    if isinstance(number, int) and number >= MOST_ENTRIES:
        raise Unusual
    if steps[2:3] == ("targets",) and steps[4:] and steps[4] in _OWN_WORDS:
        return Column(join_path(steps), steps, "")
    if not isinstance(number, int):
        column = _by_steps().get(steps)
    else:
        first = _by_steps().get((*steps[: columns.NUMBERED], 0, *steps[columns.NUMBERED + 1 :]))
        column = None if first is None else first.numbered(number + 1)
    if column is None or column.name == columns.TRAIN:
        raise Unusual
    return column


@cache
def _by_steps() -> dict[Steps, Column]:
    return {column.steps: column for column in columns.columns().values() if column.same_as is None}
