"""The advice for a unit in a few sentences: for an even chance, and for the wanted confidence."""

from __future__ import annotations

from ipog.advice.costs import Range
from ipog.advice.result import Option, Trial, UnitAdvice
from ipog.figures import figure


def in_short(unit: UnitAdvice) -> list[str]:
    """Both answers, their costs, and the test between them; nothing without target or recommendation."""
    best = unit.recommended
    if best is None or best.probability_met is None:
        return []
    said = []
    if unit.likely is not None:
        said.append(
            f"If the model is right, {unit.likely.name} would do: {_chance(unit.likely.probability_met)}, "
            f"{_yearly(unit.likely.cost.annualised)}."
        )
    elif unit.trial is not None:
        said.append(
            "If the model is right, the unit keeps its targets as it stands: "
            f"{_chance(unit.probability_met)}."
        )
    name = f"{best.name[:1].upper()}{best.name[1:]}"
    if best.probability_met >= unit.confidence:
        why = "This is what the wanted confidence asks for, with the model's error as it is."
    else:
        why = (
            "Nothing that was run reaches the wanted confidence, with the model's error as it is; this comes "
            "near."
        )
    said.append(f"{name}: {_chance(best.probability_met)}, {_yearly(best.cost.annualised)}. {why}")
    if unit.trial is not None:
        said.append(_trial(unit.trial, best, unit.likely))
    return said


def _trial(trial: Trial, best: Option, likely: Option | None) -> str:
    cost = best.cost.annualised.mid - (0.0 if likely is None else likely.cost.annualised.mid)
    if likely is None:
        what = "stack tests of the unit as it stands come first"
    elif any(step.measure.major for step in likely.steps):
        what = (
            "the former can't be tried before it is built, so build it with room for what may follow, and "
            "test it"
        )
    else:
        what = "a trial of the former comes first"
    bound = "at least" if trial.unit == "%" else "at most"
    return (
        f"The difference, {_million(cost)} MUSD a year, is the price of doubt: {what}. A mean of "
        f"{trial.tests} test days of {bound} {figure(trial.bound)} {trial.unit} settles it for "
        f"{trial.target}; such a mean is good to {100 * trial.sd:.0f} % (one standard deviation; "
        f"{trial.source})."
    )


def _chance(probability: float | None) -> str:
    return f"{100 * (probability or 0.0):.0f} % probability"


def _yearly(amount: Range) -> str:
    return f"{_million(amount.mid)} MUSD ({_million(amount.low)} to {_million(amount.high)}) a year"


def _million(amount: float) -> str:
    return f"{amount / 1e6 + 0.0:.2f}"
