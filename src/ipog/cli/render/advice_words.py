"""Words and figures that the texts of an advice share."""

from __future__ import annotations

from ipog.advice.costs import Range
from ipog.advice.measures import Measure
from ipog.advice.result import Option
from ipog.language import decimal, tr, whole
from ipog.shown import figure


def sentence(text: str) -> str:
    """A text with a capital and a full stop."""
    return tr("{sentence}.", sentence=f"{text[:1].upper()}{text[1:]}")


def step_in_short(option: Option) -> str:
    """What an option gives, costs and takes, in a sentence."""
    stack, cost = figure(option.variant.stack.hg_ug_nm3), option.cost
    then = (
        tr("Then {stack} ug/Nm3", stack=stack)
        if option.probability_met is None
        else tr(
            "Then {stack} ug/Nm3, {chance} probability of the targets", stack=stack, chance=chance(option)
        )
    )
    return tr(
        "{then}; capital {capital}, {yearly} a year; {fewest} to {most} months.",
        then=then,
        capital=span(cost.capital),
        yearly=span(cost.annualised),
        fewest=option.months[0],
        most=option.months[1],
    )


def standing(measure: Measure) -> str:
    """How well a measure is known, and how long it takes."""
    return tr(
        "{maturity}; {bat_level}; {fewest} to {most} months.",
        maturity=tr(measure.maturity),
        bat_level=measure.bat_level,
        fewest=measure.months[0],
        most=measure.months[1],
    )


def chance(option: Option) -> str:
    """Probability of meeting the targets."""
    return "-" if option.probability_met is None else f"{100 * option.probability_met:.0f} %"


def million(amount: float) -> str:
    """Dollars in millions, without the unit."""
    return decimal(f"{amount / 1e6:z.2f}")


def usd(amount: float) -> str:
    """Dollars."""
    return tr("{amount} USD", amount=whole(amount))


def span(amount: Range) -> str:
    """Millions of dollars with their range."""
    return tr(
        "{mid} MUSD ({low} to {high})",
        mid=million(amount.mid),
        low=million(amount.low),
        high=million(amount.high),
    )


def dollars(amount: Range) -> str:
    """Dollars with their range."""
    mid, low, high = (decimal(f"{end:.2f}") for end in (amount.mid, amount.low, amount.high))
    return tr("{mid} USD ({low} to {high})", mid=mid, low=low, high=high)
