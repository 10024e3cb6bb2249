"""``ipog advise`` from the shell."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from command_line import PLANT, Run

DRY = """\
ipog_version: 1
plant: {name: Ölfeld, country: US}
units:
  - name: Unit 1
    gross_capacity: 400 MW
    coal_feed: [{coal: us-north-dakota-lignite-delivered}]
    boiler: {type: wall}
    apcs: [{type: spray_dryer}, {type: fabric_filter}]
    targets: [{name: own goal, value: 4 lb/TBtu}]
"""


def advice(ipog: Run, *words: str, text: str = DRY) -> dict[str, Any]:
    result = ipog("advise", "-", "--format", "json", "--samples", "100", *words, stdin=text.encode())
    assert result.returncode == 0, result.stderr.decode()
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_json_has_the_agreed_shape(ipog: Run):
    data = advice(ipog)
    assert {"ipog", "parameters", "plant", "units", "economics", "sources"} <= set(data)
    unit = data["units"][0]
    assert unit["name"] == "Unit 1"
    assert {"question", "answer", "because", "opened", "closed"} <= set(unit["trace"][0])
    option = unit["options"][0]
    for name in ("id", "name", "measures", "stack", "probability_met", "cost", "reasons", "sources"):
        assert option[name]
    assert {"hg_ug_nm3", "hg_lb_tbtu", "removal_fraction", "p10", "p50", "p90"} <= set(option["stack"])
    for name in (
        "capital_usd",
        "running_usd_year",
        "annualised_usd_year",
        "usd_per_mwh",
        "usd_per_kg_mercury",
    ):
        assert set(option["cost"][name]) == {"low", "mid", "high"}
    assert sum(option["balance_fraction"].values()) == pytest.approx(1, abs=1e-9)
    assert unit["recommended"] in {each["id"] for each in unit["options"]}


def test_json_options_stand_in_ranked_order(ipog: Run):
    options = advice(ipog)["units"][0]["options"]
    meeting = [o["probability_met"] >= 0.9 for o in options]
    assert meeting == sorted(meeting, reverse=True)
    costs = [
        o["cost"]["annualised_usd_year"]["mid"] for o, meets in zip(options, meeting, strict=True) if meets
    ]
    assert costs == sorted(costs)


def test_every_source_that_an_option_names_is_cited(ipog: Run):
    data = advice(ipog)
    cited = {source["key"] for source in data["sources"]}
    for option in data["units"][0]["options"]:
        assert set(option["sources"]) <= cited
        for row in option["cost"]["rows"]:
            assert row["source"] in cited
            assert row["year"] >= 2000


def test_the_text_can_be_followed(ipog: Run):
    result = ipog("advise", "-", "--samples", "100", stdin=DRY.encode())
    text = result.stdout.decode()
    for heading in (
        "Where the unit stands",
        "What to do",
        "Options in order",
        "The recommended option in detail",
        "Cost and emission",
        "Marginal abatement cost",
        "What would change the ranking",
        "The walk through the decision tree",
        "Good practice",
        "Taken for lack of an answer",
        "Sources",
    ):
        assert heading in text
    assert "Ölfeld" in text
    assert result.stderr == b""


def test_what_is_asked_reaches_the_advice(ipog: Run):
    data = advice(
        ipog,
        *("--target", "2 lb/TBtu", "--budget", "1e6", "--objective", "emission", "--confidence", "80"),
        *("--exclude", "bromide_on_coal", "--site", "ash_sold=yes", "--coal", "us-illinois-basin"),
        *("--currency-year", "2020", "--location-factor", "0.7", "--discount-rate", "5", "--life", "15"),
        *("--price", "coal_usd_gj=1.5", "--seed", "4"),
    )
    assert data["objective"] == "emission"
    assert data["confidence"] == 0.8
    assert data["budget_usd_year"] == 1e6
    assert data["seed"] == 4
    assert data["site"]["ash_sold"] is True
    economics = data["economics"]
    assert (economics["currency_year"], economics["location_factor"]) == (2020, 0.7)
    assert economics["prices"] == {"coal_usd_gj": 1.5}
    assert economics["capital_recovery_factor"] == pytest.approx(0.09634, abs=1e-5)
    unit = data["units"][0]
    assert unit["baseline"]["targets"][0]["limit"] == 2
    assert not any("bromide_on_coal" in option["measures"] for option in unit["options"])


def test_the_file_holds_what_standard_output_would(ipog: Run, tmp_path):
    words = ("advise", "-", "--samples", "50")
    shown = ipog(*words, stdin=DRY.encode())
    kept = ipog(*words, "-o", str(tmp_path / "advice.txt"), stdin=DRY.encode())
    assert kept.stdout == b""
    assert (tmp_path / "advice.txt").read_bytes() == shown.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--exclude", "aci_bromnated"], "did you mean aci_brominated?"),
        (["--target", "tiny"], "neither a limit"),
        (["--site", "ash_sol=yes"], "did you mean ash_sold?"),
        (["--site", "ash_sold=perhaps"], "does not say yes or no"),
        (["--site", "ash_sold"], "does not say yes or no"),
        (["--coal", "us-ilinois-basin"], "did you mean us-illinois-basin?"),
        (["--price", "coal=3"], "is no price"),
        (["--price", "coal_usd_gj=cheap"], "is no number"),
        (["--price", "coal_usd_gj=nan"], "is no number"),
        (["--price", "coal_usd_gj=1,5"], "is no number"),
        (["--budget", "-1"], "budget"),
        (["--objective", "luck"], "luck"),
        (["--confidence", "0"], "confidence"),
    ],
)
def test_a_wrong_option_gets_a_sentence_and_exit_code_2(ipog: Run, words: list[str], said: str):
    result = ipog("advise", "-", *words, stdin=DRY.encode())
    assert result.returncode == 2
    assert said in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()
    assert result.stdout == b""


def test_a_fault_of_the_file_is_shown_with_its_line(ipog: Run):
    result = ipog("advise", "-", stdin=PLANT.replace("za-highveld", "za-hihgveld").encode())
    assert result.returncode == 2
    assert "standard input:6" in result.stderr.decode()
    assert "za-highveld" in result.stderr.decode()


def test_an_answer_of_ones_own_is_marked_in_the_walk(ipog: Run):
    data = advice(ipog, "--answer", "sorbent_at_hand=no", "--answer", "dry_scrubber=no")
    unit = data["units"][0]
    assert data["answers"] == {"sorbent_at_hand": False, "dry_scrubber": False}
    visits = {visit["node"]: visit for visit in unit["trace"]}
    assert visits["dry_scrubber"]["overruled"] is True
    assert visits["sorbent_at_hand"]["overruled"] is False
    assert not any("aci_brominated" in option["measures"] for option in unit["options"])
    words = ("--target", "1 lb/TBtu", "--answer", "dry_scrubber=no")
    text = ipog("advise", "-", "--samples", "0", *words, stdin=DRY.encode()).stdout
    assert "your answer against the facts" in " ".join(text.decode().split())


def test_a_question_that_is_none_is_answered_with_the_nearest(ipog: Run):
    result = ipog("advise", "-", "--answer", "spaec=no", stdin=DRY.encode())
    assert result.returncode == 2
    assert "did you mean space?" in result.stderr.decode()


def test_both_answers_stand_at_the_top_and_in_the_data(ipog: Run):
    words = ("--target", "2 lb/TBtu")
    unit = advice(ipog, *words)["units"][0]
    options = {option["id"]: option for option in (*unit["options"], *unit["other_levels"])}
    likely = options[unit["likely"]]
    assert 0.5 <= likely["probability_met"] < 0.9
    assert unit["trial"]["option"] == unit["likely"]
    assert unit["trial"]["bound"] < 2
    text = ipog("advise", "-", "--samples", "100", *words, stdin=DRY.encode()).stdout.decode()
    assert text.index("In short") < text.index("What to do")
    assert "is the price of doubt" in " ".join(text.split())


def test_co_benefits_are_figures_with_their_sources(ipog: Run):
    plant = DRY.replace("{type: spray_dryer}, {type: fabric_filter}", "{type: esp_cold_side}")
    data = advice(ipog, "--site", "so2_or_dust_rule=yes", text=plant)
    found = [
        option["co_benefits_percent"]
        for option in data["units"][0]["options"]
        # Another coal may bring sulfur of its own.
        if "add_wet_fgd" in option["measures"] and not re.search("switch|blend", option["id"])
    ]
    assert found
    cited = {source["key"] for source in data["sources"]}
    for changes in found:
        assert -99 <= changes["so2"]["low"] <= changes["so2"]["mid"] <= changes["so2"]["high"] <= -90
        assert set(changes["so2"]["sources"]) <= cited


def test_stack_tests_beside_the_file_are_heeded(ipog: Run, tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_text(PLANT, encoding="utf-8")
    (tmp_path / "tests.csv").write_text(
        "unit;date;location;method;hg_total (ug/Nm3)\nUnit 1;2024-03-01;stack;30B;15\n", encoding="utf-8"
    )
    assert ipog("calibrate", str(plant), "--tests", str(tmp_path / "tests.csv")).returncode == 0
    words = ("advise", str(plant), "--samples", "0", "--format", "json")
    tested, plain = (
        json.loads(ipog(*words, *more).stdout)["units"][0] for more in ((), ("--no-calibration",))
    )
    assert tested["stack_tests"]["tests"] == 1
    assert plain["stack_tests"] is None
    run = json.loads(ipog("run", str(plant), "--samples", "0", "--format", "json").stdout)["units"][0]
    assert tested["baseline"]["stack"]["hg_ug_nm3"] == run["stack"]["hg_ug_nm3"]
    assert tested["baseline"]["stack"]["hg_ug_nm3"] != plain["baseline"]["stack"]["hg_ug_nm3"]


def test_an_option_is_written_into_a_copy_that_runs(ipog: Run, tmp_path):
    copy = tmp_path / "after.yaml"
    made = ipog(
        "advise", "-", "--apply", "bromide_on_coal@50+aci_brominated@1", "-o", str(copy), stdin=DRY.encode()
    )
    assert made.returncode == 0, made.stderr.decode()
    text = copy.read_text(encoding="utf-8")
    assert "Ölfeld" in text
    assert "rate: 1 lb/MMacf" in text
    stacks = [
        json.loads(ipog("run", *words, "--samples", "0", "--format", "json", stdin=DRY.encode()).stdout)
        for words in (("-",), (str(copy),))
    ]
    before, after = (data["units"][0]["stack"]["hg_ug_nm3"] for data in stacks)
    assert after < before


def test_an_option_that_does_not_fit_is_refused_with_its_reason(ipog: Run):
    result = ipog("advise", "-", "--apply", "add_spray_dryer", stdin=DRY.encode())
    assert result.returncode == 2
    assert "an SO2 scrubber stands there already" in result.stderr.decode()


def test_yaml_holds_what_json_does(ipog: Run):
    words = ("advise", "-", "--samples", "0", "--format")
    as_yaml = ipog(*words, "yaml", stdin=DRY.encode())
    assert as_yaml.returncode == 0, as_yaml.stderr.decode()
    assert yaml.safe_load(as_yaml.stdout) == json.loads(ipog(*words, "json", stdin=DRY.encode()).stdout)
