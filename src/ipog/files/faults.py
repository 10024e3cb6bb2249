"""All that keeps a document from being a plant that can be evaluated, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from ipog.coals import UnknownCoal
from ipog.coals import find as find_coal
from ipog.diagnostics import Problem
from ipog.files.explain import explain, placed
from ipog.files.marks import Mark, Steps, join_path
from ipog.limits import UnknownLimit
from ipog.limits import find as find_limit


def faults(error: ValidationError, data: Mapping[str, Any], mark: Mark, name: str) -> list[Problem]:
    """What the input model rejects, and the names of coals and limits that no table has.

    Evaluation would tell of such names, but there is none of what is no plant.

    Parameters
    ----------
    error : of the input model
    data : the document
    mark : where its values stand
    name : of the file
    """
    found = [
        problem for detail in error.errors(include_url=False) for problem in explain(detail, data, mark, name)
    ]
    told = {problem.path for problem in found}
    return found + [problem for problem in _unknown_names(data, mark, name) if problem.path not in told]


def _unknown_names(data: Mapping[str, Any], mark: Mark, name: str) -> Iterator[Problem]:
    for steps, named, look_up in _names(data):
        try:
            look_up(named)
        except (UnknownCoal, UnknownLimit) as error:
            yield placed(error.problem(join_path(steps)), steps, mark, name)


def _names(data: Mapping[str, Any]) -> Iterator[tuple[Steps, str, Callable[[str], object]]]:
    """Where a document, of which anything may be wrong, names a coal or a limit, and what knows them."""
    for number, unit in _listed(data, "units"):
        for place, coal in _listed(unit, "coal_feed"):
            coal_id = coal.get("coal") if isinstance(coal, Mapping) else None
            if isinstance(coal_id, str):
                yield ("units", number, "coal_feed", place, "coal"), coal_id, find_coal
        for place, target in _listed(unit, "targets"):
            if isinstance(target, str):
                yield ("units", number, "targets", place), target, find_limit


def _listed(group: Any, key: str) -> Iterator[tuple[int, Any]]:
    items = group.get(key) if isinstance(group, Mapping) else None
    yield from enumerate(items if isinstance(items, list) else ())
