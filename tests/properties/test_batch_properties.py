"""Whatever a table holds, a batch answers with a plant or with problems, never with a traceback."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipog.batch.chunk import Chunk, Settings, work
from ipog.batch.columns import columns, find
from ipog.batch.extras import gathered
from ipog.batch.plan import plan, sizes_for
from ipog.batch.rows import read_head, read_plant, read_row
from ipog.batch.sources import find_sources
from ipog.batch.tables import Cell, Gap
from ipog.diagnostics import InputError

ROOT = Path(__file__).parents[2]
NAMES = sorted(name.replace("#", number) for name in columns() for number in ("1", "2"))
PARTS = st.sampled_from(
    ["600 MW", "0,25 mg/kg", "bituminous", "wall", "esp_cold_side + wet_fgd", "za-highveld", "ZA", "2 ug/Nm3"]
)
CELLS: st.SearchStrategy[Cell] = st.one_of(
    PARTS,
    st.text(),
    st.text("0123456789.,+-eE %[]", max_size=30),
    st.text("9", min_size=4000, max_size=6000),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(min_value=date(1000, 1, 1)),
    st.just(Gap.UNCOMPUTED),
)


@given(
    st.dictionaries(st.sampled_from(NAMES), CELLS, min_size=1, max_size=12),
    st.sampled_from(["", " [MW]", " [mg/kg]", " (%)", " [degF]"]),
    st.booleans(),
)
def test_any_row_gives_a_plant_or_problems(cells: dict[str, Cell], unit: str, decimal_comma: bool) -> None:
    try:
        head = read_head([name + unit for name in cells], "t", decimal_comma=decimal_comma)
    except InputError:
        if not distinct(cells):
            return
        head = read_head(list(cells), "t", decimal_comma=decimal_comma)
    row = read_row(head, list(cells.values()), "t", 2)
    if row.data is None:
        return
    plant, problems = read_plant(row, head, "t", 2)
    assert (plant is None) == bool(problems)
    for problem in problems:
        assert problem.line == 2
        assert "\n" not in problem.message


def distinct(cells: dict[str, Cell]) -> bool:
    """Whether no two names are spellings of one column."""
    found = [column for column in map(find, cells) if column is not None]
    return len({column.same_as or column.name for column in found}) == len(found)


@given(st.lists(st.text(), min_size=1))
def test_any_head_is_read_or_refused(cells: list[str]) -> None:
    with suppress(InputError):
        assert read_head(cells, "t").width == len(cells)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(),
        st.text().map(lambda text: f"plant,coal_1,boiler_type\n{text}".encode("utf-8", "surrogatepass")),
        st.text(';,"\n\tab1').map(lambda text: f"plant;coal_1;boiler_type\n{text}".encode()),
    )
)
def test_any_bytes_as_csv_give_rows_or_problems(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    try:
        settings = Settings(0, 1)
        chunks = plan(find_sources([str(path)]), None, sizes_for(settings))
        outcomes = [work(chunk, settings) for chunk in chunks]
    except InputError:
        return
    for outcome in outcomes:
        assert bool(outcome.failed) == any(row["level"] == "error" for row in outcome.problems)


CHOICES: dict[str, list[Cell]] = {
    "id": ["A", None, None],
    "plant": ["Works", "Ö", None, 7],
    "unit": ["Unit 1", "=2", None],
    "owner": ["State", "Own", None],
    "country": ["ZA", "IN", "US", None, "xx"],
    "gross_capacity [MW]": ["600", "0.2 GW", None, 686, 500.5, "0", "big"],
    "net_capacity": [None, None, "550", 601],
    "net_efficiency": ["36 %", "36", None, 0.36, "36 +- 2 %"],
    "auxiliary_power": [None, "7 %", 6],
    "capacity_factor": ["0.75", "75 %", None, 0.5],
    "load": [None, "80 %"],
    "commissioned": ["1984", 2001, None, "1800"],
    "coal_1": ["za-highveld", "us-prb", "za-highveld", None, "no-such"],
    "coal_1_rank": [None, None, "lignite", "bituminous"],
    "coal_1_trace_mercury": [None, "0.2 mg/kg", "0.002", 3.0],
    "coal_1_trace_chlorine": [None, "5", "900"],
    "coal_1_trace_basis": [None, "dry", "as_received"],
    "coal_1_proximate_ash": [None, None, "31 %", "12"],
    "coal_1_share": [None, None, "60 %"],
    "coal_2": [None, None, None, "pl-silesia-1"],
    "coal_1_cleaning_process": [None, None, "dense_medium"],
    "additive_1_type": [None, None, "calcium_bromide"],
    "additive_1_halogen_on_coal": [None, "50 mg/kg"],
    "boiler_type": ["wall", "tangential", "circulating_fluidised_bed", "Cyclone", "walll"],
    "boiler_unburned_carbon": [None, "4 %", 0.5],
    "boiler_loss_on_ignition": [None, None, None, "5 %"],
    "boiler_air_preheater_exit_temperature": [None, "140", "300 degF", 182.0, "210"],
    "apcs": ["esp_cold_side", "scr + esp_cold_side + wet_fgd", "sorbent_injection + fabric_filter",
             "sorbent_injection + esp_cold_side", "wet_fgd + scr", "low_nox_burner + esp_hot_side", None],
    "device_1_rate": [None, "3", "2 lb/MMacf", "60 kg/h", 30],
    "device_1_pm_efficiency": [None, None, "99.5 %", 0.995],
    "device_1_fields": [None, None, "4"],
    "device_3_bypass": [None, "5 %"],
    "target_1": ["5 ug/Nm3", "90 %", None, "eu-bref-2021-coal-existing-ge300", "nothing"],
    "measured_1_quantity": [None, None, "stack_hg"],
    "measured_1_value": [None, "3 ug/Nm3"],
    "note": [None, "remark"],
}  # fmt: skip
"""Cells that a row may have, right and wrong ones."""


@pytest.mark.parametrize(
    ("seed", "samples"), [*((seed, 0) for seed in range(12)), (3, 21), (7, 20), (12, 30)]
)
def test_rows_side_by_side_are_what_they_are_alone(seed: int, samples: int) -> None:
    chance = Random(seed)
    head = read_head(list(CHOICES), "t", decimal_comma=seed % 3 == 0)
    # Most rows leave most columns empty, and few columns differ: else all would be wrong, or none alike.
    usual = [chance.choice(cells) if chance.random() < 0.06 else cells[0] for cells in CHOICES.values()]
    rows = []
    for number in range(2, 32):
        cells = [
            chance.choice(choices) if chance.random() < 0.04 else cell
            for choices, cell in zip(CHOICES.values(), usual, strict=True)
        ]
        rows.append((number, cells))
    chunk = Chunk(0, table="t", head=head, rows=tuple(rows))
    together, alone = (work(chunk, Settings(samples, 1), by_column=each) for each in (True, False))
    assert [list(row.items()) for row in together.rows] == [list(row.items()) for row in alone.rows]
    assert together.problems == alone.problems
    assert together.failed == alone.failed
    assert together.totals.rows() == alone.totals.rows()


def fleet() -> Any:
    """The program that makes fleets."""
    spec = spec_from_file_location("make_fleet", ROOT / "scripts" / "make_fleet.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(("count", "samples", "toolkit"), [(300, 0, False), (60, 50, False), (60, 30, True)])
def test_a_fleet_is_evaluated_by_column_to_the_last_digit(count: int, samples: int, toolkit: bool) -> None:
    made = fleet()
    cells = [[None if cell == "" else cell for cell in row] for row in made.rows(count, 7)]
    rows = tuple(enumerate(cells, start=2))
    chunk = Chunk(0, table="t", head=read_head(made.HEAD, "t"), rows=rows)
    asked = Settings(samples, 1, gathered(toolkit=toolkit))
    together, alone = (work(chunk, asked, by_column=each) for each in (True, False))
    assert not together.rows.single
    assert [list(row.items()) for row in together.rows] == [list(row.items()) for row in alone.rows]
    assert together.totals.rows() == alone.totals.rows()


ADDED = """\
ipog_scenario: 1
name: {name}
rules:
  - add: [{{type: sorbent_injection, sorbent: brominated_pac, rate: {rate} lb/MMacf}}]
  - where: {{has: wet_fgd}}
    replace: {{wet_fgd: {{type: wet_fgd, bypass: {rate} %}}}}
"""
OVERLAYS = {
    # What they do is told in the same words, but is not the same.
    "little": ADDED.format(name="little", rate=1),
    "much": ADDED.format(name="much", rate=6),
    "group": """\
ipog_scenario: 1
name: group
rules:
  - where: {boiler: [wall, tangential]}
    set: {boiler: {type: opposed_wall}}
""",
    "mix": """\
ipog_scenario: 1
name: mix
about: all that a scenario can do
years: [2025, 2035]
rules:
  - where: {boiler: wall, rank: [bituminous, lignite]}
    set: {boiler.type: circulating_fluidised_bed, capacity_factor: 50 %}
  - where: {has: wet_fgd}
    set: {wet_fgd.bypass: 10 %}
  - where: {lacks: fabric_filter, capacity_factor: "> 60"}
    from: 2030
    add: [{type: fabric_filter, pm_efficiency: 99.5 %}]
  - where: {country: [US, CN, ZA], has: esp_cold_side}
    replace: {esp_cold_side: {type: esp_low_low_temperature}}
  - where: {plant: [Synthetic 1, Synthetic 5]}
    closed_from: 2030
  - where: {commissioned: "< 1990"}
    remove: [scr]
""",
}


@pytest.mark.parametrize(
    ("count", "samples", "scenarios"),
    [
        (150, 0, ["mix", "bat"]),
        (60, 12, ["mix"]),
        (150, 0, ["closures", "bat-above-300-mw"]),
        (60, 12, ["little", "much"]),
        (60, 0, ["group"]),
    ],
)
def test_scenarios_side_by_side_are_what_they_are_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, samples: int, scenarios: list[str]
) -> None:
    # A small fleet has few of a kind.
    monkeypatch.setattr("ipog.batch.states.LEAST_IN_A_PART", 1)
    for name, text in OVERLAYS.items():
        (tmp_path / name).with_suffix(".yaml").write_text(text, encoding="utf-8")
    made = fleet()
    cells = [[None if cell == "" else cell for cell in row] for row in made.rows(count, 7)]
    size, year = made.HEAD.index("gross_capacity [MW]"), made.HEAD.index("commissioned")
    for number, row in enumerate(cells):
        # Few years, or each unit would be a case of its own; some are not known, nor are some sizes.
        row[year] = None if number % 11 == 0 else 1980 + 15 * (number % 2)
        row[size] = None if number % 13 == 0 else row[size]
        row.append(None if number % 3 == 0 else 2 + number % 7)
    head = read_head((*made.HEAD, "boiler_unburned_carbon [%]"), "t")
    chunk = Chunk(0, table="t", head=head, rows=tuple(enumerate(cells, start=2)))
    names = [str(tmp_path / f"{name}.yaml") if name in OVERLAYS else name for name in scenarios]
    asked = Settings(samples, 1, gathered(names, toolkit=True))
    together, alone = (work(chunk, asked, by_column=each) for each in (True, False))
    assert len(together.rows.single) < count / 2
    assert [list(row.items()) for row in together.rows] == [list(row.items()) for row in alone.rows]
    assert together.problems == alone.problems
    assert together.totals.rows() == alone.totals.rows()
