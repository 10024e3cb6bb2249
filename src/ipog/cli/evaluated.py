"""A plant read and evaluated the way ``ipog run`` does, with its stack tests and its remarks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ipog.cli.inputs import Given, is_file, read
from ipog.cli.outcome import show_problems, show_text
from ipog.cli.output import made_for
from ipog.diagnostics import said
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.calibration import Kept
    from ipog.plant import Plant
    from ipog.results import Evaluation


def evaluated(
    file: str,
    samples: int,
    seed: int | None,
    *,
    calibration: bool = True,
    quiet: bool = False,
    prepare: Callable[[Plant], Plant] | None = None,
    form: str = "table",
) -> tuple[Given, Evaluation]:
    """The plant of a file and its results; remarks go to standard error.

    Parameters
    ----------
    file : what the command line names
    samples, seed : of the draws
    calibration : whether stack tests kept beside the file correct the prediction
    quiet : no remarks
    prepare : what to do to the plant before it is evaluated; the plant that is returned stays as it was read
    form : the format that the results are for

    Raises
    ------
    ipog.diagnostics.InputError
        with every problem found
    """
    given, kept = read_with_tests(file, calibration=calibration, quiet=quiet)
    asked = given if prepare is None else replace(given, plant=given.located(prepare))

    def results() -> Evaluation:
        if kept is None:
            return asked.evaluate(samples, seed)
        from ipog.calibration import note_unused

        # What is kept holds words, too.
        own = tests_beside(file, given) or kept
        return note_unused(asked.evaluate(samples, seed, own.adjustments), own)

    return given, made_for(form, results)


def read_with_tests(file: str, *, calibration: bool = True, quiet: bool = False) -> tuple[Given, Kept | None]:
    """The plant of a file and what stack tests beside it say; remarks go to standard error.

    Parameters
    ----------
    file : what the command line names
    calibration : whether stack tests kept beside the file count
    quiet : no remarks

    Raises
    ------
    ipog.diagnostics.InputError
        with every problem found
    """
    given = read(file)
    if not quiet:
        show_problems(given.remarks, given.document.text)
    kept = tests_beside(file, given) if calibration else None
    if kept is not None and not quiet:
        _say(kept)
    return given, kept


def tests_beside(file: str, given: Given) -> Kept | None:
    """What stack tests say of the plant, if it is kept beside the file."""
    if not is_file(file):
        return None
    # The name is worked out here too, so that a run without tests need not load what reads them.
    path = Path(file).with_suffix(".calibration.toml")
    if not path.exists():
        return None
    from ipog.calibration import load

    return load(path, given.plant)


def _say(kept: Kept) -> None:
    """Words on what the tests were used for."""
    for name, adjustment in kept.adjustments.items():
        used = tr(
            "{unit} is predicted with its own stack tests, from {file}", unit=name, file=adjustment.file
        )
        show_text(said("note", used))
    for name, reason in kept.unused.items():
        left = tr("{unit} is predicted without its stack tests: {reason}", unit=name, reason=reason)
        show_text(said("warning", left))
    for name in kept.strangers:
        strange = tr("stack tests of {unit} are kept, but the plant has no such unit", unit=repr(name))
        show_text(said("warning", strange))
