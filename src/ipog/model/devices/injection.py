"""Sorbents blown into the duct: for mercury, and alkaline ones for acid gases."""

from __future__ import annotations

from ipog.model.devices.spec import DeviceSpec
from ipog.model.parameters import Parameters
from ipog.model.state import Sorbent, State, Step


def sorbent_injection(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Mercury sorbent: it acts in flight and in the device that collects it.

    Options ``sorbent`` and ``location``, and ``own_temperature`` (``"yes"``/``"no"``). Numbers:
    ``rate_lb_mmacf`` [lb/MMacf], ``temperature_c`` [degC] where the plant gives that of the lances.
    """
    own = device.options["own_temperature"] == "yes"
    sorbent = Sorbent(
        kind=device.options["sorbent"],
        rate_lb_mmacf=device.numbers["rate_lb_mmacf"],
        before_air_preheater=device.before_air_preheater,
        temperature_c=device.numbers["temperature_c"] if own else None,
    )
    return Step(state.but(sorbents=(*state.sorbents, sorbent)))


def dry_sorbent_injection(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Hydrated lime, trona or sodium bicarbonate against SO3, HCl and SO2.

    It takes halogens that mercury needs; sodium sorbents also make NO2, which spoils carbon. Option
    ``reagent``; number ``so3_removal`` [1].
    """
    reagent = device.options["reagent"]
    halogen_left = 1 - p[f"dry_sorbent.halogen_removal.{reagent}"]
    so3_left = 1 - device.numbers["so3_removal"]
    return Step(
        state.but(
            chlorine_mg_nm3=state.chlorine_mg_nm3 * halogen_left,
            bromine_mg_nm3=state.bromine_mg_nm3 * halogen_left,
            coal_so3_ppmv=state.coal_so3_ppmv * so3_left,
            catalyst_so3_ppmv=state.catalyst_so3_ppmv * so3_left,
            native_factor=state.native_factor * p[f"dry_sorbent.ash_uptake_ratio.{reagent}"],
            sorbent_factor=state.sorbent_factor * p[f"dry_sorbent.sorbent_ratio.{reagent}"],
        )
    )
