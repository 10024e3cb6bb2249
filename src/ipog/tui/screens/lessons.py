"""The list of lessons, with where the participant stands in each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer, Label, OptionList
from textual.widgets.option_list import Option

from ipog.diagnostics import InputError
from ipog.tui import shelf
from ipog.tui.screens.ask import AskChoice, AskText
from ipog.tui.screens.lesson import LessonScreen
from ipog.tui.widgets.field_row import sentence
from ipog.tui.widgets.labels import put
from ipog.workshop import Progress, Session, lessons
from ipog.workshop.class_key import class_of, load_class
from ipog.workshop.hand_in import hand_in
from ipog.workshop.pages import LEVELS
from ipog.workshop.score import score

TITLE = "ipog: lessons"
INSTRUCTOR = "INSTRUCTOR, nothing is recorded"
ROW = "{number:>3}  {title:<{width}}  {level:<6}  {minutes:>3} min  {points:>5} of {of:>2}  {state}"
NARROW_ROW = "{number:>3}  {title:<{width}} {points:>5} of {of:>2} {state}"
NARROW = 70
"""Columns below which level and minutes are left out, as on a wall in large type."""
DONE, BEGUN, OPEN = "done", "begun", ""
NO_CLASS = "No class is joined. F2, Join a class, asks for the file that the trainer gives."
ASK_KEY = "Which file did the trainer give you?"
JOINED = "You are in the class {title}."
ASK_NAME = "Your name, as the trainer shall read it"
HANDED_IN = "Your results are in {file}. Give this file to the trainer."
FORGET = "Forget your answers in lesson {number}?"
FORGET_ALL = "Forget your answers in all lessons?"
FORGOTTEN = "Forgotten."


class LessonsScreen(Screen[None]):
    """All lessons, the next one under the cursor.

    Parameters
    ----------
    instructor : whether a trainer shows the lessons: solutions at hand, nothing recorded
    """

    HELP_PLACE: ClassVar[tuple[str, str]] = ("workshop.md", "")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "hand_in", "Hand in", id="hand-in"),
        Binding("r", "reset", "Forget a lesson", id="reset-lesson"),
        Binding("f5,escape", "start", "Start screen", key_display="F5", id="lessons-start"),
    ]

    def __init__(self, *, instructor: bool = False) -> None:
        super().__init__()
        self.instructor = instructor
        self._progress = Progress(keep=not instructor)

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        yield Label("", id="lessons-title", classes="title", markup=False)
        yield OptionList(id="lessons", markup=False)
        yield Footer()

    def on_screen_resume(self) -> None:
        """Show points and states anew each time the list is seen."""
        self._fill()
        self.query_one(OptionList).focus()
        if self._progress.note:
            self._say(self._progress.note)
            self._progress.note = None

    def commands(self) -> Iterable[SystemCommand]:
        """What the list of commands offers here."""
        yield SystemCommand("Hand in", "Write the result file for the trainer (t)", self.action_hand_in)
        yield SystemCommand("Join a class", "With the key file of the trainer", self._join)
        yield SystemCommand("Forget a lesson", "The one under the cursor (r)", self.action_reset)
        yield SystemCommand("Forget all lessons", "Begin anew", self._ask_forget_all)
        words = "Solutions at hand, nothing is recorded"
        yield SystemCommand("Instructor: on or off", words, self._toggle_instructor)

    def _fill(self) -> None:
        found = self.query_one(OptionList)
        before = found.highlighted
        title = [TITLE, *([INSTRUCTOR] if self.instructor else [])]
        joined = self._progress.class_key
        title += [joined["title"]] if joined and "title" in joined else []
        put(self.query_one("#lessons-title", Label), "  |  ".join(title))
        found.clear_options()
        found.add_options([Option(Text(row), id=lesson_id) for lesson_id, row in self._rows()])
        found.highlighted = self._next() if before is None else before

    def _rows(self) -> Iterable[tuple[str, str]]:
        narrow = self.size.width < NARROW
        width = max(12, min(60, self.size.width - (26 if narrow else 46)))
        form = NARROW_ROW if narrow else ROW
        for lesson_id, lesson in lessons().items():
            done = self._progress.lessons.get(lesson_id)
            points = score(lesson, done.answers).points if done is not None else 0
            state = OPEN if done is None or not done.furthest else DONE if done.finished else BEGUN
            yield (
                lesson_id,
                form.format(
                    number=lesson.number,
                    title=_short(lesson.title, width),
                    width=width,
                    level=LEVELS[lesson.level],
                    minutes=lesson.minutes,
                    points=f"{points:g}",
                    of=lesson.points,
                    state=state,
                ).rstrip(),
            )

    def _next(self) -> int:
        """The first lesson that is not finished."""
        for place, lesson_id in enumerate(lessons()):
            done = self._progress.lessons.get(lesson_id)
            if done is None or not done.finished:
                return place
        return 0

    @property
    def _current(self) -> str:
        return list(lessons())[self.query_one(OptionList).highlighted or 0]

    @on(OptionList.OptionSelected, "#lessons")
    def _chosen(self) -> None:
        session = Session(self._current, self._progress, instructor=self.instructor)
        self.app.push_screen(LessonScreen(session))

    def action_start(self) -> None:
        """Back to the start screen."""
        self.dismiss()

    def action_reset(self) -> None:
        """Forget the lesson under the cursor, after a question."""
        lesson_id = self._current

        def answered(answer: str | None) -> None:
            if answer == "f":
                self._forget(lesson_id)

        question = FORGET.format(number=lessons()[lesson_id].number)
        self.app.push_screen(AskChoice(question, [("k", "Keep them"), ("f", "Forget them")]), answered)

    def _ask_forget_all(self) -> None:
        def answered(answer: str | None) -> None:
            if answer == "f":
                self._forget(None)

        self.app.push_screen(AskChoice(FORGET_ALL, [("k", "Keep them"), ("f", "Forget them")]), answered)

    def _forget(self, lesson_id: str | None) -> None:
        self._progress.reset(lesson_id)
        self._say(FORGOTTEN)

    def _toggle_instructor(self) -> None:
        self.instructor = not self.instructor
        self._progress = Progress(keep=not self.instructor)
        self._fill()

    def _join(self) -> None:
        def answered(name: str | None) -> None:
            if name is None:
                return
            try:
                key = load_class(shelf.current().path(name))
            except InputError as error:
                self._say(sentence(error.problems[0]))
                return
            self._progress.class_key = key.plain()
            self._progress.save()
            self._fill()
            self._say(JOINED.format(title=key.title))

        self.app.push_screen(AskText(ASK_KEY, example="class-key.json"), answered)

    def action_hand_in(self) -> None:
        """Write the result file, after asking for a name."""
        try:
            key = class_of(self._progress.class_key)
        except (KeyError, TypeError, ValueError):
            self._say(NO_CLASS)
            return

        def answered(name: str | None) -> None:
            if name is None:
                return
            try:
                file = hand_in(name, self._progress, key, shelf.current().path("results"))
            except InputError as error:
                self._say(sentence(error.problems[0]))
                return
            shelf.current().saved(file)
            self._say(HANDED_IN.format(file=shelf.current().shown(file)))

        self.app.push_screen(AskText(ASK_NAME), answered)

    def _say(self, words: str) -> None:
        self.notify(words, markup=False, timeout=10)


def _short(text: str, cells: int) -> str:
    return text if len(text) <= cells else f"{text[: cells - 3]}..."
