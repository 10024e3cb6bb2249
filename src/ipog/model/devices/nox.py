"""NOx control: what burners, ammonia and catalysts do to mercury."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ipog.model.devices.spec import DeviceSpec
from ipog.model.parameters import Parameters
from ipog.model.state import State, Step, logistic

Array = NDArray[np.float64]


def pass_through(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Low-NOx burners and SNCR: no direct effect on mercury is established.

    Burners act through the unburned carbon, which is an input.
    """
    return Step(state)


def catalyst_oxidation(state: State, device: DeviceSpec, p: Parameters) -> Array:
    """Share of the elemental mercury that the catalyst oxidises [1], for the gas that meets it.

    A clean catalyst reaches e_max logistic(s0 + s1 Z). As transfer units, -ln(1 - e), that is scaled
    by the layers in service, by age, by ammonia slip, which holds the sites, and by temperature above
    350 degC, where equilibrium and adsorption weaken. Numbers: ``layers`` relative to the usual
    installation [1], ``catalyst_age_h`` [h], ``ammonia_slip_ppmv`` [ppmv], ``temperature_c`` [degC].
    """
    z = state.halogen_strength(p)
    clean = p["scr.greatest_oxidation"] * logistic(
        p["scr.oxidation_intercept"] + p["scr.oxidation_halogen"] * z
    )
    numbers = device.numbers
    activity = (
        numbers["layers"]
        * np.exp(-p["scr.ageing_per_10000_h"] * numbers["catalyst_age_h"] / 1e4)
        / (1 + numbers["ammonia_slip_ppmv"] / p["scr.ammonia_half_ppmv"])
        * np.exp(-np.maximum(numbers["temperature_c"] - 350.0, 0.0) / p["scr.temperature_scale_k"])
    )
    return np.asarray(1 - np.exp(np.log1p(-clean) * activity))


def scr(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Selective catalytic reduction: oxidises elemental mercury and some SO2.

    Number ``bypass``: share of the gas that passes around the catalyst [1].
    """
    treated = 1 - device.numbers["bypass"]
    oxidised = treated * catalyst_oxidation(state, device, p) * state.hg0
    # SO3 relates to the SO2 of the coal, which the furnace conversion leads back to.
    so2 = state.coal_so3_ppmv / p["so3.furnace_conversion"]
    added = treated * p["so3.catalyst_conversion"] * so2
    return Step(
        state.but(
            hg0=state.hg0 - oxidised,
            hg2=state.hg2 + oxidised,
            catalyst_so3_ppmv=state.catalyst_so3_ppmv + added,
        )
    )
