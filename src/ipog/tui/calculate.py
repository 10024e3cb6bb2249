"""What the public API makes of a plant file, the same as the command line: stack tests beside it count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ipog.calibration import beside, load, note_unused
from ipog.calibration.store import Kept
from ipog.evaluate import DEFAULT_SAMPLES, Adjustment, evaluate
from ipog.plant import Plant
from ipog.results import Evaluation

if TYPE_CHECKING:
    from ipog.advice import UnitAdvice

SAMPLES = (0, DEFAULT_SAMPLES)
"""The rounds of a calculation: the central estimate at once, then with its uncertainty."""


def calculate(plant: Plant, path: Path | None, samples: int) -> Evaluation:
    """The evaluation of a plant; raises :class:`ipog.diagnostics.InputError`."""
    kept = _kept(plant, path)
    if kept is None:
        return evaluate(plant, samples=samples)
    return note_unused(evaluate(plant, samples=samples, adjustments=kept.adjustments), kept)


def advise_on(
    plant: Plant,
    path: Path | None,
    number: int,
    answers: Mapping[str, bool],
    samples: int,
    progress: Callable[[int, int], None],
) -> UnitAdvice:
    """The advice for one unit of a plant.

    Parameters
    ----------
    plant, path : the plant and its file, if it has one
    number : of the unit
    answers : to questions of the tree, which count whatever the plant says
    samples : draws behind percentiles and probabilities
    progress : is told how many options of how many are finished

    Raises
    ------
    ipog.diagnostics.InputError
        if a coal or a limit of the file is unknown
    """
    # Loaded here: the app shows a plant long before it is asked what to do.
    from ipog.advice import advise

    found = advise(
        plant.model_copy(update={"units": [plant.units[number]]}),
        answers=answers,
        adjustments=adjustments_of(plant, path),
        samples=samples,
        progress=progress,
    )
    return found.units[0]


def adjustments_of(plant: Plant, path: Path | None) -> Mapping[str, Adjustment] | None:
    """What the stack tests beside a plant file say of its units, by name; None without tests."""
    kept = _kept(plant, path)
    return None if kept is None else kept.adjustments


def _kept(plant: Plant, path: Path | None) -> Kept | None:
    tests = None if path is None else beside(path)
    return None if tests is None or not tests.is_file() else load(tests, plant)
