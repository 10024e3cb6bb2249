"""``ipog learn`` from the shell, for participants and trainers."""

from __future__ import annotations

import json
import re
import shlex
import socket
from pathlib import Path

import pytest
from command_line import Run

from ipog import settings
from ipog.workshop import lessons

PAGE = Path(__file__).parents[2] / "manual" / "workshop.md"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for progress that nobody else uses, and a folder to work in."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setattr(settings, "_folder", tmp_path / "state")
    return tmp_path / "state"


def typed(ipog: Run, lesson: str, *lines: str, options: tuple[str, ...] = ()) -> str:
    """What a lesson says when these lines are typed."""
    result = ipog("learn", "--text", lesson, *options, stdin="".join(f"{line}\n" for line in lines).encode())
    assert result.returncode == 0, result.stderr.decode()
    return " ".join(result.stdout.decode().split())


def test_the_list_fits_80_columns_and_names_every_lesson(ipog: Run):
    result = ipog("learn", "--list")
    text = result.stdout.decode()
    assert all(len(line) <= 80 for line in text.splitlines())
    assert all(name in text for name in lessons())
    assert all(lesson.title in " ".join(text.split()) for lesson in lessons().values())


def test_the_list_as_data_has_points_and_state(ipog: Run):
    typed(ipog, "1", *[""] * 2)
    rows = json.loads(ipog("learn", "--list", "--format", "json").stdout)
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["state"] for row in rows[:2]] == ["begun", "open"]
    csv = ipog("learn", "--list", "--format", "csv").stdout.decode()
    assert csv.startswith("number,id,title,level,minutes,points,of,state\n")
    assert [line.rpartition(",")[2] for line in csv.splitlines()[1:3]] == ["begun", "open"]


def test_a_lesson_is_worked_through_without_a_network(ipog: Run, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_args: object, **_settings: object) -> None:
        raise AssertionError("a lesson reached for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    text = typed(
        ipog,
        "filter-against-esp",
        *["", "a", ""],  # goal, a wrong guess, go on
        *["", ""],  # the run, the comparison
        *["b", "a", ""],  # a wrong and the right choice
        *["hint", "163,77 kg/year", ""],  # a number after a hint
        *["b", "", "", ""],
    )
    assert "The model does not agree. Both catch the ash" in text
    assert "The cloth takes up nearly nothing." in text
    assert "Hint 1: It is the difference" in text
    assert "Points: 3.25 of 4. Questions answered: 3 of 3." in text
    assert "[dabrowski-2008]" in text
    assert "You are at the end of this lesson." in text


def test_pages_fit_80_columns(ipog: Run):
    result = ipog("learn", "--text", "8", stdin=b"\n\n\n" + b"next\n" * 30)
    lines = result.stdout.decode().splitlines()
    assert max(len(line) for line in lines if not line.startswith("The file is ")) <= 80


def test_a_lesson_goes_on_where_it_was_left(ipog: Run):
    left = typed(ipog, "4", "", "b", "", "quit")
    assert "Your progress is kept. ipog learn --text 4 goes on from here." in left
    assert "[3 of 9]" in typed(ipog, "4")


def test_a_plant_is_changed_by_paths_until_it_reaches_the_goal(ipog: Run):
    skip = ["", "next", "", "", "next", "next", "", "", "next"]
    text = typed(
        ipog,
        "chlorine-and-rank",
        *skip,
        "check",
        "additives=[{type: calcium_bromide, halogen_on_coal: 5 mg/kg}]",
        "additives[0].halogen_on_coal=five",
        "additives[0].halogen_on_coal=50 mg/kg",
        "show",
        "check",
        "restart",
        "wash it",
    )
    assert "Not right. Removal is still below 40 %." in text
    assert "Stack 5.63 ug/Nm3; removed 31.8 %." in text
    assert "'five' is not a number" in text or "five" in text
    assert "halogen_on_coal: 50 mg/kg" in text
    assert "Right. Reached." in text
    assert "Points: 2.25 of 3." in text
    assert "The plant is as it was at first." in text
    assert "'wash it' is none of these words." in text


def test_a_wrong_change_leaves_the_plant_as_it_was(ipog: Run, state: Path):
    typed(ipog, "esp-only", "", "boiler.unburned_carbon=400 %", "boiler.tipe=wall", "apcs[9].x=1")
    text = (state / "learn" / "esp-only.base.yaml").read_text(encoding="utf-8")
    assert "unburned_carbon: 4 %" in text
    assert "tipe" not in text


def test_the_instructor_sees_solutions_and_leaves_no_traces(ipog: Run, state: Path):
    text = typed(ipog, "4", *["", "next"], *["", ""], "solution", "a", options=("--instructor",))
    assert "The answer: a)" in text
    assert "Points: 1 of 1." in text
    assert "progress is kept" not in text
    assert not (state / "learn" / "progress.json").exists()


def test_a_class_from_key_to_summary(ipog: Run, tmp_path: Path):
    """Every command that the manual shows for a class, in its order."""
    shown = re.findall(r"^\s*(ipog learn .*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(shown) >= 11
    typed(ipog, "4", *["", "next", "", "", "a", "", "quit"])
    for line in shown:
        if line.split("#")[0].split()[-1] in ("learn", "--instructor"):
            continue  # these open the app
        if "--reset" in line:
            continue
        result = ipog(*shlex.split(line, comments=True)[1:])
        assert result.returncode == 0, (line, result.stderr.decode())
    assert (tmp_path / "work" / "results" / "ana.ipog-result.json").is_file()
    assert "Ana" in (tmp_path / "work" / "class.csv").read_text(encoding="utf-8")
    for line in shown:
        if "--reset" in line:
            assert ipog(*shlex.split(line, comments=True)[1:]).stdout == b"Forgotten.\n"
    assert b"0/4" in ipog("learn", "--list").stdout


def test_a_tampered_file_is_named_and_not_counted(ipog: Run, tmp_path: Path):
    typed(ipog, "4", *["", "next", "", "", "a", "", "quit"])
    assert ipog("learn", "--new-class-key", "key.json", "--title", "MEC").returncode == 0
    assert ipog("learn", "--class-key", "key.json", "--hand-in", "results", "--name", "Ana").returncode == 0
    assert ipog("learn", "--hand-in", "results", "--name", "Bo").returncode == 0
    file = tmp_path / "work" / "results" / "bo.ipog-result.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"points": 1.0', '"points": 4.0'), encoding="utf-8"
    )
    result = ipog("learn", "--collect", "results", "--class-key", "key.json")
    assert all(len(line) <= 80 for line in result.stdout.decode().splitlines())
    text = " ".join(result.stdout.decode().split())
    assert result.returncode == 3
    assert "Class MEC: result files that count: 1." in text
    assert "bo.ipog-result.json is not signed with the key of this class" in text
    assert "Ana 1 1" in text
    data = json.loads(ipog("learn", "--collect", "results", "--format", "json").stdout)
    assert list(data["not_counted"]) == ["bo.ipog-result.json"]
    assert data["participants"][0]["lesson_filter-against-esp"] == 1
    assert data["questions"][0]["question"] == "reason"
    as_csv = ipog("learn", "--collect", "results", "--format", "csv")
    assert as_csv.stdout.startswith(b"name,points,lesson_filter-against-esp,file\nAna,1")
    assert b"not counted: bo.ipog-result.json" in as_csv.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "the app needs a terminal; ipog learn --list"),
        (["--text", "filter-agains-esp"], "did you mean filter-against-esp?"),
        (["--reset", "99"], "there is no lesson '99'"),
        (["--list", "--export", "x"], "one of --list"),
        (["--hand-in", "results", "--name", "Ana"], "no class is joined"),
        (["--collect", "."], "no class is joined"),
        (["--class-key", "nothing.json", "--list"], "nothing.json does not exist"),
        (["--class-key", "text.json", "--list"], "text.json is no class key"),
        (["--new-class-key", "text.json"], "exists already"),
        (["--export", "text.json"], "text.json"),
        (["--export", "x", "--format", "csv"], "--format and -o are for --list and --collect"),
        (["--export", "x", "-o", "x.csv"], "--format and -o are for --list and --collect"),
        (["--list", "--force"], "--force is for --export"),
    ],
)
def test_a_wrong_word_gets_a_sentence_and_exit_code_2(ipog: Run, words: list[str], said: str, tmp_path: Path):
    (tmp_path / "work" / "text.json").write_text("text", encoding="utf-8")
    result = ipog("learn", *words)
    assert result.returncode == 2
    assert said in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()


def test_a_name_is_asked_for_where_nobody_can_answer(ipog: Run):
    ipog("learn", "--new-class-key", "key.json")
    result = ipog("learn", "--class-key", "key.json", "--hand-in", "results")
    assert result.returncode == 2
    assert "Give --name" in result.stderr.decode()
