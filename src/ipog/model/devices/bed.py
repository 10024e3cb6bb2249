"""Fixed beds and sorbent polymer modules at the end of the train."""

from __future__ import annotations

import numpy as np

from ipog.model.devices.spec import DeviceSpec
from ipog.model.parameters import Parameters
from ipog.model.state import State, Step


def fixed_bed(state: State, device: DeviceSpec, p: Parameters) -> Step:
    """A bed that takes the same share of elemental and oxidised mercury.

    Option ``kind``. Numbers: ``modules`` [1], layers in series; ``efficiency`` [1] of the whole bed,
    nan to take ``fixed_bed.module_capture`` a layer or ``fixed_bed.carbon_bed_capture``.
    """
    own = device.numbers["efficiency"]
    if device.options["kind"] == "sorbent_polymer_module":
        usual = 1 - (1 - p["fixed_bed.module_capture"]) ** device.numbers["modules"]
    else:
        usual = p["fixed_bed.carbon_bed_capture"]
    share = np.where(np.isnan(own), usual, own)
    hg0, hg2 = share * state.hg0, share * state.hg2
    return Step(state.but(hg0=state.hg0 - hg0, hg2=state.hg2 - hg2), {"fixed_bed": hg0 + hg2})
