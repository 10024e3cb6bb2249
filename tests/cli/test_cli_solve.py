"""``ipog solve`` from the shell."""

from __future__ import annotations

import json

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
