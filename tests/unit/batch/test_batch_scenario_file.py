"""An overlay that is wrong is told by line, with the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipog.batch.scenario_file import FIELDS, parse_scenario, read_scenarios, shipped_names, shipped_text
from ipog.batch.toolkit import parse_factors
from ipog.diagnostics import InputError, Problem

MANUAL = Path(__file__).parents[3] / "manual" / "inventories.md"
HEAD = "ipog_scenario: 1\nname: x\nrules:\n"


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        parse_scenario(text, "x.yaml")
    return caught.value.problems


@pytest.mark.parametrize(
    ("rule", "line", "path", "nearest"),
    [
        ("  - were: {rank: lignite}\n    add: [scr]\n", 4, "rules[0].were", "where"),
        ("  - where: {gros_capacity: '> 3 MW'}\n    add: [scr]\n", 4, "rules[0].where.gros_capacity",
         "gross_capacity"),
        ("  - where: {rank: bituminus}\n    add: [scr]\n", 4, "rules[0].where.rank", "bituminous"),
        ("  - where:\n      has: fabric_filtr\n    add: [scr]\n", 5, "rules[0].where.has", "fabric_filter"),
        ("  - where: {gross_capacity: '> 3 kg'}\n    add: [scr]\n", 4, "rules[0].where.gross_capacity", None),
        ("  - where: {coal: za-higveld}\n    add: [scr]\n", 4, "rules[0].where.coal", "za-highveld"),
        ("  - where: {country: za}\n    add: [scr]\n", 4, "rules[0].where.country", "ZA"),
        ("  - add:\n      - {type: wet_fdg}\n", 5, "rules[0].add[0].type", "wet_fgd"),
        ("  - add:\n      - {type: wet_fgd, proces: x}\n", 5, "rules[0].add[0].proces", "process"),
        ("  - add: [{process: seawater}]\n", 4, "rules[0].add[0]", None),
        ("  - replace: {esp_cold_side: fabric_filtr}\n", 4, "rules[0].replace.esp_cold_side.type",
         "fabric_filter"),
        ("  - remove: [scrr]\n", 4, "rules[0].remove", "scr"),
        ("  - set:\n      boiler.unburned_carbn: 4\n", 5, "rules[0].set.boiler.unburned_carbn",
         "unburned_carbon"),
        ("  - set:\n      boler.type: wall\n", 5, "rules[0].set.boler.type", "boiler"),
        ("  - set:\n      capacity_factor: 400 %\n", 5, "rules[0].set.capacity_factor", None),
        ("  - set:\n      wet_fgd: 4\n", 5, "rules[0].set.wet_fgd", None),
        ("  - closed_from: 2030\n", 4, "rules[0].closed_from", None),
        ("  - where: {rank: lignite}\n", 4, "rules[0]", None),
        ("  - lignite\n", 4, "rules[0]", None),
        ("  - where: lignite\n    add: [scr]\n", 4, "rules[0].where", None),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_has_its_line(rule: str, line: int, path: str, nearest: str | None):
    (problem,) = problems(HEAD + rule)
    assert (problem.file, problem.line, problem.path, problem.nearest) == ("x.yaml", line, path, nearest)
    assert problem.allowed


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("name: x\nrules: []\n", "ipog_scenario"),
        ("ipog_scenario: 1\nrules: []\n", "name"),
        ("ipog_scenario: 1\nname: Bat 2030\nrules: []\n", "name"),
        ("ipog_scenario: 1\nname: x\nyears: [2030, soon]\nrules: []\n", "years[1]"),
        ("ipog_scenario: 1\nname: x\nrules: {add: scr}\n", "rules"),
        ("[]\n", ""),
        ("", ""),
    ],
)
def test_what_is_wrong_with_the_whole_is_told(text: str, path: str):
    (problem,) = problems(text)
    assert problem.path == path


def test_all_that_is_wrong_is_told_at_once():
    found = problems(HEAD + "  - where: {rnk: lignite}\n    add: [scrr]\n  - remove: [espp]\n")
    assert len(found) == 3


def test_a_scenario_is_a_file_or_one_that_comes_with_ipog(tmp_path: Path):
    own = tmp_path / "own.yaml"
    own.write_text(shipped_text("bat").replace("name: bat", "name: own"), encoding="utf-8")
    assert [found.name for found in read_scenarios(["bat", str(own)])] == ["bat", "own"]
    with pytest.raises(InputError) as caught:
        read_scenarios(["batt"])
    assert caught.value.problems[0].nearest == "bat"
    with pytest.raises(InputError, match="told apart"):
        read_scenarios(["bat", "bat"])
    with pytest.raises(InputError, match="does not exist"):
        read_scenarios([str(tmp_path / "none.yaml")])


def test_the_manual_names_every_field_and_scenario():
    page = MANUAL.read_text(encoding="utf-8")
    assert all(f"`{field}`" in page for field in FIELDS)
    assert all(f"`{name}`" in page for name in shipped_names())


def test_the_overlay_and_the_factors_of_the_manual_are_read():
    page = MANUAL.read_text(encoding="utf-8")
    found = parse_scenario(page.split("```yaml\n")[1].split("```")[0], "inventories.md")
    assert len(found.rules) == 5
    factors = parse_factors(page.split("```text\n")[1].split("```")[0], "inventories.md")
    assert factors.key("particulate_simple", "lignite") == ("particulate_simple", "low_rank")
