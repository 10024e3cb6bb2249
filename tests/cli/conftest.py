"""The command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from command_line import COMMAND, PLANT, Run


@pytest.fixture(scope="session")
def ipog() -> Run:
    """Run ``ipog`` and wait for its end."""

    def run(
        *args: str, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        surroundings = {**os.environ, **(env or {})}
        return subprocess.run(
            [*COMMAND, *args], input=stdin, capture_output=True, env=surroundings, check=False, timeout=120
        )

    return run


@pytest.fixture
def plant_file(tmp_path: Path) -> Path:
    """A plant whose target is met."""
    path = tmp_path / "plant.yaml"
    path.write_text(PLANT, encoding="utf-8")
    return path
