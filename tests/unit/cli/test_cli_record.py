"""The names and shapes that programs rely on."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import yaml
from evaluations import STACK, evaluation, unit, without_size

from ipog.cli.render.formats import as_csv, as_json, as_yaml
from ipog.cli.render.record import columns, record, rounded, rows

UNIT_KEYS = {
    "coal": ["mercury_mg_kg_as_received", "hhv_mj_kg_as_received", "mercury_lb_tbtu"],
    "flue_gas": ["dry_nm3_per_kg_at_6pct_o2", "flow_nm3_h"],
    "stack": [
        "hg_ug_nm3",
        "hg_lb_tbtu",
        "hg_lb_gwh",
        "hg_g_h",
        "hg_kg_year",
        "hg0_fraction",
        "hg2_fraction",
        "hgp_fraction",
        "removal_fraction",
    ],
    "balance_kg_year": ["coal", "bottom_ash", "fly_ash", "fgd_solids", "waste_water", "stack"],
}
LIST_KEYS = {
    "stages": [
        "after",
        "hg_total_ug_nm3",
        "hg0_fraction",
        "hg2_fraction",
        "hgp_fraction",
        "removed_fraction_of_coal_hg",
    ],
    "targets": ["id", "limit", "unit", "predicted", "met"],
    "assumptions": ["field", "value", "reason", "source"],
    "warnings": ["field", "message"],
}


def test_json_has_the_names_that_programs_rely_on() -> None:
    data = json.loads(as_json(record(evaluation())))
    assert {"ipog", "parameters", "plant", "units"} <= set(data)
    (one,) = data["units"]
    assert one["name"] == "Unit 1"
    for group, names in UNIT_KEYS.items():
        assert set(names) <= set(one[group]), group
    for group, names in LIST_KEYS.items():
        assert all(set(names) <= set(item) for item in one[group]), group


def test_percentiles_stand_in_the_stack_when_there_are_any() -> None:
    low, high = replace(STACK, hg_ug_nm3=2.9), replace(STACK, hg_ug_nm3=8.8)
    data = record(evaluation(unit(percentiles={90: high, 10: low})))
    stack = data["units"][0]["stack"]
    assert stack["p10"]["hg_ug_nm3"] == 2.9
    assert stack["p90"]["hg_ug_nm3"] == 8.8
    assert "p50" not in stack
    assert "p10" not in record(evaluation())["units"][0]["stack"]


def test_what_is_not_known_is_null_and_never_not_a_number() -> None:
    data = json.loads(as_json(record(evaluation(without_size()))))
    assert data["units"][0]["stack"]["hg_g_h"] is None
    assert data["units"][0]["balance_kg_year"] is None
    assert rounded({"a": [math.nan, math.inf, 1.0]}) == {"a": [None, None, 1.0]}


def test_rounding_leaves_a_balance_closed() -> None:
    parts = [1 / 3, 1 / 7, 1 - 1 / 3 - 1 / 7]
    assert abs(sum(rounded(parts)) - 1) < 1e-11


def test_sources_are_cited_once_with_the_users_own() -> None:
    sources = record(evaluation(unit(), unit(name="Unit 2")))["sources"]
    assert [source["key"] for source in sources] == ["goodarzi-2004", None]
    assert "Goodarzi" in sources[0]["citation"]
    assert sources[1]["citation"] == "report of March 2024"


def test_yaml_holds_what_json_holds() -> None:
    data = record(evaluation(unit(name="NO"), name="no: [weird] 中文"))
    assert yaml.safe_load(as_yaml(data)) == json.loads(as_json(data))


def test_csv_has_one_row_a_unit_and_joined_names() -> None:
    table = rows(record(evaluation(unit(), without_size())), "plant.yaml")
    names = columns(table)
    assert names[:4] == ["plant", "unit", "source", "row"]
    assert "stack_hg_ug_nm3" in names
    assert "stages_2_hg_total_ug_nm3" in names
    assert [row["row"] for row in table] == [1, 2]
    lines = as_csv(table).splitlines()
    assert len(lines) == 3
    assert table[0]["assumptions"] == "units[0].boiler.fly_ash_fraction = 85.0 %"


def test_a_group_that_is_not_known_leaves_no_column_of_its_own() -> None:
    (row,) = rows(record(evaluation(replace(without_size(), targets=()))), "plant.yaml")
    assert not {"balance_kg_year", "targets"} & set(row)
    assert row["sources"] == "goodarzi-2004; report of March 2024"


def test_percentiles_are_columns_of_their_own() -> None:
    table = rows(record(evaluation(unit(percentiles={90: STACK}))), "plant.yaml")
    assert table[0]["stack_p90_hg_lb_tbtu"] == STACK.hg_lb_tbtu


def test_columns_of_a_longer_train_stand_beside_their_kind() -> None:
    assert columns([{"a_1": 0, "b": 0}, {"a_1": 0, "a_2": 0, "b": 0}]) == ["a_1", "a_2", "b"]


def test_csv_cells_never_begin_a_formula() -> None:
    for name in ("=1+1", "+1", "-1", "@x", " =1", "\t=1", "\r=1"):
        text = as_csv([{"plant": name, "value": -1.5}])
        cell = text.splitlines()[1] if "\r" not in name else text.split("\n", 1)[1]
        assert cell.lstrip('"').startswith("'"), name
    assert as_csv([{"value": -1.5}]) == "value\n-1.5\n"


def test_csv_has_line_feeds_only() -> None:
    assert "\r" not in as_csv([{"a": 1}, {"a": 2}])
