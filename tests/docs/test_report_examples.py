"""The example reports of the manual show the shipped examples, with the figures of this version."""

from __future__ import annotations

import html
import re
import runpy
from pathlib import Path

import pytest

from ipog.evaluate import evaluate
from ipog.examples import read
from ipog.files import read_plant_text

ROOT = Path(__file__).parents[2]
EXAMPLES = runpy.run_path(str(ROOT / "scripts" / "build_report_examples.py"))["EXAMPLES"]
AGAIN = "run scripts/build_report_examples.py"


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def page(example: str) -> str:
    return (ROOT / "manual" / "reports" / f"{example}.html").read_text(encoding="utf-8")


def test_each_report_ends_with_its_plant_file(example: str) -> None:
    found = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", page(example), re.DOTALL)
    assert found is not None
    assert html.unescape(found.group(1)) == read(example), AGAIN


def test_each_report_has_the_figures_of_this_version(example: str) -> None:
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td class=number>(.*?)</td>', page(example), re.DOTALL)
    figures = {html.unescape(name): value for name, value in reversed(rows)}
    for unit in evaluate(read_plant_text(read(example))).units:
        assert float(figures[unit.name]) == pytest.approx(unit.stack.hg_ug_nm3, rel=0.02), AGAIN


def test_advice_is_where_the_script_says(example: str) -> None:
    assert ("What to do</h3>" in page(example)) == EXAMPLES[example]


def test_the_manual_links_to_each(example: str) -> None:
    assert f"(reports/{example}.html)" in (ROOT / "manual" / "report.md").read_text(encoding="utf-8")
