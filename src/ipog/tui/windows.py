"""Which windows have a file open, so that two of them don't write one draft.

Each window leaves a mark beside the drafts and touches it now and then. A mark that was not touched for a
while belongs to a window that was closed or killed.
"""

from __future__ import annotations

import time
from pathlib import Path

from ipog.settings import draft_key, drafts_folder

FRESH = 10.0
"""Seconds after which a mark counts as left behind."""


def _mark(path: Path, window: str) -> Path:
    return drafts_folder() / f"{draft_key(path)}.{window}.window"


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
            if time.time() - mark.stat().st_mtime >= FRESH:
                mark.unlink(missing_ok=True)
            elif mark != _mark(path, window):
                found = True
    except OSError:
        return found
    return found


def beat(path: Path, window: str) -> None:
    """Say that a window still has a file open."""
    try:
        drafts_folder().mkdir(parents=True, exist_ok=True)
        _mark(path, window).touch()
    except OSError:
        return


def leave(path: Path, window: str) -> None:
    """Say that a window no longer has a file open."""
    try:
        _mark(path, window).unlink(missing_ok=True)
    except OSError:
        return
