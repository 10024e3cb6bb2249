"""What is kept beside a plant file, and when it is not used."""

from __future__ import annotations

from pathlib import Path

import pytest
from plants import MINIMAL_COAL, plant, unit_data
from stack_tests import TRAIN, plant_with, prior, updated

from ipog.calibration import beside, load, note_unused, save
from ipog.diagnostics import InputError
from ipog.evaluate import evaluate
from ipog.plant import Plant

TEXT = "date,...\n"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = beside(tmp_path / "plant.yaml")
    save(path, plant_with(), [updated(prior(), 2.0, 2.0)], "tests.csv", TEXT)
    return path


def changed(**unit: object) -> Plant:
    return plant(unit_data(*TRAIN, **unit))


def test_it_stands_beside_the_plant_under_its_name() -> None:
    assert beside(Path("a/my.plant.yaml")) == Path("a/my.plant.calibration.toml")


def test_what_is_kept_comes_back_to_the_last_digit(kept: Path) -> None:
    own = updated(prior(), 2.0, 2.0).adjustment
    assert load(kept, plant_with()).adjustments == {"Unit 1": own}
    assert not list(kept.parent.glob(".*"))
    assert b"\r" not in kept.read_bytes()


def test_a_name_of_any_letters_comes_back(tmp_path: Path) -> None:
    name = 'Блок "4"\\\n\x7f中文'
    odd = plant({**unit_data(*TRAIN), "name": name})
    found = updated(prior(), 2.0)
    path = tmp_path / "x.calibration.toml"
    save(path, odd, [type(found)(**{**_fields(found), "unit": name})], "tests.csv", TEXT)
    assert list(load(path, odd).adjustments) == [name]


def _fields(found: object) -> dict[str, object]:
    return {name: getattr(found, name) for name in found.__slots__}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "other",
    [
        plant(unit_data("esp_cold_side", "wet_fgd")),
        plant(unit_data("scr", "fabric_filter", "wet_fgd")),
        plant(unit_data("scr", "esp_cold_side", {"type": "wet_fgd", "process": "seawater"})),
        plant(unit_data("scr", {"type": "esp_cold_side", "conditioning": "so3"}, "wet_fgd")),
        changed(boiler={"type": "cyclone"}),
    ],
    ids=["no scr", "filter", "seawater", "conditioned", "cyclone"],
)
def test_another_train_leaves_the_tests_aside_and_says_so(kept: Path, other: Plant) -> None:
    found = load(kept, other)
    assert not found.adjustments
    assert "another boiler or train" in found.unused["Unit 1"]
    noted = note_unused(evaluate(other), found).units[0]
    assert noted.calibration is None
    assert [caution.id for caution in noted.warnings].count("calibration-unused") == 1
    assert noted.stack == evaluate(other).units[0].stack


def test_a_dose_a_name_and_an_analysed_coal_may_change(kept: Path) -> None:
    coal = {**MINIMAL_COAL, "trace": {"mercury": 0.3, "chlorine": 500, "basis": "dry"}}
    devices = [
        {"type": "scr", "catalyst_age": "16000 h"},
        {"type": "esp_cold_side", "name": "A", "pm_efficiency": "99 %"},
        {"type": "wet_fgd"},
    ]
    assert load(kept, plant(unit_data(*devices, coal_feed=[coal]))).adjustments


def test_tests_with_the_files_coal_bind_that_coal(tmp_path: Path) -> None:
    path = tmp_path / "x.calibration.toml"
    save(path, plant_with(), [updated(prior(), 2.0, coal="")], "tests.csv", TEXT)
    assert load(path, plant_with()).adjustments
    coal = {**MINIMAL_COAL, "trace": {"mercury": 0.3, "chlorine": 500, "basis": "dry"}}
    assert "coal" in load(path, changed(coal_feed=[coal])).unused["Unit 1"]


def test_another_parameter_set_leaves_the_tests_aside(kept: Path) -> None:
    text = kept.read_text(encoding="utf-8")
    kept.write_text(text.replace("sha256:", "sha256:0"), encoding="utf-8")
    found = load(kept, plant_with())
    assert not found.adjustments
    assert "another parameter set" in found.unused["Unit 1"]


def test_a_unit_that_is_gone_is_named(kept: Path) -> None:
    renamed = plant({**unit_data(*TRAIN), "name": "Block A"})
    assert load(kept, renamed).strangers == ("Unit 1",)


def test_other_units_keep_their_entries(kept: Path) -> None:
    two = plant(unit_data(*TRAIN), unit_data(*TRAIN))
    found = updated(prior(), 0.5)
    save(kept, two, [type(found)(**{**_fields(found), "unit": "Unit 2"})], "tests.csv", TEXT)
    assert set(load(kept, two).adjustments) == {"Unit 1", "Unit 2"}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("ipog_calibration = 1", "ipog_calibration = 2", "version 2"),
        ("ipog_calibration = 1\n", "\n", "'ipog_calibration' is missing"),
        ("error_shift", "shift", "'error_shift' is missing"),
        ("draws_sd = ", "draws_sd = -", "not numbers that make sense"),
        ("[[unit]]", "[unit", "not what ipog calibrate writes"),
    ],
)
def test_a_file_that_was_spoilt_is_refused_in_words(kept: Path, before: str, after: str, words: str) -> None:
    lines = kept.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line if line.startswith("#") else line.replace(before, after) for line in lines)
    kept.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(kept, plant_with())
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.file == str(kept)


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be written"):
        save(tmp_path / "none" / "x.calibration.toml", plant_with(), [updated(prior(), 2.0)], "t", TEXT)
