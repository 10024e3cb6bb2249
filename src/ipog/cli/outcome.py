"""Words on standard error, and exit codes beyond those of the diagnostics."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ipog.diagnostics import InputError, Problem, render

INTERNAL_ERROR = 70
"""A fault of ipog itself (``EX_SOFTWARE`` of sysexits); 1 would look like a missed target."""


def show_text(text: str, end: str = "\n") -> None:
    """A message for the person at the terminal; lost if nobody listens, which changes no exit code."""
    if sys.stderr is None:
        return
    try:
        print(text, end=end, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        sys.stderr = None


def show_problems(problems: Sequence[Problem], source: str | None = None) -> None:
    """Problems with the lines they stand in.

    Parameters
    ----------
    problems : what to show; nothing if empty
    source : text that the problems point into
    """
    if problems:
        show_text(render(problems, source))


def show_error(error: InputError) -> None:
    """All problems of an input that cannot be used."""
    show_problems(error.problems, error.source)
