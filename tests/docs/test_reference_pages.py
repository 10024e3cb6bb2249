"""Reference pages made from code and data are up to date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import build_interface
import build_lists
import build_reference
import pages
from ipog import vocabulary
from ipog.cli.main import COMMANDS
from ipog.limits.table import limits

MANUAL = Path(__file__).resolve().parents[2] / "manual"
MADE = [
    (script.__name__, name, page)
    for script in (build_interface, build_lists, build_reference)
    for name, page in script.PAGES.items()
]


@pytest.mark.parametrize(("script", "name", "page"), MADE, ids=[name for _, name, _ in MADE])
def test_page_is_what_the_script_writes(script: str, name: str, page: Callable[[], str]) -> None:
    assert (MANUAL / name).read_text(encoding="utf-8") == page(), f"run scripts/{script}.py"


def test_a_check_tells_an_old_page_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = {"one.md": lambda: "# One\n", "two.md": lambda: "# Two\n"}
    assert pages.write(made, ["--check"], tmp_path) == 1
    assert capsys.readouterr().out == "out of date: manual/one.md\nout of date: manual/two.md\n"
    assert list(tmp_path.iterdir()) == []
    assert pages.write(made, [], tmp_path) == 0
    assert (tmp_path / "two.md").read_text(encoding="utf-8") == "# Two\n"
    assert pages.write(made, ["--check"], tmp_path) == 0


def test_no_device_limit_or_command_is_left_out() -> None:
    text = {name: (MANUAL / name).read_text(encoding="utf-8") for _, name, _ in MADE}
    assert all(f"`type: {kind}`" in text["devices.md"] for kind in vocabulary.words("device_type"))
    assert all(f"| `{limit}` |" in text["limits.md"] for limit in limits())
    assert all(f"## ipog {command}\n" in text["commands.md"] for command in COMMANDS)
