"""Plant files that are evaluated side by side give, to the last digit, what each gives alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from ipog.batch import gathered
from ipog.batch.chunk import Chunk, Outcome, Settings, work
from ipog.batch.sources import Source, find_sources
from ipog.batch.yaml_columns import PlantRows
from ipog.calibration import store
from ipog.evaluate import Adjustment
from ipog.files import read_plant_text
from ipog.model import shipped

ROOT = Path(__file__).parents[3]
WRONG = ROOT / "tests/wrong_files"
PLANT = """\
ipog_version: 1
plant: {name: Ölfeld, country: ZA, owner: Smith & Sons}  # as of 2024
units:
  - name: Unit 1
    gross_capacity: 600 MW
    net_efficiency: 36 %
    commissioned: 1984
    coal_feed: [{coal: za-highveld}]
    boiler: {type: wall, unburned_carbon: 4 %}
    apcs: [{type: esp_cold_side}, {type: wet_fgd, bypass: 5 %}]
    targets: [{name: own goal, value: 5 ug/Nm3}]
"""
UNIT_2 = """\
  - name: Unit 2
    coal_feed: [{rank: bituminous, trace: {mercury: 0.2 mg/kg}}]
    boiler: {type: cyclone}
"""


def both(sources: list[Source], samples: int = 0) -> tuple[Outcome, Outcome]:
    """What comes of files side by side and one by one."""
    chunk = Chunk(3, files=tuple(sources))
    settings = Settings(samples, 1)
    return work(chunk, settings), work(chunk, settings, by_column=False)


def assert_same(sources: list[Source], samples: int = 0) -> Outcome:
    fast, slow = both(sources, samples)
    rows, alone = list(fast.rows), list(slow.rows)
    assert [list(row.items()) for row in rows] == [list(row.items()) for row in alone]
    assert [type(value) for row in rows for value in row.values()] == [
        type(value) for row in alone for value in row.values()
    ]
    assert (fast.problems, fast.failed) == (slow.problems, slow.failed)
    assert fast.totals.rows() == slow.totals.rows()
    assert not slow.rows.blocks
    return fast


def sources(folder: Path, *texts: str) -> list[Source]:
    for number, text in enumerate(texts):
        (folder / f"{number:03d}.yaml").write_text(text, encoding="utf-8", newline="")
    return find_sources([str(folder)])


def side_by_side(outcome: Outcome) -> int:
    """How many units were evaluated side by side."""
    return sum(map(len, outcome.rows.blocks))


def fleet() -> list[str]:
    """Plants of one to four units with whatever a file may hold, most of them sound."""
    random = Random(1)
    one_of = random.choice
    devices: list[dict[str, Any]] = [
        {"type": "esp_cold_side"},
        {"type": "ESP", "fields": 4},
        {"type": "fabric_filter", "temperature": 140.5, "name": "polishing filter"},
        {"type": "wet_fgd", "bypass": 3, "re_emission_additive": True},
        {"type": "scr", "layers": 3, "temperature": "360 degC"},
    ]
    trains = [
        [],
        devices[:1],
        devices[1:2],
        devices[2:4],
        [devices[4], *devices[:1]],
        [devices[3], devices[0]],
    ]
    coals: list[dict[str, Any]] = [
        {"coal": "za-highveld"},
        {"coal": "us-prb", "cleaning": {"process": "dense_medium"}},
        {"rank": "lignite", "trace": {"mercury": "0.1 +- 0.02 mg/kg", "basis": "dry"}},
        {"rank": "bituminous", "trace": {"mercury": 0.2}, "ultimate": {"sulphur": 0.9}},
        {"rank": "bituminous", "trace": {"mercury": {"value": 0.2, "low": 0.1, "high": 0.3}}},
    ]
    odd: list[dict[str, Any]] = [
        {},
        {"note": "coal of March 2024"},
        {"capacity_factor": 0.75},
        {"net_efficiency": 0.36},
        {"commissioned": one_of([1984, "1984", 1850])},
        {"targets": ["eu-bref-2021-coal-existing-ge300", {"value": "2 ug/Nm3"}]},
        {"targets": ["2 ug/Nm3"]},
        {"measured": [{"quantity": "stack_hg", "value": "3 ug/Nm3"}]},
        {"additives": [{"type": "calcium_bromide", "halogen_on_coal": 50}]},
        {"apcs": []},
        {"apcs": None},
        {"apcs": "esp_cold_side"},
        {"net_capacity": 900},
        {"colour": "red"},
    ]
    texts = []
    for number in range(120):
        units = [
            {
                "name": f"Unit {place}",
                "gross_capacity": one_of(["600 MW", 600, 612.5, "0.7 GW"]),
                "coal_feed": [one_of(coals)],
                "boiler": {"type": one_of(["wall", "tangential", "stoker"]), "excess_oxygen": 3.5},
                "apcs": one_of(trains),
                **(one_of(odd) if number % 3 == 0 else {}),
            }
            for place in range(1 + number % 4)
        ]
        plant = {
            "name": f"Plant {number // 3}",
            "country": one_of(["ZA", "NO", "IN"] if number % 9 else ["XX"]),
            "sources": ["a", "b"],
        }
        data = {"ipog_version": 1, "plant": plant, "units": units}
        # A copy, since what stands in two places would be written as an alias.
        texts.append(yaml.safe_dump(json.loads(json.dumps(data)), sort_keys=False))
    return texts


def test_a_fleet_of_all_kinds_of_files_gives_what_each_gives_alone(tmp_path: Path) -> None:
    outcome = assert_same(sources(tmp_path, *fleet()))
    assert side_by_side(outcome) > 50
    assert len(outcome.rows.single) > 20
    assert outcome.failed > 20


def test_files_of_one_unit_go_side_by_side_with_samples_too(tmp_path: Path) -> None:
    alike = [text for text in fleet() if text.count("coal_feed") == 1][:12]
    outcome = assert_same(sources(tmp_path, PLANT + UNIT_2, *alike, PLANT), samples=20)
    assert side_by_side(outcome) > 5
    assert {0, 1} <= outcome.rows.single.keys()


def test_shipped_plants_and_wrong_files_give_what_each_gives_alone(tmp_path: Path) -> None:
    texts = []
    for path in sorted((ROOT / "src/ipog/examples").glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for unit in data["units"]:
            unit.pop("measured", None)
        texts.append(yaml.safe_dump(data, sort_keys=False))
    outcome = assert_same([*sources(tmp_path, *texts), *find_sources([str(WRONG)])])
    assert side_by_side(outcome) > 10


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("600 MW", "1200 MW"),
        ("wall", "tangential"),
        ("Unit 1", "1"),
        ("Ölfeld", "007"),
        ("Smith & Sons", "Eskom, Ltd."),
        ("1984", "1984 # rebuilt in: 1999"),
        ("ipog_version: 1\n", ""),
        ("\n", "\r\n"),
        (PLANT, PLANT + UNIT_2),
        ("[{name: own goal, value: 5 ug/Nm3}]", "[za-2020-existing-coal, {value: 90 %}]"),
        ("[{type: esp_cold_side}, {type: wet_fgd, bypass: 5 %}]", "[]"),
    ],
)
def test_a_usual_file_is_read_side_by_side(tmp_path: Path, old: str, new: str) -> None:
    text = PLANT.replace(old, new) if old else PLANT
    if "za-2020" in new:
        text = text.replace("za-2020-existing-coal", "eu-bref-2021-coal-existing-ge300")
    outcome = assert_same(sources(tmp_path, text, PLANT))
    assert side_by_side(outcome) == len(outcome.rows)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("wall", "wal"),
        ("600 MW", "600 kg"),
        ("36 %", "0.36"),
        ("Unit 1", "''"),
        ("5 ug/Nm3", "&five 5 ug/Nm3"),
        ("za-highveld", "nowhere"),
        ("4 %", "{value: 4, low: 3, high: 5}"),
        ("1984", "'1984'"),
        ("boiler", "boilers"),
        ("[{coal: za-highveld}]", "[{coal: za-highveld, share: 60}, {coal: us-prb, share: 50}]"),
        (PLANT, PLANT + UNIT_2.replace("Unit 2", "Unit 1")),
        (PLANT, PLANT + UNIT_2.replace("cyclone", "cyclon")),
        (PLANT, f"{PLANT}---\n{PLANT}"),
        (PLANT, ""),
    ],
)
def test_what_is_wrong_or_unusual_is_told_as_before(tmp_path: Path, old: str, new: str) -> None:
    outcome = assert_same(sources(tmp_path, PLANT, PLANT.replace(old, new), PLANT))
    assert [block.places.tolist() for block in outcome.rows.blocks] == [[0, 2 << 24]]


def test_a_file_of_too_many_entries_makes_no_columns() -> None:
    rows = PlantRows()
    devices = ", ".join("{type: scr}" for _ in range(1000))
    assert rows.read(PLANT.replace("[{type: esp", f"[{devices}, {{type: esp")) is None
    assert rows.read(PLANT) is not None
    assert len(rows.head.headings) < 100


def test_stack_tests_count_wherever_a_unit_is_looked_at(tmp_path: Path) -> None:
    [source] = sources(tmp_path, PLANT)
    unit = read_plant_text(PLANT).units[0]
    own = Adjustment(0.7, 0.2, 0.9, 0.9, False, 6, "2024-03-01", "2024-03-06", "000.calibration.toml")
    kept = tmp_path / own.file
    row = {"name": unit.name, **asdict(own), "ipog": "1", "parameters": shipped().label}
    row |= {"train": store.tested(unit, coal_known=False), "tests_file": "t.csv", "tests_sha256": "x"}
    lines = [f"{key} = {json.dumps(value)}" for key, value in row.items() if key != "file"]
    kept.write_text("\n".join(["ipog_calibration = 1", "[[unit]]", *lines]), encoding="utf-8")
    with_tests = find_sources([source.name])[0].with_data()
    # As on another machine, which sees neither of the files.
    kept.unlink()
    assert with_tests.without_tests().tests is None
    settings = Settings(200, 1, gathered(["bat"], toolkit=False, advise=False, target=None))
    outcomes = [work(Chunk(0, files=(each,)), settings) for each in (with_tests, source)]
    tested_row, plain = (next(iter(outcome.rows)) for outcome in outcomes)
    assert tested_row["calibration_tests"] == 6
    assert tested_row["stack_hg_kg_year"] > 1.5 * plain["stack_hg_kg_year"]
    # What a measure brings is what the model says of it.
    assert tested_row["stack_hg_kg_year__bat"] > 1.5 * plain["stack_hg_kg_year__bat"]
    totals = [outcome.totals.rows()[0] for outcome in outcomes]
    narrow, wide = (total["hg_kg_year_p90"] / total["hg_kg_year_p10"] for total in totals)
    assert narrow < 0.7 * wide
