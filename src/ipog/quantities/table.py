"""The closed table of units, and conversion within a dimension."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from ipog.quantities.errors import QuantityError

Number = TypeVar("Number")


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


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("ipog.quantities").joinpath("units.toml").read_text(encoding="utf-8"))


@cache
def refused() -> Mapping[str, str]:
    """Words refused as units, with the reason."""
    return {str(word): str(reason) for word, reason in _raw()["refused"].items()}


@cache
def dimension(name: str) -> Dimension:
    """The dimension of this name; raises KeyError."""
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
            if units.setdefault(spelling, unit) is not unit:
                raise ValueError(f"units.toml: {name}: {spelling!r} is listed twice")
    return Dimension(name, row["what"], row["canonical"], units)


def dimensions() -> tuple[str, ...]:
    """Names of all dimensions."""
    return tuple(name for name in _raw() if name != "refused")


def units_of(name: str) -> tuple[str, ...]:
    """The units of a dimension, without aliases."""
    return dimension(name).spellings


def normal(unit: str) -> str:
    """A unit with its micro sign, middle dot and superscripts written plainly."""
    plain = unit.strip().replace("µ", "u").replace("μ", "u").replace("³", "3")
    return plain.replace("m^3", "m3")


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
    last_word = spelling.replace(",", " ").split()[-1] if spelling.split() else ""
    for word in (spelling, last_word):
        if word.casefold() in refused():
            raise QuantityError("ambiguous-unit", refused()[word.casefold()], text, allowed)
    if "m3" in spelling.replace("Nm3", "").replace("am3", "") and "Nm3" in allowed:
        raise QuantityError("ambiguous-unit", refused()["m3"], text, allowed)
    for other in dimensions():
        if spelling in dimension(other).units:
            raise QuantityError(
                "wrong-dimension",
                f"{text!r} is a unit of {dimension(other).what.removeprefix('an ').removeprefix('a ')}, "
                f"but {wanted.what} is wanted here",
                text,
                allowed,
            )
    raise QuantityError(
        "unknown-unit", f"{text!r} is not a unit of {wanted.what}", text, allowed, _nearest(spelling, wanted)
    )


def _nearest(spelling: str, wanted: Dimension) -> str | None:
    by_case = [known for known in wanted.units if known.casefold() == spelling.casefold()]
    if len(by_case) == 1:
        return by_case[0]
    close = difflib.get_close_matches(spelling, list(wanted.units), n=1, cutoff=0.6)
    return close[0] if close else None


def convert(value: Any, from_unit: str, to_unit: str, dimension_name: str) -> Any:
    """A number or array in another unit of the same dimension; raises QuantityError."""
    source, target = find_unit(from_unit, dimension_name), find_unit(to_unit, dimension_name)
    if source is target:
        return value
    return (value * source.factor + (source.offset - target.offset)) / target.factor
