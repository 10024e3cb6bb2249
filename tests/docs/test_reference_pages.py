"""Reference pages made from the data are up to date."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = runpy.run_path(str(ROOT / "scripts" / "build_reference.py"))["PAGES"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_is_what_the_script_writes(name: str) -> None:
    shown = (ROOT / "manual" / name).read_text(encoding="utf-8")
    assert shown == PAGES[name](), "run scripts/build_reference.py"
