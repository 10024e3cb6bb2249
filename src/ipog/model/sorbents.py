"""Injected sorbents: how much of the mercury they take, by where they are collected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ipog.model.parameters import Parameters
from ipog.model.state import Sorbent, State, logistic

Array = NDArray[np.float64]
Collector = Literal["esp", "filter", "hot_esp"]

TEST_TEMPERATURE_C = 145.0
"""Gas temperature of the tests behind the half rates [degC]; Pleasant Prairie ran at 138 to 154."""
UNTREATED = frozenset({"pac", "fly_ash_based"})
"""Sorbents without halogen of their own: they need that of the gas to hold elemental mercury."""


@dataclass(frozen=True, slots=True)
class Uptake:
    """Share of elemental and of oxidised vapour that a sorbent takes [1]."""

    hg0: Array
    hg2: Array


def sorbent_uptake(
    sorbent: Sorbent, state: State, collector: Collector, temperature_c: Array, p: Parameters
) -> Uptake:
    """Removal by one sorbent in front of one collecting device.

    r = s R/(R + K), R the rate; the saturation s of elemental mercury on untreated sorbent is
    logistic(q0 + q1 Z), since carbon without halogen needs that of the gas. As transfer units
    -ln(1 - r) it is scaled by exp(-(T - 145 degC)/tau), by 1/(1 + SO3/s), which takes the sites, by the
    kind of sorbent and by what sodium sorbents upstream leave. Removal rises with the rate and with
    the halogen.
    """
    untreated = sorbent.kind in UNTREATED
    family = "untreated" if untreated else "brominated"
    half_rate = p[f"sorbent.half_rate_{family}_{collector}"]
    z = state.halogen_strength(p)
    if untreated:
        # A filter cake holds the sorbent long enough for elemental mercury too; low halogen costs rate.
        if collector == "filter":
            saturation = np.ones_like(z)
            half_rate = half_rate * 10 ** (-p["sorbent.filter_halogen"] * np.minimum(z, 0.0))
        else:
            saturation = logistic(p["sorbent.saturation_intercept"] + p["sorbent.saturation_halogen"] * z)
    else:
        saturation = np.ones_like(z)
    rate = sorbent.rate_lb_mmacf
    held = rate / (rate + half_rate)
    scale = (
        p[f"sorbent.strength_{sorbent.kind}"]
        * _temperature_factor(sorbent, collector, temperature_c, p)
        * _so3_factor(sorbent, state, collector, p)
        * state.sorbent_factor
    )
    if sorbent.before_air_preheater and collector != "hot_esp":
        scale = scale * p["sorbent.before_air_preheater_gain"]
    cap = p[f"sorbent.greatest_removal_{'filter' if collector == 'filter' else 'esp'}"]

    def removal(share: Array) -> Array:
        return np.asarray(cap * (1 - np.exp(scale * np.log1p(-share * held))))

    return Uptake(hg0=removal(saturation), hg2=removal(np.ones_like(z)))


def _temperature_factor(sorbent: Sorbent, collector: Collector, temperature_c: Array, p: Parameters) -> Array:
    if collector == "hot_esp":
        # The half rate was estimated in hot gas; it has no second temperature effect.
        return np.ones_like(temperature_c)
    at = temperature_c if sorbent.temperature_c is None else sorbent.temperature_c
    above = at - TEST_TEMPERATURE_C
    if collector == "filter":
        # Filter tests ran from 80 degC behind spray dryers to 145 degC: no gain below that is counted.
        return np.exp(-np.maximum(above, 0.0) / p["sorbent.temperature_scale_filter_k"])
    gain = np.exp(-above / p["sorbent.temperature_scale_esp_k"])
    return np.minimum(gain, p["sorbent.greatest_cooling_gain"])


def _so3_factor(sorbent: Sorbent, state: State, collector: Collector, p: Parameters) -> Array:
    scale = p["sorbent.so3_scale_filter_ppmv" if collector == "filter" else "sorbent.so3_scale_esp_ppmv"]
    if sorbent.kind == "so3_tolerant_pac":
        scale = scale * p["sorbent.so3_tolerance"]
    return np.asarray(1 / (1 + (state.coal_so3_ppmv + state.catalyst_so3_ppmv) / scale))
