"""What the gas carries between two stations of the train."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ipog.model.parameters import Parameters

Array = NDArray[np.float64]

REFERENCE_HALOGEN_MG_NM3 = 10.0
"""Chlorine equivalent in the gas at which the halogen strength Z is 0 [mg/Nm3]: what a bituminous coal
of about 100 mg/kg chlorine (dry) gives."""
REFERENCE_CARBON_G_NM3 = 0.25
"""Unburned carbon in the gas at which the carbon strength is 1 [g/Nm3]: what a coal of 10 % ash with 3 %
carbon in its fly ash gives."""
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Sorbent:
    """Sorbent in flight, waiting for the device that collects it.

    Attributes
    ----------
    kind : word of the vocabulary, such as ``"brominated_pac"``
    rate_lb_mmacf : injection rate [lb per million actual cubic feet]
    before_air_preheater : whether it was injected there
    temperature_c : gas temperature at the lances [degC], None to take the collecting device's
    """

    kind: str
    rate_lb_mmacf: Array
    before_air_preheater: bool
    temperature_c: Array | None


@dataclass(frozen=True, slots=True)
class State:
    """Mercury and what acts on it; arrays of shape (cases, samples) or broadcastable to it.

    Attributes
    ----------
    hg0, hg2, hgp : elemental, oxidised and particulate mercury [ug/Nm3 dry, 6 % O2]
    temperature_c : gas temperature [degC]
    chlorine_mg_nm3, bromine_mg_nm3 : halogens in the gas [mg/Nm3]
    alkaline_ash : 0..1, how far calcium-rich ash ties the halogens up
    fluidised : 1 for a fluidised bed, whose lime ties them up as well, else 0
    coal_so3_ppmv : SO3 from the coal's sulfur [ppmv]
    catalyst_so3_ppmv : SO3 that catalysts added [ppmv]
    carbon_g_nm3 : unburned carbon carried by the gas [g/Nm3]
    native_factor, sorbent_factor : what alkaline sorbents leave of the uptake by ash and by sorbent
    dry_scrubbed : whether a dry scrubber stands upstream
    sorbents : sorbents in flight
    """

    hg0: Array
    hg2: Array
    hgp: Array
    temperature_c: Array
    chlorine_mg_nm3: Array
    bromine_mg_nm3: Array
    alkaline_ash: Array
    fluidised: Array
    coal_so3_ppmv: Array
    catalyst_so3_ppmv: Array
    carbon_g_nm3: Array
    native_factor: Array
    sorbent_factor: Array
    dry_scrubbed: bool = False
    sorbents: tuple[Sorbent, ...] = ()

    @property
    def hg_total(self) -> Array:
        """All mercury [ug/Nm3]."""
        return self.hg0 + self.hg2 + self.hgp

    def but(self, **changes: object) -> Self:
        """A copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def halogen_strength(self, p: Parameters) -> Array:
        """Z, decimal logarithm of the effective chlorine equivalent over 10 mg/Nm3 [1].

        Bromine counts ``halogen.bromine_weight`` times its mass; alkaline ash and the lime of a
        fluidised bed lower Z.
        """
        equivalent = self.chlorine_mg_nm3 + p["halogen.bromine_weight"] * self.bromine_mg_nm3
        z = np.log10(np.maximum(equivalent, _LEAST * 1e3) / REFERENCE_HALOGEN_MG_NM3)
        # Most units have neither alkaline ash nor a bed: samples of nothing are not computed.
        if np.any(self.alkaline_ash):
            z = z - p["halogen.alkaline_ash_shift"] * self.alkaline_ash
        if np.any(self.fluidised):
            z = z - p["halogen.fluidised_bed_shift"] * self.fluidised
        return np.asarray(z)

    def carbon_strength(self, p: Parameters) -> Array:
        """Active unburned carbon in the gas over 0.25 g/Nm3 [1].

        SO3 of the coal sits on the same sites: it leaves 1/(1 + SO3/s) of them.
        """
        active = self.carbon_g_nm3 / (1 + self.coal_so3_ppmv / p["ash.so3_scale_ppmv"])
        return np.asarray(np.maximum(active, _LEAST) / REFERENCE_CARBON_G_NM3)


@dataclass(frozen=True, slots=True)
class Step:
    """What one station did: the gas behind it, and the mercury it kept.

    Attributes
    ----------
    state : gas behind the station
    captured : mercury kept by outlet [ug/Nm3 of gas], such as ``{"fly_ash": ...}``
    """

    state: State
    captured: Mapping[str, Array] = field(default_factory=dict)


def logistic(x: Array) -> Array:
    """1 / (1 + exp(-x))."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)))
