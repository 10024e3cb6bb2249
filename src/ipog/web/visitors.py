"""Who may come in: one-time links, the visitors that used one, and their folders."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ipog.diagnostics import InputError, Problem
from ipog.language import tr
from ipog.web.sandbox import Sandbox

MOST_BYTES_OF_A_FILE = 2_000_000
"""Bytes of a file that is brought; a plant file has a few thousand."""

MOST_BYTES = 20_000_000
"""Bytes of all files of a visitor."""

MOST_FILES = 200
"""Files of a visitor."""

MOST_VISITORS = 5_000
"""Visitors that are remembered at a time."""


@dataclass(slots=True)
class Visitor:
    """Somebody with a cookie.

    Attributes
    ----------
    key : names his folder; made from the cookie, which is kept nowhere
    folder : with ``files``, which he sees, and ``state`` for settings and drafts
    seen : when he last did something [s of the clock]
    """

    key: str
    folder: Path
    seen: float

    @property
    def files(self) -> Path:
        """The folder he sees."""
        return self.folder / "files"

    @property
    def state(self) -> Path:
        """Settings and drafts."""
        return self.folder / "state"

    def make_folders(self) -> None:
        """Make the folders, which nobody else on the computer may read."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        for folder in (self.files, self.state):
            folder.mkdir(mode=0o700, exist_ok=True)

    def bring(self, name: str, data: bytes) -> str:
        """Put a file into his folder, and give its name there.

        Parameters
        ----------
        name : of the file, as the browser tells it
        data : its bytes

        Raises
        ------
        ipog.diagnostics.InputError
            if the name leads elsewhere, the file is no plant file, or there is no more room
        """
        path = Sandbox(self.files).path(name)
        if path.suffix.lower() not in (".yaml", ".yml", ".csv", ".xlsx") or len(path.parts) > 1:
            raise _refused(
                tr("{name} is no plant file", name=name), tr(".yaml or .yml; for many plants .csv or .xlsx")
            )
        if len(data) > MOST_BYTES_OF_A_FILE:
            raise _refused(
                tr("{name} is too large", name=name),
                tr("up to {size} MB", size=MOST_BYTES_OF_A_FILE // 1_000_000),
            )
        self.make_folders()
        there = [entry for entry in self.files.rglob("*") if entry.is_file()]
        if len(there) >= MOST_FILES or sum(entry.stat().st_size for entry in there) + len(data) > MOST_BYTES:
            raise _refused(
                tr("your folder is full"), tr("up to 200 files and 20 MB; End the session to begin anew")
            )
        free = _free(self.files, path)
        # "x" follows no link and replaces nothing, whatever stands there by now.
        with (self.files / free).open("xb") as file:
            file.write(data)
        return str(free)


@dataclass(slots=True)
class Visitors:
    """All visitors of a server.

    Attributes
    ----------
    folder : where their folders are
    keep : how long a visitor who does nothing is remembered [s]
    clock : tells the time [s], the same as that of files
    """

    folder: Path
    keep: float
    clock: Callable[[], float]
    _links: set[str] = field(default_factory=set)
    _known: dict[str, Visitor] = field(default_factory=dict)

    def new_link(self) -> str:
        """The token of a link that lets one visitor in."""
        token = secrets.token_urlsafe(24)
        self._links.add(_digest(token))
        return token

    def is_open(self, token: str) -> bool:
        """Whether a link was not used yet."""
        return _digest(token) in self._links

    def enter(self, token: str) -> str | None:
        """Use up a link: the cookie of a new visitor, or None if the link is none any more."""
        if not self.is_open(token):
            return None
        cookie = self.admit()
        if cookie is not None:
            self._links.discard(_digest(token))
        return cookie

    def admit(self) -> str | None:
        """The cookie of a new visitor, without a link; None if there are too many."""
        if len(self._known) >= MOST_VISITORS:
            return None
        cookie = secrets.token_urlsafe(32)
        key = _digest(cookie)[:32]
        self._known[key] = Visitor(key, self.folder / key, self.clock())
        return cookie

    def known(self, cookie: str | None) -> Visitor | None:
        """The visitor of a cookie; also one whose folder outlived the server."""
        if not cookie:
            return None
        key = _digest(cookie)[:32]
        visitor = self._known.get(key)
        if visitor is None and (folder := self.folder / key).is_dir():
            visitor = self._known[key] = Visitor(key, folder, folder.stat().st_mtime)
        if visitor is not None and self.clock() - visitor.seen > self.keep:
            self.forget(visitor)
            return None
        return visitor

    def see(self, visitor: Visitor) -> None:
        """Note that a visitor is here."""
        visitor.seen = self.clock()
        if visitor.folder.is_dir():
            os.utime(visitor.folder, (visitor.seen, visitor.seen))

    def forget(self, visitor: Visitor) -> None:
        """Remove a visitor with all his files."""
        self._known.pop(visitor.key, None)
        shutil.rmtree(visitor.folder, ignore_errors=True)

    def forget_old(self, here: frozenset[str] = frozenset()) -> None:
        """Remove the visitors who did nothing for long.

        Parameters
        ----------
        here : keys of those who are here just now
        """
        limit = self.clock() - self.keep
        for folder in self.folder.iterdir():
            if folder.name not in self._known and folder.is_dir() and len(folder.name) == 32:
                self._known[folder.name] = Visitor(folder.name, folder, folder.stat().st_mtime)
        for visitor in list(self._known.values()):
            if visitor.key not in here and visitor.seen < limit:
                self.forget(visitor)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _free(folder: Path, path: Path) -> Path:
    """The path, or with a number if there is such a file."""
    name, number = path, 2
    while (folder / name).exists() or (folder / name).is_symlink():
        name, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return name


def _refused(message: str, allowed: str) -> InputError:
    return InputError([Problem("not-brought", message, allowed=allowed)])
