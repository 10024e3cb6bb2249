"""A report that sets several versions of a plant, or several plants, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ipog.figures import relative_change
from ipog.language import current, tr
from ipog.plant import Plant
from ipog.report.build import closing_sections, provenance
from ipog.report.charts import Intervals
from ipog.report.document import Block, Picture, Report, Section, bullets, picture, table, words
from ipog.report.given import given_fields
from ipog.report.pictures import sankey_picture, train_picture
from ipog.report.safe import name
from ipog.report.unit_part import STATE, range_words, target_cells, warning_line
from ipog.results import Evaluation, StackResult, UnitResult, outlet, unit_sources
from ipog.shown import UNKNOWN, figure, percent, series


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
        Section(tr("At a glance"), 2, tuple(_overview(rows))),
        Section(tr("What differs in the plant files"), 2, tuple(_differences(rows))),
        Section(tr("Where the mercury goes"), 2, (_balance(rows),)),
        *_targets(rows),
        Section(tr("Version by version"), 2, (words(tr("Each train, and the way of its mercury.")),)),
        *(_one(row, place) for place, row in enumerate(rows, start=1)),
        *closing_sections(evaluation, tuple(keys), [(version.label, version.text) for version in versions]),
    ]
    return Report(
        title=tr(
            "Mercury compared: {versions}", versions="; ".join(name(version.label) for version in versions)
        ),
        date=day.isoformat(),
        provenance=provenance(evaluation),
        language=current(),
        sections=tuple(sections),
    )


def difference(value: float | None, first: float | None) -> str:
    """How a figure stands to that of the first, in sign and word.

    >>> difference(50.0, 100.0), difference(100.0, 100.0), difference(None, 1.0)
    ('-50 %, less', 'the same', '-')
    """
    if value is None or not first:
        return UNKNOWN
    return relative_change(value, first) or tr("the same")


def _rows(version: Version) -> Iterator[_Row]:
    several = len(version.evaluation.units) > 1
    for index, result in enumerate(version.evaluation.units):
        label = f"{version.label}: {result.name}" if several else version.label
        yield _Row(name(label), version.plant, index, result)


def _overview(rows: Sequence[_Row]) -> Iterator[Block]:
    first = rows[0].result.stack
    yield words(
        tr(
            "Others are compared with {version}. Mercury in ug/Nm3 is in {state}.",
            version=rows[0].label,
            state=tr(STATE),
        )
    )
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
    head = (
        tr("version"),
        tr("stack, ug/Nm3"),
        tr("P10 to P90"),
        tr("difference"),
        tr("removed, %"),
    )
    yield table(tr("Mercury at the stack"), head, cells, "<>>>>")
    units: tuple[tuple[str, Callable[[StackResult], float | None]], ...] = (
        ("lb/TBtu", lambda stack: stack.hg_lb_tbtu),
        (tr("g/GWh gross"), lambda stack: stack.hg_g_gwh),
        (tr("kg/year"), lambda stack: stack.hg_kg_year),
    )
    masses = [
        [
            row.label,
            *(figure(of(row.result.stack)) for _, of in units),
            difference(row.result.stack.hg_kg_year, first.hg_kg_year),
        ]
        for row in rows
    ]
    heads = (tr("version"), *(unit for unit, _ in units), tr("kg/year: difference"))
    yield table(tr("The same in other units"), heads, masses, "<>>>>")


def _stack_picture(rows: Sequence[_Row]) -> Picture:
    shown = []
    for row in rows:
        central, ends = row.result.stack.hg_ug_nm3, row.result.percentiles
        low, high = (ends[level].hg_ug_nm3 if ends else central for level in (10, 90))
        shown.append((row.label, low, central, high))
    alt = tr(
        "Mercury at the stack in ug/Nm3, P10, central estimate and P90. {versions}.",
        versions="; ".join(f"{label}: {series(*figures)}" for label, *figures in shown),
    )
    axis = tr("mercury at the stack, ug/Nm3 (dry, 6 % O2); the bar is P10 to P90")
    chart = Intervals(tuple(shown), axis)
    return picture("versions", tr("Mercury at the stack, with its P10 to P90"), alt, chart)


def _differences(rows: Sequence[_Row]) -> Iterator[Block]:
    given = [dict(given_fields(row.plant, row.index)) for row in rows]
    paths = dict.fromkeys(path for fields in given for path in fields)
    unlike = [path for path in paths if len({fields.get(path) for fields in given}) > 1]
    if not unlike:
        yield words(tr("The units are described alike."))
        return
    yield words(tr("A dash means that the file leaves the field out, so that its default is taken."))
    for row, fields in zip(rows[1:], given[1:], strict=True):
        cells = [
            [path, given[0].get(path, UNKNOWN), fields.get(path, UNKNOWN)]
            for path in unlike
            if fields.get(path) != given[0].get(path)
        ]
        if cells:
            title = tr("{version} against {first}", version=row.label, first=rows[0].label)
            yield table(title, (tr("field"), tr("first"), tr("here")), cells, "<<<")
        else:
            yield words(tr("{version} is described as {first} is.", version=row.label, first=rows[0].label))


def _balance(rows: Sequence[_Row]) -> Block:
    names = tuple(dict.fromkeys(part for row in rows for part in row.result.balance_fraction))
    cells = [
        [row.label, *(percent(row.result.balance_fraction.get(part, 0.0)) for part in names)] for row in rows
    ]
    head = (tr("version"), *(tr(outlet(part)) for part in names))
    return table(tr("Outlets, % of the coal's mercury"), head, cells, "<" + ">" * len(names))


def _targets(rows: Sequence[_Row]) -> Iterator[Section]:
    cells = []
    for row in rows:
        for target in row.result.targets:
            limit = f"{figure(target.limit)} {tr(target.unit)}"
            cells.append([row.label, tr(target.name), limit, *target_cells(target)])
    if cells:
        head = (
            tr("version"),
            tr("target"),
            tr("limit"),
            tr("predicted"),
            tr("verdict"),
            tr("chance, %"),
        )
        yield Section(tr("Targets"), 2, (table(tr("Targets of each version"), head, cells, "<<>><>"),))


def _one(row: _Row, number: int) -> Section:
    key = f"version-{number}"
    blocks: list[Block] = [train_picture(row.result, key), sankey_picture(row.result, key)]
    if row.result.warnings:
        blocks.append(words(tr("Warnings:")))
        blocks.append(bullets(warning_line(warning) for warning in row.result.warnings))
    return Section(row.label, 3, tuple(blocks))
