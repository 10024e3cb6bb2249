"""A train piece by piece: what takes out NOx, dust and SO2, and the order of the gas."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ipog import vocabulary
from ipog.language import tr
from ipog.tui.asking.question import NONE, Given
from ipog.tui.screens.pick import Choice

Device = Mapping[str, str]

_PIECES: Mapping[str, tuple[Device, ...]] = {
    NONE: (),
    "low_nox_burner": ({"type": "low_nox_burner"},),
    "sncr": ({"type": "sncr"},),
    "scr": ({"type": "scr"},),
    "esp_cold_side": ({"type": "esp_cold_side"},),
    "fabric_filter": ({"type": "fabric_filter"},),
    "esp_and_filter": ({"type": "esp_cold_side"}, {"type": "fabric_filter"}),
    "esp_low_low_temperature": ({"type": "esp_low_low_temperature"},),
    "esp_hot_side": ({"type": "esp_hot_side"},),
    "mechanical_collector": ({"type": "mechanical_collector"},),
    "wet_particulate_scrubber": ({"type": "wet_particulate_scrubber"},),
    "wet_fgd": ({"type": "wet_fgd"},),
    "seawater": ({"type": "wet_fgd", "process": "seawater"},),
    "spray_dryer": ({"type": "spray_dryer"},),
    "circulating_dry_scrubber": ({"type": "circulating_dry_scrubber"},),
    "dry_sorbent_injection": ({"type": "dry_sorbent_injection"},),
}

_BEFORE_DUST = ("spray_dryer", "circulating_dry_scrubber", "dry_sorbent_injection")


def train_of_pieces(given: Given) -> tuple[Device, ...]:
    """The devices that were chosen one by one, in the order of the gas."""
    chosen = (given.get(key, NONE) for key in ("nox", "dust", "so2"))
    return _in_order(tuple(device for piece in chosen for device in _PIECES[piece]))


def pieces(*keys: str) -> Callable[[Given], list[Choice]]:
    """Devices to choose one from, by their keys."""
    labels = {
        NONE: tr("none"),
        "esp_and_filter": tr("cold-side ESP and fabric filter"),
        "seawater": tr("seawater scrubber"),
    }

    def choices(_: Given) -> list[Choice]:
        return [Choice(key, (labels.get(key) or vocabulary.label("device_type", key), "")) for key in keys]

    return choices


def so2(given: Given) -> list[Choice]:
    """What can take out SO2 behind what takes out dust."""
    dry = given.get("dust") in ("esp_cold_side", "fabric_filter", "esp_and_filter", "esp_low_low_temperature")
    wet = given.get("dust") != "wet_particulate_scrubber"
    keys = [NONE, "wet_fgd", "seawater"]
    keys += list(_BEFORE_DUST[:2]) if dry else []
    keys += ["dry_sorbent_injection"] if wet else []
    return pieces(*keys)(given)


def _in_order(devices: tuple[Device, ...]) -> tuple[Device, ...]:
    """Pieces in the order of the gas: dry absorbers stand before what collects their solids."""

    def place(device: Device) -> int:
        word = device["type"]
        if word in ("low_nox_burner", "sncr"):
            return 0
        if word == "esp_hot_side":
            return 1
        if word == "scr":
            return 2
        return 3 if word in _BEFORE_DUST else 5 if word == "wet_fgd" else 4

    return tuple(sorted(devices, key=place))
