"""A table in memory gives the rows of a file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ipog.batch import evaluate_table
from ipog.diagnostics import InputError

COLUMNS: dict[str, list[Any]] = {
    "plant": ["A", "B", "C"],
    "gross_capacity [MW]": [600, float("nan"), 300.5],
    "commissioned": [date(1984, 5, 1), None, 1990],
    "coal_1": ["za-highveld", "us-prb", "za-highfeld"],
    "boiler_type": ["wall"] * 3,
    "apcs": ["esp_cold_side"] * 3,
}
ROWS = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)]


class Frame:
    """As much of a data frame as is used of one."""

    def __init__(self, columns: dict[str, list[Any]]) -> None:
        self.columns = list(columns)
        self._held = columns

    def __getitem__(self, name: str) -> list[Any]:
        return self._held[name]


@pytest.mark.parametrize("table", [COLUMNS, ROWS, Frame(COLUMNS)], ids=["columns", "rows", "frame"])
def test_tables_of_any_kind_give_the_same(table: Any) -> None:
    result = evaluate_table(table, samples=20)
    assert [(row["plant"], row["row"]) for row in result.rows] == [("A", 2), ("B", 3)]
    assert result.rows[0]["stack_hg_kg_year"] == pytest.approx(result.summary[0]["hg_kg_year"])
    assert result.rows[1]["stack_hg_kg_year"] is None
    assert result.rows[0]["stack_p10_hg_ug_nm3"] < result.rows[0]["stack_p90_hg_ug_nm3"]
    (error,) = result.errors
    assert (error["line"], error["field"], error["nearest"]) == (4, "coal_1", "za-highveld")


def test_an_arrow_table_is_read() -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table({name: values for name, values in COLUMNS.items() if name != "commissioned"})
    assert evaluate_table(table).rows[0]["plant"] == "A"


@pytest.mark.parametrize("table", [{"plant": []}, []])
def test_a_table_without_rows_is_refused(table: Any) -> None:
    with pytest.raises(InputError, match="no rows"):
        evaluate_table(table)


def test_an_unknown_column_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="boiler_type"):
        evaluate_table({"boiler_typ": ["wall"], "plant": ["A"]})
