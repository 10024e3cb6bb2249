"""Draws of the parameters and of the model's error: reproducible, stratified, correlated as fitted."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps

import numpy as np
from numpy.typing import NDArray

from ipog.model.devices import DeviceSpec
from ipog.model.parameters import Parameters, calibration, shipped, table
from ipog.model.scales import SCALES

Array = NDArray[np.float64]

MOST_MEASURED = 1.25
"""Most that a stack test shows of the coal's mercury where nothing is captured [1]."""
STRATIFIED_UP_TO = 20_000
"""Sample size up to which normal draws are stratified (Latin hypercube)."""
KEPT_DRAWS = 128
"""Random variables whose draws are remembered, up to 20,000 samples each."""


@lru_cache(maxsize=8)
def _normal_strata(samples: int) -> Array:
    from statistics import NormalDist

    inverse = NormalDist().inv_cdf
    return np.array([inverse((i + 0.5) / samples) for i in range(samples)])


def _kept_few(draw: Callable[[int, int, str], Array]) -> Callable[[int, int, str], Array]:
    """Remember the last draws: a unit is prepared several times with the same ones."""

    @lru_cache(maxsize=KEPT_DRAWS)
    def kept(samples: int, seed: int, name: str) -> Array:
        drawn = draw(samples, seed, name)
        drawn.setflags(write=False)
        return drawn

    @wraps(draw)
    def few(samples: int, seed: int, name: str) -> Array:
        return (kept if samples <= STRATIFIED_UP_TO else draw)(samples, seed, name)

    return few


@_kept_few
def normal_draws(samples: int, seed: int, name: str) -> Array:
    """Standard normal draws of one random variable, shape (samples,).

    The name makes the stream: the same seed and name give the same draws, other names independent
    ones. Up to 20,000 samples the draws are one from each of equally likely strata, in random order.
    """
    generator = np.random.default_rng((seed, zlib.crc32(name.encode())))
    if samples > STRATIFIED_UP_TO:
        return generator.standard_normal(samples)
    return generator.permutation(_normal_strata(samples))


@_kept_few
def uniform_draws(samples: int, seed: int, name: str) -> Array:
    """Draws between 0 and 1 of one random variable, stratified as :func:`normal_draws`."""
    generator = np.random.default_rng((seed, zlib.crc32(name.encode())))
    if samples > STRATIFIED_UP_TO:
        return generator.random(samples)
    return generator.permutation((np.arange(samples) + 0.5) / samples)


class ParameterDraws(Parameters):
    """The shipped parameter set, one value a sample, each drawn when it is first asked for.

    Calibrated parameters are drawn with their correlations, the others independently over their
    ranges; both are normal on their free scale.

    Parameters
    ----------
    samples : number of samples
    seed : seed of all streams
    """

    def __init__(self, samples: int, seed: int) -> None:
        super().__init__(shipped(), shipped().label)
        self._samples = samples
        self._seed = seed
        self._drawn: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        if name not in self._drawn:
            row = table()[name]
            if name in calibration().names:
                self._draw_calibrated()
            else:
                free = row.free_mean + row.free_sd * normal_draws(self._samples, self._seed, name)
                self._drawn[name] = SCALES[row.scale].from_free(free)
        return self._drawn[name]

    def _draw_calibrated(self) -> None:
        fitted = calibration()
        standard = np.stack([normal_draws(self._samples, self._seed, name) for name in fitted.names])
        free = fitted.mean[:, None] + np.linalg.cholesky(fitted.covariance) @ standard
        for name, drawn in zip(fitted.names, free, strict=True):
            self._drawn[name] = SCALES[table()[name].scale].from_free(drawn)


class PartlyDrawn(Parameters):
    """Draws of some parameters, the central values of the others."""

    def __init__(self, draws: Parameters, wanted: Callable[[str], bool]) -> None:
        super().__init__(shipped(), draws.label)
        self._draws = draws
        self._wanted = wanted

    def __getitem__(self, name: str) -> Array:
        return self._draws[name] if self._wanted(name) else super().__getitem__(name)


@lru_cache(maxsize=4)
def parameter_draws(samples: int, seed: int) -> ParameterDraws:
    """The draws of the parameters for a seed; the same object each time, so that plants share them."""
    return ParameterDraws(samples, seed)


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


def error_scale(emitted: Array) -> Array:
    """The scale on which the model errs: the logit of the emitted share over 1.25.

    Near complete capture it is a logarithm. Where little is captured it stays finite: a stack test may
    find more than the coal brought.
    """
    inside = np.clip(emitted, 1e-12, None)
    return np.asarray(np.log(inside / (MOST_MEASURED - inside)))


def with_error(emitted: Array, error: Array | float) -> Array:
    """Emitted share with an error on :func:`error_scale`; no more leaves the stack than came.

    Parameters
    ----------
    emitted : share of the coal's mercury that leaves the stack, 0..1
    error : draws to add on the error scale
    """
    moved = MOST_MEASURED / (1 + np.exp(-(error_scale(emitted) + error)))
    return np.asarray(np.minimum(moved, 1.0))
