"""Quantiles of samples: what numpy gives, to the last bit, without the cost of its general case."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def quantiles(values: Array, shares: Sequence[float]) -> Array:
    """Quantiles over the last axis, interpolated as :func:`numpy.quantile` does.

    Parameters
    ----------
    values : samples without nan, shape (..., samples)
    shares : 0 to 1 each

    Returns
    -------
    shape (..., shares); one sort serves all of them
    """
    return at_shares(np.sort(values, axis=-1), shares)


def at_shares(ordered: Array, shares: Sequence[float], scale: Array | float = 1.0) -> Array:
    """Quantiles of samples that are in order and are multiplied with a positive scale; as :func:`quantiles`.

    Parameters
    ----------
    ordered : shape (..., samples)
    shares : 0 to 1 each
    scale : shape (...)
    """
    last = ordered.shape[-1] - 1
    found = np.empty((*ordered.shape[:-1], len(shares)))
    for column, share in enumerate(shares):
        place = last * share
        below = int(place)
        low, high = ordered[..., below] * scale, ordered[..., min(below + 1, last)] * scale
        over = place - below
        # From the nearer end, so that rounding never leaves the interval.
        step = high - low
        found[..., column] = high - step * (1 - over) if over >= 0.5 else low + step * over
    return found


def middle(values: Array) -> float:
    """The median of samples."""
    return float(quantiles(np.ravel(values), (0.5,))[0])
