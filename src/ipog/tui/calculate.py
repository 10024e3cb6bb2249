"""A plant file's result, the same that ``ipog run`` gives: with the stack tests kept beside the file."""

from __future__ import annotations

from pathlib import Path

from ipog.calibration import beside, load, note_unused
from ipog.evaluate import DEFAULT_SAMPLES, evaluate
from ipog.plant import Plant
from ipog.results import Evaluation

SAMPLES = (0, DEFAULT_SAMPLES)
"""The rounds of a calculation: the central estimate at once, then with its uncertainty."""


def calculate(plant: Plant, path: Path | None, samples: int) -> Evaluation:
    """The evaluation of a plant; raises :class:`ipog.diagnostics.InputError`."""
    tests = None if path is None else beside(path)
    if tests is None or not tests.is_file():
        return evaluate(plant, samples=samples)
    kept = load(tests, plant)
    return note_unused(evaluate(plant, samples=samples, adjustments=kept.adjustments), kept)
