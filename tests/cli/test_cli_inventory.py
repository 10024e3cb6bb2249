"""``ipog batch`` for a ministry: scenarios, the Toolkit's estimate, and a shipped fleet."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from command_line import Run

from ipog.cli.render.grid import WIDTH
from ipog.figures import figure

TABLE = """plant,unit,country,gross_capacity [MW],commissioned,coal_1,boiler_type,apcs
Old,Unit 1,ZA,600,1979,za-highveld,wall,esp_cold_side
Old,Unit 2,ZA,200,1985,za-highveld,wall,esp_cold_side
New,Unit 1,ZA,700,2010,za-highveld,wall,fabric_filter
"""
OVERLAY = """ipog_scenario: 1
name: own
rules:
  - where: {gross_capacity: "> 300 MV"}
    add: [wet_fgd]
"""


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a table and an overlay that is wrong."""
    monkeypatch.chdir(tmp_path)
    Path("fleet.csv").write_text(TABLE, encoding="utf-8")
    Path("wrong.yaml").write_text(OVERLAY, encoding="utf-8")
    return tmp_path


def test_scenarios_and_the_toolkit_stand_beside_the_rows_and_the_totals(ipog: Run, here: Path) -> None:
    words = ["--scenario", "bat-above-300-mw", "--scenario", "closures", "--toolkit", "--samples", "20"]
    done = ipog("batch", "fleet.csv", "-o", "r.csv", "-o", "r.xlsx", *words)
    assert done.returncode == 0, done.stderr
    assert b"bat-above-300-mw: median " in done.stderr
    rows, summary = read_rows(here / "r.csv"), read_rows(here / "r.summary.csv")
    assert [row["changes__bat-above-300-mw"] for row in rows] == [
        "scr added; wet_fgd added",
        "",
        "scr added; wet_fgd added",
    ]
    assert [row["closed_from__closures"] for row in rows] == ["2029", "2035", "2060"]
    assert rows[0]["stack_hg_kg_year__closures_2030"] == "0.0"
    told = [(row["scenario"], row["year"]) for row in summary if row["group"] == "all"]
    assert told[:3] == [("", ""), ("bat-above-300-mw", ""), ("closures", "2025")]
    base, bat = summary[0], summary[1]
    median, central = (figure(float(base[name])).encode() for name in ("hg_kg_year_p50", "hg_kg_year"))
    assert all(len(line) <= WIDTH for line in done.stderr.decode().splitlines())
    told_words = b" ".join(done.stderr.split())
    assert median + b" kg of mercury a year from 3 of them, median of the total (P10 " in told_words
    assert b"sum of central estimates " + central + b" kg, which tends to be low" in told_words
    change = float(bat["hg_kg_year"]) - float(base["hg_kg_year"])
    assert float(bat["change_kg_year"]) == pytest.approx(change, rel=1e-8)
    assert float(base["toolkit_air_kg_year"]) > float(base["release_air_kg_year"])
    lorenz = [float(row["share_of_all_fraction"]) for row in summary if row["group"] == "lorenz"]
    assert lorenz[0] == 0.0
    assert lorenz == sorted(lorenz)
    assert lorenz[-1] == 1.0


def test_a_train_that_was_left_empty_is_told(ipog: Run, here: Path) -> None:
    (here / "bare.csv").write_text(TABLE.replace("esp_cold_side", ""), encoding="utf-8")
    done = ipog("batch", "bare.csv", "-o", "r.csv", "--workers", "1", "--scenario", "bat")
    assert b"2 units without any device (apcs is empty): taken as uncontrolled" in done.stderr
    assert b"without any device" not in ipog("batch", "fleet.csv", "-o", "r.csv", "--workers", "1").stderr


def test_a_shipped_scenario_is_a_file_to_start_from(ipog: Run, here: Path) -> None:
    shown = ipog("batch", "--show-scenario", "bat").stdout
    assert ipog("batch", "--show-scenario", "bat", "-o", "own.yaml").returncode == 0
    assert (here / "own.yaml").read_bytes() == shown
    assert b"exists already" in ipog("batch", "--show-scenario", "bat", "-o", "own.yaml").stderr
    done = ipog("batch", "fleet.csv", "-o", "r.csv", "--scenario", "own.yaml")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--scenario", "batt"], b"did you mean bat?"),
        (["--scenario", "wrong.yaml"], b"wrong.yaml:4:"),
        (["--scenario", "none.yaml"], b"none.yaml does not exist"),
        (["--show-scenario", "batt"], b"bat-above-300-mw"),
        (["--target", "5 ug/Nm3"], b"--target belongs to --advise"),
        (["--advise", "--target", "5 kg"], b"neither a limit"),
        (["--toolkit-factors", "fleet.csv"], b"lacks the column class"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_done(
    ipog: Run, here: Path, words: list[str], says: bytes
) -> None:
    done = ipog("batch", "fleet.csv", "-o", "r.csv", *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert sorted(path.name for path in here.iterdir()) == ["fleet.csv", "wrong.yaml"]


def test_a_shipped_fleet_is_read_by_its_name(ipog: Run, here: Path) -> None:
    assert b"za-eskom-2015" in ipog("examples").stdout
    done = ipog("batch", "example:za-eskom-2015", "-o", "r.csv", "--quiet", "--workers", "1")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = read_rows(here / "r.csv")
    assert {row["source"] for row in rows} == {"example:za-eskom-2015"}
    missing = ipog("batch", "example:za-eskom-2016", "-o", "r.csv")
    assert b"did you mean example:za-eskom-2015?" in missing.stderr
    assert b"is a fleet, not a plant" in ipog("run", "example:za-eskom-2015").stderr
