"""The worked example of the page on stack tests: the source's measurements, the model's figures."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from ipog.calibration.tests_table import COLUMNS
from ipog.cli.main import main

PAGE = (Path(__file__).parents[2] / "manual" / "calibrate-on-own-tests.md").read_text(encoding="utf-8")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def lines(text: str) -> list[str]:
    """All but the line of the parameter set."""
    return [line for line in text.splitlines() if not line.startswith("ipog ")]


def test_the_example_prints_what_the_page_shows(tmp_path: Path) -> None:
    plant, tests, out = (tmp_path / name for name in ("plant.yaml", "tests.csv", "out.txt"))
    plant.write_text(block("yaml"), encoding="utf-8")
    tests.write_text(block("csv"), encoding="utf-8")
    words = ["calibrate", str(plant), "--tests", str(tests), "--dry-run", "--quiet", "-o", str(out)]
    assert main(words) == 0
    now, shown = lines(out.read_text(encoding="utf-8")), lines(block("text"))
    # A refit may move figures a little before the page is written anew, never what they say.
    for new, old in zip(
        map(float, NUMBER.findall(" ".join(now))), map(float, NUMBER.findall(" ".join(shown))), strict=True
    ):
        assert new == pytest.approx(old, rel=0.1, abs=0.1)


def test_the_example_has_the_figures_of_its_source() -> None:
    with files("ipog").joinpath("data/field/us_2010.csv").open(encoding="utf-8", newline="") as table:
        units = {
            row["unit"].rpartition("_")[2]: row
            for row in csv.DictReader(table)
            if row["plant_code"] == "1363"
        }
    tests = list(csv.DictReader(block("csv").splitlines()))
    assert len(tests) == 2
    for test in tests:
        source = units[test["unit"]]
        assert float(test["hg_total (lb/TBtu)"]) == float(source["stack_lb_tbtu"])
        assert float(test["coal_mercury_mg_kg_dry"]) == float(source["mercury_mg_kg_dry"])
        assert float(test["coal_chlorine_mg_kg_dry"]) == float(source["chlorine_mg_kg_dry"])
        assert source["source"] in PAGE


def test_every_column_has_its_row() -> None:
    assert all(f"`{column}`" in PAGE for column in COLUMNS)
