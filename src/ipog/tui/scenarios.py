"""Versions of one plant that are kept side by side: the plant of the file, and others made from it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipog.diagnostics import InputError
from ipog.files import save_text
from ipog.language import tr
from ipog.results import Evaluation
from ipog.settings import Draft, drafts_folder, save_draft
from ipog.tui.document import PlantDocument


@dataclass
class Scenario:
    """A version of the plant, with an undo of its own.

    Attributes
    ----------
    name : to show
    document : its text
    evaluation, evaluated : its last result with uncertainty, and the text that it belongs to
    answers : what the user answered in the decision tree, by node
    """

    name: str
    document: PlantDocument
    evaluation: Evaluation | None = None
    evaluated: str = ""
    answers: dict[str, bool] = field(default_factory=dict)


class Scenarios:
    """The versions of a plant; what is done to them is kept at once.

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
        self._load()

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
        place = _place(self.plant.draft)
        if self._kept_in is not None and self._kept_in != place:
            # The plant file has got a name since.
            _drop(self._kept_in)
        self._kept_in = place
        if len(self.items) == 1:
            _drop(place)
            return
        if self.plant.path is None:
            # Nothing but its draft leads back to them.
            save_draft(Draft(self.plant.draft, self.plant.text, None))
        rows = [
            {
                "name": item.name,
                "text": item.document.text,
                "file": None if item.document.path is None else str(item.document.path.absolute()),
                "answers": item.answers,
            }
            for item in self.items[1:]
        ]
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            save_text(json.dumps({"scenarios": rows}, ensure_ascii=False), place)
        except (OSError, InputError):
            return

    def forget(self) -> None:
        """Forget all versions but the plant file, as their plant was never saved."""
        if self._kept_in is not None:
            _drop(self._kept_in)
        _drop(_place(self.plant.draft))

    def _load(self) -> None:
        place = _place(self.plant.draft)
        try:
            rows = json.loads(place.read_text(encoding="utf-8"))["scenarios"]
        except (OSError, ValueError, KeyError, TypeError):
            return
        self._kept_in = place
        for row in rows if isinstance(rows, list) else []:
            scenario = _read(row)
            if scenario is not None:
                self.items.append(scenario)

    def _free(self, name: str) -> str:
        names = {item.name for item in self.items}
        if name not in names:
            return name
        number = next(n for n in range(2, len(names) + 3) if f"{name} ({n})" not in names)
        return f"{name} ({number})"


def _place(key: str) -> Path:
    return drafts_folder().parent / "scenarios" / f"{key}.json"


def _drop(place: Path) -> None:
    try:
        place.unlink(missing_ok=True)
    except OSError:
        return


def _document(text: str, name: str, path: Path | None = None) -> PlantDocument:
    # It is kept with every change, so that nothing of it can be lost by leaving.
    return PlantDocument(text, path, None if path is None else text, title=name)


def _read(row: Any) -> Scenario | None:
    try:
        path = None if row["file"] is None else Path(row["file"])
        answers = {str(node): bool(answer) for node, answer in row["answers"].items()}
        return Scenario(
            str(row["name"]), _document(str(row["text"]), str(row["name"]), path), answers=answers
        )
    except (KeyError, TypeError, AttributeError):
        return None
