"""Versions of one plant that are kept side by side: the plant of the file, and others made from it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipog.diagnostics import InputError
from ipog.files import save_text
from ipog.language import tr
from ipog.results import Evaluation
from ipog.settings import Draft, draft_key, drafts_folder, save_draft
from ipog.tui.document import PlantDocument


@dataclass(eq=False)
class Scenario:
    """A version of the plant, with an undo of its own.

    Attributes
    ----------
    name : to show
    document : its text
    evaluation, evaluated : its last result with uncertainty, and the text that it belongs to
    answers : what the user answered in the decision tree, by node
    key : the same in each window that has the plant open
    """

    name: str
    document: PlantDocument
    evaluation: Evaluation | None = None
    evaluated: str = ""
    answers: dict[str, bool] = field(default_factory=dict)
    key: str = field(default_factory=lambda: uuid.uuid4().hex[:12])

    @property
    def row(self) -> dict[str, Any]:
        """What is kept of it."""
        path = self.document.path
        return {
            "key": self.key,
            "name": self.name,
            "text": self.document.text,
            "file": None if path is None else str(path.absolute()),
            "answers": dict(self.answers),
        }


class Scenarios:
    """The versions of a plant; what is done to them is kept at once, for all windows that have its file open.

    Parameters
    ----------
    plant : the document of the plant file, which comes first and stays

    Attributes
    ----------
    items : all versions
    current : number of the one that is edited
    """

    def __init__(self, plant: PlantDocument) -> None:
        self.items = [Scenario(tr("the plant file"), plant)]
        self.current = 0
        self._kept_in: Path | None = None
        self._seen: dict[str, dict[str, Any]] = {}
        self.look()

    @property
    def plant(self) -> PlantDocument:
        """The document of the plant file."""
        return self.items[0].document

    @property
    def scenario(self) -> Scenario:
        """The version that is edited."""
        return self.items[self.current]

    @property
    def on_plant(self) -> bool:
        """Whether the plant file itself is edited."""
        return self.current == 0

    def add(self, name: str, text: str) -> Scenario:
        """A further version; its name gets a number if there is one of that name."""
        added = Scenario(self._free(name), _document(text, name))
        self.items.append(added)
        self.keep()
        return added

    def rename(self, number: int, name: str) -> None:
        """Give a version another name."""
        self.items[number].name = self._free(name)
        self.keep()

    def remove(self, number: int) -> None:
        """Forget a version; the plant file stays."""
        if number == 0:
            raise ValueError("the plant file is no scenario")
        del self.items[number]
        if self.current >= number:
            self.current -= 1
        self.keep()

    def keep(self) -> None:
        """Write all versions but the plant file to where they are found again; what can't be written is lost
        when the app ends.
        """
        place = self._place
        if self._kept_in is not None and self._kept_in != place:
            # The plant file has got a name since.
            _drop(self._kept_in)
        else:
            self.look()
        self._kept_in = place
        if len(self.items) == 1:
            _drop(place)
            self._seen = {}
            return
        if self.plant.path is None:
            # Nothing but its draft leads back to them.
            save_draft(Draft(self.plant.draft, self.plant.text, None))
        rows = [item.row for item in self.items[1:]]
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            save_text(json.dumps({"scenarios": rows}, ensure_ascii=False), place)
        except (OSError, InputError):
            return
        self._seen = {row["key"]: row for row in rows}

    def look(self) -> None:
        """Take over what other windows have done to the versions; what was done here since comes first."""
        place, before, edited = self._place, self._seen, self.scenario
        kept = _rows(place)
        if kept is None or self._kept_in not in (None, place):
            return
        self._kept_in = place
        for item in self.items[1:]:
            theirs = kept.get(item.key)
            untouched = item is not edited and item.row == before.get(item.key)
            if theirs is None and untouched:
                self.items.remove(item)
            elif theirs is not None and untouched and theirs != item.row:
                item.name, item.answers = theirs["name"], theirs["answers"]
                item.document.change_text(theirs["text"])
        known = {item.key for item in self.items} | set(before)
        self.items += [_scenario(row) for key, row in kept.items() if key not in known]
        order = {key: place for place, key in enumerate(kept)}
        # What is new here comes last, in each window.
        self.items[1:] = sorted(self.items[1:], key=lambda item: order.get(item.key, len(order)))
        self.current = self.items.index(edited)
        self._seen = kept

    def forget(self) -> None:
        """Forget all versions but the plant file, as their plant was never saved."""
        if self._kept_in is not None:
            _drop(self._kept_in)
        _drop(self._place)

    @property
    def _place(self) -> Path:
        """Where they are kept: the same for each window of a file, unlike its draft."""
        path = self.plant.path
        key = self.plant.draft if path is None else draft_key(path)
        return drafts_folder().parent / "scenarios" / f"{key}.json"

    def _free(self, name: str) -> str:
        names = {item.name for item in self.items}
        if name not in names:
            return name
        number = next(n for n in range(2, len(names) + 3) if f"{name} ({n})" not in names)
        return f"{name} ({number})"


def _drop(place: Path) -> None:
    try:
        place.unlink(missing_ok=True)
    except OSError:
        return


def _document(text: str, name: str, path: Path | None = None) -> PlantDocument:
    # It is kept with every change, so that nothing of it can be lost by leaving.
    return PlantDocument(text, path, None if path is None else text, title=name)


def _rows(place: Path) -> dict[str, dict[str, Any]] | None:
    """What is kept, by key; None if nothing is, or it can't be read."""
    try:
        rows = [_row(entry) for entry in json.loads(place.read_text(encoding="utf-8"))["scenarios"]]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return {row["key"]: row for row in rows}


def _row(entry: Mapping[str, Any]) -> dict[str, Any]:
    file = entry["file"]
    return {
        # Versions of before there were keys had names that no other had.
        "key": str(entry.get("key", entry["name"])),
        "name": str(entry["name"]),
        "text": str(entry["text"]),
        "file": None if file is None else str(file),
        "answers": {str(node): bool(answer) for node, answer in entry["answers"].items()},
    }


def _scenario(row: Mapping[str, Any]) -> Scenario:
    path = None if row["file"] is None else Path(row["file"])
    document = _document(row["text"], row["name"], path)
    return Scenario(row["name"], document, answers=dict(row["answers"]), key=row["key"])
