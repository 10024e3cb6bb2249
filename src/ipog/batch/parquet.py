"""Results to Parquet: a chunk is a row group, and texts that many rows share are written once in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from ipog.batch.block import Places, Plain, Results, Values, Words, clean, numbered, values_of

_PLAIN = {"bool": pa.bool_(), "int": pa.int64(), "float": pa.float64()}
_ID = "id"
_OF_EACH = frozenset({_ID, "plant"})
"""Texts that every row may have of its own."""
_SOUGHT = frozenset({_ID, "source", "row"})
"""Columns of whose values each row group tells the least and the largest."""
_NONE = -1


def write_parquet(path: Path, chunks: Iterable[Results], columns: Sequence[tuple[str, str]]) -> None:
    """Write chunks of results.

    Parameters
    ----------
    path : of the file
    chunks : the results
    columns : name and kind of each column, a word of :func:`~ipog.batch.block.kind_of`
    """
    texts = [name for name, kind in columns if kind not in _PLAIN and name != _ID]
    # A reader who seeks a unit finds its row group; of other columns each group holds about the same.
    told = [name for name, _ in columns if name in _SOUGHT]
    schema = pa.schema([(name, _type(name, kind)) for name, kind in columns])
    # Without Arrow's own schema a reader sees texts, however they are held.
    with parquet.ParquetWriter(
        path, schema, use_dictionary=texts, write_statistics=told, store_schema=False
    ) as writer:
        for results in chunks:
            rows = _Rows(results)
            arrays = [_array(rows, name, kind) for name, kind in columns]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


class _Rows:
    """The rows of a chunk.

    Parameters
    ----------
    results : of the chunk

    Attributes
    ----------
    order : where the rows, in their order, stand in the blocks and behind these
    """

    def __init__(self, results: Results) -> None:
        self.results = results
        ranks = results.order()
        self.order = np.empty_like(ranks)
        self.order[ranks] = np.arange(len(ranks))
        sizes = np.array(list(map(len, results.blocks)), np.intp)
        self._block_of = np.repeat(np.arange(len(sizes)), sizes)[self.order] if not results.single else None
        self._first = ranks[np.cumsum(sizes) - sizes]

    def parts(self, name: str) -> Iterator[tuple[slice, Values]]:
        """Values of a column by block, and last those of the single rows, with their places."""
        at = 0
        for block in self.results.blocks:
            yield slice(at, at + len(block)), block.columns.get(name)
            at += len(block)
        if self.results.single:
            yield slice(at, None), [row.get(name) for row in self.results.single.values()]

    def of_blocks(self, name: str) -> list[Plain] | None:
        """The value that a column has in each block; None if its values differ within one."""
        if self._block_of is None:
            return None
        found: list[Plain] = []
        for block in self.results.blocks:
            values = block.columns.get(name)
            if isinstance(values, np.ndarray | Words | list):
                return None
            found.append(values)
        return found

    def by_block(self, texts: Sequence[str | None]) -> tuple[NDArray[np.int32], list[str]]:
        """The number of each row's text, -1 for none, and the texts by their first row, from one a block."""
        assert self._block_of is not None, "there are no other rows"
        ordered = [texts[at] for at in np.argsort(self._first).tolist()]
        known = list(dict.fromkeys(text for text in ordered if text is not None))
        codes = np.array([_NONE if text is None else known.index(text) for text in texts], np.int32)
        return codes[self._block_of], known


def _type(name: str, kind: str) -> pa.DataType:
    if kind in _PLAIN:
        return _PLAIN[kind]
    return pa.string() if name in _OF_EACH else pa.dictionary(pa.int32(), pa.string())


def _array(rows: _Rows, name: str, kind: str) -> pa.Array:
    """A column of a chunk as Arrow has it."""
    if kind == "float":
        return _figures(rows, name)
    if kind == "int":
        return _numbers(rows, name, np.dtype(np.int64))
    if kind == "bool":
        return _numbers(rows, name, np.dtype(bool))
    return _strings(_in_order(rows, name)) if name in _OF_EACH else _texts(rows, name)


def _figures(rows: _Rows, name: str) -> pa.Array:
    found = np.empty(len(rows.order))
    for places, values in rows.parts(name):
        if isinstance(values, list | Words):
            # None becomes nan.
            found[places] = np.array(values_of(values, len(values)), float)
        else:
            found[places] = np.nan if values is None else values
    found = found[rows.order]
    missing = np.isnan(found)
    if not missing.any():
        return pa.Array.from_buffers(pa.float64(), len(found), [None, pa.py_buffer(found)])
    found[missing] = 0
    buffers = [_validity(~missing), pa.py_buffer(found)]
    return pa.Array.from_buffers(pa.float64(), len(found), buffers)


def _numbers(rows: _Rows, name: str, kind: np.dtype[Any]) -> pa.Array:
    """Whole numbers or truth values."""
    whole, given = np.zeros(len(rows.order), kind), np.zeros(len(rows.order), bool)
    for places, values in rows.parts(name):
        if isinstance(values, list | Words):
            _put(whole, given, places, values_of(values, len(values)))
        elif values is not None:
            whole[places] = values
            given[places] = True
    whole, given = whole[rows.order], given[rows.order]
    data = np.packbits(whole, bitorder="little") if kind.kind == "b" else whole
    return pa.Array.from_buffers(
        pa.from_numpy_dtype(kind), len(whole), [_validity(given), pa.py_buffer(data)]
    )


def _put(whole: NDArray[Any], given: NDArray[np.bool_], places: slice, values: Sequence[Any]) -> None:
    """Set values in their places; None is no value."""
    given[places] = [value is not None for value in values]
    whole[places] = [0 if value is None else value for value in values]


def _validity(given: NDArray[np.bool_]) -> pa.Buffer | None:
    return None if given.all() else pa.py_buffer(np.packbits(given, bitorder="little"))


def _texts(rows: _Rows, name: str) -> pa.Array:
    of_blocks = rows.of_blocks(name)
    if of_blocks is not None:
        return _of_few(*rows.by_block([None if value is None else clean(str(value)) for value in of_blocks]))
    known = _Texts()
    whole = np.empty(len(rows.order), np.intp)
    for places, values in rows.parts(name):
        whole[places] = known.codes(values)
    whole = whole[rows.order]
    texts = list(known.known)
    # In the order of the rows, whatever the blocks they stand in.
    first = np.full(len(texts) + 1, len(whole))
    first[whole[::-1]] = np.arange(len(whole))[::-1]
    ranked = np.argsort(first[:-1], kind="stable")[: np.count_nonzero(first[:-1] < len(whole))]
    ranks = np.full(len(texts) + 1, _NONE, np.int32)
    ranks[ranked] = np.arange(len(ranked), dtype=np.int32)
    return _of_few(ranks[whole], [texts[at] for at in ranked.tolist()])


def _of_few(codes: NDArray[np.int32], texts: Sequence[str | None]) -> pa.Array:
    """A column of few texts, from the number of each row's text; -1 for none."""
    given = codes != _NONE
    buffers = [_validity(given), pa.py_buffer(np.where(given, codes, 0).astype(np.int32, copy=False))]
    indices = pa.Array.from_buffers(pa.int32(), len(codes), buffers)
    return pa.DictionaryArray.from_arrays(indices, _strings(texts))


def _in_order(rows: _Rows, name: str) -> list[str | None]:
    """The texts of a column, row by row."""
    of_rows: list[Any] = []
    for places, values in rows.parts(name):
        of_rows += values_of(values, len(range(*places.indices(len(rows.order)))))
    found = list(map(of_rows.__getitem__, rows.order.tolist()))
    if set(map(type, found)) == {str}:
        return found
    return [None if value is None else str(value) for value in found]


def _strings(texts: Sequence[str | None]) -> pa.Array:
    """Texts as Arrow has them; it would load pandas to look at a list."""
    validity = None
    if None in texts:
        validity = _validity(np.array([text is not None for text in texts], bool))
        texts = [text or "" for text in texts]
    known: Sequence[Any] = texts
    whole = "".join(known)
    if whole.isascii():
        data, sizes = whole.encode(), map(len, known)
    else:
        encoded = [clean(text).encode() for text in known]
        data, sizes = b"".join(encoded), map(len, encoded)
    ends = np.zeros(len(texts) + 1, np.int32)
    ends[1:] = np.cumsum(np.fromiter(sizes, np.int64, len(texts)))
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(data), validity)


class _Texts:
    """The texts of a column, each with a number."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self._lists: dict[int, Places] = {}

    def codes(self, values: Values) -> Any:
        """The number of each text, or of the one that all rows have; new ones join those that are known."""
        if isinstance(values, Words):
            # Blocks of a chunk share their lists.
            numbers = self._lists.get(id(values.words))
            if numbers is None:
                numbers = self._lists[id(values.words)] = self._of_list(values.words)
            return numbers[values.places]
        if isinstance(values, list | np.ndarray):
            return self._of_list(values_of(values, len(values)))
        return self._of_one(values)

    def _of_one(self, value: Any) -> int:
        return _NONE if value is None else self.known.setdefault(clean(str(value)), len(self.known))

    def _of_list(self, values: Sequence[Any]) -> Places:
        if set(map(type, values)) == {str} and "".join(values).isascii():
            return numbered(values, self.known)
        return np.array([self._of_one(value) for value in values], np.intp)
