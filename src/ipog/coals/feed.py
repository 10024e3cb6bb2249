"""The coal feed of a unit: resolve each coal, clean it, blend, add halogen salts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from ipog import vocabulary
from ipog.coals.as_fired import AsFired, Value
from ipog.coals.cleaning import clean
from ipog.coals.draws import Draw, central
from ipog.coals.resolve import Resolved, resolve
from ipog.diagnostics import InputError, Problem
from ipog.language import decimal, tr
from ipog.plant import Additive, Unit
from ipog.provenance import Assumption, Caution

HALOGEN_OF = {
    "calcium_bromide": "bromine_mg_kg",
    "sodium_bromide": "bromine_mg_kg",
    "ammonium_bromide": "bromine_mg_kg",
    "calcium_chloride": "chlorine_mg_kg",
}
"""Which field of the coal a salt raises."""


@dataclass(frozen=True, slots=True)
class ResolvedFeed:
    """What enters the furnace of a unit.

    Attributes
    ----------
    coal : blended, cleaned, with additives; as received
    parts : the coals of the feed before cleaning, in the order of the file
    mass_shares : of each part in the feed as fired, 0..1
    assumptions, cautions : of all parts
    sources : keys of the bibliography
    """

    coal: AsFired
    parts: tuple[Resolved, ...]
    mass_shares: tuple[Value, ...]
    assumptions: tuple[Assumption, ...]
    cautions: tuple[Caution, ...]
    sources: tuple[str, ...]


def mass_shares(coals: Sequence[AsFired], shares: Sequence[float], basis: str) -> tuple[Value, ...]:
    """Share of each coal in the mass of the feed, 0..1.

    Parameters
    ----------
    coals : the parts
    shares : in any one unit; they are scaled to their sum
    basis : ``mass``, or ``heat`` for shares of the gross heat input
    """
    masses: list[Value] = [
        share / coal.hhv_mj_kg if basis == "heat" else share
        for coal, share in zip(coals, shares, strict=True)
    ]
    total = sum(masses)
    return tuple(mass / total for mass in masses)


def blend(coals: Sequence[AsFired], shares: Sequence[float], basis: str = "mass") -> AsFired:
    """Several coals fired together.

    Everything mixes by mass, heating values too. The rank is that of the coal with the largest share
    of the heat; a trace element that one coal lacks is unknown in the blend.

    Parameters
    ----------
    coals, shares, basis : as in :func:`mass_shares`
    """
    if len(coals) == 1:
        return coals[0]
    masses = mass_shares(coals, shares, basis)
    heats = [mass * coal.hhv_mj_kg for mass, coal in zip(masses, coals, strict=True)]
    heat = sum(heats)
    whole = sum(shares)
    mixed: dict[str, Any] = {}
    for item in fields(AsFired):
        if item.name in ("name", "rank", "low_rank_share"):
            continue
        values = [getattr(coal, item.name) for coal in coals]
        mixed[item.name] = (
            None
            if any(value is None for value in values)
            else sum(mass * value for mass, value in zip(masses, values, strict=True))
        )
    leading = max(range(len(coals)), key=lambda index: float(np.mean(heats[index])))
    named = " + ".join(
        f"{coal.name} {decimal(f'{100 * share / whole:.4g}')} %"
        for coal, share in zip(coals, shares, strict=True)
    )
    return AsFired(
        name=named if basis == "mass" else tr("{blend} (by heat)", blend=named),
        rank=coals[leading].rank,
        low_rank_share=sum(part * coal.low_rank_share for part, coal in zip(heats, coals, strict=True))
        / heat,
        **mixed,
    )


def add_halogen(
    coal: AsFired, additives: Sequence[Additive], where: str = "", draw: Draw = central
) -> AsFired:
    """The coal with halogen salts on it; doses are of halogen per coal as fired [mg/kg].

    Parameters
    ----------
    coal : the feed
    additives : salts and doses
    where : path of the unit
    draw : how figures become numbers
    """
    for index, additive in enumerate(additives):
        dose = draw(f"{where}.additives[{index}].halogen_on_coal", additive.halogen_on_coal, None, True)
        raised = HALOGEN_OF[additive.type]
        coal = replace(coal, **{raised: getattr(coal, raised) + dose})
    return coal


def resolve_feed(unit: Unit, where: str, country: str | None = None, draw: Draw = central) -> ResolvedFeed:
    """All coals of a unit, resolved, cleaned and blended, with the salts on them.

    Parameters
    ----------
    unit : the unit
    where : its path in the plant, such as ``units[0]``
    country : ISO 3166-1 alpha-2 of the plant
    draw : how figures become numbers

    Raises
    ------
    InputError
        with the faults of every coal of the feed
    """
    problems: list[Problem] = []
    parts: list[Resolved] = []
    for index, coal in enumerate(unit.coal_feed):
        try:
            parts.append(resolve(coal, f"{where}.coal_feed[{index}]", country, draw))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)

    assumptions = [assumption for part in parts for assumption in part.assumptions]
    cleaned: list[AsFired] = []
    for index, (coal, part) in enumerate(zip(unit.coal_feed, parts, strict=True)):
        fired = part.coal
        if coal.cleaning is not None:
            path = f"{where}.coal_feed[{index}].cleaning"
            fired, assumed = clean(fired, coal.cleaning, path, country, draw)
            assumptions.extend(assumed)
        cleaned.append(fired)

    shares = _shares([coal.share for coal in unit.coal_feed])
    feed = add_halogen(blend(cleaned, shares, unit.share_basis), unit.additives, where, draw)
    cited = [source for part in parts for source in part.sources]
    cited += [assumption.source for assumption in assumptions]
    return ResolvedFeed(
        coal=feed,
        parts=tuple(parts),
        mass_shares=mass_shares(cleaned, shares, unit.share_basis),
        assumptions=tuple(assumptions),
        cautions=tuple(caution for part in parts for caution in part.cautions)
        + tuple(_mixed_ranks(cleaned, where)),
        sources=tuple(dict.fromkeys(cited)),
    )


def _shares(given: Sequence[float | None]) -> list[float]:
    """Shares [%]; a coal without one takes the rest."""
    rest = 100.0 - sum(share for share in given if share is not None)
    return [rest if share is None else float(share) for share in given]


def _mixed_ranks(coals: Sequence[AsFired], where: str) -> list[Caution]:
    ranks = list(dict.fromkeys(coal.rank for coal in coals))
    if len(ranks) < 2:
        return []
    words = ", ".join(vocabulary.label("rank", rank) for rank in ranks)
    return [
        Caution(
            "mixed-ranks",
            f"{where}.coal_feed",
            tr(
                "the feed mixes ranks ({ranks}); rank-dependent defaults follow the coal with most of the "
                "heat, while oxidation follows the halogens of the blend",
                ranks=words,
            ),
        )
    ]
