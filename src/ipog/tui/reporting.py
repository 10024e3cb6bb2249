"""Writing a report of a plant, the same as the command line writes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ipog.diagnostics import InputError, Problem, why_unwritable
from ipog.evaluate import DEFAULT_SAMPLES
from ipog.language import mark, tr
from ipog.plant import Plant
from ipog.tui.calculate import adjustments_of, calculate

if TYPE_CHECKING:
    from ipog.report.document import Report

FORMS = {
    ".html": mark("page for a browser, which prints well"),
    ".pdf": mark("PDF"),
    ".docx": mark("Word"),
    ".md": mark("plain text"),
}
"""Kinds of report by the end of their file's name."""

Progress = Callable[[int, int], None]
"""Told how many options of how many are calculated; raises to stop."""


def missing(end: str) -> str:
    """What a kind of report lacks on this computer, in a sentence; empty if nothing."""
    from ipog.report.extras import require_for

    try:
        require_for(end)
    except InputError as error:
        return f"{error.problems[0].message}; {error.problems[0].allowed}"
    return ""


def written(
    plant: Plant, path: Path | None, text: str, end: str, *, advice: bool, progress: Progress
) -> bytes:
    """A report as the bytes of its file.

    Parameters
    ----------
    plant, path, text : the plant, its file if it has one, and its text
    end : of the report's name: one of :data:`FORMS`
    advice : whether to say what to do
    progress : of the advice

    Raises
    ------
    ipog.diagnostics.InputError
        if the plant can't be evaluated, or a library is missing
    """
    from ipog.report import build, report_day

    evaluation = calculate(plant, path, DEFAULT_SAMPLES)
    found = None
    if advice:
        from ipog.advice import advise

        kept = adjustments_of(plant, path)
        found = advise(plant, adjustments=kept, samples=DEFAULT_SAMPLES, progress=progress)
    return _as_bytes(build(plant, evaluation, text, report_day(), found), end)


def _as_bytes(report: Report, end: str) -> bytes:
    if end == ".pdf":
        from ipog.report.pdf import as_pdf

        return as_pdf(report)
    if end == ".docx":
        from ipog.report.docx import as_docx

        return as_docx(report)
    if end == ".md":
        from ipog.report.markdown import as_markdown

        return as_markdown(report).encode("utf-8")
    from ipog.report.html import as_html

    return as_html(report).encode("utf-8")


def put_file(data: bytes, path: Path) -> None:
    """Write a file in one step, so that a crash leaves the old or the new one; raises InputError."""
    # Not from tempfile, whose files nobody else may read.
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        reason = why_unwritable(error, path)
        message = tr("{name} can't be written: {reason}", name=path.name, reason=reason)
        raise InputError([Problem("unwritable-file", message, file=str(path))]) from None
