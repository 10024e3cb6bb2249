"""One coal of a plant, from what a person says of it to a coal as fired with nothing missing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ipog.coals.as_fired import AsFired
from ipog.coals.assembly import Assembly
from ipog.coals.draws import Draw, central
from ipog.coals.library import LibraryCoal, UnknownCoal, find
from ipog.diagnostics import InputError
from ipog.language import manner
from ipog.plant import Coal
from ipog.provenance import Assumption, Caution
from ipog.quantities.amount import Spread


@dataclass(frozen=True, slots=True)
class Resolved:
    """A coal as fired, and what its reader must know.

    Attributes
    ----------
    coal : as received, nothing missing
    spreads : uncertainty that was taken for each drawn field that had none of its own, by path
    assumptions : every value the user did not give
    cautions : what looks doubtful
    sources : keys of the bibliography that were used
    """

    coal: AsFired
    spreads: Mapping[str, Spread]
    assumptions: tuple[Assumption, ...]
    cautions: tuple[Caution, ...]
    sources: tuple[str, ...]


def resolve(coal: Coal, where: str, country: str | None = None, draw: Draw = central) -> Resolved:
    """A coal as fired.

    Parameters
    ----------
    coal : a library id, an analysis, or both (the analysis then overrides the library)
    where : path of the coal in the plant, such as ``units[0].coal_feed[0]``
    country : ISO 3166-1 alpha-2 of the plant; chooses defaults where no library coal names its own
    draw : how figures become numbers; :func:`ipog.coals.draws.central` or a sampler

    Raises
    ------
    InputError
        if the library lacks the coal, mercury is missing, or analyses contradict each other
    """
    plain = _central(coal, where, country)
    if draw is central:
        return plain
    return replace(plain, coal=Assembly(coal, _listed(coal, where), where, country, draw).as_fired())


_LAST: OrderedDict[tuple[object, ...], tuple[Coal, Resolved]] = OrderedDict()
"""The last coals that were resolved: each is for its central estimate and every set of draws."""
_KEPT = 256


def _central(coal: Coal, where: str, country: str | None) -> Resolved:
    """The central pass: it finds faults and writes down assumptions; arithmetic is that of draws."""
    # By identity, since figures that are equal may have been written with other spreads.
    key = (id(coal), where, country, *manner())
    known = _LAST.get(key)
    if known is not None and known[0] is coal:
        return known[1]
    found = _resolved(coal, where, country)
    _LAST[key] = (coal, found)
    while len(_LAST) > _KEPT:
        _LAST.popitem(last=False)
    return found


def _resolved(coal: Coal, where: str, country: str | None) -> Resolved:
    listed = _listed(coal, where)
    plain = Assembly(coal, listed, where, country, central)
    fired = plain.as_fired()
    problems = plain.problems()
    if problems:
        raise InputError(problems)
    notes = plain.notes
    sources = [a.source for a in notes.assumptions]
    sources += [origin.source for origin in listed.origins] if listed is not None else []
    return Resolved(
        coal=fired,
        spreads=MappingProxyType(notes.spreads),
        assumptions=tuple(notes.assumptions),
        cautions=tuple(notes.cautions),
        sources=tuple(dict.fromkeys(sources)),
    )


def _listed(coal: Coal, where: str) -> LibraryCoal | None:
    if coal.coal is None:
        return None
    try:
        return find(coal.coal)
    except UnknownCoal as error:
        raise InputError([error.problem(f"{where}.coal")]) from None
