"""Which trains are possible, which are unusual, and which pass without a word."""

from __future__ import annotations

import itertools

import pytest

from ipog import vocabulary
from ipog.plant import check_order

USUAL = [
    [],
    ["esp_cold_side"],
    ["esp_hot_side"],
    ["low_nox_burner", "sncr", "esp_cold_side"],
    ["low_nox_burner", "scr", "esp_cold_side", "wet_fgd"],
    ["scr", "esp_low_low_temperature", "wet_fgd", "wet_esp"],
    ["esp_hot_side", "scr", "wet_fgd"],
    ["scr", "spray_dryer", "fabric_filter"],
    ["circulating_dry_scrubber", "fabric_filter"],
    ["esp_cold_side", "sorbent_injection", "fabric_filter"],
    ["sorbent_injection", "dry_sorbent_injection", "esp_cold_side", "wet_fgd", "fixed_bed"],
    ["dry_sorbent_injection", "esp_cold_side"],
    ["mechanical_collector", "wet_particulate_scrubber"],
    ["mechanical_collector", "esp_cold_side", "fabric_filter"],
    ["wet_particulate_scrubber", "wet_esp"],
]
IMPOSSIBLE = [
    (["esp_cold_side", "sncr"], 1),
    (["scr", "low_nox_burner"], 1),
    (["esp_cold_side", "esp_hot_side"], 1),
    (["wet_fgd", "esp_hot_side"], 1),
    (["spray_dryer"], 0),
    (["spray_dryer", "esp_hot_side"], 0),
    (["fabric_filter", "circulating_dry_scrubber"], 1),
    (["esp_cold_side", "sorbent_injection"], 1),
    (["sorbent_injection", "wet_fgd"], 0),
    (["dry_sorbent_injection"], 0),
    (["esp_cold_side", "wet_fgd", "fabric_filter"], 2),
    (["esp_cold_side", "wet_fgd", "spray_dryer"], 2),
    (["wet_esp", "wet_particulate_scrubber"], 1),
]
UNUSUAL = [
    (["esp_cold_side", "scr"], 1),
    (["esp_cold_side", "wet_fgd", "scr"], 2),
    (["wet_fgd"], 0),
    (["fabric_filter", "esp_cold_side"], 1),
    (["esp_cold_side", "wet_fgd", "wet_fgd"], 2),
    (["esp_cold_side", "wet_esp"], 1),
    (["scr", "scr"], 1),
    (["fixed_bed"], 0),
]


@pytest.mark.parametrize("train", USUAL, ids=" ".join)
def test_a_usual_train_passes_without_a_word(train: list[str]) -> None:
    assert check_order(train) == []


@pytest.mark.parametrize(("train", "index"), IMPOSSIBLE)
def test_an_impossible_train_is_refused_at_the_device(train: list[str], index: int) -> None:
    found = [finding for finding in check_order(train) if finding.impossible]
    assert index in [finding.index for finding in found]
    assert all(finding.message and finding.allowed for finding in found)


@pytest.mark.parametrize(("train", "index"), UNUSUAL)
def test_an_unusual_train_is_pointed_out_at_the_device(train: list[str], index: int) -> None:
    findings = check_order(train)
    assert [(finding.index, finding.impossible) for finding in findings] == [(index, False)]


def test_every_short_train_gives_at_most_one_error_a_device_and_errors_first() -> None:
    for train in itertools.product(vocabulary.words("device_type"), repeat=3):
        findings = check_order(train)
        impossible = [finding.index for finding in findings if finding.impossible]
        assert len(impossible) == len(set(impossible))
        flags = [finding.impossible for finding in findings]
        assert flags == sorted(flags, reverse=True)
        assert all(0 <= finding.index < 3 for finding in findings)
