"""The command line, in a process of its own or, much quicker, in this one."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import COMMAND, PLANT, Run

from ipog import settings
from ipog.cli.main import main


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings that last for a test."""
    folder = tmp_path_factory.getbasetemp() / "no-settings"
    monkeypatch.setattr(settings, "_folder", folder)
    yield
    (folder / "settings.toml").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def process() -> Run:
    """Run ``ipog`` in a process of its own and wait for its end."""

    def run(
        *args: str, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        surroundings = {**os.environ, **(env or {})}
        return subprocess.run(
            [*COMMAND, *args], input=stdin, capture_output=True, env=surroundings, check=False, timeout=120
        )

    return run


@pytest.fixture(scope="session")
def ipog(process: Run) -> Run:
    """Run ``ipog`` from its words to its bytes, without the second that a new process costs.

    Where the surroundings matter (``env``) it is a process all the same.
    """

    def run(
        *args: str, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        if env is not None:
            return process(*args, stdin=stdin, env=env)
        with _streams(stdin) as (out, err):
            code = main(args)
        return subprocess.CompletedProcess(args, code, out.getvalue(), err.getvalue())

    return run


@contextlib.contextmanager
def _streams(stdin: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Pipes in place of the standard streams."""
    out, err = io.BytesIO(), io.BytesIO()
    texts = (
        io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"),
        io.TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True),
        io.TextIOWrapper(err, encoding="utf-8", newline="\n", write_through=True),
    )
    with pytest.MonkeyPatch.context() as patch:
        for name, text in zip(("stdin", "stdout", "stderr"), texts, strict=True):
            patch.setattr(sys, name, text)
        yield out, err
        for text in texts[1:]:
            text.flush()
    for text in texts:
        # Closing the wrapper would close what holds the bytes.
        text.detach()


@pytest.fixture
def plant_file(tmp_path: Path) -> Path:
    """A plant whose target is met."""
    path = tmp_path / "plant.yaml"
    path.write_text(PLANT, encoding="utf-8")
    return path
