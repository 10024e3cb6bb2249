"""The Toolkit's estimate beside ours, by medium."""

from __future__ import annotations

from typing import Any

import pytest

from ipog.batch import evaluate_table
from ipog.batch.toolkit import CLASSES, class_of, parse_factors, read_factors, shipped_factors
from ipog.diagnostics import InputError
from ipog.plant import Unit
from ipog.sources import cite

HEAD = "class,rank,air,water,residues\n"
ROW: dict[str, Any] = {
    "plant": "Example",
    "country": "ZA",
    "gross_capacity": "600 MW",
    "coal_1_rank": "bituminous",
    "coal_1_trace_mercury": "0.2 mg/kg",
    "coal_1_trace_basis": "as_received",
    "boiler_type": "wall",
    "apcs": "esp_cold_side",
}


@pytest.mark.parametrize(
    ("train", "expected"),
    [
        ([], "none"),
        (["scr"], "none"),
        (["mechanical_collector"], "particulate_simple"),
        (["scr", "esp_cold_side"], "particulate_simple"),
        (["esp_cold_side", "fabric_filter"], "fabric_filter"),
        (["spray_dryer", "fabric_filter"], "particulate_and_so2"),
        (["esp_cold_side", "wet_fgd"], "particulate_and_so2"),
        (["scr", "esp_cold_side", "wet_fgd"], "particulate_so2_and_scr"),
        (["scr", "sorbent_injection", "fabric_filter"], "mercury_specific"),
    ],
)
def test_a_train_has_its_class(train: list[str], expected: str):
    devices = [
        {"type": kind, **({"sorbent": "pac", "rate": "2 lb/MMacf"} if kind == "sorbent_injection" else {})}
        for kind in train
    ]
    data = {"coal_feed": [{"coal": "za-highveld"}], "boiler": {"type": "wall"}, "apcs": devices}
    assert class_of(Unit.model_validate(data)) == expected


def test_input_and_outputs_are_coal_times_mercury_times_the_factors():
    result = evaluate_table([ROW, {**ROW, "apcs": "scr + esp_cold_side + wet_fgd"}], toolkit=True)
    first, second = result.rows
    assert first["toolkit_input_factor_g_t"] == pytest.approx(0.2)
    assert first["toolkit_coal_t_year"] * 0.2e-3 == pytest.approx(first["toolkit_input_kg_year"])
    assert first["toolkit_input_kg_year"] == pytest.approx(first["balance_kg_year_coal"])
    assert first["toolkit_air_kg_year"] == pytest.approx(0.75 * first["toolkit_input_kg_year"])
    assert first["toolkit_default_air_kg_year"] == pytest.approx(
        0.75 * 0.15 / 0.2 * first["toolkit_input_kg_year"]
    )
    assert first["toolkit_standing"] == "recalled"
    for row in (first, second):
        assert row["release_air_kg_year"] == pytest.approx(row["stack_hg_kg_year"])
        released = sum(row[f"release_{medium}_kg_year"] for medium in ("air", "water", "residues"))
        assert released == pytest.approx(row["balance_kg_year_coal"])
    assert second["release_water_kg_year"] == pytest.approx(second["balance_kg_year_waste_water"])
    whole = result.summary[0]
    for column in ("toolkit_air_kg_year", "release_water_kg_year"):
        assert whole[column] == pytest.approx(first[column] + second[column], rel=1e-8)
    assert whole["toolkit_units"] == 2
    classes = {row["name"]: row for row in result.summary if row["group"] == "toolkit_class"}
    assert set(classes) == {"particulate_simple", "particulate_so2_and_scr"}
    esp = classes["particulate_simple"]
    assert esp["toolkit_coal_t_year"] == pytest.approx(first["toolkit_coal_t_year"], rel=1e-8)


def test_a_unit_without_size_has_factors_but_no_masses():
    row = {name: value for name, value in ROW.items() if name != "gross_capacity"}
    found = evaluate_table([row], toolkit=True).rows[0]
    assert (found["toolkit_air_factor"], found["toolkit_air_kg_year"]) == (0.75, None)


def test_coal_of_low_rank_has_no_factors_until_they_are_given(tmp_path):
    rows = [{**ROW, "coal_1_rank": "lignite"}, {**ROW, "coal_1_rank": "lignite", "apcs": ""}]
    esp, bare = evaluate_table(rows, toolkit=True).rows
    assert (esp["toolkit_air_factor"], esp["toolkit_air_kg_year"]) == (None, None)
    assert bare["toolkit_air_factor"] == 1.0
    own = tmp_path / "factors.csv"
    own.write_text(HEAD + "particulate_simple,low_rank,0.9,0.02,0.08\n", encoding="utf-8")
    given = evaluate_table(rows, toolkit=str(own)).rows[0]
    assert (given["toolkit_air_factor"], given["toolkit_water_factor"]) == (0.9, 0.02)
    assert given["toolkit_standing"] == "given"
    assert read_factors(str(own)).key("fabric_filter", "lignite") is None


@pytest.mark.parametrize(
    ("text", "path", "nearest"),
    [
        (HEAD + "fabric_filtr,any,0.5,0,0.5\n", "class", "fabric_filter"),
        (HEAD + "fabric_filter,hardcoal,0.5,0,0.5\n", "rank", "hard_coal"),
        (HEAD + "fabric_filter,any,0.5,0,0.6\n", "air", None),
        (HEAD + "fabric_filter,any,-0.5,1,0.5\n", "air", None),
        (HEAD + "fabric_filter,any,half,0,0.5\n", "air", None),
        (HEAD + "fabric_filter,any,0.5\n", "air", None),
        ("class,rank,air\n", "", None),
    ],
)
def test_wrong_factors_are_told_with_their_row(text: str, path: str, nearest: str | None):
    with pytest.raises(InputError) as caught:
        parse_factors(text, "own.csv")
    (problem,) = caught.value.problems
    assert (problem.file, problem.path, problem.nearest) == ("own.csv", path, nearest)
    assert problem.line == (1 if path == "" else 2)


def test_every_class_has_shipped_factors_with_their_standing():
    factors = shipped_factors()
    assert {kind for kind, _ in factors.shares} == set(CLASSES)
    assert set(factors.standing.values()) == {"recalled"}
    assert all(cite(key).citation for key in factors.sources)
