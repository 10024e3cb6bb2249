"""SO2 scrubbers: what dissolves, what comes back as elemental mercury, and what halogen is lost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ipog.model.devices.spec import DeviceSpec
from ipog.model.parameters import Parameters
from ipog.model.state import State, Step

Array = NDArray[np.float64]


def spray_dryer(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Spray dryer absorber: takes oxidised mercury, and the halogens the filter behind could use.

    Number ``bypass`` [1]: share of the gas that passes around it.
    """
    return _dry_scrubber(state, device, p, "spray_dryer")


def circulating_dry_scrubber(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Circulating dry scrubber: as the spray dryer, with more solids. Number ``bypass`` [1]."""
    return _dry_scrubber(state, device, p, "circulating_dry_scrubber")


def _dry_scrubber(state: State, device: DeviceSpec, p: Parameters, kind: str) -> Step:
    treated = 1 - device.numbers["bypass"]
    oxidised = treated * p[f"{kind}.oxidised_capture"] * state.hg2
    elemental = treated * p[f"{kind}.elemental_capture"] * state.hg0
    halogen_left = 1 - treated * p["dry_scrubber.halogen_removal"]
    so3_left = 1 - treated * p["dry_scrubber.so3_removal"]
    behind = state.but(
        hg0=state.hg0 - elemental,
        hg2=state.hg2 - oxidised,
        temperature_c=p["dry_scrubber.gas_temperature_c"] + np.zeros_like(state.temperature_c),
        chlorine_mg_nm3=state.chlorine_mg_nm3 * halogen_left,
        bromine_mg_nm3=state.bromine_mg_nm3 * halogen_left,
        coal_so3_ppmv=state.coal_so3_ppmv * so3_left,
        catalyst_so3_ppmv=state.catalyst_so3_ppmv * so3_left,
        dry_scrubbed=True,
    )
    return Step(behind, {"dry_scrubber_solids": oxidised + elemental})


def wet_fgd(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """Wet scrubber: dissolves oxidised mercury; a share of it is reduced and leaves as elemental.

    Dissolved = e c/(c + c_eq) of the oxidised mercury c that meets the liquor.

    Option ``process`` picks capture and re-emission; ``additive`` (``"yes"``/``"no"``) cuts the
    re-emission. Numbers: ``bypass`` [1]; ``oxidised_efficiency`` [1], nan to take the process's own.
    """
    process = device.options["process"]
    treated = 1 - device.numbers["bypass"]
    own = device.numbers["oxidised_efficiency"]
    efficiency = np.where(np.isnan(own), p[f"wet_fgd.oxidised_capture.{process}"], own)
    returned_share = p[f"wet_fgd.re_emission.{process}"]
    if device.options["additive"] == "yes":
        returned_share = returned_share * p["wet_fgd.additive_ratio"]
    # The liquor holds a vapour pressure of its own, which shows where little mercury comes in.
    driven = state.hg2 / (state.hg2 + p["wet_fgd.equilibrium_ug_nm3"])
    dissolved = treated * efficiency * driven * state.hg2
    returned = returned_share * dissolved
    on_ash = treated * p["wet_fgd.particulate_capture"] * state.hgp
    kept = dissolved - returned + on_ash
    to_solids = p["wet_fgd.solids_share.seawater" if process == "seawater" else "wet_fgd.solids_share.slurry"]
    behind = state.but(
        hg0=state.hg0 + returned,
        hg2=state.hg2 - dissolved,
        hgp=state.hgp - on_ash,
        temperature_c=p["wet_fgd.gas_temperature_c"] + np.zeros_like(state.temperature_c),
    )
    return Step(behind, {"fgd_solids": to_solids * kept, "waste_water": (1 - to_solids) * kept})
