"""``ipog calibrate`` and what ``ipog run`` makes of it, in processes of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

TESTS = """\
unit;date;location;method;hg_total (ug/Nm3);coal_mercury_mg_kg_dry
Unit 1;2024-03-01;stack;30B;15.0;0.23
Unit 1;2024-03-02;stack;OHM;17.0;0.23
Unit 1;2024-03-02;after:esp_cold_side;OHM;20.0;0.23
"""


@pytest.fixture
def tests_file(tmp_path: Path) -> Path:
    path = tmp_path / "tests.csv"
    path.write_text(TESTS, encoding="utf-8")
    return path


def test_tests_change_the_next_run_until_they_are_left_aside(
    ipog: Run, plant_file: Path, tests_file: Path
) -> None:
    before = json.loads(ipog("run", str(plant_file), "--format", "json").stdout)["units"][0]
    done = ipog("calibrate", str(plant_file), "--tests", str(tests_file))
    assert done.returncode == 0, done.stderr.decode()
    assert "percentile" in done.stdout.decode()
    kept = plant_file.with_name("plant.calibration.toml")
    assert kept.exists()
    assert str(kept) in done.stderr.decode()
    again = ipog("run", str(plant_file), "--format", "json")
    after = json.loads(again.stdout)["units"][0]
    assert "own stack tests" in again.stderr.decode()
    assert after["calibration"]["tests"] == 2
    assert abs(after["stack"]["hg_ug_nm3"] - 16) < abs(before["stack"]["hg_ug_nm3"] - 16)
    assert sum(after["balance_fraction"].values()) == pytest.approx(1, abs=1e-9)
    table = ipog("run", str(plant_file)).stdout.decode()
    assert "Corrected by the unit's own stack tests" in table
    without = json.loads(ipog("run", str(plant_file), "--no-calibration", "--format", "json").stdout)
    assert without["units"][0] == before


def test_a_dry_run_keeps_nothing_and_an_example_may_have_one(
    ipog: Run, plant_file: Path, tests_file: Path
) -> None:
    done = ipog("calibrate", str(plant_file), "--tests", str(tests_file), "--dry-run", "--format", "json")
    assert done.returncode == 0
    data = json.loads(done.stdout)
    (unit,) = data["units"]
    assert [test["informs"] for test in unit["tests"]] == [True, True, False]
    assert (
        unit["calibration"]["with_tests"]["p10_hg_ug_nm3"]
        > unit["calibration"]["without_tests"]["p10_hg_ug_nm3"]
    )
    assert not list(plant_file.parent.glob("*.toml"))
    refused = ipog("calibrate", "example:za-duvha", "--tests", str(tests_file))
    assert refused.returncode == 2
    assert "--dry-run" in refused.stderr.decode()


def test_tests_of_another_train_are_left_aside_with_a_warning(
    ipog: Run, plant_file: Path, tests_file: Path
) -> None:
    ipog("calibrate", str(plant_file), "--tests", str(tests_file))
    text = plant_file.read_text(encoding="utf-8")
    plant_file.write_text(text.replace("esp_cold_side", "fabric_filter"), encoding="utf-8")
    done = ipog("run", str(plant_file), "--format", "json")
    assert done.returncode == 0
    assert "another boiler or train" in done.stderr.decode()
    (unit,) = json.loads(done.stdout)["units"]
    assert unit["calibration"] is None
    assert "calibration-unused" in [warning["id"] for warning in unit["warnings"]]


def test_wrong_tests_are_named_with_line_and_column(ipog: Run, plant_file: Path, tests_file: Path) -> None:
    tests_file.write_text(TESTS.replace("17.0", "17,0"), encoding="utf-8")
    done = ipog("calibrate", str(plant_file), "--tests", str(tests_file))
    said = done.stderr.decode()
    assert done.returncode == 2
    assert done.stdout == b""
    assert "tests.csv:3" in said
    assert "hg_total" in said
    assert "Traceback" not in said


def test_the_template_can_be_used(ipog: Run, plant_file: Path, tmp_path: Path) -> None:
    table = tmp_path / "new.csv"
    assert ipog("calibrate", str(plant_file), "--template", str(table)).returncode == 0
    assert ipog("calibrate", str(plant_file), "--tests", str(table), "--dry-run").returncode == 0
    again = ipog("calibrate", "--template", str(table))
    assert again.returncode == 2
    assert "exists already" in again.stderr.decode()


@pytest.mark.parametrize("words", [(), ("plant.yaml",), ("--tests", "x.csv")])
def test_what_is_missing_is_told(ipog: Run, words: tuple[str, ...]) -> None:
    done = ipog("calibrate", *words)
    assert done.returncode == 2
    assert "--tests" in done.stderr.decode()


def test_a_spoilt_calibration_does_not_pass_unseen(ipog: Run, plant_file: Path) -> None:
    plant_file.with_name("plant.calibration.toml").write_text("nonsense", encoding="utf-8")
    done = ipog("run", str(plant_file))
    assert done.returncode == 2
    assert "--no-calibration" in done.stderr.decode()
    assert ipog("run", str(plant_file), "--no-calibration", "--samples", "0").returncode == 0
