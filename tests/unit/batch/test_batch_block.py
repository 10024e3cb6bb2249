"""Results as columns are the rows they stand for, wherever they are kept or written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ipog.batch.block import Block, Results, Words, different, merged
from ipog.batch.chunk import Outcome
from ipog.batch.outputs import Columns, write
from ipog.batch.parts import pack, unpack
from ipog.batch.totals import Totals

FIRST = Block(
    np.array([0, 3]),
    {
        "plant": ["=1+1", "Ö"],
        "row": np.array([2, 5]),
        "kg": np.array([1.5, np.nan]),
        "met": np.array([True, False]),
        "coal": Words(["a", None], np.array([1, 0])),
        "kept_in": "fly_ash",
        "limit": 4.0,
        "flow": None,
    },
)
SECOND = Block(
    np.array([2]),
    {
        "plant": ["x"],
        "row": np.array([4]),
        "kg": 2.5,
        "met": None,
        "coal": "b",
        "kept_in": "fly_ash",
        "limit": 4.0,
        "flow": np.array([7.0]),
    },
)
SINGLE: dict[str, Any] = {"plant": "y", "row": 3, "kg": 0.1, "more": "text"}
ROWS: list[dict[str, Any]] = [
    {
        "plant": "=1+1",
        "row": 2,
        "kg": 1.5,
        "met": True,
        "coal": None,
        "kept_in": "fly_ash",
        "limit": 4.0,
        "flow": None,
    },
    SINGLE,
    {
        "plant": "x",
        "row": 4,
        "kg": 2.5,
        "met": None,
        "coal": "b",
        "kept_in": "fly_ash",
        "limit": 4.0,
        "flow": 7.0,
    },
    {
        "plant": "Ö",
        "row": 5,
        "kg": None,
        "met": False,
        "coal": "a",
        "kept_in": "fly_ash",
        "limit": 4.0,
        "flow": None,
    },
]
APART = Results([FIRST, SECOND], {1: SINGLE})
JOINED = Results(merged([FIRST, SECOND]), {1: SINGLE})


@pytest.mark.parametrize("results", [APART, JOINED], ids=["apart", "joined"])
def test_blocks_are_the_rows_they_stand_for(results: Results) -> None:
    assert len(results) == 4
    assert [list(row.items()) for row in results] == [list(row.items()) for row in ROWS]
    assert [type(value) for row in results for value in row.values()] == [
        type(value) for row in ROWS for value in row.values()
    ]


def test_blocks_of_the_same_columns_become_one() -> None:
    (block,) = JOINED.blocks
    assert block.places.tolist() == [0, 2, 3]
    assert (block.columns["kept_in"], block.columns["limit"]) == ("fly_ash", 4.0)


@pytest.mark.parametrize("results", [APART, JOINED], ids=["apart", "joined"])
def test_blocks_read_back_as_they_were_kept(results: Results) -> None:
    read = unpack(pack(Outcome(results, [{"message": "m"}], 1, Totals())))
    assert read is not None
    assert list(read.rows) == ROWS
    assert (read.problems, read.failed) == ([{"message": "m"}], 1)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("results", [APART, JOINED], ids=["apart", "joined"])
def test_blocks_are_written_as_single_rows_are(tmp_path: Path, results: Results, ending: str) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    by_row, by_column = Columns(["plant"]), Columns(["plant"])
    for row in ROWS:
        by_row.see(row)
    by_column.see_layouts(results.layouts())
    assert (by_column.names, by_column.kinds) == (by_row.names, by_row.kinds)

    def chunks() -> Iterator[Results]:
        yield results

    write(str(tmp_path / f"rows.{ending}"), lambda: iter(ROWS), by_row, {})
    write(str(tmp_path / f"blocks.{ending}"), chunks, by_column, {})
    written, same = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("blocks", "rows"))
    assert written == same
    if ending == "jsonl":
        assert [json.loads(line) for line in written.decode().splitlines()] == ROWS


@pytest.mark.parametrize("count", [10, 10_000])
def test_different_numbers_are_those_that_numpy_finds(count: int) -> None:
    numbers = np.array([7, 0, 7, 3, 9, 0])
    found, expected = different(numbers, count), np.unique(numbers, return_inverse=True)
    assert [each.tolist() for each in found] == [each.tolist() for each in expected]


def test_texts_that_most_rows_have_of_their_own_are_kept_as_they_are() -> None:
    for texts in (["a", "b", "c", "a"], ["a", "a", None, "a", "b"]):
        words = Words.of(texts)
        assert words.tolist() == texts
        assert words.some(np.array([2, 0])).tolist() == [texts[2], texts[0]]
        assert words.at(np.array([1])).words == [texts[1]]


def test_parts_of_parquet_tell_the_range_of_what_rows_are_sought_by(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = Columns()
    results = Results([FIRST])
    columns.see_layouts(results.layouts())
    write(str(tmp_path / "r.parquet"), lambda: iter([results]), columns, {})
    group = parquet.ParquetFile(tmp_path / "r.parquet").metadata.row_group(0)
    told = {group.column(at).path_in_schema: group.column(at).statistics for at in range(group.num_columns)}
    assert (told["row"].min, told["row"].max) == (2, 5)
    assert told["kg"] is None
