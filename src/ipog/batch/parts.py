"""Finished chunks on disk: whole or not at all, each with its checksum, so that a run can go on."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ipog.batch.chunk import Outcome
from ipog.batch.totals import Totals
from ipog.diagnostics import InputError, Problem

MANIFEST = "run.json"
_FORMAT = 1


def replace_file(path: Path, data: bytes) -> None:
    """Put data in a file's place in one step; a process that dies leaves the old file or the new one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def pack(outcome: Outcome) -> bytes:
    """What came of a chunk as the bytes of its file: a checksum and compressed JSON."""
    data = {
        "rows": outcome.rows,
        "problems": outcome.problems,
        "failed": outcome.failed,
        "totals": outcome.totals.as_data(),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode("utf-8", "surrogatepass"), compresslevel=1, mtime=0)
    return hashlib.sha256(packed).digest() + packed


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
        checksum, packed = data[:32], data[32:]
        if hashlib.sha256(packed).digest() != checksum:
            return None
        found: dict[str, Any] = json.loads(gzip.decompress(packed).decode("utf-8", "surrogatepass"))
        totals = Totals.from_data(found["totals"])
        return Outcome(found["rows"], found["problems"], found["failed"], totals)

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
