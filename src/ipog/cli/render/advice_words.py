"""Words and figures that the texts of an advice share."""

from __future__ import annotations

from ipog.advice.costs import Range
from ipog.advice.result import Option
from ipog.figures import figure


def sentence(text: str) -> str:
    """A text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def step_in_short(option: Option) -> str:
    """What an option gives, costs and takes, in a sentence."""
    cost = option.cost
    met = "" if option.probability_met is None else f", {chance(option)} probability of the targets"
    return (
        f"Then {figure(option.variant.stack.hg_ug_nm3)} ug/Nm3{met}; capital {span(cost.capital)}, "
        f"{span(cost.annualised)} a year; {option.months[0]} to {option.months[1]} months."
    )


def chance(option: Option) -> str:
    """Probability of meeting the targets."""
    return "-" if option.probability_met is None else f"{100 * option.probability_met:.0f} %"


def million(amount: float) -> str:
    """Dollars in millions, without the unit."""
    return f"{amount / 1e6 + 0.0:.2f}"


def usd(amount: float) -> str:
    """Dollars."""
    return f"{amount:,.0f} USD"


def span(amount: Range) -> str:
    """Millions of dollars with their range."""
    return f"{million(amount.mid)} MUSD ({million(amount.low)} to {million(amount.high)})"


def dollars(amount: Range) -> str:
    """Dollars with their range."""
    return f"{amount.mid:.2f} USD ({amount.low:.2f} to {amount.high:.2f})"
