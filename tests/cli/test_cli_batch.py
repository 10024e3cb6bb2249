"""``ipog batch`` from the outside: the same figures as a plant alone, whole files, and runs that go on."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from command_line import COMMAND, PLANT, Run, can_be_interrupted

from ipog.batch.plan import ROWS_A_CHUNK

ROWS_A_TABLE = 15
HEAD = "id,plant,unit,country,owner,gross_capacity [MW],net_efficiency,coal_1,boiler_type,apcs,target_1\n"


def fleet_table(rows: int, first: int = 0) -> str:
    """A table of units with two coals, three trains and sisters."""
    trains = ("esp_cold_side", "esp_cold_side + wet_fgd", "scr + fabric_filter + wet_fgd")
    lines = [
        f"u{number},Plant {number // 3},Unit {number % 3},ZA,Owner {number % 2},{300 + number % 7},36 %,"
        f"{('za-highveld', 'us-prb')[number % 2]},wall,{trains[number % 3]},5 ug/Nm3\n"
        for number in range(first, first + rows)
    ]
    return HEAD + "".join(lines)


def many_tables(folder: Path) -> list[str]:
    """Tables of a fleet that make a chunk each, long enough for a run to be ended in its midst."""
    names = []
    for number in range(20):
        path = folder / f"fleet-{number:02d}.csv"
        path.write_text(fleet_table(ROWS_A_TABLE, number * ROWS_A_TABLE), encoding="utf-8")
        names.append(str(path))
    return names


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of a little more than two chunks."""
    path = tmp_path / "fleet.csv"
    path.write_text(fleet_table(2 * ROWS_A_CHUNK + 5), encoding="utf-8")
    return path


@pytest.mark.parametrize("samples", ["0", "100"])
def test_a_row_has_the_figures_of_the_plant_alone(
    ipog: Run, plant_file: Path, tmp_path: Path, samples: str
) -> None:
    out = tmp_path / "out.csv"
    done = ipog("batch", str(plant_file), "-o", str(out), "--samples", samples, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    alone = ipog(
        "run", str(plant_file), "--samples", samples, "--format", "csv", "-o", str(tmp_path / "run.csv")
    )
    assert alone.returncode == 0
    (row,), (same,) = read_rows(out), read_rows(tmp_path / "run.csv")
    assert list(row)[:4] == ["plant", "unit", "source", "row"]
    shared = [name for name in same if name in row]
    # What moves a unit most is told of a plant alone only.
    assert {name.split("_")[0] for name in same.keys() - row.keys()} <= {"uncertainty"}
    assert [name for name in row if name in same] == shared
    assert {name: row[name] for name in shared} == {name: same[name] for name in shared}


def test_every_format_holds_the_same_bytes_whatever_the_workers(
    ipog: Run, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipog.batch.plan.MOST_WITH_SAMPLES", ROWS_A_CHUNK)
    names = ["r.csv", "r.jsonl", "r.summary.csv"]
    for module, name in (("xlsxwriter", "r.xlsx"), ("pyarrow", "r.parquet")):
        try:
            __import__(module)
        except ImportError:
            continue
        names.append(name)
    for workers in ("1", "2"):
        folder = tmp_path / workers
        folder.mkdir()
        outputs = [word for name in names if "summary" not in name for word in ("-o", str(folder / name))]
        done = ipog("batch", str(table), *outputs, "--workers", workers, "--samples", "20")
        assert done.returncode == 0, done.stderr
        assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name
    rows = read_rows(tmp_path / "1" / "r.csv")
    assert len(rows) == 2 * ROWS_A_CHUNK + 5
    assert [row["row"] for row in rows] == [str(number + 2) for number in range(len(rows))]
    assert rows[3]["id"] == "u3"
    lines = (tmp_path / "1" / "r.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[7])["stack_hg_ug_nm3"] == float(rows[7]["stack_hg_ug_nm3"])


def test_rows_by_column_are_the_same_bytes_whatever_the_chunks_and_workers(
    ipog: Run, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("r.csv", "r.jsonl", "r.summary.csv")
    for case, rows, workers in (("whole", 20_000, "1"), ("cut", 40, "1"), ("shared", 40, "2")):
        monkeypatch.setattr("ipog.batch.plan.ROWS_BY_COLUMN", rows)
        folder = tmp_path / case
        folder.mkdir()
        outputs = ["-o", str(folder / "r.csv"), "-o", str(folder / "r.jsonl")]
        assert ipog("batch", str(table), *outputs, "--workers", workers, "--quiet").returncode == 0
        for name in names:
            assert (folder / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name


def test_plant_files_give_the_same_bytes_whatever_the_chunks_and_workers(
    ipog: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plants"
    folder.mkdir()
    for number in range(20):
        text = PLANT.replace("600 MW", f"{600 + number} MW")
        (folder / f"{number:03d}.yaml").write_text(text, encoding="utf-8")
    (folder / "007.yaml").write_text(f"{PLANT}---\n{PLANT}", encoding="utf-8")
    (folder / "008.yaml").write_text(PLANT.replace("wall", "wal"), encoding="utf-8")
    names = ("r.csv", "r.jsonl", "r.summary.csv", "r.errors.csv")
    for case, files, alone, workers in (("whole", 500, 60, "2"), ("cut", 6, 60, "2"), ("shared", 6, 0, "2")):
        monkeypatch.setattr("ipog.batch.plan.FIRST_FILES", files)
        monkeypatch.setattr("ipog.batch.plan.FILES_BY_COLUMN", files)
        monkeypatch.setattr("ipog.batch.pool.SECONDS_ALONE", alone)
        (tmp_path / case).mkdir()
        outputs = ["-o", str(tmp_path / case / "r.csv"), "-o", str(tmp_path / case / "r.jsonl")]
        assert ipog("batch", str(folder), *outputs, "--workers", workers, "--quiet").returncode == 3
        for name in names:
            assert (tmp_path / case / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name
    assert len(read_rows(tmp_path / "whole" / "r.csv")) == 20


def test_the_totals_are_the_sums_of_the_rows(ipog: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.csv"
    assert ipog("batch", str(table), "-o", str(out), "--samples", "20").returncode == 0
    rows, summary = read_rows(out), read_rows(tmp_path / "r.summary.csv")
    total = sum(float(row["stack_hg_kg_year"]) for row in rows)
    everything = summary[0]
    assert float(everything["hg_kg_year"]) == pytest.approx(total, rel=1e-9)
    low, high = float(everything["hg_kg_year_p10"]), float(everything["hg_kg_year_p90"])
    assert low < float(everything["hg_kg_year_mean"]) < high
    for group in ("country", "owner", "coal", "technology"):
        parts = [float(row["hg_kg_year"]) for row in summary if row["group"] == group]
        assert sum(parts) == pytest.approx(total, rel=1e-8), group
    owners = {row["name"] for row in summary if row["group"] == "owner"}
    assert owners == {"Owner 0", "Owner 1"}


def test_a_wrong_row_is_told_and_the_others_are_evaluated(ipog: Run, tmp_path: Path) -> None:
    path = tmp_path / "fleet.csv"
    lines = fleet_table(6).splitlines()
    lines[2] = lines[2].replace("wall", "wal")
    lines[4] = lines[4].replace("us-prb", "us-prp")
    lines[5] = lines[5].replace("u4,", "u0,")
    path.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "r.csv"
    done = ipog("batch", str(path), "-o", str(out))
    assert done.returncode == 3
    assert b"3 could not be evaluated; see" in done.stderr
    assert [row["id"] for row in read_rows(out)] == ["u0", "u2", "u5"]
    errors = read_rows(tmp_path / "r.errors.csv")
    assert [(row["line"], row["field"], row["value"], row["nearest"]) for row in errors] == [
        ("3", "boiler_type", "wal", "wall"),
        ("5", "coal_1", "us-prp", "us-prb"),
        ("6", "id", "u0", ""),
    ]
    assert errors[0]["column"] == "9"
    path.write_text(fleet_table(2), encoding="utf-8")
    assert ipog("batch", str(path), "-o", str(out), "--quiet").returncode == 0
    assert not (tmp_path / "r.errors.csv").exists()


def test_strict_stops_at_the_first_fault_and_writes_nothing(ipog: Run, tmp_path: Path) -> None:
    path = tmp_path / "fleet.csv"
    path.write_text(fleet_table(3).replace("wall", "wal"), encoding="utf-8")
    done = ipog("batch", str(path), "-o", str(tmp_path / "r.csv"), "--strict")
    assert done.returncode == 2
    assert b"did you mean wall?" in done.stderr
    assert f"{path.as_posix()}:2:9".encode() in done.stderr
    assert not (tmp_path / "r.csv").exists()


def test_a_copy_of_a_plant_file_is_told_since_both_count(ipog: Run, tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        text = PLANT if name != "b.yaml" else PLANT.replace("600 MW", "601 MW")
        (tmp_path / name).write_text(text, encoding="utf-8")
    out = tmp_path / "r.csv"
    done = ipog("batch", str(tmp_path), "-o", str(out))
    assert done.returncode == 0
    assert b"1 warning; see" in done.stderr
    (row,) = read_rows(tmp_path / "r.errors.csv")
    assert row["source"].endswith("c.yaml")
    assert row["message"].endswith("a.yaml holds the same; both count in the totals")
    assert len(read_rows(out)) == 3


def test_folders_of_files_with_several_documents_are_read(ipog: Run, tmp_path: Path) -> None:
    folder = tmp_path / "plants"
    folder.mkdir()
    for number in range(ROWS_A_CHUNK + 2):
        text = PLANT.replace("600 MW", f"{600 + number} MW")
        (folder / f"{number:03d}.yaml").write_text(text, encoding="utf-8")
    (folder / "000.yaml").write_text(f"{PLANT}---\n{PLANT}", encoding="utf-8")
    (folder / "001.yaml").write_text(PLANT.replace("wall", "wal"), encoding="utf-8")
    (folder / "002.yaml").write_text("units: [", encoding="utf-8")
    (folder / "003.yaml").write_text("", encoding="utf-8")
    out = tmp_path / "r.csv"
    done = ipog("batch", str(folder), "-o", str(out), "--workers", "2")
    assert done.returncode == 3
    rows = read_rows(out)
    assert len(rows) == ROWS_A_CHUNK + 2 + 1 - 3
    assert [(row["source"][-8:], row["row"]) for row in rows[:3]] == [
        ("000.yaml", "1"),
        ("000.yaml", "2"),
        ("004.yaml", "1"),
    ]
    wrong = [(row["source"][-8:], row["line"]) for row in read_rows(tmp_path / "r.errors.csv")]
    assert [name for name, _ in wrong] == ["001.yaml", "002.yaml", "003.yaml"]
    assert wrong[0][1] == "7"


@pytest.mark.skipif(os.name == "nt", reason="signals are of Unix")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_goes_on_and_ends_in_the_same_bytes(ipog: Run, tmp_path: Path, workers: str) -> None:
    tables = many_tables(tmp_path)
    out, whole = tmp_path / "r.csv", tmp_path / "whole.csv"
    rest = ["--workers", workers, "--quiet", "--samples", "1000"]
    words = ["batch", *tables, "-o", str(out), *rest]
    process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    unfinished = tmp_path / "r.csv.unfinished"
    while process.poll() is None and len(list(unfinished.glob("*.part"))) < 2:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert not out.exists()
    kept = {path: path.stat().st_mtime_ns for path in unfinished.glob("??????.part")}
    assert len(kept) >= 2
    # A chunk that is cut short by a failing disk is done again.
    damaged = min(kept)
    damaged.write_bytes(damaged.read_bytes()[:100])
    assert ipog(*words, "--resume").returncode == 0
    assert not unfinished.exists()
    assert ipog("batch", *tables, "-o", str(whole), *rest).returncode == 0
    assert out.read_bytes() == whole.read_bytes()
    assert (tmp_path / "r.summary.csv").read_bytes() == (tmp_path / "whole.summary.csv").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="signals are of Unix")
def test_an_interrupted_run_says_so_and_can_be_resumed(ipog: Run, tmp_path: Path) -> None:
    tables = many_tables(tmp_path)
    words = ["batch", *tables, "-o", str(tmp_path / "r.csv"), "--workers", "2", "--samples", "1000"]
    process = subprocess.Popen(
        [*COMMAND, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=can_be_interrupted,  # noqa: PLW1509 - the suite has no threads here
    )
    unfinished = tmp_path / "r.csv.unfinished"
    while process.poll() is None and not list(unfinished.glob("*.part")):
        time.sleep(0.01)
    # As a terminal does: to all processes of the run.
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert b"--resume" in errors
    changed = ipog(*words, "--resume", "--seed", "2")
    assert changed.returncode == 2
    assert b"changed since the run that is to be resumed" in changed.stderr
    assert ipog(*words, "--resume").returncode == 0
    assert len(read_rows(tmp_path / "r.csv")) == len(tables) * ROWS_A_TABLE


def test_stack_tests_beside_a_file_are_used_as_a_run_does(ipog: Run, tmp_path: Path) -> None:
    folder = tmp_path / "plants"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_text(f"# {name}\n{PLANT}", encoding="utf-8")
    (folder / "c.yaml").write_text(f"{PLANT}---\n{PLANT}", encoding="utf-8")
    tests = tmp_path / "tests.csv"
    tests.write_text("date,location,method,hg_total (ug/Nm3)\n2024-03-01,stack,30B,3.1\n", encoding="utf-8")
    plant = folder / "a.yaml"
    assert ipog("calibrate", str(plant), "--tests", str(tests)).returncode == 0
    kept = (folder / "a.calibration.toml").read_text(encoding="utf-8")
    (folder / "c.calibration.toml").write_text(kept, encoding="utf-8")
    out, alone = tmp_path / "r.csv", tmp_path / "run.csv"
    words = ["batch", str(folder), "-o", str(out), "--samples", "50", "--workers", "1"]
    done = ipog(*words)
    assert b"stack tests beside 2 plant files are used" in done.stderr
    ipog("run", str(plant), "--samples", "50", "--format", "csv", "-o", str(alone), "--quiet")
    rows, (same,) = read_rows(out), read_rows(alone)
    shared = [name for name in same if name in rows[0]]
    assert {name: rows[0][name] for name in shared} == {name: same[name] for name in shared}
    assert (rows[0]["calibration_tests"], rows[1]["calibration_tests"]) == ("1", "")
    assert rows[0]["stack_hg_ug_nm3"] != rows[1]["stack_hg_ug_nm3"] == rows[2]["stack_hg_ug_nm3"]
    told = [row["message"] for row in read_rows(tmp_path / "r.errors.csv")]
    assert len(told) == 2
    assert "several plants" in told[0]
    (folder / "c.yaml").write_text(PLANT.replace("wall", "stoker"), encoding="utf-8")
    assert ipog(*words[:-4]).returncode == 0
    (told_of_train,) = read_rows(tmp_path / "r.errors.csv")
    assert "with another boiler" in told_of_train["message"]
    assert b"stack tests" not in ipog(*words[:-4], "--no-calibration").stderr
    assert read_rows(out)[0]["stack_hg_ug_nm3"] == read_rows(out)[1]["stack_hg_ug_nm3"]
    (folder / "c.calibration.toml").write_text("x", encoding="utf-8")
    assert ipog(*words[:-4]).returncode == 3


def test_an_unfinished_run_that_is_thrown_away_is_told(ipog: Run, table: Path, tmp_path: Path) -> None:
    words = ["batch", str(table), "-o", str(tmp_path / "r.csv"), "--workers", "1"]
    unfinished = tmp_path / "r.csv.unfinished"
    unfinished.mkdir()
    (unfinished / "run.json").write_text('{"format": 1, "run": "older"}', encoding="utf-8")
    (unfinished / "000000.part").write_bytes(b"x")
    refused = ipog(*words, "--resume")
    assert b"changed since the run that is to be resumed" in refused.stderr
    done = ipog(*words)
    assert done.returncode == 0
    assert b"note: 1 finished part of an interrupted run is thrown away" in done.stderr
    assert b"had another input or another setting" in done.stderr
    assert not unfinished.exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], b"nothing to read"),
        (["fleet.csv"], b"nowhere to write"),
        (["nothing.csv", "-o", "r.csv"], b"does not exist"),
        (["fleet.csv", "-o", "r.doc"], b"ending"),
        (["fleet.csv", "-o", "fleet.csv"], b"is an input"),
        (["fleet.csv", "-o", "-"], b"several files"),
        (["fleet.csv", "-o", "r.csv", "--sheet", "units"], b"no input is a workbook"),
        (["head.csv", "-o", "r.csv"], b"no rows"),
        (["empty.csv", "-o", "r.csv"], b"empty"),
        (["column.csv", "-o", "r.csv"], b"did you mean boiler_type?"),
        (["fleet.csv", "--template", "t.csv"], b"stands alone"),
        (["--template", "t.doc"], b".csv or .xlsx"),
        (["fleet.csv", "-o", "r.csv", "--cluster", "here"], b"is not the address"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    ipog: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], says: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    files: dict[str, Any] = {
        "fleet.csv": fleet_table(1),
        "head.csv": HEAD,
        "empty.csv": "",
        "column.csv": fleet_table(1).replace("boiler_type", "boiler_typ"),
    }
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    done = ipog("batch", *words)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert b"Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)


def test_the_template_runs_as_it_is(ipog: Run, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    assert ipog("batch", "--template", str(path)).returncode == 0
    done = ipog("batch", str(path), "-o", str(tmp_path / "r.csv"))
    assert done.returncode == 0, done.stderr
    assert b"1 unit evaluated" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are of Unix")
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(ipog: Run, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    table, plant = tmp_path / "fleet.csv", tmp_path / "plant.yaml"
    table.write_text(fleet_table(5 * ROWS_A_CHUNK), encoding="utf-8")
    plant.write_text(PLANT, encoding="utf-8")
    asked = ["--scenario", "bat", "--toolkit"]
    words = ["batch", str(table), str(plant), "--quiet", "--samples", "20", *asked, "-o"]
    known = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    places = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(known)]
    scheduler = subprocess.Popen([*dask, "scheduler", "--port", "0", *places], **silent)
    worker = [*dask, "worker", "--nthreads", "1", "--no-nanny", *places]
    workers = [subprocess.Popen(worker, **silent) for _ in range(3)]
    try:
        while not known.exists() or not known.read_text(encoding="utf-8"):
            assert scheduler.poll() is None
            time.sleep(0.05)
        address = json.loads(known.read_text(encoding="utf-8"))["address"]
        run = subprocess.Popen(
            [*COMMAND, *words, str(tmp_path / "c.csv"), "--cluster", address], stderr=subprocess.PIPE
        )
        while run.poll() is None and not list((tmp_path / "c.csv.unfinished").glob("*.part")):
            time.sleep(0.01)
        workers[0].kill()
        _, errors = run.communicate(timeout=100)
        assert run.returncode == 0, errors
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()
    assert ipog(*words, str(tmp_path / "l.csv")).returncode == 0
    assert (tmp_path / "c.csv").read_bytes() == (tmp_path / "l.csv").read_bytes()
    assert (tmp_path / "c.summary.csv").read_bytes() == (tmp_path / "l.summary.csv").read_bytes()
