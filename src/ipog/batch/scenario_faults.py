"""What is wrong with an overlay: each fault at its line, in the words of a plant file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from ipog import vocabulary
from ipog.coals import UnknownCoal
from ipog.coals import find as find_coal
from ipog.diagnostics import Problem
from ipog.files.explain import explain
from ipog.files.marks import Mark, Steps, find, join_path, split_path
from ipog.files.yaml_read import Loaded
from ipog.language import tr
from ipog.plant import Plant
from ipog.plant.fields import shown

LATER = frozenset({"impossible-order", "missing"})
"""Faults of a whole train or feed: they are seen when the rule meets its unit."""


class Overlay:
    """The data of an overlay, and all faults that were found in it.

    Parameters
    ----------
    loaded : its data and where they stand
    name : of the file
    """

    def __init__(self, loaded: Loaded, name: str) -> None:
        self.data, self._mark, self._name = loaded.data, loaded.mark, name
        self.problems: list[Problem] = list(loaded.problems)

    def known(self, group: dict[str, Any], at: Steps, allowed: tuple[str, ...], message: str) -> None:
        """Note every key of a group that is none; the message has a place for the key."""
        for key in group:
            if key not in allowed:
                near = vocabulary.nearest(key, allowed)
                self.fault(
                    "unknown-key",
                    (*at, key),
                    tr(message, key=repr(shown(key))),
                    key,
                    ", ".join(allowed),
                    near,
                    at_key=True,
                )

    def fault(
        self,
        problem_id: str,
        steps: Steps,
        message: str,
        given: Any,
        allowed: str,
        nearest: str | None = None,
        *,
        at_key: bool = False,
    ) -> None:
        """Note a fault at a path of the overlay."""
        line, column = find(self._mark, steps, key=at_key)
        text = None if given is None else shown(given)
        self.problems.append(
            Problem(
                problem_id,
                message,
                file=self._name,
                line=line,
                column=column,
                path=join_path(steps),
                given=text,
                allowed=allowed,
                nearest=nearest,
            )
        )

    def word(self, kind: str, text: Any, steps: Steps) -> str | None:
        """The canonical word; None, with a fault noted, if it is none."""
        try:
            return vocabulary.canonical(kind, str(text))
        except vocabulary.UnknownWord:
            self.fault(
                "unknown-word",
                steps,
                tr("{given} is no word that fits here", given=shown(text)),
                text,
                ", ".join(vocabulary.words(kind)),
                vocabulary.nearest_word(kind, str(text)),
            )
            return None

    def check_country(self, code: Any, steps: Steps) -> None:
        """Note a country that is no code."""
        if code not in vocabulary.countries():
            self.fault(
                "unknown-country",
                steps,
                tr("{given} is not a two-letter country code", given=shown(code)),
                code,
                tr("an ISO 3166-1 alpha-2 code in capitals"),
                vocabulary.country_for(str(code)),
            )

    def check_coal(self, coal_id: str, steps: Steps) -> None:
        """Note a coal that the library lacks."""
        try:
            find_coal(coal_id)
        except UnknownCoal as error:
            allowed = tr("an id of {command}", command="ipog coals list")
            self.fault("unknown-coal", steps, str(error), coal_id, allowed, error.nearest)

    def tried(self, unit: dict[str, Any], watched: Steps, here: Steps) -> Iterator[Problem]:
        """What a plant file would say of the watched part of a unit, told at its place in the overlay."""
        data = {"ipog_version": 1, "units": [unit]}
        try:
            Plant.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                for problem in explain(detail, data, Mark(1, 1), self._name):
                    steps = split_path(problem.path)
                    unknown = problem.id == "unknown-key" and watched[: len(steps)] == steps
                    if problem.id in LATER or not (unknown or steps[: len(watched)] == watched):
                        continue
                    rest = steps[len(watched) :]
                    line, column = find(self._mark, (*here, *rest))
                    path = join_path((*here, *rest))
                    yield replace(problem, line=line, column=column, path=path)


def sample_unit(**changes: Any) -> dict[str, Any]:
    """A unit to try a change on."""
    return {
        "coal_feed": [{"rank": "bituminous", "trace": {"mercury": 0.1}}],
        "boiler": {"type": "wall"},
        "apcs": [],
        **changes,
    }
