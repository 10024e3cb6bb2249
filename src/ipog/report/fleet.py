"""A report on a fleet, from the summary that ``ipog batch`` writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import ipog
from ipog.language import current, mark, plural, tr
from ipog.report.build import method_blocks
from ipog.report.charts import Intervals, Lorenz
from ipog.report.document import Block, Picture, Report, Section, bullets, picture, table, words
from ipog.report.fleet_files import Fleet, Row
from ipog.report.safe import name
from ipog.shown import UNKNOWN, figure, percent, series, short, span

SHOWN_IN_CHART = 15
SHOWN_IN_TABLE = 40
SHOWN_ERRORS = 25
GROUPS = (
    ("country", mark("By country")),
    ("technology", mark("By technology")),
    ("coal", mark("By coal")),
    ("owner", mark("By owner")),
)
NOT_GIVEN, NONE = mark("not given"), mark("none")
"""What batches write for a group without a name."""
_LARGEST = re.compile(r"largest ([0-9.]+) % of units")


def build_fleet(fleet: Fleet, day: date) -> Report:
    """The report.

    Parameters
    ----------
    fleet : what :func:`read_fleet` gives
    day : shown as the day of the report
    """
    sections = [Section(tr("At a glance"), 2, tuple(_glance(fleet)))]
    scenarios = [row for row in fleet.rows if row["group"] == "all" and row.get("scenario")]
    if scenarios:
        sections.append(Section(tr("Scenarios"), 2, tuple(_scenarios(fleet, scenarios))))
    for group, title in GROUPS:
        rows = [row for row in fleet.rows if row["group"] == group and not row.get("scenario")]
        if len(rows) > 1:
            sections.append(Section(tr(title), 2, tuple(_group(group, tr(title), rows))))
    sections += [
        Section(tr("Largest emitters"), 2, tuple(_emitters(fleet))),
        *_wrong(fleet),
        Section(tr("Method"), 2, method_blocks()),
    ]
    return Report(
        title=tr("Mercury of a fleet: {results}", results=name(fleet.label)),
        date=day.isoformat(),
        provenance=fleet.made_by or f"ipog {ipog.__version__}",
        language=current(),
        sections=tuple(sections),
    )


def _number(row: Row, column: str) -> float | None:
    try:
        return float(row.get(column) or "")
    except ValueError:
        return None


def _likely(row: Row, column: str) -> float | None:
    """The median of the draws, or the figure of the central estimates without draws."""
    drawn = _number(row, f"{column}_p50")
    return _number(row, column) if drawn is None else drawn


def _total(row: Row) -> float | None:
    """The likely total [kg/year]."""
    return _likely(row, "hg_kg_year")


def _change(row: Row) -> float | None:
    """How far a scenario is from the fleet as it stands: of the means, or without draws of the sums."""
    drawn = _number(row, "change_fraction_mean")
    return _number(row, "change_fraction") if drawn is None else drawn


def _spread(row: Row, column: str = "hg_kg_year") -> str:
    low, high = (_number(row, f"{column}_p{level}") for level in (10, 90))
    return UNKNOWN if low is None or high is None else span(figure(low), figure(high))


def _glance(fleet: Fleet) -> Iterator[Block]:
    whole = next(row for row in fleet.rows if row["group"] == "all" and not row.get("scenario"))
    total, central = _total(whole), _number(whole, "hg_kg_year")
    units, sized = whole["units"], whole.get("units_of_known_size", "")
    if total is None:
        yield words(
            tr(
                "{units} units were evaluated; none gives its capacity, so that no total is known.",
                units=units,
            )
        )
        return
    spread = _spread(whole)
    yield words(
        tr("{units} units emit {total} kg of mercury a year.", units=units, total=figure(total))
        if spread == UNKNOWN
        else tr(
            "{units} units emit {total} kg of mercury a year (P10 to P90: {range}).",
            units=units,
            total=figure(total),
            range=spread,
        )
    )
    if sized and sized != units:
        yield words(tr("Only {units} of them give their capacity; the others are in no sum.", units=sized))
    removal = _number(whole, "removal_fraction")
    rows = [
        [tr("units evaluated"), units],
        [tr("mercury in their coal, kg/year"), figure(_number(whole, "coal_hg_kg_year"))],
        [tr("kept out of the air, by the central estimates, %"), percent(removal)],
        [tr("mercury to air, sum of the central estimates, kg/year"), figure(central)],
        [tr("mercury to air, median of the total, kg/year"), figure(_number(whole, "hg_kg_year_p50"))],
        [tr("mercury to air, mean of the total, kg/year"), figure(_number(whole, "hg_kg_year_mean"))],
        [tr("mercury to air, P10 to P90 of the total, kg/year"), spread],
        [tr("rows and plant files with errors"), str(_with_errors(fleet))],
    ]
    yield table(tr("The fleet"), ("", tr("value")), rows, "<>")
    if spread != UNKNOWN:
        yield words(
            tr(
                "A unit may emit far more than its central estimate, but never less than nothing. The total "
                "therefore lies above the sum of the central estimates; its median and mean are what to "
                "expect. What units share (coefficients, a coal) is drawn once for all of them, so that "
                "their errors do not cancel by themselves."
            )
        )
    else:
        yield words(
            tr(
                "Without draws (--samples) the total is the sum of central estimates. It tends to be too "
                "low, because a unit may emit far more than its central estimate but never less than nothing."
            )
        )


def _interval(row: Row) -> tuple[float, float, float] | None:
    middle = _total(row)
    if middle is None:
        return None
    low, high = (_number(row, f"hg_kg_year_p{level}") for level in (10, 90))
    return (middle if low is None else low, middle, middle if high is None else high)


def _intervals(key: str, title: str, labelled: Sequence[tuple[str, Row]]) -> Picture | None:
    shown = [(name(label), *found) for label, row in labelled if (found := _interval(row)) is not None]
    if not shown:
        return None
    chart = Intervals(tuple(shown), tr("mercury to air, kg a year; the bar is P10 to P90"))
    parts = (f"{label}: {series(*figures)}" for label, *figures in shown)
    alt = tr("Mercury to air in kg a year, P10, middle and P90. {rows}.", rows="; ".join(parts))
    return picture(key, title, alt, chart)


def _scenarios(fleet: Fleet, rows: Sequence[Row]) -> Iterator[Block]:
    base = next(row for row in fleet.rows if row["group"] == "all" and not row.get("scenario"))
    labelled = [(tr("as it stands"), base), *((_scenario_name(row), row) for row in rows)]
    chart = _intervals("scenarios", tr("The fleet under each scenario"), labelled)
    if chart is not None:
        yield chart
    cells = [
        [
            label,
            row["units"],
            figure(_total(row)),
            _spread(row),
            figure(_likely(row, "change_kg_year")),
            _spread(row, "change_kg_year"),
            percent(_change(row)),
        ]
        for label, row in labelled
    ]
    head = (
        tr("scenario"),
        tr("units"),
        tr("kg/year"),
        tr("P10 to P90"),
        tr("change, kg/year"),
        tr("its P10 to P90"),
        tr("change, %"),
    )
    yield table(tr("The fleet under each scenario"), head, cells, "<>>>>>>")
    yield words(
        tr(
            "Changes are from the fleet as it stands. With draws (--samples), kg/year are medians, changes "
            "are reckoned draw by draw, and per cent is that of the mean; without, all are of the central "
            "estimates."
        )
    )


def _scenario_name(row: Row) -> str:
    year = row.get("year")
    return f"{row['scenario']}, {year}" if year else row["scenario"]


def _group(group: str, title: str, rows: Sequence[Row]) -> Iterator[Block]:
    labelled = [(_group_name(row), row) for row in rows]
    chart = _intervals(group, title, labelled[:SHOWN_IN_CHART])
    if chart is not None:
        yield chart
    cells = [
        [
            label,
            row["units"],
            figure(_total(row)),
            _spread(row),
            percent(_number(row, "share_of_all_fraction")),
            percent(_number(row, "removal_fraction")),
        ]
        for label, row in labelled[:SHOWN_IN_TABLE]
    ]
    head = (
        "",
        tr("units"),
        tr("kg/year"),
        tr("P10 to P90"),
        tr("share of all, %"),
        tr("removed, %"),
    )
    yield table(title, head, cells, "<>>>>>")
    yield words(tr("What is removed, and the share of all, are those of the central estimates."))
    if len(rows) > SHOWN_IN_TABLE:
        yield words(
            plural(
                "{count} more is in the summary table.",
                "{count} more are in the summary table.",
                len(rows) - SHOWN_IN_TABLE,
            )
        )


def _group_name(row: Row) -> str:
    """The name of a group."""
    label = row["name"] or NOT_GIVEN
    return tr(label) if label in (NOT_GIVEN, NONE) else label


def _emitters(fleet: Fleet) -> Iterator[Block]:
    top = [row for row in fleet.rows if row["group"] == "top_emitter"]
    if not top:
        yield words(tr("No unit of known size."))
        return
    cells = [
        [row["name"], figure(_number(row, "hg_kg_year")), percent(_number(row, "share_of_all_fraction"))]
        for row in top
    ]
    head = (tr("unit"), tr("kg/year"), tr("share, %"))
    yield table(tr("The largest emitters, by their central estimates"), head, cells, "<>>")
    yield from _concentration(fleet)


def _concentration(fleet: Fleet) -> Iterator[Block]:
    points = [
        (units, share)
        for row in fleet.rows
        if row["group"] == "lorenz"
        and (units := _number(row, "units_fraction")) is not None
        and (share := _number(row, "share_of_all_fraction")) is not None
    ]
    largest = [row for row in fleet.rows if row["group"] == "largest_emitters"]
    said = "; ".join(_share_of_largest(row) for row in largest)
    gini = next((_number(row, "gini_coefficient") for row in fleet.rows if row["group"] == "gini"), None)
    said = said[:1].upper() + said[1:]
    alt = tr(
        "{shares}. The Gini coefficient is {gini}; 0 would be units that all emit alike.",
        shares=said,
        gini=figure(gini),
    )
    if len(points) > 2:
        title = tr("How unequal the units are (Lorenz curve)")
        yield picture("lorenz", title, alt, Lorenz(tuple(points)))


def _share_of_largest(row: Row) -> str:
    share = percent(_number(row, "share_of_all_fraction"))
    found = _LARGEST.fullmatch(row["name"])
    if found is None:
        return tr("the {units} emit {share} % of the mercury", units=row["name"], share=share)
    part = short(float(found[1]))
    return tr("the largest {part} % of units emit {share} % of the mercury", part=part, share=share)


_PLANT_FILES = (".yaml", ".yml")


def _failed(fleet: Fleet) -> list[Row]:
    return [row for row in fleet.errors if row.get("level", "error") == "error"]


def _with_errors(fleet: Fleet) -> int:
    """Rows of tables, and plant files, that have errors; each may have several."""
    failed = {(row.get("source", ""), row.get("line", "")) for row in _failed(fleet)}
    return len({(source, "" if source.endswith(_PLANT_FILES) else line) for source, line in failed})


def _wrong(fleet: Fleet) -> Iterator[Section]:
    failed = _failed(fleet)
    if not failed:
        return
    shown = [
        " ".join(part for part in (_place(row), row.get("message", "")) if part)
        for row in failed[:SHOWN_ERRORS]
    ]
    more = len(failed) - len(shown)
    blocks: list[Block] = [words(tr("These are in no figure of this report:")), bullets(shown)]
    if more:
        blocks.append(
            words(
                plural("{count} more is in the errors table.", "{count} more are in the errors table.", more)
            )
        )
    yield Section(tr("What could not be evaluated"), 2, tuple(blocks))


def _place(row: Row) -> str:
    place = row.get("file") or row.get("source") or ""
    line = row.get("line") or row.get("row") or ""
    return f"{place}, {line}:" if place and line else f"{place}:" if place else ""
