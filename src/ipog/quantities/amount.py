"""A number in its field's own unit that remembers how it was written and how sure its author was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Self


@dataclass(frozen=True, slots=True)
class Spread:
    """How uncertain an amount is, in the amount's own unit.

    Attributes
    ----------
    kind : ``"normal95"`` (``+-``: half-width of the 95 % interval, the expanded uncertainty k = 2 of
        laboratory reports), ``"uniform"`` (a range ``low..high``) or ``"percentiles"`` (P10 and P90)
    low, high : the ends of that interval
    """

    kind: Literal["normal95", "uniform", "percentiles"]
    low: float
    high: float


class Amount(float):
    """A float with its uncertainty and the text it came from.

    It behaves as a plain float everywhere; arithmetic gives plain floats.
    """

    __slots__ = ("spread", "text")
    spread: Spread | None
    text: str | None

    def __new__(cls, value: float, spread: Spread | None = None, text: str | None = None) -> Self:
        amount = super().__new__(cls, value)
        amount.spread = spread
        amount.text = text
        return amount

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (float(self), self.spread, self.text)
