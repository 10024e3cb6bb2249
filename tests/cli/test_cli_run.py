"""``ipog run`` from the outside."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import COMMAND, PLANT, Run, can_be_interrupted

FORMATS = ("table", "json", "yaml", "csv")


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_and_a_pipe_get_the_same_bytes(ipog: Run, plant_file: Path, tmp_path: Path, form: str) -> None:
    piped = ipog("run", str(plant_file), "--format", form)
    filed = ipog("run", str(plant_file), "--format", form, "-o", str(tmp_path / "out"))
    assert (piped.returncode, filed.returncode) == (0, 0), piped.stderr + filed.stderr
    assert filed.stdout == b""
    assert (tmp_path / "out").read_bytes() == piped.stdout
    assert piped.stdout.endswith(b"\n")
    assert b"\r" not in piped.stdout
    assert b"\x1b" not in piped.stdout
    assert "Kraftwerk Ölfeld 中文".encode() in piped.stdout


def test_the_formats_hold_the_same_figures(ipog: Run, plant_file: Path) -> None:
    texts = {form: ipog("run", str(plant_file), "--format", form).stdout.decode() for form in FORMATS}
    data = json.loads(texts["json"])
    assert yaml.safe_load(texts["yaml"]) == data
    (row,) = csv.DictReader(io.StringIO(texts["csv"]))
    stack = data["units"][0]["stack"]
    assert float(row["stack_hg_ug_nm3"]) == stack["hg_ug_nm3"]
    assert float(row["balance_kg_year_stack"]) == data["units"][0]["balance_kg_year"]["stack"]
    assert f"{stack['removal_fraction'] * 100:.1f}" in texts["table"]


def test_output_does_not_depend_on_the_locale(ipog: Run, plant_file: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    assert ipog("run", str(plant_file), env=plain).stdout == ipog("run", str(plant_file)).stdout


def test_standard_input_is_read(ipog: Run, plant_file: Path) -> None:
    from_file = ipog("run", str(plant_file), "--format", "json")
    from_pipe = ipog("run", "-", "--format", "json", stdin=PLANT.encode())
    assert from_pipe.stdout == from_file.stdout


def test_remarks_go_to_standard_error_and_quiet_silences_them(ipog: Run) -> None:
    text = PLANT.replace("ipog_version: 1\n", "").encode()
    talking = ipog("run", "-", "--format", "json", stdin=text)
    quiet = ipog("run", "-", "--format", "json", "--quiet", stdin=text)
    assert b"version" in talking.stderr
    assert quiet.stderr == b""
    assert talking.stdout == quiet.stdout
    json.loads(quiet.stdout)


def test_a_missed_target_counts_only_under_check(ipog: Run) -> None:
    text = PLANT.replace("1000 ug/Nm3", "0.001 ug/Nm3").encode()
    assert ipog("run", "-", stdin=text).returncode == 0
    missed = ipog("run", "-", "--check", stdin=text)
    assert missed.returncode == 1
    assert b"easy is missed" in missed.stderr
    assert b"MISSED" in missed.stdout
    assert ipog("run", "-", "--check", stdin=PLANT.encode()).returncode == 0


def test_a_target_that_cannot_be_compared_is_not_met_under_check(ipog: Run) -> None:
    text = PLANT.replace("1000 ug/Nm3", "50 kg/year").replace("    gross_capacity: 600 MW\n", "")
    checked = ipog("run", "-", "--check", stdin=text.encode())
    assert checked.returncode == 1
    assert b"gives no capacity" in checked.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("boiler: {type: wal}", "line"),
        ("coal: za-highfeld", "za-highveld"),
        ("targets: [eu-bref-2021-coal-existing-ge301]", "eu-bref-2021-coal-existing-ge300"),
    ],
)
def test_bad_input_is_told_with_its_line_and_the_nearest_word(ipog: Run, text: str, words: str) -> None:
    key = text.partition(":")[0]
    lines = PLANT.splitlines()
    at = next(number for number, line in enumerate(lines) if f"{key}:" in line)
    if key == "coal":
        lines[at] = lines[at].replace("coal: za-highveld", text)
    else:
        lines[at] = f"    {text}"
    wrong = ipog("run", "-", stdin="\n".join(lines).encode())
    assert wrong.returncode == 2
    assert wrong.stdout == b""
    message = wrong.stderr.decode()
    assert "Traceback" not in message
    assert f"standard input:{at + 1}:" in message
    assert words in message or words == "line"
    assert f"> {at + 1} |" in message or f">  {at + 1} |" in message


def test_a_missing_file_is_told_in_a_sentence(ipog: Run, tmp_path: Path) -> None:
    wrong = ipog("run", str(tmp_path / "nothing.yaml"))
    assert wrong.returncode == 2
    assert b"does not exist" in wrong.stderr
    assert b"Traceback" not in wrong.stderr


def test_an_example_runs_by_its_id_and_a_bare_id_is_answered_with_it(ipog: Run, tmp_path: Path) -> None:
    assert ipog("run", "example:za-duvha").returncode == 0
    bare = ipog("run", str(tmp_path / "za-duvha.yaml"))
    assert bare.returncode == 2
    assert b"did you mean example:za-duvha?" in bare.stderr
    typo = ipog("run", "example:za-duhva")
    assert typo.returncode == 2
    assert b"did you mean za-duvha?" in typo.stderr


def test_the_plant_file_is_never_replaced_by_its_result(ipog: Run, plant_file: Path) -> None:
    wrong = ipog("run", str(plant_file), "-o", str(plant_file))
    assert wrong.returncode == 2
    assert plant_file.read_text(encoding="utf-8") == PLANT


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    with subprocess.Popen(
        [*COMMAND, "coals", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is of Linux")
def test_a_full_disk_is_told_in_a_sentence(plant_file: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "run", str(plant_file)], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 2
    assert b"can't be written" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are of Unix")
def test_an_interrupted_run_says_so() -> None:
    process = subprocess.Popen(
        [*COMMAND, "run", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=can_be_interrupted,  # noqa: PLW1509 - the suite has no threads here
    )
    assert process.stdin is not None
    # A pipe takes more than it holds only once the reader reads: then the command is waiting for input.
    process.stdin.write(b"#" * 1_000_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, errors.strip()) == (b"", b"interrupted")


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are of Unix")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colour_is_for_terminals_unless_it_is_not_wanted(
    plant_file: Path, no_color: str, coloured: bool
) -> None:
    import pty

    screen, terminal = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "run", str(plant_file)],
        stdout=terminal,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color", "NO_COLOR": no_color},
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            chunk = os.read(screen, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(screen)
    assert process.wait(timeout=60) == 0
    assert (b"\x1b[" in shown) is coloured
    assert b"met" in shown


def test_draws_can_be_turned_off_and_repeated(ipog: Run, plant_file: Path) -> None:
    def stack(*options: str) -> dict[str, Any]:
        done = ipog("run", str(plant_file), "--format", "json", *options)
        assert done.returncode == 0, done.stderr
        figures: dict[str, Any] = json.loads(done.stdout)["units"][0]["stack"]
        return figures

    central = stack("--samples", "0")
    assert not {"p10", "p50", "p90"} & set(central)
    drawn = stack("--samples", "100", "--seed", "7")
    assert drawn["p10"]["hg_ug_nm3"] < drawn["p50"]["hg_ug_nm3"] < drawn["p90"]["hg_ug_nm3"]
    assert drawn["hg_ug_nm3"] == central["hg_ug_nm3"]
    assert stack("--samples", "100", "--seed", "7") == drawn
    assert stack("--samples", "100", "--seed", "8") != drawn
    assert ipog("run", str(plant_file), "--samples", "-1").returncode == 2
