"""Plant files from text to plant, with the problems of later checks located."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ipog.diagnostics import InputError, Problem
from ipog.files import load_documents, parse, read_plant_text
from ipog.plant import Plant

CONTRACT = """\
ipog_version: 1
plant: {name: Example, country: ZA}          # ISO 3166 alpha-2
units:
  - name: Unit 1
    gross_capacity: 686 MW                    # plain number = MW
    net_efficiency: 34.5 %
    capacity_factor: 0.75
    coal_feed:
      - coal: za-highveld                     # a library id ...
        share: 80 %
      - share: 20 %                           # ... or an analysis
        name: washed, March
        rank: bituminous
        proximate: {basis: as_received, moisture: 8 %, ash: 31 %, volatile_matter: 22 %, fixed_carbon: 39 %}
        ultimate: {carbon: 80 %, hydrogen: 4.6 %, nitrogen: 2 %, sulfur: 1.2 %, oxygen: 12.2 %}
        heating_value: {basis: as_received, hhv: 19.8 MJ/kg}
        trace: {basis: dry, mercury: 0.25 mg/kg, chlorine: 90 mg/kg, bromine: 2 mg/kg}
        cleaning: {process: dense_medium}     # or {mercury_removal: 25 %, ash_removal: ...}
    additives: [{type: calcium_bromide, halogen_on_coal: 50 mg/kg}]
    boiler:
      type: wall
      unburned_carbon: 4 %                    # in fly ash
      excess_oxygen: 3.5 %                    # dry, furnace exit
    apcs:                                     # in the order the gas meets them
      - {type: scr, catalyst_age: 16000 h}
      - {type: sorbent_injection, sorbent: brominated_pac, rate: 2 lb/MMacf}
      - {type: esp_cold_side}
      - {type: wet_fgd, process: limestone_forced_oxidation, bypass: 0 %}
    targets: [eu-bref-2021-coal-existing-ge300, {name: own goal, value: 2 ug/Nm3}]
"""

MINIMAL = """\
units:
  - coal_feed: [{rank: bituminous, trace: {mercury: 0.1, chlorine: 1200, basis: dry},
                 heating_value: {hhv: 27.7 MJ/kg, basis: dry}}]
    boiler: {type: wall}
    apcs: [{type: esp_cold_side}]
"""


def warnings_of(text: str) -> list[Problem]:
    plant, problems, _ = parse(text)
    assert plant is not None
    return problems


def test_the_full_example_is_read_as_it_is_meant() -> None:
    plant, problems, _ = parse(CONTRACT)
    assert plant is not None
    assert problems == []
    unit = plant.units[0]
    assert plant.plant.country == "ZA"
    assert unit.gross_capacity == 686
    assert unit.capacity_factor == 75
    assert [coal.share for coal in unit.coal_feed] == [80, 20]
    assert unit.coal_feed[1].trace is not None
    assert unit.coal_feed[1].trace.mercury == 0.25
    assert [device.type for device in unit.apcs] == ["scr", "sorbent_injection", "esp_cold_side", "wet_fgd"]
    assert unit.targets[0] == "eu-bref-2021-coal-existing-ge300"


def test_the_minimal_example_needs_nothing_more_than_it_holds() -> None:
    plant = read_plant_text(MINIMAL)
    assert plant.units[0].name == "Unit 1"
    assert plant.units[0].coal_feed[0].trace is not None
    assert plant.units[0].coal_feed[0].trace.chlorine == 1200


def test_a_file_without_version_is_read_as_version_1_and_says_so() -> None:
    (note,) = warnings_of(MINIMAL)
    assert (note.id, note.level) == ("no-version", "note")


def test_an_unusual_order_is_a_warning_at_the_device() -> None:
    text = CONTRACT.replace(
        "- {type: esp_cold_side}", "- {type: fabric_filter}\n      - {type: esp_cold_side}"
    )
    (warning,) = warnings_of(text)
    assert (warning.id, warning.level) == ("unusual-order", "warning")
    assert (warning.line, warning.path) == (28, "units[0].apcs[3]")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("bypass: 0 %", "bypass: 0.1", "units[0].apcs[3].bypass"),
        ("unburned_carbon: 4 %", "unburned_carbon: 0.04", "units[0].boiler.unburned_carbon"),
        (
            "{process: dense_medium}",
            "{mercury_removal: 0.25}",
            "units[0].coal_feed[1].cleaning.mercury_removal",
        ),
    ],
)
def test_a_plain_number_below_1_where_per_cent_is_wanted_is_pointed_out(
    old: str, new: str, path: str
) -> None:
    (warning,) = warnings_of(CONTRACT.replace(old, new))
    assert (warning.id, warning.level, warning.path) == ("fraction-or-percent", "warning", path)


@pytest.mark.parametrize(
    "change",
    [
        ("sulfur: 1.2 %, oxygen: 12.2 %", "sulfur: 0.6, oxygen: 12.8 %"),
        ("unburned_carbon: 4 %", "fly_ash_fraction: 0.85"),
        ("bypass: 0 %", "bypass: 0.1 %"),
    ],
)
def test_small_numbers_that_are_clear_are_not_pointed_out(change: tuple[str, str]) -> None:
    assert warnings_of(CONTRACT.replace(*change)) == []


def test_a_problem_of_a_later_check_gets_its_line() -> None:
    _, _, document = parse(CONTRACT, "plant.yaml")
    found = document.locate(
        Problem("unknown-coal", "za-highveld is unknown", path="units[0].coal_feed[0].coal")
    )
    assert (found.file, found.line, found.column) == ("plant.yaml", 9, 15)
    assert document.position("units[0].targets[0]") == (29, 15)
    assert document.locate(found) is found


def test_an_error_of_a_later_check_is_shown_with_its_lines() -> None:
    _, _, document = parse(CONTRACT, "plant.yaml")
    error = document.locate_all(InputError([Problem("x", "no such coal", path="units[0].coal_feed[0].coal")]))
    assert "plant.yaml:9:15" in str(error)
    assert "> 9 |" in str(error).replace(">  9", "> 9")


def test_several_documents_are_read_one_after_the_other() -> None:
    text = f"{CONTRACT}---\n{MINIMAL}---\nunits: 3\n---\n"
    results = list(load_documents(text, "fleet.yaml"))
    assert [plant is not None for plant, _, _ in results] == [True, True, False]
    assert results[2][1][0].line == CONTRACT.count("\n") + MINIMAL.count("\n") + 3


def test_all_problems_are_found_at_once() -> None:
    text = CONTRACT.replace("686 MW", "686 MV").replace("0.25 mg/kg", "-1").replace("wall", "wal")
    _, problems, _ = parse(text)
    assert [problem.line for problem in problems] == [5, 17, 21]


def test_an_empty_value_counts_as_left_out() -> None:
    plant = read_plant_text(CONTRACT.replace("capacity_factor: 0.75", "capacity_factor:"))
    assert plant.units[0].capacity_factor is None


def test_a_name_may_be_a_number() -> None:
    assert read_plant_text(CONTRACT.replace("name: Unit 1", "name: 1")).units[0].name == "1"
    assert read_plant_text(CONTRACT.replace("name: Unit 1", "name: 007")).units[0].name == "007"


def test_yaml_1_1_traps_stay_text() -> None:
    text = CONTRACT.replace("country: ZA", "country: NO").replace("name: Unit 1", "name: 12:30")
    plant = read_plant_text(text)
    assert (plant.plant.country, plant.units[0].name) == ("NO", "12:30")


def test_a_plant_survives_being_dumped() -> None:
    for text in (CONTRACT, MINIMAL):
        plant = read_plant_text(text)
        assert Plant.model_validate(plant.model_dump(exclude_unset=True)) == plant


def test_reading_a_plant_loads_nothing_heavy() -> None:
    code = (
        "import sys; from ipog.files import read_plant_text; "
        f"read_plant_text({MINIMAL!r}); "
        "print(sorted({'ruamel', 'textual', 'click', 'numpy', 'rich', 'jsonschema'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
