"""Which windows have a file open, so that two of them don't write one draft.

Each window keeps a mark beside the drafts, and a lock on it. The system drops the lock when the window
ends, however it ends: a mark that nobody holds was left behind.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from ipog.settings import draft_key, drafts_folder

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


_held: dict[str, tuple[Path, IO[bytes]]] = {}
"""Marks of this process, by window; open as long as they are held."""


def open_elsewhere(path: Path, window: str) -> bool:
    """Whether another window has a file open.

    Parameters
    ----------
    path : of the file
    window : key of the window that asks
    """
    found = False
    try:
        for mark in list(drafts_folder().glob(f"{draft_key(path)}.*.window")):
            if mark != _mark(path, window) and not _left_behind(mark):
                found = True
    except OSError:
        return found
    return found


def hold(path: Path, window: str) -> None:
    """Say that a window has a file open, until it leaves it, holds another one or ends."""
    mark = _mark(path, window)
    if window in _held and _held[window][0] == mark:
        return
    leave(window)
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        file = mark.open("ab")
    except OSError:
        return
    if _lock(file):
        _held[window] = (mark, file)
    else:
        # Where nothing can be locked, no mark may tell others that it is.
        file.close()
        _remove(mark)


def leave(window: str) -> None:
    """Say that a window no longer has its file open."""
    if window in _held:
        mark, file = _held.pop(window)
        file.close()
        _remove(mark)


def _mark(path: Path, window: str) -> Path:
    return drafts_folder() / f"{draft_key(path)}.{window}.window"


def _left_behind(mark: Path) -> bool:
    """Whether nobody holds a mark; it is removed then."""
    try:
        with mark.open("ab") as file:
            if not _lock(file):
                return False
    except OSError:
        return not mark.exists()
    _remove(mark)
    return True


def _remove(mark: Path) -> None:
    try:
        mark.unlink(missing_ok=True)
    except OSError:
        return
