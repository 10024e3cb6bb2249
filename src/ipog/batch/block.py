"""Results of a chunk as columns: rows that have the same columns stand in one block."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plain = str | int | float | bool | None
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Words:
    """A column of few texts.

    Attributes
    ----------
    words : each text once
    places : which of them a row has
    """

    words: Sequence[str | None]
    places: Places

    def tolist(self) -> list[str | None]:
        """A text a row."""
        words = self.words
        return [words[place] for place in self.places.tolist()]


Values = NDArray[Any] | Words | list[Any] | Plain
"""What a column holds: an array of figures (nan for none), whole numbers or truth values; texts; or one
value that all rows have."""


def values_of(values: Values, rows: int) -> list[Any]:
    """A value a row."""
    if isinstance(values, list):
        return values
    if isinstance(values, Words):
        return values.tolist()
    if isinstance(values, np.ndarray):
        listed: list[Any] = values.tolist()
        if values.dtype.kind == "f" and np.isnan(values).any():
            return [None if math.isnan(value) else value for value in listed]
        return listed
    return [values] * rows


def kind_of(value: object) -> str:
    """What a value is: ``"bool"``, ``"int"``, ``"float"`` or ``"text"``."""
    if isinstance(value, bool):
        return "bool"
    return "int" if isinstance(value, int) else "float" if isinstance(value, float) else "text"


_KINDS = {"b": "bool", "i": "int", "f": "float"}


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that have the same columns.

    Attributes
    ----------
    places : of the rows among all rows of the chunk
    columns : values by name, in the order of the columns
    """

    places: Places
    columns: Mapping[str, Values]

    def __len__(self) -> int:
        return len(self.places)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each row with its values by name."""
        names = list(self.columns)
        lists = [values_of(values, len(self)) for values in self.columns.values()]
        for row in zip(*lists, strict=True):
            yield dict(zip(names, row, strict=True))

    def kinds(self) -> Iterator[tuple[str, str]]:
        """Name and kinds of the columns that hold anything."""
        for name, values in self.columns.items():
            if isinstance(values, np.ndarray):
                if values.dtype.kind != "f" or not np.isnan(values).all():
                    yield name, _KINDS[values.dtype.kind]
            elif isinstance(values, Words | list):
                found = values.words if isinstance(values, Words) else values
                for kind in {kind_of(value) for value in found if value is not None}:
                    yield name, kind
            elif values is not None:
                yield name, kind_of(values)


@dataclass(slots=True)
class Results:
    """The rows of a chunk's results, in blocks or one by one.

    Attributes
    ----------
    blocks : rows as columns
    single : rows by their place
    """

    blocks: list[Block] = field(default_factory=list)
    single: dict[int, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[dict[str, Any]]) -> Results:
        """Rows one by one, in order."""
        return cls([], dict(enumerate(rows)))

    def __len__(self) -> int:
        return sum(map(len, self.blocks)) + len(self.single)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        found = dict(self.single)
        for block in self.blocks:
            found.update(zip(block.places.tolist(), block.rows(), strict=True))
        for place in sorted(found):
            yield found[place]

    def parts(self) -> list[Block | dict[str, Any]]:
        """Blocks and single rows by their first place."""
        first: list[tuple[int, Block | dict[str, Any]]] = list(self.single.items())
        first += [(int(block.places[0]), block) for block in self.blocks]
        return [part for _, part in sorted(first, key=lambda item: item[0])]

    def order(self) -> Places:
        """Places of the blocks' rows, then of the single ones, as ranks from 0."""
        places = [block.places for block in self.blocks] + [np.array(list(self.single), np.intp)]
        whole = np.concatenate(places)
        ranks = np.empty(len(whole), np.intp)
        ranks[np.argsort(whole, kind="stable")] = np.arange(len(whole))
        return ranks
