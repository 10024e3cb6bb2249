"""The table of measures, ``measures.toml``: what each is, needs, risks and shifts to other media.

Measures and practices are given in the language in use; the units of levels are also compared, and stay
English until they are shown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from ipog.language import edition, mark, tr
from ipog.shown import plain_number

RUNGS = {
    1: mark("efficiency"),
    2: mark("coal"),
    3: mark("what stands there"),
    4: mark("new equipment"),
    5: mark("dedicated control"),
}
"""The rungs of the ladder, cheapest and least intrusive first."""

WHOLE = 100.0
OF_A_WHOLE = frozenset({mark("% of the coal washed"), mark("% of the bypass closed")})
"""Units of a level whose 100 goes without saying."""

WORDS = frozenset(
    {"name", "effect", "needs", "risks", "cross_media", "benefits", "bat_level", "verify"}
    | {"look_at", "good", "neglect"}
)
"""Fields that people read."""

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
        """The measure with its setting, in the language in use."""
        if self._bare:
            return self.measure.name
        assert self.level is not None
        return tr(
            "{measure}, {level} {unit}",
            measure=self.measure.name,
            level=plain_number(self.level),
            unit=tr(self.measure.level_unit),
        )

    @property
    def _bare(self) -> bool:
        """Whether the setting goes without saying."""
        return self.level is None or (self.level == WHOLE and self.measure.level_unit in OF_A_WHOLE)

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


def measures() -> Mapping[str, Measure]:
    """All measures by id, in the order of the table and in the language in use."""
    return _measures(edition())


@lru_cache(maxsize=3)
def _measures(words: object) -> Mapping[str, Measure]:
    rows = _table()["measure"].items()
    return MappingProxyType({name: _measure(name, _in_words(row, words)) for name, row in rows})


def written_name(step: Step) -> str:
    """The measure with its setting in English, for files."""
    measure = _measures(None)[step.measure.id]
    return measure.name if step._bare else f"{measure.name}, {step.level:g} {measure.level_unit}"


def table_words() -> Iterator[str]:
    """The words of the table that people read, in English."""
    for group in _table().values():
        for row in group.values():
            for name in sorted(WORDS & row.keys()):
                yield from [row[name]] if isinstance(row[name], str) else row[name]
            if row.get("level_unit"):
                yield row["level_unit"]
            if "maturity" in row:
                yield row["maturity"]


def _in_words(row: dict[str, Any], words: object) -> dict[str, Any]:
    """A row with what people read in the language in use; None for English."""
    if words is None:
        return row
    return {name: _told(value) if name in WORDS else value for name, value in row.items()}


def _told(value: str | list[str]) -> str | list[str]:
    return tr(value) if isinstance(value, str) else [tr(text) for text in value]


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


def practices() -> tuple[Practice, ...]:
    """The best environmental practices, in the language in use."""
    return _practices(edition())


@lru_cache(maxsize=3)
def _practices(words: object) -> tuple[Practice, ...]:
    rows = _table()["practice"].items()
    return tuple(Practice(id=name, **_frozen(_in_words(row, words))) for name, row in rows)


def steps(measure: Measure) -> tuple[Step, ...]:
    """A measure at each of its levels."""
    return tuple(Step(measure, level) for level in measure.levels) or (Step(measure, None),)
