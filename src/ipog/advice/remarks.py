"""What a reader of advice must know beside the figures."""

from __future__ import annotations

from collections.abc import Sequence

from ipog.advice.rank import near_miss, what_limits
from ipog.advice.result import Option
from ipog.language import decimal, plural, tr


def remarks_on(
    options: Sequence[Option],
    recommended: Option | None,
    confidence: float,
    budget: float | None,
    left_out: int,
    needed: bool,
) -> list[str]:
    """Remarks on the options of a unit, one sentence each."""
    remarks = []
    if not needed:
        remarks.append(
            tr("every target is met with the wanted confidence; nothing more is needed for mercury")
        )
    meeting = [o for o in options if o.probability_met is not None and o.probability_met >= confidence]
    checked = [o for o in options if o.probability_met is not None]
    if needed and checked and not meeting:
        nearest = max(checked, key=lambda option: option.probability_met or 0.0)
        remarks.append(
            tr(
                "no option meets every target with {confidence} % confidence; {option} comes nearest, with "
                "{chance} %",
                confidence=f"{100 * confidence:.0f}",
                option=nearest.name,
                chance=f"{100 * (nearest.probability_met or 0.0):.0f}",
            )
        )
        remarks.append(what_limits(nearest))
    if options and not checked:
        remarks.append(
            tr(
                "there is no target to hold options against, so they rank by the cost of a kilogram kept; "
                "trains that the Minamata guidance names as best available stay below 1 ug/Nm3"
            )
        )
    if needed and not options:
        remarks.append(tr("no measure fits this unit; the trace says what was ruled out and why"))
    if budget is not None and options and recommended is None and needed:
        remarks.append(tr("nothing that helps fits the budget"))
    if recommended is not None and recommended in meeting:
        near = near_miss(options, recommended, confidence)
        if near is not None:
            remarks.append(
                tr(
                    "{option} would do with {chance} % probability at {share} % of the cost",
                    option=near.name,
                    chance=decimal(f"{100 * (near.probability_met or 0.0):.1f}"),
                    share=f"{100 * near.cost.annualised.mid / recommended.cost.annualised.mid:.0f}",
                )
            )
    if recommended is not None:
        remarks += [
            tr("the recommendation rests on thin data: {reason}", reason=reason)
            for reason in recommended.thin
        ]
        if recommended.cost.judged > 0.5:
            remarks.append(
                tr(
                    "{percent} % of its cost rests on engineering judgement; "
                    "ask for quotations before deciding",
                    percent=f"{100 * recommended.cost.judged:.0f}",
                )
            )
    if left_out:
        remarks.append(
            plural(
                "{count} further combination of three was not run",
                "{count} further combinations of three were not run",
                left_out,
            )
        )
    return remarks
