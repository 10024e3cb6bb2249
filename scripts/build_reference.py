"""Write the manual's reference pages that follow from the data: coefficients and bibliography.

python scripts/build_reference.py            # write manual/parameters.md and manual/bibliography.md
python scripts/build_reference.py --check    # write nothing; exit with 1 if a page is out of date
"""

from __future__ import annotations

import sys

from ipog.model import calibration, prior_table, table
from ipog.model.parameters import Parameter
from ipog.sources import bibliography
from pages import write

HEADS = "| coefficient | value | 95 % range | unit | standing | before the fit | units | what it does |"
WORDS = {
    "read": "read",
    "secondary": "read in a work that quotes it",
    "recalled": "from memory, to be verified",
}


def figure(value: float) -> str:
    return f"{value:.3g}"


def parameters_page() -> str:
    """Every coefficient: the value in force with its 95 % range, and the prior where data changed it."""
    about = calibration().about
    lines = [
        "# Coefficients",
        "",
        "Every coefficient of the model, with the range that holds it with 95 % confidence. *Fitted* values",
        "come from the calibration on field units; the value believed before stands behind them. *Judgement*",
        "is no publication: it is a prior with wide bounds. This page is written by",
        "`scripts/build_reference.py` from `parameters.toml` and `calibrated.toml`.",
        "",
        f"Set of {about['set']['date']}, fitted to {about['diagnostics']['units']:.0f} units.",
    ]
    group = ""
    for name, row in table().items():
        if name.split(".")[0] != group:
            group = name.split(".")[0]
            lines += [
                "",
                f"## {group.replace('_', ' ')}",
                "",
                HEADS,
                "|---|---|---|---|---|---|---|---|",
            ]
        lines.append(_row(name, row, prior_table()[name]))
    return "\n".join([*lines, ""])


def _row(name: str, row: Parameter, before: Parameter) -> str:
    fitted = row.kind == "fitted"
    earlier = f"{figure(before.value)}, {before.kind} ([{before.source}](bibliography.md))" if fitted else ""
    count = str(calibration().informed_by[name]) if fitted else "0"
    cells = (
        f"`{name}`",
        figure(row.value),
        f"{figure(row.low)} to {figure(row.high)}",
        row.unit,
        f"{row.kind} ([{row.source}](bibliography.md))",
        earlier,
        count,
        row.note,
    )
    return f"| {' | '.join(cells)} |"


def bibliography_page() -> str:
    """Every source by key."""
    lines = [
        "# Bibliography",
        "",
        "Every number of ipog names one of these keys. What was only recalled is marked, and waits for",
        "someone with the publication at hand.",
    ]
    for key, source in sorted(bibliography().items()):
        lines += [
            "",
            f"**{key}** ({WORDS[source.access]})  ",
            source.citation + (f" <{source.url}>" if source.url else ""),
        ]
        if source.note:
            lines[-1] += "  "
            lines.append(f"*{source.note}*")
    return "\n".join([*lines, ""])


PAGES = {"parameters.md": parameters_page, "bibliography.md": bibliography_page}

if __name__ == "__main__":
    sys.exit(write(PAGES, sys.argv[1:]))
