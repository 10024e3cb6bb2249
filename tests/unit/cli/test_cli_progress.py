"""The line that shows how far a long run is."""

from __future__ import annotations

import pytest

from ipog.cli import progress
from ipog.cli.progress import Progress


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Clock:
    assert capsys, "it puts its own stream in place first"
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    return clock


def test_nothing_is_shown_in_the_first_second(clock: Clock, capsys: pytest.CaptureFixture[str]):
    with Progress(quiet=False) as shown:
        clock.now += 0.9
        shown.bar(10, 20)
    assert capsys.readouterr().err == ""


def test_a_long_run_shows_a_bar_and_wipes_it(clock: Clock, capsys: pytest.CaptureFixture[str]):
    with Progress(quiet=False) as shown:
        clock.now += 1.1
        shown.bar(10, 20)
        shown.count(30)
    err = capsys.readouterr().err
    assert "[###############               ] 10 of 20" in err
    assert "30 points were run" in err
    assert err.endswith("\r")


@pytest.mark.parametrize(("quiet", "terminal"), [(True, True), (False, False)])
def test_quiet_runs_and_files_get_no_bar(
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    quiet: bool,
    terminal: bool,
):
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: terminal, raising=False)
    with Progress(quiet=quiet) as shown:
        clock.now += 5
        shown.bar(1, 2)
    assert capsys.readouterr().err == ""
