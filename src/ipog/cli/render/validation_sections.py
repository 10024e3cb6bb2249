"""What ``ipog validate`` says, as sections of words and tables that text, Markdown and HTML share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ipog.cli.render.figures import UNKNOWN, figure, short
from ipog.validation import CLASS_MEAN, CROSS, SHIPPED, Group, PublishedComparison, Scores, Validation
from ipog.validation.classes import class_words

WAY_WORDS = {
    SHIPPED: "ipog, fitted to these units",
    CROSS: "ipog, cross-validated",
    "epa_averages": "EPA averages of 1999",
    "epa_factors": "EPA emission factors",
    "eia_factors": "EIA emission factors",
    CLASS_MEAN: "class mean, other plants",
}
"""Words for the ways of predicting."""

_QUANTITY_WORDS = {
    "removal": "removal",
    "stack_hg": "stack mercury",
    "fly_ash_capture": "with fly ash",
    "fgd_capture": "in the scrubber",
    "stack_hg0_fraction": "elemental at stack",
}

_SCORE_HEAD = ("RMSE", "bias", "x2", "x3", "median", "mean", "P10-P90")

_FITTED_OR_NOT = (
    "They were measured for the EPA's information collection request of 2010, and ipog was fitted to them. "
    'The row "fitted" has seen these units and flatters. The row "cross-validated" has never seen the plant '
    "of the unit it predicts; it is what to expect of a new plant."
)
_OTHER_WAYS = (
    "EPA averages are the mean capture by train and rank in the tests of 1999. Emission factors are those "
    "that the EIA prints for the EPA's model of the power sector and for its own. None of them has seen "
    "these units. The class mean uses no model at all: it is the mean of the class's units at other plants."
)
_OTHER_WAYS_DOUBTS = (
    "Of the EPA averages, the cells of dry and of particulate scrubbers are from memory. The EPA factor of "
    "dry scrubbers on bituminous coal is printed as 0.50, perhaps a slip for 0.05; it is taken as printed."
)
_UNFITTED = "No fit used these measurements, though a few coefficients start from the same sources."
_UNSAID = "What the sources do not say is left to the defaults."
_NOT_INDEPENDENT = (
    "These are no independent test: the coefficients of the sorbents rest on this series of tests."
)
_RATIOS = (
    "RMSE and bias are of log10(predicted / measured emission); 0.30 is a factor of 2, and a bias above 0 "
    "predicts too much at the stack."
)
_SHARES = (
    "x2 and x3: % of the units within a factor of 2 and 3. Median and mean: absolute error of the removal in "
    "percentage points. P10-P90: % of the measurements in that range; 80 would be right. The width of the "
    "ranges was set on the misses of these units, so this is a check of the arithmetic, not of new plants."
)
_CARBON_ASSUMED = (
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
            "Published plants outside the USA",
            f"{_UNFITTED} {_UNSAID}",
            outside_usa,
        ),
        _published_section(
            "in_usa",
            "Published plants in the USA, without injected carbon",
            _UNFITTED,
            in_usa,
        ),
        _published_section(
            "with_carbon",
            "Published tests with injected carbon",
            _NOT_INDEPENDENT,
            carbon,
        ),
    )


def _units_section(validation: Validation) -> Section:
    units = [unit for unit in validation.units if not unit.injected_carbon]
    plants = len({unit.plant for unit in units})
    one_alone = (
        "It is the mean prediction of several cross-validations; one alone has an RMSE of "
        f"{validation.cross_validated_rmse:.2f}."
    )
    more_than_coal = (
        f"{validation.above_coal} stacks emitted more than their coal brought, which is sampling; they "
        "count as emitting all of it."
    )
    sums = validation.sums
    summed = (
        f"Summed over the units, as an inventory sums, the measured emission is "
        f"{sums.measured / sums.central:.2f} times that of the cross-validated central estimates"
    )
    if sums.mean is not None:
        summed += (
            f" and {sums.measured / sums.mean:.2f} times the sum of the means of their draws. A unit may "
            "emit many times its central estimate but never less than nothing, so totals of central "
            "estimates are too low"
        )
    return Section(
        "units",
        "US units of 2010, without injected carbon",
        (f"{len(units)} units of {plants} plants. {_FITTED_OR_NOT} {one_alone}", _OTHER_WAYS),
        (_score_table("All units", validation.without_carbon[:1]),),
        (_RATIOS, _SHARES, more_than_coal, f"{summed}.", _OTHER_WAYS_DOUBTS),
    )


def _classes_section(validation: Validation) -> Section:
    return Section(
        "classes",
        "By class of train",
        ("The same units and columns. A class of ten units tells little by itself.",),
        (_score_table("By class of train", validation.without_carbon[1:], "class"),),
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
        return "In each class the cross-validated prediction has a smaller RMSE than all others."
    return (
        "Something simpler has as small an RMSE as the cross-validated prediction in: "
        + "; ".join(worse)
        + "."
    )


def _no_worse(scores: dict[str, Scores]) -> list[str]:
    own = scores[CROSS].log10_rmse
    return [
        WAY_WORDS[way]
        for way, found in scores.items()
        if way not in (SHIPPED, CROSS) and found.log10_rmse <= own
    ]


def _carbon_section(validation: Validation) -> Section:
    count = sum(unit.injected_carbon for unit in validation.units)
    return Section(
        "carbon",
        "US units of 2010, with injected carbon",
        (f"{count} units that no fit used. {_CARBON_ASSUMED}",),
        (_score_table("All units", validation.with_carbon, words={SHIPPED: "ipog, carbon assumed"}),),
    )


def _score_table(
    caption: str, groups: Sequence[Group], group_head: str = "", words: dict[str, str] | None = None
) -> Table:
    named = WAY_WORDS | (words or {})
    return Table(
        caption,
        group_head,
        ("predicted by", *_SCORE_HEAD),
        tuple(
            (
                f"{class_words(group.name)}, {_unit_count(group)} units",
                tuple((named.get(way, way), *_score_cells(found)) for way, found in group.scores.items()),
            )
            for group in groups
        ),
    )


def _unit_count(group: Group) -> int:
    return next(iter(group.scores.values())).units


def _score_cells(scores: Scores) -> tuple[str, ...]:
    coverage = scores.coverage_p10_p90
    return (
        f"{scores.log10_rmse:.2f}",
        f"{scores.log10_bias:+.2f}",
        f"{100 * scores.within_factor_2:.0f}",
        f"{100 * scores.within_factor_3:.0f}",
        f"{scores.removal_error_median:.1f}",
        f"{scores.removal_error_mean:.1f}",
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
    counted = (
        f" {sum(bool(row.inside) for row in judged)} of {len(judged)} measurements with a range lie in it."
        if judged
        else ""
    )
    return Section(
        key,
        title,
        (words + counted,),
        (Table(title, "case", ("quantity", "measured", "predicted", "P10 to P90", "in it"), groups),),
        tuple(
            f"{row.example}: {row.unit_name}. {row.explanation}"
            for row in rows
            if row.explanation is not None
        ),
    )


def _published_cells(row: PublishedComparison) -> tuple[str, ...]:
    span = UNKNOWN
    if row.p10 is not None and row.p90 is not None:
        span = f"{_amount(row.p10, row.unit)} to {_amount(row.p90, row.unit)}"
    return (
        f"{_QUANTITY_WORDS[row.quantity]}, {row.unit}",
        short(row.measured),
        _amount(row.predicted, row.unit),
        span,
        {True: "yes", False: "no", None: UNKNOWN}[row.inside],
    )


def _amount(value: float | None, unit: str) -> str:
    """A prediction with as many digits as it deserves: two, or a tenth of a percentage point."""
    if value is None or unit != "%":
        return figure(value, 2)
    return f"{value:.0f}" if value >= 9.95 else f"{value:.1f}"
