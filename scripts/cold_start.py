"""How long ipog takes to start, beside `import numpy, pydantic`, its two heaviest dependencies.

    python scripts/cold_start.py [--best-of N]

For information: times depend on the machine, ratios less so. Nothing fails on a slow one. On a machine that
others keep busy the processor time, that of all threads until the interpreter ends, says more than the clock.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

EXAMPLE = "example:za-duvha"
COMMAND_LINE = "from ipog.cli.main import main; main({!r})"
CASES = {
    "import numpy, pydantic": "import numpy, pydantic",
    "import ipog": "import ipog",
    "ipog --version": COMMAND_LINE.format(["--version"]),
    f"ipog run {EXAMPLE}": COMMAND_LINE.format(["run", EXAMPLE]),
}
SPENT = """
import atexit, sys, time
atexit.register(lambda: sys.stderr.write(f"\\nspent {time.process_time()}"))
"""
COUNT = "import sys; sys.stderr.write('modules ' + str(len(sys.modules)))"


def run(code: str) -> str:
    """Run code in a fresh interpreter; its standard error."""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", code],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    return done.stderr.decode()


def milliseconds(code: str, best_of: int) -> tuple[float, float]:
    """The shortest of several runs by the clock, and the least processor time [ms]."""
    clock, processor = [], []
    for _ in range(best_of):
        start = time.perf_counter()
        words = run(SPENT + code)
        clock.append(time.perf_counter() - start)
        processor.append(float(words.rpartition("spent ")[2]))
    return 1000 * min(clock), 1000 * min(processor)


def modules(code: str) -> int:
    """How many modules the code leaves loaded."""
    return int(run(f"{code}\n{COUNT}").rpartition("modules ")[2])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How long ipog takes to start.")
    parser.add_argument("--best-of", type=int, default=7, metavar="N", help="runs of each (default 7)")
    best_of = max(1, parser.parse_args().best_of)
    base: tuple[float, float] | None = None
    print(f"{'':32}{'ms':>8}{'ratio':>8}{'processor ms':>14}{'ratio':>8}{'modules':>9}")
    for name, code in CASES.items():
        run(code)  # compiles, and warms the file cache
        clock, processor = milliseconds(code, best_of)
        base = base or (clock, processor)
        print(
            f"{name:32}{clock:8.0f}{clock / base[0]:8.2f}"
            f"{processor:14.0f}{processor / base[1]:8.2f}{modules(code):9}"
        )


if __name__ == "__main__":
    main()
