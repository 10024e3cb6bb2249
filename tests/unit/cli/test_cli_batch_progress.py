"""The line that tells how far a batch is."""

from __future__ import annotations

import io

import pytest

from ipog.cli.batch import _Progress


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
