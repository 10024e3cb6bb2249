"""A line on standard error once a run takes longer than a second, on a terminal only."""

from __future__ import annotations

import sys
import time
from typing import Self

from ipog.cli.render.grid import pad
from ipog.language import plural, tr

AFTER_SECONDS = 1.0
_WIDTH = 60


class Progress:
    """Shows how far a run is; as a context, it wipes its line at the end.

    Parameters
    ----------
    quiet : show nothing
    """

    def __init__(self, quiet: bool) -> None:
        self.shown = not quiet and sys.stderr.isatty()
        self._began = time.monotonic()
        self._drawn = False

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        return self

    def bar(self, done: int, of: int) -> None:
        """Some of what is known to come."""
        filled = 30 * done // max(of, 1)
        self._draw(f"[{'#' * filled}{' ' * (30 - filled)}] {tr('{done} of {size}', done=done, size=of)}")

    def count(self, done: int) -> None:
        """Some of what has no known end."""
        self._draw(plural("{count} point was run", "{count} points were run", done))

    def _draw(self, text: str) -> None:
        if self.shown and time.monotonic() - self._began >= AFTER_SECONDS:
            self._drawn = True
            print(f"\r{pad(text, _WIDTH)}", end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            print("\r" + " " * _WIDTH + "\r", end="", file=sys.stderr, flush=True)
