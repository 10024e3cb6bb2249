"""One function a device: gas in, gas out, and what was captured where.

Each takes the :class:`~ipog.model.state.State` before the device, its
:class:`~ipog.model.devices.spec.DeviceSpec` and the parameters, and returns a
:class:`~ipog.model.state.Step` whose gas and captured mercury add up to the gas before.
"""

from __future__ import annotations

from ipog.model.devices.bed import fixed_bed
from ipog.model.devices.injection import dry_sorbent_injection, sorbent_injection
from ipog.model.devices.nox import pass_through, scr
from ipog.model.devices.particulate import (
    cold_side_esp,
    fabric_filter,
    hot_side_esp,
    mechanical_collector,
    wet_esp,
    wet_particulate_scrubber,
)
from ipog.model.devices.scrubbers import circulating_dry_scrubber, spray_dryer, wet_fgd
from ipog.model.devices.spec import DeviceFunction, DeviceSpec

DEVICES: dict[str, DeviceFunction] = {
    "low_nox_burner": pass_through,
    "sncr": pass_through,
    "scr": scr,
    "mechanical_collector": mechanical_collector,
    "esp_hot_side": hot_side_esp,
    "esp_cold_side": cold_side_esp,
    "esp_low_low_temperature": cold_side_esp,
    "fabric_filter": fabric_filter,
    "wet_particulate_scrubber": wet_particulate_scrubber,
    "spray_dryer": spray_dryer,
    "circulating_dry_scrubber": circulating_dry_scrubber,
    "dry_sorbent_injection": dry_sorbent_injection,
    "wet_fgd": wet_fgd,
    "wet_esp": wet_esp,
    "sorbent_injection": sorbent_injection,
    "fixed_bed": fixed_bed,
}

__all__ = ["DEVICES", "DeviceFunction", "DeviceSpec"]
