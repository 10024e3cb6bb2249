"""Which limits bind a unit, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from ipog import vocabulary
from ipog.language import decimal, mark, tr
from ipog.limits.table import MINAMATA, Limit, for_country

LONGEST_BUILD = 6
"""Years that may lie between the permit or the start of construction of a unit and its operation;
judgement, on the long side of what coal plants took."""

GROSS_EFFICIENCY = (0.25, 0.5)
"""Lowest and highest gross efficiency of coal-fired units, to compare heat input with electrical
capacity where the other one is given; judgement, wide of practice."""


BOUND_BEFORE = {
    "permit": mark("it binds units permitted before {date}"),
    "construction": mark("it binds units begun before {date}"),
    "operation": mark("it binds units put into operation before {date}"),
}
BOUND_FROM = {
    "permit": mark("it binds units permitted from {date}"),
    "construction": mark("it binds units begun from {date}"),
    "operation": mark("it binds units put into operation from {date}"),
}
"""Which units a limit binds by their age, by what the date is of."""


@dataclass(frozen=True, slots=True)
class Applicable:
    """A limit that binds a unit, or may bind it.

    Attributes
    ----------
    limit : the limit
    certain : False where something is not known that decides it; the reasons say what
    reasons : why it binds, or on what it depends, one sentence each
    """

    limit: Limit
    certain: bool
    reasons: tuple[str, ...]


# True and False decide; None means that it is not known.
_Finding: TypeAlias = tuple[bool | None, str]


def applicable(
    country: str,
    rank: str | None,
    thermal_mw: float | None,
    gross_mw: float | None,
    commissioned: int | None,
    *,
    on: date | None = None,
) -> list[Applicable]:
    """Limits that bind a unit, those of the country first, then the EU's and the Convention's duties.

    Parameters
    ----------
    country : ISO 3166-1 alpha-2
    rank : canonical rank of the coal; None if not known
    thermal_mw : rated heat input [MWth]; None if not known
    gross_mw : gross electrical capacity [MW]; None if not known
    commissioned : year of first operation; None if not known
    on : the day for which to ask; today if None

    Raises
    ------
    UnknownJurisdiction
        if the country code is unknown

    Notes
    -----
    What is not known never leaves a limit out: it is listed as uncertain.
    """
    day = on or date.today()  # noqa: DTZ011 - laws go by the calendar of the place
    found = []
    for limit in (*for_country(country), *for_country(MINAMATA)):
        findings = [
            *_fuel(limit, rank),
            *_size(limit, thermal_mw, gross_mw),
            *_age(limit, commissioned),
            *_condition(limit),
            *_in_force(limit, day),
        ]
        answers = [answer for answer, _ in findings]
        if False not in answers:
            found.append(Applicable(limit, None not in answers, tuple(reason for _, reason in findings)))
    return found


def _fuel(limit: Limit, rank: str | None) -> Iterator[_Finding]:
    if not limit.ranks:
        return
    bound = ", ".join(vocabulary.label("rank", word) for word in limit.ranks)
    if rank is None:
        yield None, tr("it binds {ranks}; the rank of the coal is not given", ranks=bound)
    else:
        yield rank in limit.ranks, tr("the coal is {rank}", rank=vocabulary.label("rank", rank))


def _size(limit: Limit, thermal_mw: float | None, gross_mw: float | None) -> Iterator[_Finding]:
    if limit.size_basis is None:
        return
    span = _span(limit.min_size, limit.max_size, limit.size_basis)
    low, high = _capacity(limit.size_basis, thermal_mw, gross_mw)
    if low is None or high is None:
        yield None, tr("it binds units {span}; the capacity is not given", span=span)
        return
    ends = {_within(limit, low), _within(limit, high)}
    # An interval around the whole span has both ends outside of it, and may still lie within.
    around = limit.min_size is not None and low < limit.min_size <= high
    given = {"low": decimal(f"{low:.4g}"), "high": decimal(f"{high:.4g}"), "unit": limit.size_basis}
    capacity = f"{given['low']} {limit.size_basis}" if low == high else tr("{low} to {high} {unit}", **given)
    if len(ends) == 2 or around:
        message = mark("it binds units {span}; the capacity of {capacity} may fall on either side")
        yield None, tr(message, span=span, capacity=capacity)
    else:
        yield ends.pop(), tr("the capacity of {capacity} is {span}", capacity=capacity, span=span)


def _span(low: float | None, high: float | None, basis: str) -> str:
    ends = {name: decimal(f"{end:g}") for name, end in (("low", low), ("high", high)) if end is not None}
    if low is None:
        return tr("below {high} {unit}", unit=basis, **ends)
    if high is None:
        return tr("of {low} {unit} or more", unit=basis, **ends)
    return tr("from {low} to below {high} {unit}", unit=basis, **ends)


def _within(limit: Limit, capacity: float) -> bool:
    return (limit.min_size is None or capacity >= limit.min_size) and (
        limit.max_size is None or capacity < limit.max_size
    )


def _capacity(
    basis: str, thermal_mw: float | None, gross_mw: float | None
) -> tuple[float | None, float | None]:
    """Lowest and highest capacity on a basis; from the other one by what efficiencies there are."""
    worst, best = GROSS_EFFICIENCY
    given, other = (thermal_mw, gross_mw) if basis == "MWth" else (gross_mw, thermal_mw)
    if given is not None:
        return given, given
    if other is None:
        return None, None
    return (other / best, other / worst) if basis == "MWth" else (other * worst, other * best)


def _age(limit: Limit, commissioned: int | None) -> Iterator[_Finding]:
    if limit.age is None or limit.age_date is None:
        return
    sentences = BOUND_BEFORE if limit.age == "existing" else BOUND_FROM
    binds = tr(sentences[limit.age_basis or "operation"], date=limit.age_date.isoformat())
    if commissioned is None:
        yield None, tr("{binds}; the year of first operation is not given", binds=binds)
        return
    known = tr("{binds}; first operation in {year}", binds=binds, year=commissioned)
    if commissioned < limit.age_date.year:
        yield limit.age == "existing", known
    elif commissioned >= _first_year_of_new(limit.age_date, limit.age_basis):
        yield limit.age == "new", known
    else:
        yield None, tr("{known} leaves it open", known=known)


def _first_year_of_new(dividing: date, basis: str | None) -> int:
    """First year of operation that leaves no doubt that a unit is a new one."""
    if basis != "operation":
        return dividing.year + LONGEST_BUILD + 1
    return dividing.year if (dividing.month, dividing.day) == (1, 1) else dividing.year + 1


def _condition(limit: Limit) -> Iterator[_Finding]:
    if limit.only_if:
        yield None, tr("only if {condition}", condition=tr(limit.only_if))


def _in_force(limit: Limit, day: date) -> Iterator[_Finding]:
    status = limit.status(day)
    if status == "no longer in force":
        yield False, tr(status)
    elif status == "not yet in force" and limit.in_force_from is not None:
        yield None, tr("not yet in force: from {date}", date=limit.in_force_from.isoformat())
