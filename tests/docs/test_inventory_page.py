"""The page of the South African inventory says what the program says, and its fleet where it is from."""

from __future__ import annotations

import runpy
from pathlib import Path

from ipog.examples import tables
from ipog.sources import cite

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "build_inventory_page.py"))


def test_the_page_is_that_of_today() -> None:
    page = (ROOT / "manual" / "south-africa-2015.md").read_text(encoding="utf-8")
    assert page == SCRIPT["page"](), "run scripts/build_inventory_page.py"


def test_every_row_of_the_fleet_has_sources_and_says_what_is_assumed() -> None:
    rows = SCRIPT["rows"]()
    assert SCRIPT["FLEET"] in tables()
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["x_assumed"]
        for key in row["x_sources"].split("; "):
            assert cite(key).citation
