"""Devices as a person describes them, as settings of the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ipog.coals import Draw
from ipog.diagnostics import InputError, Problem
from ipog.evaluate.ledger import Ledger, Value
from ipog.language import tr
from ipog.model import DeviceSpec
from ipog.plant import Unit, check_order

PERCENT = 0.01
ESP_KINDS = frozenset({"esp_hot_side", "esp_cold_side", "esp_low_low_temperature"})


@dataclass(frozen=True, slots=True)
class GasAtDevices:
    """What a device's settings follow from where the user does not give them.

    Attributes
    ----------
    economiser_exit_c, preheater_exit_c : gas temperatures [degC]
    actual_m3_h : gas flow at a temperature in degC [m3/h], None where the unit's size is not known
    """

    economiser_exit_c: Value
    preheater_exit_c: Value
    actual_m3_h: Callable[[Value], Value] | None


def device_specs(unit: Unit, gas: GasAtDevices, draw: Draw, ledger: Ledger) -> tuple[DeviceSpec, ...]:
    """The train as the model takes it; defaults are noted, odd orders are cautioned.

    Raises
    ------
    InputError
        if a sorbent is given by the hour and the unit's size is not known
    """
    kinds: list[str] = [device.type for device in unit.apcs]
    for finding in check_order(kinds):
        message = tr("{problem} ({allowed})", problem=finding.message, allowed=finding.allowed)
        ledger.caution("unusual-order", f"apcs[{finding.index}]", message)
    specs = []
    for index, device in enumerate(unit.apcs):
        reader = _Reader(device, index, draw, ledger)
        numbers, options = _settings(reader, kinds[:index], gas)
        specs.append(
            DeviceSpec(
                kind=device.type,
                options=options,
                numbers={name: np.asarray(value, float) for name, value in numbers.items()},
            )
        )
    return tuple(specs)


class _Reader:
    """Reads the settings of one device."""

    def __init__(self, device: Any, index: int, draw: Draw, ledger: Ledger) -> None:
        self.device = device
        self.kind: str = device.type
        self._path = f"apcs[{index}]"
        self._draw = draw
        self._ledger = ledger

    def share(self, field: str) -> Value:
        """The user's percentage as a fraction, 0 if not given."""
        value = self.given(field, 0.01)
        return 0.0 if value is None else value

    def given(self, field: str, scale: float = 1.0) -> Value | None:
        """The user's value, or None."""
        value = getattr(self.device, field)
        if value is None:
            return None
        drawn: Value = self._draw(f"{self._ledger.where}.{self._path}.{field}", value, None, True) * scale
        # A percentage that is drawn stays one.
        return _within_one(drawn) if scale == PERCENT else drawn

    def required(self, field: str) -> Value:
        """The user's value of a field that the input model demands."""
        value = self.given(field)
        assert value is not None, f"{self._path}.{field} is required"
        return value

    def setting(self, field: str, default: str, scale: float = 1.0) -> Value:
        """The user's value, or the default parameter with an assumption."""
        value = self.given(field, scale)
        return self.default(field, default, scale) if value is None else value

    def default(self, field: str, default: str, scale: float = 1.0) -> Value:
        return self._ledger.default(f"{self._path}.{field}", default, scale)

    def path(self, field: str) -> str:
        return f"{self._ledger.where}.{self._path}.{field}"

    def parameter(self, name: str) -> Value:
        return self._ledger.parameters[name]

    def caution(self, caution_id: str, message: str) -> None:
        self._ledger.caution(caution_id, self._path, message)


def _within_one(share: Value) -> Value:
    """A share kept between 0 and 1; a plain number stays one."""
    return min(max(share, 0.0), 1.0) if isinstance(share, float) else np.clip(share, 0.0, 1.0)


Settings = tuple[dict[str, Value], dict[str, str]]


def _settings(reader: _Reader, before: list[str], gas: GasAtDevices) -> Settings:
    kind = reader.kind
    if kind in _PLAIN:
        return _PLAIN[kind](reader)
    if kind == "scr":
        return _scr(reader, gas.economiser_exit_c), {}
    if kind == "sorbent_injection":
        return _sorbent(reader, before, gas)
    if kind == "esp_cold_side":
        return _cold_esp(reader, gas.preheater_exit_c), {}
    numbers: dict[str, Value] = {"pm_efficiency": _pm_efficiency(reader)}
    if kind == "esp_low_low_temperature":
        numbers["temperature_c"] = reader.setting("temperature", "default.esp.low_low_temperature_c")
        numbers["conditioning_so3_ppmv"] = 0.0
    elif kind == "fabric_filter":
        own = reader.given("temperature")
        numbers["temperature_c"] = np.nan if own is None else own
    return numbers, {}


def _pm_efficiency(reader: _Reader) -> Value:
    own = reader.given("pm_efficiency", 0.01)
    if own is not None:
        return own
    fields = getattr(reader.device, "fields", None) if reader.kind in ESP_KINDS else None
    if fields is not None:
        passing = reader.default("pm_efficiency", "default.esp.field_penetration")
        return 1 - np.power(passing, float(fields))
    return reader.default("pm_efficiency", f"default.pm_efficiency_percent.{reader.kind}", 0.01)


def _cold_esp(reader: _Reader, preheater_exit_c: Value) -> dict[str, Value]:
    conditioning = reader.device.conditioning
    own = reader.given("temperature")
    temperature = preheater_exit_c if own is None else own
    if own is None and conditioning == "humidification":
        temperature = temperature - reader.default("temperature", "default.esp.humidification_cooling_k")
    so3: Value = 0.0
    if conditioning in ("so3", "so3_and_ammonia"):
        so3 = reader.default("conditioning", "default.esp.conditioning_so3_ppmv")
    return {
        "pm_efficiency": _pm_efficiency(reader),
        "temperature_c": temperature,
        "conditioning_so3_ppmv": so3,
    }


def _scr(reader: _Reader, economiser_exit_c: Value) -> dict[str, Value]:
    own = reader.given("temperature")
    usual = reader.given("layers")
    layers: Value = 1.0
    if usual is not None:
        layers = usual / reader.parameter("default.scr.usual_layers")
    return {
        "layers": layers,
        "catalyst_age_h": reader.setting("catalyst_age", "default.scr.catalyst_age_h"),
        "ammonia_slip_ppmv": reader.setting("ammonia_slip", "default.scr.ammonia_slip_ppmv"),
        "temperature_c": economiser_exit_c if own is None else own,
        "bypass": reader.share("bypass"),
    }


KG_PER_LB = 0.45359237
CUBIC_FEET_PER_M3 = 35.3146667
"""1/0.3048 cubed."""


def _rate_lb_mmacf(reader: _Reader, location: str, gas: GasAtDevices) -> Value:
    """The injection rate; a mass per hour is spread over the actual gas at the lances."""
    by_the_hour = reader.given("mass_rate")
    if by_the_hour is None:
        return reader.required("rate")
    if gas.actual_m3_h is None:
        raise InputError(
            [
                Problem(
                    id="size-unknown",
                    message=tr(
                        "a sorbent given in kg/h needs the gas flow, and with it the size of the unit"
                    ),
                    path=reader.path("mass_rate"),
                    allowed=tr("gross_capacity of the unit, or a rate in lb/MMacf or mg/m3"),
                )
            ]
        )
    own = reader.given("temperature")
    usual = gas.economiser_exit_c if location == "before_air_preheater" else gas.preheater_exit_c
    flow_m3_h = gas.actual_m3_h(usual if own is None else own)
    return by_the_hour / KG_PER_LB / (flow_m3_h * CUBIC_FEET_PER_M3 * 1e-6)


def _sorbent(reader: _Reader, before: list[str], gas: GasAtDevices) -> Settings:
    location = reader.device.location
    if location is None:
        behind_esp = any(kind in ESP_KINDS for kind in before)
        location = "between_esp_and_filter" if behind_esp else "before_pm_device"
    own = reader.given("temperature")
    numbers = {
        "rate_lb_mmacf": _rate_lb_mmacf(reader, location, gas),
        "temperature_c": 0.0 if own is None else own,
    }
    options = {
        "sorbent": reader.device.sorbent,
        "location": location,
        "own_temperature": "no" if own is None else "yes",
    }
    return numbers, options


def _dry_sorbent(reader: _Reader) -> Settings:
    numbers = {"so3_removal": reader.setting("so3_removal", "default.dry_sorbent.so3_removal_percent", 0.01)}
    return numbers, {"reagent": reader.device.reagent, "location": reader.device.location}


def _wet_fgd(reader: _Reader) -> Settings:
    own = reader.given("oxidised_mercury_efficiency", 0.01)
    numbers = {
        "bypass": reader.share("bypass"),
        "oxidised_efficiency": np.nan if own is None else own,
    }
    additive = "yes" if reader.device.re_emission_additive else "no"
    return numbers, {"process": reader.device.process, "additive": additive}


def _dry_scrubber(reader: _Reader) -> Settings:
    return {"bypass": reader.share("bypass")}, {}


def _fixed_bed(reader: _Reader) -> Settings:
    own = reader.given("mercury_efficiency", 0.01)
    modules: Value = 1.0
    if own is None and reader.device.kind == "sorbent_polymer_module":
        modules = reader.setting("modules", "default.fixed_bed.modules")
    numbers = {"modules": modules, "efficiency": np.nan if own is None else own}
    return numbers, {"kind": reader.device.kind}


def _nothing(reader: _Reader) -> Settings:
    reader.caution(
        "no-direct-effect",
        tr(
            "{device} has no direct effect on mercury in the model; "
            "what it does to unburned carbon belongs in boiler.unburned_carbon",
            device=reader.kind,
        ),
    )
    return {}, {}


_PLAIN: dict[str, Callable[[_Reader], Settings]] = {
    "low_nox_burner": _nothing,
    "sncr": _nothing,
    "dry_sorbent_injection": _dry_sorbent,
    "wet_fgd": _wet_fgd,
    "spray_dryer": _dry_scrubber,
    "circulating_dry_scrubber": _dry_scrubber,
    "fixed_bed": _fixed_bed,
}
