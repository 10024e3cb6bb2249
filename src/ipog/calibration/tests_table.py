"""Stack tests from a CSV file: what each row says, and what is wrong with it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ipog import vocabulary
from ipog.calibration.errors import Method, find_method, methods, nearest_method
from ipog.diagnostics import InputError, Problem
from ipog.files import read_text
from ipog.language import mark, plural, tr, whole
from ipog.plant import Plant, Unit
from ipog.quantities import Amount, QuantityError, dimensions_of, read_amount, read_one_of
from ipog.quantities.gas import GasState, concentration_factor

STACK = "stack"
MOST_ROWS = 100_000

COLUMNS: Mapping[str, str] = {
    "unit": "name of the unit; may be left out if the plant has one",
    "date": "day of the test, as 2024-03-15; 2024-03 or 2024 if no more is known",
    "location": "stack, after:DEVICE TYPE, after:NUMBER in the train, after:furnace or after:air_preheater",
    "method": "OHM, 30B, 29, CEMS or other",
    "hg_total": "total mercury; ug/Nm3, ug/dscm, lb/TBtu (HHV)...",
    "hg0": "elemental mercury",
    "hg2": "oxidised mercury",
    "hgp": "particulate mercury",
    "uncertainty": "of the total, half-width of the 95 % interval, in % of it",
    "o2_percent": "oxygen the concentration refers to, in dry gas; 6 if left out",
    "state": "dry; wet concentrations are not read",
    "load": "load during the test, % of capacity",
    "coal_mercury_mg_kg_dry": "mercury of that day's coal as fired",
    "coal_chlorine_mg_kg_dry": "chlorine of that day's coal as fired",
    "note": "remark",
}
"""The columns, each with what it holds."""

TEMPLATE_ROWS = (
    "Unit 1,2024-03-12,stack,30B,4.2,,,,20 %,6,dry,100 %,0.11,310,first run",
    "Unit 1,2024-03-13,stack,OHM,4.9,3.6,1.3,0.0,,6,dry,100 %,0.12,290,second run",
    "Unit 1,2024-03-13,after:esp_cold_side,OHM,7.7,3.1,4.5,0.1,,6,dry,100 %,0.12,290,before the scrubber",
)
_SPECIES = ("hg0", "hg2", "hgp")
_MERCURY = ("hg_total", *_SPECIES)
_NUMBERS = (
    *_MERCURY,
    "uncertainty",
    "o2_percent",
    "load",
    "coal_mercury_mg_kg_dry",
    "coal_chlorine_mg_kg_dry",
)
_DIMENSIONS = {"gas_concentration": "ug/Nm3", "mass_per_heat": "mg/GJ"}
_STATIONS = ("furnace", "air_preheater")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_WITHOUT_UNIT = re.compile(r"[-+0-9.eE±/ ]+")
_DECIMAL_POINT = re.compile(r"[0-9]\.[0-9]")
_DECIMAL_COMMA = re.compile(r"([0-9]),([0-9])")
_HEAD = re.compile(r"^(?P<name>[^(\[]*?)\s*(?:[(\[](?P<unit>[^)\]]+)[)\]])?$")
_Z975 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class StackTest:
    """One row of the table.

    Attributes
    ----------
    line : of the file, from 1
    unit : name of the unit
    date : ISO 8601, to the day, month or year
    location : ``"stack"``, ``"furnace"``, ``"air_preheater"`` or ``"apcs[i]"``
    place : the location in words
    method : of measurement
    total : mercury [ug/Nm3 dry, 6 % O2, or mg/GJ HHV]
    basis : ``"ug/Nm3"`` or ``"mg/GJ"``
    species : ``hg0``, ``hg2``, ``hgp`` as far as measured, in the same unit
    total_given : whether the total was measured, not added up
    relative_sd : standard deviation over the total, if the row gives it [1]
    load : of capacity [%]
    coal_mercury_mg_kg_dry, coal_chlorine_mg_kg_dry : that day's coal
    note : remark
    """

    line: int
    unit: str
    date: str
    location: str
    place: str
    method: Method
    total: float
    basis: str
    species: Mapping[str, float]
    total_given: bool
    relative_sd: float | None
    load: float | None
    coal_mercury_mg_kg_dry: float | None
    coal_chlorine_mg_kg_dry: float | None
    note: str


def template(plant: Plant | None = None) -> str:
    """A table to start from: the head and example rows."""
    name = "Unit 1" if plant is None else plant.units[0].name
    heads = [f"{column} (ug/Nm3)" if column in _MERCURY else column for column in COLUMNS]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    for row in TEMPLATE_ROWS:
        writer.writerow([name, *row.split(",")[1:]])
    return buffer.getvalue()


def read_tests(path: str | Path, plant: Plant) -> tuple[tuple[StackTest, ...], tuple[Problem, ...], str]:
    """The tests of a file, remarks, and the file's text.

    Raises
    ------
    ipog.diagnostics.InputError
        with every problem found, each with its line and column
    """
    try:
        text = read_text(Path(path)).text
    except InputError as error:
        table = tr("a CSV file; ipog calibrate --template FILE.csv writes one")
        problems = [
            replace(problem, allowed=table if problem.allowed == tr("a YAML file") else problem.allowed)
            for problem in error.problems
        ]
        raise InputError(problems, error.source) from None
    tests, remarks = parse_tests(text, str(path), plant)
    return tests, remarks, text


def parse_tests(text: str, name: str, plant: Plant) -> tuple[tuple[StackTest, ...], tuple[Problem, ...]]:
    """The tests of a CSV text; as :func:`read_tests`."""
    separator = _separator(text)
    rows = _rows(text, name, separator)
    if not rows:
        problem = Problem("no-tests", tr("the file is empty"), file=name, allowed=tr(_HEAD_EXAMPLE))
        raise InputError([problem], text)
    first_line, head = rows[0]
    columns, problems = _columns(head, name, first_line)
    if problems:
        raise InputError(problems, text)
    tests: list[StackTest] = []
    for line, cells in rows[1:]:
        if len(cells) != len(head):
            problems.append(_ragged(cells, head, name, line))
            continue
        row = _Row(name, line, columns, cells, plant, decimal_comma=separator == ";")
        test = row.read()
        problems += row.problems
        if test is not None:
            tests.append(test)
    if any(problem.level == "error" for problem in problems):
        raise InputError(problems, text)
    if not tests:
        message = tr("the file holds no test below its head")
        raise InputError([Problem("no-tests", message, file=name, line=first_line)], text)
    return tuple(tests), tuple(problems)


_HEAD_EXAMPLE = mark(
    "a head with unit, date, location, method, hg_total (ug/Nm3); --template FILE.csv writes one"
)


def _separator(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max((";", "\t", ","), key=head.count)


def _rows(text: str, name: str, separator: str) -> list[tuple[int, list[str]]]:
    """Lines that hold anything, each with its number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
            if len(rows) > MOST_ROWS:
                message = tr("the file holds more than {most} rows", most=whole(MOST_ROWS))
                raise InputError([Problem("too-large", message, file=name, line=line)])
    except csv.Error as error:
        message = tr("the row is not CSV: {reason}", reason=error)
        raise InputError([Problem("not-csv", message, file=name, line=line)], text) from None
    return rows


def _columns(head: Sequence[str], name: str, line: int) -> tuple[list[tuple[str, str | None]], list[Problem]]:
    """Name and unit of each column; None and an empty name for a column without a head."""
    columns: list[tuple[str, str | None]] = []
    problems: list[Problem] = []

    def wrong(problem_id: str, message: str, given: str, allowed: str, nearest: str | None = None) -> None:
        problems.append(
            Problem(
                problem_id,
                message,
                file=name,
                line=line,
                path=given.strip(),
                given=given,
                allowed=allowed,
                nearest=nearest,
            )
        )

    for cell in head:
        match = _HEAD.match(cell.strip())
        column = vocabulary.fold(match["name"]) if match else vocabulary.fold(cell)
        unit = match["unit"].strip() if match and match["unit"] else None
        if not column:
            columns.append(("", None))
            continue
        if column not in COLUMNS:
            near = vocabulary.nearest(column, COLUMNS)
            message = tr("{column!r} is not a column", column=cell.strip())
            wrong("unknown-column", message, cell, ", ".join(COLUMNS), near)
        elif any(column == known for known, _ in columns):
            message = tr("{column!r} stands twice in the head", column=column)
            wrong("duplicate-column", message, cell, tr("each column once"))
        elif unit and column in _MERCURY and not set(dimensions_of(unit)) & set(_DIMENSIONS):
            message = tr("{given!r} is not a unit of mercury in gas", given=unit)
            wrong("unknown-unit", message, cell, "ug/Nm3, mg/Nm3, ug/dscm, lb/TBtu, mg/GJ")
        columns.append((column, unit))
    present = {column for column, _ in columns}
    missing = [column for column in ("date", "location", "method") if column not in present]
    if not present & set(_MERCURY):
        missing.append("hg_total")
    if missing:
        message = tr("the head lacks {columns}", columns=", ".join(missing))
        wrong("missing-column", message, "", tr(_HEAD_EXAMPLE))
    return columns, problems


def _ragged(cells: Sequence[str], head: Sequence[str], name: str, line: int) -> Problem:
    return Problem(
        "ragged-row",
        tr(
            "the row has {found} cells and the head {wanted}: write a decimal point, not a comma, "
            "put a text with a comma in quotes, and keep the separators of empty cells",
            found=len(cells),
            wanted=len(head),
        ),
        file=name,
        line=line,
        given=str(len(cells)),
        allowed=plural("{count} cells", "{count} cells", len(head)),
    )


class _Row:
    """Reads one row and keeps its problems."""

    def __init__(
        self,
        file: str,
        line: int,
        columns: Sequence[tuple[str, str | None]],
        cells: Sequence[str],
        plant: Plant,
        *,
        decimal_comma: bool,
    ) -> None:
        self.problems: list[Problem] = []
        self._file, self._line, self._plant = file, line, plant
        self._units = dict(columns)
        self._cells = {
            column: cell.strip() for (column, _), cell in zip(columns, cells, strict=True) if column
        }
        numbers = {column: self._cells[column] for column in _NUMBERS if column in self._cells}
        # Points beside commas leave it open which of them are decimal; the cell is then named.
        if decimal_comma and not any(map(_DECIMAL_POINT.search, numbers.values())):
            self._cells |= {column: _DECIMAL_COMMA.sub(r"\1.\2", cell) for column, cell in numbers.items()}

    def read(self) -> StackTest | None:
        """The test of the row; None if something is wrong with it."""
        unit = self._unit()
        day = self._date()
        location = None if unit is None else self._location(unit)
        method = self._method()
        if (state := self._cell("state").casefold()) not in ("", "dry"):
            self._wrong("state", "wet-gas", tr("the concentration must be in dry gas"), state, "dry")
        oxygen = self._number("o2_percent", "volume_fraction", "%", 0.0, 20.0)
        mercury = self._mercury(6.0 if oxygen is None else oxygen)
        load = self._number("load", "fraction", "%", 1.0, 120.0)
        coal_mercury = self._number("coal_mercury_mg_kg_dry", "mass_fraction", "mg/kg", 1e-4, 20.0)
        coal_chlorine = self._number("coal_chlorine_mg_kg_dry", "mass_fraction", "mg/kg", 0.0, 50_000.0)
        own_sd = self._uncertainty()
        if self.problems or unit is None or location is None or mercury is None:
            return None
        assert day is not None
        assert method is not None
        total, species, basis, total_given = mercury
        if own_sd is None and total.spread is not None and total > 0:
            width = total.spread.high - total.spread.low
            # A range is uniform, with 12**0.5 standard deviations between its ends.
            own_sd = width / total / (12**0.5 if total.spread.kind == "uniform" else 2 * _Z975)
        if total <= 0:
            message = tr(
                "the total must be above zero; below detection, write a range such as 0..0.05 ug/Nm3"
            )
            self._wrong("hg_total", "out-of-range", message, self._cell("hg_total"), tr("more than 0"))
            return None
        return StackTest(
            line=self._line,
            unit=unit.name,
            date=day,
            location=location,
            place=self._cell("location"),
            method=method,
            total=float(total),
            basis=basis,
            species=species,
            total_given=total_given,
            relative_sd=own_sd,
            load=load,
            coal_mercury_mg_kg_dry=coal_mercury,
            coal_chlorine_mg_kg_dry=coal_chlorine,
            note=self._cell("note"),
        )

    def _cell(self, column: str) -> str:
        return self._cells.get(column, "")

    def _wrong(
        self,
        column: str,
        problem_id: str,
        message: str,
        given: str,
        allowed: str | None = None,
        nearest: str | None = None,
    ) -> None:
        self.problems.append(
            Problem(
                problem_id,
                tr("{column}: {problem}", column=column, problem=message),
                file=self._file,
                line=self._line,
                path=column,
                given=given,
                allowed=allowed,
                nearest=nearest,
            )
        )

    def _unit(self) -> Unit | None:
        units = {unit.name: unit for unit in self._plant.units}
        given = self._cell("unit")
        if not given and len(units) == 1:
            return self._plant.units[0]
        for name, unit in units.items():
            if given.casefold() == name.casefold():
                return unit
        message = (
            tr("{given!r} is not a unit of the plant", given=given)
            if given
            else tr("the plant has several units; say which")
        )
        near = vocabulary.nearest(given, units) if given else None
        self._wrong("unit", "unknown-unit-name", message, given, ", ".join(units), near)
        return None

    def _date(self) -> str | None:
        given = self._cell("date")
        if _DATE.fullmatch(given):
            try:
                date.fromisoformat(given + "-01-01"[len(given) - 4 :] if len(given) < 10 else given)
            except ValueError:
                pass
            else:
                return given
        message = tr("{given!r} is not a date", given=given) if given else tr("the date is missing")
        allowed = tr("year-month-day, as 2024-03-15, or 2024-03, or 2024")
        self._wrong("date", "bad-date", message, given, allowed)
        return None

    def _method(self) -> Method | None:
        given = self._cell("method")
        found = find_method(given)
        if found is None:
            message = tr("{given!r} is not a method", given=given) if given else tr("the method is missing")
            allowed = ", ".join(method.id for method in methods().values())
            self._wrong("method", "unknown-method", message, given, allowed, nearest_method(given))
        return found

    def _location(self, unit: Unit) -> str | None:
        given = self._cell("location")
        word = vocabulary.fold(given)
        if word == STACK:
            return STACK
        kinds: list[str] = [device.type for device in unit.apcs]
        places = ", ".join([*_STATIONS, *dict.fromkeys(kinds)])
        allowed = tr("stack, or after: with one of {places}", places=places)
        before, colon, place = given.partition(":")
        if vocabulary.fold(before) != "after" or not colon:
            message = tr("{given!r} is not a place", given=given)
            self._wrong("location", "unknown-location", message, given, allowed)
            return None
        if vocabulary.fold(place) in _STATIONS:
            return vocabulary.fold(place)
        if place.strip().isdecimal():
            number = int(place)
            if 1 <= number <= len(kinds):
                return f"apcs[{number - 1}]"
            message = tr("the train has {devices} devices, not {number}", devices=len(kinds), number=number)
            numbers = tr("{low} to {high}", low=1, high=len(kinds))
            self._wrong("location", "unknown-location", message, given, numbers)
            return None
        try:
            kind = vocabulary.canonical("device_type", place)
        except vocabulary.UnknownWord as error:
            self._wrong("location", "unknown-location", str(error), given, allowed, error.nearest)
            return None
        if kinds.count(kind) == 1:
            return f"apcs[{kinds.index(kind)}]"
        if kind not in kinds:
            message = tr("the train of {unit} has no {device}", unit=unit.name, device=kind)
        else:
            message = tr(
                "the train of {unit} has {number} of {device}; say which by its number",
                unit=unit.name,
                number=kinds.count(kind),
                device=kind,
            )
        self._wrong("location", "unknown-location", message, given, allowed)
        return None

    def _number(self, column: str, dimension: str, unit: str, low: float, high: float) -> float | None:
        given = self._cell(column)
        if not given:
            return None
        try:
            value = float(read_amount(self._with_unit(column), dimension, unit))
        except QuantityError as error:
            self._wrong(column, error.id, str(error), given, error.allowed, error.nearest)
            return None
        if not low <= value <= high:
            allowed = tr("{low} to {high} {unit}", low=f"{low:g}", high=f"{high:g}", unit=unit)
            self._wrong(column, "out-of-range", tr("{given} is out of range", given=given), given, allowed)
            return None
        return value

    def _with_unit(self, column: str) -> str:
        """The cell, with the unit of its head if it has none."""
        given, unit = self._cell(column), self._units.get(column)
        return f"{given} {unit}" if unit and _WITHOUT_UNIT.fullmatch(given) else given

    def _uncertainty(self) -> float | None:
        value = self._number("uncertainty", "fraction", "%", 1.0, 200.0)
        return None if value is None else value / 100 / _Z975

    def _mercury(self, oxygen: float) -> tuple[Amount, dict[str, float], str, bool] | None:
        """Total, species, unit of both, and whether the total was given."""
        found: dict[str, Amount] = {}
        dimensions: dict[str, str] = {}
        for column in _MERCURY:
            if not self._cell(column):
                continue
            try:
                amount, dimension = read_one_of(self._with_unit(column), _DIMENSIONS)
            except QuantityError as error:
                self._wrong(column, error.id, str(error), self._cell(column), error.allowed, error.nearest)
                continue
            if amount < 0:
                message = tr("mercury can't be negative")
                self._wrong(column, "out-of-range", message, self._cell(column), tr("0 or more"))
            found[column], dimensions[column] = amount, dimension
        if self.problems:
            return None
        if len(set(dimensions.values())) > 1:
            message = tr("a row must have all its mercury per gas, or all per heat")
            self._wrong("hg_total", "mixed-units", message, "")
            return None
        if "hg_total" not in found and not {"hg0", "hg2"} <= set(found):
            message = tr("the row has no total; give hg_total, or hg0 and hg2 with hgp if it was measured")
            self._wrong("hg_total", "missing-value", message, "")
            return None
        dimension = next(iter(dimensions.values()))
        factor = 1.0
        if dimension == "gas_concentration":
            factor = float(concentration_factor(GasState(oxygen_percent=oxygen)))
        species = {name: factor * float(found[name]) for name in _SPECIES if name in found}
        if "hg_total" in found:
            return _scaled(found["hg_total"], factor), species, _DIMENSIONS[dimension], True
        return Amount(sum(species.values())), species, _DIMENSIONS[dimension], False


def _scaled(amount: Amount, factor: float) -> Amount:
    spread = amount.spread
    if spread is not None:
        spread = replace(spread, low=spread.low * factor, high=spread.high * factor)
    return Amount(float(amount) * factor, spread)


def at_stack(tests: Iterable[StackTest]) -> list[StackTest]:
    """The tests at the stack."""
    return [test for test in tests if test.location == STACK]
