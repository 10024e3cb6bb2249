"""Which orders of devices exist: impossible ones are refused, unusual ones are pointed out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HOT = frozenset({"low_nox_burner", "sncr", "scr", "esp_hot_side"})
"""Devices before the air preheater."""

PM_DEVICES = frozenset(
    {
        "mechanical_collector",
        "esp_hot_side",
        "esp_cold_side",
        "esp_low_low_temperature",
        "fabric_filter",
        "wet_particulate_scrubber",
    }
)
DRY_PM_DEVICES = frozenset({"esp_cold_side", "esp_low_low_temperature", "fabric_filter"})
WET = frozenset({"wet_fgd", "wet_esp", "wet_particulate_scrubber"})
IN_FURNACE = ("low_nox_burner", "sncr")


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
    findings = [*_impossible(train), *_unusual(train)]
    return sorted(findings, key=lambda finding: not finding.impossible)


def _impossible(train: Sequence[str]) -> list[OrderFinding]:
    found = []
    for index, device in enumerate(train):
        before, after = train[:index], train[index + 1 :]
        if device in IN_FURNACE and any(other not in IN_FURNACE for other in before):
            found.append(
                OrderFinding(
                    index, f"{device} works in the furnace and can't follow {before[-1]}", "first in apcs", True
                )
            )
        if device == "esp_hot_side" and any(
            other in DRY_PM_DEVICES | WET | {"spray_dryer", "circulating_dry_scrubber"} for other in before
        ):
            found.append(
                OrderFinding(
                    index,
                    "a hot-side ESP stands before the air preheater and can't follow a cold-side device",
                    "esp_hot_side before every cold-side device, or esp_cold_side here",
                    True,
                )
            )
        if device in ("spray_dryer", "circulating_dry_scrubber") and not any(
            other in DRY_PM_DEVICES for other in after
        ):
            found.append(
                OrderFinding(
                    index,
                    f"nothing behind the {device} collects its solids",
                    "a fabric_filter or esp_cold_side behind it",
                    True,
                )
            )
        if device == "sorbent_injection" and not any(other in PM_DEVICES for other in after):
            found.append(
                OrderFinding(
                    index,
                    "nothing behind the sorbent injection collects the sorbent",
                    "a particulate device behind it",
                    True,
                )
            )
        if device == "dry_sorbent_injection" and not any(other in PM_DEVICES | WET for other in after):
            found.append(
                OrderFinding(
                    index,
                    "nothing behind the dry sorbent injection collects the reagent",
                    "a particulate device or scrubber behind it",
                    True,
                )
            )
        if device not in ("wet_esp", "fixed_bed", "wet_fgd", "scr") and any(other in WET for other in before):
            if device == "wet_particulate_scrubber" or (
                device not in WET and device != "wet_particulate_scrubber"
            ):
                found.append(
                    OrderFinding(
                        index,
                        f"{device} needs dry gas and can't follow a wet scrubber",
                        "wet_fgd, wet_esp, fixed_bed or a tail-end scr behind a wet scrubber",
                        True,
                    )
                )
    return found


def _unusual(train: Sequence[str]) -> list[OrderFinding]:
    found = []
    for index, device in enumerate(train):
        before = train[:index]
        if device == "scr" and any(other in DRY_PM_DEVICES for other in before):
            found.append(
                OrderFinding(
                    index,
                    "an SCR behind a cold-side device (tail-end) needs its gas reheated; "
                    "the model takes its catalyst temperature as given",
                    "usually before the air preheater",
                    False,
                )
            )
        if device == "wet_fgd" and not any(other in PM_DEVICES for other in before):
            found.append(
                OrderFinding(
                    index,
                    "a wet scrubber without a particulate device before it",
                    "usually an ESP or filter first",
                    False,
                )
            )
        if device in ("esp_cold_side", "esp_low_low_temperature") and "fabric_filter" in before:
            found.append(
                OrderFinding(index, "an ESP behind a fabric filter", "usually the filter polishes behind the ESP", False)
            )
        if device in ("wet_fgd", "spray_dryer", "circulating_dry_scrubber") and any(
            other in ("wet_fgd", "spray_dryer", "circulating_dry_scrubber") for other in before
        ):
            found.append(OrderFinding(index, "two SO2 scrubbers in series", "usually one", False))
        if device == "wet_esp" and "wet_fgd" not in before:
            found.append(
                OrderFinding(index, "a wet ESP without a wet scrubber before it", "usually behind wet_fgd", False)
            )
        if device == "scr" and "scr" in before:
            found.append(OrderFinding(index, "two SCRs in series", "usually one; give its layers", False))
        if device == "fixed_bed" and not any(other in PM_DEVICES for other in before):
            found.append(
                OrderFinding(index, "a fixed bed in dusty gas plugs", "behind a particulate device", False)
            )
    return found
