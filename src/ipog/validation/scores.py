"""How far predictions lie from measurements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures of merit of predicted emitted shares.

    Attributes
    ----------
    units : how many units stand behind them
    log10_rmse, log10_bias : root mean square and mean of log10(predicted / measured); a bias above 0
        predicts too much at the stack
    within_factor_2, within_factor_3 : share of the units whose ratio is at most so large [1]
    removal_error_median, removal_error_mean : absolute error of the removal [percentage points]
    coverage_p10_p90 : share of the units whose measurement lies between P10 and P90 [1]; None if the
        prediction has no range
    """

    units: int
    log10_rmse: float
    log10_bias: float
    within_factor_2: float
    within_factor_3: float
    removal_error_median: float
    removal_error_mean: float
    coverage_p10_p90: float | None


def score(predicted: ArrayLike, measured: ArrayLike, inside: ArrayLike | None = None) -> Scores:
    """Scores of predicted emitted shares, one a unit.

    Parameters
    ----------
    predicted, measured : emitted share of the coal's mercury, above 0 [1]
    inside : whether the measurement lies between P10 and P90
    """
    shares, truth = np.asarray(predicted, float), np.asarray(measured, float)
    miss = np.log10(shares / truth)
    points = 100 * np.abs(shares - truth)
    # A ratio of exactly 2 is within a factor of 2, whatever its logarithm rounds to.
    distance = np.abs(miss) - 1e-12
    return Scores(
        units=len(miss),
        log10_rmse=float(np.sqrt(np.mean(miss**2))),
        log10_bias=float(np.mean(miss)),
        within_factor_2=float(np.mean(distance <= np.log10(2))),
        within_factor_3=float(np.mean(distance <= np.log10(3))),
        removal_error_median=float(np.median(points)),
        removal_error_mean=float(np.mean(points)),
        coverage_p10_p90=None if inside is None else float(np.mean(np.asarray(inside, bool))),
    )
