"""What a batch says and takes at the terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from ipog.cli.batch import _Progress, command


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """Puts a terminal in the place of standard error; within a test, since pytest sets its own between."""
    screen = _Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("ipog.cli.batch.SECONDS_BETWEEN_BARS", -1.0)
    return screen


def test_something_is_said_before_the_first_chunk_and_wiped_out_for_what_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = on_terminal(monkeypatch)
    progress = _Progress()
    assert terminal.getvalue().strip() == "Calculating ..."
    progress.close()
    progress.close()
    print("error: x", end="", file=terminal)
    assert terminal.getvalue().rpartition("\r")[2] == "error: x"
    assert "\n" not in terminal.getvalue()


def test_the_count_stays_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    progress = _Progress()
    progress(30, 60, 2)
    progress.close()
    line = terminal.getvalue().rpartition("\r")[2]
    assert line.startswith("30 of 60, ")
    assert line.rstrip(" \n").endswith("2 failed")
    assert line.endswith("\n")


def test_nothing_is_drawn_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    _Progress().close()
    assert stream.getvalue() == ""


def test_whether_a_file_may_be_read_is_left_to_the_run_which_goes_on_with_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant = tmp_path / "plant.yaml"
    plant.touch()
    monkeypatch.setattr("os.access", lambda *_args, **_more: False)
    parsed = command.make_context("batch", [str(plant), "-o", "r.csv"])
    assert parsed.params["inputs"] == (str(plant),)
