"""Whatever bytes a file holds, it is read right or refused in a sentence."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from ipog.diagnostics import InputError, Problem
from ipog.files import read_plant
from ipog.files.text import MAX_BYTES, read_text

PLANT = """ipog_version: 1
plant: {name: Müllverbrennung Łódź 中文}
units:
  - coal_feed: [{coal: za-highveld}]
    boiler: {type: wall}
"""


def problem_with(path: Path) -> Problem:
    with pytest.raises(InputError) as caught:
        read_plant(path)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    "data",
    [
        PLANT.encode(),
        codecs.BOM_UTF8 + PLANT.encode(),
        codecs.BOM_UTF16_LE + PLANT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PLANT.encode("utf-16-be"),
        PLANT.replace("\n", "\r\n").encode(),
        PLANT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "windows lines", "old mac lines"],
)
def test_every_usual_encoding_and_line_end_gives_the_same_plant(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "plant.yaml"
    path.write_bytes(data)
    assert read_plant(path).plant.name == "Müllverbrennung Łódź 中文"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_text_is_written_back_in_the_encoding_it_came_in(tmp_path: Path, encoding: str) -> None:
    mark = {"utf-8": b"", "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[encoding]
    path = tmp_path / "plant.yaml"
    path.write_bytes(mark + PLANT.encode(encoding))
    read = read_text(path)
    assert read.text == PLANT
    assert read.encode(read.text) == path.read_bytes()


def test_latin_1_is_refused_with_the_place_of_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "plant.yaml"
    path.write_bytes("ipog_version: 1\nplant: {name: Müll}\n".encode("latin-1"))
    problem = problem_with(path)
    assert problem.id == "encoding"
    assert (problem.line, problem.column) == (2, 16)
    assert "byte 32, 0xFC" in problem.message
    assert "UTF-8" in str(problem.allowed)


def test_half_a_utf_16_character_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plant.yaml"
    path.write_bytes(codecs.BOM_UTF16_LE + "a: 1".encode("utf-16-le") + b"x")
    assert problem_with(path).id == "encoding"


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0rest", "Office"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8brest", "gzipped"),
        (b"\x89PNG\r\n", "picture"),
    ],
)
def test_another_format_is_named(tmp_path: Path, start: bytes, words: str) -> None:
    path = tmp_path / "plant.yaml"
    path.write_bytes(start)
    problem = problem_with(path)
    assert problem.id == "not-text"
    assert words in problem.message


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\ufffe"])
def test_unprintable_characters_are_refused_where_they_stand(tmp_path: Path, character: str) -> None:
    path = tmp_path / "plant.yaml"
    path.write_bytes(f"ipog_version: 1\nplant: {{name: A{character}}}\n".encode())
    problem = problem_with(path)
    assert problem.id == "unreadable-character"
    assert (problem.line, problem.column) == (2, 16)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plant.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 5_000_000)
    problem = problem_with(path)
    assert problem.id == "too-large"
    assert "20 MB" in problem.message


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "plant.yaml").write_text(PLANT, encoding="utf-8")
    problem = problem_with(tmp_path / "plnat.yaml")
    assert problem.id == "unreadable-file"
    assert "does not exist" in problem.message
    assert problem.nearest == str(tmp_path / "plant.yaml")


def test_names_are_not_near_for_their_ending_alone(tmp_path: Path) -> None:
    (tmp_path / "bin.yaml").write_text(PLANT, encoding="utf-8")
    assert problem_with(tmp_path / "none.yaml").nearest is None


def test_a_missing_folder_is_no_traceback(tmp_path: Path) -> None:
    assert problem_with(tmp_path / "none" / "plant.yaml").nearest is None


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert "is a folder" in problem_with(tmp_path).message


def test_a_name_that_no_file_can_have_is_refused() -> None:
    assert problem_with(Path("plant\x00.yaml")).id == "unreadable-file"


def test_a_locked_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plant.yaml"
    path.write_text(PLANT, encoding="utf-8")

    def locked(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    assert "may not be read" in problem_with(path).message
