"""Results to Parquet: a chunk is a row group, and texts that many rows share are written once in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from ipog.batch.block import Places, Results, Values, Words, clean, numbered, values_of

_PLAIN = {"bool": pa.bool_(), "int": pa.int64(), "float": pa.float64()}
_OF_EACH = frozenset({"id"})
"""Texts that every row has of its own."""
_NONE = -1


def write_parquet(path: Path, chunks: Iterable[Results], columns: Sequence[tuple[str, str]]) -> None:
    """Write chunks of results.

    Parameters
    ----------
    path : of the file
    chunks : the results
    columns : name and kind of each column, a word of :func:`~ipog.batch.block.kind_of`
    """
    texts = [name for name, kind in columns if kind not in _PLAIN]
    schema = pa.schema([(name, _type(name, kind)) for name, kind in columns])
    # Without Arrow's own schema a reader sees texts, however they are held.
    with parquet.ParquetWriter(path, schema, use_dictionary=texts, store_schema=False) as writer:
        for results in chunks:
            order = results.order()
            arrays = [_array(results, order, name, kind) for name, kind in columns]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _type(name: str, kind: str) -> pa.DataType:
    if kind in _PLAIN:
        return _PLAIN[kind]
    return pa.string() if name in _OF_EACH else pa.dictionary(pa.int32(), pa.string())


def _array(results: Results, order: Places, name: str, kind: str) -> pa.Array:
    """A column of a chunk as Arrow has it."""
    if kind == "float":
        return _numbers(results, order, name, np.dtype(float))
    if kind == "int":
        return _numbers(results, order, name, np.dtype(np.int64))
    if kind == "bool":
        return _numbers(results, order, name, np.dtype(bool))
    return _texts(results, order, name)


def _numbers(results: Results, order: Places, name: str, kind: np.dtype[Any]) -> pa.Array:
    whole, given = np.zeros(len(order), kind), np.zeros(len(order), bool)
    at = 0
    for block in results.blocks:
        values, places = block.columns.get(name), order[at : at + len(block)]
        at += len(block)
        if isinstance(values, np.ndarray):
            whole[places] = values
            given[places] = ~np.isnan(values) if values.dtype.kind == "f" else True
        elif isinstance(values, list | Words):
            _put(whole, given, places, values_of(values, len(block)))
        elif values is not None:
            whole[places] = values
            given[places] = True
    if results.single:
        _put(whole, given, order[at:], [row.get(name) for row in results.single.values()])
    whole[~given] = 0
    data = np.packbits(whole, bitorder="little") if kind.kind == "b" else whole
    return pa.Array.from_buffers(
        pa.from_numpy_dtype(kind), len(whole), [_validity(given), pa.py_buffer(data)]
    )


def _put(whole: NDArray[Any], given: NDArray[np.bool_], places: Places, values: Sequence[Any]) -> None:
    """Set values in their places; None is no value."""
    known = np.array([value is not None for value in values], bool)
    given[places] = known
    whole[places[known]] = [value for value in values if value is not None]


def _validity(given: NDArray[np.bool_]) -> pa.Buffer | None:
    return None if given.all() else pa.py_buffer(np.packbits(given, bitorder="little"))


def _texts(results: Results, order: Places, name: str) -> pa.Array:
    if name in _OF_EACH:
        return _strings(_in_order(results, order, name))
    texts = _Texts()
    whole = np.empty(len(order), np.int32)
    at = 0
    for block in results.blocks:
        whole[order[at : at + len(block)]] = texts.codes(block.columns.get(name))
        at += len(block)
    if results.single:
        whole[order[at:]] = texts.codes([row.get(name) for row in results.single.values()])
    known: list[Any] = list(texts.known)
    # In the order of the rows, whatever the blocks they stand in.
    first = np.full(len(known) + 1, len(whole))
    first[whole[::-1]] = np.arange(len(whole))[::-1]
    ranked = np.argsort(first[:-1], kind="stable")[: np.count_nonzero(first[:-1] < len(whole))]
    ranks = np.zeros(len(known) + 1, np.int32)
    ranks[ranked] = np.arange(len(ranked), dtype=np.int32)
    buffers = [_validity(whole != _NONE), pa.py_buffer(ranks[whole])]
    indices = pa.Array.from_buffers(pa.int32(), len(whole), buffers)
    return pa.DictionaryArray.from_arrays(indices, _strings([known[at] for at in ranked.tolist()]))


def _in_order(results: Results, order: Places, name: str) -> list[str | None]:
    """The texts of a column, row by row."""
    values: list[Any] = []
    for block in results.blocks:
        values += values_of(block.columns.get(name), len(block))
    values += [row.get(name) for row in results.single.values()]
    found = np.empty(len(order), object)
    found[order] = values
    listed: list[Any] = found.tolist()
    if set(map(type, listed)) == {str}:
        return listed
    return [None if value is None else str(value) for value in listed]


def _strings(texts: Sequence[str | None]) -> pa.Array:
    """Texts as Arrow has them; it would load pandas to look at a list."""
    given = np.array([text is not None for text in texts], bool)
    known = texts if given.all() else [text or "" for text in texts]
    whole = "".join(known)  # type: ignore[arg-type]
    if whole.isascii():
        data, sizes = whole.encode(), map(len, known)  # type: ignore[arg-type]
    else:
        encoded = [clean(text or "").encode() for text in known]
        data, sizes = b"".join(encoded), map(len, encoded)
    ends = np.zeros(len(texts) + 1, np.int32)
    ends[1:] = np.cumsum(np.fromiter(sizes, np.int64, len(texts)))
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(data), _validity(given))


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
