"""Results are written whole, in every format, and nothing in them runs in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ipog.batch.outputs import Columns, check_output, write
from ipog.diagnostics import InputError

ROWS: list[dict[str, Any]] = [
    {"plant": "=1+1", "unit": "中文", "a": 1.5, "c": None, "met": True},
    {"plant": "+x", "unit": "2", "a": 2, "b": "text", "c": 0.1},
]


def rows() -> Iterator[Mapping[str, Any]]:
    return iter(ROWS)


def columns() -> Columns:
    found = Columns(("plant", "unit"))
    for row in ROWS:
        found.see(row)
    return found


def test_columns_that_only_a_later_row_has_come_after_their_neighbour() -> None:
    assert columns().names == ["plant", "unit", "a", "b", "c", "met"]


def test_csv_holds_figures_in_full_and_no_formulas(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    write(str(path), rows, columns(), {})
    first, second = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    assert first == {"plant": "'=1+1", "unit": "中文", "a": "1.5", "b": "", "c": "", "met": "true"}
    assert second["plant"] == "'+x"
    assert second["c"] == "0.1"


def test_json_lines_hold_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    write(str(path), rows, columns(), {})
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == ROWS


def test_a_workbook_holds_text_as_text(tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "r.xlsx"
    write(str(path), rows, columns(), {"summary": [{"name": "all", "units": 2}]})
    book = calamine.CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["results", "summary"]
    sheet = book.get_sheet_by_name("results").to_python()
    assert sheet[1] == ["=1+1", "中文", 1.5, "", "", True]


def test_parquet_has_typed_columns(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "r.parquet"
    write(str(path), rows, columns(), {})
    read = parquet.read_table(path)
    assert [str(field.type) for field in read.schema] == [
        "string",
        "string",
        "double",
        "string",
        "double",
        "bool",
    ]
    assert read.to_pylist()[1]["a"] == 2.0


def test_a_folder_holds_a_file_a_unit(tmp_path: Path) -> None:
    write(f"{tmp_path}/results/", rows, columns(), {})
    files = sorted((tmp_path / "results").iterdir())
    assert [path.name for path in files] == ["000001-1-1-中文.yaml", "000002-x-2.yaml"]
    assert yaml.safe_load(files[0].read_text(encoding="utf-8")) == ROWS[0]


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("old", encoding="utf-8")

    def broken() -> Iterator[Mapping[str, Any]]:
        yield ROWS[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left"):
        write(str(path), broken, columns(), {})
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["r.csv"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("r.ods", "ending"),
        ("nowhere/r.csv", "does not exist"),
        ("full", "already"),
        ("in.csv", "is an input"),
    ],
)
def test_outputs_are_checked_before_the_work(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x", encoding="utf-8")
    (tmp_path / "in.csv").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=says):
        check_output(str(tmp_path / name), [tmp_path / "in.csv"])
