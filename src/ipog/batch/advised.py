"""The best measure for a unit and its cost, in columns."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ipog.advice import DEFAULT_CONFIDENCE, advise, aim
from ipog.batch.digits import rounded
from ipog.evaluate import Adjustment
from ipog.evaluate.fleet import Member
from ipog.plant import Plant, Unit

SAMPLES = 200
"""Draws behind the probability that a measure meets a target, where a run asks for none or for more:
advice runs dozens of options a unit."""


MOST_KEPT = 4096
"""Units whose advice is kept for others that are alike."""
SUMMED = (
    "best_kept_kg_year",
    "best_capital_usd",
    "best_cost_usd_year",
    "best_cost_low_usd_year",
    "best_cost_high_usd_year",
)
"""Columns whose sums the summary tells, over the units of known size that need a measure."""
_NAMES = {"name", "note", "measured"}
_TRIAL = Unit.model_validate(
    {"coal_feed": [{"rank": "bituminous", "trace": {"mercury": 0.1}}], "boiler": {"type": "wall"}}
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a measure is wanted for.

    Attributes
    ----------
    target : id of a limit, or a value with its unit; those of the unit, or the limits that bind it, if None
    confidence : probability with which it should be met [1]
    """

    target: str | None = None
    confidence: float = DEFAULT_CONFIDENCE


def wish_for(target: str | None) -> Wish:
    """A wish; a target that is none is told before the run, not once a row.

    Raises
    ------
    ipog.diagnostics.InputError
        if the target is neither a limit nor a value with its unit
    """
    if target is not None:
        aim(_TRIAL, "units[0]", None, target)
    return Wish(target)


def advice_columns(member: Member, wish: Wish, samples: int, seed: int) -> dict[str, Any]:
    """Columns of a row: what is best for the unit, what it does and costs.

    Units that are alike but for their names, such as sisters, are advised once.

    Parameters
    ----------
    member : the unit, the country of its plant, and what its stack tests say
    wish : what is to be reached
    samples, seed : of the run

    Raises
    ------
    ipog.diagnostics.InputError
        if a target or limit of the unit is unknown
    """
    alike = member.unit.model_dump(mode="json", exclude=_NAMES, exclude_unset=True)
    drawn = min(samples, SAMPLES) or SAMPLES
    return _columns(json.dumps(alike), member.country, member.adjustment, wish, drawn, seed)


@lru_cache(maxsize=MOST_KEPT)
def _columns(
    unit_data: str, country: str | None, own: Adjustment | None, wish: Wish, samples: int, seed: int
) -> dict[str, Any]:
    identity = {} if country is None else {"country": country}
    plant = Plant.model_validate({"plant": identity, "units": [json.loads(unit_data)]})
    advice = advise(
        plant,
        target=wish.target,
        confidence=wish.confidence,
        adjustments=None if own is None else {plant.units[0].name: own},
        samples=samples,
        seed=seed,
    )
    unit = advice.units[0]
    columns: dict[str, Any] = {
        "best_target_basis": unit.target_basis,
        "best_targets": "; ".join(target.id or target.name for target in unit.baseline.targets) or None,
        "best_probability_without": unit.probability_met,
        "best_measure": None,
        # Whole sentences, which have semicolons of their own.
        "best_remarks": " | ".join([*unit.remarks, *unit.assumptions]) or None,
    }
    best = unit.recommended
    if best is None:
        return columns
    before, after = unit.baseline.stack, best.variant.stack
    kept = None
    if before.hg_kg_year is not None and after.hg_kg_year is not None:
        kept = rounded(before.hg_kg_year - after.hg_kg_year)
    cost = best.cost
    return columns | {
        "best_measure": best.name,
        "best_measure_id": best.id,
        "best_stack_hg_ug_nm3": rounded(after.hg_ug_nm3),
        "best_stack_hg_kg_year": None if after.hg_kg_year is None else rounded(after.hg_kg_year),
        "best_kept_kg_year": kept,
        "best_probability_met": best.probability_met,
        "best_capital_usd": rounded(cost.capital.mid),
        "best_cost_usd_year": rounded(cost.annualised.mid),
        "best_cost_low_usd_year": rounded(cost.annualised.low),
        "best_cost_high_usd_year": rounded(cost.annualised.high),
        "best_usd_per_kg": None if cost.per_kg is None else rounded(cost.per_kg.mid),
        "best_usd_of_year": cost.currency_year,
        "best_cost_judged_fraction": rounded(cost.judged),
    }
