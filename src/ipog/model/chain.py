"""The train: the gas walks from the furnace to the stack, and every station keeps its account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipog.model.devices import DEVICES, DeviceSpec
from ipog.model.parameters import Parameters
from ipog.model.speciation import Furnace, air_preheater_step, furnace_step
from ipog.model.state import State, Step

Array = NDArray[np.float64]

FURNACE = "furnace"
AIR_PREHEATER = "air_preheater"
COLD_SIDE = frozenset(
    {
        "esp_cold_side",
        "esp_low_low_temperature",
        "fabric_filter",
        "wet_particulate_scrubber",
        "spray_dryer",
        "circulating_dry_scrubber",
        "wet_fgd",
        "wet_esp",
        "fixed_bed",
    }
)
"""Devices that stand behind the air preheater."""


@dataclass(frozen=True, slots=True)
class Station:
    """One station of the train with the gas behind it.

    Attributes
    ----------
    name : ``"furnace"``, ``"air_preheater"`` or the device type
    device : position in the train, from 0; None for furnace and air preheater
    step : gas behind and mercury captured
    """

    name: str
    device: int | None
    step: Step


@dataclass(frozen=True, slots=True)
class Chain:
    """A train walked to its end, for a group of cases.

    Attributes
    ----------
    mercury_ug_nm3 : mercury that came with the coal [ug/Nm3 dry, 6 % O2]
    stations : in gas order
    """

    mercury_ug_nm3: Array
    stations: tuple[Station, ...]

    @property
    def stack(self) -> State:
        """The gas at the stack."""
        return self.stations[-1].step.state

    def balance(self) -> dict[str, Array]:
        """Share of the coal's mercury by outlet, the stack last; the shares add up to 1."""
        outlets: dict[str, Array] = {}
        for station in self.stations:
            for outlet, amount in station.step.captured.items():
                outlets[outlet] = outlets.get(outlet, np.zeros_like(amount)) + amount
        outlets["stack"] = self.stack.hg_total
        return {outlet: np.asarray(amount / self.mercury_ug_nm3) for outlet, amount in outlets.items()}


def run_chain(furnace: Furnace, train: Sequence[DeviceSpec], p: Parameters) -> Chain:
    """Walk a train, for all cases of a group at once.

    Parameters
    ----------
    furnace : what leaves the furnace; arrays of shape (cases, samples) or broadcastable
    train : devices in gas order; the air preheater is placed by :func:`hot_side_end`
    p : parameters, shape ``()`` or ``(samples,)`` each

    Returns
    -------
    Chain with one station for the furnace, the air preheater and each device
    """
    stations = [Station(FURNACE, None, furnace_step(furnace, p))]
    hot = hot_side_end(train)
    for index, device in enumerate(train):
        if index == hot:
            stations.append(_preheater(stations[-1], furnace, p))
        step = DEVICES[device.kind](stations[-1].step.state, device, p)
        stations.append(Station(device.kind, index, step))
    if hot == len(train):
        stations.append(_preheater(stations[-1], furnace, p))
    return Chain(furnace.mercury_ug_nm3, tuple(stations))


def hot_side_end(train: Sequence[DeviceSpec]) -> int:
    """Position of the air preheater: behind the last hot-side device that no cold-side one precedes.

    Injections and mechanical collectors stand on either side; a tail-end SCR stays where it is.
    """
    end = 0
    for index, device in enumerate(train):
        if device.kind in COLD_SIDE:
            break
        if device.before_air_preheater:
            end = index + 1
    return end


def _preheater(before: Station, furnace: Furnace, p: Parameters) -> Station:
    return Station(AIR_PREHEATER, None, air_preheater_step(before.step.state, furnace, p))
