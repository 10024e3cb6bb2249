"""Write the manual's page of worked advice, as ``ipog advise`` prints it.

python scripts/build_advice_examples.py      # write manual/advice-examples.md
"""

from __future__ import annotations

from pathlib import Path

from ipog.advice import Site, advise
from ipog.cli.render.advice_table import advice_table
from ipog.examples import read
from ipog.files import read_plant_text

PAGE = Path(__file__).resolve().parent.parent / "manual" / "advice-examples.md"

EXAMPLES = {
    "cn-guo-2007": (
        "High-ash coal behind an ESP alone",
        "No capacity factor and no costs are given; all that was assumed stands at the end.",
        Site(),
        [],
    ),
    "us-cheng-2009": (
        "Bituminous coal with SCR, ESP and wet scrubber",
        "What stands there is optimised first; the tree rules new equipment out, since the gap is small.",
        Site(),
        [],
    ),
    "us-st-clair": (
        "Subbituminous coal with brominated carbon before the ESP, whose ash is sold",
        "The site says that the ash is sold, which rules carbon in it out.",
        Site(ash_sold=True),
        ["--site", "ash_sold=yes"],
    ),
}
"""Example, heading, remark, site and options."""


def shown(example: str, site: Site) -> str:
    """What ``ipog advise`` prints for an example."""
    return advice_table(advise(read_plant_text(read(example)), site=site))


def page() -> str:
    """The page."""
    lines = [
        "# Advice, worked through",
        "",
        "Three of the shipped examples, as `ipog advise` prints them. Each figure can be followed: the walk",
        "names the facts behind every answer, the account names source and year of every cost, and",
        "`ipog run` on a changed plant file gives the same mercury. This page is written by",
        "`scripts/build_advice_examples.py`.",
    ]
    for example, (heading, remark, site, options) in EXAMPLES.items():
        words = " ".join(f"'{word}'" if " " in word else word for word in options)
        lines += ["", f"## {heading}", "", remark, "", "```console"]
        lines += [f"$ ipog advise example:{example} {words}".rstrip(), "```", "", "```text"]
        lines += [shown(example, site).rstrip("\n"), "```"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
