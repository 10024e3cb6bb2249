"""Settings that were found, as text and as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ipog.advice.solve import Solution
from ipog.cli.render.grid import paragraph, table
from ipog.cli.render.record import rounded
from ipog.figures import figure, percent

Solved = Sequence[tuple[str, str, list[str], Solution]]
"""Name of the unit, where its targets come from, what was assumed, and what was found."""


def solve_table(plant: str, confidence: float, solved: Solved, unsolved: Mapping[str, str]) -> str:
    """The settings for a person; units that nothing could be varied of, with the reason, at the end."""
    lines = paragraph(plant, indent=0)
    for name, basis, assumptions, solution in solved:
        lines += ["", f"== {name}", *paragraph(f"Targets: {basis}.")]
        wanted = f"{100 * confidence:.0f} %"
        reached = f"{100 * solution.probability:.1f} %"
        if not solution.met:
            hint = " (--confidence 50 shows what the central estimate asks for)" if confidence > 0.5 else ""
            lines += paragraph(
                f"No point of the search meets every target with {wanted} confidence. The likeliest "
                f"has {reached}{hint}:"
            )
        elif not solution.steps:
            lines += paragraph(f"Nothing is needed: every target is met with {reached} probability.")
        else:
            lines += paragraph(
                f"The cheapest that was found; every target is met with {reached} probability:"
            )
        for step in solution.steps:
            width = solution.resolution.get(step.measure.id)
            fine = "" if width is None else f" (to {figure(width, 1)})"
            said = step.measure.name
            if step.level is not None:
                said += f": {figure(step.level)} {step.measure.level_unit}{fine}"
            lines += paragraph(said, first="- ")
        if solution.coal is not None:
            lines += paragraph(f"with {solution.coal}, the best of the coals that were named", first="- ")
        lines += ["", *_figures(solution), ""]
        lines += paragraph(f"{solution.evaluated} points were run through the model: {solution.method}.")
        for assumption in assumptions:
            lines += paragraph(assumption, first="- ")
    for name, reason in unsolved.items():
        lines += ["", f"== {name}", *paragraph(f"Nothing could be varied: {reason}.")]
    return "\n".join(lines) + "\n"


def _figures(solution: Solution) -> list[str]:
    stack, cost = solution.variant.stack, solution.cost
    rows = [
        ["mercury at the stack", figure(stack.hg_ug_nm3), "ug/Nm3 (dry, 6 % O2)"],
        ["", figure(stack.hg_lb_tbtu), "lb/TBtu"],
        ["removed, coal to stack", percent(stack.removal_fraction), "%"],
    ]
    for label, amount in (("capital", cost.capital), ("annualised, a year", cost.annualised)):
        ends = f"MUSD of {cost.currency_year} ({amount.low / 1e6:.2f} to {amount.high / 1e6:.2f})"
        rows.append([label, f"{amount.mid / 1e6 + 0.0:.2f}", ends])
    return table(rows, align="<>")


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
