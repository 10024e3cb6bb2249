"""``ipog`` and ``ipog tui`` from the shell."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import COMMAND, Run


def test_without_a_terminal_the_help_is_printed(ipog: Run):
    result = ipog()
    assert result.returncode == 0
    assert result.stdout.startswith(b"Usage: ipog")


def test_the_app_says_that_it_needs_a_terminal(ipog: Run):
    result = ipog("tui")
    assert result.returncode == 2
    assert b"the app needs a terminal; ipog run FILE" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("words", [[], ["tui"], ["tui", "example:za-duvha"]])
def test_in_a_terminal_the_app_opens_and_ctrl_q_leaves_it(words: list[str], tmp_path: Path):
    output, code = in_terminal(words, tmp_path)
    assert code == 0
    assert b"Traceback" not in output


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_file_that_is_not_there_is_told_before_the_screen_is_taken(tmp_path: Path):
    output, code = in_terminal(["tui", "nowhere.yaml"], tmp_path)
    assert code == 2
    assert b"error: nowhere.yaml does not exist" in output


def in_terminal(words: list[str], home: Path) -> tuple[bytes, int]:
    """What the program writes into a pseudo-terminal, and its exit code; Ctrl+Q is pressed until it ends."""
    import pty

    surroundings = {**os.environ, "HOME": str(home), "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    for name in ("CONFIG", "STATE", "CACHE"):
        surroundings[f"XDG_{name}_HOME"] = str(home / name.lower())
    terminal, inside = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *words], stdin=inside, stdout=inside, stderr=inside, cwd=home, env=surroundings
    ) as program:
        os.close(inside)
        os.set_blocking(terminal, False)
        output = b""
        while program.poll() is None:
            output += _written(terminal)
            # The start of the alternate screen: from here on, keys are the app's.
            if b"\x1b[?1049h" in output:
                os.write(terminal, b"\x11")
            time.sleep(0.05)
        output += _written(terminal)
    os.close(terminal)
    return output, program.returncode


def _written(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1_000_000)
    except OSError:
        return b""
