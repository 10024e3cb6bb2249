"""What the gaps of a coal are filled with, in words."""

from __future__ import annotations

from ipog import vocabulary
from ipog.language import mark, tr

DRY_ASH_FREE = mark("% dry ash free")
MG_KG_DRY = mark("mg/kg dry")
UNIT_OF_DEFAULT = {
    "moisture": mark("% as received"),
    "air_dried_moisture": mark("% air dried"),
    "ash": mark("% dry"),
}
"""Units of the default tables; the others are in per cent of dry, ash-free coal."""
NOT_GIVEN = {
    "carbon": mark("carbon not given; usual for dry, ash-free {rank}"),
    "hydrogen": mark("hydrogen not given; usual for dry, ash-free {rank}"),
    "nitrogen": mark("nitrogen not given; usual for dry, ash-free {rank}"),
    "sulfur": mark("sulfur not given; usual for dry, ash-free {rank}"),
}
"""Why an element is the usual one."""
LENT = mark("{element} of {coal} ({amount} mg/kg) is lent by another coal; measure it or give your own")
FROM_MEMORY = mark(
    "{element} of {coal} ({amount} mg/kg) is a figure from memory; measure it or give your own"
)
LIKE_THOSE_OF_COUNTRY = mark(
    "chlorine not given; typical of coals like those of {country}, rank {rank} ({low} to {high})"
)
LIKE_THOSE_OF_THE_WORLD = mark(
    "chlorine not given; typical of coals of the world, rank {rank} ({low} to {high})"
)
_NOUNS = {"bituminous": mark("bituminous coal"), "subbituminous": mark("subbituminous coal")}


def rank_words(rank: str) -> str:
    """A rank as a noun: bituminous coal, lignite."""
    noun = _NOUNS.get(rank)
    return vocabulary.label("rank", rank) if noun is None else tr(noun)
