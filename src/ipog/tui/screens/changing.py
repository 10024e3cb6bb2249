"""What keys do to a plant: undo, redo, and adding to, removing from and moving in its lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from ipog.files.marks import Steps
from ipog.language import mark, tr
from ipog.tui import choices, edits
from ipog.tui.edits import Outcome
from ipog.tui.nodes import Node, country_of
from ipog.tui.screens.blend import BlendScreen
from ipog.tui.screens.leaving import Leaving
from ipog.tui.widgets.form import NO_YAML


class Changing(Leaving):
    """A screen of a plant that can be changed at the line under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", mark("Undo"), show=False, priority=True, id="undo"),
        Binding("ctrl+y", "redo", mark("Redo"), show=False, priority=True, id="redo"),
    ]

    @property
    def node(self) -> Node:
        """The line under the cursor."""
        raise NotImplementedError

    def changed(self, cursor: Steps | None = None) -> None:
        """Show and calculate another text.

        Parameters
        ----------
        cursor : the line to go to; None to stay
        """
        raise NotImplementedError

    def action_undo(self) -> None:
        """One step back."""
        self.take_typed()
        if self.document.undo():
            self.changed()
        else:
            self.say(tr("Nothing to undo."))

    def action_redo(self) -> None:
        """Take back a step back."""
        self.take_typed()
        if self.document.redo():
            self.changed()
        else:
            self.say(tr("Nothing to redo."))

    def action_add(self) -> None:
        """Add an entry to the list under the cursor, or a unit."""
        self.take_typed()
        node = self.node
        if not isinstance(self.document.data, dict):
            self.say(NO_YAML, "warning")
        elif node.kind in ("plant", "unit"):
            self._done(edits.add_unit(self.document, node))
        elif (found := edits.list_of(self.document, node)) is not None:
            kind, place, wanted = found

            def chosen(key: str | None) -> None:
                if key is not None:
                    self._done(edits.add(self.document, kind, place, wanted, key))

            self.app.push_screen(choices.for_list(kind, country_of(self.document.data)), chosen)
        else:
            self.say(tr("A unit has one boiler. Choose Coal feed, Train or another list to add to it."))

    def action_blend(self) -> None:
        """Set the shares of the coals of the unit."""
        self.take_typed()
        steps = self.node.steps
        feed = (*steps[:2], "coal_feed") if len(steps) > 1 else ("units", 0, "coal_feed")
        coals = self.document.value(feed)
        if not isinstance(coals, list) or len(coals) < 2:
            self.say(tr("A blend needs two coals or more: choose Coal feed and press a to add one."))
            return

        def taken(shares: list[str] | None) -> None:
            if shares is not None:
                self.document.set_values(
                    {(*feed, number, "share"): share for number, share in enumerate(shares)}
                )
                self.changed()

        self.app.push_screen(BlendScreen(self.document, feed), taken)

    def action_remove(self) -> None:
        """Remove the entry under the cursor."""
        self._edit_list(lambda: edits.remove(self.document, self.node))

    def action_move(self, offset: int) -> None:
        """Move the entry under the cursor up or down in its list."""
        self._edit_list(lambda: edits.move(self.document, self.node, offset))

    def _edit_list(self, edit: Callable[[], Outcome]) -> None:
        self.take_typed()
        if isinstance(self.document.data, dict):
            self._done(edit())
        else:
            self.say(NO_YAML, "warning")

    def _done(self, outcome: Outcome) -> None:
        if outcome.changed:
            self.changed(outcome.cursor)
        if outcome.words:
            self.say(outcome.words, outcome.severity)
