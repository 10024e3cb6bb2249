"""Mercury released in the furnace, and what it has become behind the air preheater."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipog.model.parameters import Parameters
from ipog.model.state import State, Step, logistic

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Furnace:
    """What leaves the furnace, per Nm3 of dry gas at 6 % O2.

    Attributes
    ----------
    mercury_ug_nm3 : mercury of the coal [ug/Nm3]
    chlorine_mg_nm3, bromine_mg_nm3 : halogens of the coal and its additives [mg/Nm3]
    so2_ppmv : SO2 [ppmv]
    carbon_g_nm3 : unburned carbon in fly ash [g/Nm3]
    alkaline_ash : 0..1, heat share of low-rank coal, whose calcium-rich ash ties halogens up
    bottom_ash_retention : share of the mercury that bottom ash or slag keeps [1]
    fluidised : 1 for a fluidised bed, else 0
    economiser_exit_temperature_c, air_preheater_exit_temperature_c : gas temperatures [degC]
    """

    mercury_ug_nm3: Array
    chlorine_mg_nm3: Array
    bromine_mg_nm3: Array
    so2_ppmv: Array
    carbon_g_nm3: Array
    alkaline_ash: Array
    bottom_ash_retention: Array
    fluidised: Array
    economiser_exit_temperature_c: Array
    air_preheater_exit_temperature_c: Array


def shares_behind_preheater(state: State, p: Parameters) -> tuple[Array, Array]:
    """Share of the mercury on fly ash, and oxidised share of the vapour, behind the air preheater [1].

    logit(x_p) = b0 + b1 lg K + b2 Z and logit(f2) = a0 + a1 Z + a2 lg K, with the carbon strength K and
    the halogen strength Z. A fluidised bed, where gas and carbon-rich ash stay together below 900 degC,
    leaves exp(-k K^n) of the vapour before that.
    """
    z = state.halogen_strength(p)
    carbon = state.carbon_strength(p)
    lg_carbon = np.log10(carbon)
    on_ash = logistic(
        p["speciation.particulate_intercept"]
        + p["speciation.particulate_carbon"] * lg_carbon
        + p["speciation.particulate_halogen"] * z
    )
    if np.any(state.fluidised):
        uptake = p["speciation.fluidised_bed_uptake"] * carbon ** p["speciation.fluidised_bed_carbon"]
        in_bed = 1 - (1 - on_ash) * np.exp(-uptake * state.fluidised)
        # Beds and other boilers may stand side by side; these keep theirs to the last bit.
        on_ash = np.where(state.fluidised > 0, in_bed, on_ash)
    oxidised = logistic(
        p["speciation.oxidised_intercept"]
        + p["speciation.oxidised_halogen"] * z
        + p["speciation.oxidised_carbon"] * lg_carbon
    )
    return np.asarray(on_ash), oxidised


def furnace_step(furnace: Furnace, p: Parameters) -> Step:
    """Gas at the economiser exit: part of the change that ends behind the air preheater.

    Mercury is all elemental above 700 degC; on the way to the economiser exit a share
    ``speciation.hot_side_oxidised`` of the oxidation and ``speciation.hot_side_particulate`` of the
    binding to ash have happened.
    """
    total = furnace.mercury_ug_nm3
    in_bottom_ash = furnace.bottom_ash_retention * total
    airborne = total - in_bottom_ash
    zero = np.zeros_like(airborne)
    gas = State(
        hg0=airborne,
        hg2=zero,
        hgp=zero,
        temperature_c=furnace.economiser_exit_temperature_c,
        chlorine_mg_nm3=furnace.chlorine_mg_nm3,
        bromine_mg_nm3=furnace.bromine_mg_nm3,
        alkaline_ash=furnace.alkaline_ash,
        fluidised=furnace.fluidised,
        coal_so3_ppmv=furnace.so2_ppmv
        * p["so3.furnace_conversion"]
        * (1 - furnace.alkaline_ash * p["so3.alkaline_ash_uptake"]),
        catalyst_so3_ppmv=zero,
        carbon_g_nm3=furnace.carbon_g_nm3,
        native_factor=np.ones_like(airborne),
        sorbent_factor=np.ones_like(airborne),
    )
    final_on_ash, final_oxidised = shares_behind_preheater(gas, p)
    on_ash = p["speciation.hot_side_particulate"] * final_on_ash
    oxidised = p["speciation.hot_side_oxidised"] * final_oxidised
    hgp = on_ash * airborne
    vapour = airborne - hgp
    hg2 = oxidised * vapour
    return Step(gas.but(hg0=vapour - hg2, hg2=hg2, hgp=hgp), {"bottom_ash": in_bottom_ash})


def air_preheater_step(state: State, furnace: Furnace, p: Parameters) -> Step:
    """Cooling through the air preheater: oxidation and binding to ash are completed.

    Elemental mercury that a catalyst oxidised before stays oxidised; of the rest the gas oxidises as
    much as it would have without the catalyst. SO3 condenses on ash and preheater in part.
    """
    full, share = shares_behind_preheater(state, p)
    hot = p["speciation.hot_side_particulate"] * full
    vapour_left = (1 - full) / (1 - hot)
    elemental_left = (1 - share) / (1 - p["speciation.hot_side_oxidised"] * share)
    vapour = state.hg0 + state.hg2
    hgp = state.hgp + (1 - vapour_left) * vapour
    hg0 = state.hg0 * elemental_left * vapour_left
    hg2 = (state.hg2 + state.hg0 * (1 - elemental_left)) * vapour_left
    kept = 1 - p["so3.air_preheater_uptake"]
    return Step(
        state.but(
            hg0=hg0,
            hg2=hg2,
            hgp=hgp,
            temperature_c=furnace.air_preheater_exit_temperature_c,
            coal_so3_ppmv=state.coal_so3_ppmv * kept,
            catalyst_so3_ppmv=state.catalyst_so3_ppmv * kept,
        )
    )
