"""The price of doubt: what would do if the model is right, and what a trial must find to settle it.

High confidence in a model with a large error asks for far more than its central estimate does. An engineer
then tries the cheaper option first and measures. What the mean of the tests may be so that the target is
kept with the wanted confidence follows from the scatter of stack tests alone: beside three tests the model
says little.
"""

from __future__ import annotations

from math import exp, sqrt
from statistics import NormalDist

from ipog.advice.result import Option, Trial
from ipog.calibration.errors import methods, setting
from ipog.evaluate.many import Variant
from ipog.results import TargetResult

EVEN_CHANCE = 0.5
TESTS = 3
"""Test days of a trial."""
METHOD = "30b"


def trial_of(variant: Variant, option: Option | None, confidence: float) -> Trial | None:
    """What stack tests must find; None without a target that they can be held against.

    Parameters
    ----------
    variant : the unit with what is tried
    option : what is tried; None for the unit as it stands
    confidence : wanted probability of keeping the target [1]
    """
    known = [target for target in variant.targets if target.predicted is not None and target.limit > 0]
    if not known:
        return None
    hardest = max(known, key=_over)
    method = methods()[METHOD]
    at_limit = variant.stack.hg_ug_nm3 / max(_over(hardest), 1e-9)
    sd = sqrt((method.relative_sd_at(at_limit) ** 2 + setting("scatter") ** 2) / TESTS)
    margin = exp(-NormalDist().inv_cdf(confidence) * sd)
    removal = hardest.unit == "%"
    bound = 100 - (100 - hardest.limit) * margin if removal else hardest.limit * margin
    return Trial(option, hardest.id, bound, hardest.unit, TESTS, sd, method.source)


def _over(target: TargetResult) -> float:
    assert target.predicted is not None
    if target.unit == "%":
        return (100 - target.predicted) / max(100 - target.limit, 1e-9)
    return target.predicted / target.limit
