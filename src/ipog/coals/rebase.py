"""The figures of an analysis on another basis, with the same meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from ipog.coals import bases, estimate
from ipog.coals.assembly import Assembly
from ipog.coals.draws import central
from ipog.coals.library import UnknownCoal, find
from ipog.language import decimal, tr
from ipog.plant import Coal, Proximate
from ipog.plant.fields import Quantity
from ipog.provenance import Assumption
from ipog.quantities import Amount, Spread

GROUPS = ("proximate", "ultimate", "heating_value", "trace")
"""Groups of a coal that name a basis."""

DIGITS = 6
"""Significant digits of a converted figure; more would hide what was typed."""

_KEPT = {"proximate": ("moisture", "total_moisture"), "ultimate": ("moisture",)}


class CannotRebase(ValueError):
    """A change of basis that would lose figures, or that has no meaning."""


@dataclass(frozen=True, slots=True)
class Rebased:
    """A group on another basis.

    Attributes
    ----------
    values : the figures that change, by field, as a plant file has them; None for one that is left out
    notes : what was assumed for the conversion, in sentences
    """

    values: Mapping[str, str | dict[str, str] | None]
    notes: tuple[str, ...]


def rebase(coal: Coal, group: str, wanted: str, country: str | None = None) -> Rebased:
    """A group of a coal's figures on another basis.

    Parameters
    ----------
    coal : as written; its own moisture and ash are used, or the library's, or what the model assumes
    group : one of ``GROUPS``
    wanted : a word of the vocabulary's ``basis``
    country : ISO 3166-1 alpha-2 of the plant

    Raises
    ------
    CannotRebase
        if figures would be lost, or what the conversion needs is not known

    Notes
    -----
    A lower heating value is converted as the heat of the dry coal less that of evaporating its moisture
    on the basis; hydrogen stays in the coal. The moisture of a proximate analysis that loses it is kept
    as ``total_moisture``.
    """
    held = getattr(coal, group)
    if held is None or held.basis == wanted:
        return Rebased({}, ())
    try:
        listed = find(coal.coal) if coal.coal is not None else None
    except UnknownCoal as error:
        raise CannotRebase(str(error)) from None
    assembly = Assembly(coal, listed, "coal", country, central)
    assembly.as_fired()
    shares = assembly.shares
    _refuse_loss(coal, group, wanted, assembly)
    values = _values(held, group, wanted, shares)
    if group == "proximate":
        values |= _moisture(held, wanted, shares)
    return Rebased({"basis": wanted, **values}, _notes(assembly.notes.assumptions, held.basis, wanted))


def _values(
    held: Any, group: str, wanted: str, shares: Mapping[str, float]
) -> dict[str, str | dict[str, str] | None]:
    found: dict[str, str | dict[str, str] | None] = {}
    for name in type(held).model_fields:
        quantity, amount = _quantity(type(held), name), getattr(held, name)
        if quantity is None or amount is None or name in _KEPT.get(group, ()):
            continue
        if name == "ash" and wanted == "dry_ash_free":
            found[name] = None
            continue

        def convert(figure: float, net: bool = name == "lhv") -> float:
            water = _water(held.basis, shares) if net else 0.0
            gross = figure + estimate.water_heat(0.0, water)
            there = bases.convert(gross, held.basis, wanted, **shares)
            evaporated = _water(wanted, shares) if net else 0.0
            return float(there - estimate.water_heat(0.0, evaporated))

        found[name] = quantity.write(_converted(amount, convert))
    return found


def _converted(amount: float, convert: Callable[[float], float]) -> Amount:
    spread = amount.spread if isinstance(amount, Amount) else None
    ends = None
    if spread is not None:
        ends = Spread(spread.kind, _rounded(convert(spread.low)), _rounded(convert(spread.high)))
    return Amount(_rounded(convert(float(amount))), ends)


def _rounded(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")


def _water(basis: str, shares: Mapping[str, float]) -> float:
    """Moisture of the coal on a basis [kg/kg]."""
    return {"as_received": shares["moisture"], "air_dried": shares["air_dried_moisture"]}.get(basis, 0.0)


def _moisture(held: Any, wanted: str, shares: Mapping[str, float]) -> dict[str, str | dict[str, str] | None]:
    """Where the moisture of a proximate analysis stands on the new basis."""
    total = held.total_moisture if held.total_moisture is not None else None
    if held.basis == "as_received" and held.moisture is not None:
        total = held.moisture
    if wanted == "as_received":
        moved = total if total is not None else Amount(_rounded(100.0 * shares["moisture"]))
        return {"moisture": _as_written(moved), "total_moisture": None}
    inherent = Amount(_rounded(100.0 * shares["air_dried_moisture"])) if wanted == "air_dried" else None
    return {
        "moisture": None if inherent is None else _as_written(inherent),
        "total_moisture": None if total is None else _as_written(total),
    }


def _as_written(amount: float) -> str | dict[str, str]:
    quantity = _quantity(Proximate, "moisture")
    if quantity is None:
        raise TypeError("moisture is a quantity")
    return quantity.write(amount)


def _quantity(model: type[BaseModel], name: str) -> Quantity | None:
    """What kind of quantity a field holds; None if it holds a word."""

    def marks(annotation: Any) -> Iterator[Any]:
        yield from getattr(annotation, "__metadata__", ())
        for part in get_args(annotation):
            yield from marks(part)

    return next(
        (mark for mark in marks(model.model_fields[name].annotation) if isinstance(mark, Quantity)), None
    )


def _refuse_loss(coal: Coal, group: str, wanted: str, assembly: Assembly) -> None:
    held = getattr(coal, group)
    others = [name for name in GROUPS if name != group and getattr(coal, name) is not None]
    air_dried = any(getattr(coal, name).basis == "air_dried" for name in others)
    assumed = {item.field for item in assembly.notes.assumptions}
    if wanted == "air_dried" and not assembly.shares["air_dried_moisture"]:
        raise CannotRebase(
            tr("the moisture of the air-dried sample is not known; an analysis on that basis must give it")
        )
    if group == "proximate":
        if wanted == "dry_ash_free" and held.ash is not None:
            raise CannotRebase(tr("the ash would be lost: an ash-free proximate analysis cannot hold it"))
        if held.basis == "air_dried" and held.moisture is not None and air_dried:
            raise CannotRebase(
                tr("the moisture of the air-dried sample would be lost, which other figures need")
            )
        if wanted == "as_received" and any(field.endswith("moisture") for field in assumed):
            raise CannotRebase(tr("the total moisture is not known; give total_moisture first"))
    if group == "ultimate":
        proximate = coal.proximate
        if wanted == "dry_ash_free" and held.ash is not None and (proximate is None or proximate.ash is None):
            raise CannotRebase(tr("the ash would be lost; give it in the proximate analysis first"))
        if held.moisture is not None:
            raise CannotRebase(
                tr(
                    "the moisture of the ultimate analysis would be lost; move it to the proximate analysis "
                    "first"
                )
            )


def _notes(assumptions: Sequence[Assumption], given: str, wanted: str) -> tuple[str, ...]:
    """What of the conversion rests on assumed figures."""
    needed = set()
    if "as_received" in (given, wanted):
        needed |= {"moisture", "total_moisture"}
    if "air_dried" in (given, wanted):
        needed.add("basis")
    if "dry_ash_free" in (given, wanted):
        needed |= {"ash", "moisture", "total_moisture"} if "as_received" in (given, wanted) else {"ash"}
    return tuple(
        tr(
            "{reason}: {value} {unit}",
            reason=item.reason,
            value=decimal(f"{item.value:g}"),
            unit=tr(item.unit),
        )
        for item in assumptions
        if item.field.rpartition(".")[2] in needed and not isinstance(item.value, str)
    )
