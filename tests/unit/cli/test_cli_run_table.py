"""What a person reads after ``ipog run``."""

from __future__ import annotations

from dataclasses import replace

from evaluations import MEASURED, STACK, UNCERTAINTY, evaluation, unit, without_size

from ipog.cli.render.run_table import run_table
from ipog.language import width
from ipog.results import outlet


def test_every_part_of_the_result_is_there() -> None:
    text = run_table(evaluation())
    for words in (
        "Example (ZA)",
        "Mercury in the gas",
        "Hg total",
        "Hg0",
        "Hg2+",
        "Hg-p",
        "ug/Nm3",
        "lb/TBtu",
        "lb/GWh",
        "g/h",
        "kg/year",
        "bottom ash",
        "fly ash",
        "FGD solids",
        "waste water",
        "Targets",
        "Measured beside predicted",
        "Warnings",
        "chlorine was not given",
        "boiler.fly_ash_fraction: 85 %",
        "ipog-judgement",
        "Goodarzi",
        "report of March 2024",
    ):
        assert words in text, words


def test_targets_say_in_words_whether_they_are_met_and_by_how_much() -> None:
    lines = run_table(evaluation()).splitlines()
    low = next(line for line in lines if " low: " in line)
    high = next(line for line in lines if " high: " in line)
    assert "MISSED" in low
    assert "155 % above" in low
    assert "met" in high
    assert "83 % below" in high
    assert any("97 %" in line for line in lines)


def test_a_target_that_cannot_be_compared_stays_open_with_its_reason() -> None:
    text = run_table(evaluation(without_size()))
    assert "open" in text
    assert "the file gives no capacity" in text


def test_a_measurement_stands_beside_its_prediction() -> None:
    line = next(line for line in run_table(evaluation()).splitlines() if "stack mercury" in line)
    assert line.split() == ["stack", "mercury", "6", "5..7", "5.10", "ug/Nm3", "0.85", "times"]


def test_ends_of_the_runs_may_be_given_alone() -> None:
    item = replace(MEASURED[0], high=None)
    assert "  5..  " in run_table(evaluation(unit(measured=(item,))))


def test_colour_only_adds_to_the_words() -> None:
    plain, coloured = run_table(evaluation()), run_table(evaluation(), colour=True)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert "MISSED" in coloured


def test_percentiles_get_columns_when_there_are_any() -> None:
    high = replace(STACK, hg_ug_nm3=8.8)
    text = run_table(evaluation(unit(percentiles={10: STACK, 50: STACK, 90: high})))
    head = next(line for line in text.splitlines() if "P90" in line)
    assert head.split() == ["central", "P10", "P90"]
    assert "8.80" in text
    assert "P10" not in run_table(evaluation())


def test_uncertainty_names_what_moves_the_stack_most() -> None:
    text = run_table(evaluation(unit(uncertainty=UNCERTAINTY)))
    assert "coal 50.0 %, operation 20.0 %, model 30.0 %" in text
    assert "18 measured units (esp cold side)" in text
    line = next(line for line in text.splitlines() if line.startswith("  coal_feed[0].trace.chlorine"))
    assert line.split()[1:] == ["30.0", "300", "7.70", "4.40"]
    assert "draws" not in run_table(evaluation())


def test_names_cannot_break_the_screen() -> None:
    text = run_table(evaluation(unit(name="a\x1b[2Jb\n中文"), name="x\ny"))
    assert "\x1b" not in text
    assert "a [2Jb 中文" in text
    assert "x y (ZA)" in text


def test_the_usual_result_fits_into_eighty_columns() -> None:
    assert max(width(line) for line in run_table(evaluation()).splitlines()) <= 80


def test_an_outlet_without_words_is_shown_by_its_name() -> None:
    assert outlet("fgd_solids") == "FGD solids"
    assert outlet("wet_esp_water") == "wet esp water"
