"""What a command sets before it begins."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

from ipog.cli import brisk

THREADS = "OPENBLAS_NUM_THREADS"


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    thresholds = gc.get_threshold()
    for name in (THREADS, "OMP_NUM_THREADS"):
        # Set first, so that what is set here is undone.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    yield
    gc.set_threshold(*thresholds)


def test_small_matrices_get_one_thread() -> None:
    brisk.begin()
    assert os.environ[THREADS] == "1"


@pytest.mark.parametrize("name", [THREADS, "OMP_NUM_THREADS"])
def test_a_number_of_threads_that_somebody_set_is_left(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "3")
    brisk.begin()
    assert os.environ[name] == "3"
    assert os.environ.get(THREADS) in (None, "3")


def test_cycles_are_still_looked_for() -> None:
    brisk.begin()
    assert gc.isenabled()
    assert 0 < gc.get_threshold()[0] <= 50_000
