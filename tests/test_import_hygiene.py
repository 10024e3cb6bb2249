"""What loads what: a clean interpreter tells whether lazy imports are lazy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ipog.examples import read

OTHER_ROOMS = {
    f"ipog.{room}"
    for room in ("advice", "calibration", "fuel", "report", "tui", "usual", "validation", "web", "workshop")
}
RUN = "from ipog.cli.main import main; main({words!r})"


def loaded(code: str) -> set[str]:
    """Top-level and full names of the modules that a clean interpreter has after this code."""
    report = "import sys, json; print('\\n' + json.dumps(sorted(sys.modules)))"
    result = subprocess.run(
        [sys.executable, "-I", "-c", f"{code}\n{report}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(json.loads(result.stdout.splitlines()[-1]))


def test_the_package_alone_loads_nothing_heavy() -> None:
    assert not loaded("import ipog") & {"numpy", "pydantic", "click", "yaml", "textual", "tomllib"}


def test_public_names_are_loaded_when_they_are_used() -> None:
    modules = loaded("import ipog; ipog.Plant")
    assert "pydantic" in modules
    assert not modules & {"click", "textual"}


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["nonsense"]])
def test_the_command_line_itself_loads_nothing_heavy(words: list[str]) -> None:
    modules = loaded(RUN.format(words=words))
    assert "ipog.cli.main" in modules
    assert not modules & {"numpy", "pydantic", "textual", "importlib.metadata", "yaml", "ipog.plant"}


@pytest.mark.parametrize("form", ["table", "json", "yaml", "csv"])
def test_a_run_loads_only_what_it_needs(form: str) -> None:
    modules = loaded(RUN.format(words=["run", "example:us-cheng-2009", "--format", form]))
    assert {"numpy", "pydantic", "yaml"} <= modules
    assert not modules & {"textual", "rich", "pint", "matplotlib", "scipy", "ruamel.yaml", "pandas"}


def test_a_run_loads_no_room_that_it_does_not_need() -> None:
    modules = loaded(RUN.format(words=["run", "example:za-duvha"]))
    assert not modules & OTHER_ROOMS
    # No target of this plant names a limit, and no word in it is misspelt.
    assert not modules & {"ipog.batch", "ipog.limits", "difflib", "multiprocessing", "asyncio"}


def test_a_small_batch_loads_only_what_it_needs(tmp_path: Path) -> None:
    plant = tmp_path / "plant.yaml"
    plant.write_text(read("za-duvha"), encoding="utf-8", newline="\n")
    modules = loaded(RUN.format(words=["batch", str(plant), "-o", str(tmp_path / "results.csv")]))
    assert "ipog.batch" in modules
    assert not modules & OTHER_ROOMS
    # All of it is done in this process, without draws, and written as plain text.
    assert not modules & {"multiprocessing", "numpy.random", "pyarrow", "polars", "openpyxl", "distributed"}


def test_reading_a_plant_does_not_load_the_model() -> None:
    modules = loaded("import ipog; ipog.read_plant")
    assert not modules & {"ipog.model", "ipog.evaluate", "click"}


def test_the_model_does_not_load_what_reads_plants() -> None:
    modules = loaded("import ipog.model")
    assert not modules & {"pydantic", "yaml", "click", "ipog.plant"}


def test_the_app_shows_its_first_screen_without_the_model() -> None:
    modules = loaded("from ipog.tui.app import IpogApp; IpogApp()")
    assert "textual" in modules
    assert not modules & {"numpy", "pydantic", "yaml", "ipog.model", "ipog.plant", "click"}
