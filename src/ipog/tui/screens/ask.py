"""Short questions: a path, or one of a few answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label

from ipog.language import mark, tr


class AskText(ModalScreen[str | None]):
    """Ask for a line of text; hands it back without blanks around it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", mark("Leave it"), id="leave-text")
    ]

    def __init__(self, question: str, value: str = "", example: str = "") -> None:
        super().__init__()
        self._question = question
        self._value = value
        self._example = example

    def compose(self) -> ComposeResult:
        """Question, line, keys."""
        with Vertical(classes="dialog"):
            yield Label(self._question, markup=False, classes="dialog-title")
            yield Input(self._value, placeholder=self._example, compact=True, select_on_focus=False)
            yield Label(tr("Enter: go on   Esc: leave it"), markup=False, classes="keys")

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())


class AskChoice(ModalScreen[str | None]):
    """Ask a question with a few answers; hands back the chosen one, or None.

    Parameters
    ----------
    question : to show
    answers : each with the key that gives it; the first is the usual one
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", mark("Leave it"), id="leave-question"),
        Binding("left", "app.focus_previous", mark("Answer before"), show=False, id="answer-before"),
        Binding("right", "app.focus_next", mark("Next answer"), show=False, id="answer-next"),
    ]

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Question and buttons."""
        with Vertical(classes="dialog"):
            yield Label(self._question, markup=False, classes="dialog-title")
            with Horizontal(classes="answers"):
                for key, answer in self._answers:
                    yield Button(f"{answer} ({key})", id=f"answer-{key}", compact=True)
            yield Label(tr("Esc: go back"), markup=False, classes="keys")

    def on_mount(self) -> None:
        """The usual answer is ready for Enter; each key gives its answer at once."""
        for key, _ in self._answers:
            self._bindings.bind(key, f"answer('{key}')", show=False)

    def action_answer(self, key: str) -> None:
        """Give an answer by its key."""
        self.dismiss(key)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss((event.button.id or "").removeprefix("answer-"))
