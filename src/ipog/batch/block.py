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
    words : each text, as a rule once
    places : which of them a row has
    """

    words: Sequence[str | None]
    places: Places

    @classmethod
    def of(cls, texts: Sequence[str | None]) -> Words:
        """Texts of rows, each once; as they are, if most rows have a text of their own."""
        if 2 * len(set(texts)) > len(texts):
            return cls(texts, np.arange(len(texts)))
        known: dict[str | None, int] = {}
        places = numbered(texts, known)
        return cls(list(known), places)

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, row: int) -> str | None:
        return self.words[int(self.places[row])]

    def at(self, rows: Places) -> Words:
        """The texts of some rows, without those that none of them has."""
        used, places = different(self.places[rows], len(self.words))
        return Words([self.words[word] for word in used.tolist()], places)

    def some(self, rows: Places) -> Words:
        """The texts of some rows, with the same list of texts."""
        return Words(self.words, self.places[rows])

    def tolist(self) -> list[str | None]:
        """A text a row."""
        words = self.words
        return [words[place] for place in self.places.tolist()]


def different(numbers: Places, count: int) -> tuple[Places, Places]:
    """The different ones of some numbers from 0, in order, and which of them each is.

    Parameters
    ----------
    numbers : the numbers
    count : above the largest of them
    """
    if count > 8 * len(numbers) + 1000:
        return np.unique(numbers, return_inverse=True)
    used = np.zeros(count, bool)
    used[numbers] = True
    return np.flatnonzero(used), (np.cumsum(used) - 1)[numbers]


def numbered(texts: Sequence[Any], known: dict[Any, int]) -> Places:
    """The number of each text; those that are met for the first time get the next numbers from 0 on."""
    fresh = [text for text in dict.fromkeys(texts) if text not in known]
    known.update(zip(fresh, range(len(known), len(known) + len(fresh)), strict=True))
    return np.fromiter(map(known.__getitem__, texts), np.intp, len(texts))


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
    return _PLAIN.get(type(value), "text")


def clean(text: str) -> str:
    """A text that has bytes: half of a surrogate pair, as in a file name that is not UTF-8, has none."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


_PLAIN: Mapping[type, str] = {bool: "bool", int: "int", float: "float"}
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

    def kinds(self, known: dict[int, set[str]] | None = None) -> Iterator[tuple[str, str]]:
        """Name and kinds of the columns that hold anything.

        ``known`` tells the kinds of lists of words that were looked at before; it is kept up to date.
        """
        for name, values in self.columns.items():
            if isinstance(values, np.ndarray):
                if values.dtype.kind != "f" or values[0] == values[0] or not np.isnan(values).all():
                    yield name, _KINDS[values.dtype.kind]
            elif isinstance(values, Words | list):
                listed = values.words if isinstance(values, Words) else values
                kinds = None if known is None else known.get(id(listed))
                if kinds is None:
                    types = set(map(type, listed)) - {type(None)}
                    kinds = {_PLAIN.get(each, "text") for each in types}
                    if known is not None:
                        known[id(listed)] = kinds
                for kind in kinds:
                    yield name, kind
            elif values is not None:
                yield name, kind_of(values)


def with_shared_words(blocks: Sequence[Block]) -> list[Block]:
    """Blocks whose columns of few texts have one list of words each, for all blocks."""
    known: dict[str, dict[Any, int]] = {}
    places: list[dict[str, Places]] = []
    shared = _shared(blocks)
    for block in blocks:
        of: dict[str, Places] = {}
        for name, values in block.columns.items():
            if isinstance(values, Words) and name not in shared:
                of[name] = numbered(values.words, known.setdefault(name, {}))[values.places]
        places.append(of)
    lists: dict[str, list[Any]] = {name: list(numbers) for name, numbers in known.items()}
    return [
        Block(block.places, {**block.columns, **{name: Words(lists[name], own) for name, own in of.items()}})
        for block, of in zip(blocks, places, strict=True)
    ]


def _shared(blocks: Sequence[Block]) -> set[str]:
    """Columns of few texts that have one list of words already."""
    lists: dict[str, set[int]] = {}
    for block in blocks:
        for name, values in block.columns.items():
            if isinstance(values, Words):
                lists.setdefault(name, set()).add(id(values.words))
    return {name for name, ids in lists.items() if len(ids) == 1}


def merged(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the same columns as one, whose rows stand in the order of the chunk."""
    alike: dict[tuple[str, ...], list[Block]] = {}
    for block in blocks:
        alike.setdefault(tuple(block.columns), []).append(block)
    return [_as_one(group) for group in alike.values()]


def _as_one(blocks: Sequence[Block]) -> Block:
    places = np.concatenate([block.places for block in blocks])
    order = np.argsort(places)
    sizes = [len(block) for block in blocks]
    columns = {
        name: _joined([block.columns[name] for block in blocks], sizes, order) for name in blocks[0].columns
    }
    return Block(places[order], columns)


def _joined(parts: Sequence[Values], sizes: Sequence[int], order: Places) -> Values:
    """The values of a column of several blocks, in order; what all rows have in common stays one value."""
    first = parts[0]
    if not isinstance(first, np.ndarray | Words | list) and all(
        type(part) is type(first) and part == first for part in parts
    ):
        return first
    for kind, plain in (("f", (float, type(None))), ("i", (int,)), ("b", (bool,))):
        if all(_is_array(part, kind) or type(part) in plain for part in parts):
            return np.concatenate(
                [
                    part if isinstance(part, np.ndarray) else np.full(size, np.nan if part is None else part)
                    for part, size in zip(parts, sizes, strict=True)
                ]
            )[order]
    if all(isinstance(part, Words | str | None) for part in parts):
        known: dict[str | None, int] = {}
        found = []
        for part, size in zip(parts, sizes, strict=True):
            words = part if isinstance(part, Words) else Words([part], np.zeros(size, np.intp))  # type: ignore[list-item]
            of = np.array([known.setdefault(word, len(known)) for word in words.words], np.intp)
            found.append(of[words.places])
        return Words(list(known), np.concatenate(found)[order])
    values = [value for part, size in zip(parts, sizes, strict=True) for value in values_of(part, size)]
    return [values[place] for place in order.tolist()]


def _is_array(values: Values, kind: str) -> bool:
    return isinstance(values, np.ndarray) and values.dtype.kind == kind


Layout = tuple[Sequence[str], Sequence[tuple[str, str]]]
"""Columns that some rows have, and name and kind of those that hold anything; two kinds are two pairs."""


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

    def layouts(self) -> list[Layout]:
        """The different columns that rows have, in the order of the rows, and what they hold."""
        found: dict[tuple[str, ...], set[tuple[str, str]]] = {}
        known: dict[int, set[str]] = {}
        for part in self.parts():
            if isinstance(part, Block):
                found.setdefault(tuple(part.columns), set()).update(part.kinds(known))
            else:
                held = [(name, kind_of(value)) for name, value in part.items() if value is not None]
                found.setdefault(tuple(part), set()).update(held)
        return [(names, sorted(kinds)) for names, kinds in found.items()]

    def order(self) -> Places:
        """Places of the blocks' rows, then of the single ones, as ranks from 0."""
        places = [block.places for block in self.blocks] + [np.array(list(self.single), np.intp)]
        whole = np.concatenate(places)
        ranks = np.empty(len(whole), np.intp)
        ranks[np.argsort(whole, kind="stable")] = np.arange(len(whole))
        return ranks
