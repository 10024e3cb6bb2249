"""One line of a form: label, what is typed, unit; below it what is wrong with it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Label

from ipog.diagnostics import Problem
from ipog.language import mark, tr
from ipog.tui.fields import Field
from ipog.tui.widgets.labels import put


class FieldInput(Input):
    """The input of a field, one line high."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", mark("Next field"), show=False, id="next-field"),
        Binding("up", "app.focus_previous", mark("Field before"), show=False, id="previous-field"),
        Binding(
            "enter", "submit", mark("Choose from a list, or go to the next field"), show=False, id="choose"
        ),
    ]

    def __init__(self, field: Field, value: str) -> None:
        suggester = SuggestFromList([word for word, _ in field.choices]) if field.choices else None
        super().__init__(value, compact=True, suggester=suggester, select_on_focus=False)
        self.field = field


class FieldRow(Horizontal):
    """A field of the plant file.

    Parameters
    ----------
    field : what is typed
    value : as it is shown
    unit, allowed : as they are shown
    """

    class Focused(Message):
        """The cursor came into a field."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    def __init__(self, field: Field, value: str, unit: str, allowed: str) -> None:
        super().__init__(classes="field")
        self.field = field
        self._unit = unit
        self._allowed = allowed
        self.input = FieldInput(field, value)
        # A form holds dozens of rows, and each widget costs time: this one is made where it is needed.
        self._sentence: Label | None = None
        self._problem: Problem | None = None

    def compose(self) -> ComposeResult:
        """Label, input, unit, range."""
        star = " *" if self.field.required else ""
        yield Label(self.field.label + star, markup=False, classes="label")
        yield self.input
        yield Label(tr("[list]") if self.field.choices else self._unit, markup=False, classes="unit")
        yield Label(self._allowed, markup=False, classes="allowed")

    def on_descendant_focus(self) -> None:
        """Tell the screen, which explains the field."""
        self.post_message(self.Focused(self.field))

    def show_problem(self, problem: Problem | None) -> None:
        """Say below the row what is wrong with the value, or that nothing is."""
        if problem == self._problem:
            # Each label that is written makes the screen lay itself out anew.
            return
        self._problem = problem
        if self._sentence is None and isinstance(self.parent, Widget):
            self._sentence = Label("", markup=False, classes="sentence")
            self.parent.mount(self._sentence, after=self)
        if self._sentence is not None:
            self._sentence.display = problem is not None
            put(self._sentence, sentence(problem) if problem is not None else "")
            self._sentence.set_class(problem is not None and problem.level == "error", "wrong")

    def show_default(self, words: str) -> None:
        """Show in the empty input what is taken if it stays empty."""
        if words != self.input.placeholder:
            self.input.placeholder = words


def sentence(problem: Problem) -> str:
    """A problem in one sentence, with what is allowed and the nearest right word."""
    words = f"{tr(problem.level)}: {tr(problem.message)}"
    if problem.allowed:
        words = tr("{words}; allowed: {allowed}", words=words, allowed=tr(problem.allowed))
    if problem.nearest:
        words = tr("{words}; did you mean {nearest}?", words=words, nearest=problem.nearest)
    return words
