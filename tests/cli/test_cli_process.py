"""A process gives what the tests see that call the command line in their own process."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

LINES = {
    "run": ("run", "{plant}", "--samples", "20"),
    "json": ("run", "{plant}", "--samples", "20", "--format", "json"),
    "advise": ("advise", "{plant}", "--samples", "20", "--target", "2 ug/Nm3"),
    "wrong": ("run", "nowhere.yaml"),
    "usage": ("run", "--no-such-option"),
}


@pytest.mark.parametrize("line", LINES)
def test_a_process_gives_the_same_bytes_and_exit_code(
    process: Run, ipog: Run, plant_file: Path, line: str
) -> None:
    words = [word.format(plant=plant_file) for word in LINES[line]]
    outside, inside = process(*words), ipog(*words)
    assert outside.returncode == inside.returncode
    # Windows ends lines in its own way when it writes to a pipe.
    assert outside.stdout.splitlines() == inside.stdout.splitlines()
    assert outside.stderr.splitlines() == inside.stderr.splitlines()
