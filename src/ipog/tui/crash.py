"""What is kept of a fault of ipog, so that it can be reported."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from ipog.language import tr
from ipog.settings import drafts_folder

if TYPE_CHECKING:
    from ipog.tui.screens.plant import PlantScreen


def report(error: BaseException) -> Path | None:
    """Write where a fault happened into a file; None if it can't be written."""
    file = drafts_folder().parent / "crash.txt"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except (OSError, UnicodeError):
        return None
    return file


def in_words(error: BaseException, what: str) -> str:
    """One line on a fault, with the file to report.

    Parameters
    ----------
    error : the fault, which is written to a file
    what : what came of it, in a sentence without its full stop
    """
    file = report(error)
    if file is None:
        return tr("{fault}; please report it ({kind})", fault=what, kind=type(error).__name__)
    return tr("{fault}; please report {file}", fault=what, file=file)


def last_words(error: Exception, plant: PlantScreen | None) -> str:
    """The line the app ends with after a fault; the draft of the plant is kept first if it can be.

    Parameters
    ----------
    error : the fault
    plant : that was open; None if none was
    """
    what = tr("A fault of ipog, not of your input, ended the app")
    try:
        if plant is not None:
            plant.keep_draft()
        if plant is not None and plant.document.modified:
            what = tr("{fault}; your plant is kept as a draft and offered on the next start", fault=what)
    except Exception:
        # Whatever else fails now, the terminal must be given back.
        what = tr("{fault}; the draft of your plant is that of the last pause", fault=what)
    return f"ipog: {in_words(error, what)}"
