"""Answers that are chosen: what a list shows after the answers so far."""

from __future__ import annotations

from collections.abc import Callable

from ipog import vocabulary
from ipog.coals import LibraryCoal, library
from ipog.language import tr
from ipog.limits import applicable
from ipog.plant import Unit
from ipog.shown import short
from ipog.tui.asking.answered import answers
from ipog.tui.asking.question import NONE, OWN, Given
from ipog.tui.asking.typed import quantity
from ipog.tui.screens.pick import Choice
from ipog.usual import in_region, regions, trains, usual
from ipog.usual.answers import COLLECTORS, MERCURY_CONTROLS


def levels(_: Given) -> list[Choice]:
    """How well the plant is known."""
    return [
        Choice(
            "novice",
            (tr("Little: typical values of the region"), tr("few questions, main fields")),
        ),
        Choice("expert", (tr("Well: figures of the plant"), tr("all questions, all fields"))),
    ]


def countries(_: Given) -> list[Choice]:
    """All countries, those with typical plants first."""
    names = vocabulary.country_names()
    known = [(region, code) for region in regions() for code in in_region(region)]
    rows = [
        Choice(code, (names[code], tr(region)), code)
        for region, code in sorted(known, key=lambda row: names[row[1]])
    ]
    listed = {code for _, code in known}
    others = sorted((name, code) for code, name in names.items() if code not in listed)
    return rows + [Choice(code, (name, ""), code) for name, code in others]


def coals(given: Given) -> list[Choice]:
    """The library: what is usual in the country, what is mined there, the rest of the world."""
    country = given.get("country", "")
    usually, table = usual(country).coals, library()
    first = [table[key] for key in usually]
    here = [coal for coal in table.values() if coal.country == country and coal.id not in usually]
    world = [coal for coal in table.values() if coal.country == "XX"]
    seen = {coal.id for coal in (*first, *here, *world)}
    rest = [coal for coal in table.values() if coal.id not in seen]
    return [
        *(_coal(coal, tr("usual here")) for coal in first),
        *(_coal(coal, tr("of the country")) for coal in here),
        Choice(OWN, (tr("My own analysis"), tr("rank and mercury are asked next"))),
        *(_coal(coal, tr("average of the world")) for coal in world),
        *(_coal(coal, vocabulary.country_name(coal.country)) for coal in rest),
    ]


def _coal(coal: LibraryCoal, where: str) -> Choice:
    mercury = tr("Hg not known") if coal.mercury is None else f"Hg {short(coal.mercury)} mg/kg"
    rank = vocabulary.label("rank", coal.rank)
    return Choice(coal.id, (coal.name, f"{mercury}, {rank}, {where}"), f"{coal.id} {coal.region}")


def words(kind: str) -> Callable[[Given], list[Choice]]:
    """All words of a kind of the vocabulary."""

    def choices(_: Given) -> list[Choice]:
        return [Choice(word, (vocabulary.label(kind, word), ""), word) for word in vocabulary.words(kind)]

    return choices


def boilers(given: Given) -> list[Choice]:
    """Types of firing."""
    wanted = usual(given.get("country", "")).boiler
    return [
        Choice(
            word, (vocabulary.label("boiler_type", word), tr("usual here") if word == wanted else ""), word
        )
        for word in vocabulary.words("boiler_type")
    ]


def listed_trains(given: Given) -> list[Choice]:
    """Typical trains, those found in the country first."""
    usually = usual(given.get("country", "")).trains
    rest = [train for train in trains().values() if train not in usually]
    return [
        *(
            Choice(train.key, (tr(train.label), tr("usual here") if index == 0 else tr("found here")))
            for index, train in enumerate(usually)
        ),
        Choice(OWN, (tr("Piece by piece"), tr("NOx, dust and SO2 are asked one by one"))),
        *(Choice(train.key, (tr(train.label), "")) for train in rest),
    ]


def controls(given: Given) -> list[Choice]:
    """Controls for mercury alone that fit the train."""
    found = answers({**given, "control": NONE})
    train = found.devices if found.devices is not None else usual(found.country).trains[0].devices
    collected = any(device["type"] in COLLECTORS for device in train)
    return [
        Choice(key, (tr(label), ""))
        for key, label in MERCURY_CONTROLS.items()
        if collected or key in (NONE, "bromide")
    ]


def targets(given: Given) -> list[Choice]:
    """Limits of the country for a unit like this, and a value of one's own."""
    coal = library().get(given.get("coal", ""))
    rank = coal.rank if coal is not None else given.get("rank")
    capacity = given.get("capacity") or f"{usual(given.get('country', '')).capacity:g}"
    year = given.get("year", "")
    size = quantity(Unit, "gross_capacity").read(capacity)
    rows = []
    for item in applicable(given["country"], rank, None, size, int(year) if year else None):
        limit = item.limit
        if limit.kind == "limit" and limit.value is not None:
            sure = tr("binds") if item.certain else tr("may bind")
            rows.append(
                Choice(
                    limit.id,
                    (
                        f"{short(limit.value)} {limit.unit}: {tr(limit.instrument)}",
                        f"{sure}; {tr(limit.applies_to)}",
                    ),
                )
            )
    return [
        *rows,
        Choice(NONE, (tr("nothing yet"), "")),
        Choice(OWN, (tr("A value of my own"), tr("asked next"))),
    ]
