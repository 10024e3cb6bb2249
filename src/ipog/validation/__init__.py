"""Predicted against measured: the field cases, simpler ways to predict them, and the scores of all."""

from __future__ import annotations

from ipog.validation.comparison import (
    CLASS_MEAN,
    CROSS,
    DEFAULT_SAMPLES,
    DEFAULT_SEED,
    SHIPPED,
    Group,
    Prediction,
    PublishedComparison,
    UnitComparison,
    Validation,
    validate,
)
from ipog.validation.scores import Scores, score

__all__ = [
    "CLASS_MEAN",
    "CROSS",
    "DEFAULT_SAMPLES",
    "DEFAULT_SEED",
    "SHIPPED",
    "Group",
    "Prediction",
    "PublishedComparison",
    "Scores",
    "UnitComparison",
    "Validation",
    "score",
    "validate",
]
