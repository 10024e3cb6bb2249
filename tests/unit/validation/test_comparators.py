"""Which cell of a published table stands for a unit."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog.sources import cite
from ipog.validation.comparators import LABELS, LEAST_EMITTED, CaptureTable, capture_tables, reduced
from ipog.vocabulary import words

TABLES = {table.name: table for table in capture_tables()}


def table(**cells: float) -> CaptureTable:
    """A table whose keywords are ``train__rank``, with ``_and_`` for the plus sign."""
    found = {}
    for key, value in cells.items():
        train, rank = key.rsplit("__", 1)
        found[train.replace("_and_", "+"), rank] = value
    return CaptureTable("test", "test", "kilgroe-2002", found)


def read(found: CaptureTable, train: str, **shares: float) -> tuple[str, ...]:
    estimate = found.estimate(train.split("+"), shares)
    assert estimate is not None
    return estimate.cells


@pytest.mark.parametrize(
    ("train", "expected"),
    [
        (("sncr", "mechanical_collector", "esp_cold_side", "wet_fgd", "wet_esp"), "esp_cold_side+wet_fgd"),
        (("scr", "esp_cold_side", "fabric_filter"), "scr+fabric_filter"),
        (("scr", "circulating_dry_scrubber", "fabric_filter"), "scr+spray_dryer+fabric_filter"),
        (("esp_low_low_temperature",), "esp_cold_side"),
        (("dry_sorbent_injection", "esp_hot_side"), "esp_hot_side"),
        (("low_nox_burner",), ""),
    ],
)
def test_a_train_is_reduced_to_what_the_tables_tell_apart(train: tuple[str, ...], expected: str) -> None:
    assert reduced(train) == expected


def test_the_own_cell_comes_first() -> None:
    both = table(scr_and_fabric_filter__bituminous=80, fabric_filter__bituminous=70)
    estimate = both.estimate(["scr", "fabric_filter"], {"bituminous": 1.0})
    assert estimate is not None
    assert estimate.emitted == pytest.approx(0.2)
    assert estimate.exact


def test_without_a_cell_scr_goes_before_the_rank_changes() -> None:
    found = table(scr_and_esp_cold_side__bituminous=90, esp_cold_side__subbituminous=3)
    assert read(found, "scr+esp_cold_side", subbituminous=1) == ("esp_cold_side, subbituminous",)
    assert read(found, "scr+esp_cold_side", bituminous=1) == ("scr+esp_cold_side, bituminous",)


def test_low_ranks_are_nearer_to_each_other() -> None:
    found = table(esp_cold_side__bituminous=36, esp_cold_side__lignite=0)
    assert read(found, "esp_cold_side", subbituminous=1) == ("esp_cold_side, lignite",)
    found = table(esp_cold_side__bituminous=36, esp_cold_side__subbituminous=3)
    assert read(found, "esp_cold_side", lignite=1) == ("esp_cold_side, subbituminous",)


@pytest.mark.parametrize("rank", ["anthracite", "waste_coal"])
def test_anthracite_and_waste_coal_are_read_as_bituminous(rank: str) -> None:
    estimate = TABLES["eia_factors"].estimate(["fabric_filter"], {rank: 1.0})
    assert estimate is not None
    assert estimate.cells == ("fabric_filter, bituminous",)
    assert estimate.exact


def test_a_train_without_a_row_takes_another_collector() -> None:
    assert read(TABLES["epa_averages"], "spray_dryer+esp_hot_side", subbituminous=1) == (
        "spray_dryer+esp_cold_side, subbituminous",
    )
    assert read(TABLES["eia_factors"], "wet_particulate_scrubber+wet_fgd", bituminous=1) == (
        "esp_hot_side+wet_fgd, bituminous",
    )
    assert read(TABLES["eia_factors"], "mechanical_collector", lignite=1) == ("esp_hot_side, lignite",)


def test_a_blend_is_the_mean_of_its_coals() -> None:
    estimate = TABLES["eia_factors"].estimate(["esp_cold_side"], {"bituminous": 0.25, "subbituminous": 0.75})
    assert estimate is not None
    assert estimate.emitted == pytest.approx(0.25 * 0.64 + 0.75 * 0.97)


def test_emitted_shares_stay_between_the_least_and_all() -> None:
    assert TABLES["epa_averages"].estimate(["esp_cold_side"], {"lignite": 1.0}).emitted == 1.0  # type: ignore[union-attr]
    complete = table(fabric_filter__bituminous=100).estimate(["fabric_filter"], {"bituminous": 1.0})
    assert complete is not None
    assert complete.emitted == LEAST_EMITTED


def test_the_tables_know_no_injected_carbon() -> None:
    assert TABLES["epa_averages"].estimate(["sorbent_injection", "fabric_filter"], {"lignite": 1}) is None


@pytest.mark.parametrize("found", capture_tables(), ids=lambda found: found.name)
@given(
    train=st.lists(st.sampled_from(sorted(set(words("device_type")) - {"sorbent_injection"})), max_size=6),
    rank=st.sampled_from(sorted(words("rank"))),
)
def test_every_train_and_rank_finds_a_cell(found: CaptureTable, train: list[str], rank: str) -> None:
    estimate = found.estimate(train, {rank: 1.0})
    assert estimate is not None
    assert LEAST_EMITTED <= estimate.emitted <= 1.0


def test_the_cells_are_known_words_with_a_source_and_a_standing() -> None:
    text = files("ipog").joinpath("data/field/comparators.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["table"] for row in rows} == set(LABELS)
    keys = [(row["table"], row["train"], row["rank"]) for row in rows]
    assert len(keys) == len(set(keys))
    for row in rows:
        cite(row["source"])
        assert reduced(row["train"].split("+")) == row["train"]
        assert row["rank"] in words("rank")
        assert -20 <= float(row["capture_percent"]) <= 100
        # The text of the command says which cells are from memory.
        dry_or_wet = any(part in row["train"] for part in ("spray_dryer", "wet_particulate_scrubber"))
        assert (row["standing"] == "recalled") == (row["table"] == "epa_averages" and dry_or_wet)
