"""Rows of a table that are worked on at once: as rows, as columns, and as little to send to a process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from ipog.batch.tables import Cell

Numbered = tuple[int, list[Cell]]
"""The number of a row as a spreadsheet counts, and its cells."""

_BETWEEN = "\0"


class Grid(Sequence[Numbered]):
    """Some rows of a table.

    Parameters
    ----------
    rows : the first of them

    Attributes
    ----------
    width : cells that each row has; None if they differ
    """

    def __init__(self, rows: Iterable[Numbered] = ()) -> None:
        self.width: int | None = 0
        self._numbers: list[int] = []
        self._columns: list[str] | None = None
        self.take(rows)

    @classmethod
    def of(cls, rows: Sequence[Numbered]) -> Grid:
        """Rows as a grid, if they are not one yet."""
        return rows if isinstance(rows, Grid) else cls(rows)

    def take(self, rows: Iterable[Numbered]) -> None:
        """Take more rows, each as soon as it is read; those that were taken stay if reading fails."""
        numbers, cells, width = self._numbers, self._cells, self.width
        for number, row in rows:
            if len(row) != width:
                if numbers:
                    self._by_row()
                    width = None
                elif width is not None:
                    width = self.width = len(row)
            numbers.append(number)
            if width is None:
                self._cells.append(row)
            else:
                cells += row

    def _by_row(self) -> None:
        if self.width is not None:
            self._cells = [row for _, row in self]
            self.width = None

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
        if self._columns is not None and at < len(self._columns):
            return list(self._columns[at].split(_BETWEEN))
        if self.width is None:
            return [row[at] if at < len(row) else None for row in self._cells]
        return self._cells[at :: self.width] if at < self.width else [None] * len(self)

    @cached_property
    def all_texts(self) -> bool:
        """Whether all cells are texts, as those of CSV are."""
        if self._columns is not None:
            return True
        return self.width is not None and set(map(type, self._cells)) == {str}

    def widths(self) -> list[int]:
        """How many cells each row has."""
        return [len(row) for row in self._cells] if self.width is None else [self.width] * len(self)

    @cached_property
    def _cells(self) -> list[Any]:
        """The cells of all rows, one after the other; the rows themselves where their widths differ."""
        if self._columns is None:
            return []
        cells: list[Any] = [None] * (len(self._numbers) * len(self._columns))
        for at in range(len(self._columns)):
            cells[at :: len(self._columns)] = self.column(at)
        return cells

    def __getstate__(self) -> dict[str, Any]:
        columns = self._columns
        if columns is None and self.width:
            try:
                # A few texts are sent in a fraction of the time that a million take.
                columns = [_BETWEEN.join(self._cells[at :: self.width]) for at in range(self.width)]
            except TypeError:
                columns = None
            if columns is not None and any(each.count(_BETWEEN) >= len(self) for each in columns):
                columns = None
        cells = self._cells if columns is None else None
        return {"numbers": self.numbers, "width": self.width, "columns": columns, "cells": cells}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._numbers, self.width = state["numbers"].tolist(), state["width"]
        self._columns = state["columns"]
        if self._columns is None:
            self._cells = state["cells"]
