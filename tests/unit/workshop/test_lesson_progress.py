"""Progress is kept, goes on where it was left, and survives what happens to files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ipog.workshop import Progress, Session
from ipog.workshop.progress import Answer
from ipog.workshop.schema import Order

Begin = Callable[[str], Session]


def test_a_lesson_goes_on_where_it_was_left(begin: Begin, progress: Progress):
    session = begin("1")
    for _ in range(5):
        session.move(1)
    question = session.lesson.questions()["removal"]
    session.answer(question, "10")
    again = Session("where-mercury-goes", Progress(progress.folder / "progress.json"))
    assert again.page().number == 6
    assert again.state(question).attempts == [10.0]
    verdict = again.last_words(question)
    assert verdict is not None
    assert verdict.right is False


def test_the_end_is_remembered_and_a_lesson_can_be_read_again(begin: Begin, progress: Progress):
    session = begin("4")
    while session.move(1):
        pass
    assert session.done.finished
    for _ in range(3):
        session.move(-1)
    kept = Progress(progress.folder / "progress.json").lessons["filter-against-esp"]
    assert kept.finished
    assert kept.step == kept.furthest - 3
    assert not any(session.move(-1) for _ in range(1)) or session.done.step >= 0


def test_the_first_page_has_none_before_it(begin: Begin):
    session = begin("4")
    assert not session.move(-1)
    assert session.page().number == 1


def test_a_page_beyond_a_shortened_lesson_is_its_end(begin: Begin):
    session = begin("4")
    session.done.step = 99
    assert Session("4", session.progress).page().number == session.count


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"lessons": 3}', '{"lessons": {"x": {}}}', "\x00"])
def test_an_unreadable_file_is_put_aside_and_said(progress: Progress, text: str):
    file = progress.folder / "progress.json"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    begun = Progress(file)
    assert begun.lessons == {}
    assert begun.note is not None
    assert "put aside" in begun.note
    assert (file.parent / "progress.unreadable.json").read_text(encoding="utf-8") == text
    begun.of("4").step = 2
    begun.save()
    assert Progress(file).note is None


def test_the_file_is_replaced_in_one_step_and_leaves_no_others(begin: Begin, progress: Progress):
    session = begin("4")
    for _ in range(4):
        session.move(1)
    assert [path.name for path in progress.folder.iterdir()] == ["progress.json"]
    data = json.loads((progress.folder / "progress.json").read_text(encoding="utf-8"))
    assert data["lessons"]["filter-against-esp"]["step"] == 4


def test_a_place_that_can_not_be_written_is_said_and_stops_nothing(tmp_path: Path):
    (tmp_path / "learn").write_text("a file where a folder should be", encoding="utf-8")
    session = Session("4", Progress(tmp_path / "learn" / "progress.json"))
    assert session.move(1)
    assert session.progress.note is not None
    assert "can't be kept" in session.progress.note


def test_a_changed_plant_is_kept_and_forgotten_with_its_lesson(begin: Begin):
    session = begin("2")
    file = session.plant_file("prb")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Powder River Basin coal, ESP\n")
    file.write_text(text.replace("esp_cold_side", "fabric_filter"), encoding="utf-8")
    assert session.own_plant("prb").units[0].apcs[0].type == "fabric_filter"
    begin("4").move(1)
    session.progress.reset("chlorine-and-rank")
    assert not file.exists()
    assert list(session.progress.lessons) == ["filter-against-esp"]
    session.progress.reset()
    assert session.progress.lessons == {}


@pytest.mark.parametrize("attempt", [None, "zz", "f", "", 3, ["a"], {"units": []}, "abcdefghij"])
def test_answers_that_another_version_kept_stop_nothing(begin: Begin, attempt: object):
    session = begin("where-mercury-goes")
    for name in session.lesson.questions():
        session.done.answers[name] = Answer([attempt])
    for _ in range(session.count):
        page = session.page()
        assert page.pieces
        if page.question is not None:
            verdict = session.last_words(page.question)
            assert verdict is None or verdict.right is not True
            if isinstance(page.question, Order):
                assert session.order(page.question) == "abcd"
        session.move(1)
    assert session.score.points == 0
