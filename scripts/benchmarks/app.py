"""How soon the app is there, and how soon a typed letter shows in the result.

    python scripts/benchmarks/app.py [--best-of N] [--letters N]

First frame: from the start of the process to the first screen in a pseudo-terminal, beside
`python -c "import textual.app"`; it needs a system with pseudo-terminals. A letter: from its key to the
central estimate of the new text on the screen, in an app of 120 by 40 on the plant of example:za-duvha.
For information: times depend on the machine. Nothing fails on a slow one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import platformdirs
from textual import events

from ipog.settings import Settings, save_settings
from ipog.tui.app import IpogApp
from ipog.tui.nodes import tree
from ipog.tui.screens.plant import PlantScreen
from ipog.tui.widgets.field_row import FieldInput
from ipog.tui.widgets.plant_tree import PlantTree

EXAMPLE = "example:za-duvha"
FRAME = b"mercury from coal-fired plants"
"""What the first screen says."""


def imported(best_of: int) -> float:
    """The shortest of several runs of the import alone [ms]."""
    times = []
    for _ in range(best_of):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import textual.app"], check=True)
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def first_frame(best_of: int, home: Path) -> float:
    """The shortest of several times to the first frame [ms]."""
    return 1000 * min(_first_frame(home) for _ in range(best_of))


def _first_frame(home: Path) -> float:
    import pty

    start = time.perf_counter()
    pid, end = pty.fork()
    if pid == 0:
        environment = {**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": str(home)}
        os.execve(sys.executable, [sys.executable, "-m", "ipog"], environment)
    seen = b""
    while FRAME not in seen:
        seen += os.read(end, 65536)
    took = time.perf_counter() - start
    os.write(end, b"\x11")
    while True:
        try:
            if not os.read(end, 65536):
                break
        except OSError:
            break
    os.waitpid(pid, 0)
    return took


async def letters(count: int) -> list[float]:
    """Times from a key to the result of the new text [ms]."""
    times = []
    app = IpogApp(EXAMPLE)
    async with app.run_test(size=(120, 40)) as pilot:
        while app.plant_screen is None or app.plant_screen.evaluation is None:
            await pilot.pause(0.05)
        screen = app.plant_screen
        screen.query_one(PlantTree).show(tree(screen.document.data), ("units", 0, "boiler"))
        await pilot.pause(1.0)
        field = next(item for item in screen.query(FieldInput) if item.field.label == "unburned carbon")
        field.value = "1.11111"
        field.focus()
        await pilot.press("end")
        await pilot.pause(1.0)
        for number in range(count):
            times.append(await _letter(app, screen, "backspace" if number % 2 else "2"))
            # As somebody types: the next letter comes before the uncertainty is under way.
            await asyncio.sleep(0.15)
    return times


async def _letter(app: IpogApp, screen: PlantScreen, key: str) -> float:
    start = time.perf_counter()
    app.post_message(events.Key(key, key if len(key) == 1 else None))
    before = screen.document.text
    while screen.document.text == before or screen.stale:
        await asyncio.sleep(0.0005)
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="How soon the app is there, and how soon it answers.")
    parser.add_argument("--best-of", type=int, default=5, metavar="N", help="starts of each (default 5)")
    parser.add_argument("--letters", type=int, default=40, metavar="N", help="letters typed (default 40)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        platformdirs.user_config_path = lambda *_a, **_k: home / "ipog"
        platformdirs.user_state_path = lambda *_a, **_k: home / "state"
        save_settings(Settings(toured=True))
        base = imported(given.best_of)
        print(f"import textual.app        {base:7.0f} ms")
        if sys.platform != "win32":
            frame = first_frame(given.best_of, home)
            print(f"first frame               {frame:7.0f} ms  {frame / base:.2f} times the import")
        times = asyncio.run(letters(given.letters))
    print(f"letter to result, median  {statistics.median(times):7.0f} ms")
    print(f"letter to result, 9 of 10 {sorted(times)[int(0.9 * len(times))]:7.0f} ms")


if __name__ == "__main__":
    main()
