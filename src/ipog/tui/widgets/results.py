"""What became of a unit: its figures and pictures, and what was assumed for them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Label, Static

from ipog.language import tr
from ipog.results import Evaluation
from ipog.tui import present


class ResultsView(Vertical):
    """Stack, targets, train, stages, balance, warnings of one unit.

    What is not on the screen is not drawn: each key that is typed would wait for it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._due: tuple[Evaluation | None, int, str] | None = None

    def compose(self) -> ComposeResult:
        """The unit and the state of its result; its figures, scrollable."""
        yield Label("", id="results-head", markup=False)
        with VerticalScroll(id="results-scroll"):
            yield Static(id="results-text")

    def show(self, evaluation: Evaluation | None, number: int, state: str) -> None:
        """Show a unit.

        Parameters
        ----------
        evaluation : of the plant; None while there is none
        number : of the unit
        state : how the result stands to the text
        """
        self._due = (evaluation, number, state)
        if self.is_on_screen:
            self.draw()

    def draw(self) -> None:
        """Draw what was shown last, if it is not yet."""
        if self._due is None:
            return
        evaluation, number, state = self._due
        self._due = None
        head, text = self.query_one("#results-head", Label), self.query_one("#results-text", Static)
        if evaluation is None:
            head.update(state)
            text.update("")
            return
        unit, count = present.unit_at(evaluation, number), len(evaluation.units)
        name = unit.name
        if count > 1:
            name = tr("{unit} (one of {count} units; the tree chooses)", unit=name, count=count)
        head.update("\n".join(words for words in (name, state) if words))
        text.update(present.unit_results(unit, present.drawing()))


class AssumedView(VerticalScroll):
    """Values that were filled in for one unit, with reasons and sources."""

    def __init__(self) -> None:
        super().__init__()
        self._due: tuple[Evaluation | None, int] | None = None

    def compose(self) -> ComposeResult:
        """The list."""
        yield Static(id="assumed-text")

    def show(self, evaluation: Evaluation | None, number: int) -> None:
        """Show what was assumed for a unit; nothing while there is no result."""
        self._due = (evaluation, number)
        if self.is_on_screen:
            self.draw()

    def draw(self) -> None:
        """Draw what was shown last, if it is not yet."""
        if self._due is None:
            return
        evaluation, number = self._due
        self._due = None
        text = self.query_one("#assumed-text", Static)
        if evaluation is None:
            text.update("")
        else:
            text.update(present.unit_assumptions(present.unit_at(evaluation, number)))
