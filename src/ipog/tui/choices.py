"""What can be put into the lists of a plant file: devices, coals, limits and the rest, to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipog import vocabulary
from ipog.files.shape import device_type
from ipog.language import tr
from ipog.plant import DEVICE_CLASSES
from ipog.shown import short
from ipog.tui.fields import Field
from ipog.tui.nodes import Kind
from ipog.tui.screens.pick import Choice, PickScreen

OWN = "="
"""The key of the row for something that is not in the table."""


def coals(own: bool = False, country: str = "") -> PickScreen:
    """The library of coals.

    Parameters
    ----------
    own : whether an analysis of one's own can be chosen too
    country : code of the plant, whose coals come first
    """
    from ipog.tui.screens.coals import CoalScreen

    return CoalScreen(OWN if own else "", country)


def for_field(field: Field) -> PickScreen:
    """The words a field may hold."""
    return words(f"{field.label}: {field.about}", field.choices)


def for_list(kind: Kind, country: str = "") -> PickScreen:
    """What can be added to a list of the plant file.

    Parameters
    ----------
    kind : what is in the list
    country : code of the plant
    """
    if kind == "coal":
        return coals(own=True, country=country)
    if kind == "device":
        return _devices()
    if kind == "target":
        return _targets()
    vocabulary_kind = {"additive": "additive", "measured": "measured_quantity"}[kind]
    known = [(word, vocabulary.label(vocabulary_kind, word)) for word in vocabulary.words(vocabulary_kind)]
    return words(tr("Which one?"), known)


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
        return tr("This is not a limit of the table; a adds one that is.")
    value = "" if limit.value is None else f"{short(limit.value)} {limit.unit}, "
    return f"{tr(limit.instrument)}: {value}{tr(limit.applies_to)}"


def words(title: str, known: Sequence[tuple[str, str]]) -> PickScreen:
    """A list of words with what they mean."""
    return PickScreen(title, ("", ""), [Choice(word, (label, word)) for word, label in known])


def _devices() -> PickScreen:
    rows = []
    for model in DEVICE_CLASSES:
        word = device_type(model)
        about = (model.__doc__ or "").split("\n")[0]
        rows.append(Choice(word, (vocabulary.label("device_type", word), tr(about)), word))
    return PickScreen(tr("Devices"), (tr("device"), tr("what it is")), rows)


def _targets() -> PickScreen:
    from ipog.limits import limits

    rows = [Choice(OWN, (tr("own value"), "", "", ""))]
    for limit in limits().values():
        if limit.kind == "limit" and limit.value is not None:
            value = f"{short(limit.value)} {limit.unit}"
            rows.append(Choice(limit.id, (limit.id, limit.jurisdiction, value, tr(limit.applies_to))))
    return PickScreen(tr("Limits"), (tr("id"), tr("where"), tr("value"), tr("for")), rows)
