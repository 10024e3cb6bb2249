"""Advice as plain data, with the names that programs rely on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ipog.advice.costs import Cost, Range, removed_kg_year
from ipog.advice.in_short import in_short
from ipog.advice.result import Advice, Option, Trial, UnitAdvice
from ipog.cli.render.record import citation, rounded
from ipog.evaluate.many import Variant


def advice_data(advice: Advice) -> dict[str, Any]:
    """Advice as nested data; names carry their unit."""
    used = dict.fromkeys(
        key for unit in advice.units for option in (*unit.options, *_named(unit)) for key in option.sources
    )
    for unit in advice.units:
        used |= dict.fromkeys(key for visit in unit.trace.visits for key in visit.sources)
        used |= dict.fromkeys(item.limit.source for item in unit.rules)
        if unit.trial is not None:
            used[unit.trial.source] = None
        used |= dict.fromkeys(t.source for t in unit.baseline.targets if t.source is not None)
    economics = asdict(advice.economics) | {
        "capital_recovery_factor": advice.economics.capital_recovery_factor
    }
    data: dict[str, Any] = {
        "ipog": advice.ipog,
        "parameters": advice.parameters,
        "plant": advice.plant,
        "country": advice.country,
        "objective": advice.objective,
        "confidence": advice.confidence,
        "budget_usd_year": advice.budget,
        "samples": advice.samples,
        "seed": advice.seed,
        "economics": economics,
        "site": asdict(advice.site),
        "answers": dict(advice.answers),
        "units": [_unit(unit) for unit in advice.units],
        "sources": [citation(key) for key in used],
    }
    cleaned: dict[str, Any] = rounded(data)
    return cleaned


def _unit(unit: UnitAdvice) -> dict[str, Any]:
    recommended = unit.recommended
    return {
        "name": unit.name,
        "baseline": _variant(unit.baseline)
        | {
            "probability_met": unit.probability_met,
            "targets": [asdict(target) for target in unit.baseline.targets],
        },
        "target_basis": unit.target_basis,
        "stack_tests": None if unit.tests is None else asdict(unit.tests),
        "rules": [
            {
                "id": item.limit.id,
                "kind": item.limit.kind,
                "binds": item.certain,
                "reasons": list(item.reasons),
                "label": item.limit.label,
                "value": item.limit.value,
                "unit": item.limit.unit,
                "standing": item.limit.standing,
                "source": item.limit.source,
            }
            for item in unit.rules
        ],
        "facts": dict(unit.facts),
        "trace": [
            {
                "node": visit.node,
                "rung": visit.rung,
                "question": visit.question,
                "answer": visit.answer,
                "assumed": visit.assumed,
                "overruled": visit.overruled,
                "facts": dict(visit.facts),
                "because": visit.because,
                "opened": list(visit.opened),
                "closed": list(visit.closed),
                "sources": list(visit.sources),
            }
            for visit in unit.trace.visits
        ],
        "ruled_out": dict(unit.trace.closed),
        "not_possible": dict(unit.not_possible),
        "recommended": None if recommended is None else recommended.id,
        "in_short": in_short(unit),
        "likely": None if unit.likely is None else unit.likely.id,
        "trial": None if unit.trial is None else _trial(unit.trial),
        "pathway": [
            {
                "title": step.title,
                "why": step.why,
                "option": None if step.option is None else step.option.id,
                "verify": step.verify,
                "months": None if step.months is None else list(step.months),
            }
            for step in unit.pathway
        ],
        "options": [_option(option, unit.baseline) for option in unit.options],
        "other_levels": [_option(option, unit.baseline) for option in _named(unit)],
        "evaluated_options": len(unit.levels),
        "pareto": [
            {
                "id": option.id,
                "annualised_usd_year": option.cost.annualised.mid,
                "hg_kg_year": option.variant.stack.hg_kg_year,
            }
            for option in unit.pareto
        ],
        "abatement_curve": [
            {
                "id": step.option.id,
                "kept_kg_year": step.kept_kg_year,
                "total_kg_year": step.total_kg_year,
                "usd_per_kg": step.usd_per_kg,
            }
            for step in unit.abatement
        ],
        "sensitivity": [asdict(item) for item in unit.sensitivity],
        "practices": [asdict(practice) for practice in unit.practices],
        "remarks": list(unit.remarks),
        "assumptions": list(unit.assumptions),
    }


def _variant(variant: Variant) -> dict[str, Any]:
    stack: dict[str, Any] = asdict(variant.stack)
    for level, figures in sorted(variant.percentiles.items()):
        stack[f"p{level}"] = asdict(figures)
    return {
        "stack": stack,
        "balance_fraction": dict(variant.balance_fraction),
        "error_class": variant.error_class,
        "error_class_units": variant.error_class_units,
    }


def _option(option: Option, baseline: Variant) -> dict[str, Any]:
    return {
        "id": option.id,
        "name": option.name,
        "measures": list(option.measures),
        "levels": {
            step.measure.id: {"value": step.level, "unit": step.measure.level_unit}
            for step in option.steps
            if step.level is not None
        },
        **_variant(option.variant),
        "targets": [asdict(target) for target in option.variant.targets],
        "probability_met": option.probability_met,
        "cost": _cost(option.cost) | {"mercury_kept_kg_year": removed_kg_year(baseline, option.variant)},
        "reasons": list(option.reasons),
        "needs": _joined(option, "needs"),
        "risks": _joined(option, "risks"),
        "cross_media": [step.measure.cross_media for step in option.steps],
        "co_benefits_percent": {
            item.pollutant: _range(item.change) | {"kind": item.kind, "sources": list(item.sources)}
            for item in option.co_benefits
        },
        "co_benefits": [step.measure.benefits for step in option.steps],
        "bat_level": [step.measure.bat_level for step in option.steps],
        "maturity": option.maturity,
        "months": list(option.months),
        "verify": [step.measure.verify for step in option.steps],
        "thin_data": list(option.thin),
        "sources": list(option.sources),
    }


def _named(unit: UnitAdvice) -> list[Option]:
    """Options that pathway, front, curve or the first answer name, at levels that the ranking leaves out."""
    named = [step.option for step in unit.pathway if step.option is not None]
    named += [*unit.pareto, *(step.option for step in unit.abatement)]
    named += [] if unit.likely is None else [unit.likely]
    ranked = {option.id for option in unit.options}
    return list({option.id: option for option in named if option.id not in ranked}.values())


def _trial(trial: Trial) -> dict[str, Any]:
    return {
        "option": None if trial.option is None else trial.option.id,
        "target": trial.target,
        "bound": trial.bound,
        "unit": trial.unit,
        "tests": trial.tests,
        "sd_fraction": trial.sd,
        "source": trial.source,
    }


def _joined(option: Option, name: str) -> list[str]:
    return list(dict.fromkeys(text for step in option.steps for text in getattr(step.measure, name)))


def _range(amount: Range) -> dict[str, Any]:
    return asdict(amount)


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "currency_year": cost.currency_year,
        "capital_usd": _range(cost.capital),
        "running_usd_year": _range(cost.running),
        "annualised_usd_year": _range(cost.annualised),
        "usd_per_mwh": _range(cost.per_mwh),
        "usd_per_kg_mercury": None if cost.per_kg is None else _range(cost.per_kg),
        "auxiliary_mwh_year": cost.auxiliary_mwh_year,
        "co2_t_year": cost.co2_t_year,
        "judged_share": cost.judged,
        "rows": [
            {
                "what": row.what,
                "label": row.label,
                "amount": _range(row.amount),
                "year": row.year,
                "source": row.source,
                "kind": row.kind,
                "note": row.note,
            }
            for row in cost.rows
        ],
    }
