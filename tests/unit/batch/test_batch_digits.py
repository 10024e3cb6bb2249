"""Figures by column get the digits that each figure alone gets, to the last bit."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from ipog.batch.digits import all_rounded, rounded

RANDOM = np.random.default_rng(1)
CASES = {
    "any size": 10 ** RANDOM.uniform(-30, 30, 5000) * RANDOM.choice([-1, 1], 5000),
    "few digits": np.round(RANDOM.uniform(0, 1000, 3000), 3),
    "ties": RANDOM.integers(0, 10**13, 3000) / 10.0,
    "beside powers of ten": np.concatenate(
        [np.nextafter(10.0 ** np.arange(-22, 23), end) for end in (0, np.inf)]
    ),
    "special": np.array([0.0, -0.0, np.nan, np.inf, -np.inf, 5e-324, 1.7e308, 1e22, 999999999999.5, 1 / 3]),
}


@pytest.mark.parametrize("values", CASES.values(), ids=CASES)
def test_digits_of_a_column_are_those_of_each_figure(values: NDArray[np.float64]) -> None:
    for value, found in zip(values.tolist(), all_rounded(values).tolist(), strict=True):
        alone = rounded(value)
        if alone is None:
            assert math.isnan(found)
        else:
            assert (found, math.copysign(1, found)) == (alone, math.copysign(1, alone))
