"""Saving a plant and leaving it: the questions on the way, and what is kept for the next start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.screen import Screen

from ipog.diagnostics import InputError
from ipog.files import read_text, save_text
from ipog.language import tr
from ipog.settings import Draft, drop_draft, load_settings, save_draft, save_settings
from ipog.tui import shelf
from ipog.tui.document import PlantDocument
from ipog.tui.edits import Severity
from ipog.tui.screens.ask import AskChoice, AskText
from ipog.tui.widgets.field_row import sentence


class Keeping:
    """Saves the document of a screen.

    Parameters
    ----------
    screen : where questions are asked
    document : what is saved
    say : shows a short message
    saved : called when the file holds the text
    """

    def __init__(
        self,
        screen: Screen[None],
        document: PlantDocument,
        say: Callable[[str, Severity], None],
        saved: Callable[[], None],
    ) -> None:
        self._screen = screen
        self._document = document
        self._say = say
        self._saved = saved

    def keep_draft(self, *, also_unchanged: bool = False) -> None:
        """Keep the text for the next start, if it is not that of the file.

        Parameters
        ----------
        also_unchanged : keep a plant without a file even if nothing was changed: its scenarios hang on it
        """
        document = self._document
        if document.modified or (also_unchanged and document.path is None):
            save_draft(Draft(document.draft, document.text, document.path))
        else:
            drop_draft(document.draft)

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save; a new plant asks for its path.

        Parameters
        ----------
        then : what to do once it is saved
        """
        if self._document.path is None:
            self.save_as(then)
        else:
            self._save(self._document.path, then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Save under a path that is asked for."""

        def answered(path: str | None) -> None:
            if path is None:
                return
            try:
                self._save(shelf.current().path(path), then)
            except InputError as error:
                self._say(sentence(error.problems[0]), "error")

        known = shelf.current().shown(self._document.path or "plant.yaml")
        self._screen.app.push_screen(AskText(tr("Save as which file?"), known), answered)

    def leave(self, gone: Callable[[], None], also: str = "") -> None:
        """Leave the plant, after a question if it is not saved.

        Parameters
        ----------
        gone : what to do then
        also : what else would be lost, in a sentence; it is asked then too
        """
        document = self._document

        def drop() -> None:
            drop_draft(document.draft)
            gone()

        def answered(answer: str | None) -> None:
            if answer == "d":
                drop()
            elif answer == "s":
                self.save(drop)

        if not document.modified and not also:
            drop()
            return
        if document.modified:
            question = tr("{name} has changes that are not saved.", name=document.name)
        else:
            question = tr("{name} is not saved.", name=document.name)
        question = f"{question} {also}".strip()
        self._screen.app.push_screen(
            AskChoice(question, [("s", tr("Save")), ("d", tr("Don't save"))]), answered
        )

    def _save(self, path: Path, then: Callable[[], None] | None) -> None:
        """Save, after a question if the file holds what was never seen here."""
        document = self._document
        expected = document.saved if path == document.path else None
        try:
            there = read_text(path).text if path.exists() else None
        except InputError as error:
            self._say(sentence(error.problems[0]), "error")
            return
        if there is None or there in (expected, document.text):
            self._write(path, then)
            return

        def answered(answer: str | None) -> None:
            if answer == "r":
                self._write(path, then)

        name = shelf.current().shown(path)
        if expected is not None:
            question = tr("{name} has changed on disk since it was opened.", name=name)
        else:
            question = tr("{name} exists already.", name=name)
        answers = [("k", tr("Keep it")), ("r", tr("Replace it"))]
        self._screen.app.push_screen(AskChoice(question, answers), answered)

    def _write(self, path: Path, then: Callable[[], None] | None) -> None:
        document = self._document
        old_draft = document.draft
        try:
            save_text(document.text, path)
        except InputError as error:
            self._say(sentence(error.problems[0]), "error")
            return
        document.mark_saved(path)
        for key in {old_draft, document.draft}:
            drop_draft(key)
        save_settings(load_settings().with_recent(path))
        shelf.current().saved(path)
        self._say(tr("Saved {path}.", path=shelf.current().shown(path)), "information")
        self._saved()
        if then is not None:
            then()
