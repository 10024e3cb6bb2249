"""The template holds every column and can be run as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipog.batch.columns import columns
from ipog.batch.rows import read_head, read_plant, read_row
from ipog.batch.sources import find_sources
from ipog.batch.tables import open_table
from ipog.batch.template import template_columns, write_template
from ipog.diagnostics import InputError
from ipog.files import parse
from ipog.files.template import template
from ipog.plant import Plant


def first_plant(path: Path) -> Plant:
    table = open_table(find_sources([str(path)])[0])
    head = read_head(table.head, table.name)
    number, cells = next(iter(table.rows))
    plant, problems = read_plant(read_row(head, cells, table.name, number), head, table.name, number)
    assert plant is not None, problems
    return plant


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_holds_the_plant_of_the_yaml_template(tmp_path: Path, ending: str) -> None:
    if ending == "xlsx":
        pytest.importorskip("xlsxwriter")
        pytest.importorskip("python_calamine")
    path = tmp_path / f"units.{ending}"
    write_template(path)
    (unit,) = first_plant(path).units
    other, problems, _ = parse(template())
    assert other is not None, problems
    same = other.units[0]
    for name in ("gross_capacity", "net_efficiency", "capacity_factor", "coal_feed", "boiler"):
        assert getattr(unit, name) == getattr(same, name), name


def test_every_column_is_in_the_template_once() -> None:
    names = [column.name for column in template_columns()]
    assert len(names) == len(set(names))
    wanted = {
        column.name.replace("#", "1")
        for column in columns().values()
        if column.same_as is None and column.name != "ipog_version"
    }
    assert wanted <= set(names)


def test_a_template_does_not_replace_a_file_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists already"):
        write_template(path)
    assert path.read_text(encoding="utf-8") == "mine"
    write_template(path, replace=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,plant")


def test_a_template_of_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="template"):
        write_template(tmp_path / "units.ods")


def test_the_workbook_has_lists_and_notes(tmp_path: Path) -> None:
    openpyxl_free = pytest.importorskip("xlsxwriter")
    assert openpyxl_free
    import zipfile

    path = tmp_path / "units.xlsx"
    write_template(path)
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        notes = book.read("xl/comments1.xml").decode()
    assert "dataValidation" in sheet
    assert "Plain numbers are in MW" in notes
