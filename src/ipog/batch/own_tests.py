"""Stack tests that are kept beside the plant files of a batch: units are predicted as ``ipog run`` does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from ipog.batch.sources import Source
from ipog.calibration import Kept, load, note_unused
from ipog.diagnostics import InputError, Problem
from ipog.evaluate import Adjustment, evaluate
from ipog.files.yaml_read import load_all
from ipog.language import tr
from ipog.plant import Plant
from ipog.results import Evaluation


def evaluated_with_tests(
    source: Source, text: str, plant: Plant
) -> tuple[Evaluation, Mapping[str, Adjustment], list[Problem]]:
    """A plant's results, what its stack tests say of its units, and remarks on these.

    Parameters
    ----------
    source : of the plant, beside which tests are kept
    text : of the whole file
    plant : one that it describes

    Raises
    ------
    ipog.diagnostics.InputError
        if the plant can't be evaluated, or the file of tests is not what ``ipog calibrate`` writes
    """
    if _holds_several(text):
        message = tr("the file holds several plants, so the stack tests beside it are not used")
        return evaluate(plant), {}, [_warning(source, message, tr("one plant a file"))]
    assert source.tests is not None, "there are tests"
    kept = load(source.tests, plant, source.tests_data)
    evaluation = note_unused(evaluate(plant, adjustments=kept.adjustments), kept)
    return evaluation, kept.adjustments, list(_remarks(source, kept))


def _holds_several(text: str) -> bool:
    """Whether a text has several documents; tests then don't tell which plant they are of."""
    try:
        return len(list(islice(load_all(text), 2))) > 1
    except InputError:
        return True


def _remarks(source: Source, kept: Kept) -> Iterator[Problem]:
    for name, reason in kept.unused.items():
        message = tr("{unit} is predicted without its stack tests: {reason}", unit=name, reason=reason)
        yield _warning(source, message)
    for name in kept.strangers:
        message = tr("stack tests of {unit} are kept, but the plant has no such unit", unit=repr(name))
        yield _warning(source, message)


def _warning(source: Source, message: str, allowed: str | None = None) -> Problem:
    return Problem("calibration-unused", message, "warning", source.name, allowed=allowed)
