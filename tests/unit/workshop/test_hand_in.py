"""Result files: signed, checked again, without personal data; and the class that is gathered from them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipog.diagnostics import InputError
from ipog.files import read_plant_text
from ipog.workshop import Progress, Session
from ipog.workshop.class_key import ClassKey, load_class, new_class, save_class
from ipog.workshop.collect import collect
from ipog.workshop.hand_in import NotCounted, hand_in, read_result

Begin = Callable[[str], Session]


@pytest.fixture(scope="module")
def key() -> ClassKey:
    """The key of a class."""
    return new_class("MEC 2026")


@pytest.fixture
def worked(begin: Begin) -> Progress:
    """A participant who answered a choice, a number and a plant, not all at once."""
    session = begin("chlorine-and-rank")
    questions = session.lesson.questions()
    session.answer(questions["same_removal_trap"], "a")
    session.answer(questions["same_removal_trap"], "b")
    solved = session.bench.changed_text("prb", session.lesson.questions()["raise_removal"].solved_by)  # type: ignore[union-attr]
    session.answer(questions["raise_removal"], read_plant_text(solved))
    other = begin("filter-against-esp")
    other.hint(other.lesson.questions()["yearly"])
    other.answer(other.lesson.questions()["yearly"], other.bench.value("saved"))
    return session.progress


def answers(data: dict[str, Any], lesson: str) -> Any:
    return data["lessons"][lesson]["answers"]


def edited(file: Path, change: Callable[[dict[str, Any]], object], key: ClassKey | None = None) -> None:
    """Change a result file, signed anew if the key is given."""
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data)
    if key is not None:
        data.pop("signature", None)
        data["signature"] = key.sign(data)
    file.write_text(json.dumps(data), encoding="utf-8")


def test_points_are_worked_out_from_the_answers(worked: Progress, key: ClassKey, tmp_path: Path):
    result = read_result(hand_in("Ana", worked, key, tmp_path), key)
    assert result.name == "Ana"
    assert result.scores["chlorine-and-rank"].points == 0.75 + 3
    assert result.scores["filter-against-esp"].points == 1.5
    assert result.remarks == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["lessons"]["filter-against-esp"].update(points=4),
        lambda data: data.update(name="Bo"),
        lambda data: answers(data, "chlorine-and-rank")["same_removal_trap"].update(attempts=["b"]),
        lambda data: data["lessons"].pop("filter-against-esp"),
        lambda data: data.pop("signature"),
        lambda data: data.update(signature=None),
        lambda data: data.update(signature="0" * 64),
        lambda data: data.update(parameters="other"),
    ],
)
def test_an_edited_file_is_refused(change: Any, worked: Progress, key: ClassKey, tmp_path: Path):
    file = hand_in("Ana", worked, key, tmp_path)
    edited(file, change)
    with pytest.raises(NotCounted, match="not signed with the key"):
        read_result(file, key)


def test_a_form_that_changes_no_data_does_no_harm(worked: Progress, key: ClassKey, tmp_path: Path):
    file = hand_in("Ánà 中", worked, key, tmp_path)
    edited(file, lambda _: None)
    assert read_result(file, key).name == "Ánà 中"


def test_points_that_the_answers_do_not_earn_are_refused_even_if_signed(
    worked: Progress, key: ClassKey, tmp_path: Path
):
    file = hand_in("Ana", worked, key, tmp_path)
    edited(file, lambda data: data["lessons"]["filter-against-esp"].update(points=4), key)
    with pytest.raises(NotCounted, match=r"claims 4 points where its answers earn 1\.5"):
        read_result(file, key)


def test_rightness_that_is_claimed_counts_for_nothing(worked: Progress, key: ClassKey, tmp_path: Path):
    file = hand_in("Ana", worked, key, tmp_path)

    def claim(data: dict[str, Any]) -> None:
        answer = {"attempts": ["a"], "hints": 0, "shown": False, "right": True}
        data["lessons"]["filter-against-esp"] = {
            "answers": {"reason": answer, "caution": answer},
            "points": 1,
        }

    edited(file, claim, key)
    assert read_result(file, key).scores["filter-against-esp"].points == 1


def test_other_coefficients_are_told_and_do_not_void_a_file(worked: Progress, key: ClassKey, tmp_path: Path):
    file = hand_in("Ana", worked, key, tmp_path)

    def older(data: dict[str, Any]) -> None:
        data.update(parameters="2020-01")
        data["lessons"]["filter-against-esp"]["points"] = 2
        data["lessons"]["of-another-version"] = {"answers": {}, "points": 9}

    edited(file, older, key)
    result = read_result(file, key)
    assert result.points == 0.75 + 3 + 1.5
    assert "2020-01" in result.remarks[0]
    assert "of-another-version" in result.remarks[1]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(lessons=[]),
        lambda data: data["lessons"].update({"esp-only": 3}),
        lambda data: data["lessons"]["filter-against-esp"].update(points="many"),
        lambda data: answers(data, "filter-against-esp")["yearly"].update(attempts=3),
        lambda data: answers(data, "filter-against-esp")["yearly"].update(hints=-1),
        lambda data: answers(data, "filter-against-esp")["yearly"].pop("shown"),
        lambda data: data.pop("name"),
    ],
)
def test_nonsense_is_refused_even_if_signed(change: Any, worked: Progress, key: ClassKey, tmp_path: Path):
    file = hand_in("Ana", worked, key, tmp_path)
    edited(file, change, key)
    with pytest.raises(NotCounted):
        read_result(file, key)


@pytest.mark.parametrize(
    "attempts", [[None], [True], [{"units": 3}], [["a"]], ["zz"], [1e308], [{"plant": {}, "units": [{}]}]]
)
def test_attempts_that_are_none_earn_nothing(attempts: Any, worked: Progress, key: ClassKey, tmp_path: Path):
    file = hand_in("Ana", worked, key, tmp_path)

    def change(data: dict[str, Any]) -> None:
        answer = {"attempts": attempts, "hints": 0, "shown": False, "right": True}
        names = ("emits", "removal_order", "same_removal_trap", "raise_removal")
        data["lessons"] = {"chlorine-and-rank": {"answers": dict.fromkeys(names, answer), "points": 0}}

    edited(file, change, key)
    assert read_result(file, key).points == 0


def test_a_file_holds_no_personal_data_but_the_name(begin: Begin, key: ClassKey, tmp_path: Path):
    session = begin("chlorine-and-rank")
    plant = session.bench.plant_text("prb").replace("plant:\n  name:", "plant:\n  owner: Secret Ltd\n  name:")
    assert "Secret" in plant
    session.answer(session.lesson.questions()["raise_removal"], read_plant_text(plant))
    text = hand_in("Ana", session.progress, key, tmp_path).read_text(encoding="utf-8")
    data = json.loads(text)
    assert set(data) == {"ipog_result", "ipog", "parameters", "class", "name", "lessons", "signature"}
    assert "Secret" not in text
    assert str(Path.home()) not in text
    assert key.secret not in text
    answer = data["lessons"]["chlorine-and-rank"]["answers"]["raise_removal"]
    assert set(answer) == {"attempts", "hints", "shown", "right"}


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ana María", "ana-maría"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d", "a-b-c-d"),
        ("...", "result"),
        ("中文", "中文"),
        ("x" * 300, "x" * 60),
        ("a\ud800b\x07", "a-b"),
    ],
)
def test_a_name_makes_a_file_that_every_system_takes(
    name: str, file: str, worked: Progress, key: ClassKey, tmp_path: Path
):
    assert hand_in(name, worked, key, tmp_path / "new").name == f"{file}.ipog-result.json"


def test_a_class_is_gathered_and_what_does_not_count_is_named(
    worked: Progress, key: ClassKey, tmp_path: Path
):
    folder = tmp_path / "class"
    hand_in("Ana", worked, key, folder)
    hand_in("bo", worked, key, folder)
    edited(hand_in("Cai", worked, key, folder), lambda data: data.update(name="Ana"))
    hand_in("Dia", worked, new_class("another class"), folder)
    (folder / "notes.json").write_text("{}", encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff")
    save_class(key, folder / "class-key.json")
    summary = collect(folder, key)
    assert [result.name for result in summary.results] == ["Ana", "bo"]
    assert summary.lessons == ("chlorine-and-rank", "filter-against-esp")
    assert set(summary.not_counted) == {
        "cai.ipog-result.json",
        "dia.ipog-result.json",
        "notes.json",
    }
    assert "another class" in summary.not_counted["dia.ipog-result.json"]
    assert "same answers as ana" in summary.remarks["bo.ipog-result.json"][0]
    trap = next(item for item in summary.questions if item.question == "same_removal_trap")
    assert (trap.answered, trap.right_at_once, trap.right) == (2, 0, 2)


def test_two_files_of_one_name_are_pointed_out(worked: Progress, key: ClassKey, tmp_path: Path):
    first = hand_in("Ana", worked, key, tmp_path / "class")
    (tmp_path / "class" / "copy.json").write_bytes(first.read_bytes())
    summary = collect(tmp_path / "class", key)
    assert len(summary.results) == 2
    assert "same name" in summary.remarks["copy.json"][0]


def test_who_was_never_wrong_is_no_copy(begin: Begin, key: ClassKey, tmp_path: Path):
    session = begin("filter-against-esp")
    session.answer(session.lesson.questions()["reason"], "a")
    for name in ("Ana", "Bo"):
        hand_in(name, session.progress, key, tmp_path / "class")
    assert collect(tmp_path / "class", key).remarks == {}


def test_handing_in_again_replaces_the_own_file_and_not_that_of_a_namesake(
    begin: Begin, worked: Progress, key: ClassKey, tmp_path: Path
):
    folder = tmp_path / "class"
    first = hand_in("Ana", worked, key, folder)
    session = begin("filter-against-esp")
    session.answer(session.lesson.questions()["reason"], "b")
    session.answer(session.lesson.questions()["reason"], "a")
    assert hand_in("Ana", worked, key, folder) == first
    assert read_result(first, key).scores["filter-against-esp"].points == 1.5 + 0.75
    other = Progress(tmp_path / "other" / "progress.json")
    namesake = Session("filter-against-esp", other)
    namesake.bench = session.bench
    namesake.answer(namesake.lesson.questions()["reason"], "a")
    second = hand_in("Ana", other, key, folder)
    assert second.name == "ana-2.ipog-result.json"
    assert hand_in("Ana", other, key, folder) == second
    assert len(collect(folder, key).results) == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [("missing", "missing does not exist"), ("empty", "empty"), ("a.json", "a.json is a file, not a folder")],
)
def test_a_folder_without_results_is_said(name: str, words: str, key: ClassKey, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=words):
        collect(tmp_path / name, key)


def test_a_class_key_is_kept_and_read_again(key: ClassKey, tmp_path: Path):
    save_class(key, tmp_path / "key.json")
    assert load_class(tmp_path / "key.json") == key
    assert new_class("MEC 2026").secret != key.secret


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"ipog_class": 1, "id": "x", "title": "y", "key": "zz"}', "\x00"]
)
def test_what_is_no_class_key_is_refused(text: str, tmp_path: Path):
    (tmp_path / "key.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        load_class(tmp_path / "key.json")
