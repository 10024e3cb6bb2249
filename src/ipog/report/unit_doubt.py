"""What a report says of the uncertainty of a unit's figures, and of how good ipog was for others like it."""

from __future__ import annotations

from collections.abc import Iterator

from ipog.language import decimal, tr
from ipog.report.document import Block, table, words
from ipog.report.given import within_unit
from ipog.report.pictures import tornado_picture
from ipog.results import UnitResult
from ipog.shown import figure, percent
from ipog.validation.classes import ALL, class_words, cross_validated_scores
from ipog.validation.scores import Scores


def uncertainty(unit: UnitResult, key: str) -> Iterator[Block]:
    """What makes a prediction unsure; the unit has been drawn."""
    drawn = unit.uncertainty
    assert drawn is not None
    yield words(
        tr(
            "From {samples} draws (seed {seed}). One draw in ten lies below P10 and one in ten above P90.",
            samples=drawn.samples,
            seed=drawn.seed,
        )
    )
    chart = tornado_picture(unit, key)
    if chart is not None:
        yield chart
    rows = [
        [within_unit(item.field), tr(item.group)]
        + [figure(value) for value in (item.low, item.high, item.stack_at_low, item.stack_at_high)]
        for item in drawn.influences
    ]
    head = (
        tr("input or coefficient"),
        tr("kind"),
        tr("its P10"),
        tr("its P90"),
        tr("stack at P10"),
        tr("stack at P90"),
    )
    yield table(tr("What moves the stack most, one at a time, ug/Nm3"), head, rows, "<<>>>>")
    shares = [[tr(group), percent(share)] for group, share in drawn.variance_shares.items()]
    heads = (tr("varied alone"), tr("% of the variance"))
    yield table(tr("What the spread is made of"), heads, shares, "<>")


def scores(unit: UnitResult) -> Iterator[Block]:
    """How good predictions were for measured units of the same class of train."""
    drawn = unit.uncertainty
    assert drawn is not None
    own = drawn.error_class
    known = cross_validated_scores()
    if own in known:
        yield words(
            tr(
                "{units} measured US units of 2010 have a train of this class ({kind}). Each was predicted "
                "by fits that had never seen its plant; this is what to expect of a new plant.",
                units=drawn.error_class_units,
                kind=class_words(own),
            )
        )
    else:
        yield words(
            tr(
                "No measured unit stands behind this class of train ({kind}); the error of all "
                "classes together is taken. It may be larger.",
                kind=class_words(own),
            )
        )
    rows = [_score_row(class_words(group), known[group]) for group in (own, ALL) if group in known]
    head = (
        tr("class of train"),
        tr("units"),
        "RMSE",
        tr("bias"),
        tr("within x2, %"),
        tr("within x3, %"),
        tr("removal error, points"),
    )
    yield table(tr("Predicted against measured, cross-validated"), head, rows, "<>>>>>>")
    yield words(
        tr(
            "RMSE and bias are of log10(predicted / measured emission); {ratio} is a factor of 2, and a bias "
            "above 0 predicts too much. The error of the removal is the median.",
            ratio=decimal("0.30"),
        )
    )


def _score_row(label: str, found: Scores) -> list[str]:
    return [
        label,
        str(found.units),
        decimal(f"{found.log10_rmse:.2f}"),
        decimal(f"{found.log10_bias:+z.2f}"),
        f"{100 * found.within_factor_2:.0f}",
        f"{100 * found.within_factor_3:.0f}",
        decimal(f"{found.removal_error_median:.1f}"),
    ]
