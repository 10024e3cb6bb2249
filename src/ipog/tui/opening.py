"""What is opened: a file, a draft, an example, or a plant to begin with."""

from __future__ import annotations

import uuid
from pathlib import Path

from ipog import examples, vocabulary
from ipog.diagnostics import InputError, Problem
from ipog.files import parse, read_text
from ipog.files.template import template
from ipog.language import tr
from ipog.settings import Draft, drafts, drop_draft, save_draft
from ipog.tui import shelf, windows
from ipog.tui.document import PlantDocument
from ipog.usual import usual


def opened(kind: str, name: str) -> PlantDocument:
    """A document to edit.

    Parameters
    ----------
    kind : ``new``, ``made``, ``file``, ``example`` or ``draft``
    name : path, id or key; for ``made``, the text itself

    Raises
    ------
    ipog.diagnostics.InputError
        if a file can't be read
    ipog.examples.UnknownExample
        if there is no such example
    """
    if kind == "file":
        return _file(shelf.current().path(name))
    if kind == "example":
        # An example stays as it is; what is saved gets a path of its own.
        return PlantDocument(examples.read(name), title=tr("copy of {name}", name=name))
    if kind == "draft":
        return _draft(name)
    if kind == "made":
        # Answers are work of the user's: they are kept as a draft from the start.
        return PlantDocument(name, draft=uuid.uuid4().hex[:16])
    return PlantDocument(template())


def examples_in_words() -> tuple[dict[str, str], dict[str, str]]:
    """Country and train of each example, and its part of the world."""
    trains, regions = {}, {}
    for example in examples.ids():
        plant, _, _ = parse(examples.read(example), example)
        if plant is not None:
            devices = [vocabulary.label("device_type", device.type) for device in plant.units[0].apcs]
            code = plant.plant.country or ""
            train = " + ".join(devices)
            trains[example] = tr("{heading}: {word}", heading=vocabulary.country_name(code), word=train)
            regions[example] = usual(code).region
    return trains, regions


def _file(path: Path, key: str = "") -> PlantDocument:
    text = read_text(path).text
    document = PlantDocument(text, path, text)
    document.apart = windows.open_elsewhere(path, document.window)
    wanted = key or document.draft
    for draft in drafts():
        if draft.key == wanted and draft.text != text:
            # Opening the file goes on where the work was lost; undo shows what is saved.
            document.change_text(draft.text)
            if key and key != document.draft:
                save_draft(Draft(document.draft, draft.text, path))
                drop_draft(key)
    return document


def _draft(key: str) -> PlantDocument:
    for draft in drafts():
        if draft.key != key:
            continue
        if draft.path is not None and draft.path.is_file():
            return _file(shelf.current().path(str(draft.path)), key)
        return PlantDocument(draft.text, draft.path, None, draft=key)
    raise InputError([Problem("unreadable-file", tr("the draft is no longer there"))])
