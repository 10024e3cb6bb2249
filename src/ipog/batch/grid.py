"""Rows of a table that are worked on at once: as rows, as columns, and as little to send to a process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from ipog.batch.tables import Cell

Numbered = tuple[int, list[Cell]]
"""The number of a row as a spreadsheet counts, and its cells."""

_BETWEEN = "\0"
_AT_ONCE = 500
"""Rows that are taken together: few enough to stay in the processor's cache."""


class Grid(Sequence[Numbered]):
    """Some rows of a table.

    Equally long rows of texts are held as one text a column, which is made, kept and sent in a fraction of
    the time that a million texts take.

    Parameters
    ----------
    rows : the first of them

    Attributes
    ----------
    width : cells that each row has; None if they differ
    """

    def __init__(self, rows: Iterable[Numbered] = ()) -> None:
        self.width: int | None = None
        self._numbers: list[int] = []
        self._texts: list[list[str]] | None = []
        self.take(rows)

    @classmethod
    def of(cls, rows: Sequence[Numbered]) -> Grid:
        """Rows as a grid, if they are not one yet."""
        return rows if isinstance(rows, Grid) else cls(rows)

    def take(self, rows: Iterable[Numbered]) -> None:
        """Take more rows, each as soon as it is read; those that were taken stay if reading fails."""
        rows = iter(rows)
        while True:
            some: list[Numbered] = []
            try:
                some += islice(rows, _AT_ONCE)
            finally:
                if some:
                    self._add([number for number, _ in some], [row for _, row in some])
            if len(some) < _AT_ONCE:
                return

    def _add(self, numbers: list[int], rows: list[list[Cell]]) -> None:
        widths = set(map(len, rows))
        if not self._numbers and len(widths) == 1:
            self.width = len(rows[0])
        if widths != {self.width}:
            self._by_row()
            self._cells += rows
        else:
            cells = list(chain.from_iterable(rows))
            texts = None if self._texts is None else _joined(cells, len(rows[0]), len(rows))
            if self._texts is None or texts is None:
                self._by_cell()
                self._cells += cells
            else:
                self._texts.append(texts)
        self._numbers += numbers

    def _by_row(self) -> None:
        """Hold the rows one by one, since their widths differ."""
        if self.width is not None or self._texts is not None:
            self._cells = [row for _, row in self]
            self.width = self._texts = None

    def _by_cell(self) -> None:
        """Hold the cells one by one, since they are not all texts."""
        if self._texts is not None:
            self._cells = list(self._cells)
            self._texts = None

    @property
    def numbers(self) -> NDArray[np.int64]:
        """Numbers of the rows."""
        return np.array(self._numbers, np.int64)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Numbered: ...
    @overload
    def __getitem__(self, place: slice) -> list[Numbered]: ...
    def __getitem__(self, place: int | slice) -> Numbered | list[Numbered]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        number = self._numbers[place]
        if self.width is None:
            return number, self._cells[place]
        return number, self._cells[place * self.width : (place + 1) * self.width]

    def column(self, at: int) -> list[Cell]:
        """A cell of each row; None for rows that don't have it."""
        if self.width is None:
            return [row[at] if at < len(row) else None for row in self._cells]
        if at >= self.width:
            return [None] * len(self)
        if self._texts is not None:
            # Of no row there is no text to part.
            return list(self._joined_column(at).split(_BETWEEN)) if self._texts else []
        return self._cells[at :: self.width]

    def only(self, at: int) -> str | None:
        """The text that all rows have, as in a column that is left empty; None if they differ, or may."""
        if not self._texts or self.width is None or at >= self.width:
            return None
        text, rows = self._joined_column(at), len(self)
        first = text.partition(_BETWEEN)[0]
        same = len(text) == (len(first) + 1) * rows - 1 and text == _BETWEEN.join([first] * rows)
        return first if same else None

    def _joined_column(self, at: int) -> str:
        assert self._texts is not None, "the cells are texts"
        return _BETWEEN.join([texts[at] for texts in self._texts])

    @property
    def all_texts(self) -> bool:
        """Whether all cells are texts, as those of CSV are."""
        return self._texts is not None

    def widths(self) -> list[int]:
        """How many cells each row has."""
        return [len(row) for row in self._cells] if self.width is None else [self.width] * len(self)

    @cached_property
    def _cells(self) -> list[Any]:
        """The cells of all rows, one after the other; the rows themselves where their widths differ."""
        width = self.width or 0
        cells: list[Any] = [None] * (len(self._numbers) * width)
        for at in range(width):
            cells[at::width] = self.column(at)
        return cells

    def __getstate__(self) -> dict[str, Any]:
        texts = self._texts
        if texts:
            texts = [[self._joined_column(at) for at in range(self.width or 0)]]
        cells = self._cells if texts is None else None
        return {"numbers": self.numbers, "width": self.width, "texts": texts, "cells": cells}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._numbers, self.width = state["numbers"].tolist(), state["width"]
        self._texts = state["texts"]
        if self._texts is None:
            self._cells = state["cells"]


def _joined(cells: list[Any], width: int, rows: int) -> list[str] | None:
    """The cells of equally long rows, a text a column; None if they are not all texts, or can't be parted."""
    try:
        texts = [_BETWEEN.join(cells[at::width]) for at in range(width)]
    except TypeError:
        return None
    return texts if all(text.count(_BETWEEN) == rows - 1 for text in texts) else None
