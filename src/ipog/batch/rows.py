"""Rows of a table as plants: what the head says of the columns, and each row as the data of a plant file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from ipog import vocabulary
from ipog.batch import columns, train_cell
from ipog.batch.columns import Column
from ipog.batch.tables import Cell, Gap
from ipog.diagnostics import InputError, Problem
from ipog.files.marks import Mark, Step, Steps, split_path
from ipog.language import tr
from ipog.plant import Plant
from ipog.plant.fields import shown
from ipog.quantities import QuantityError

MOST_ENTRIES = 40
"""Highest number of a list entry: more devices or coals than any unit has."""

_HEAD = re.compile(r"(?P<name>[^\[\]()]*?)\s*(?:[\[(](?P<unit>[^\[\]()]*)[\])])?")
_WITHOUT_UNIT = re.compile(r"(?=.*\d)[-+.,\de\s±/]+", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}(?:[ T].*)?|[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4})")
"""A date in a table without types; only its year counts, so that its order does not matter."""
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])([+-]?\d+),(\d+)(?![\d.,])")
_DECIMAL_POINT = re.compile(r"\d\.\d")
_NOT_KNOWN = frozenset(
    {"-", "--", "?", "n/a", "n.a.", "na", "nd", "n.d.", "tbd", "unknown", "not known", "#n/a"}
)
TRAIN_EXAMPLE = "esp_cold_side + wet_fgd"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as a table has it.

    Attributes
    ----------
    at : place in the row, from 0
    title : as it stands in the head
    column : what it is
    unit : of plain numbers in its cells, if the head gives one
    """

    at: int
    title: str
    column: Column
    unit: str | None


@dataclass(frozen=True)
class Head:
    """The head of a table: the columns that are read, and how many there are in all."""

    headings: tuple[Heading, ...]
    width: int
    decimal_comma: bool

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each column stands, from 0."""
        return {heading.column.name: heading.at for heading in self.headings}


def read_head(cells: Sequence[str], name: str, *, decimal_comma: bool = False) -> Head:
    """What the first row says of the columns.

    Parameters
    ----------
    cells : the first row
    name : of the table, for the problems
    decimal_comma : whether numbers of this table may have a decimal comma

    Raises
    ------
    ipog.diagnostics.InputError
        for every column that is unknown, given twice or in a unit that it can't have
    """
    headings: list[Heading] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for at, title in enumerate(cells):
        if not title or vocabulary.fold(title).startswith(columns.OWN):
            continue

        def problem(problem_id: str, message: str, allowed: str | None, near: str | None = None) -> None:
            place = {"file": name, "line": 1, "column": at + 1, "path": title}  # noqa: B023 - used at once
            problems.append(Problem(problem_id, message, allowed=allowed, nearest=near, **place))  # type: ignore[arg-type]

        match, column = _HEAD.fullmatch(title), column_titled(title)
        if match is None or column is None:
            near = columns.nearest(title if match is None else match["name"])
            allowed = tr(
                "the columns of {command}; your own begin with {sign}",
                command="ipog batch --template",
                sign=columns.OWN,
            )
            message = tr("{given} is not a column that ipog knows", given=repr(shown(title)))
            problem("unknown-column", message, allowed, near)
            continue
        if _number_of(column) > MOST_ENTRIES:
            message = tr("{column} counts further than any unit has parts", column=column.name)
            problem("unknown-column", message, tr("numbers from 1 to {most}", most=MOST_ENTRIES))
            continue
        read_as = column.same_as or column.name
        if read_as in seen:
            message = tr("{first} and {second} are one column", first=seen[read_as], second=title)
            problem("duplicate-column", message, tr("each column once"))
            continue
        seen[read_as] = title
        unit = (match["unit"] or "").strip() or None
        if unit is not None:
            try:
                column.check_unit(unit)
            except QuantityError as error:
                message = tr("{column}: {problem}", column=title, problem=error)
                problem(error.id, message, error.allowed, error.nearest)
                continue
        headings.append(Heading(at, title, column, unit))
    if problems and not headings:
        message = tr("the first row of {file} names no column that ipog knows", file=name)
        first = replace(problems[0], id="no-columns", message=message, nearest=None, path="")
        problems = [first]
    if problems:
        raise InputError(problems)
    return Head(tuple(headings), len(cells), decimal_comma)


def column_titled(title: str) -> Column | None:
    """The column that a title names, with or without a unit behind it; None for any other text."""
    match = _HEAD.fullmatch(title)
    return None if match is None else columns.find(match["name"])


def _number_of(column: Column) -> int:
    step = column.steps[columns.NUMBERED] if len(column.steps) > columns.NUMBERED else None
    return step + 1 if isinstance(step, int) else 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table as the data of a plant file.

    Attributes
    ----------
    data : the data; None if the row is blank or a remark
    own_id : what the column ``id`` holds
    problems : faults of single cells
    """

    data: dict[str, Any] | None
    own_id: str | None
    problems: tuple[Problem, ...]


def read_row(head: Head, cells: Sequence[Cell], name: str, number: int) -> Row:
    """The data of one row.

    Parameters
    ----------
    head : of the table
    cells : of the row
    name : of the table, for the problems
    number : of the row, as a spreadsheet counts
    """
    if all(cell is None or cell == "" for cell in cells) or str(cells[0]).startswith("#"):
        return Row(None, None, ())
    problems: list[Problem] = []
    given: dict[Steps, Any] = {}
    own_id = None
    points = commas = False

    def problem(
        problem_id: str,
        message: str,
        given: Cell,
        path: str,
        allowed: str,
        at: int | None = None,
        nearest: str | None = None,
    ) -> None:
        column = None if at is None else at + 1
        text = None if given is None else shown(given)
        problems.append(
            Problem(
                problem_id, message, "error", name, number, column, path, given=text, allowed=allowed,
                nearest=nearest,
            )
        )  # fmt: skip

    surplus = [cell for cell in cells[head.width :] if cell not in (None, "")]
    if surplus:
        message = tr(
            "the row has {cells} cells, but the table has {columns} columns",
            cells=len(cells),
            columns=head.width,
        )
        allowed = tr("cells with a comma in quotation marks, and decimal points")
        problem("ragged-row", message, surplus[0], "", allowed, head.width)
    for heading in head.headings:
        cell = cells[heading.at] if heading.at < len(cells) else None
        if isinstance(cell, str):
            cell = cell.strip()
        if cell is None or cell == "":
            continue
        column = heading.column
        if cell is Gap.UNCOMPUTED:
            message = tr(
                "{column} holds a formula that no program has computed, so its value is not known",
                column=column.name,
            )
            allowed = tr("the workbook opened and saved in a spreadsheet program, or the value itself")
            problem("uncomputed-formula", message, None, column.name, allowed, heading.at)
            continue
        if cell is Gap.FAILED:
            message = tr(
                "{column} holds an error of the spreadsheet, such as #DIV/0! or #N/A", column=column.name
            )
            allowed = tr("the value itself, or an empty cell where it is not known")
            problem("failed-formula", message, None, column.name, allowed, heading.at)
            continue
        if isinstance(cell, str) and column.holds_number and cell.casefold() in _NOT_KNOWN:
            message = tr("{column} says {given}, which is no number", column=column.name, given=repr(cell))
            allowed = tr("a number, or an empty cell where it is not known")
            problem("not-a-number", message, cell, column.name, allowed, heading.at)
            continue
        if head.decimal_comma and isinstance(cell, str) and column.holds_number:
            points, commas = points or has_point(cell), commas or has_comma(cell)
            if points and commas:
                message = tr("numbers of this row have decimal points and decimal commas")
                problem("decimal-comma", message, cell, column.name, tr("one of the two"), heading.at)
                break
        if column.name == columns.ID:
            own_id = str(cell)
        elif column.name == columns.TRAIN and (other := train_cell.other_sign(str(cell))) is not None:
            sign, right = other
            message = tr("devices of a train are joined by +, not by {sign}", sign=repr(sign))
            problem("train-sign", message, cell, columns.TRAIN, TRAIN_EXAMPLE, heading.at, right)
        else:
            given[column.steps] = read_cell(head, heading, cell)
    data = _nested(given, problems, name, number)
    return Row(data, own_id, tuple(problems))


def has_point(cell: Cell) -> bool:
    """Whether a cell of a number has a decimal point."""
    return isinstance(cell, str) and _DECIMAL_POINT.search(cell) is not None


def has_comma(cell: Cell) -> bool:
    """Whether a cell of a number has a comma."""
    return isinstance(cell, str) and "," in cell


def read_cell(head: Head, heading: Heading, cell: Cell) -> Any:
    """A cell that is not empty as a plant file would hold it."""
    column = heading.column
    if head.decimal_comma and isinstance(cell, str) and column.holds_number:
        cell = _DECIMAL_COMMA.sub(r"\1.\2", cell)
    if isinstance(cell, date):
        # A year that a spreadsheet took for a date is one all the same.
        return cell.year if column.whole else cell.isoformat()
    if column.whole and isinstance(cell, str):
        if _WHOLE.fullmatch(cell) is not None:
            return int(cell)
        day = _DAY.fullmatch(cell)
        if day is not None:
            return int(day[1] or day[2])
    plain = (isinstance(cell, int | float) and not isinstance(cell, bool)) or (
        isinstance(cell, str) and _WITHOUT_UNIT.fullmatch(cell) is not None
    )
    if column.holds_number and heading.unit is not None and plain:
        cell = f"{cell} {heading.unit}" if isinstance(cell, str) else f"{cell!r} {heading.unit}"
    if column.steps[2:-1] == ("targets",) and isinstance(cell, str) and cell[:1].isdigit():
        return {"name": cell, "value": cell}
    return cell


def _nested(given: dict[Steps, Any], problems: list[Problem], name: str, number: int) -> dict[str, Any]:
    """Paths and values as groups and lists; an entry that a list skips is an empty group."""
    at_train: Steps = ("units", 0, "apcs")
    train = given.pop(at_train, None)
    if train is not None:
        kinds = train_cell.kinds_in(str(train))
        for place, kind in enumerate(kinds):
            steps: Steps = (*at_train, place, "type")
            own = given.setdefault(steps, kind)
            if own is not kind and train_cell.device(str(own)) != train_cell.device(kind):
                problems.append(_contradiction(columns.column_at(steps), own, kind, name, number))
        more = next((steps for steps in given if steps[:3] == at_train), None)
        if not kinds and more is not None:
            problems.append(_contradiction(columns.column_at(more), given[more], train, name, number))
    # A row is a unit, whatever it lacks.
    data: dict[str, Any] = {"ipog_version": 1, "units": [{}]}
    for steps, value in given.items():
        holder: Any = data
        for step, following in pairwise(steps):
            holder = _inside(holder, step, [] if isinstance(following, int) else {})
        last = steps[-1]
        if isinstance(last, int):
            _inside(holder, last, {})
        holder[last] = value
    return data


def _inside(holder: Any, step: Step, empty: Any) -> Any:
    if isinstance(step, int):
        while len(holder) <= step:
            holder.append({})
        return holder[step]
    return holder.setdefault(step, empty)


def _contradiction(column: str, own: object, train: object, name: str, number: int) -> Problem:
    message = tr(
        "{column} says {own}, but apcs says {train}", column=column, own=shown(own), train=shown(train)
    )
    return Problem("contradiction", message, "error", name, number, path=column, allowed=tr("one of them"))


def read_plant(row: Row, head: Head, name: str, number: int) -> tuple[Plant | None, list[Problem]]:
    """The plant of a row, and what is wrong with it in the words of a plant file.

    Parameters
    ----------
    row : what :func:`read_row` gave, not blank
    head, name : of the table
    number : of the row
    """
    problems = list(row.problems)
    data = row.data
    if problems:
        return None, problems
    if data is not None and not data["units"][0].keys() & {"coal_feed", "boiler"}:
        message = tr("the row names neither a coal nor a boiler, so it is no unit")
        allowed = tr("coal_1 and boiler_type; rows of totals and remarks begin with #")
        return None, [Problem("no-unit", message, "error", name, number, allowed=allowed)]
    try:
        return Plant.model_validate(data), []
    except ValidationError as error:
        from ipog.files.faults import faults

        problems += [in_table(fault, head) for fault in faults(error, data or {}, Mark(number, 1), name)]
    # pydantic lists a missing group and what is missing in it; both point at one column.
    unique = {(found.message, found.path): found for found in problems}
    return None, list(unique.values())


def in_table(problem: Problem, head: Head) -> Problem:
    """A problem of a plant file, told by its column instead of its path."""
    steps = split_path(problem.path)
    column = columns.column_at(steps)
    if steps[2:3] == ("apcs",) and len(steps) in (4, 5) and steps[4:] in ((), ("type",)):
        # A device without a type, or of a wrong one: its type stands in one of two columns.
        own = column if steps[4:] else f"{column}_type"
        column = own if own in head.places else columns.TRAIN
    message, allowed = problem.message, problem.allowed
    known = columns.find(column)
    if problem.id == "missing" and known is not None and columns.whole_column_at(steps) == column:
        message = tr("{column} is empty, but needed ({about})", column=column, about=known.about)
        allowed = None if known.example is None else str(known.example)
    elif problem.path:
        message = message.replace(problem.path, column)
    at = head.places.get(column)
    return replace(
        problem, message=message, path=column, column=None if at is None else at + 1, allowed=allowed
    )
