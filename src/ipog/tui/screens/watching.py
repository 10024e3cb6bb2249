"""The file on disk while it is edited: changes by others are noticed, and other windows are told apart."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen
from textual.widgets import Input, TextArea

from ipog.diagnostics import InputError
from ipog.files import read_text
from ipog.language import tr
from ipog.tui import windows
from ipog.tui.document import PlantDocument
from ipog.tui.screens.ask import AskChoice


class Watch:
    """Looks at the file of a document now and then.

    Parameters
    ----------
    screen : where questions are asked
    document : what is edited
    taken : called when the text was replaced by that of the file
    """

    EVERY = 2.0
    """Seconds between two looks."""

    def __init__(self, screen: Screen[None], document: PlantDocument, taken: Callable[[], None]) -> None:
        self._screen = screen
        self._document = document
        self._taken = taken
        self._seen: tuple[int, int] | None = None
        self._told: tuple[int, int] | None = None
        self._asking = False

    def begin(self) -> None:
        """Look from now on."""
        self.look()
        self._screen.set_interval(self.EVERY, self.look)

    def end(self) -> None:
        """The file is no longer open here."""
        windows.leave(self._document.window)

    def look(self) -> None:
        """Ask what to do if the file holds another text than when it was opened or saved."""
        document, path = self._document, self._document.path
        if path is None or document.saved is None:
            return
        windows.hold(path, document.window)
        if self._asking or not self._screen.is_current:
            return
        try:
            stat = path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size)
            if stamp == self._seen:
                return
            text = read_text(path).text
        except (OSError, InputError):
            # It is being written, or gone; saving tells.
            return
        if text == document.saved:
            self._seen = stamp
            return
        if text != document.text and isinstance(self._screen.focused, Input | TextArea):
            # What is being typed must not answer a question that comes up meanwhile.
            if stamp != self._told:
                self._told = stamp
                words = tr(
                    "{name} has changed on disk; Esc leaves the field and asks what to do.",
                    name=document.name,
                )
                self._screen.notify(words, severity="warning", markup=False, timeout=8)
            return
        self._seen = stamp
        if text == document.text:
            document.mark_saved(path)
            self._taken()
            return
        self._ask(text)

    def _ask(self, text: str) -> None:
        self._asking = True
        document = self._document

        def answered(answer: str | None) -> None:
            self._asking = False
            if answer == "t":
                # As a step, so that undo leads back to what stood here.
                document.end_merge()
                document.change_text(text)
                document.saved = text
                self._taken()

        if document.modified:
            question = tr(
                "{name} has changed on disk. Yours stays one step back (Ctrl+Z).", name=document.name
            )
        else:
            question = tr("{name} has changed on disk.", name=document.name)
        answers = [("t", tr("Take the file's text")), ("k", tr("Keep mine"))]
        self._screen.app.push_screen(AskChoice(question, answers), answered)
