"""Finished chunks on disk: whole or not at all, each with its checksum, so that a run can go on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.block import Block, Results, Values, Words
from ipog.batch.chunk import Outcome
from ipog.batch.totals import Totals
from ipog.diagnostics import InputError, Problem

MANIFEST = "run.json"
_FORMAT = 2
_CHECKSUM, _LENGTH = 32, 8


def replace_file(path: Path, data: bytes) -> None:
    """Put data in a file's place in one step; a process that dies leaves the old file or the new one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def pack(outcome: Outcome) -> bytes:
    """What came of a chunk as the bytes of its file: a checksum, JSON and the arrays that it speaks of."""
    arrays: list[bytes] = []
    data = {
        "blocks": [[_held(block.places, arrays), _columns(block, arrays)] for block in outcome.rows.blocks],
        "single": list(outcome.rows.single.items()),
        "problems": outcome.problems,
        "failed": outcome.failed,
        "totals": outcome.totals.as_data(),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    packed = b"".join([len(text).to_bytes(_LENGTH, "little"), text, *arrays])
    return hashlib.sha256(packed).digest() + packed


def unpack(data: bytes) -> Outcome | None:
    """What :func:`pack` packed; None if it is damaged."""
    checksum, packed = data[:_CHECKSUM], memoryview(data)[_CHECKSUM:]
    if hashlib.sha256(packed).digest() != checksum:
        return None
    start = _LENGTH + int.from_bytes(packed[:_LENGTH], "little")
    found: dict[str, Any] = json.loads(bytes(packed[_LENGTH:start]).decode("utf-8", "surrogatepass"))
    arrays = _Arrays(packed[start:])
    blocks = [
        Block(arrays.next(places), {name: arrays.column(held) for name, held in columns})
        for places, columns in found["blocks"]
    ]
    results = Results(blocks, dict(found["single"]))
    return Outcome(results, found["problems"], found["failed"], Totals.from_data(found["totals"]))


def _columns(block: Block, arrays: list[bytes]) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for name, values in block.columns.items():
        if isinstance(values, np.ndarray):
            found.append((name, {"array": _held(values, arrays)}))
        elif isinstance(values, Words):
            found.append((name, {"words": list(values.words), "places": _held(values.places, arrays)}))
        else:
            found.append((name, {"is": values}))
    return found


def _held(values: NDArray[Any], arrays: list[bytes]) -> tuple[str, int]:
    """Type and size of an array, whose bytes join the others."""
    kept = np.ascontiguousarray(values, values.dtype.newbyteorder("<"))
    arrays.append(kept.tobytes())
    return kept.dtype.str, kept.size


class _Arrays:
    """The arrays of a file, one after the other."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def next(self, held: tuple[str, int]) -> NDArray[Any]:
        kind, size = np.dtype(held[0]), held[1]
        found = np.frombuffer(self._data, kind, size, self._at)
        self._at += size * kind.itemsize
        return found.astype(kind.newbyteorder("="))

    def column(self, held: Mapping[str, Any]) -> Values:
        if "array" in held:
            return self.next(held["array"])
        if "words" in held:
            return Words(held["words"], self.next(held["places"]))
        values: Values = held["is"]
        return values


class Parts:
    """The folder of a run's finished chunks.

    Parameters
    ----------
    folder : where they are
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, fingerprint: str, *, resume: bool) -> None:
        """Make the folder ready for a run.

        Parameters
        ----------
        fingerprint : what the run depends on
        resume : whether chunks of an earlier run are kept; otherwise they are thrown away

        Raises
        ------
        ipog.diagnostics.InputError
            if the folder belongs to something else, or an earlier run had other inputs or settings
        """
        manifest = self.folder / MANIFEST
        if self.folder.exists() and any(self.folder.iterdir()):
            known = self._manifest(manifest)
            if known is None:
                raise _fault(
                    f"{self.folder} is not a folder of unfinished work of ipog", "another output name"
                )
            if resume and known != fingerprint:
                raise _fault(
                    "the input, the settings or ipog changed since the run that is to be resumed",
                    "the same input and settings, or a run without --resume",
                )
            if resume:
                return
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_file(manifest, json.dumps({"format": _FORMAT, "run": fingerprint}).encode())

    @staticmethod
    def _manifest(path: Path) -> str | None:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return str(data.get("run")) if isinstance(data, dict) and data.get("format") == _FORMAT else None

    def path(self, number: int) -> Path:
        """File of a chunk."""
        return self.folder / f"{number:06d}.part"

    def save(self, number: int, outcome: Outcome) -> None:
        """Keep what came of a chunk."""
        self.keep(number, pack(outcome))

    def keep(self, number: int, packed: bytes) -> None:
        """Keep a chunk that :func:`pack` made."""
        replace_file(self.path(number), packed)

    def load(self, number: int) -> Outcome | None:
        """What came of a chunk; None if it was not finished, or its file is damaged."""
        try:
            data = self.path(number).read_bytes()
        except OSError:
            return None
        return unpack(data)

    def all(self, count: int) -> Iterator[Outcome]:
        """What came of every chunk, in order; they are all there."""
        for number in range(count):
            outcome = self.load(number)
            if outcome is None:
                raise _fault(
                    f"{self.path(number)} was removed or damaged during the run", "a run with --resume"
                )
            yield outcome

    def remove_if_empty(self) -> None:
        """Throw the folder away if no chunk was finished."""
        if not any(self.folder.glob("*.part")):
            self.remove()

    def remove(self) -> None:
        """Throw the chunks away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _fault(message: str, allowed: str) -> InputError:
    return InputError([Problem("unfinished-work", message, allowed=allowed)])
