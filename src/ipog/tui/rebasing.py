"""Another basis for a group of a coal's figures: the word alone, or the figures with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from ipog import vocabulary
from ipog.coals import CannotRebase, rebase
from ipog.files.marks import Steps
from ipog.files.shape import inside
from ipog.language import tr
from ipog.plant import Coal
from ipog.tui.document import PlantDocument


def has_figures(document: PlantDocument, steps: Steps) -> bool:
    """Whether the group of a basis holds figures that could be converted.

    Parameters
    ----------
    document : what is edited
    steps : path of the basis
    """
    group = document.value(steps[:-1])
    return isinstance(group, dict) and any(name != "basis" for name in group)


def converted(document: PlantDocument, steps: Steps, word: str) -> tuple[Mapping[Steps, Any], str]:
    """The figures of a group on another basis, by path, and what to say of it.

    Parameters
    ----------
    document : what is edited
    steps : path of the basis
    word : the basis that is wanted

    Raises
    ------
    ipog.coals.CannotRebase
        with the reason why the figures can't be converted
    """
    place, group = steps[:-2], str(steps[-2])
    try:
        coal = Coal.model_validate(document.value(place))
    except ValidationError:
        raise CannotRebase(tr("the coal has errors; they come first")) from None
    country = inside(document.data, ("plant", "country"))
    found = rebase(coal, group, word, country if isinstance(country, str) else None)
    words = tr(
        "{group} is now {basis}; Ctrl+Z goes back",
        group=tr(group.replace("_", " ")),
        basis=vocabulary.label("basis", word),
    )
    if found.notes:
        notes = "; ".join(tr(note) for note in found.notes)
        words = tr("{words}. Converted with what is assumed: {notes}", words=words, notes=notes)
    return {(*steps[:-1], name): value for name, value in found.values.items()}, words
