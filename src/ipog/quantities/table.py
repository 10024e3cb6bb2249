"""The closed table of units, and conversion within a dimension."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from ipog.language import tr
from ipog.quantities.errors import QuantityError, shown
from ipog.tables import Sections, sections

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Real = TypeVar("Real", float, NDArray[np.float64])
else:
    Real = TypeVar("Real")

_NOT_DIMENSIONS = ("bridge", "refused")
_PLAIN = str.maketrans({"µ": "u", "μ": "u", "³": "3", "∕": "/", "⁄": "/"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: canonical value = value * factor + offset."""

    name: str
    dimension: str
    factor: float
    offset: float
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A kind of quantity.

    Attributes
    ----------
    name : key of the table
    what : English words for it, such as ``"a heating value"``
    canonical : its unit of factor 1
    units : units by every accepted spelling
    """

    name: str
    what: str
    canonical: str
    units: Mapping[str, Unit]

    @property
    def spellings(self) -> tuple[str, ...]:
        """The units' own names, without aliases."""
        return tuple(dict.fromkeys(unit.name for unit in self.units.values()))

    @property
    def wanted(self) -> str:
        """``what`` in the language in use."""
        return tr(self.what)

    @property
    def bare(self) -> str:
        """``what`` without its article, in the language in use."""
        return tr(self.what.partition(" ")[2])

    @property
    def has_offsets(self) -> bool:
        """Whether its units have different zeros."""
        return any(unit.offset for unit in self.units.values())


@dataclass(frozen=True, slots=True)
class _Refusal:
    words: frozenset[str]
    dimensions: frozenset[str] | None
    reason: str


@cache
def _raw() -> Sections:
    return sections("ipog.quantities", "units.toml")


@cache
def _refusals() -> tuple[_Refusal, ...]:
    return tuple(
        _Refusal(
            frozenset(row["words"]),
            frozenset(row["dimensions"]) if "dimensions" in row else None,
            row["reason"],
        )
        for row in _raw()["refused"]
    )


@cache
def _bridges() -> Mapping[frozenset[str], str]:
    return {frozenset(row["between"]): row["needs"] for row in _raw()["bridge"]}


@cache
def dimension(name: str) -> Dimension:
    """The dimension of this name; raises KeyError."""
    if name in _NOT_DIMENSIONS:
        raise KeyError(name)
    row = _raw()[name]
    units: dict[str, Unit] = {}
    for entry in row["units"]:
        unit = Unit(
            entry["unit"],
            name,
            float(entry["factor"]),
            float(entry.get("offset", 0.0)),
            tuple(entry.get("aliases", ())),
        )
        for spelling in (unit.name, *unit.aliases):
            if spelling in units:
                raise ValueError(f"units.toml: {name}: {spelling!r} is listed twice")
            units[spelling] = unit
    return Dimension(name, row["what"], row["canonical"], units)


def dimensions() -> tuple[str, ...]:
    """Names of all dimensions, such as ``"heating_value"``."""
    return tuple(name for name in _raw() if name not in _NOT_DIMENSIONS)


def units_of(name: str) -> tuple[str, ...]:
    """The units of a dimension, without aliases; raises KeyError."""
    return dimension(name).spellings


def dimensions_of(unit: str) -> tuple[str, ...]:
    """The dimensions that have this unit; several for ``%`` and ``ppm``, none if it is unknown."""
    spelling = normal(unit)
    return tuple(name for name in dimensions() if spelling in dimension(name).units)


def normal(unit: str) -> str:
    """A unit with its micro sign, superscripts and blanks written plainly."""
    return " ".join(unit.translate(_PLAIN).replace("m^3", "m3").split())


def find_unit(text: str, dimension_name: str) -> Unit:
    """The unit that a user wrote, within one dimension.

    Raises
    ------
    QuantityError
        if the word is refused, of another dimension, or unknown
    """
    wanted = dimension(dimension_name)
    spelling = normal(text)
    if spelling in wanted.units:
        return wanted.units[spelling]
    allowed = ", ".join(wanted.spellings)
    reason = refusal(spelling, (dimension_name,))
    if reason is not None:
        raise refused(text, reason, text, allowed)
    others = dimensions_of(spelling)
    if others:
        other = dimension(others[0])
        message = tr(
            "{given!r} is a unit of {kind}, but {wanted} is wanted here",
            given=shown(text),
            kind=other.bare,
            wanted=wanted.wanted,
        )
        message = _with_bridge(message, other.name, dimension_name)
        raise QuantityError("wrong-dimension", message, text, allowed)
    nearest = nearest_unit(spelling, (dimension_name,))
    message = tr("{given!r} is not a unit of {kind}", given=shown(text), kind=wanted.bare)
    if nearest is not None and nearest.casefold() == spelling.casefold():
        message = tr("{problem}: capitals count, so write {unit}", problem=message, unit=nearest)
    raise QuantityError("unknown-unit", message, text, allowed, nearest)


def refused(text: str, reason: str, given: object, allowed: str | None = None) -> QuantityError:
    """The error for a unit that :func:`refusal` has a reason against."""
    message = tr("{given!r}: {reason}", given=shown(text), reason=tr(reason))
    return QuantityError("ambiguous-unit", message, given, allowed)


def refusal(spelling: str, wanted: Iterable[str]) -> str | None:
    """Why a unit is refused where these dimensions are wanted, in English, or None."""
    words = {word.casefold() for word in re.split(r"[\s/*·(),;]+", spelling)}
    wanted = set(wanted)
    for row in _refusals():
        if words & row.words and (row.dimensions is None or wanted & row.dimensions):
            return row.reason
    return None


def nearest_unit(spelling: str, wanted: Iterable[str]) -> str | None:
    """The closest known spelling: one that differs in case alone if it is the only one."""
    known = {text: unit for name in wanted for text, unit in dimension(name).units.items()}
    by_case: dict[str, str] = {}
    for text, unit in known.items():
        if text.casefold() == spelling.casefold():
            by_case.setdefault(unit.name, text)
    if len(by_case) == 1:
        return next(iter(by_case.values()))
    import difflib

    close = difflib.get_close_matches(spelling, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def convert(value: Real, from_unit: str, to_unit: str, dimension_name: str | None = None) -> Real:
    """A number or array in another unit of the same dimension.

    Parameters
    ----------
    value : one number or an array
    from_unit, to_unit : any spelling of the table
    dimension_name : row of ``units.toml``; None finds the one that has both units

    Raises
    ------
    QuantityError
        if a unit is unknown or refused, or the two measure different things
    """
    name = _common_dimension(from_unit, to_unit) if dimension_name is None else dimension_name
    source, target = find_unit(from_unit, name), find_unit(to_unit, name)
    if source is target:
        return value
    return (value * source.factor + (source.offset - target.offset)) / target.factor


def _common_dimension(from_unit: str, to_unit: str) -> str:
    has_from, has_to = dimensions_of(from_unit), dimensions_of(to_unit)
    for name in has_from:
        if name in has_to:
            return name
    for text, known in ((from_unit, has_from), (to_unit, has_to)):
        if not known:
            reason = refusal(normal(text), dimensions())
            if reason is not None:
                raise refused(text, reason, text)
            nearest = nearest_unit(normal(text), dimensions())
            message = tr("{given!r} is not a known unit", given=shown(text))
            raise QuantityError("unknown-unit", message, text, nearest=nearest)
    first, second = dimension(has_from[0]), dimension(has_to[0])
    between = tr(
        "{first!r} is a unit of {kind} and {second!r} of {other}",
        first=from_unit,
        kind=first.bare,
        second=to_unit,
        other=second.bare,
    )
    message = _with_bridge(between, first.name, second.name)
    if message == between:
        message = tr("{problem}; one can't be converted into the other", problem=between)
    raise QuantityError("wrong-dimension", message, from_unit, ", ".join(first.spellings))


def _with_bridge(problem: str, one: str, other: str) -> str:
    """What is wrong, and what it takes to go from one dimension to the other where that can be."""
    needs = _bridges().get(frozenset((one, other)))
    if needs is None:
        return problem
    return tr("{problem}; going from one to the other takes {needs}", problem=problem, needs=tr(needs))


def table_words() -> Iterator[str]:
    """Words of the table that a person reads, in English."""
    for name in dimensions():
        what = dimension(name).what
        yield from (what, what.partition(" ")[2])
    yield from _bridges().values()
    for row in _refusals():
        yield row.reason
