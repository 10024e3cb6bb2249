"""Quantiles of samples are those of numpy, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from ipog.evaluate.quantiles import middle, quantiles

SHARES = (0.0, 0.1, 0.25, 0.5, 0.9, 1.0)


@pytest.mark.parametrize("samples", [1, 2, 3, 10, 99, 100, 1000, 2001])
def test_quantiles_are_those_of_numpy(samples: int) -> None:
    values = np.exp(np.random.default_rng(samples).normal(0, 3, (4, samples)))
    assert np.array_equal(quantiles(values, SHARES), np.quantile(values, SHARES, axis=1).T)
    assert np.array_equal(quantiles(values, (0.1, 0.5, 0.9)), np.percentile(values, (10, 50, 90), axis=1).T)
    assert middle(values[0]) == np.quantile(values[0], 0.5)
