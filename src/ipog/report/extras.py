"""Libraries that only reports need, and what to say where they are missing."""

from __future__ import annotations

from importlib.util import find_spec

from ipog.diagnostics import InputError, Problem
from ipog.language import mark, plural, tr
from ipog.report.letters import require_letters

EXTRAS = {"jinja2": "report", "matplotlib": "report", "typst": "pdf", "docx": "docx"}
"""Libraries, each with the extra that brings it."""

_NEEDS = {
    ".html": (mark("an HTML report"), "jinja2", "matplotlib"),
    ".pdf": (mark("a PDF report"), "matplotlib", "typst"),
    ".docx": (mark("a Word report"), "matplotlib", "docx"),
}


def require(what: str, *libraries: str) -> None:
    """Raise InputError with one sentence if a library is not installed.

    Parameters
    ----------
    what : what needs them, a marked text that is the start of the sentence
    libraries : names of :data:`EXTRAS`
    """
    missing = [name for name in libraries if not _installed(name)]
    if missing:
        extras = ",".join(dict.fromkeys(EXTRAS[name] for name in libraries))
        raise InputError(
            [
                Problem(
                    "missing-extra",
                    plural(
                        "{what} needs {libraries}, which is not installed",
                        "{what} needs {libraries}, which are not installed",
                        len(missing),
                        what=tr(what),
                        libraries=tr(" and ").join(missing),
                    ),
                    allowed=f'pip install "ipog[{extras}]"',
                )
            ]
        )


def require_for(end: str) -> None:
    """Raise InputError if what a kind of report needs is not installed, fonts for the language included.

    Parameters
    ----------
    end : of the report's name, such as ``".pdf"``
    """
    if end in _NEEDS:
        require(*_NEEDS[end])
    if end in (".pdf", ".docx"):
        require_letters()


def _installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # a module that was set aside has no spec
        return False
