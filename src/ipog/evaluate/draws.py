"""Figures as random variables: how a spread becomes samples."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ipog.coals import Value
from ipog.model import normal_draws, uniform_draws
from ipog.quantities import Spread

Array = NDArray[np.float64]

Z90 = 1.2815515655446004
Z975 = 1.959963984540054
FARTHEST_SD = 3.0
"""Figures are drawn within three standard deviations: beyond, an analysis would be none."""


def spread_of(amount: float, default: Spread | None) -> Spread | None:
    """The amount's own spread, or the default one."""
    return getattr(amount, "spread", None) or default


def from_normal(amount: float, spread: Spread, z: Array, positive: bool) -> Array:
    """Values of a figure at standard normal draws.

    A positive figure between positive ends is log-normal, on each side of its value for itself, so
    that it keeps its median and never turns negative; others are normal on each side.

    Parameters
    ----------
    amount : central value
    spread : ``normal95`` or ``percentiles`` ends
    z : standard normal draws
    positive : whether the figure can't be negative
    """
    z = np.clip(z, -FARTHEST_SD, FARTHEST_SD)
    reach = Z975 if spread.kind == "normal95" else Z90
    if positive and amount > 0 and spread.low > 0:
        below, above = np.log(amount / spread.low) / reach, np.log(spread.high / amount) / reach
        return np.asarray(amount * np.exp(np.where(z < 0, below, above) * z))
    below, above = (amount - spread.low) / reach, (spread.high - amount) / reach
    drawn = amount + np.where(z < 0, below, above) * z
    return np.maximum(drawn, 0.0) if positive else np.asarray(drawn)


class Sampler:
    """Draws every figure that has a spread; the same path and seed give the same samples.

    Parameters
    ----------
    samples : number of samples
    seed : seed of all streams
    wanted : tells by path whether a figure varies; all do if None
    """

    def __init__(self, samples: int, seed: int, wanted: Callable[[str], bool] | None = None) -> None:
        self.samples = samples
        self.seed = seed
        self._wanted = wanted

    def __call__(
        self, path: str, amount: float, default_spread: Spread | None = None, positive: bool = True
    ) -> Value:
        spread = spread_of(amount, default_spread)
        if spread is None or (self._wanted is not None and not self._wanted(path)):
            return float(amount)
        if spread.kind == "uniform":
            u = uniform_draws(self.samples, self.seed, path)
            return np.asarray(spread.low + (spread.high - spread.low) * u)
        return from_normal(float(amount), spread, normal_draws(self.samples, self.seed, path), positive)


class Scan:
    """Moves one figure at a time to its P10 and P90, two samples a figure; the others stay central.

    A first pass with ``width`` None only learns which figures have a spread.
    """

    def __init__(self, width: int | None = None, first: int = 0) -> None:
        self.width = width
        self.first = first
        self.moved: dict[str, tuple[float, float]] = {}

    def __call__(
        self, path: str, amount: float, default_spread: Spread | None = None, positive: bool = True
    ) -> Value:
        spread = spread_of(amount, default_spread)
        if spread is None:
            return float(amount)
        place = list(self.moved).index(path) if path in self.moved else len(self.moved)
        if spread.kind == "uniform":
            low, high = (spread.low + share * (spread.high - spread.low) for share in (0.1, 0.9))
        else:
            low, high = from_normal(float(amount), spread, np.array([-Z90, Z90]), positive)
        self.moved[path] = (float(low), float(high))
        if self.width is None:
            return float(amount)
        values = np.full(self.width, float(amount))
        values[self.first + 2 * place : self.first + 2 * place + 2] = low, high
        return values
