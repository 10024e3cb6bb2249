"""A new plant by a few questions: country, coal, boiler, what stands behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from ipog.language import mark, tr
from ipog.settings import load_settings, save_settings
from ipog.tui.asking.answered import answers
from ipog.tui.asking.question import Question
from ipog.tui.asking.questions import asked, missing, shown
from ipog.tui.screens.pick import Choice
from ipog.tui.widgets.key_line import KeyLine
from ipog.tui.widgets.labels import put
from ipog.usual import WrongAnswer, plant_text


class Answer(Input):
    """Where an answer is typed or searched for; the arrows move in the list below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.choose(1)", mark("Choose an answer"), show=False, id="answer-down"),
        Binding("up", "screen.choose(-1)", mark("Choose an answer above"), show=False, id="answer-up"),
        Binding("pagedown", "screen.choose(8)", mark("Further down"), show=False, id="answer-page-down"),
        Binding("pageup", "screen.choose(-8)", mark("Further up"), show=False, id="answer-page-up"),
    ]


class WizardScreen(Screen[str | None]):
    """Questions one by one; hands back the text of a plant file, or None.

    Parameters
    ----------
    level : ``novice`` or ``expert``, which the first question begins with
    """

    HELP_PLACE: ClassVar[tuple[str, str]] = ("app.md", "a-new-plant")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", mark("Next"), show=True, id="wizard-next"),
        Binding("escape", "back", mark("Back"), id="wizard-back"),
        Binding("f8", "finish", mark("Take what is usual"), id="wizard-finish"),
        Binding("f5", "dismiss(None)", mark("Leave"), id="wizard-leave"),
    ]

    def __init__(self, level: str) -> None:
        super().__init__()
        self.given: dict[str, str] = {"level": level}
        self._at = 0
        self._shown: list[Choice] = []

    def compose(self) -> ComposeResult:
        """Question, answer, list, what was answered so far."""
        yield Label("", id="wizard-title", classes="title", markup=False)
        with Vertical(id="wizard"):
            yield Label("", id="wizard-question", markup=False)
            yield Label("", id="wizard-about", markup=False)
            yield Answer(id="wizard-answer", compact=True, select_on_focus=False)
            yield Label("", id="wizard-wrong", markup=False)
            yield OptionList(id="wizard-list", markup=False)
            yield Label("", id="wizard-chosen", markup=False)
            yield Label("", id="wizard-done", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask the first question."""
        self.query_one("#wizard-list").can_focus = False
        self._ask()

    @property
    def question(self) -> Question:
        """The question that is asked."""
        return asked(self.given)[self._at]

    def _ask(self) -> None:
        question, questions = self.question, asked(self.given)
        self.query_one("#wizard-title", Label).update(
            tr(
                "ipog: new plant  |  question {number} of {count}  |  Enter next, Esc back",
                number=self._at + 1,
                count=len(questions),
            )
        )
        self.query_one("#wizard-question", Label).update(tr(question.words))
        self.query_one("#wizard-about", Label).update(tr(question.about))
        self.query_one("#wizard-wrong", Label).update("")
        answer = self.query_one(Answer)
        usually = question.usual(self.given)
        with answer.prevent(Input.Changed):
            if question.choices is not None:
                answer.value = ""
                answer.placeholder = tr("type to search, or choose below")
            else:
                answer.value = self.given.get(question.key, "")
                answer.placeholder = tr("empty: {value}", value=usually) if usually else ""
        answer.cursor_position = len(answer.value)
        self._fill()
        self._show_done()
        answer.focus()

    def _fill(self) -> None:
        question = self.question
        found = self.query_one(OptionList)
        found.display = question.choices is not None
        found.clear_options()
        put(self.query_one("#wizard-chosen", Label), "")
        if question.choices is None:
            return
        words = self.query_one(Answer).value.casefold().split()
        self._shown = [choice for choice in question.choices(self.given) if choice.fits(words)]
        width = self._width
        found.add_options([Option(_line(choice, width), id=choice.key) for choice in self._shown])
        keys = [choice.key for choice in self._shown]
        before = self.given.get(question.key) or question.usual(self.given)
        if keys:
            found.highlighted = keys.index(before) if before in keys and not words else 0

    @property
    def _width(self) -> int:
        """Cells of a line of the list."""
        return max(self.size.width - 6, 40)

    def on_resize(self) -> None:
        """Cut the lines of the list anew; the cursor stays."""
        found = self.query_one(OptionList)
        at = found.highlighted
        self._fill()
        found.highlighted = at

    @on(OptionList.OptionHighlighted)
    def _show_chosen(self) -> None:
        """The choice under the cursor in full, where the list has no room for it."""
        at, text = self.query_one(OptionList).highlighted, ""
        if at is not None and at < len(self._shown):
            choice = self._shown[at]
            if "…" in _line(choice, self._width).plain:
                text = ": ".join(cell for cell in choice.cells if cell)
        put(self.query_one("#wizard-chosen", Label), text)

    def _show_done(self) -> None:
        done = [
            f"{tr(question.key)}: {shown(question, self.given)}"
            for question in asked(self.given)[: self._at]
            if question.key != "level" and self.given.get(question.key)
        ]
        words = tr("So far: {answers}", answers="; ".join(done)) if done else ""
        self.query_one("#wizard-done", Label).update(words)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one("#wizard-wrong", Label).update(self._complaint(event.value.strip()))
        if self.question.choices is not None:
            self._fill()

    def _complaint(self, text: str) -> str:
        question = self.question
        if question.choices is not None:
            return ""
        return question.wrong(self.given, text)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_next(self) -> None:
        """Take the answer and go on; after the last one, make the plant."""
        if self._take():
            self._at += 1
            if self._at < len(asked(self.given)):
                self._ask()
            else:
                self._at -= 1
                self._make()

    def _take(self) -> bool:
        question, found = self.question, self.query_one(OptionList)
        wrong = self.query_one("#wizard-wrong", Label)
        if question.choices is None:
            text = self.query_one(Answer).value.strip()
            complaint = self._complaint(text)
            wrong.update(complaint)
            if complaint:
                return False
            self.given[question.key] = text
            return True
        if found.highlighted is None:
            wrong.update(tr("No answer fits what is typed; take letters away to see more."))
            return False
        chosen = self._shown[found.highlighted].key
        if chosen != self.given.get(question.key):
            self.given[question.key] = chosen
            self._forget(all_chosen=question.key == "country")
        return True

    def _forget(self, *, all_chosen: bool) -> None:
        """Answers that the new one no longer leads to, or leaves possible, are asked anew.

        Parameters
        ----------
        all_chosen : whether what was chosen after it goes in any case, as after another country
        """
        for question in asked(self.given)[self._at + 1 :]:
            key = self.given.get(question.key)
            if key is None or question.choices is None:
                continue
            if all_chosen or key not in {choice.key for choice in question.choices(self.given)}:
                del self.given[question.key]
        wanted = {question.key for question in asked(self.given)}
        for key in [key for key in self.given if key not in wanted]:
            del self.given[key]

    def action_choose(self, steps: int) -> None:
        """Move in the list."""
        found = self.query_one(OptionList)
        if found.display and found.option_count:
            at = (found.highlighted or 0) + steps
            found.highlighted = min(max(at, 0), found.option_count - 1)

    def action_back(self) -> None:
        """To the question before; from the first one, leave."""
        if self._at == 0:
            self.dismiss(None)
            return
        self._at -= 1
        self._ask()

    def action_finish(self) -> None:
        """Make the plant now; what was not answered is what is usual."""
        if not self._take():
            return
        key = missing(self.given)
        if not key:
            self._make()
            return
        # Nothing can be taken for this one, so it is asked.
        self._at = next(at for at, question in enumerate(asked(self.given)) if question.key == key)
        self._ask()

    def _make(self) -> None:
        try:
            text = plant_text(answers(self.given))
        except WrongAnswer as error:
            self.query_one("#wizard-wrong", Label).update(tr("{error}. Esc goes back.", error=error))
            return
        # The forms show as much as the questions asked for.
        save_settings(replace(load_settings(), level=self.given.get("level", "expert")))
        self.dismiss(text)


def _line(choice: Choice, width: int) -> Text:
    """A choice in one line: what it is, then a word on it."""
    label, about = choice.cells
    first = min(60, width // 2 + 4) if about else width
    head = Text(label)
    head.truncate(first, overflow="ellipsis", pad=bool(about))
    line = Text.assemble(head, "  ", about) if about else head
    line.truncate(width, overflow="ellipsis")
    return line
