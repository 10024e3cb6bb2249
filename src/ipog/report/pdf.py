"""A report as PDF, set by typst without a browser."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from ipog.report.document import Block, Bullets, Picture, Report, Table, Words
from ipog.report.draw import figure_of
from ipog.report.drawing import saved
from ipog.report.extras import require_for
from ipog.report.letters import page_fonts
from ipog.report.safe import breakable, columns

_LONG_CELL = 22
"""Letters from which on a column shares the width of the page instead of taking what it needs."""
_LONGEST_CELL = 70
"""Letters from which on a column gets no more of the width than others."""
_PAGE = 92
"""Letters that stand beside each other in the tables of a page."""
_LEAST = 24
"""Letters that a column of words should have room for."""


def as_pdf(report: Report) -> bytes:
    """The report as the bytes of a PDF; raises InputError if an extra is missing."""
    require_for(".pdf")
    # Text goes to the template as data, so that nothing in it is ever read as markup.
    families, folders = page_fonts()
    inputs = {"report": json.dumps(_data(report) | {"fonts": families})}
    own = Path(import_module("matplotlib").get_data_path()) / "fonts" / "ttf"
    with as_file(files("ipog.report").joinpath("page.typ")) as template:
        pdf: bytes = import_module("typst").compile(
            template.read_bytes(), font_paths=[str(folder) for folder in (own, *folders)], sys_inputs=inputs
        )
    return pdf


def _data(report: Report) -> dict[str, Any]:
    return {
        "title": breakable(report.title),
        "date": report.date,
        "provenance": report.provenance,
        "language": report.language.partition("_")[0],
        "sections": [
            {
                "title": breakable(section.title),
                "level": section.level - 1,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in report.sections
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": block.kind}
    if isinstance(block, Words):
        return data | {"text": breakable(block.text)}
    if isinstance(block, Bullets):
        return data | {"items": [breakable(item) for item in block.items]}
    if isinstance(block, Table):
        return data | {
            "caption": breakable(block.caption),
            "head": list(block.head),
            "rows": [[breakable(cell) for cell in row] for row in block.rows],
            "align": list(block.align),
            "weights": weights(block),
        }
    if isinstance(block, Picture):
        # Within pictures, typst looks for letters in the first font alone.
        paths = len(page_fonts()[0]) > 1
        svg = saved(lambda: figure_of(block.chart), block.key, "svg", paths=paths).decode("utf-8")
        return data | {"title": breakable(block.title), "alt": block.alt, "svg": svg}
    return data | {"lines": [breakable(line, 80) for line in block.text.rstrip().splitlines()]}


def weights(block: Table) -> list[int]:
    """Part of the width that each column of words gets; 0 for one that takes what it needs.

    Where too little would be left for words, the heads of the others are broken: they get so many letters,
    as a negative number.
    """
    places = range(len(block.head))
    longest = [max((columns(row[place]) for row in block.rows), default=0) for place in places]
    found = [
        0 if block.align[place] == ">" or longest[place] <= _LONG_CELL else min(longest[place], _LONGEST_CELL)
        for place in places
    ]
    needed = sum(
        _LEAST if found[place] else max(longest[place], columns(block.head[place])) for place in places
    )
    if needed > _PAGE:
        for place in places:
            if not found[place] and columns(block.head[place]) > longest[place]:
                found[place] = -max(longest[place], _longest_word(block.head[place]))
    return found


def _longest_word(text: str) -> int:
    """Letters of the longest word; Chinese may be broken anywhere."""
    return max((len(word) if columns(word) == len(word) else 4 for word in text.split()), default=0)
