"""Particulate control: what is on the ash goes with it, and ash, cake and sorbent take vapour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ipog.model.devices.spec import DeviceSpec
from ipog.model.parameters import Parameters
from ipog.model.sorbents import Collector, sorbent_uptake
from ipog.model.state import State, Step

Array = NDArray[np.float64]


def _cooling(temperature_c: Array, p: Parameters) -> Array:
    """Uptake by ash relative to 150 degC [1]; about 10 % less for 10 K more."""
    return np.clip(np.exp(-(temperature_c - 150.0) / p["ash.temperature_scale_k"]), 0.1, 3.0)


def _collect(
    state: State,
    temperature_c: Array,
    pm_efficiency: Array,
    passing_hg2: Array,
    passing_hg0: Array,
    collector: Collector,
    p: Parameters,
) -> Step:
    """Take particulate mercury, vapour by ash, and then vapour by the sorbents in flight."""
    particulate = pm_efficiency * state.hgp
    hg2 = state.hg2 * passing_hg2
    hg0 = state.hg0 * passing_hg0
    ash = particulate + (state.hg2 - hg2) + (state.hg0 - hg0)
    by_sorbent = np.zeros_like(ash)
    for sorbent in state.sorbents:
        uptake = sorbent_uptake(sorbent, state, collector, temperature_c, p)
        by_sorbent = by_sorbent + uptake.hg2 * hg2 + uptake.hg0 * hg0
        hg2 = hg2 * (1 - uptake.hg2)
        hg0 = hg0 * (1 - uptake.hg0)
    captured = {"fly_ash": ash}
    if state.sorbents:
        captured["spent_sorbent"] = by_sorbent
    behind = state.but(
        hg0=hg0,
        hg2=hg2,
        hgp=state.hgp - particulate,
        temperature_c=temperature_c,
        carbon_g_nm3=state.carbon_g_nm3 * p["ash.residual_carbon"],
        sorbents=(),
    )
    return Step(behind, captured)


def _in_flight_uptake(state: State, temperature_c: Array, p: Parameters) -> Array:
    """Transfer units of oxidised vapour to suspended ash: k0 (carbon strength)^m, cooled."""
    return np.asarray(
        p["esp.uptake"]
        * state.carbon_strength(p) ** p["esp.uptake_carbon"]
        * _cooling(temperature_c, p)
        * state.native_factor
    )


def cold_side_esp(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Cold-side ESP, also behind a gas cooler (low-low temperature).

    Numbers: ``pm_efficiency`` [1], ``temperature_c`` [degC], ``conditioning_so3_ppmv`` [ppmv] of SO3
    added to condition the ash.
    """
    numbers = device.numbers
    temperature = numbers["temperature_c"]
    gas = state.but(coal_so3_ppmv=state.coal_so3_ppmv + numbers["conditioning_so3_ppmv"])
    k = _in_flight_uptake(gas, temperature, p)
    passing = np.exp(-k)
    passing_hg0 = np.exp(-p["esp.elemental_ratio"] * k)
    return _collect(gas, temperature, numbers["pm_efficiency"], passing, passing_hg0, "esp", p)


def hot_side_esp(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Hot-side ESP: hot carbon holds little mercury.

    Numbers: ``pm_efficiency`` [1], ``temperature_c`` [degC].
    """
    k = p["esp.hot_side_ratio"] * p["esp.uptake"] * state.carbon_strength(p) ** p["esp.uptake_carbon"]
    return _collect(
        state,
        state.temperature_c,
        device.numbers["pm_efficiency"],
        np.exp(-k),
        np.exp(-p["esp.elemental_ratio"] * k),
        "hot_esp",
        p,
    )


def fabric_filter(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Fabric filter: the cake is a bed that the gas passes through.

    Transfer units of oxidised vapour k1 (carbon strength)^m2 10^(m3 Z), fewer in a cake diluted with
    the solids of a dry scrubber, where halogen is short; a small share of the vapour slips by, and
    part of the elemental mercury that passes leaves oxidised. Numbers: ``pm_efficiency`` [1],
    ``temperature_c`` [degC], nan to take that of the gas before it.
    """
    numbers = device.numbers
    own = numbers["temperature_c"]
    temperature = np.where(np.isnan(own), state.temperature_c, own)
    k = (
        p["filter.uptake"]
        * _cooling(temperature, p)
        * state.carbon_strength(p) ** p["filter.uptake_carbon"]
        * 10 ** (p["filter.uptake_halogen"] * state.halogen_strength(p))
        * state.native_factor
    )
    if state.dry_scrubbed:
        short = np.minimum(state.halogen_strength(p), 0.0)
        k = k * p["filter.dry_scrubbed_ratio"] * 10 ** (p["filter.dry_scrubbed_halogen"] * short)
    slip = p["filter.vapour_slip"]
    step = _collect(
        state,
        temperature,
        numbers["pm_efficiency"],
        slip + (1 - slip) * np.exp(-k),
        slip + (1 - slip) * np.exp(-p["filter.elemental_ratio"] * k),
        "filter",
        p,
    )
    oxidised = p["filter.oxidation"] * step.state.hg0
    behind = step.state.but(hg0=step.state.hg0 - oxidised, hg2=step.state.hg2 + oxidised)
    return Step(behind, step.captured)


def mechanical_collector(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Cyclones: they take coarse ash, which holds little of the particulate mercury.

    The coarse carbon they take has little surface, so the carbon that acts further down is left as it
    is. Number ``pm_efficiency`` [1], of all ash.
    """
    taken = device.numbers["pm_efficiency"] * p["mechanical_collector.particulate_ratio"] * state.hgp
    return Step(state.but(hgp=state.hgp - taken), {"fly_ash": taken})


def wet_particulate_scrubber(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Venturi scrubber: ash and part of the soluble oxidised mercury; in-flight sorbent with them.

    Number ``pm_efficiency`` [1].
    """
    on_ash = device.numbers["pm_efficiency"] * p["wet_particulate_scrubber.particulate_ratio"] * state.hgp
    dissolved = p["wet_particulate_scrubber.oxidised_capture"] * state.hg2
    hg2, hg0 = state.hg2 - dissolved, state.hg0
    captured = {"fly_ash": on_ash, "waste_water": dissolved}
    if state.sorbents:
        by_sorbent = np.zeros_like(hg0)
        for sorbent in state.sorbents:
            uptake = sorbent_uptake(sorbent, state, "esp", state.temperature_c, p)
            by_sorbent = by_sorbent + uptake.hg2 * hg2 + uptake.hg0 * hg0
            hg2, hg0 = hg2 * (1 - uptake.hg2), hg0 * (1 - uptake.hg0)
        captured["spent_sorbent"] = by_sorbent
    behind = state.but(
        hg0=hg0,
        hg2=hg2,
        hgp=state.hgp - on_ash,
        temperature_c=p["wet_fgd.gas_temperature_c"] + np.zeros_like(state.temperature_c),
        carbon_g_nm3=state.carbon_g_nm3 * p["ash.residual_carbon"],
        sorbents=(),
    )
    return Step(behind, captured)


def wet_esp(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Wet ESP behind a scrubber. Number ``pm_efficiency`` [1]."""
    on_mist = device.numbers["pm_efficiency"] * p["wet_esp.particulate_ratio"] * state.hgp
    oxidised = p["wet_esp.oxidised_capture"] * state.hg2
    elemental = p["wet_esp.elemental_capture"] * state.hg0
    behind = state.but(hg0=state.hg0 - elemental, hg2=state.hg2 - oxidised, hgp=state.hgp - on_mist)
    return Step(behind, {"waste_water": on_mist + oxidised + elemental})
