"""Problems are sorted, placed and shown so that a person finds the fault."""

from __future__ import annotations

from pathlib import Path

from ipog.diagnostics import MOST_SHOWN, ExitCode, InputError, Problem, render, sort_problems, why_unwritable
from ipog.language import width

SOURCE = "ipog_version: 1\nunits:\n  - boiler:\n      type: wal\n    apcs: []\n"
WAL = Problem(
    id="unknown-word",
    message="'wal' is not a boiler type",
    file="plant.yaml",
    line=4,
    column=13,
    path="units[0].boiler.type",
    given="wal",
    allowed="wall, cyclone",
    nearest="wall",
)


def test_a_problem_is_shown_with_place_hint_and_the_lines_around_it() -> None:
    assert render([WAL], SOURCE, context=1) == (
        "error: 'wal' is not a boiler type\n"
        "  at plant.yaml:4:13  (units[0].boiler.type)\n"
        "  allowed: wall, cyclone\n"
        "  did you mean wall?\n"
        "    3 |   - boiler:\n"
        "  > 4 |       type: wal\n"
        "      |             ^\n"
        "    5 |     apcs: []"
    )


def test_the_caret_stands_under_the_guilty_column() -> None:
    lines = render([WAL], SOURCE).splitlines()
    guilty = next(line for line in lines if line.startswith("  > 4"))
    caret = lines[lines.index(guilty) + 1]
    assert guilty[caret.index("^") :] == "wal"


def test_the_caret_stays_under_its_column_in_an_endless_line() -> None:
    source = f"a: {'x' * 500}@{'x' * 500}\n"
    problem = Problem("syntax", "bad sign", line=1, column=504)
    lines = render([problem], source).splitlines()
    assert lines[-2][lines[-1].index("^")] == "@"
    assert max(len(line) for line in lines) < 130


def test_without_a_source_there_are_no_lines() -> None:
    assert render([WAL]).count("\n") == 3


def test_a_problem_without_file_names_its_field() -> None:
    assert render([Problem("x", "odd", path="units[0].load")]) == "error: odd\n  in units[0].load"


def test_a_place_past_the_end_shows_no_lines() -> None:
    assert "|" not in render([Problem("x", "odd", line=99, column=1)], SOURCE)


def test_lines_are_counted_as_yaml_counts_them() -> None:
    source = "a: 1\r\nb: 2\rc: 3\x85d: 4\u2028e: 5"
    assert "> 5 | e: 5" in render([Problem("x", "odd", line=5, column=1)], source)


def test_place_gives_what_is_known() -> None:
    assert WAL.place == "plant.yaml:4:13"
    assert Problem("x", "odd", file="plant.yaml").place == "plant.yaml"
    assert Problem("x", "odd", file="plant.yaml", line=3).place == "plant.yaml:3"
    assert Problem("x", "odd").place == ""


def test_errors_come_first_and_then_the_order_of_the_file() -> None:
    note = Problem("n", "note", "note", line=1)
    warning = Problem("w", "warning", "warning", line=1)
    late, early = Problem("l", "late", line=9, column=1), Problem("e", "early", line=2, column=5)
    left = Problem("f", "left", line=2, column=1)
    assert sort_problems([note, late, warning, early, left]) == (left, early, late, warning, note)


def test_an_input_error_carries_all_problems_and_shows_them() -> None:
    error = InputError([WAL, Problem("x", "odd")], SOURCE)
    assert [problem.id for problem in error.problems] == ["x", "unknown-word"]
    assert "'wal' is not a boiler type" in str(error)
    assert "> 4 |" in str(error)


def test_a_flood_of_problems_is_cut_short() -> None:
    error = InputError([Problem("x", f"fault {number}") for number in range(5000)])
    assert len(error.problems) == 5000
    assert str(error).endswith(f"... and {5000 - MOST_SHOWN:,} more")


def test_exit_codes_are_those_of_the_contract() -> None:
    assert [int(code) for code in ExitCode] == [0, 1, 2, 3, 130]


def test_the_sign_points_at_a_column_behind_wide_letters() -> None:
    problem = Problem("x", "odd", file="a.yaml", line=1, column=8)
    text = render([problem], "name: 中文\n")
    guilty, pointer = text.splitlines()[-2:]
    assert pointer.index("^") == width(guilty[: guilty.index("文")])


def test_why_a_file_can_not_be_written_is_told_in_words_of_its_own(tmp_path: Path) -> None:
    refused, full = PermissionError(13, "Permission denied"), OSError(28, "No space left on device")
    missing = FileNotFoundError(2, "No such file or directory")
    assert why_unwritable(refused, tmp_path / "a") == "you have no right to write there"
    assert why_unwritable(refused, tmp_path) == "it is a folder"
    assert why_unwritable(missing, tmp_path / "b" / "a") == f"there is no folder {tmp_path / 'b'}"
    assert why_unwritable(full, tmp_path / "a") == "No space left on device"
