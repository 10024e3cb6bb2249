"""Rows of a table become plants, and what is wrong with one is said by row and column."""

from __future__ import annotations

from typing import Any

import pytest

from ipog.batch import evaluate_table
from ipog.batch.columns import columns, find
from ipog.batch.rows import read_head, read_plant, read_row
from ipog.batch.tables import Cell, Gap
from ipog.diagnostics import InputError, Problem
from ipog.files import parse
from ipog.files.shape import places
from ipog.plant import Plant

GOOD: dict[str, Cell] = {
    "plant": "Example",
    "country": "ZA",
    "gross_capacity [MW]": "600",
    "coal_1_rank": "bituminous",
    "coal_1_trace_mercury": "0.2 mg/kg",
    "boiler_type": "wall",
    "apcs": "esp_cold_side + wet_fgd",
}


def read(cells: dict[str, Cell], *, decimal_comma: bool = False) -> tuple[Plant | None, list[Problem]]:
    head = read_head(tuple(cells), "fleet.csv", decimal_comma=decimal_comma)
    row = read_row(head, list(cells.values()), "fleet.csv", 7)
    return read_plant(row, head, "fleet.csv", 7)


def plant(**changed: Cell) -> Plant:
    found, problems = read({**GOOD, **changed})
    assert found is not None, problems
    return found


def test_a_row_is_the_plant_of_the_same_yaml() -> None:
    row = plant(
        unit=1,
        coal_2="za-highveld",
        coal_2_share="20 %",
        coal_1_share="80",
        device_2_bypass="5",
        target_1="2 ug/Nm3",
        target_2="eu-bref-2021-coal-existing-ge300",
        additive_1_type="calcium_bromide",
        additive_1_halogen_on_coal="50 mg/kg",
        measured_1_quantity="stack_hg",
        measured_1_value="3 ug/Nm3",
        owner="Example Power",
    )
    same, problems, _ = parse(
        """
ipog_version: 1
plant: {name: Example, country: ZA, owner: Example Power}
units:
  - name: 1
    gross_capacity: 600 MW
    coal_feed:
      - {rank: bituminous, share: 80 %, trace: {mercury: 0.2 mg/kg}}
      - {coal: za-highveld, share: 20 %}
    additives: [{type: calcium_bromide, halogen_on_coal: 50 mg/kg}]
    boiler: {type: wall}
    apcs: [{type: esp_cold_side}, {type: wet_fgd, bypass: 5}]
    targets: [{name: 2 ug/Nm3, value: 2 ug/Nm3}, eu-bref-2021-coal-existing-ge300]
    measured: [{quantity: stack_hg, value: 3 ug/Nm3}]
"""
    )
    assert same is not None, problems
    assert row == same


def test_every_field_of_a_plant_file_has_a_column() -> None:
    fields = {str(step) for column in columns().values() for step in column.steps}
    missing = set(places()) - fields - {"sources", "sulphur", "sulphur_removal", "gcv", "gross", "ncv", "net"}
    assert missing == set()


def test_every_column_finds_itself_by_its_name() -> None:
    for name, column in columns().items():
        found = find(name.replace("#", "3"))
        assert found is not None
        assert found.name == name.replace("#", "3")
        assert found.about == column.about


@pytest.mark.parametrize(
    ("head", "cell", "megawatts"),
    [
        ("gross_capacity", "600", 600.0),
        ("gross_capacity", 600, 600.0),
        ("gross_capacity [MW]", 600.5, 600.5),
        ("gross_capacity [kW]", 600_000, 600.0),
        ("gross_capacity (GW)", "0.6", 0.6 * 1000),
        ("Gross Capacity [kW]", "600 MW", 600.0),
        ("GROSS-CAPACITY [GW]", "0.6 +- 0.1", 600.0),
    ],
)
def test_the_unit_stands_in_the_head_or_the_cell(head: str, cell: Cell, megawatts: float) -> None:
    cells = {key: value for key, value in GOOD.items() if not key.startswith("gross")}
    found, problems = read({**cells, head: cell})
    assert found is not None, problems
    assert found.units[0].gross_capacity == pytest.approx(megawatts)


def test_a_per_cent_in_the_head_is_no_fraction() -> None:
    assert plant(**{"capacity_factor [%]": 0.75}).units[0].capacity_factor == 0.75
    assert plant(capacity_factor=0.75).units[0].capacity_factor == 75.0


def test_a_decimal_comma_counts_only_where_the_table_says_so() -> None:
    cells: dict[str, Cell] = {**GOOD, "coal_1_trace_mercury": "0,25 mg/kg", "gross_capacity [MW]": "1200,5"}
    found, problems = read(cells, decimal_comma=True)
    assert found is not None, problems
    assert found.units[0].coal_feed[0].trace is not None
    assert found.units[0].coal_feed[0].trace.mercury == 0.25
    assert found.units[0].gross_capacity == 1200.5
    assert read(cells)[0] is None


def test_points_and_commas_in_one_row_are_refused() -> None:
    cells: dict[str, Cell] = {**GOOD, "coal_1_trace_mercury": "0,25 mg/kg", "gross_capacity [MW]": "1.200"}
    found, problems = read(cells, decimal_comma=True)
    assert found is None
    assert [problem.id for problem in problems] == ["decimal-comma"]


def test_blank_rows_and_remarks_are_no_units() -> None:
    head = read_head(tuple(GOOD), "fleet.csv")
    assert read_row(head, [None, ""], "fleet.csv", 3).data is None
    assert read_row(head, ["# to be checked", "x"], "fleet.csv", 3).data is None


WRONG: list[tuple[dict[str, Any], str, str, str]] = [
    ({"boiler_type": "wal"}, "boiler_type", "unknown-word", "wal"),
    ({"boiler_type": ""}, "boiler_type", "missing", "empty"),
    ({"country": "South Africa"}, "country", "unknown-country", "two-letter"),
    ({"gross_capacity [MW]": "6,5"}, "gross_capacity", "decimal-comma", "6.5 or 65"),
    ({"gross_capacity [MW]": "a lot"}, "gross_capacity", "not-a-number", "a lot"),
    ({"gross_capacity [MW]": "600 kg"}, "gross_capacity", "wrong-dimension", "kg"),
    ({"gross_capacity [MW]": -5}, "gross_capacity", "out-of-range", "outside"),
    ({"gross_capacity [MW]": "nan"}, "gross_capacity", "not-finite", "finite"),
    ({"gross_capacity [MW]": Gap.UNCOMPUTED}, "gross_capacity", "uncomputed-formula", "formula"),
    ({"gross_capacity [MW]": Gap.FAILED}, "gross_capacity", "failed-formula", "#DIV/0!"),
    ({"apcs": "esp_cold_side + wet_fgdd"}, "apcs", "unknown-word", "wet_fgdd"),
    ({"apcs": "esp_cold_side, wet_fgd"}, "apcs", "train-sign", "by +, not by ','"),
    ({"apcs": "ESP; wet_fgdd"}, "apcs", "train-sign", "by +, not by ';'"),
    ({"apcs": "this, that"}, "apcs", "unknown-word", "this, that"),
    ({"apcs": "none", "device_1_type": "scr"}, "device_1_type", "contradiction", "apcs says none"),
    ({"device_1_type": "fabric_filter"}, "device_1_type", "contradiction", "fabric_filter"),
    ({"device_3_rate": "3"}, "apcs", "missing", "type"),
    ({"device_1_rate": "3"}, "device_1_rate", "unknown-key", "rate"),
    ({"coal_1_rank": "", "coal_1_trace_mercury": ""}, "coal_1", "missing", "empty"),
    ({"coal_1_rank": ""}, "coal_1", "missing", "needs its rank"),
    ({"coal_1_trace_mercury": ""}, "coal_1", "missing", "needs its mercury"),
    ({"coal_1_trace_mercury": "500 mg/kg"}, "coal_1_trace_mercury", "out-of-range", "500"),
    ({"coal_1_trace_mercury": 5000}, "coal_1_trace_mercury", "out-of-range", "5000"),
    ({"coal_2": "za-highveld"}, "coal_1", "impossible-sum", "share"),
    ({"coal_1_heating_value_hhv": 9, "coal_1_heating_value_lhv": 8}, "coal_1_heating", "one-of", "once"),
    ({"net_efficiency": 36, "net_heat_rate": 9800}, "net_heat_rate", "one-of", "same thing"),
    ({"net_efficiency": 0.36}, "net_efficiency", "out-of-range", "0.36"),
    ({"commissioned": "old"}, "commissioned", "wrong-kind", "whole number"),
    ({"commissioned": 184}, "commissioned", "out-of-range", "184"),
    ({"target_1": "2 parrots"}, "target_1", "unknown-unit", "parrots"),
    ({"ipog_version": 2}, "ipog_version", "wrong-version", "version"),
    ({"coal_1_proximate_ash": 60, "coal_1_proximate_moisture": 50}, "coal_1_prox", "impossible-sum", "110"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "column", "problem_id", "says"), WRONG)
def test_a_wrong_cell_is_named_with_row_and_column(
    changed: dict[str, Any], column: str, problem_id: str, says: str
) -> None:
    found, problems = read({**GOOD, **changed})
    assert found is None
    problem = problems[0]
    assert len(problems) == 1, problems
    assert (problem.id, problem.line, problem.file) == (problem_id, 7, "fleet.csv")
    assert problem.path.startswith(column)
    assert says in problem.message
    assert "units[" not in problem.message
    heads = [name.partition(" [")[0] for name in {**GOOD, **changed}]
    assert problem.column is None or heads[problem.column - 1] == problem.path


def test_names_that_no_table_has_are_told_beside_other_faults() -> None:
    _, problems = read({**GOOD, "coal_2": "za-higveld", "boiler_type": "wal", "target_1": "us-mats-x"})
    assert {(each.path, each.id, each.nearest) for each in problems} >= {
        ("coal_2", "unknown-coal", "za-highveld"),
        ("boiler_type", "unknown-word", "wall"),
    }
    assert [each.line for each in problems if (each.path, each.id) == ("target_1", "unknown-limit")] == [7]


def test_broken_rows_of_every_kind_leave_the_good_ones_alone() -> None:
    rows: list[dict[str, Any]] = []
    broken = []
    for changed, *_ in WRONG:
        if any(isinstance(cell, Gap) for cell in changed.values()):
            continue
        rows += [{**GOOD, "plant": f"good {len(rows) + number}"} for number in range(19)]
        rows.append({**GOOD, **changed})
        broken.append(len(rows) + 1)
    result = evaluate_table(rows)
    assert len(broken) >= 25
    assert [error["line"] for error in result.errors] == broken
    assert [row["row"] for row in result.rows] == sorted(set(range(2, len(rows) + 2)) - set(broken))
    alone = evaluate_table([GOOD]).rows[0]
    for row in result.rows:
        assert {**row, "plant": "Example", "row": 2} == alone


@pytest.mark.parametrize("none", ["none", "None", " NONE "])
def test_a_train_may_be_said_to_be_none(none: str) -> None:
    assert plant(apcs=none).units[0].apcs == []
    assert evaluate_table([{**GOOD, "apcs": none}]).rows == evaluate_table([{**GOOD, "apcs": ""}]).rows


@pytest.mark.parametrize("sign", [",", ";", " / ", "|", " & ", " > ", " -> ", "\n"])
def test_another_sign_between_devices_is_told_with_the_train_as_it_should_be(sign: str) -> None:
    _, (problem,) = read({**GOOD, "apcs": f"SCR + cold-side esp{sign}wet_fgd"})
    assert problem.nearest == "SCR + cold-side esp + wet_fgd"


def test_a_row_with_more_cells_than_the_head_is_refused() -> None:
    head = read_head(tuple(GOOD), "fleet.csv")
    row = read_row(head, [*GOOD.values(), "5"], "fleet.csv", 2)
    assert [problem.id for problem in row.problems] == ["ragged-row"]


@pytest.mark.parametrize(
    ("head", "problem_id", "says"),
    [
        (("plant", "boiler_typ"), "unknown-column", "boiler_type"),
        (("plant", "gross_capacity [kg]"), "wrong-dimension", "kg"),
        (("plant", "country [MW]"), "unknown-unit", "no unit"),
        (("plant", "unit", "Plant"), "duplicate-column", "one column"),
        (("plant", "coal_1_ultimate_sulfur", "coal_1_ultimate_sulphur"), "duplicate-column", "sulphur"),
        (("plant", "device_0_type"), "unknown-column", "device_0_type"),
        (("plant", "device_999999999_type"), "unknown-column", "further"),
        (("Werk", "Block"), "no-columns", "no column"),
    ],
)
def test_a_wrong_head_is_named(head: tuple[str, ...], problem_id: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_head(head, "fleet.csv")
    (problem,) = caught.value.problems
    assert problem.id == problem_id
    assert says in f"{problem.message} {problem.nearest}"
    assert problem.line == 1


def test_own_columns_and_columns_without_a_title_are_left_alone() -> None:
    head = read_head(("plant", "x_region", "", "X remark"), "fleet.csv")
    assert [heading.column.name for heading in head.headings] == ["plant"]


@pytest.mark.parametrize(
    "text", ["1984-05-01", "1984-05-01 00:00:00", "01/05/1984", "5/1/1984", "1.5.1984", "1984"]
)
def test_of_a_date_without_a_type_the_year_counts(text: str) -> None:
    assert plant(commissioned=text).units[0].commissioned == 1984


def test_a_cell_that_says_not_known_is_told_to_be_empty() -> None:
    _, (problem,) = read({**GOOD, "gross_capacity [MW]": "n/a"})
    assert "says 'n/a'" in problem.message
    assert problem.allowed is not None
    assert "an empty cell" in problem.allowed


def test_a_row_of_totals_is_told_to_be_no_unit() -> None:
    totals: dict[str, Cell] = dict.fromkeys(GOOD, "")
    _, (problem,) = read({**totals, "plant": "Total", "gross_capacity [MW]": 1800})
    assert problem.message == "the row names neither a coal nor a boiler, so it is no unit"
