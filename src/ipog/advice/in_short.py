"""The advice for a unit in a few sentences: for an even chance, and for the wanted confidence."""

from __future__ import annotations

from ipog.advice.costs import Range
from ipog.advice.result import Option, Trial, UnitAdvice
from ipog.language import decimal, tr
from ipog.shown import figure


def in_short(unit: UnitAdvice) -> list[str]:
    """Both answers, their costs, and the test between them; nothing without target or recommendation."""
    best = unit.recommended
    if best is None or best.probability_met is None:
        return []
    said = []
    if unit.likely is not None:
        said.append(
            tr(
                "If the model is right, {option} would do: {chance}, {cost}.",
                option=unit.likely.name,
                chance=_chance(unit.likely.probability_met),
                cost=_yearly(unit.likely.cost.annualised),
            )
        )
    elif unit.trial is not None:
        said.append(
            tr(
                "If the model is right, the unit keeps its targets as it stands: {chance}.",
                chance=_chance(unit.probability_met),
            )
        )
    name = f"{best.name[:1].upper()}{best.name[1:]}"
    if best.probability_met >= unit.confidence:
        why = tr("This is what the wanted confidence asks for, with the model's error as it is.")
    else:
        why = tr(
            "Nothing that was run reaches the wanted confidence, with the model's error as it is; this comes "
            "near."
        )
    said.append(
        tr(
            "{option}: {chance}, {cost}. {why}",
            option=name,
            chance=_chance(best.probability_met),
            cost=_yearly(best.cost.annualised),
            why=why,
        )
    )
    if unit.trial is not None:
        said.append(_trial(unit.trial, best, unit.likely))
    return said


def _trial(trial: Trial, best: Option, likely: Option | None) -> str:
    cost = best.cost.annualised.mid - (0.0 if likely is None else likely.cost.annualised.mid)
    if likely is None:
        what = tr("stack tests of the unit as it stands come first")
    elif any(step.measure.major for step in likely.steps):
        what = tr(
            "the former can't be tried before it is built, so build it with room for what may follow, and "
            "test it"
        )
    else:
        what = tr("a trial of the former comes first")
    value = f"{figure(trial.bound)} {trial.unit}"
    bound = tr("at least {value}", value=value) if trial.unit == "%" else tr("at most {value}", value=value)
    return tr(
        "The difference, {cost} MUSD a year, is the price of doubt: {what}. A mean of {tests} test days of "
        "{bound} settles it for {target}; such a mean is good to {percent} % (one standard deviation; "
        "{source}).",
        cost=_million(cost),
        what=what,
        tests=trial.tests,
        bound=bound,
        target=trial.target,
        percent=f"{100 * trial.sd:.0f}",
        source=trial.source,
    )


def _chance(probability: float | None) -> str:
    return tr("{percent} % probability", percent=f"{100 * (probability or 0.0):.0f}")


def _yearly(amount: Range) -> str:
    return tr(
        "{mid} MUSD ({low} to {high}) a year",
        mid=_million(amount.mid),
        low=_million(amount.low),
        high=_million(amount.high),
    )


def _million(amount: float) -> str:
    return decimal(f"{amount / 1e6:z.2f}")
