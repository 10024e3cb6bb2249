"""The class pack: everything a room without a network needs, and no solutions on the sheets."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from ipog.diagnostics import InputError
from ipog.files import read_plant
from ipog.workshop import lessons
from ipog.workshop.pack import export
from ipog.workshop.schema import Chosen


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack."""
    folder = tmp_path_factory.mktemp("pack")
    export(folder, "1.2.3", "2026-11")
    return folder


def names() -> list[str]:
    return [f"{lesson.number:02d}-{name}" for name, lesson in lessons().items()]


def test_each_lesson_has_its_sheet_solution_and_slides(pack: Path):
    for name in names():
        for file in (f"sheets/{name}.md", f"solutions/{name}.md", f"slides/{name}.md", f"slides/{name}.html"):
            assert (pack / file).read_text(encoding="utf-8").strip(), file
    words = (pack / "README.md").read_text(encoding="utf-8")
    assert "1.2.3" in words
    assert all(lesson.title in words for lesson in lessons().values())


def test_sheets_ask_and_do_not_answer(pack: Path):
    for lesson_id, lesson in lessons().items():
        name = f"{lesson.number:02d}-{lesson_id}.md"
        sheet = (pack / "sheets" / name).read_text(encoding="utf-8")
        solved = (pack / "solutions" / name).read_text(encoding="utf-8")
        assert sheet.count("Answer: ____") >= len(lesson.questions())
        assert "The answer:" not in sheet
        assert solved.count("The answer:") + solved.count("These changes reach") == len(lesson.questions())
        wrong = sum(
            len(question.choices) - 1
            for question in lesson.questions().values()
            if isinstance(question, Chosen)
        )
        assert len(re.findall(r"^- [a-f]\) is not right: ", solved, re.MULTILINE)) == wrong


def test_sheets_name_plants_that_are_there_and_can_be_run(pack: Path):
    named = set()
    for name in names():
        sheet = (pack / "sheets" / f"{name}.md").read_text(encoding="utf-8")
        named |= set(re.findall(r"[\w-]+\.\w+\.yaml", sheet))
    assert named
    there = {file.name for file in (pack / "plants").iterdir()}
    assert named <= there
    for file in sorted(named)[::9]:
        assert read_plant(pack / "plants" / file).units


def test_slides_need_nothing_but_themselves(pack: Path):
    for name in names():
        text = (pack / "slides" / f"{name}.html").read_text(encoding="utf-8")
        assert not re.search(r"(src|href)\s*=|@import|url\(|https?://", text.split("<body>")[0])
        assert "{{" not in text
        assert "<section>" in text


def test_a_slide_page_is_sound_html(pack: Path):
    text = (pack / "slides" / f"{names()[0]}.html").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(text)


def test_a_pack_replaces_an_older_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ipog.workshop.pack.lessons", lambda: dict([next(iter(lessons().items()))]))
    first = export(tmp_path, "1.2.3", "2026-11")
    texts = [file.read_bytes() for file in first]
    first[0].write_text("old", encoding="utf-8")
    assert [file.read_bytes() for file in export(tmp_path, "1.2.3", "2026-11")] == texts
    (tmp_path / "README.md").unlink()
    with pytest.raises(InputError, match=r"files of the pack are there already, such as .*01-"):
        export(tmp_path, "1.2.3", "2026-11", replace=False)
    assert not (tmp_path / "README.md").exists()


def test_a_folder_that_is_a_file_is_said(tmp_path: Path):
    (tmp_path / "pack").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="can't be"):
        export(tmp_path / "pack", "1", "2")
