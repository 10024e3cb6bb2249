"""The worked advice of the manual is that of the program."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from ipog.advice import advise
from ipog.advice.tree import shipped_tree
from ipog.examples import read
from ipog.files import read_plant_text

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "build_advice_examples.py"))
PAGE = (ROOT / "manual" / "advice-examples.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", SCRIPT["EXAMPLES"])
def test_the_walk_on_the_page_is_that_of_today(example: str):
    heading, remark, site, _ = SCRIPT["EXAMPLES"][example]
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    assert remark in section
    said = re.sub(r"\s+", " ", section)
    unit = advise(read_plant_text(read(example)), site=site, samples=300).units[0]
    shown = [f"{node.question} " in said for node in shipped_tree().nodes.values()]
    walked = {visit.node for visit in unit.trace.visits}
    assert dict(zip(shipped_tree().nodes, shown, strict=True)) == {
        name: name in walked for name in shipped_tree().nodes
    }, "run scripts/build_advice_examples.py"
    for visit in unit.trace.visits:
        assert f"{visit.question} {'YES' if visit.answer else 'NO'}" in said


def test_every_example_of_the_page_is_shown_with_its_command():
    for example in SCRIPT["EXAMPLES"]:
        assert f"$ ipog advise example:{example}" in PAGE
