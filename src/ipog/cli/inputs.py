"""What a command is told to read: a file, standard input, or a shipped example."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ipog import examples
from ipog.diagnostics import InputError, Problem
from ipog.files import Document, parse, read_text
from ipog.files.text import MAX_BYTES, decode
from ipog.language import tr
from ipog.plant import Plant

if TYPE_CHECKING:
    from ipog.evaluate import Adjustment
    from ipog.results import Evaluation

STANDARD_INPUT = "-"
EXAMPLE_PREFIX = "example:"
TABLES = (".csv", ".xlsx", ".parquet", ".jsonl")
"""Endings of tables, which no command that wants one plant reads."""

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Given:
    """A plant that was read, with what its reader must know.

    Attributes
    ----------
    plant : the plant
    remarks : warnings and notes of the reading
    document : the text, which locates later problems
    """

    plant: Plant
    remarks: tuple[Problem, ...]
    document: Document

    def evaluate(
        self,
        samples: int = 0,
        seed: int | None = None,
        adjustments: Mapping[str, Adjustment] | None = None,
    ) -> Evaluation:
        """The plant's mercury; raises InputError with the lines of what is wrong.

        Parameters
        ----------
        samples : draws behind the percentiles; 0 for the central estimate alone
        seed : of the draws; the usual one if None
        adjustments : what stack tests say of units, by name of the unit
        """
        from ipog.evaluate import DEFAULT_SEED, evaluate

        chosen = DEFAULT_SEED if seed is None else seed
        return self.located(
            lambda plant: evaluate(plant, samples=samples, seed=chosen, adjustments=adjustments)
        )

    def located(self, work: Callable[[Plant], Found]) -> Found:
        """What some work on the plant gives; its InputError names the lines of what is wrong."""
        try:
            return work(self.plant)
        except InputError as error:
            raise self.document.locate_all(error) from None


def read(name: str) -> Given:
    """The plant of a file, of standard input (``-``) or of an example (``example:ID``).

    Raises
    ------
    ipog.diagnostics.InputError
        with every problem found
    """
    text, shown = _text(name)
    plant, problems, document = parse(text, shown)
    if plant is None:
        raise InputError(problems, text)
    return Given(plant, tuple(problems), document)


def is_file(name: str) -> bool:
    """Whether the name is that of a file, not of standard input or an example."""
    return name != STANDARD_INPUT and not name.startswith(EXAMPLE_PREFIX)


def _text(name: str) -> tuple[str, str]:
    if name == STANDARD_INPUT:
        return _standard_input(), tr("standard input")
    if name.startswith(EXAMPLE_PREFIX):
        return read_example(name.removeprefix(EXAMPLE_PREFIX)), name
    path = Path(name)
    if not path.exists() and path.name.removesuffix(".yaml") in examples.ids():
        # Someone tried an example by its bare name: say how it is called.
        raise InputError(
            [
                Problem(
                    id="unreadable-file",
                    message=tr("{file} does not exist", file=name),
                    file=name,
                    nearest=EXAMPLE_PREFIX + path.name.removesuffix(".yaml"),
                )
            ]
        )
    if path.suffix.lower() in TABLES and path.is_file():
        problem = Problem(
            id="table-for-plant",
            message=tr("{file} is a table, not a plant file", file=name),
            file=name,
            allowed=tr("a plant file (.yaml); ipog batch reads tables with one unit a row"),
        )
        raise InputError([problem])
    return read_text(path).text, name


def _standard_input() -> str:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        limit = tr("at most {size} MB", size=MAX_BYTES // 1_000_000)
        raise InputError([Problem("too-large", tr("standard input holds too much"), allowed=limit)])
    return decode(data, tr("standard input")).text


def read_example(example_id: str, *, fleets: bool = False) -> str:
    """The text of a shipped plant, or also of a fleet; an unknown id is answered with the nearest."""
    try:
        if example_id in examples.tables():
            if fleets:
                return examples.path_of(example_id).read_text(encoding="utf-8")
            message = tr("{example} is a fleet, not a plant", example=example_id)
            allowed = f"ipog batch {EXAMPLE_PREFIX}{example_id} -o results.csv"
            raise InputError([Problem("not-a-plant", message, given=example_id, allowed=allowed)])
        return examples.read(example_id)
    except examples.UnknownExample as error:
        raise InputError(
            [
                Problem(
                    id="unknown-example",
                    message=str(error),
                    given=example_id,
                    allowed=tr("an id shown by: {command}", command="ipog examples"),
                    nearest=error.nearest,
                )
            ]
        ) from None
