"""The model: pure functions on arrays of cases and samples. No plants, no files, no words for people."""

from __future__ import annotations

from ipog.model.chain import Chain, Station, run_chain
from ipog.model.combustion import FlueGas, flue_gas, lower_heating_value
from ipog.model.devices import DEVICES, DeviceSpec
from ipog.model.parameters import Parameter, Parameters, shipped, table
from ipog.model.speciation import Furnace

__all__ = [
    "DEVICES",
    "Chain",
    "DeviceSpec",
    "FlueGas",
    "Furnace",
    "Parameter",
    "Parameters",
    "Station",
    "flue_gas",
    "lower_heating_value",
    "run_chain",
    "shipped",
    "table",
]
