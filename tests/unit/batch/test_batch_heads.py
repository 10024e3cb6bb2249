"""A table whose first row is no head is answered with what may be meant."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ipog.batch.heads import head_of
from ipog.batch.tables import Cell, Table
from ipog.diagnostics import InputError, Problem

HEAD = ("plant", "coal_1", "Boiler type", "gross capacity [MW]")


def table(head: tuple[str, ...], rows: Iterable[list[Cell]] = (), others: tuple[str, ...] = ()) -> Table:
    return Table("t.xlsx[Notes]", head, False, iter(list(enumerate(rows, start=2))), others)


def problem_of(read: Table) -> Problem:
    with pytest.raises(InputError) as caught:
        head_of(read)
    return caught.value.problems[0]


def test_a_head_is_read_as_it_stands() -> None:
    assert [heading.column.name for heading in head_of(table(HEAD)).headings] == [
        "plant",
        "coal_1",
        "boiler_type",
        "gross_capacity",
    ]


def test_a_head_below_a_title_is_found_and_told() -> None:
    problem = problem_of(table(("Our fleet",), [[], ["as of", 2024], list(HEAD), ["A", "za-highveld"]]))
    assert (problem.line, problem.file) == (4, "t.xlsx[Notes]")
    assert "stand in row 4" in problem.message


def test_a_sheet_without_a_table_is_answered_with_the_other_sheets() -> None:
    problem = problem_of(table(("Notes", "by"), [["coal_1", 3]], ("Units 2024", "Sources")))
    assert problem.allowed is not None
    assert "Units 2024, Sources" in problem.allowed
    assert problem_of(table(("Notes", "by"))).allowed != problem.allowed


@pytest.mark.parametrize(
    "head",
    [
        ("plant", "unit", "source", "row", "ipog", "parameters", "stack_hg_ug_nm3"),
        ("source", "line", "column", "field", "level", "message"),
        ("group", "name", "units", "units_of_known_size", "hg_kg_year"),
    ],
)
def test_what_a_batch_wrote_is_known_as_such(head: tuple[str, ...]) -> None:
    assert "is what a batch wrote" in problem_of(table(head)).message


def test_a_misspelt_column_is_told_as_before() -> None:
    problem = problem_of(table((*HEAD[:3], "gross_capacty")))
    assert (problem.id, problem.nearest) == ("unknown-column", "gross_capacity")
