"""How a figure becomes the number, or the array of samples, that goes into the arithmetic."""

from __future__ import annotations

from typing import Protocol

from ipog.coals.as_fired import Value
from ipog.quantities.amount import Spread


class Draw(Protocol):
    """Turns a figure into a number or into one number a sample.

    Parameters
    ----------
    path : the field, such as ``units[0].coal_feed[0].trace.mercury``; one path is one random variable
    amount : the central value; it may carry a spread of its own, which then counts. Where a figure was
        estimated it is a factor around 1
    default_spread : its uncertainty if it carries none; None if it is taken as exact
    positive : whether the figure cannot be negative
    """

    def __call__(
        self, path: str, amount: float, default_spread: Spread | None = None, positive: bool = True
    ) -> Value: ...


def central(path: str, amount: float, default_spread: Spread | None = None, positive: bool = True) -> Value:
    """The central value itself."""
    del path, default_spread, positive
    return float(amount)
