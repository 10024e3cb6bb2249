"""The other commands from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import PLANT, Run

import ipog as package
from ipog.examples import ids
from ipog.files import read_plant


def test_version_is_one_line(ipog: Run) -> None:
    shown = ipog("--version")
    assert shown.stdout.decode().strip() == f"ipog {package.__version__}"
    assert shown.returncode == 0


def test_check_judges_every_file(ipog: Run, plant_file: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(PLANT.replace("za-highveld", "za-nowhere").replace("wall", "wal"), encoding="utf-8")
    both = ipog("check", str(wrong), str(plant_file))
    lines = both.stdout.decode().splitlines()
    assert lines == [f"{wrong}: 2 errors", f"{plant_file}: fine"]
    assert both.returncode == 2
    assert "wal" in both.stderr.decode()
    fine = ipog("check", str(plant_file))
    assert fine.returncode == 0
    assert "warning" in fine.stderr.decode()
    assert ipog("check", "--quiet", str(plant_file)).stderr == b""


def test_check_looks_up_coals_and_limits(ipog: Run) -> None:
    text = PLANT.replace("za-highveld", "za-nowhere").replace("{name: easy, value: 1000 ug/Nm3}", "no-limit")
    wrong = ipog("check", "-", stdin=text.encode())
    assert wrong.returncode == 2
    assert "za-nowhere" in wrong.stderr.decode()


@pytest.mark.parametrize("options", [(), ("--full",)])
def test_a_new_plant_file_runs_as_it_is(ipog: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    target = tmp_path / "plant.yaml"
    assert ipog("new", str(target), *options).returncode == 0
    checked = ipog("check", str(target))
    assert checked.returncode == 0, checked.stderr
    assert ipog("run", str(target), "--check").returncode in (0, 1)
    assert ipog("new", *options).stdout == target.read_bytes()


def test_new_replaces_no_file_unasked(ipog: Run, plant_file: Path) -> None:
    refused = ipog("new", str(plant_file))
    assert refused.returncode == 2
    assert b"exists already" in refused.stderr
    assert plant_file.read_text(encoding="utf-8") == PLANT
    assert ipog("new", str(plant_file), "--force").returncode == 0
    assert plant_file.read_text(encoding="utf-8") != PLANT


def test_examples_are_listed_shown_and_copied(ipog: Run, tmp_path: Path) -> None:
    listed = ipog("examples").stdout.decode()
    assert all(name in listed for name in ids())
    shown = ipog("examples", "show", "za-duvha").stdout
    copied = ipog("examples", "copy", "za-duvha", "--to", str(tmp_path))
    assert copied.returncode == 0
    assert (tmp_path / "za-duvha.yaml").read_bytes() == shown
    again = ipog("examples", "copy", "--to", str(tmp_path))
    assert again.returncode == 2
    assert b"exists already" in again.stderr
    everything = ipog("examples", "copy", "--to", str(tmp_path), "--force")
    assert len(everything.stdout.splitlines()) == len(ids()) == len(list(tmp_path.iterdir()))


def test_schema_is_a_json_schema_of_plant_files(ipog: Run) -> None:
    schema = json.loads(ipog("schema").stdout)
    assert "json-schema.org" in schema["$schema"]
    assert "units" in schema["properties"]


def test_convert_prints_the_value_and_keeps_the_arithmetic_apart(ipog: Run) -> None:
    loud = ipog("convert", "1.2", "lb/TBtu", "--to", "ug/Nm3", "--coal", "us-prb")
    quiet = ipog("convert", "1.2 lb/TBtu", "--to", "ug/Nm3", "--coal", "us-prb", "--quiet")
    assert loud.stdout == quiet.stdout
    value, unit = quiet.stdout.decode().split()
    assert float(value) == pytest.approx(1.52, abs=0.05)
    assert unit == "ug/Nm3"
    assert b"Nm3/GJ" in loud.stderr
    assert quiet.stderr == b""
    data = json.loads(
        ipog("convert", "1.2", "lb/TBtu", "--to", "ug/Nm3", "--rank", "bituminous", "--format", "json").stdout
    )
    assert data["sources"] == ["us-40cfr60-method-19"]


def test_a_negative_value_goes_behind_dashes(ipog: Run) -> None:
    assert ipog("convert", "--to", "K", "--", "-5", "degC").stdout.decode().split() == ["268.1", "K"]


def test_convert_says_what_it_lacks(ipog: Run) -> None:
    wrong = ipog("convert", "1.2", "lb/TBtu", "--to", "ug/Nm3")
    assert wrong.returncode == 2
    assert wrong.stdout == b""
    assert b"--coal ID" in wrong.stderr


def test_coals_are_found_by_country_rank_and_word(ipog: Run) -> None:
    rows = json.loads(ipog("coals", "list", "--country", "za", "--format", "json").stdout)
    assert {row["country"] for row in rows} == {"ZA"}
    rows = json.loads(ipog("coals", "search", "highveld", "eskom", "--format", "json").stdout)
    assert "za-highveld" in [row["id"] for row in rows]
    rows = json.loads(ipog("coals", "list", "--rank", "brown coal", "--format", "json").stdout)
    assert {row["rank"] for row in rows} == {"lignite"}
    none = ipog("coals", "search", "unobtainium")
    assert none.returncode == 0
    assert b"no coal fits" in none.stderr
    named = ipog("coals", "list", "--country", "Chile")
    assert named.returncode == 2
    assert b"did you mean CL?" in named.stderr


def test_a_coal_is_shown_as_printed_and_as_fired(ipog: Run) -> None:
    text = ipog("coals", "show", "us-prb").stdout.decode()
    assert "As the sources print it" in text
    assert "ug/Nm3 uncontrolled" in text
    assert "epa-icr-2010" in text
    without_mercury = ipog("coals", "show", "au-loyyang")
    assert without_mercury.returncode == 0
    assert b"too little" in without_mercury.stdout


def test_coals_are_compared_side_by_side(ipog: Run) -> None:
    rows = json.loads(ipog("coals", "compare", "us-prb", "za-highveld", "--format", "json").stdout)
    assert [row["id"] for row in rows] == ["us-prb", "za-highveld"]
    assert rows[1]["mercury_ug_nm3_uncontrolled"] > rows[0]["mercury_ug_nm3_uncontrolled"]
    assert b"us-prb" in ipog("coals", "compare", "us-prb", "za-highveld").stdout
    wrong = ipog("coals", "compare", "us-prb", "us-prp")
    assert wrong.returncode == 2
    assert b"did you mean us-prb?" in wrong.stderr


def test_limits_are_listed_by_country_and_shown(ipog: Run) -> None:
    rows = json.loads(ipog("limits", "--country", "id", "--format", "json").stdout)
    assert {row["jurisdiction"] for row in rows} == {"ID"}
    shown = ipog("limits", "show", rows[0]["id"]).stdout.decode()
    assert rows[0]["instrument"].split()[0] in shown
    wrong = ipog("limits", "--country", "zz")
    assert wrong.returncode == 2
    assert b"country" in wrong.stderr


def test_limits_that_bind_a_unit_come_with_reasons(ipog: Run) -> None:
    unit = ("--country", "de", "--rank", "lignite", "--heat-input", "900 MWth", "--commissioned", "1990")
    rows = json.loads(ipog("limits", *unit, "--format", "json").stdout)
    bound = {row["id"] for row in rows}
    assert "eu-bref-2021-lignite-existing-ge300" in bound
    assert "eu-bref-2021-coal-existing-ge300" not in bound
    assert all(row["reasons"] for row in rows if row["jurisdiction"] == "EU")
    assert ipog("limits", "--rank", "lignite").returncode == 2
    assert ipog("limits", "--country", "de", "--rank", "granite").returncode == 2


def test_csv_of_the_lists_has_one_row_an_entry(ipog: Run) -> None:
    for words in (("coals", "list"), ("limits",)):
        rows = ipog(*words, "--format", "csv").stdout.decode().splitlines()
        assert rows[0].startswith("id,")
        assert len(rows) > 20, words


def test_lists_for_people_keep_to_the_width_of_a_terminal(ipog: Run) -> None:
    for words in (("coals", "list"), ("limits",), ("examples",)):
        lines = ipog(*words).stdout.decode().splitlines()
        assert len(lines) > 20
        assert max(map(len, lines)) <= 80, words


def test_completion_offers_commands_and_examples(ipog: Run) -> None:
    words = {"_IPOG_COMPLETE": "bash_complete", "COMP_WORDS": "ipog ch", "COMP_CWORD": "1"}
    assert b"check" in ipog(env=words).stdout
    words = {"_IPOG_COMPLETE": "bash_complete", "COMP_WORDS": "ipog run example:za", "COMP_CWORD": "2"}
    assert b"example:za-duvha" in ipog(env=words).stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--coal", "za-kendal"], "--country"),
        (["--country", "Narnia"], "two letters"),
        (["--country", "Chile"], "did you mean CL?"),
        (["--country", "ZA", "--coal", "za-kendall"], "za-kendal"),
        (["--country", "ZA", "--train", "espp"], "esp"),
        (["--country", "PK"], "--mercury"),
        (["--country", "ZA", "--full"], "one of them"),
    ],
)
def test_what_new_cannot_begin_with_is_told(ipog: Run, options: list[str], words: str):
    refused = ipog("new", *options)
    assert refused.returncode == 2
    assert words in refused.stderr.decode()


def test_new_begins_with_what_is_usual_in_a_country(ipog: Run, tmp_path: Path):
    target = tmp_path / "plant.yaml"
    options = ("--country", "pk", "--mercury", "0.1 mg/kg", "--train", "esp_seawater")
    assert ipog("new", str(target), *options).returncode == 0
    plant = read_plant(target)
    assert plant.plant.country == "PK"
    assert [device.type for device in plant.units[0].apcs] == ["esp_cold_side", "wet_fgd"]


def test_a_unit_that_does_not_fit_is_answered_in_a_line_that_can_be_read(ipog: Run) -> None:
    for words in (("5", "--to", "kg"), ("5", "kg", "--to", "furlong")):
        wrong = ipog("convert", *words)
        assert wrong.returncode == 2
        assert b"allowed: a number and a unit such as ug/Nm3" in wrong.stderr
        assert max(map(len, wrong.stderr.splitlines())) < 130
