"""Rows that are held together are the rows that were taken, however many cells they have."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from ipog.batch.grid import Grid, Numbered
from ipog.batch.tables import Cell

TABLES: dict[str, list[list[Cell]]] = {
    "texts": [["a", ""], ["", "b"], ["c", "d"]],
    "mixed": [["a", 1], [None, 2.5], [True, "x"]],
    "ragged": [["a", "b"], ["c"], ["d", "e", "f"], []],
    "first is empty": [[], ["a"]],
    "none has cells": [[], []],
    "holds what stands between": [["a\0b", "c"], ["d", "e"]],
    "no rows": [],
}


def numbered(rows: list[list[Cell]]) -> list[Numbered]:
    return list(enumerate(rows, start=2))


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
def test_rows_and_columns_are_those_that_were_taken(rows: list[list[Cell]]) -> None:
    grid = Grid(numbered(rows))
    for same in (grid, pickle.loads(pickle.dumps(grid))):
        assert list(same) == numbered(rows)
        assert same.widths() == [len(row) for row in rows]
        for at in range(4):
            assert same.column(at) == [row[at] if at < len(row) else None for row in rows]
        assert same.all_texts <= all(isinstance(cell, str) for row in rows for cell in row)


def test_what_was_read_before_a_fault_is_kept() -> None:
    def failing() -> Iterator[Numbered]:
        yield 2, ["a", "b"]
        yield 3, ["c"]
        raise ValueError("cut off")

    grid = Grid()
    with pytest.raises(ValueError, match="cut off"):
        grid.take(failing())
    assert list(grid) == [(2, ["a", "b"]), (3, ["c"])]


def test_a_text_that_all_rows_have_is_told_at_once() -> None:
    grid = Grid(numbered([["a", "", "a"], ["a", "", "b"], ["a", "", "a"]]))
    for same in (grid, pickle.loads(pickle.dumps(grid))):
        assert [same.only(at) for at in range(4)] == ["a", "", None, None]
    assert Grid().only(0) is None
    assert Grid(numbered([["a"], [1]])).only(0) is None
    # As long as three times the first text, and another one.
    assert Grid(numbered([["ab"], ["abc"], ["a"]])).only(0) is None


def test_rows_beyond_those_that_are_taken_at_once_are_held_the_same_way() -> None:
    texts: list[list[Cell]] = [[str(number), "b"] for number in range(1200)]
    for rows in (texts, [*texts, ["c", 1]], [*texts, ["c"]]):
        grid = Grid()
        grid.take(numbered(rows))
        assert list(grid) == numbered(rows)
        assert grid.column(1) == [row[1] if len(row) > 1 else None for row in rows]
