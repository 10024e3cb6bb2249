"""Two minutes for somebody who has never used the app, or a terminal."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from ipog.language import mark, tr

PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        mark("What ipog is for"),
        (
            mark(
                "You describe a coal-fired plant: its coal, its boiler, and the devices behind "
                "it. ipog predicts how much mercury leaves the stack, how sure that is, and what "
                "would lower it."
            ),
            mark("It is a model for screening and planning. It does not replace a measurement."),
        ),
    ),
    (
        mark("Moving around"),
        (
            mark(
                "Up and Down move, Enter opens or takes, Esc goes back. Tab goes to the next "
                "part of the screen. A mouse works too, and nothing needs one."
            ),
            mark("The last line of the screen shows the keys that work just now."),
        ),
    ),
    (
        mark("A plant to begin with"),
        (
            mark(
                "On the first screen, w asks about ten questions and makes a plant that is "
                "typical of your country. Or open one of the measured plants: you get a copy "
                "that you can change without harm."
            ),
        ),
    ),
    (
        mark("The plant"),
        (
            mark(
                "On the left stands the plant, from the coal to the stack. Choose a line and "
                "press Enter to see its fields. Type a number with its unit, such as 0.12 ppm. "
                "An empty field says what is taken instead."
            ),
            mark("What cannot be right gets a sentence below it, and stops you from nothing. Ctrl+Z undoes."),
        ),
    ),
    (
        mark("The result"),
        (
            mark(
                "It is always there, in the line above the keys, and in full with F7: the stack, "
                "the targets, where the mercury goes. P10 and P90 say how sure it is."
            ),
            mark("F8 lists every value that was assumed, with its source."),
        ),
    ),
    (
        mark("Help"),
        (
            mark(
                "F1 explains the field or the screen you are in. F2 lists all commands by name. "
                "? lists all keys."
            ),
            mark("Nothing is lost: what is not saved is kept as a draft. F3 saves. Ctrl+Q leaves."),
        ),
    ),
)
"""Heading and paragraphs of each page."""


class TourScreen(ModalScreen[None]):
    """The pages of the tour; Esc leaves it at any time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,space,pagedown", "turn(1)", mark("Next page"), show=False, id="tour-next"),
        Binding("left,backspace,pageup", "turn(-1)", mark("Page before"), show=False, id="tour-before"),
        Binding("escape", "dismiss(None)", mark("Leave the tour"), show=False, id="tour-leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def compose(self) -> ComposeResult:
        """Heading, words, keys."""
        with Vertical(classes="dialog"):
            yield Label("", id="tour-title", markup=False, classes="dialog-title")
            yield Label("", id="tour-words", markup=False)
            yield Label("", id="tour-keys", markup=False, classes="keys")

    def on_mount(self) -> None:
        """Show the first page."""
        self._show()

    def _show(self) -> None:
        title, paragraphs = PAGES[self._at]
        last = self._at == len(PAGES) - 1
        self.query_one("#tour-title", Label).update(
            tr("Tour {number} of {count}: {title}", number=self._at + 1, count=len(PAGES), title=tr(title))
        )
        self.query_one("#tour-words", Label).update("\n\n".join(tr(words) for words in paragraphs))
        keys = (
            tr("Enter: begin   Left: back   Esc: leave the tour (F2 brings it back)")
            if last
            else tr("Enter: next   Left: back   Esc: leave the tour (F2 brings it back)")
        )
        self.query_one("#tour-keys", Label).update(keys)

    def action_turn(self, pages: int) -> None:
        """To another page; behind the last one the tour ends."""
        if self._at + pages >= len(PAGES):
            self.dismiss()
            return
        self._at = max(self._at + pages, 0)
        self._show()
