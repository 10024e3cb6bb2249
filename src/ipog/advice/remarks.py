"""What a reader of advice must know beside the figures."""

from __future__ import annotations

from collections.abc import Sequence

from ipog.advice.rank import near_miss, what_limits
from ipog.advice.result import Option


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
        remarks.append("every target is met with the wanted confidence; nothing more is needed for mercury")
    meeting = [o for o in options if o.probability_met is not None and o.probability_met >= confidence]
    checked = [o for o in options if o.probability_met is not None]
    if needed and checked and not meeting:
        nearest = max(checked, key=lambda option: option.probability_met or 0.0)
        remarks.append(
            f"no option meets every target with {100 * confidence:.0f} % confidence; "
            f"{nearest.name} comes nearest, with {100 * (nearest.probability_met or 0.0):.0f} %"
        )
        remarks.append(what_limits(nearest))
    if options and not checked:
        remarks.append(
            "there is no target to hold options against, so they rank by the cost of a kilogram kept; trains "
            "that the Minamata guidance names as best available stay below 1 ug/Nm3"
        )
    if needed and not options:
        remarks.append("no measure fits this unit; the trace says what was ruled out and why")
    if budget is not None and options and recommended is None and needed:
        remarks.append("nothing that helps fits the budget")
    if recommended is not None and recommended in meeting:
        near = near_miss(options, recommended, confidence)
        if near is not None:
            remarks.append(
                f"{near.name} would do with {100 * (near.probability_met or 0.0):.1f} % probability at "
                f"{100 * near.cost.annualised.mid / recommended.cost.annualised.mid:.0f} % of the cost"
            )
    if recommended is not None:
        remarks += [f"the recommendation rests on thin data: {reason}" for reason in recommended.thin]
        if recommended.cost.judged > 0.5:
            remarks.append(
                f"{100 * recommended.cost.judged:.0f} % of its cost rests on engineering judgement; "
                "ask for quotations before deciding"
            )
    if left_out:
        remarks.append(f"{left_out} further combinations of three were not run")
    return remarks
