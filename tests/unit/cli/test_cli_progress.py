"""The line that shows how far a long run is."""

from __future__ import annotations

import io

import pytest

from ipog.cli import progress
from ipog.cli.progress import Progress


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A terminal that keeps what it was told."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    return clock


def on(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Puts a stream in the place of standard error; only within a test, since pytest sets its own between."""
    monkeypatch.setattr("sys.stderr", stream)
    return stream


def test_nothing_is_shown_in_the_first_second(clock: Clock, monkeypatch: pytest.MonkeyPatch):
    terminal = on(Terminal(), monkeypatch)
    with Progress(quiet=False) as shown:
        clock.now += 0.9
        shown.bar(10, 20)
    assert terminal.getvalue() == ""


def test_a_long_run_shows_a_bar_and_wipes_it(clock: Clock, monkeypatch: pytest.MonkeyPatch):
    terminal = on(Terminal(), monkeypatch)
    with Progress(quiet=False) as shown:
        clock.now += 1.1
        shown.bar(10, 20)
        shown.count(30)
    text = terminal.getvalue()
    assert "[###############               ] 10 of 20" in text
    assert "30 points were run" in text
    assert text.endswith("\r")


@pytest.mark.parametrize("quiet", [True, False])
def test_quiet_runs_and_files_get_no_bar(clock: Clock, monkeypatch: pytest.MonkeyPatch, quiet: bool):
    stream = on(Terminal() if quiet else io.StringIO(), monkeypatch)
    with Progress(quiet=quiet) as shown:
        clock.now += 5
        shown.bar(1, 2)
    assert stream.getvalue() == ""
