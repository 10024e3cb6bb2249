"""Finished chunks on disk: whole or not at all, each with its checksum, so that a run can go on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.block import Block, Layout, Results, Values, Words
from ipog.batch.chunk import Outcome
from ipog.batch.totals import Totals
from ipog.diagnostics import InputError, Problem
from ipog.language import tr

MANIFEST = "run.json"
_FORMAT = 5
_CHECKSUM, _LENGTH, _SUM = 32, 8, 4
_FEW = 8
"""Texts up to which a list is kept as it is."""

_BETWEEN = "\0"

Bytes = bytes | memoryview


def replace_file(path: Path, *data: Bytes) -> None:
    """Put data in a file's place in one step; a process that dies leaves the old file or the new one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.writelines(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@dataclass(slots=True)
class Brief:
    """What came of a chunk but for its rows.

    Attributes
    ----------
    units : how many rows of results there are
    layouts : the columns they have
    problems, failed, totals : as :class:`~ipog.batch.chunk.Outcome` has them
    """

    units: int
    layouts: list[Layout]
    problems: list[dict[str, Any]]
    failed: int
    totals: Totals


def pack(outcome: Outcome) -> bytes:
    """What came of a chunk as the bytes of its file."""
    return b"".join(packed(outcome))


def packed(outcome: Outcome) -> list[Bytes]:
    """The same in pieces, which need not be joined to be written.

    They are a checksum of what comes first, its length, a checksum of what follows it, JSON with all but
    the rows, and the rows: JSON and the arrays that it speaks of.
    """
    arrays: list[Bytes] = []
    lists: dict[int, int] = {}
    rows = {
        "blocks": [
            [_held(block.places, arrays), _columns(block, arrays, lists)] for block in outcome.rows.blocks
        ],
        "single": list(outcome.rows.single.items()),
    }
    told = {
        "units": len(outcome.rows),
        "layouts": outcome.rows.layouts(),
        "problems": outcome.problems,
        "failed": outcome.failed,
        "totals": outcome.totals.as_data(),
    }
    text = _json(rows)
    behind = [_length(text), text, *arrays]
    before = _json(told)
    first = _length(before) + _sum(behind) + before
    return [hashlib.sha256(first).digest(), first, *behind]


def _sum(pieces: Iterable[Bytes]) -> bytes:
    """A checksum of the rows, which are many, that takes little time."""
    found = 0
    for piece in pieces:
        found = zlib.crc32(piece, found)
    return found.to_bytes(_SUM, "little")


def unpack(data: bytes) -> Outcome | None:
    """What :func:`pack` packed; None if it is damaged."""
    rows, brief = _rows(data), _brief(data)
    if rows is None or brief is None:
        return None
    return Outcome(rows, brief.problems, brief.failed, brief.totals)


def _rows(data: bytes) -> Results | None:
    """The rows of what was packed; None if they are damaged."""
    start, end = _ends(data)
    behind = memoryview(data)[end:]
    if _sum([behind]) != data[start - _SUM : start] or not _is_whole(data):
        return None
    start = _LENGTH + int.from_bytes(behind[:_LENGTH], "little")
    found: dict[str, Any] = json.loads(str(behind[_LENGTH:start], "utf-8", "surrogatepass"))
    arrays = _Arrays(behind[start:])
    blocks = [
        Block(arrays.next(places), {name: arrays.column(held) for name, held in columns})
        for places, columns in found["blocks"]
    ]
    return Results(blocks, dict(found["single"]))


def _brief(data: bytes) -> Brief | None:
    """What comes before the rows; None if it is damaged."""
    if not _is_whole(data):
        return None
    start, end = _ends(data)
    told: dict[str, Any] = json.loads(data[start:end].decode("utf-8", "surrogatepass"))
    told["totals"] = Totals.from_data(told["totals"])
    return Brief(**told)


def _ends(data: bytes) -> tuple[int, int]:
    """Where what comes before the rows begins, and where it ends."""
    start = _CHECKSUM + _LENGTH + _SUM
    return start, start + int.from_bytes(data[_CHECKSUM : _CHECKSUM + _LENGTH], "little")


def _is_whole(data: bytes) -> bool:
    """Whether what comes before the rows is, with its own length and the checksum of the rows."""
    _, end = _ends(data)
    return hashlib.sha256(memoryview(data)[_CHECKSUM:end]).digest() == data[:_CHECKSUM]


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _length(text: bytes) -> bytes:
    return len(text).to_bytes(_LENGTH, "little")


def _columns(block: Block, arrays: list[Bytes], lists: dict[int, int]) -> list[tuple[str, dict[str, Any]]]:
    """The columns of a block; ``lists`` tells which lists of words were kept before, as blocks share them."""
    found: list[tuple[str, dict[str, Any]]] = []
    for name, values in block.columns.items():
        if isinstance(values, np.ndarray):
            found.append((name, {"array": _held(values, arrays)}))
        elif isinstance(values, Words):
            places = _held(values.places.astype(_smallest(len(values.words))), arrays)
            held: dict[str, Any] = {"places": places, "number": lists.get(id(values.words), len(lists))}
            if id(values.words) not in lists:
                lists[id(values.words)] = len(lists)
                held["words"] = _listed(values.words, arrays)
            found.append((name, held))
        elif isinstance(values, list):
            found.append((name, {"list": _listed(values, arrays)}))
        else:
            found.append((name, {"is": values}))
    return found


def _smallest(count: int) -> str:
    """The type of whole numbers from 0 that takes least room for so many."""
    return "u1" if count <= 1 << 8 else "u2" if count <= 1 << 16 else "u4"


def _held(values: NDArray[Any], arrays: list[Bytes]) -> tuple[str, int]:
    """Type and size of an array, whose bytes join the others."""
    kept = np.ascontiguousarray(values, values.dtype.newbyteorder("<"))
    arrays.append(kept.view(np.uint8).data)
    return kept.dtype.str, kept.size


def _listed(values: Sequence[Any], arrays: list[Bytes]) -> dict[str, Any]:
    """Texts as one text, with what none of them holds between them; other values as they are."""
    if len(values) <= _FEW or set(map(type, values)) != {str}:
        return {"are": list(values)}
    text = _BETWEEN.join(values)
    if text.count(_BETWEEN) >= len(values):
        return {"are": list(values)}
    return {"text": _held(np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8), arrays)}


class _Arrays:
    """The arrays of a file, one after the other."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0
        self._lists: dict[int, list[Any]] = {}

    def next(self, held: tuple[str, int]) -> NDArray[Any]:
        kind, size = np.dtype(held[0]), held[1]
        found = np.frombuffer(self._data, kind, size, self._at)
        self._at += size * kind.itemsize
        return found.astype(kind.newbyteorder("="), copy=False)

    def column(self, held: Mapping[str, Any]) -> Values:
        if "array" in held:
            return self.next(held["array"])
        if "places" in held:
            # As they were written: the places come first.
            places = self.next(held["places"]).astype(np.intp)
            if "words" in held:
                self._lists[held["number"]] = self._list(held["words"])
            return Words(self._lists[held["number"]], places)
        if "list" in held:
            return self._list(held["list"])
        values: Values = held["is"]
        return values

    def _list(self, held: Mapping[str, Any]) -> list[Any]:
        if "are" in held:
            return list(held["are"])
        return list(str(self.next(held["text"]).data, "utf-8", "surrogatepass").split(_BETWEEN))


@dataclass(frozen=True, slots=True)
class Earlier:
    """An unfinished run that was thrown away.

    Attributes
    ----------
    parts : of it that were finished
    same : whether it had the same inputs and settings, so that it could have gone on
    """

    parts: int
    same: bool


class Parts:
    """The folder of a run's finished chunks.

    Parameters
    ----------
    folder : where they are
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, fingerprint: str, *, resume: bool) -> Earlier | None:
        """Make the folder ready for a run.

        Parameters
        ----------
        fingerprint : what the run depends on
        resume : whether chunks of an earlier run are kept; otherwise they are thrown away

        Returns
        -------
        the earlier run that was thrown away; None if there was none, or it goes on

        Raises
        ------
        ipog.diagnostics.InputError
            if the folder belongs to something else, or an earlier run had other inputs or settings
        """
        manifest = self.folder / MANIFEST
        earlier = None
        if self.folder.exists() and any(self.folder.iterdir()):
            known = self._manifest(manifest)
            if known is None:
                raise _fault(
                    tr("{folder} is not a folder of unfinished work of ipog", folder=self.folder),
                    tr("another output name"),
                )
            if resume and known != fingerprint:
                raise _fault(
                    tr("the input, the settings or ipog changed since the run that is to be resumed"),
                    tr("the same input and settings, or a run without --resume"),
                )
            if resume:
                return None
            earlier = Earlier(len(list(self.folder.glob("*.part"))), known == fingerprint)
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_file(manifest, json.dumps({"format": _FORMAT, "run": fingerprint}).encode())
        return earlier

    @staticmethod
    def _manifest(path: Path) -> str | None:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(data, dict) or "run" not in data:
            return None
        # Parts of another ipog can't be read, but are its work all the same.
        return str(data["run"]) if data.get("format") == _FORMAT else ""

    def path(self, number: int) -> Path:
        """File of a chunk."""
        return self.folder / f"{number:06d}.part"

    def save(self, number: int, outcome: Outcome) -> None:
        """Keep what came of a chunk."""
        self.keep(number, *packed(outcome))

    def keep(self, number: int, *pieces: Bytes) -> None:
        """Keep a chunk that :func:`pack` or :func:`packed` made."""
        replace_file(self.path(number), *pieces)

    def load(self, number: int) -> Outcome | None:
        """What came of a chunk; None if it was not finished, or its file is damaged."""
        try:
            data = self.path(number).read_bytes()
        except OSError:
            return None
        return unpack(data)

    def briefs(self, count: int) -> Iterator[Brief]:
        """What came of every chunk but for its rows, in order; they are all there."""
        for number in range(count):
            brief = None
            with suppress(OSError), self.path(number).open("rb") as file:
                start = file.read(_CHECKSUM + _LENGTH)
                rest = _SUM + int.from_bytes(start[_CHECKSUM:], "little")
                brief = _brief(start + file.read(rest))
            if brief is None:
                raise self._lost(number)
            yield brief

    def rows(self, count: int) -> Iterator[Results]:
        """The rows of every chunk, in order; they are all there."""
        for number in range(count):
            rows = None
            with suppress(OSError):
                rows = _rows(self.path(number).read_bytes())
            if rows is None:
                raise self._lost(number)
            yield rows

    def _lost(self, number: int) -> InputError:
        message = tr("{file} was removed or damaged during the run", file=self.path(number))
        return _fault(message, tr("a run with --resume"))

    def remove_if_empty(self) -> None:
        """Throw the folder away if no chunk was finished."""
        if not any(self.folder.glob("*.part")):
            self.remove()

    def remove(self) -> None:
        """Throw the chunks away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _fault(message: str, allowed: str) -> InputError:
    return InputError([Problem("unfinished-work", message, allowed=allowed)])
