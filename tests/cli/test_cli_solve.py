"""``ipog solve`` from the shell."""

from __future__ import annotations

import json
import sys

import pytest
from command_line import Run

PLANT = """\
plant: {name: Ölfeld, country: US}
units:
  - gross_capacity: 400 MW
    coal_feed: [{coal: us-prb}]
    boiler: {type: wall}
    apcs: [{type: esp_cold_side}]
    targets: [{name: own goal, value: 2.5 lb/TBtu}]
"""
TESTS = """\
unit;date;location;method;hg_total (ug/Nm3)
Unit 1;2024-03-01;stack;30B;9.0
"""
USUAL = ("--samples", "100", "--confidence", "60")


def test_json_names_the_setting_with_its_unit(ipog: Run):
    words = ("--vary", "aci_rate=0..10lb/MMacf", "--format", "json")
    result = ipog("solve", "-", *USUAL, *words, stdin=PLANT.encode())
    assert result.returncode == 0, result.stderr.decode()
    unit = json.loads(result.stdout)["units"][0]
    (setting,) = unit["settings"]
    assert setting["measure"] == "aci_brominated"
    assert setting["unit"] == "lb/MMacf"
    assert 0 < setting["level"] < 10
    assert unit["met"] is True
    assert unit["probability_met"] >= 0.6


def test_units_of_a_range_are_converted(ipog: Run):
    levels = []
    for span in ("0..160.18463 mg/m3", "0..10 lb/MMacf"):
        result = ipog(
            "solve", "-", *USUAL, "--vary", f"aci_rate={span}", "--format", "json", stdin=PLANT.encode()
        )
        assert result.returncode == 0, result.stderr.decode()
        levels.append(json.loads(result.stdout)["units"][0]["settings"][0]["level"])
    assert levels[0] == pytest.approx(levels[1], rel=1e-3)


def test_a_missed_target_exits_with_1_and_shows_the_likeliest(ipog: Run):
    words = ("--target", "0.01 lb/TBtu", "--vary", "bromine_dose=0..100")
    result = ipog("solve", "-", *USUAL, *words, stdin=PLANT.encode())
    assert result.returncode == 1
    assert "No point of the search" in result.stdout.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "nothing to search"),
        (["--vary", "aci_rat=0..10"], "did you mean aci_rate?"),
        (["--vary", "aci_rate=10"], "is no range"),
        (["--vary", "aci_rate=10..1"], "does not rise"),
        (["--vary", "aci_rate=0..10 MW"], "MW"),
        (["--vary", "aci_rate=0..1,5"], "',5' is not a unit"),
        (["--vary", "fgd_additive=0..1"], "is no setting"),
        (["--choose", "esp_to_filtr"], "did you mean esp_to_filter?"),
        (["--choose", "fgd_additive"], "there is no wet scrubber"),
        (["--choose", "aci_brominated"], "needs a level"),
        (["--vary", "aci_rate=0..10", "--target", "soon"], "neither a limit"),
    ],
)
def test_a_wrong_word_gets_a_sentence_and_exit_code_2(ipog: Run, words: list[str], said: str):
    result = ipog("solve", "-", *USUAL, *words, stdin=PLANT.encode())
    assert result.returncode == 2
    assert said in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()


def test_a_unit_without_target_asks_for_one(ipog: Run):
    text = PLANT.replace("    targets: [{name: own goal, value: 2.5 lb/TBtu}]\n", "")
    result = ipog("solve", "-", "--vary", "aci_rate=0..10", stdin=text.encode())
    assert result.returncode == 2
    assert "has no target" in result.stderr.decode()


def test_a_bare_target_and_a_bare_range_have_a_stated_unit(ipog: Run):
    words = ("--target", "2.5", "--vary", "aci_rate=0..10lb/MMacf")
    result = ipog("solve", "-", "--samples", "0", *words, stdin=PLANT.encode())
    assert result.returncode == 0, result.stderr.decode()
    text = result.stdout.decode()
    assert "The target 2.5 has no unit; taken as ug/Nm3 of dry gas at 6 % O2" in " ".join(text.split())
    assert "Brent's method (SciPy)" in text


def test_without_the_optimiser_a_sentence_says_what_to_install(ipog: Run, monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    result = ipog("solve", "-", *USUAL, "--vary", "aci_rate=0..10", stdin=PLANT.encode())
    assert result.returncode == 2
    assert 'pip install "ipog[solve]"' in result.stderr.decode()


def test_stack_tests_beside_the_file_count_unless_told_otherwise(ipog: Run, tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_text(PLANT, encoding="utf-8")
    tests = tmp_path / "tests.csv"
    tests.write_text(TESTS, encoding="utf-8")
    made = ipog("calibrate", str(plant), "--tests", str(tests))
    assert made.returncode == 0, made.stderr.decode()
    words = ("solve", str(plant), *USUAL, "--vary", "aci_rate=0..20", "--format", "json")
    with_tests, without = ipog(*words), ipog(*words, "--no-calibration")
    levels = [json.loads(each.stdout)["units"][0]["settings"][0]["level"] for each in (with_tests, without)]
    assert levels[0] > levels[1]
    assert "own stack tests" in with_tests.stderr.decode()
    assert "own stack tests" not in without.stderr.decode()


def test_a_unit_that_nothing_fits_is_told_beside_those_that_are_solved(ipog: Run):
    words = ("--target", "9", "--vary", "esp_temperature=110..140", "--samples", "0", "--confidence", "50")
    result = ipog("solve", "example:za-duvha", *words)
    text = " ".join(result.stdout.decode().split())
    assert result.returncode == 1
    assert "== Units 4 to 6" in text
    assert "Nothing could be varied: run the ESP cooler: there is no cold-side ESP." in text
    data = json.loads(ipog("solve", "example:za-duvha", *words, "--format", "json").stdout)
    assert list(data["nothing_to_vary"]) == ["Units 1 to 3"]
    assert [unit["name"] for unit in data["units"]] == ["Units 4 to 6"]
