"""Saving a plant, going to another version of it, leaving it; what is not saved is kept."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen
from textual.timer import Timer

from ipog.language import plural
from ipog.tui.edits import Severity
from ipog.tui.scenarios import Scenarios
from ipog.tui.screens.calculating import Calculating
from ipog.tui.screens.keeping import Keeping
from ipog.tui.screens.onward import Onward


class Leaving(Onward):
    """A screen of a plant that can be saved and left."""

    _keeping: Keeping
    _calculating: Calculating
    _timer: Timer | None

    def show_problems(self) -> None:
        """Show the problems of the text, and whether it is saved."""
        raise NotImplementedError

    def of(self, scenarios: Scenarios) -> Screen[None]:
        """A screen of the version that is current."""
        raise NotImplementedError

    def keep_draft(self) -> None:
        """Keep the text for the next start, if it is not that of the file."""
        self.take_typed()
        if self.scenarios.on_plant:
            self._keeping.keep_draft(also_unchanged=len(self.scenarios.items) > 1)
        else:
            self.scenarios.keep()

    def _saved(self) -> None:
        """The file holds the text; a plant that has just got its file is where its scenarios hang now."""
        self.scenarios.keep()
        self.show_problems()

    def action_save(self) -> None:
        """Save; a new plant asks for its path."""
        self.take_typed()
        self._keeping.save()

    def action_save_as(self) -> None:
        """Save under a path that is asked for."""
        self.take_typed()
        self._keeping.save_as()

    def action_start(self) -> None:
        """Back to the start screen."""
        self.leave(self.dismiss)

    def go_to(self, number: int) -> None:
        """Edit another version of the plant."""
        self._stop()
        self.scenarios.current = number
        self.app.switch_screen(self.of(self.scenarios))

    def _stop(self) -> None:
        """Do nothing more for this version; its text is kept."""
        self.keep_draft()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._calculating.stop()

    def leave(self, to: Callable[[], object]) -> None:
        """Leave the plant, after a question if its file is not saved; scenarios are kept anyway.

        Parameters
        ----------
        to : what to do then
        """

        def gone() -> None:
            self._stop_for_good()
            to()

        self.take_typed()
        self.scenarios.keep()
        plant, count = self.scenarios.plant, len(self.scenarios.items) - 1
        also = ""
        if count and plant.path is None:
            # Scenarios are found again by the plant's file; without one nothing leads back to them.
            also = plural(
                "Its scenario can be kept only with it.",
                "Its {count} scenarios can be kept only with it.",
                count,
            )
        Keeping(self, plant, self.say, self._saved).leave(gone, also)

    def _stop_for_good(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._calculating.stop()
        if self.scenarios.plant.path is None:
            self.scenarios.forget()

    def say(self, words: str, severity: Severity = "information") -> None:
        """A short message, never read as markup."""
        self.notify(words, severity=severity, markup=False, timeout=6)
