"""Tables are read as their authors left them, and refused in words where they can't be."""

from __future__ import annotations

import errno
import os
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ipog.batch.sources import find_sources, read_in
from ipog.batch.tables import Gap, Table, open_table
from ipog.diagnostics import InputError

HEAD = "plant,gross_capacity [MW]"


def table(path: Path, data: bytes | str) -> Table:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_table(find_sources([str(path)])[0])


@pytest.mark.parametrize(
    ("data", "comma"),
    [
        ("a,b\nÖ,2\n".encode(), False),
        ("\ufeffa,b\r\nÖ,2\r\n".encode(), False),
        ("a;b\nÖ;2\n".encode(), True),
        ("sep=;\r\na;b\r\nÖ;2".encode(), True),
        ("a\tb\nÖ\t2\n".encode("utf-16"), False),
        ('"a","b"\r"Ö","2"\r'.encode(), False),
    ],
)
def test_csv_is_read_in_its_dialects(tmp_path: Path, data: bytes, comma: bool) -> None:
    read = table(tmp_path / "t.csv", data)
    assert (read.head, read.decimal_comma) == (("a", "b"), comma)
    assert [cells for _, cells in read.rows] == [["Ö", "2"]]


def test_rows_are_numbered_as_in_a_spreadsheet(tmp_path: Path) -> None:
    read = table(tmp_path / "t.csv", 'a,b\n1,"two\nlines"\n\n3,4\n')
    assert [number for number, cells in read.rows if cells] == [2, 4]


@pytest.mark.parametrize(
    ("name", "data", "problem_id", "says"),
    [
        ("t.csv", b"", "empty-table", "empty"),
        ("t.csv", b"PK\x03\x04zip", "not-text", "workbook"),
        ("t.csv", b"a,b\n\xff\xfe1,2\n", "encoding", "UTF"),
        ("t.csv", b'a,b\n"1,2\n', "broken-table", "row 2"),
        ("t.xlsx", b"a,b\n1,2\n", "broken-table", "workbook"),
        ("t.parquet", b"a,b\n1,2\n", "broken-table", "Parquet"),
    ],
)
def test_what_is_no_table_is_told_in_a_sentence(
    tmp_path: Path, name: str, data: bytes, problem_id: str, says: str
) -> None:
    if name.endswith(".xlsx"):
        pytest.importorskip("python_calamine")
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    with pytest.raises(InputError) as caught:
        list(table(tmp_path / name, data).rows)
    (problem,) = caught.value.problems
    assert problem.id == problem_id
    assert says in problem.message
    assert "\n" not in problem.message


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook with a formula nobody computed, a per-cent format, a date and two sheets."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("read me").write_string(0, 0, "hello")
    sheet = book.add_worksheet("Units")
    percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["plant", "capacity_factor [%]", "gross_capacity", "commissioned", "load"])
    sheet.write_string(1, 0, "A")
    sheet.write_number(1, 1, 0.755, percent)
    sheet.write_formula(1, 2, "=2*300", value="")
    sheet.write_datetime(1, 3, date(1984, 5, 1), day)
    sheet.write_formula(1, 4, "=50+50", value=100)
    sheet.write_formula(1, 5, "=1/0", value="#DIV/0!")
    book.close()
    return path


def test_a_workbook_is_read_with_what_its_cells_show(workbook: Path) -> None:
    read = open_table(find_sources([str(workbook)])[0])
    assert read.name.endswith("t.xlsx[Units]")
    assert next(iter(read.rows)) == (2, ["A", "75.5 %", Gap.UNCOMPUTED, date(1984, 5, 1), 100, Gap.FAILED])


def test_a_sheet_is_chosen_by_name_and_a_wrong_name_is_answered(workbook: Path) -> None:
    source = find_sources([str(workbook)])[0]
    assert open_table(source, "read me").head == ("hello",)
    assert open_table(source, "READ ME ").head == ("hello",)
    assert open_table(source).others == ("read me",)
    for wrong, near in (("Sheet1", None), ("unit", "Units")):
        with pytest.raises(InputError) as caught:
            open_table(source, wrong)
        (problem,) = caught.value.problems
        assert (problem.allowed, problem.nearest) == ("one of read me, Units", near)


def test_a_workbook_without_styles_is_read(workbook: Path, tmp_path: Path) -> None:
    # A file that another program wrote, with less in it than usual.
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(bare, "w") as new:
        for item in old.infolist():
            if "styles" not in item.filename:
                new.writestr(item, old.read(item))
    read = open_table(find_sources([str(bare)])[0])
    assert next(iter(read.rows))[1][1] == 0.755


def test_parquet_is_read(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = {"plant": ["A", None], "gross_capacity": [600.0, 1.5], "commissioned": [1984, None]}
    parquet.write_table(pa.table(columns), tmp_path / "t.parquet")
    read = open_table(find_sources([str(tmp_path / "t.parquet")])[0])
    assert read.head == ("plant", "gross_capacity", "commissioned")
    assert list(read.rows) == [(2, ["A", 600, 1984]), (3, [None, 1.5, None])]


def test_inputs_are_files_folders_and_patterns_each_file_once(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c/d.yaml", ".hidden/e.yaml", "results.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_sources([str(tmp_path), str(tmp_path / "*.yaml"), str(tmp_path / "results.csv")])
    assert [source.path.name for source in found] == ["a.yml", "b.yaml", "d.yaml", "results.csv"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("b.yml", "b.yaml"),
        ("x*.yaml", "no file fits"),
        ("n.doc", "ending"),
        ("c", "no YAML"),
        ("o.ods", "another kind"),
    ],
)
def test_inputs_that_are_not_there_are_told(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "b.yaml").write_text("x", encoding="utf-8")
    for name_there in ("n.doc", "o.ods"):
        (tmp_path / name_there).write_text("x", encoding="utf-8")
    (tmp_path / "c").mkdir()
    with pytest.raises(InputError, match=says):
        find_sources([str(tmp_path / name)])


def test_what_is_nearest_to_a_wrong_name_is_judged_without_the_ending(tmp_path: Path) -> None:
    for name in ("units.csv", "b.yaml", "notes.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "plants").mkdir()
    for wrong, right in (
        ("unit.csv", "units.csv"),
        ("zzzz.csv", None),
        ("b.yml", "b.yaml"),
        ("plant", "plants"),
    ):
        with pytest.raises(InputError) as caught:
            find_sources([str(tmp_path / wrong)])
        near = caught.value.problems[0].nearest
        assert near == (None if right is None else (tmp_path / right).as_posix())


def test_a_folder_of_tables_is_answered_with_one_of_them(tmp_path: Path) -> None:
    (tmp_path / "fleet.csv").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="tables are read only by their own name") as caught:
        find_sources([str(tmp_path)])
    assert caught.value.problems[0].nearest == (tmp_path / "fleet.csv").as_posix()


def test_a_folder_that_is_closed_is_told_and_not_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("open", "closed"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text("x", encoding="utf-8")
    scandir = os.scandir

    def refused(path: Any) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(InputError, match=r"closed can't be read: Permission denied") as caught:
        find_sources([str(tmp_path)])
    (problem,) = caught.value.problems
    assert (problem.id, problem.file) == ("unreadable-file", str(tmp_path / "closed"))


def test_plant_files_are_read_once_and_known_by_what_they_hold(tmp_path: Path) -> None:
    plant, table = tmp_path / "a.yaml", tmp_path / "t.csv"
    plant.write_text("x: 1\n", encoding="utf-8")
    table.write_text("plant\n", encoding="utf-8")
    sources = find_sources([str(plant), str(table)])
    read, digest = read_in(sources, "settings")
    assert [source.data for source in read] == [b"x: 1\n", None]
    assert read_in(sources, "settings")[1] == digest
    assert read_in(sources, "others")[1] != digest
    plant.write_text("x: 2\n", encoding="utf-8")
    assert read_in(sources, "settings")[1] != digest
    table.write_text("plant\n" + "A\n" * 100_000, encoding="utf-8")
    digest = read_in(sources, "settings")[1]
    table.write_text("plant\n" + "A\n" * 99_999 + "B\n", encoding="utf-8")
    assert read_in(sources, "settings")[1] != digest
    copy = tmp_path / "b.yaml"
    copy.write_text("x: 2\n", encoding="utf-8")
    repeats = [source.repeats for source in read_in([*sources, *find_sources([str(copy)])], "settings")[0]]
    assert repeats == [None, None, plant.as_posix()]
    plant.unlink()
    # Whoever tries to read it tells what is wrong.
    assert read_in(sources, "settings")[0][0].data is None
    table.unlink()
    with pytest.raises(InputError, match=r"t\.csv can't be read"):
        read_in(sources, "settings")
