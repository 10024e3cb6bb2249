"""How long a report takes beside its parts: the evaluation, and loading the library that draws.

    python scripts/benchmarks/report.py [example] [best of]

Each figure is that of a fresh process. The aim is at most three times the sum of the two parts.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

FORMS = ("md", "html", "pdf", "docx")


def seconds(best_of: int, *words: str) -> float:
    """The shortest of several runs of the interpreter [s]."""
    times = []
    for _ in range(best_of):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-I", *words], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times)


def main(example: str = "us-cheng-2009", best_of: int = 3) -> None:
    run = seconds(best_of, "-m", "ipog.cli", "run", f"example:{example}")
    draw = seconds(best_of, "-c", "import matplotlib.figure, matplotlib.backends.backend_svg")
    print(f"ipog run {run:.2f} s, import of matplotlib {draw:.2f} s, together {run + draw:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMS:
            path = Path(folder) / f"report.{form}"
            took = seconds(best_of, "-m", "ipog.cli", "report", f"example:{example}", "-q", "-o", str(path))
            size = path.stat().st_size / 1000
            print(f".{form}: {took:.2f} s, ratio {took / (run + draw):.2f}, {size:.0f} kB")


if __name__ == "__main__":
    main(*sys.argv[1:2], *(int(word) for word in sys.argv[2:3]))
