"""Pieces of a lesson as what Textual can show: text is never markup."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from ipog.language import before_more, tr
from ipog.workshop.questions import RIGHT, WRONG, Verdict
from ipog.workshop.rows import Listing, Piece, Table, Words


def shown(pieces: Sequence[Piece]) -> RenderableType:
    """Pieces below each other, an empty line between paragraphs."""
    parts: list[RenderableType] = []
    for place, piece in enumerate(pieces):
        parts.append(_piece(piece))
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        in_list = isinstance(piece, Words) and piece.mark and isinstance(after, Words) and after.mark
        if after is not None and not in_list:
            parts.append(Text(""))
    return Group(*parts)


def verdict_words(verdict: Verdict) -> Text:
    """What is said of an answer, its first word strong."""
    first = {True: tr(RIGHT), False: tr(WRONG), None: ""}[verdict.right]
    return Text.assemble((before_more(first), "bold"), verdict.why)


def _piece(piece: Piece) -> RenderableType:
    if isinstance(piece, Table):
        return _table(piece)
    if isinstance(piece, Listing):
        return Padding(Text(piece.text), (0, 0, 0, 4))
    words = Text(piece.text, style="bold" if piece.strong else "")
    if not piece.mark:
        return words
    entry = RichTable.grid(padding=(0, 1, 0, 0))
    entry.add_column(no_wrap=True)
    entry.add_column()
    entry.add_row(Text(piece.mark), words)
    return entry


def _table(table: Table) -> RenderableType:
    found = RichTable(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for number, head in enumerate(table.heads):
        found.add_column(Text(head), justify="right" if number else "left", no_wrap=bool(number))
    for row in table.rows:
        found.add_row(*(Text(cell) for cell in row))
    return found
