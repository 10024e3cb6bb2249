"""Reference pages made from the data are up to date."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from ipog import vocabulary
from ipog.limits.table import limits

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = {
    script: runpy.run_path(str(ROOT / "scripts" / script))
    for script in ("build_reference.py", "build_lists.py")
}
MADE = [(script, name) for script, found in SCRIPTS.items() for name in sorted(found["PAGES"])]


@pytest.mark.parametrize(("script", "name"), MADE)
def test_page_is_what_the_script_writes(script: str, name: str) -> None:
    shown = (ROOT / "manual" / name).read_text(encoding="utf-8")
    assert shown == SCRIPTS[script]["PAGES"][name](), f"run scripts/{script}"


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_check_tells_an_old_page_and_writes_nothing(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = SCRIPTS[script]
    monkeypatch.setitem(found["main"].__globals__, "MANUAL", tmp_path)
    assert found["main"](True) == 1
    assert capsys.readouterr().out.count("out of date") == len(found["PAGES"])
    assert list(tmp_path.iterdir()) == []
    assert found["main"](False) == 0
    assert found["main"](True) == 0


def test_no_device_and_no_limit_is_left_out() -> None:
    devices = (ROOT / "manual" / "devices.md").read_text(encoding="utf-8")
    assert all(f"`type: {kind}`" in devices for kind in vocabulary.words("device_type"))
    page = (ROOT / "manual" / "limits.md").read_text(encoding="utf-8")
    assert all(f"| `{limit}` |" in page for limit in limits())
