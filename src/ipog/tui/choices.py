"""What can be put into the lists of a plant file: devices, coals, limits and the rest, to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipog import vocabulary
from ipog.figures import short
from ipog.files.shape import device_type
from ipog.plant import DEVICE_CLASSES
from ipog.tui.fields import Field
from ipog.tui.nodes import Kind
from ipog.tui.screens.pick import Choice, PickScreen

OWN = "="
"""The key of the row for something that is not in the table."""

_LONGEST = 34
"""Letters of a coal's name that leave room for its figures on 80 columns."""

_BASES = {"as_received": "ar", "air_dried": "ad", "dry": "dry", "dry_ash_free": "daf", "unspecified": "?"}


def coals(own: bool = False) -> PickScreen:
    """The library of coals.

    Parameters
    ----------
    own : whether an analysis of one's own can be chosen too
    """
    from ipog.coals import library

    def figures(value: float | None, basis: str | None, word: str = "") -> str:
        return "-" if value is None else f"{short(value)}{word} {_BASES.get(basis or '', '')}".strip()

    rows = [Choice(OWN, ("own analysis", "", "", "", "", "", ""))] if own else []
    for coal in library().values():
        heat = figures(coal.hhv, coal.heating_basis)
        if coal.lhv is not None:
            heat = figures(coal.lhv, coal.heating_basis, " LHV")
        mercury = figures(coal.mercury, coal.mercury_basis)
        chlorine = figures(coal.chlorine, coal.chlorine_basis)
        name = coal.name if len(coal.name) <= _LONGEST else f"{coal.name[: _LONGEST - 3]}..."
        cells = (name, mercury, chlorine, heat, coal.country, coal.rank.replace("_", " "), coal.id)
        rows.append(
            Choice(
                coal.id, cells, f"{coal.name} {coal.region} {vocabulary.countries().get(coal.country, '')}"
            )
        )
    heads = ("coal", "Hg mg/kg", "Cl mg/kg", "HHV MJ/kg", "country", "rank", "id")
    return PickScreen("Coals of the library (ar as received, ad air dried, ? basis not stated)", heads, rows)


def for_field(field: Field) -> PickScreen:
    """The words a field may hold."""
    return words(f"{field.label}: {field.about}", field.choices)


def for_list(kind: Kind) -> PickScreen:
    """What can be added to a list of the plant file."""
    if kind == "coal":
        return coals(own=True)
    if kind == "device":
        return _devices()
    if kind == "target":
        return _targets()
    vocabulary_kind = {"additive": "additive", "measured": "measured_quantity"}[kind]
    known = [(word, vocabulary.label(vocabulary_kind, word)) for word in vocabulary.words(vocabulary_kind)]
    return words("Which one?", known)


def entry(kind: Kind, chosen: str) -> Any:
    """What a chosen row becomes in the plant file; its figures are still to be filled in."""
    if kind == "coal":
        return {"name": "own analysis"} if chosen == OWN else {"coal": chosen}
    if kind == "target":
        return {"name": "own goal"} if chosen == OWN else chosen
    return {"quantity" if kind == "measured" else "type": chosen}


def limit_in_words(limit_id: str) -> str:
    """What a limit of the table asks for."""
    from ipog.limits import UnknownLimit, find

    try:
        limit = find(limit_id)
    except UnknownLimit:
        return "This is not a limit of the table; a adds one that is."
    value = "" if limit.value is None else f"{short(limit.value)} {limit.unit}, "
    return f"{limit.instrument}: {value}{limit.applies_to}"


def words(title: str, known: Sequence[tuple[str, str]]) -> PickScreen:
    """A list of words with what they mean."""
    return PickScreen(title, ("", ""), [Choice(word, (label, word)) for word, label in known])


def _devices() -> PickScreen:
    rows = []
    for model in DEVICE_CLASSES:
        word = device_type(model)
        about = (model.__doc__ or "").split("\n")[0]
        rows.append(Choice(word, (vocabulary.label("device_type", word), about), word))
    return PickScreen("Devices", ("device", "what it is"), rows)


def _targets() -> PickScreen:
    from ipog.limits import limits

    rows = [Choice(OWN, ("own value", "", "", ""))]
    for limit in limits().values():
        if limit.kind == "limit" and limit.value is not None:
            value = f"{short(limit.value)} {limit.unit}"
            rows.append(Choice(limit.id, (limit.id, limit.jurisdiction, value, limit.applies_to)))
    return PickScreen("Limits", ("id", "where", "value", "for"), rows)
