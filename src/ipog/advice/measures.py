"""The table of measures, ``measures.toml``: what each is, needs, risks and shifts to other media."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

RUNGS = {
    1: "efficiency",
    2: "coal",
    3: "what stands there",
    4: "new equipment",
    5: "dedicated control",
}
"""The rungs of the ladder, cheapest and least intrusive first."""

WHOLE = 100.0
OF_A_WHOLE = frozenset({"% of the coal washed", "% of the bypass closed"})
"""Units of a level whose 100 goes without saying."""

Maturity = Literal["established", "emerging"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be done.

    Attributes
    ----------
    id, name : to name and to show
    rung : place on the ladder, 1 to 5
    group : of one group only one measure goes into a combination
    stage : order in which the measures of a combination change the plant
    major : whether it is a large investment; a combination of several is a project of its own
    cost_items, uses : rows of the cost table, and what the measure consumes or saves
    alone : whether it is run alone only, as the lesser variant of another measure
    levels, level_unit : settings that are tried, such as injection rates
    spoils_ash : whether the ash is no longer fit for concrete
    effect, needs, risks, cross_media, benefits, verify : in words
    maturity : ``established`` or ``emerging``
    bat_level : what the Minamata guidance says of it
    months : shortest and longest time to implement
    sources : keys of the bibliography
    """

    id: str
    name: str
    rung: int
    group: str
    stage: int
    major: bool
    alone: bool
    cost_items: tuple[str, ...]
    uses: tuple[str, ...]
    levels: tuple[float, ...]
    level_unit: str
    spoils_ash: bool
    effect: str
    needs: tuple[str, ...]
    risks: tuple[str, ...]
    cross_media: str
    benefits: str
    maturity: Maturity
    bat_level: str
    months: tuple[int, int]
    verify: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A measure at one of its levels.

    Attributes
    ----------
    measure : the measure
    level : the setting, None for a measure without levels
    """

    measure: Measure
    level: float | None

    @property
    def id(self) -> str:
        """``aci_brominated@2``; the id of the measure if it has no levels."""
        return self.measure.id if self.level is None else f"{self.measure.id}@{self.level:g}"

    @property
    def name(self) -> str:
        """The measure with its setting."""
        if self.level is None or (self.level == WHOLE and self.measure.level_unit in OF_A_WHOLE):
            return self.measure.name
        return f"{self.measure.name}, {self.level:g} {self.measure.level_unit}"

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Practice:
    """A best environmental practice: what to look at, what is good, what neglect does.

    Attributes
    ----------
    needs_device : device types one of which must stand in the train; empty if it always fits
    """

    id: str
    name: str
    needs_device: tuple[str, ...]
    look_at: str
    good: str
    neglect: str
    sources: tuple[str, ...]


@cache
def _table() -> dict[str, dict[str, dict[str, Any]]]:
    text = files("ipog.advice").joinpath("measures.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def measures() -> Mapping[str, Measure]:
    """All measures by id, in the order of the table."""
    return MappingProxyType({name: _measure(name, row) for name, row in _table()["measure"].items()})


def _measure(measure_id: str, row: dict[str, Any]) -> Measure:
    optional: dict[str, Any] = {
        "major": False,
        "alone": False,
        "levels": (),
        "level_unit": "",
        "spoils_ash": False,
    }
    return Measure(id=measure_id, **_frozen(optional | row))


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


@cache
def practices() -> tuple[Practice, ...]:
    """The best environmental practices."""
    return tuple(Practice(id=name, **_frozen(row)) for name, row in _table()["practice"].items())


def steps(measure: Measure) -> tuple[Step, ...]:
    """A measure at each of its levels."""
    return tuple(Step(measure, level) for level in measure.levels) or (Step(measure, None),)
