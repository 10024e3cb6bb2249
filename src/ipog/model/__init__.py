"""The model: pure functions on arrays of cases and samples. No plants, no files, no words for people."""

from __future__ import annotations

from ipog.model.chain import Chain, Station, run_chain
from ipog.model.combustion import FlueGas, flue_gas, lower_heating_value
from ipog.model.devices import DEVICES, DeviceSpec
from ipog.model.parameters import (
    Calibration,
    Parameter,
    Parameters,
    calibration,
    prior,
    prior_table,
    shipped,
    table,
)
from ipog.model.sampling import (
    PartlyDrawn,
    error_class,
    error_scale,
    normal_draws,
    parameter_draws,
    uniform_draws,
    with_error,
)
from ipog.model.speciation import Furnace

__all__ = [
    "DEVICES",
    "Calibration",
    "Chain",
    "DeviceSpec",
    "FlueGas",
    "Furnace",
    "Parameter",
    "Parameters",
    "PartlyDrawn",
    "Station",
    "calibration",
    "error_class",
    "error_scale",
    "flue_gas",
    "lower_heating_value",
    "normal_draws",
    "parameter_draws",
    "prior",
    "prior_table",
    "run_chain",
    "shipped",
    "table",
    "uniform_draws",
    "with_error",
]
