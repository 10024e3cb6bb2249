"""A report as Markdown, with the charts in words; it needs no extra."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipog.report.document import Block, Bullets, Picture, Report, Table, Words

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|!$~&])")
"""Signs that Markdown, or HTML within it, would act on."""


def as_markdown(report: Report) -> str:
    """The report as CommonMark with tables."""
    lines = [f"# {escaped(report.title)}", "", escaped(f"{report.date}. {report.provenance}.")]
    for section in report.sections:
        lines += ["", f"{'#' * section.level} {escaped(section.title)}"]
        for block in section.blocks:
            lines += ["", *_block(block)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    marked = _MARKS.sub(r"\\\1", text)
    # What would start a list or a heading at the start of a line.
    return re.sub(r"^(\d*)([-+=.)])(?=[\s=-]|$)", r"\1\\\2", marked)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Words):
        yield escaped(block.text)
    elif isinstance(block, Bullets):
        yield from (f"- {escaped(item)}" for item in block.items)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Picture):
        yield f"**{escaped(block.title)}.** {escaped(block.alt)}"
    else:
        # A fence longer than any run of the same sign within.
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", block.text)), default=0))
        yield f"{fence}yaml\n{block.text.rstrip()}\n{fence}"


def _table(block: Table) -> Iterator[str]:
    yield f"**{escaped(block.caption)}**"
    yield ""
    yield _row(block.head)
    yield _row_of_marks(block.align)
    yield from (_row(row) for row in block.rows)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def _row_of_marks(align: str) -> str:
    return "| " + " | ".join("---:" if side == ">" else "---" for side in align) + " |"
