"""``ipog batch`` on synthetic fleets: rows a second, peak memory, and what the time is spent on.

    python scripts/benchmarks/batch.py [--rows 1000 10000] [--samples 0 200] [--workers 2]

Each run is a process of its own. Its processor time is that of all its processes: on a machine that is
busy with other things it says more than the clock. Beside it stand the same table read and its results
written by the standard library alone, and 1,000 YAML files through the YAML parser alone.
"""

from __future__ import annotations

import argparse
import csv
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

MAKE_FLEET = Path(__file__).parents[1] / "make_fleet.py"
FILES = 1000
PLANT = """\
ipog_version: 1
plant: {name: Synthetic, country: ZA}
units:
  - name: Unit 1
    gross_capacity: 600 MW
    net_efficiency: 36 %
    coal_feed: [{coal: za-highveld}]
    boiler: {type: wall}
    apcs: [{type: esp_cold_side}, {type: wet_fgd}]
    targets: [{name: own goal, value: 5 ug/Nm3}]
"""


def timed(words: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of processor time that a command takes."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def peak_megabytes() -> float:
    """Most memory that any process so far has held; on Linux [MB]."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def copied(source: Path, target: Path) -> float:
    """Processor seconds to read a CSV file and write it again with the standard library."""
    began = time.process_time()
    with (
        source.open(encoding="utf-8", newline="") as old,
        target.open("w", encoding="utf-8", newline="") as new,
    ):
        csv.writer(new).writerows(csv.reader(old))
    return time.process_time() - began


def table_runs(folder: Path, rows: list[int], samples: list[int], workers: int) -> None:
    """A line for each size and number of samples."""
    print(
        "| rows | samples | clock s | processor s | rows per processor s | peak MB a process | results MB |"
    )
    print("|---|---|---|---|---|---|---|")
    for count in rows:
        table, out = folder / f"{count}.csv", folder / "out.csv"
        subprocess.run([sys.executable, str(MAKE_FLEET), str(count), str(table)], check=True)
        for number in samples:
            words = ["batch", str(table), "-o", str(out), "--quiet", "--workers", str(workers)]
            clock, processor = timed([sys.executable, "-m", "ipog.cli", *words, "--samples", str(number)])
            size = out.stat().st_size / 1e6
            print(
                f"| {count:,} | {number} | {clock:.1f} | {processor:.1f} | {count / processor:,.0f} "
                f"| {peak_megabytes():.0f} | {size:.1f} |",
                flush=True,
            )
        both = copied(table, folder / "copy.csv") + copied(out, folder / "copy.csv")
        print(f"\nReading the table and writing the results alone: {both:.2f} processor s\n")


def file_run(folder: Path, workers: int) -> None:
    """YAML files beside the parser alone."""
    plants = folder / "plants"
    plants.mkdir()
    for number in range(FILES):
        (plants / f"{number}.yaml").write_text(PLANT, encoding="utf-8")
    began = time.process_time()
    for path in plants.iterdir():
        for _ in yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            pass
    parser = time.process_time() - began
    words = ["batch", str(plants), "-o", str(folder / "files.csv"), "--quiet", "--workers", str(workers)]
    clock, processor = timed([sys.executable, "-m", "ipog.cli", *words])
    print(f"{FILES:,} YAML files: {clock:.1f} s by the clock, {processor:.1f} processor s;")
    print(f"the parser alone {parser:.2f} processor s, ratio {processor / parser:.1f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--samples", type=int, nargs="+", default=[0, 200])
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        table_runs(folder, given.rows, given.samples, given.workers)
        file_run(folder, given.workers)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
