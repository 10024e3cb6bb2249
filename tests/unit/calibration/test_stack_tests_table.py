"""Tables of stack tests: what is read, and the one sentence for what is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plants import plant, unit_data
from stack_tests import HEAD, plant_with, read, rows

from ipog.calibration import parse_tests, read_tests, template
from ipog.calibration.errors import methods, sources
from ipog.calibration.tests_table import COLUMNS
from ipog.diagnostics import InputError, Problem
from ipog.quantities.gas import MG_GJ_PER_LB_TBTU, NM3_PER_DSCM
from ipog.sources import cite


def problems(text: str) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        parse_tests(text, "tests.csv", plant_with())
    return list(caught.value.problems)


def test_the_template_is_read_and_names_every_column() -> None:
    text = template()
    tests, remarks = parse_tests(text, "tests.csv", plant(unit_data("esp_cold_side", "wet_fgd")))
    assert not remarks
    assert [test.location for test in tests] == ["stack", "stack", "apcs[0]"]
    assert all(column in text for column in COLUMNS)


def test_the_template_of_a_plant_has_its_unit() -> None:
    named = plant({**unit_data("esp_cold_side", "wet_fgd"), "name": "Block, 4"})
    tests, _ = parse_tests(template(named), "tests.csv", named)
    assert {test.unit for test in tests} == {"Block, 4"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_and_line_ends_of_all_systems_are_read(separator: str, end: str) -> None:
    text = rows([4.2, 5.1], 0.1).replace(",", separator).replace("\n", end)
    tests = read(text)
    assert [test.total for test in tests] == [4.2, 5.1]
    assert [test.line for test in tests] == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "tests.csv"
    file.write_bytes(rows([4.2]).encode(encoding))
    assert read_tests(file, plant_with())[0][0].total == 4.2


@pytest.mark.parametrize(
    ("cell", "head", "total", "basis"),
    [
        ("4.2", "hg_total (ug/Nm3)", 4.2, "ug/Nm3"),
        ("4.2", "Hg total [ug/dscm]", 4.2 / NM3_PER_DSCM, "ug/Nm3"),
        ("4.2 ug/dscm", "hg_total (ug/Nm3)", 4.2 / NM3_PER_DSCM, "ug/Nm3"),
        ("0.0042 mg/Nm3", "hg_total", 4.2, "ug/Nm3"),
        ("1.2 lb/TBtu", "hg_total", 1.2 * MG_GJ_PER_LB_TBTU, "mg/GJ"),
        ("4.0..4.4", "hg_total (ug/Nm3)", 4.2, "ug/Nm3"),
        ("4.2 +- 0.4", "hg_total (ug/Nm3)", 4.2, "ug/Nm3"),
    ],
)
def test_units_stand_in_the_head_or_the_cell(cell: str, head: str, total: float, basis: str) -> None:
    text = f"date,location,method,{head}\n2024-03-01,stack,OHM,{cell}\n"
    (test,) = read(text)
    assert (test.total, test.basis) == (pytest.approx(total), basis)


def test_a_result_below_detection_is_a_range_with_its_own_error() -> None:
    (test,) = read("date,location,method,hg_total\n2024-03-01,stack,OHM,0..0.2 ug/Nm3\n")
    assert test.total == pytest.approx(0.1)
    assert test.relative_sd == pytest.approx(1 / 3**0.5)


def test_concentrations_are_brought_to_six_percent_oxygen() -> None:
    text = "date,location,method,hg_total (ug/Nm3),o2_percent\n2024-03-01,stack,OHM,4.0,{}\n"
    assert read(text.format("3"))[0].total == pytest.approx(4.0 * (20.95 - 6) / (20.95 - 3))
    assert read(text.format(""))[0].total == 4.0


def test_species_make_the_total_where_it_is_missing() -> None:
    (test,) = read("date,location,method,hg0,hg2 (ug/Nm3)\n2024-03-01,stack,OHM,3 ug/Nm3,1.5\n")
    assert test.total == pytest.approx(4.5)
    assert not test.total_given


def test_uncertainty_is_that_of_a_95_percent_interval() -> None:
    (test,) = read("date,location,method,hg_total (ug/Nm3),uncertainty\n2024-03-01,stack,OHM,4,20 %\n")
    assert test.relative_sd == pytest.approx(0.2 / 1.959964, rel=1e-5)
    (own,) = read("date,location,method,hg_total\n2024-03-01,stack,OHM,4 ug/Nm3 +- 0.8\n")
    assert own.relative_sd == pytest.approx(test.relative_sd)


@pytest.mark.parametrize("day", ["2024-02-29", "2024-02", "2024"])
def test_dates_are_as_exact_as_they_are_known(day: str) -> None:
    assert read(rows([4.2]).replace("2024-03-01", day))[0].date == day


@pytest.mark.parametrize(
    ("place", "location"),
    [
        ("stack", "stack"),
        ("Stack", "stack"),
        ("after:esp_cold_side", "apcs[1]"),
        ("after: wet scrubber (FGD)", "apcs[2]"),
        ("after:2", "apcs[1]"),
        ("after:air_preheater", "air_preheater"),
    ],
)
def test_places_are_read_by_kind_and_number(place: str, location: str) -> None:
    assert read(rows([4.2], location=place))[0].location == location


@pytest.mark.parametrize("method", ["OHM", "Ontario Hydro", "30b", "M30B", "EN 13211", "Hg CEMS"])
def test_methods_are_read_by_their_usual_names(method: str) -> None:
    assert read(rows([4.2], method=method))[0].method.id in methods()


ROW = "2024-03-01,stack,30B,4.2,0.1"


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("01.03.2024,stack,30B,4.2,0.1", "date", "'01.03.2024' is not a date"),
        ("2024-02-30,stack,30B,4.2,0.1", "date", "is not a date"),
        (",stack,30B,4.2,0.1", "date", "the date is missing"),
        ("2024-03-01,chimney,30B,4.2,0.1", "location", "'chimney' is not a place"),
        ("2024-03-01,after:7,30B,4.2,0.1", "location", "has 3 devices, not 7"),
        ("2024-03-01,after:fabric_filter,30B,4.2,0.1", "location", "has no fabric_filter"),
        ("2024-03-01,stack,31B,4.2,0.1", "method", "'31B' is not a method"),
        ("2024-03-01,stack,30B,,0.1", "hg_total", "no total"),
        ("2024-03-01,stack,30B,<0.1,0.1", "hg_total", "is a bound"),
        ("2024-03-01,stack,30B,-1,0.1", "hg_total", "negative"),
        ("2024-03-01,stack,30B,0,0.1", "hg_total", "above zero"),
        ("2024-03-01,stack,30B,4.2 MW,0.1", "hg_total", "does not fit here"),
        ('2024-03-01,stack,30B,"4,2",0.1', "hg_total", "write 4.2 or 42"),
        ("2024-03-01,stack,30B,4.2,100", "coal_mercury_mg_kg_dry", "out of range"),
    ],
)
def test_a_wrong_cell_is_one_sentence_with_line_and_column(row: str, column: str, words: str) -> None:
    (problem,) = problems(f"{HEAD}\n{ROW}\n{row}\n")
    assert words in problem.message
    assert (problem.file, problem.line, problem.path) == ("tests.csv", 3, column)
    assert "\n" not in problem.message


def test_a_decimal_comma_never_moves_a_value_into_the_next_column() -> None:
    (problem,) = problems(f"{HEAD}\n2024-03-01,stack,30B,4,2,0.1\n")
    assert problem.line == 2
    assert "decimal point" in problem.message
    (problem,) = problems(f"{HEAD},hg0\n2024-03-01,stack,30B,4,2\n")
    assert "5 cells and the head 6" in problem.message


def test_a_decimal_comma_between_semicolons_is_read() -> None:
    points = "date,location,method,hg_total (ug/Nm3),o2_percent,coal_mercury_mg_kg_dry,note\n"
    points += "2024-03-01,stack,30B,4.2,6.5,0.11,no. 3\n2024-03-02,stack,30B,0..0.05 ug/Nm3,6,0.11,\n"
    commas = re.sub(r"(\d)\.(\d)", r"\1,\2", points.replace(",", ";"))
    tests, _ = parse_tests(points, "tests.csv", plant_with())
    assert parse_tests(commas, "tests.csv", plant_with()) == (tests, ())


@pytest.mark.parametrize("row", ["2024-03-01;stack;30B;4,2;6.5", "2024-03-01;stack;30B;1.234,5;6"])
def test_a_decimal_comma_beside_a_decimal_point_is_named(row: str) -> None:
    (problem,) = problems(f"date;location;method;hg_total (ug/Nm3);o2_percent\n{row}\n")
    assert (problem.id, problem.path) == ("decimal-comma", "hg_total")


@pytest.mark.parametrize(
    ("head", "words", "near"),
    [
        ("date,location,method,hg_totl (ug/Nm3)", "'hg_totl (ug/Nm3)' is not a column", "hg_total"),
        ("date,location,method,hg_total (MW)", "'MW' is not a unit of mercury", None),
        ("date,location,method,hg_total,hg_total", "stands twice", None),
        ("date,method,hg_total", "lacks location", None),
        ("date,location,method", "lacks hg_total", None),
    ],
)
def test_a_wrong_head_is_named(head: str, words: str, near: str | None) -> None:
    found = problems(f"{head}\n{ROW}\n")
    assert words in found[0].message
    assert found[0].nearest == near
    assert found[0].line == 1


def test_every_wrong_row_is_told_at_once() -> None:
    assert [problem.line for problem in problems(f"{HEAD}\n{ROW[1:]}\n{ROW}\n{ROW[2:]}\n")] == [2, 4]


@pytest.mark.parametrize(("text", "words"), [("", "empty"), ("\n\n", "empty"), (HEAD + "\n", "no test")])
def test_a_table_without_tests_is_refused(text: str, words: str) -> None:
    assert words in problems(text)[0].message


def test_a_wet_concentration_is_refused() -> None:
    (problem,) = problems("date,location,method,hg_total (ug/Nm3),state\n2024-03-01,stack,OHM,4,wet\n")
    assert (problem.path, problem.allowed) == ("state", "dry")


def test_units_of_a_plant_are_told_apart() -> None:
    two = plant(unit_data("esp_cold_side"), unit_data("esp_cold_side"))
    head = f"unit,{HEAD}"
    with pytest.raises(InputError) as caught:
        parse_tests(f"{head}\n,{ROW}\nUnit 3,{ROW}\nunit 2,{ROW}\n", "tests.csv", two)
    first, second = caught.value.problems
    assert "several units" in first.message
    assert second.nearest in ("Unit 1", "Unit 2")
    tests, _ = parse_tests(f"{head}\nunit 2,{ROW}\n", "tests.csv", two)
    assert tests[0].unit == "Unit 2"


def test_a_workbook_is_answered_with_csv(tmp_path: Path) -> None:
    file = tmp_path / "tests.xlsx"
    file.write_bytes(b"PK\x03\x04rest")
    with pytest.raises(InputError) as caught:
        read_tests(file, plant_with())
    assert "CSV" in str(caught.value.problems[0].allowed)


def test_every_error_of_a_method_names_a_source_that_resolves() -> None:
    assert [cite(key).key for key in sources()] == list(sources())
    assert all(0 < method.relative_sd < 0.5 for method in methods().values())


@given(st.text(alphabet=st.sampled_from('unit,date;"\t\n0123456789.-:() ugNm3/stackOHM'), max_size=200))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        tests, _ = parse_tests(text, "tests.csv", plant_with())
    except InputError as error:
        tests = ()
        said = error.problems
    else:
        said = ()
    assert bool(tests) != bool(said)
