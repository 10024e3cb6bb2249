"""Draws of the parameters and of the model's error: reproducible, stratified, correlated as fitted."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from ipog.model.devices import DeviceSpec
from ipog.model.parameters import Parameters, calibration, shipped, table
from ipog.model.scales import SCALES

Array = NDArray[np.float64]

STRATIFIED_UP_TO = 20_000
"""Sample size up to which normal draws are stratified (Latin hypercube)."""


@lru_cache(maxsize=8)
def _normal_strata(samples: int) -> Array:
    inverse = NormalDist().inv_cdf
    return np.array([inverse((i + 0.5) / samples) for i in range(samples)])


def normal_draws(samples: int, seed: int, name: str) -> Array:
    """Standard normal draws of one random variable, shape (samples,).

    The name makes the stream: the same seed and name give the same draws, other names independent
    ones. Up to 20,000 samples the draws are one from each of equally likely strata, in random order.
    """
    generator = np.random.default_rng((seed, zlib.crc32(name.encode())))
    if samples > STRATIFIED_UP_TO:
        return generator.standard_normal(samples)
    return generator.permutation(_normal_strata(samples))


def parameter_draws(samples: int, seed: int) -> Parameters:
    """The shipped parameter set, one value a sample.

    Calibrated parameters are drawn with their correlations, the others independently over their
    ranges; both are normal on their free scale.
    """
    fitted = calibration()
    rows = table()
    values: dict[str, Array] = {}
    standard = np.stack([normal_draws(samples, seed, name) for name in fitted.names])
    free = fitted.mean[:, None] + np.linalg.cholesky(fitted.covariance) @ standard
    for name, drawn in zip(fitted.names, free, strict=True):
        values[name] = SCALES[rows[name].scale].from_free(drawn)
    for name, row in rows.items():
        if name not in values:
            drawn = row.free_mean + row.free_sd * normal_draws(samples, seed, name)
            values[name] = SCALES[row.scale].from_free(drawn)
    return Parameters(values, shipped().label)


def error_class(train: Sequence[DeviceSpec], fluidised: bool) -> str:
    """The class whose field units tell how far the model errs on a train."""
    kinds = {device.kind for device in train}
    if "sorbent_injection" in kinds:
        return "sorbent_injection"
    if fluidised:
        return "fluidised_bed"
    if kinds & {"spray_dryer", "circulating_dry_scrubber"}:
        return "dry_scrubber"
    collected = "filter" if "fabric_filter" in kinds else "esp"
    return f"{collected}_wet_fgd" if "wet_fgd" in kinds else collected


def with_error(emitted: Array, error: Array) -> Array:
    """Emitted share with the model's error, drawn on its logit; stays between 0 and 1.

    Parameters
    ----------
    emitted : share of the coal's mercury that leaves the stack, 0..1
    error : draws to add to its logit
    """
    inside = np.clip(emitted, 1e-12, 1 - 1e-12)
    return np.asarray(1 / (1 + (1 - inside) / inside * np.exp(-error)))
