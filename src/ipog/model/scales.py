"""Scales on which parameters are uncertain: each maps a value to the free line and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

ScaleName = Literal["linear", "log", "logit", "percent"]


@dataclass(frozen=True, slots=True)
class Scale:
    """A monotone map between the values a parameter may take and the whole line."""

    to_free: Callable[[Any], Any]
    from_free: Callable[[Any], Any]


def _logistic(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def _logit(x: Any) -> Any:
    return np.log(x / (1 - x))


SCALES: dict[ScaleName, Scale] = {
    "linear": Scale(lambda x: x, lambda x: x),
    "log": Scale(np.log, np.exp),
    "logit": Scale(_logit, _logistic),
    "percent": Scale(lambda x: _logit(x / 100), lambda x: 100 * _logistic(x)),
}
"""``log`` for positive values, ``logit`` for 0..1, ``percent`` for 0..100."""
