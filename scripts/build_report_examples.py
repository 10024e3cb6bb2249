"""Write the example reports that the manual links to, as ``ipog report`` makes them.

python scripts/build_report_examples.py      # write manual/reports/*.html
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ipog.advice import advise
from ipog.evaluate import DEFAULT_SAMPLES, evaluate
from ipog.examples import read
from ipog.files import read_plant_text
from ipog.report import build
from ipog.report.html import as_html
from ipog.report.rules_part import with_rules, without_rules

FOLDER = Path(__file__).resolve().parent.parent / "manual" / "reports"

EXAMPLES = {"us-cheng-2009": True, "us-pleasant-prairie": False, "za-duvha": False}
"""Examples, and whether the report says what to do."""

DAY = date(2026, 11, 24)
"""Fixed, so that a report changes only with its figures."""


def page(example: str, *, with_advice: bool) -> str:
    """The report of an example."""
    text = read(example)
    plant = read_plant_text(text)
    advice = advise(plant) if with_advice else None
    evaluation, chances = without_rules(plant, evaluate(with_rules(plant, DAY), samples=DEFAULT_SAMPLES))
    return as_html(build(plant, evaluation, text, DAY, advice, chances))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, advised in EXAMPLES.items():
        path = FOLDER / f"{name}.html"
        path.write_text(page(name, with_advice=advised), encoding="utf-8", newline="\n")
