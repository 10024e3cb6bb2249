"""Which orders of devices exist: impossible ones are refused, unusual ones are pointed out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipog.language import tr

IN_FURNACE = frozenset({"low_nox_burner", "sncr"})
DRY_ABSORBERS = frozenset({"spray_dryer", "circulating_dry_scrubber"})
DRY_PM_DEVICES = frozenset({"esp_cold_side", "esp_low_low_temperature", "fabric_filter"})
PM_DEVICES = DRY_PM_DEVICES | {"mechanical_collector", "esp_hot_side", "wet_particulate_scrubber"}
WET = frozenset({"wet_fgd", "wet_esp", "wet_particulate_scrubber"})
BEHIND_WET = frozenset({"wet_fgd", "wet_esp", "fixed_bed", "scr"})
"""Devices that work in the wet gas behind a scrubber, or in gas reheated behind it."""


@dataclass(frozen=True, slots=True)
class OrderFinding:
    """What is odd about a train.

    Attributes
    ----------
    index : position of the device, from 0
    message : what is wrong, in a sentence
    allowed : what would be right
    impossible : an error if True, else a warning
    """

    index: int
    message: str
    allowed: str
    impossible: bool


def check_order(train: Sequence[str]) -> list[OrderFinding]:
    """Findings on a train given as device types in gas order; impossible ones first."""
    found = []
    for index, device in enumerate(train):
        before, after = set(train[:index]), set(train[index + 1 :])
        # A device that can't stand here has one reason too many already.
        if (reason := _impossible(device, before, after)) is not None:
            found.append(OrderFinding(index, *reason, impossible=True))
        else:
            found += [OrderFinding(index, *reason, impossible=False) for reason in _unusual(device, before)]
    return sorted(found, key=lambda finding: not finding.impossible)


def _impossible(device: str, before: set[str], after: set[str]) -> tuple[str, str] | None:
    if device in IN_FURNACE and before - IN_FURNACE:
        return (
            tr("{device} works in the furnace and can't stand behind other devices", device=device),
            tr("first in apcs"),
        )
    if device == "esp_hot_side" and before & (DRY_PM_DEVICES | WET | DRY_ABSORBERS):
        return (
            tr("a hot-side ESP stands before the air preheater and can't follow a cold-side device"),
            tr("esp_hot_side before every cold-side device, or esp_cold_side here"),
        )
    if device not in BEHIND_WET and before & WET:
        return (
            tr("{device} needs dry gas and can't follow a wet scrubber", device=device),
            tr("wet_fgd, wet_esp, fixed_bed or a tail-end scr behind a wet scrubber"),
        )
    if device in DRY_ABSORBERS and not after & DRY_PM_DEVICES:
        return (
            tr("nothing behind the {device} collects its solids", device=device),
            tr("a fabric_filter or esp_cold_side behind it"),
        )
    if device == "sorbent_injection" and not after & PM_DEVICES:
        return (
            tr("nothing behind the sorbent injection collects the sorbent"),
            tr("a particulate device behind it"),
        )
    if device == "dry_sorbent_injection" and not after & (PM_DEVICES | WET):
        return (
            tr("nothing behind the dry sorbent injection collects the reagent"),
            tr("a particulate device or scrubber behind it"),
        )
    return None


def _unusual(device: str, before: set[str]) -> Iterator[tuple[str, str]]:
    if device == "scr" and before & (DRY_PM_DEVICES | WET):
        reheated = tr("an SCR behind a cold-side device (tail-end) needs reheated gas; give its temperature")
        yield reheated, tr("usually before the air preheater")
    if device == "wet_fgd" and not before & PM_DEVICES:
        yield (
            tr("a wet scrubber without a particulate device before it"),
            tr("usually an ESP or filter first"),
        )
    if device in ("esp_cold_side", "esp_low_low_temperature") and "fabric_filter" in before:
        yield tr("an ESP behind a fabric filter"), tr("usually the filter polishes behind the ESP")
    scrubbers = DRY_ABSORBERS | {"wet_fgd"}
    if device in scrubbers and before & scrubbers:
        yield tr("two SO2 scrubbers in series"), tr("usually one")
    if device == "wet_esp" and not before & {"wet_fgd", "wet_particulate_scrubber"}:
        yield tr("a wet ESP without a wet scrubber before it"), tr("usually behind wet_fgd")
    if device == "scr" and "scr" in before:
        yield tr("two SCRs in series"), tr("usually one; give its layers")
    if device == "fixed_bed" and not before & PM_DEVICES:
        yield tr("a fixed bed in dusty gas plugs"), tr("behind a particulate device")
