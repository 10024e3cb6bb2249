"""Where data go: standard output or a file, the same bytes either way."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from ipog.diagnostics import InputError, Problem, why_unwritable
from ipog.language import for_data, tr

STANDARD_STREAM = "-"
ENDINGS = {".json": "json", ".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".md": "markdown"}
"""What a file holds whose name ends so."""
_NO_TEXT = (".xlsx", ".xls", ".ods", ".parquet", ".pdf", ".docx", ".html", ".htm", ".svg", ".png")
"""Endings of files that programs would not open if they held text or a table of data."""

FOR_PEOPLE = ("table", "markdown")
"""Formats in the language of the person; the others are English, so that programs can rely on them."""

Function = TypeVar("Function", bound=Callable[..., Any])
Made = TypeVar("Made")


class ReaderLeft(Exception):
    """Whoever reads the output has enough of it."""


def output_option(function: Function) -> Function:
    """The option ``-o FILE``."""
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        default=STANDARD_STREAM,
        is_eager=True,
        help="Write to this file instead of standard output.",
    )(function)


def format_option(*formats: str) -> Callable[[Function], Function]:
    """The option ``--format`` with the formats of a command, the first being the usual one.

    Without it the ending of ``-o`` says the format.
    """

    def by_ending(ctx: click.Context, option: click.Parameter, form: str) -> str:
        output = str(ctx.params.get("output", STANDARD_STREAM))
        if ctx.get_parameter_source(str(option.name)) is not ParameterSource.DEFAULT:
            return form
        ending = Path(output).suffix.lower()
        wanted = ENDINGS.get(ending, form)
        if ending in _NO_TEXT or wanted not in formats:
            ends = ", ".join([".txt", *(end for end, name in ENDINGS.items() if name in formats)])
            said = tr(
                "{command} writes no {ending} file; let '{output}' end in {ends}, or give --format",
                command=ctx.command_path,
                ending=ending,
                output=output,
                ends=ends,
            )
            raise click.BadParameter(said, ctx, param_hint="'-o'")
        return wanted

    return click.option(
        "--format",
        "form",
        type=click.Choice(formats, case_sensitive=False),
        default=formats[0],
        show_default=True,
        callback=by_ending,
        help="How to write the data; if left out, the ending of -o says it.",
    )


def made_for(form: str, work: Callable[[], Made]) -> Made:
    """What some work gives, in English if it goes into data.

    Parameters
    ----------
    form : the format that it is for
    work : reads nothing that it would read only once; its faults are told in the language in use
    """
    if form in FOR_PEOPLE:
        return work()
    try:
        with for_data():
            return work()
    except InputError:
        return work()


def colour_wanted(output: str) -> bool:
    """Whether colour may be used: on a terminal that did not ask for none."""
    return (
        output == STANDARD_STREAM
        and sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def deliver(text: str, output: str = STANDARD_STREAM, *, inputs: tuple[str, ...] = ()) -> None:
    """Write data to standard output or a file: UTF-8, line feeds, a line feed at the end.

    Parameters
    ----------
    text : the data
    output : a file, or ``-`` for standard output
    inputs : files that were read, which the output must not replace

    Raises
    ------
    ipog.diagnostics.InputError
        if the file cannot be written
    """
    if not text.endswith("\n"):
        text += "\n"
    if output == STANDARD_STREAM:
        _to_standard_output(text)
        return
    deliver_bytes(_bytes(text), output, inputs=inputs)


def deliver_bytes(data: bytes, output: str, *, inputs: tuple[str, ...] = ()) -> None:
    """Write the bytes of a file, or leave an older one as it was.

    Parameters
    ----------
    data : what the file shall hold
    output : name of the file
    inputs : files that were read, which the output must not replace

    Raises
    ------
    ipog.diagnostics.InputError
        if the file cannot be written
    """
    path = Path(output)
    for name in inputs:
        if _same_file(path, name):
            raise _fault(
                "output-is-input",
                tr("the output {output} is the input; it would be replaced", output=output),
                output,
                tr("another file"),
            )
    try:
        _to_file(data, path)
    except OSError as error:
        message = tr("{file} can't be written: {reason}", file=output, reason=why_unwritable(error, path))
        raise _fault("unwritable-file", message, output) from None


def refuse_to_replace(*paths: Path, force: bool = True) -> None:
    """Raise InputError if one of the files is there; ``force``: whether the command has that option."""
    allowed = tr("another name, or --force") if force else tr("another name")
    problems = [
        Problem("file-exists", tr("{file} exists already", file=path), file=str(path), allowed=allowed)
        for path in paths
        if path.exists()
    ]
    if problems:
        raise InputError(problems)


def _to_standard_output(text: str) -> None:
    if sys.stdout is None:
        message = tr("the output can't be written: standard output is closed")
        raise _fault("unwritable-output", message, "")
    raw = getattr(sys.stdout, "buffer", None)
    try:
        if raw is None or sys.stdout.isatty():
            sys.stdout.write(text)
            sys.stdout.flush()
            return
        # Bytes, so that a pipe gets what a file gets on every system.
        sys.stdout.flush()
        raw.write(_bytes(text))
        raw.flush()
    except OSError as error:
        # Windows reports a closed pipe as an invalid argument.
        if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
            # What is left goes nowhere, so that nothing complains when the process ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise ReaderLeft from None
        message = tr("the output can't be written: {reason}", reason=error.strerror)
        raise _fault("unwritable-output", message, "") from None


def _bytes(text: str) -> bytes:
    # Half of a surrogate pair, as in a file name that is not UTF-8, has no bytes of its own.
    return text.encode("utf-8", "backslashreplace")


def _to_file(data: bytes, path: Path) -> None:
    """All of the data or, if something fails, the file as it was."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            device.write(data)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        draft.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _same_file(path: Path, name: str) -> bool:
    try:
        return path.samefile(name)
    except OSError:
        return False


def _fault(problem_id: str, message: str, file: str, allowed: str | None = None) -> InputError:
    return InputError([Problem(problem_id, message, file=file or None, allowed=allowed)])
