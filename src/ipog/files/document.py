"""Plant files: text to a :class:`ipog.plant.Plant` and the problems found on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ipog.diagnostics import InputError, Problem, sort_problems
from ipog.files.cautions import cautions
from ipog.files.explain import describe
from ipog.files.marks import Mark, find, split_path
from ipog.files.text import read_text
from ipog.files.yaml_read import Loaded, load_all
from ipog.language import plural, tr
from ipog.plant import Plant


@dataclass(frozen=True, slots=True)
class Document:
    """The data of a plant file and where each of them stands.

    Attributes
    ----------
    name : of the file, for the problems
    text : what the file holds
    data : the plain data; None if the text is not YAML
    mark : where they stand
    """

    name: str
    text: str
    data: Any = None
    mark: Mark = field(default_factory=lambda: Mark(1, 1))

    def position(self, path: str) -> tuple[int, int]:
        """Line and column of a field such as ``units[0].boiler.type``, or of the group it would be in."""
        return find(self.mark, split_path(path))

    def locate(self, problem: Problem) -> Problem:
        """A problem of a later check with file, line and column of its path."""
        if problem.line is not None:
            return problem
        line, column = self.position(problem.path)
        return replace(problem, file=self.name, line=line, column=column)

    def locate_all(self, error: InputError) -> InputError:
        """The error of a later check with its problems located in this file."""
        return InputError([self.locate(problem) for problem in error.problems], self.text)


def read_plant(path: str | Path) -> Plant:
    """The plant in a YAML file.

    Raises
    ------
    ipog.diagnostics.InputError
        with every problem found, each with its line
    """
    file = Path(path)
    return read_plant_text(read_text(file).text, str(path))


def read_plant_text(text: str, name: str = "text") -> Plant:
    """The plant in a YAML text; raises :class:`ipog.diagnostics.InputError`."""
    plant, problems, _ = parse(text, name)
    if plant is None:
        raise InputError(problems, text)
    return plant


def parse(text: str, name: str = "text") -> tuple[Plant | None, list[Problem], Document]:
    """The plant in a YAML text, all problems, and the document that locates later ones.

    The plant is None if one of the problems is an error; warnings and notes come with a plant.
    """
    empty = Document(name, text)
    try:
        loaded = list(load_all(text, name))
    except InputError as error:
        return None, list(error.problems), empty
    if not loaded:
        return None, [_no_plant(None, Mark(1, 1), name)], empty
    if len(loaded) > 1:
        second = loaded[1].mark
        problem = Problem(
            id="several-documents",
            message=plural(
                "the file holds {count} document (parts divided by ---)",
                "the file holds {count} documents (parts divided by ---)",
                len(loaded),
            ),
            file=name,
            line=second.line,
            column=second.column,
            allowed=tr("one plant a file; its units go under units"),
        )
        return None, [problem], empty
    plant, problems = validate(loaded[0], name)
    return plant, problems, Document(name, text, loaded[0].data, loaded[0].mark)


def load_documents(text: str, name: str = "text") -> Iterator[tuple[Plant | None, list[Problem], Document]]:
    """What :func:`parse` gives, for each of several documents divided by ``---``.

    Raises
    ------
    ipog.diagnostics.InputError
        where the text is not YAML; documents before that place are given first
    """
    for loaded in load_all(text, name):
        if loaded.data is None:
            continue
        plant, problems = validate(loaded, name)
        yield plant, problems, Document(name, text, loaded.data, loaded.mark)


def validate(loaded: Loaded, name: str) -> tuple[Plant | None, list[Problem]]:
    """The plant that the data of a document describe, and all problems."""
    problems = list(loaded.problems)
    data, mark = loaded.data, loaded.mark
    if not isinstance(data, Mapping):
        return None, [*problems, _no_plant(data, mark, name)]
    plant = None
    try:
        plant = Plant.model_validate(data)
    except ValidationError as error:
        # Without faults nobody needs the tables of coals and limits yet.
        from ipog.files.faults import faults

        found = faults(error, data, mark, name)
        # A value that could not be read counts as left out; that it is missing is no news then.
        unread = [problem.path for problem in loaded.problems if problem.id == "not-finite"]
        problems += [each for each in found if not any(path.startswith(each.path) for path in unread)]
    if any(problem.level == "error" for problem in problems) or plant is None:
        return None, list(sort_problems(problems))
    problems += cautions(plant, data, mark, name)
    return plant, list(sort_problems(problems))


def _no_plant(data: Any, mark: Mark, name: str) -> Problem:
    if data is None:
        found = tr("the file is empty")
    else:
        found = tr("a plant file can't begin with {found}", found=describe(data))
    return Problem(
        id="not-a-plant",
        message=found,
        file=name,
        line=mark.line,
        column=mark.column,
        allowed=tr("keys such as ipog_version, plant and units; ipog new writes a file to start from"),
    )
