"""The list of lessons, with where the participant stands in each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from ipog.diagnostics import InputError
from ipog.language import decimal, mark, tr
from ipog.tui import shelf
from ipog.tui.screens.ask import AskChoice, AskText
from ipog.tui.screens.lesson import LessonScreen
from ipog.tui.widgets.field_row import sentence
from ipog.tui.widgets.key_line import KeyLine
from ipog.tui.widgets.labels import put
from ipog.workshop import Progress, Session, lessons
from ipog.workshop.class_key import class_of, load_class
from ipog.workshop.hand_in import hand_in
from ipog.workshop.pages import LEVELS
from ipog.workshop.schema import Lesson
from ipog.workshop.score import score

TITLE = mark("ipog: lessons")
INSTRUCTOR = mark("INSTRUCTOR, nothing is recorded")
NARROW = 70
"""Columns below which level and minutes are left out, as on a wall in large type."""
DONE, BEGUN, OPEN = mark("done"), mark("begun"), ""
NO_CLASS = mark("No class is joined. F2, Join a class, asks for the file that the trainer gives.")
ASK_KEY = mark("Which file did the trainer give you?")
JOINED = mark("You are in the class {title}.")
ASK_NAME = mark("Your name, as the trainer shall read it")
HANDED_IN = mark("Your results are in {file}. Give this file to the trainer.")
FORGET = mark("Forget your answers in lesson {number}?")
FORGET_ALL = mark("Forget your answers in all lessons?")
FORGOTTEN = mark("Forgotten.")


class LessonsScreen(Screen[None]):
    """All lessons, the next one under the cursor.

    Parameters
    ----------
    instructor : whether a trainer shows the lessons: solutions at hand, nothing recorded
    """

    HELP_PLACE: ClassVar[tuple[str, str]] = ("workshop.md", "")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "hand_in", mark("Hand in"), id="hand-in"),
        Binding("r", "reset", mark("Forget a lesson"), id="reset-lesson"),
        Binding("f5,escape", "start", mark("Start screen"), key_display="F5", id="lessons-start"),
    ]

    def __init__(self, *, instructor: bool = False) -> None:
        super().__init__()
        self.instructor = instructor
        self._progress = Progress(keep=not instructor)

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        yield Label("", id="lessons-title", classes="title", markup=False)
        yield OptionList(id="lessons", markup=False)
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Show points and states anew each time the list is seen."""
        self._fill()
        self.query_one(OptionList).focus()
        if self._progress.note:
            self._say(self._progress.note)
            self._progress.note = None

    def on_resize(self) -> None:
        """Cut the lines anew."""
        self._fill()

    def commands(self) -> Iterable[SystemCommand]:
        """What the list of commands offers here."""
        yield SystemCommand(
            tr("Hand in"), tr("Write the result file for the trainer (t)"), self.action_hand_in
        )
        yield SystemCommand(tr("Join a class"), tr("With the key file of the trainer"), self._join)
        yield SystemCommand(tr("Forget a lesson"), tr("The one under the cursor (r)"), self.action_reset)
        yield SystemCommand(tr("Forget all lessons"), tr("Begin anew"), self._ask_forget_all)
        words = tr("Solutions at hand, nothing is recorded")
        yield SystemCommand(tr("Instructor: on or off"), words, self._toggle_instructor)

    def _fill(self) -> None:
        found = self.query_one(OptionList)
        before = found.highlighted
        title = [tr(TITLE), *([tr(INSTRUCTOR)] if self.instructor else [])]
        joined = self._progress.class_key
        title += [joined["title"]] if joined and "title" in joined else []
        put(self.query_one("#lessons-title", Label), "  |  ".join(title))
        found.clear_options()
        found.add_options([Option(Text(row), id=lesson_id) for lesson_id, row in self._rows()])
        found.highlighted = self._next() if before is None else before

    def _rows(self) -> Iterable[tuple[str, str]]:
        narrow = self.size.width < NARROW
        rows = [self._row(lesson_id, lesson, narrow) for lesson_id, lesson in lessons().items()]
        columns = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
        columns[-1] = max(cell_len(tr(state)) for state in (DONE, BEGUN))
        gap = 1 if narrow else 2
        # Beside the title stand its number, the columns, the blanks between, and some room at the edges.
        width = max(12, min(60, self.size.width - sum(columns) - gap * (len(columns) + 1) - 7))
        for (lesson_id, lesson), row in zip(lessons().items(), rows, strict=True):
            cells = [set_cell_size(cell, column) for cell, column in zip(row, columns, strict=True)]
            title = set_cell_size(_short(lesson.title, width), width)
            yield lesson_id, f"{lesson.number:>3}  {(' ' * gap).join([title, *cells])}".rstrip()

    def _row(self, lesson_id: str, lesson: Lesson, narrow: bool) -> list[str]:
        """What stands behind a lesson's title: level, time, points, and how far the participant is."""
        done = self._progress.lessons.get(lesson_id)
        points = score(lesson, done.answers).points if done is not None else 0
        state = OPEN if done is None or not done.furthest else DONE if done.finished else BEGUN
        cells = [
            tr("{points} of {of}", points=f"{decimal(f'{points:g}'):>5}", of=f"{lesson.points:>2}"),
            tr(state),
        ]
        if narrow:
            return cells
        return [tr(LEVELS[lesson.level]), tr("{minutes} min", minutes=f"{lesson.minutes:>3}"), *cells]

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

        question = tr(FORGET, number=lessons()[lesson_id].number)
        self.app.push_screen(
            AskChoice(question, [("k", tr("Keep them")), ("f", tr("Forget them"))]), answered
        )

    def _ask_forget_all(self) -> None:
        def answered(answer: str | None) -> None:
            if answer == "f":
                self._forget(None)

        self.app.push_screen(
            AskChoice(tr(FORGET_ALL), [("k", tr("Keep them")), ("f", tr("Forget them"))]), answered
        )

    def _forget(self, lesson_id: str | None) -> None:
        self._progress.reset(lesson_id)
        self._say(tr(FORGOTTEN))

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
            self._say(tr(JOINED, title=key.title))

        self.app.push_screen(AskText(tr(ASK_KEY), example="class-key.json"), answered)

    def action_hand_in(self) -> None:
        """Write the result file, after asking for a name."""
        try:
            key = class_of(self._progress.class_key)
        except (KeyError, TypeError, ValueError):
            self._say(tr(NO_CLASS))
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
            self._say(tr(HANDED_IN, file=shelf.current().shown(file)))

        self.app.push_screen(AskText(tr(ASK_NAME)), answered)

    def _say(self, words: str) -> None:
        self.notify(words, markup=False, timeout=10)


def _short(text: str, cells: int) -> str:
    return text if cell_len(text) <= cells else f"{set_cell_size(text, cells - 3).rstrip()}..."
