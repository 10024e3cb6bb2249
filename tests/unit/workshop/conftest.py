"""The shipped lessons, each plant evaluated once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ipog.workshop import Progress, Session, lessons
from ipog.workshop.bench import Bench

BENCHES: dict[str, Bench] = {}


def bench_of(lesson_id: str) -> Bench:
    """The bench of a lesson."""
    if lesson_id not in BENCHES:
        BENCHES[lesson_id] = Bench(lessons()[lesson_id])
    return BENCHES[lesson_id]


@pytest.fixture(params=list(lessons()))
def bench(request: pytest.FixtureRequest) -> Bench:
    """The bench of each lesson in turn."""
    return bench_of(request.param)


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    """Progress of someone who has not begun."""
    return Progress(tmp_path / "learn" / "progress.json")


@pytest.fixture
def begin(progress: Progress) -> Callable[[str], Session]:
    """Begin a lesson, its plants evaluated already."""

    def begun(lesson_id: str) -> Session:
        session = Session(lesson_id, progress)
        session.bench = bench_of(session.id)
        return session

    return begun
