"""Cells of a table's rows by column: each different cell is looked at once, and rows are arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from ipog.batch.block import Words
from ipog.batch.grid import Grid
from ipog.batch.rows import has_comma, has_point
from ipog.batch.shapes import NO_YEAR, WRONG, Key, Shapes, marked
from ipog.batch.tables import Cell

Places = NDArray[np.intp]

_MOST = 2**62


class Cells:
    """The rows of a chunk by column, and which of them can be read so.

    Parameters
    ----------
    shapes : what is known of the table's rows
    rows : the rows
    skipped : numbers of rows to leave alone

    Attributes
    ----------
    numbers : of the rows
    good : whether a row can be read by column
    """

    def __init__(self, shapes: Shapes, rows: Grid, skipped: set[int]) -> None:
        self.shapes = shapes
        head = shapes.head
        shapes.make_room()
        self.numbers = rows.numbers
        self._all_texts = rows.all_texts
        self.good = np.ones(len(rows), bool)
        if rows.width != head.width:
            self.good &= [0 < width <= head.width for width in rows.widths()]
        first = rows.column(0)
        if not self._are_texts(first) or "#" in "".join(filter(None, first)):
            # Remarks.
            self.good &= [not str(cell).startswith("#") for cell in first]
        if skipped:
            self.good &= ~np.isin(self.numbers, list(skipped))
        self._codes = {at: self._coded(at, rows) for at in self._coded_columns()}
        self._labels = {name: self._named(rows.column(at)) for name, at in shapes.labels.items()}
        for at in shapes.at("remark"):
            only = rows.only(at)
            remarks = rows.column(at) if only is None else [only]
            if not self._are_texts(remarks) or not "".join(filter(None, remarks)).isascii():
                self._named(remarks)
        for at in shapes.at("year"):
            self.good &= shapes.years(at)[self._codes[at]] != WRONG
        if head.decimal_comma:
            self.good &= ~self._mixed_decimals()

    def _are_texts(self, column: Sequence[Cell]) -> TypeGuard[Sequence[str | None]]:
        return self._all_texts or set(map(type, column)) <= {str, type(None)}

    def _coded_columns(self) -> list[int]:
        return [at for kind in ("word", "figure", "feed", "year") for at in self.shapes.at(kind)]

    def _coded(self, at: int, rows: Grid) -> Places:
        codes, only = self.shapes.codes(at), rows.only(at)
        if only is not None:
            return np.full(len(rows), codes[only], np.intp)
        column = rows.column(at)
        keys: Sequence[object] = column if self._are_texts(column) else [marked(cell) for cell in column]
        return np.fromiter(map(codes.__getitem__, keys), np.intp, len(keys))

    def _named(self, column: Sequence[Cell]) -> list[Any]:
        """Names of the rows; rows whose name is no text are struck out."""
        if self._are_texts(column):
            strip: Any = _strip if None in column else str.strip
            found: list[str | None] = list(map(strip, column))
            if "" in found:
                found = [cell or None for cell in found]
            if not "".join(filter(None, column)).isascii():
                self.good &= [cell is None or _is_unicode(cell) for cell in found]
            return found
        bare = [(cell.strip() or None) if isinstance(cell, str) else cell for cell in column]
        self.good &= [
            cell is None or (_is_unicode(cell) if isinstance(cell, str) else type(cell) is int)
            for cell in bare
        ]
        return [str(cell) if type(cell) is int else cell for cell in bare]

    def _mixed_decimals(self) -> NDArray[np.bool_]:
        """Rows of which some numbers have a decimal point and others a decimal comma."""
        points = np.zeros(len(self.good), bool)
        commas = points.copy()
        for heading in self.shapes.head.headings:
            if heading.column.holds_number and heading.at in self._codes:
                codes, cells = self._codes[heading.at], self.shapes.codes(heading.at).cells
                points |= np.array([has_point(cell) for cell in cells])[codes]
                commas |= np.array([has_comma(cell) for cell in cells])[codes]
        return points & commas

    def years(self, places: Places) -> NDArray[np.int64]:
        """The years that some rows were commissioned in; :data:`NO_YEAR` where none is given."""
        for at in self.shapes.at("year"):
            return np.asarray(self.shapes.years(at)[self._codes[at][places]])
        return np.full(len(places), NO_YEAR)

    def ids(self, places: Places) -> list[Any]:
        """The rows' own ids; None for rows without one."""
        column = self._labels.get("id")
        return [None] * len(places) if column is None else list(map(column.__getitem__, places.tolist()))

    def labels(self, name: str, unnamed: str | None = None) -> Words:
        """What a column calls the rows; ``unnamed`` for rows without a name."""
        column = self._labels.get(name)
        if column is None:
            return Words([unnamed], np.zeros(len(self.good), np.intp))
        words = Words.of(column)
        return words if unnamed is None else Words([text or unnamed for text in words.words], words.places)

    def has_label(self, name: str) -> NDArray[np.bool_]:
        """Whether a column gives a row a name."""
        column = self._labels.get(name)
        if column is None:
            return np.zeros(len(self.good), bool)
        if None not in column:
            return np.ones(len(column), bool)
        return np.array([cell is not None for cell in column], bool)

    def codes(self, at: int) -> Places:
        """The numbers of a column's cells, which :meth:`Shapes.codes` tells."""
        return self._codes[at]

    def shape_keys(self) -> tuple[list[Key], Places]:
        """Keys of the rows' shapes, each once, and which of them a row has."""
        words, figures = self.shapes.at("word"), self.shapes.at("figure")
        filled = [self._filled(at)[self._codes[at]] for at in figures]
        numbers = [(self._codes[at], len(self.shapes.codes(at))) for at in words]
        first, places = combined([*numbers, *((given, 2) for given in filled)], len(self.good))
        cells = [self.shapes.codes(at).cells for at in words]
        keys = [
            (
                *(marked(known[self._codes[at][row]]) for at, known in zip(words, cells, strict=True)),
                *(bool(given[row]) for given in filled),
            )
            for row in first.tolist()
        ]
        return keys, places

    def feed_keys(self) -> tuple[list[Key], Places]:
        """Keys of the rows' feeds, each once, and which of them a row has."""
        feed = self.shapes.at("feed")
        first, places = combined(
            [(self._codes[at], len(self.shapes.codes(at))) for at in feed], len(self.good)
        )
        cells = [self.shapes.codes(at).cells for at in feed]
        keys = [
            tuple(marked(known[self._codes[at][row]]) for at, known in zip(feed, cells, strict=True))
            for row in first.tolist()
        ]
        return keys, places

    def _filled(self, at: int) -> NDArray[np.bool_]:
        return np.array([cell is not None for cell in self.shapes.codes(at).cells], bool)


def combined(columns: Sequence[tuple[NDArray[Any], int]], rows: int) -> tuple[Places, Places]:
    """Rows that are the first of their kind in some columns of numbers, and the kind of each row.

    Parameters
    ----------
    columns : numbers of the rows from 0, and how many numbers there are
    rows : how many rows there are
    """
    whole = np.zeros(rows, np.int64)
    size = 1
    for numbers, count in columns:
        if size * count > _MOST:
            kinds, whole = np.unique(whole, return_inverse=True)
            size = len(kinds)
        whole = whole * count + numbers
        size *= count
    _, first, places = np.unique(whole, return_index=True, return_inverse=True)
    return first, places


def _strip(text: str | None) -> str | None:
    return None if text is None else text.strip()


def _is_unicode(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
