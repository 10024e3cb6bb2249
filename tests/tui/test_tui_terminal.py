"""The real program in a real (pseudo-)terminal, by real keystrokes."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

import fcntl
import pty
import struct
import termios

PATIENCE = 30.0
"""Seconds after which something that should be on the screen is missing for good."""

PLANT = """\
# kept
ipog_version: 1
plant: {name: Terminal, country: ZA}
units:
  - name: Unit 1
    gross_capacity: 500 MW
    coal_feed: [{coal: za-highveld}]
    boiler: {type: wall}
    apcs: [{type: esp_cold_side}]
"""


class Terminal:
    """A program in a terminal of 80 by 24."""

    def __init__(self, *arguments: str, home: Path) -> None:
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            os.chdir(home)
            environment = {
                **{
                    name: value
                    for name, value in os.environ.items()
                    if name not in ("NO_COLOR", "COLUMNS", "LINES")
                },
                "TERM": "xterm-256color",
                "HOME": str(home),
                "XDG_CONFIG_HOME": str(home / "config"),
                "XDG_STATE_HOME": str(home / "state"),
                "TEXTUAL_ANIMATIONS": "none",
            }
            os.execve(sys.executable, [sys.executable, "-m", "ipog", *arguments], environment)
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = ""

    def until(self, words: str) -> None:
        """Read until the words were written."""
        end = time.monotonic() + PATIENCE
        while words not in self._plain():
            assert time.monotonic() < end, f"{words!r} never came; last was {self._plain()[-2000:]!r}"
            if select.select([self.end], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.end, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        assert words in self._plain()

    def press(self, keys: str) -> None:
        """Press keys; what comes after is read anew."""
        self.seen = ""
        os.write(self.end, keys.encode())

    def left(self) -> int:
        """Wait for the end and give the exit code."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if select.select([self.end], [], [], 0.05)[0]:
                try:
                    os.read(self.end, 65536)
                except OSError:
                    break
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def kill(self) -> None:
        """End the program as a closed window does, without a word."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.end)

    def _plain(self) -> str:
        return re.sub(r"\x1b\[[0-9;?<>=]*[A-Za-z]", "", self.seen)


def test_a_value_is_typed_its_result_is_seen_and_a_killed_session_loses_nothing(tmp_path: Path):
    (tmp_path / "config" / "ipog").mkdir(parents=True)
    (tmp_path / "config" / "ipog" / "settings.toml").write_text("toured = true\n", encoding="utf-8")
    file = tmp_path / "plant.yaml"
    file.write_text(PLANT, encoding="utf-8")
    terminal = Terminal("tui", "plant.yaml", home=tmp_path)
    terminal.until("P90")
    terminal.press("\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\r")  # down to the boiler, and into its fields
    terminal.until("unburned carbon")
    terminal.press("\x1b[18~")  # F7
    terminal.until("Stack")
    terminal.press("\x1b[20~")  # F9
    terminal.until("# kept")
    terminal.press("# typed ")
    terminal.until("changed")
    drafts = tmp_path / "state" / "ipog" / "drafts"
    end = time.monotonic() + PATIENCE
    while not list(drafts.glob("*.json")) and time.monotonic() < end:
        time.sleep(0.05)
    terminal.kill()
    assert "# typed # kept" in next(drafts.glob("*.json")).read_text(encoding="utf-8")
    assert file.read_text(encoding="utf-8") == PLANT

    terminal = Terminal("tui", "plant.yaml", home=tmp_path)
    terminal.until("changed")
    assert "another window" not in terminal.seen
    terminal.press("\x1bOR")  # F3
    terminal.until("Saved")
    terminal.press("\x11")  # Ctrl+Q
    assert terminal.left() == 0
    assert file.read_text(encoding="utf-8") == f"# typed {PLANT}"
