"""Settings that were found, as text and as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ipog.advice.solve import Solution
from ipog.cli.render.advice_words import million
from ipog.cli.render.grid import paragraph, table
from ipog.cli.render.record import rounded
from ipog.language import decimal, plural, tr
from ipog.shown import figure, percent

Solved = Sequence[tuple[str, str, list[str], Solution]]
"""Name of the unit, where its targets come from, what was assumed, and what was found."""


def solve_table(plant: str, confidence: float, solved: Solved, unsolved: Mapping[str, str]) -> str:
    """The settings for a person; units that nothing could be varied of, with the reason, at the end."""
    lines = paragraph(plant, indent=0)
    for name, basis, assumptions, solution in solved:
        lines += ["", f"== {name}", *paragraph(tr("Targets: {basis}.", basis=basis))]
        lines += paragraph(_verdict(solution, confidence))
        for step in solution.steps:
            width = solution.resolution.get(step.measure.id)
            said = step.measure.name
            if step.level is not None:
                said += f": {figure(step.level)} {tr(step.measure.level_unit)}"
                if width is not None:
                    said += f" ({tr('to {step}', step=figure(width, 1))})"
            lines += paragraph(said, first="- ")
        if solution.coal is not None:
            best = tr("with {coal}, the best of the coals that were named", coal=solution.coal)
            lines += paragraph(best, first="- ")
        lines += ["", *_figures(solution), ""]
        run = plural(
            "{count} point was run through the model: {method}.",
            "{count} points were run through the model: {method}.",
            solution.evaluated,
            method=solution.method,
        )
        lines += paragraph(run)
        for assumption in assumptions:
            lines += paragraph(assumption, first="- ")
    for name, reason in unsolved.items():
        lines += ["", f"== {name}", *paragraph(tr("Nothing could be varied: {reason}.", reason=reason))]
    return "\n".join(lines) + "\n"


def _verdict(solution: Solution, confidence: float) -> str:
    """Whether the targets are met, and how surely."""
    reached = decimal(f"{100 * solution.probability:.1f} %")
    if solution.met and not solution.steps:
        return tr("Nothing is needed: every target is met with {chance} probability.", chance=reached)
    if solution.met:
        return tr(
            "The cheapest that was found; every target is met with {chance} probability:", chance=reached
        )
    wanted = f"{100 * confidence:.0f} %"
    if confidence > 0.5:
        return tr(
            "No point of the search meets every target with {wanted} confidence. The likeliest has {chance} "
            "(--confidence 50 shows what the central estimate asks for):",
            wanted=wanted,
            chance=reached,
        )
    return tr(
        "No point of the search meets every target with {wanted} confidence. The likeliest has {chance}:",
        wanted=wanted,
        chance=reached,
    )


def _figures(solution: Solution) -> list[str]:
    stack, cost = solution.variant.stack, solution.cost
    rows = [
        [tr("mercury at the stack"), figure(stack.hg_ug_nm3), tr("ug/Nm3 (dry, 6 % O2)")],
        ["", figure(stack.hg_lb_tbtu), tr("lb/TBtu")],
        [tr("removed, coal to stack"), percent(stack.removal_fraction), "%"],
    ]
    for label, amount in ((tr("capital"), cost.capital), (tr("annualised, a year"), cost.annualised)):
        ends = tr(
            "MUSD of {year} ({low} to {high})",
            year=cost.currency_year,
            low=decimal(f"{amount.low / 1e6:z.2f}"),
            high=decimal(f"{amount.high / 1e6:z.2f}"),
        )
        rows.append([label, million(amount.mid), ends])
    return table(rows, align="<>", flexible=(0, 2))


def solve_data(plant: str, confidence: float, solved: Solved, unsolved: Mapping[str, str]) -> dict[str, Any]:
    """The settings as plain data; names carry their unit."""
    units = []
    for name, basis, assumptions, solution in solved:
        cost = solution.cost
        units.append(
            {
                "name": name,
                "target_basis": basis,
                "met": solution.met,
                "probability_met": solution.probability,
                "settings": [
                    {
                        "measure": step.measure.id,
                        "level": step.level,
                        "unit": step.measure.level_unit or None,
                        "resolution": solution.resolution.get(step.measure.id),
                    }
                    for step in solution.steps
                ],
                "coal": solution.coal,
                "method": solution.method,
                "stack": asdict(solution.variant.stack),
                "targets": [asdict(target) for target in solution.variant.targets],
                "cost": {
                    "currency_year": cost.currency_year,
                    "capital_usd": asdict(cost.capital),
                    "annualised_usd_year": asdict(cost.annualised),
                    "usd_per_mwh": asdict(cost.per_mwh),
                },
                "evaluated": solution.evaluated,
                "assumptions": assumptions,
            }
        )
    cleaned: dict[str, Any] = rounded(
        {"plant": plant, "confidence": confidence, "units": units, "nothing_to_vary": dict(unsolved)}
    )
    return cleaned
