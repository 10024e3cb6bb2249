"""What ``ipog validate`` says, as sections of words and tables that text, Markdown and HTML share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ipog.language import decimal, mark, plural, tr, whole
from ipog.shown import UNKNOWN, figure, short, span
from ipog.validation import CLASS_MEAN, CROSS, SHIPPED, Group, PublishedComparison, Scores, Validation
from ipog.validation.classes import class_words
from ipog.validation.comparison import Sums

WAY_WORDS = {
    SHIPPED: mark("ipog, fitted to these units"),
    CROSS: mark("ipog, cross-validated"),
    "epa_averages": mark("EPA averages of 1999"),
    "epa_factors": mark("EPA emission factors"),
    "eia_factors": mark("EIA emission factors"),
    CLASS_MEAN: mark("class mean, other plants"),
}
"""Words for the ways of predicting, in English."""

_QUANTITY_WORDS = {
    "removal": mark("removal"),
    "stack_hg": mark("stack mercury"),
    "fly_ash_capture": mark("with fly ash"),
    "fgd_capture": mark("in the scrubber"),
    "stack_hg0_fraction": mark("elemental at stack"),
}

_SCORE_HEAD = ("RMSE", mark("bias"), "x2", "x3", mark("median"), mark("mean"), "P10-P90")

_FITTED_OR_NOT = mark(
    "They were measured for the EPA's information collection request of 2010, and ipog was fitted to them. "
    'The row "fitted" has seen these units and flatters. The row "cross-validated" has never seen the plant '
    "of the unit it predicts; it is what to expect of a new plant."
)
_OTHER_WAYS = mark(
    "EPA averages are the mean capture by train and rank in the tests of 1999. Emission factors are those "
    "that the EIA prints for the EPA's model of the power sector and for its own. None of them has seen "
    "these units. The class mean uses no model at all: it is the mean of the class's units at other plants."
)
_OTHER_WAYS_DOUBTS = mark(
    "Of the EPA averages, the cells of dry and of particulate scrubbers are from memory. The EPA factor of "
    "dry scrubbers on bituminous coal is printed as 0.50, perhaps a slip for 0.05; it is taken as printed."
)
_UNFITTED = mark("No fit used these measurements, though a few coefficients start from the same sources.")
_UNSAID = mark("What the sources do not say is left to the defaults.")
_NOT_INDEPENDENT = mark(
    "These are no independent test: the coefficients of the sorbents rest on this series of tests."
)
_RATIOS = mark(
    "RMSE and bias are of log10(predicted / measured emission); 0.30 is a factor of 2, and a bias above 0 "
    "predicts too much at the stack."
)
_SHARES = mark(
    "x2 and x3: % of the units within a factor of 2 and 3. Median and mean: absolute error of the removal in "
    "percentage points. P10-P90: % of the measurements in that range; 80 would be right. The width of the "
    "ranges was set on the misses of these units, so this is a check of the arithmetic, not of new plants."
)
_CARBON_ASSUMED = mark(
    "Kind and rate of the sorbent were not reported; brominated carbon at 2 lb/MMacf is assumed for all, so "
    "this tests the assumption as much as the model. The tables of the EPA and the EIA know no injected "
    "carbon."
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table in groups of rows.

    Attributes
    ----------
    caption : what it shows
    group_head : head of the groups; empty if there is only one group, without a name
    head : heads of the other columns
    groups : name and rows of each group
    """

    caption: str
    group_head: str
    head: tuple[str, ...]
    groups: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A title with paragraphs and tables.

    Attributes
    ----------
    key : short name
    title : heading
    paragraphs : words before the tables
    tables : tables
    remarks : words behind them, one each
    """

    key: str
    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()


def sections(validation: Validation) -> tuple[Section, ...]:
    """All sections in the order to read them."""
    published = validation.published
    outside_usa = [row for row in published if row.country != "US"]
    in_usa = [row for row in published if row.country == "US" and not row.injected_carbon]
    carbon = [row for row in published if row.injected_carbon]
    return (
        _units_section(validation),
        _classes_section(validation),
        _carbon_section(validation),
        _published_section(
            "outside_usa",
            tr("Published plants outside the USA"),
            f"{tr(_UNFITTED)} {tr(_UNSAID)}",
            outside_usa,
        ),
        _published_section(
            "in_usa",
            tr("Published plants in the USA, without injected carbon"),
            tr(_UNFITTED),
            in_usa,
        ),
        _published_section(
            "with_carbon",
            tr("Published tests with injected carbon"),
            tr(_NOT_INDEPENDENT),
            carbon,
        ),
    )


def _units_section(validation: Validation) -> Section:
    units = [unit for unit in validation.units if not unit.injected_carbon]
    plants = len({unit.plant for unit in units})
    counted = tr("{units} units of {plants} plants.", units=whole(len(units)), plants=whole(plants))
    one_alone = tr(
        "It is the mean prediction of several cross-validations; one alone has an RMSE of {rmse}.",
        rmse=decimal(f"{validation.cross_validated_rmse:.2f}"),
    )
    more_than_coal = plural(
        "{count} stacks emitted more than their coal brought, which is sampling; they count as emitting all "
        "of it.",
        "{count} stacks emitted more than their coal brought, which is sampling; they count as emitting all "
        "of it.",
        validation.above_coal,
    )
    return Section(
        "units",
        tr("US units of 2010, without injected carbon"),
        (f"{counted} {tr(_FITTED_OR_NOT)} {one_alone}", tr(_OTHER_WAYS)),
        (_score_table(tr("All units"), validation.without_carbon[:1]),),
        (tr(_RATIOS), tr(_SHARES), more_than_coal, _summed(validation.sums), tr(_OTHER_WAYS_DOUBTS)),
    )


def _summed(sums: Sums) -> str:
    """What the units emit in all beside what is predicted of them."""
    of_central = decimal(f"{sums.measured / sums.central:.2f}")
    if sums.mean is None:
        return tr(
            "Summed over the units, as an inventory sums, the measured emission is {ratio} times that of the "
            "cross-validated central estimates.",
            ratio=of_central,
        )
    return tr(
        "Summed over the units, as an inventory sums, the measured emission is {ratio} times that of the "
        "cross-validated central estimates and {of_means} times the sum of the means of their draws. A unit "
        "may emit many times its central estimate but never less than nothing, so totals of central "
        "estimates are too low.",
        ratio=of_central,
        of_means=decimal(f"{sums.measured / sums.mean:.2f}"),
    )


def _classes_section(validation: Validation) -> Section:
    return Section(
        "classes",
        tr("By class of train"),
        (tr("The same units and columns. A class of ten units tells little by itself."),),
        (_score_table(tr("By class of train"), validation.without_carbon[1:], tr("class")),),
        (_where_no_better(validation),),
    )


def _where_no_better(validation: Validation) -> str:
    """Name the classes in which something simpler does as well, so that nobody has to search."""
    worse = [
        f"{class_words(group.name)} ({', '.join(better)})"
        for group in validation.without_carbon[1:]
        if (better := _no_worse(group.scores))
    ]
    if not worse:
        return tr("In each class the cross-validated prediction has a smaller RMSE than all others.")
    return tr(
        "Something simpler has as small an RMSE as the cross-validated prediction in: {classes}.",
        classes="; ".join(worse),
    )


def _no_worse(scores: dict[str, Scores]) -> list[str]:
    own = scores[CROSS].log10_rmse
    return [
        tr(WAY_WORDS[way])
        for way, found in scores.items()
        if way not in (SHIPPED, CROSS) and found.log10_rmse <= own
    ]


def _carbon_section(validation: Validation) -> Section:
    count = sum(unit.injected_carbon for unit in validation.units)
    unused = plural("{count} units that no fit used.", "{count} units that no fit used.", count)
    return Section(
        "carbon",
        tr("US units of 2010, with injected carbon"),
        (f"{unused} {tr(_CARBON_ASSUMED)}",),
        (
            _score_table(
                tr("All units"), validation.with_carbon, words={SHIPPED: mark("ipog, carbon assumed")}
            ),
        ),
    )


def _score_table(
    caption: str, groups: Sequence[Group], group_head: str = "", words: dict[str, str] | None = None
) -> Table:
    named = WAY_WORDS | (words or {})
    return Table(
        caption,
        group_head,
        (tr("predicted by"), *map(tr, _SCORE_HEAD)),
        tuple(
            (
                plural(
                    "{group}, {count} units",
                    "{group}, {count} units",
                    _unit_count(group),
                    group=class_words(group.name),
                ),
                tuple((tr(named.get(way, way)), *_score_cells(found)) for way, found in group.scores.items()),
            )
            for group in groups
        ),
    )


def _unit_count(group: Group) -> int:
    return next(iter(group.scores.values())).units


def _score_cells(scores: Scores) -> tuple[str, ...]:
    coverage = scores.coverage_p10_p90
    return (
        decimal(f"{scores.log10_rmse:.2f}"),
        decimal(f"{scores.log10_bias:+z.2f}"),
        f"{100 * scores.within_factor_2:.0f}",
        f"{100 * scores.within_factor_3:.0f}",
        decimal(f"{scores.removal_error_median:.1f}"),
        decimal(f"{scores.removal_error_mean:.1f}"),
        UNKNOWN if coverage is None else f"{100 * coverage:.0f}",
    )


def _published_section(key: str, title: str, words: str, rows: Sequence[PublishedComparison]) -> Section:
    cases = dict.fromkeys((row.example, row.unit_name) for row in rows)
    groups = tuple(
        (
            f"{example}: {unit}",
            tuple(_published_cells(row) for row in rows if (row.example, row.unit_name) == (example, unit)),
        )
        for example, unit in cases
    )
    judged = [row for row in rows if row.inside is not None]
    if judged:
        counted = plural(
            "{inside} of {count} measurements with a range lie in it.",
            "{inside} of {count} measurements with a range lie in it.",
            len(judged),
            inside=whole(sum(bool(row.inside) for row in judged)),
        )
        words = f"{words} {counted}"
    head = (tr("quantity"), tr("measured"), tr("predicted"), tr("P10 to P90"), tr("in it"))
    return Section(
        key,
        title,
        (words,),
        (Table(title, tr("case"), head, groups),),
        tuple(
            f"{row.example}: {row.unit_name}. {tr(row.explanation)}"
            for row in rows
            if row.explanation is not None
        ),
    )


def _published_cells(row: PublishedComparison) -> tuple[str, ...]:
    ends = UNKNOWN
    if row.p10 is not None and row.p90 is not None:
        ends = span(_amount(row.p10, row.unit), _amount(row.p90, row.unit))
    return (
        f"{tr(_QUANTITY_WORDS[row.quantity])}, {tr(row.unit)}",
        short(row.measured),
        _amount(row.predicted, row.unit),
        ends,
        {True: tr("yes"), False: tr("no"), None: UNKNOWN}[row.inside],
    )


def _amount(value: float | None, unit: str) -> str:
    """A prediction with as many digits as it deserves: two, or a tenth of a percentage point."""
    if value is None or unit != "%":
        return figure(value, 2)
    return decimal(f"{value:.0f}" if value >= 9.95 else f"{value:.1f}")
