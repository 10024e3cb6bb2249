"""The page on validation carries what the command prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ipog.cli.main import main

PAGE = Path(__file__).parents[2] / "manual" / "validation.md"
BLOCK = re.compile(
    r"(?<=<!-- begin: ipog validate --format markdown -->\n).*?(?=<!-- end -->)", re.MULTILINE | re.DOTALL
)
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?")


def test_the_page_holds_the_result_of_the_command(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written = tmp_path / "now.md"
    assert main(["validate", "--format", "markdown", "-o", str(written)]) == 0
    now = written.read_text(encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("--update-golden"):
        PAGE.write_text(BLOCK.sub(lambda _: now, page), encoding="utf-8", newline="\n")
        return
    found = BLOCK.search(page)
    assert found is not None
    before = found.group()
    assert NUMBER.sub("#", now) == NUMBER.sub("#", before), "pytest --update-golden writes it anew"
    # The last bits of a logarithm differ between processors, so a figure may round to its other neighbour.
    for new, old in zip(NUMBER.findall(now), NUMBER.findall(before), strict=True):
        step = 10.0 ** -len(old.partition(".")[2])
        assert abs(float(new) - float(old)) <= 1.01 * step, (new, old)
