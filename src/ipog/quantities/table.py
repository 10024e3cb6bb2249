"""The closed table of units, and conversion within a dimension."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from ipog.quantities.errors import QuantityError, shown

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
    what : words for it, such as ``"a heating value"``
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
    def bare(self) -> str:
        """``what`` without its article."""
        return self.what.partition(" ")[2]

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
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("ipog.quantities").joinpath("units.toml").read_text(encoding="utf-8"))


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
        raise QuantityError("ambiguous-unit", f"{shown(text)!r}: {reason}", text, allowed)
    others = dimensions_of(spelling)
    if others:
        other = dimension(others[0])
        message = f"{shown(text)!r} is a unit of {other.bare}, but {wanted.what} is wanted here"
        raise QuantityError(
            "wrong-dimension", message + _bridge_clause(other.name, dimension_name), text, allowed
        )
    nearest = nearest_unit(spelling, (dimension_name,))
    message = f"{shown(text)!r} is not a unit of {wanted.bare}"
    if nearest is not None and nearest.casefold() == spelling.casefold():
        message += f": capitals count, so write {nearest}"
    raise QuantityError("unknown-unit", message, text, allowed, nearest)


def refusal(spelling: str, wanted: Iterable[str]) -> str | None:
    """Why a unit is refused where these dimensions are wanted, or None."""
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
                raise QuantityError("ambiguous-unit", f"{shown(text)!r}: {reason}", text)
            nearest = nearest_unit(normal(text), dimensions())
            raise QuantityError("unknown-unit", f"{shown(text)!r} is not a known unit", text, nearest=nearest)
    first, second = dimension(has_from[0]), dimension(has_to[0])
    message = f"{from_unit!r} is a unit of {first.bare} and {to_unit!r} of {second.bare}"
    raise QuantityError(
        "wrong-dimension",
        message + (_bridge_clause(first.name, second.name) or "; one can't be converted into the other"),
        from_unit,
        ", ".join(first.spellings),
    )


def _bridge_clause(one: str, other: str) -> str:
    needs = _bridges().get(frozenset((one, other)))
    return f"; going from one to the other takes {needs}" if needs else ""
