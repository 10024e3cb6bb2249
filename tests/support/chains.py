"""Furnaces and trains that the tests of the model share."""

from __future__ import annotations

import numpy as np

from ipog.model import DeviceSpec, Furnace
from ipog.vocabulary import words


def column(value: float) -> np.ndarray:
    return np.array([[float(value)]])


def furnace(**changed: float) -> Furnace:
    """A bituminous pulverised-coal furnace, with some values changed."""
    values = {
        "mercury_ug_nm3": 10.0,
        "chlorine_mg_nm3": 80.0,
        "bromine_mg_nm3": 1.0,
        "so2_ppmv": 800.0,
        "carbon_g_nm3": 0.4,
        "alkaline_ash": 0.0,
        "bottom_ash_retention": 0.008,
        "fluidised": 0.0,
        "economiser_exit_temperature_c": 350.0,
        "air_preheater_exit_temperature_c": 145.0,
    } | changed
    return Furnace(**{name: column(value) for name, value in values.items()})


PRB = {
    "chlorine_mg_nm3": 2.5,
    "bromine_mg_nm3": 0.1,
    "so2_ppmv": 250.0,
    "carbon_g_nm3": 0.08,
    "alkaline_ash": 1.0,
}
"""Changes that make the furnace burn a low-chlorine subbituminous coal."""


def device(kind: str, **changed: float | str) -> DeviceSpec:
    """A device with usual settings, some changed."""
    numbers: dict[str, float] = dict(_NUMBERS.get(kind, {}))
    options: dict[str, str] = dict(_OPTIONS.get(kind, {}))
    for name, value in changed.items():
        if isinstance(value, str):
            options[name] = value
        else:
            numbers[name] = value
    return DeviceSpec(kind, options, {name: column(value) for name, value in numbers.items()})


_NUMBERS: dict[str, dict[str, float]] = {
    "scr": {
        "layers": 1.0,
        "catalyst_age_h": 12000.0,
        "ammonia_slip_ppmv": 1.0,
        "temperature_c": 350.0,
        "bypass": 0.0,
    },
    "mechanical_collector": {"pm_efficiency": 0.7},
    "esp_hot_side": {"pm_efficiency": 0.99},
    "esp_cold_side": {"pm_efficiency": 0.99, "temperature_c": 145.0, "conditioning_so3_ppmv": 0.0},
    "esp_low_low_temperature": {"pm_efficiency": 0.997, "temperature_c": 90.0, "conditioning_so3_ppmv": 0.0},
    "fabric_filter": {"pm_efficiency": 0.998, "temperature_c": 145.0},
    "wet_particulate_scrubber": {"pm_efficiency": 0.95},
    "spray_dryer": {"bypass": 0.0},
    "circulating_dry_scrubber": {"bypass": 0.0},
    "dry_sorbent_injection": {"so3_removal": 0.8},
    "wet_fgd": {"bypass": 0.0, "oxidised_efficiency": float("nan")},
    "wet_esp": {"pm_efficiency": 0.9},
    "sorbent_injection": {"rate_lb_mmacf": 2.0, "temperature_c": 0.0},
    "fixed_bed": {"modules": 3.0, "efficiency": float("nan")},
}
_OPTIONS = {
    "dry_sorbent_injection": {"reagent": "hydrated_lime", "location": "after_air_preheater"},
    "wet_fgd": {"process": "limestone_forced_oxidation", "additive": "no"},
    "sorbent_injection": {
        "sorbent": "brominated_pac",
        "location": "before_pm_device",
        "own_temperature": "no",
    },
    "fixed_bed": {"kind": "sorbent_polymer_module"},
}

KINDS = words("device_type")
