"""The plants of a lesson, evaluated when they are needed, and the figures that its texts quote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from ipog import examples
from ipog.diagnostics import InputError, Problem
from ipog.evaluate import evaluate
from ipog.files import dump_text, parse, update_text
from ipog.files.document import validate
from ipog.files.marks import Mark
from ipog.files.overlay import overlaid
from ipog.files.yaml_read import Loaded
from ipog.language import decimal, tr
from ipog.plant import Plant, Unit
from ipog.results import OUTLETS, StageResult, UnitResult
from ipog.shown import figure
from ipog.workshop.expressions import BadExpression, value_of
from ipog.workshop.schema import Lesson

QUOTED = re.compile(r"\{([a-z][a-z0-9_]*)(?::([1-9]|%[0-3]?))?\}")
"""A figure in a text: its name, and digits or ``%`` with its decimals."""
_HEAD = "# {about}\n"


@dataclass(frozen=True, slots=True)
class Case:
    """A unit with its result, as expressions see it.

    Attributes
    ----------
    unit : the input
    result : the result
    """

    unit: Unit
    result: UnitResult

    @property
    def devices(self) -> tuple[str, ...]:
        """Types of its devices, in order."""
        return tuple(device.type for device in self.unit.apcs)

    @property
    def coals(self) -> tuple[str, ...]:
        """Ids of its coals; an empty text for one that the library lacks."""
        return tuple(coal.coal or "" for coal in self.unit.coal_feed)

    @property
    def shares(self) -> Mapping[str, float]:
        """Share of the feed by coal id [%]; a coal that is alone has 100."""
        given = [(coal.coal or "", coal.share) for coal in self.unit.coal_feed]
        rest = 100 - sum(float(share) for _, share in given if share is not None)
        return {name: rest if share is None else float(share) for name, share in given}

    @property
    def sorbent_rate(self) -> float:
        """Sorbent injected, all lances together [lb/MMacf]."""
        rates = (getattr(device, "rate", None) for device in self.unit.apcs)
        return sum(float(rate) for rate in rates if rate is not None)

    @property
    def halogen_on_coal(self) -> float:
        """Halogen added to the coal [mg/kg]."""
        return sum(float(additive.halogen_on_coal) for additive in self.unit.additives)

    @property
    def preheater(self) -> StageResult:
        """The gas behind the air preheater, where all collectors but the hot ones begin."""
        return next(stage for stage in self.result.stages if stage.after == "air_preheater")

    @property
    def outlet(self) -> SimpleNamespace:
        """Share of the coal's mercury by outlet [1]; 0 where the train has no such outlet."""
        return SimpleNamespace(**(dict.fromkeys(OUTLETS, 0.0) | self.result.balance_fraction))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.result, name)


class Bench:
    """Works out what a lesson needs, each plant once.

    Parameters
    ----------
    lesson : the lesson
    """

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self._texts: dict[str, str] = {}
        self._cases: dict[str, Case] = {}

    def plant_text(self, name: str) -> str:
        """A plant of the lesson as a plant file."""
        if name not in self._texts:
            self._texts[name] = _HEAD.format(about=self.lesson.plants[name].about) + dump_text(
                self._data(name)
            )
        return self._texts[name]

    def changed_text(self, name: str, changes: list[str]) -> str:
        """A plant of the lesson with changes on it, as a plant file."""
        return changed(self.plant_text(name), changes)

    def case(self, name: str) -> Case:
        """A plant of the lesson with its result; raises KeyError."""
        if name not in self._cases:
            plant, problems = validate(Loaded(self._data(name), Mark(1, 1), ()), name)
            if plant is None:
                raise InputError(problems)
            self._cases[name] = case_of(plant, self.lesson.plants[name].samples)
        return self._cases[name]

    def value(self, expression: str, yours: Case | None = None) -> Any:
        """What an expression gives; raises :class:`~ipog.workshop.expressions.BadExpression`.

        Parameters
        ----------
        expression : of the lesson
        yours : the participant's own plant, which the expression may name
        """

        def known(name: str) -> Any:
            if name == "yours" and yours is not None:
                return yours
            if name in self.lesson.figures:
                return self.value(self.lesson.figures[name])
            return self.case(name)

        return value_of(expression, known)

    def number(self, expression: str, yours: Case | None = None) -> float:
        """What an expression gives, which must be a number."""
        found = self.value(expression, yours)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise BadExpression(f"{expression!r} gives no number")
        return float(found)

    def text(self, template: str, yours: Case | None = None) -> str:
        """A text with its figures filled in, with the decimal sign of the language in use."""

        def filled(match: re.Match[str]) -> str:
            value = self.number(match[1], yours)
            form = match[2] or "3"
            if form.startswith("%"):
                return decimal(f"{100 * value:.{int(form[1:] or 0)}f}")
            return figure(value, int(form))

        return QUOTED.sub(filled, template)

    def _data(self, name: str) -> dict[str, Any]:
        """A plant of the lesson as the data of a plant file."""
        plant = self.lesson.plants[name]
        if plant.like is not None:
            data = self._data(plant.like)
        elif plant.example is not None:
            data = _one_unit(plant.example, plant.unit)
        else:
            identity = {"country": plant.country} if plant.country else {}
            data = {"ipog_version": 1, "plant": identity, "units": [dict(plant.written or {})]}
        changed_data: dict[str, Any] = overlaid(data, plant.change)
        changed_data["plant"] = {**changed_data["plant"], "name": plant.about}
        return changed_data


def changed(text: str, changes: list[str]) -> str:
    """The text of a plant file with overlays on it; raises :class:`ipog.diagnostics.InputError`."""
    if not changes:
        return text
    _, problems, document = parse(text, "plant")
    if not isinstance(document.data, dict):
        raise InputError(problems, text)
    return update_text(text, overlaid(document.data, changes))


def read(text: str, name: str) -> Plant:
    """The plant of a text; raises :class:`ipog.diagnostics.InputError`."""
    plant, problems, _ = parse(text, name)
    if plant is None:
        raise InputError(problems, text)
    return plant


def case_of(plant: Plant, samples: int = 0) -> Case:
    """The first unit of a plant with its result; raises :class:`ipog.diagnostics.InputError`."""
    return Case(plant.units[0], evaluate(plant, samples=samples).units[0])


def _one_unit(example: str, name: str | None) -> dict[str, Any]:
    """The data of an example with one of its units alone, without what was measured.

    Measurements and comments of an example tell what came out, which a lesson asks.
    """
    _, _, document = parse(examples.read(example), example)
    data: dict[str, Any] = document.data
    units = [unit for unit in data["units"] if name is None or unit.get("name") == name]
    if not units:
        raise InputError(
            [
                Problem(
                    "unknown-unit",
                    tr("the example {example} has no unit {unit}", example=example, unit=repr(name)),
                )
            ]
        )
    kept = {key: value for key, value in units[0].items() if key not in ("measured", "targets")}
    return {**data, "units": [kept]}
