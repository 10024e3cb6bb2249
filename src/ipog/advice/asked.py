"""What is asked of advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ipog.advice.changes import Place
from ipog.advice.costs import Economics
from ipog.evaluate import Adjustment

Objective = Literal["cost", "emission", "confidence"]
OBJECTIVES: tuple[Objective, ...] = ("cost", "emission", "confidence")


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of an advice; :func:`ipog.advice.advise` tells what each means.

    Attributes
    ----------
    place : answers of the site, and the country
    adjustments : what stack tests say of units, by name of the unit
    """

    place: Place
    target: str | None
    budget: float | None
    exclude: Sequence[str]
    objective: Objective
    confidence: float
    economics: Economics
    answers: Mapping[str, bool]
    samples: int
    seed: int
    adjustments: Mapping[str, Adjustment] = field(default_factory=dict)
