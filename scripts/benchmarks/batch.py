"""``ipog batch`` on synthetic fleets: rows a second, peak memory, and what the time is spent on.

    python scripts/benchmarks/batch.py [--rows 1000 10000 100000] [--sampled 1000] [--workers 2]

Each run is a process of its own, from CSV to Parquet. Its processor time is that of all its processes: on a
machine that is busy with other things it says more than the clock. Beside it stand

- the same table read and the same results written by the reader and the writer alone: the ``csv`` module,
  and pyarrow from numpy columns, in pieces as large as the chunks;
- polars doing that reading and writing, where it is installed;
- the model alone on as many cases of one train, rows times samples of them;
- YAML files through the YAML parser alone.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from importlib import import_module
from itertools import combinations
from pathlib import Path
from random import Random
from string import Template
from typing import Any

import numpy as np
import yaml

from ipog.coals import central
from ipog.evaluate.ledger import Ledger
from ipog.evaluate.prepare import prepare
from ipog.model import Furnace, run_chain, shipped
from ipog.plant import Plant

MAKE_FLEET = Path(__file__).parents[1] / "make_fleet.py"
SAMPLES = 1000
PIECE = 20_000
AT_ONCE = 32_768
FILE = Template("""\
ipog_version: 1
plant: {name: $name, country: ZA}
units:
  - name: Unit 1
    gross_capacity: $capacity MW
    net_efficiency: $efficiency %
    coal_feed: [{coal: $coal}]
    boiler: {type: $boiler}
    apcs: [{type: $first}, {type: $second}]
    targets: [{name: own goal, value: 5 ug/Nm3}]
""")


def timed(words: list[str]) -> tuple[float, float, float]:
    """Seconds by the clock, of processor time, and the most memory a process held [MB; on Linux]."""
    code = (
        "import resource, subprocess, sys, time\n"
        "began = time.perf_counter()\n"
        "subprocess.run(sys.argv[1:], check=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)\n"
    )
    # A process between, since the highest of all children so far is all that a process is told.
    done = subprocess.run([sys.executable, "-c", code, *words], check=True, stdout=subprocess.PIPE)
    clock, processor, peak = map(float, done.stdout.split())
    return clock, processor, peak


def processor_seconds(action: Callable[[], object]) -> float:
    """Processor time of an action in this process."""
    began = time.process_time()
    action()
    return time.process_time() - began


def reader_and_writer(table: Path, results: Path, target: Path) -> float:
    """Seconds to read the table and write the results with nothing between."""
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")

    def read() -> None:
        with table.open(encoding="utf-8", newline="") as file:
            for _ in csv.reader(file):
                pass

    whole = parquet.ParquetFile(results)
    seconds = processor_seconds(read)
    with parquet.ParquetWriter(target, whole.schema_arrow) as writer:
        for batch in whole.iter_batches(PIECE):
            columns = [column.to_numpy(zero_copy_only=False) for column in batch.columns]

            def write(columns: list[Any] = columns) -> None:
                arrays = [
                    arrow.array(values, field.type, from_pandas=True)
                    for values, field in zip(columns, whole.schema_arrow, strict=True)
                ]
                writer.write_table(arrow.table(arrays, schema=whole.schema_arrow))

            seconds += processor_seconds(write)
    return seconds


def polars_seconds(table: Path, results: Path, target: Path) -> float | None:
    """The same with polars; None where it is not installed."""
    try:
        polars = import_module("polars")
    except ImportError:
        return None
    whole = polars.read_parquet(results)
    return processor_seconds(lambda: polars.read_csv(table)) + processor_seconds(
        lambda: whole.write_parquet(target)
    )


def kernel_seconds(count: int, samples: int) -> float:
    """The model alone on as many cases of one train, with samples in pieces that suit the processor."""
    unit = Plant.model_validate(yaml.safe_load(next(plant_texts(1)))).units[0]
    case = prepare(unit, "ZA", central, shipped(), Ledger("units[0]", shipped()))

    size = min(count, AT_ONCE // samples) * samples if samples else count

    def wide(value: object) -> Any:
        return np.repeat(np.ravel(np.asarray(value, float)), size)

    furnace = Furnace(**{field.name: wide(getattr(case.furnace, field.name)) for field in fields(Furnace)})
    train = [
        replace(device, numbers={name: wide(value) for name, value in device.numbers.items()})
        for device in case.train
    ]

    def walk() -> None:
        for _ in range(0, count * max(samples, 1), size):
            run_chain(furnace, train, shipped())

    return processor_seconds(walk)


def table_run(folder: Path, count: int, samples: int, workers: int) -> None:
    """A line for one size."""
    table, out = folder / "fleet.csv", folder / "results.parquet"
    subprocess.run([sys.executable, str(MAKE_FLEET), str(count), str(table)], check=True)
    words = ["batch", str(table), "-o", str(out), "--quiet", "--workers", str(workers)]
    clock, used, peak = timed([sys.executable, "-m", "ipog.cli", *words, "--samples", str(samples)])
    alone = reader_and_writer(table, out, folder / "copy.parquet")
    polars = polars_seconds(table, out, folder / "copy.parquet")
    kernel = kernel_seconds(count, samples)
    cells = [
        f"{count:,}",
        str(samples),
        f"{clock:.1f}",
        f"{used:.1f}",
        f"{count / used:,.0f}",
        f"{peak:.0f}",
        f"{used / kernel:,.0f}",
        f"{alone:.2f}",
        f"{used / alone:.1f}",
        "-" if polars is None else f"{polars:.2f}",
    ]
    print(f"| {' | '.join(cells)} |", flush=True)


def plant_texts(count: int) -> Iterator[str]:
    """Plant files that differ in names, sizes, coals, boilers and trains."""
    random = Random(1)
    trains = list(combinations(("scr", "esp_cold_side", "fabric_filter", "wet_fgd"), 2))
    for number in range(count):
        first, second = random.choice(trains)
        yield FILE.substitute(
            name=f"Synthetic {number}",
            capacity=random.randint(50, 1000),
            efficiency=f"{random.uniform(28, 45):.1f}",
            coal=random.choice(("za-highveld", "us-prb", "us-illinois", "cn-guizhou")),
            boiler=random.choice(("wall", "tangential", "stoker", "cyclone")),
            first=first,
            second=second,
        )


def file_run(folder: Path, count: int, workers: int) -> None:
    """YAML files beside the parser alone."""
    plants = folder / "plants"
    plants.mkdir()
    for number, text in enumerate(plant_texts(count)):
        (plants / f"{number}.yaml").write_text(text, encoding="utf-8")

    def parse() -> None:
        for path in plants.iterdir():
            for _ in yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
                pass

    parser = processor_seconds(parse)
    print(f"\n{count:,} YAML files: the parser alone {parser:.2f} processor s")
    for name in ("files.parquet", "files.csv"):
        words = ["batch", str(plants), "-o", str(folder / name), "--quiet", "--workers", str(workers)]
        clock, used, peak = timed([sys.executable, "-m", "ipog.cli", *words])
        print(f"to {name}: {clock:.1f} s by the clock, {used:.1f} processor s, {peak:.0f} MB a process;")
        print(f"over the parser {clock / parser:.1f} by the clock, {used / parser:.1f} in processor time")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="*", default=[1000, 10_000, 100_000])
    parser.add_argument("--sampled", type=int, nargs="*", default=[1000], help=f"rows with {SAMPLES} samples")
    parser.add_argument("--files", type=int, default=1000, help="YAML files")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    heads = [
        "rows",
        "samples",
        "clock s",
        "processor s",
        "rows a processor s",
        "peak MB a process",
        "over the model alone",
        "reader and writer alone s",
        "over them",
        "polars s",
    ]
    folder = Path(tempfile.mkdtemp())
    try:
        print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
        for count in given.rows:
            table_run(folder, count, 0, given.workers)
        for count in given.sampled:
            table_run(folder, count, SAMPLES, given.workers)
        if given.files:
            file_run(folder, given.files, given.workers)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
