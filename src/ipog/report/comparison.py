"""A report that sets several versions of a plant, or several plants, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ipog.figures import UNKNOWN, figure, percent, relative_change
from ipog.plant import Plant
from ipog.report.build import closing_sections
from ipog.report.charts import Intervals
from ipog.report.document import Block, Picture, Report, Section, bullets, picture, table, words
from ipog.report.given import given_fields, within_unit
from ipog.report.pictures import sankey_picture, train_picture
from ipog.report.safe import name
from ipog.report.unit_part import STATE, range_words
from ipog.results import Evaluation, StackResult, UnitResult, outlet, unit_sources


@dataclass(frozen=True, slots=True)
class Version:
    """One plant file of the comparison.

    Attributes
    ----------
    label : what to call it
    plant, evaluation : as it was read, and its results
    text : of the plant file, for the appendix
    """

    label: str
    plant: Plant
    evaluation: Evaluation
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One unit of one version."""

    label: str
    plant: Plant
    index: int
    result: UnitResult


def build_comparison(versions: Sequence[Version], day: date) -> Report:
    """The report; the first unit of the first version is what others are compared with.

    Parameters
    ----------
    versions : two or more
    day : shown as the day of the report
    """
    rows = [row for version in versions for row in _rows(version)]
    evaluation = versions[0].evaluation
    keys = dict.fromkeys(key for row in rows for key in unit_sources(row.result))
    sections = [
        Section("At a glance", 2, tuple(_overview(rows))),
        Section("What differs in the plant files", 2, tuple(_differences(rows))),
        Section("Where the mercury goes", 2, (_balance(rows),)),
        *_targets(rows),
        Section("Version by version", 2, (words("Each train, and the way of its mercury."),)),
        *(_one(row, place) for place, row in enumerate(rows, start=1)),
        *closing_sections(evaluation, tuple(keys), [(version.label, version.text) for version in versions]),
    ]
    return Report(
        title=f"Mercury compared: {'; '.join(name(version.label) for version in versions)}",
        date=day.isoformat(),
        provenance=f"ipog {evaluation.ipog}, parameters {evaluation.parameters}",
        sections=tuple(sections),
    )


def difference(value: float | None, first: float | None) -> str:
    """How a figure stands to that of the first, in sign and word.

    >>> difference(50.0, 100.0), difference(100.0, 100.0), difference(None, 1.0)
    ('-50 %, less', 'the same', '-')
    """
    if value is None or not first:
        return UNKNOWN
    return relative_change(value, first) or "the same"


def _rows(version: Version) -> Iterator[_Row]:
    several = len(version.evaluation.units) > 1
    for index, result in enumerate(version.evaluation.units):
        label = f"{version.label}: {result.name}" if several else version.label
        yield _Row(name(label), version.plant, index, result)


def _overview(rows: Sequence[_Row]) -> Iterator[Block]:
    first = rows[0].result.stack
    yield words(f"Others are compared with {rows[0].label}. Mercury in ug/Nm3 is in {STATE}.")
    yield _stack_picture(rows)
    cells = [
        [
            row.label,
            figure(row.result.stack.hg_ug_nm3),
            range_words(row.result, "hg_ug_nm3"),
            difference(row.result.stack.hg_ug_nm3, first.hg_ug_nm3),
            percent(row.result.stack.removal_fraction),
        ]
        for row in rows
    ]
    head = ("version", "stack, ug/Nm3", "P10 to P90", "difference", "removed, %")
    yield table("Mercury at the stack", head, cells, "<>>>>")
    units: tuple[tuple[str, Callable[[StackResult], float | None]], ...] = (
        ("lb/TBtu", lambda stack: stack.hg_lb_tbtu),
        ("g/GWh gross", lambda stack: stack.hg_g_gwh),
        ("kg/year", lambda stack: stack.hg_kg_year),
    )
    masses = [
        [
            row.label,
            *(figure(of(row.result.stack)) for _, of in units),
            difference(row.result.stack.hg_kg_year, first.hg_kg_year),
        ]
        for row in rows
    ]
    heads = ("version", *(unit for unit, _ in units), "kg/year: difference")
    yield table("The same in other units", heads, masses, "<>>>>")


def _stack_picture(rows: Sequence[_Row]) -> Picture:
    shown = []
    for row in rows:
        central, ends = row.result.stack.hg_ug_nm3, row.result.percentiles
        low, high = (ends[level].hg_ug_nm3 if ends else central for level in (10, 90))
        shown.append((row.label, low, central, high))
    alt = "Mercury at the stack in ug/Nm3, P10, central estimate and P90. " + "; ".join(
        f"{label}: {figure(low)}, {figure(middle)}, {figure(high)}" for label, low, middle, high in shown
    )
    chart = Intervals(tuple(shown), "mercury at the stack, ug/Nm3 (dry, 6 % O2); the bar is P10 to P90")
    return picture("versions", "Mercury at the stack, with its P10 to P90", f"{alt}.", chart)


def _differences(rows: Sequence[_Row]) -> Iterator[Block]:
    given = [dict(given_fields(row.plant, row.index)) for row in rows]
    paths = dict.fromkeys(path for fields in given for path in fields)
    unlike = [path for path in paths if len({fields.get(path) for fields in given}) > 1]
    if not unlike:
        yield words("The units are described alike.")
        return
    yield words("A dash means that the file leaves the field out, so that its default is taken.")
    for row, fields in zip(rows[1:], given[1:], strict=True):
        cells = [
            [path, given[0].get(path, UNKNOWN), fields.get(path, UNKNOWN)]
            for path in unlike
            if fields.get(path) != given[0].get(path)
        ]
        if cells:
            yield table(f"{row.label} against {rows[0].label}", ("field", "first", "here"), cells, "<<<")
        else:
            yield words(f"{row.label} is described as {rows[0].label} is.")


def _balance(rows: Sequence[_Row]) -> Block:
    names = tuple(dict.fromkeys(part for row in rows for part in row.result.balance_fraction))
    cells = [
        [row.label, *(percent(row.result.balance_fraction.get(part, 0.0)) for part in names)] for row in rows
    ]
    head = ("version", *(outlet(part) for part in names))
    return table("Outlets, % of the coal's mercury", head, cells, "<" + ">" * len(names))


def _targets(rows: Sequence[_Row]) -> Iterator[Section]:
    cells = []
    for row in rows:
        for target in row.result.targets:
            verdict = {None: "open: capacity not given", True: "met", False: "missed"}[target.met]
            chance = UNKNOWN if target.probability_met is None else f"{100 * target.probability_met:.0f}"
            limit = f"{figure(target.limit)} {target.unit}"
            cells.append([row.label, target.name, limit, figure(target.predicted), verdict, chance])
    if cells:
        head = ("version", "target", "limit", "predicted", "verdict", "chance, %")
        yield Section("Targets", 2, (table("Targets of each version", head, cells, "<<>><>"),))


def _one(row: _Row, number: int) -> Section:
    key = f"version-{number}"
    blocks: list[Block] = [train_picture(row.result, key), sankey_picture(row.result, key)]
    if row.result.warnings:
        blocks.append(words("Warnings:"))
        blocks.append(
            bullets(
                f"{warning.message}{f' ({within_unit(warning.field)})' if warning.field else ''}"
                for warning in row.result.warnings
            )
        )
    return Section(row.label, 3, tuple(blocks))
