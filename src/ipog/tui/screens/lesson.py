"""A lesson: one page after the other, with questions, hints, and the plant in the editor."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from ipog.diagnostics import InputError
from ipog.files import read_text
from ipog.language import mark, tr, width
from ipog.settings import load_settings, save_settings
from ipog.tui.document import PlantDocument
from ipog.tui.screens.ask import AskChoice
from ipog.tui.screens.lesson_pieces import shown, verdict_words
from ipog.tui.screens.plant import PlantScreen
from ipog.tui.widgets.field_row import sentence
from ipog.tui.widgets.key_line import KeyLine
from ipog.tui.widgets.labels import put
from ipog.workshop import Page, Session
from ipog.workshop.pages import question_pieces
from ipog.workshop.questions import NotAnAnswer, Verdict
from ipog.workshop.schema import LETTERS, Asked, Chosen, Number, Order, Predict, Try

TITLE = mark("{number}. {lesson}  |  {page}  |  {at} of {count}")
NARROW_TITLE = mark("{number}. {page}  |  {at} of {count}")
INSTRUCTOR = mark("INSTRUCTOR")
CALCULATING = mark("Calculating ...")
GO_ON = mark("Enter: go on")
CHOOSE = mark("Up, Down: choose   Enter: answer")
WRITE = mark("Type the number, Enter: answer")
SORT = mark("u, d: move the line up or down   Enter: answer")
TRY = mark("F8: open the plant   F9: check it")
EDIT = mark("F8: open the plant   Enter: go on")
ASK_SOLUTION = mark("The solution ends this question without points.")
COME_BACK = mark("This is your copy. F5 comes back to the lesson.")
CHECK_LATER = mark("Change the plant. F3 saves it, F5 comes back, and F9 checks it.")
ON_SOME_PAGES = ("hint", "solution", "plant", "check")
"""Actions that only some pages have."""


class OrderList(OptionList):
    """Lines that the participant brings into order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "shift(-1)", mark("Move the line up"), show=False, id="line-up"),
        Binding("d", "shift(1)", mark("Move the line down"), show=False, id="line-down"),
    ]

    def action_shift(self, offset: int) -> None:
        """Move the line under the cursor."""
        here = self.highlighted
        if here is None or not 0 <= here + offset < self.option_count:
            return
        lines = list(self.options)
        lines.insert(here + offset, lines.pop(here))
        self.clear_options()
        self.add_options(lines)
        self.highlighted = here + offset

    @property
    def order(self) -> str:
        """Letters of the lines, from the top."""
        return "".join(option.id or "" for option in self.options)


class LessonScreen(Screen[None]):
    """A lesson in progress.

    Parameters
    ----------
    session : the lesson
    """

    HELP_PLACE: ClassVar[tuple[str, str]] = ("workshop.md", "")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3,h", "hint", mark("Hint"), key_display="F3", id="hint"),
        Binding("f4,s", "solution", mark("Solution"), key_display="F4", id="solution"),
        Binding("f6,b", "move(-1)", mark("Back"), key_display="F6", id="page-back"),
        Binding("f7,n", "move(1)", mark("Next"), key_display="F7", id="page-next"),
        Binding("f8,e", "plant", mark("Plant"), key_display="F8", id="lesson-plant"),
        Binding("f9,c", "check", mark("Check"), key_display="F9", id="lesson-check"),
        Binding("enter", "go_on", mark("Go on"), show=False, id="go-on"),
        Binding("w", "wall", mark("For a wall: large and quiet"), show=False, id="wall"),
        Binding("f5,escape", "lessons", mark("List"), key_display="F5", id="lesson-leave"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._page: Page | None = None
        self._said: list[RenderableType] = []

    def compose(self) -> ComposeResult:
        """Title, page, what to do, keys."""
        yield Label("", id="lesson-title", classes="title", markup=False)
        with VerticalScroll(id="lesson-scroll"):
            yield Static(tr(CALCULATING), id="lesson-text", markup=False)
            yield OptionList(id="lesson-choices", markup=False, compact=True)
            yield OrderList(id="lesson-order", markup=False, compact=True)
            yield Input(id="lesson-number", compact=True)
            yield Static("", id="lesson-said", markup=False)
        yield Label("", id="lesson-do", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the page where the participant left."""
        for widget in self._answers:
            widget.display = False
        self._show()

    def on_screen_resume(self) -> None:
        """After the editor: the plants of lessons are no files that one opens again."""
        settings = load_settings()
        folder = str(self.session.progress.folder.absolute())
        kept = tuple(entry for entry in settings.recent if not entry.startswith(folder))
        if kept != settings.recent:
            save_settings(replace(settings, recent=kept))

    def commands(self) -> Iterable[SystemCommand]:
        """What the list of commands offers here."""
        if self.check_action("hint", ()):
            yield SystemCommand(tr("Hint"), tr("The next one (F3)"), self.action_hint)
            yield SystemCommand(tr("Solution"), tr("The worked one (F4)"), self.action_solution)
        if self.check_action("plant", ()):
            yield SystemCommand(tr("Open the plant"), tr("In the editor (F8)"), self.action_plant)
        if self.check_action("check", ()):
            yield SystemCommand(tr("Check the plant"), tr("Against the goal (F9)"), self.action_check)
        yield SystemCommand(tr("For a wall"), tr("Large and quiet (w)"), self.action_wall)
        yield SystemCommand(tr("Lessons"), tr("Back to the list (F5)"), self.action_lessons)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what this page has."""
        page = self._page
        if page is None or action not in ON_SOME_PAGES:
            return super().check_action(action, parameters)
        if action == "plant":
            return page.plant is not None
        if action == "check":
            return isinstance(page.question, Try)
        return page.question is not None and not isinstance(page.question, Predict)

    def _offered(self) -> list[bool | None]:
        return [self.check_action(action, ()) for action in ON_SOME_PAGES]

    # What is shown

    @property
    def _answers(self) -> list[Widget]:
        return [self.query_one(f"#lesson-{name}") for name in ("choices", "order", "number")]

    @work(exclusive=True, group="lesson")
    async def _show(self) -> None:
        """Work the page out beside the event loop, then show it."""
        put(self.query_one("#lesson-do", Label), tr(CALCULATING))
        session = self.session
        page = await asyncio.to_thread(session.page)
        said: list[RenderableType] = []
        if page.question is not None:
            said += [Text(hint) for hint in session.hints(page.question)]
            verdict = await asyncio.to_thread(session.last_words, page.question)
            said += [verdict_words(verdict)] if verdict is not None else []
        before = self._offered()
        self._page, self._said = page, said
        if self._offered() != before:
            self.refresh_bindings()
        self._show_page(page)

    def _show_page(self, page: Page) -> None:
        put(self.query_one("#lesson-title", Label), page_title(page, self.session, self.size.width - 2))
        question = page.question
        asked = page.pieces
        if question is not None:
            asked = tuple(question_pieces(question, self.session.bench, listed=False))
        self.query_one("#lesson-text", Static).update(shown(asked))
        for widget in self._answers:
            widget.display = False
        self._fill(question)
        self._show_said()
        scroll = self.query_one("#lesson-scroll", VerticalScroll)
        scroll.scroll_home(animate=False)
        self.call_after_refresh(self._focus)

    def _fill(self, question: Asked | None) -> None:
        bench = self.session.bench
        if isinstance(question, Chosen):
            choices = self.query_one("#lesson-choices", OptionList)
            choices.clear_options()
            for letter, choice in zip(LETTERS, question.choices, strict=False):
                choices.add_option(Option(Text(f"{letter}) {bench.text(choice.text)}"), id=letter))
            choices.highlighted = 0
            choices.display = True
        elif isinstance(question, Order):
            order = self.query_one("#lesson-order", OrderList)
            order.clear_options()
            for letter in self.session.order(question):
                text = bench.text(question.items[LETTERS.index(letter)].text)
                order.add_option(Option(Text(f"{letter}) {text}"), id=letter))
            order.highlighted = 0
            order.display = True
        elif isinstance(question, Number):
            number = self.query_one("#lesson-number", Input)
            number.value = ""
            number.placeholder = tr(question.unit)
            number.display = True

    def _focus(self) -> None:
        target = next((widget for widget in self._answers if widget.display), None)
        (target or self.query_one("#lesson-scroll")).focus()

    def _show_said(self, *, scroll: bool = False) -> None:
        page = self._page
        if page is None:
            return
        question, said = page.question, list(self._said)
        if question is not None and self.session.state(question).finished:
            earned = self.session.earned(question)
            said += [Text(earned, style="bold")] if earned else []
        box = self.query_one("#lesson-said", Static)
        box.update(Group(*said))
        box.display = bool(said)
        put(self.query_one("#lesson-do", Label), tr(self._what_to_do(page)))
        if scroll:
            view = self.query_one("#lesson-scroll", VerticalScroll)
            self.call_after_refresh(view.scroll_end, animate=False)

    def _what_to_do(self, page: Page) -> str:
        question = page.question
        if question is None:
            return EDIT if page.plant is not None else GO_ON
        if self.session.state(question).finished:
            return GO_ON
        if isinstance(question, Chosen):
            return CHOOSE
        if isinstance(question, Number):
            return WRITE
        return SORT if isinstance(question, Order) else TRY

    # What is answered

    @on(OptionList.OptionSelected, "#lesson-choices")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._answer(event.option_id or "")

    @on(OptionList.OptionSelected, "#lesson-order")
    def _sorted(self) -> None:
        self._answer(self.query_one("#lesson-order", OrderList).order)

    @on(Input.Submitted, "#lesson-number")
    def _written(self, event: Input.Submitted) -> None:
        self._answer(event.value)

    def _answer(self, typed: object) -> None:
        """Check an answer; where the question is finished, Enter goes on."""
        page = self._page
        if page is None or page.question is None:
            return
        if self.session.state(page.question).finished:
            self.action_move(1)
            return
        self._check(page.question, typed)

    @work(exclusive=True, group="lesson")
    async def _check(self, question: Asked, typed: object) -> None:
        put(self.query_one("#lesson-do", Label), tr(CALCULATING))
        try:
            verdict: Verdict | str = await asyncio.to_thread(self.session.answer, question, typed)
        except NotAnAnswer as reason:
            verdict = str(reason)
        words = Text(verdict) if isinstance(verdict, str) else verdict_words(verdict)
        hints = [Text(hint) for hint in self.session.hints(question)]
        self._said = [*hints, words]
        self._show_said(scroll=True)
        if self.session.progress.note:
            self._say(self.session.progress.note)
            self.session.progress.note = None

    def action_check(self) -> None:
        """Check the participant's plant against the goal."""
        page = self._page
        if page is None or not isinstance(page.question, Try):
            return
        try:
            plant = self.session.own_plant(page.question.plant)
        except InputError as error:
            self._say(sentence(error.problems[0]))
            return
        self._check(page.question, plant)

    def action_hint(self) -> None:
        """Show the next hint."""
        question = self._question()
        if question is None:
            return
        words = self.session.hint(question)
        self._said.append(Text(words))
        self._show_said(scroll=True)

    def action_solution(self) -> None:
        """Show the solution, after a question where it costs points."""
        question = self._question()
        if question is None:
            return

        def answered(answer: str | None) -> None:
            if answer == "s":
                self._said = [shown(self.session.solve(question))]
                self._show_said(scroll=True)

        state = self.session.state(question)
        if self.session.instructor or state.finished:
            answered("s")
        else:
            answers = [("k", tr("Keep trying")), ("s", tr("Show it"))]
            self.app.push_screen(AskChoice(tr(ASK_SOLUTION), answers), answered)

    def _question(self) -> Asked | None:
        return None if self._page is None else self._page.question

    # Where to go

    def action_go_on(self) -> None:
        """The next page, or the editor where a plant is to be changed."""
        page = self._page
        if page is not None and isinstance(page.question, Try) and self._what_to_do(page) == TRY:
            self.action_plant()
        else:
            self.action_move(1)

    def action_move(self, offset: int) -> None:
        """Another page; behind the last one, the list of lessons."""
        if self.session.move(offset):
            self._show()
        elif offset > 0:
            self.dismiss()

    def action_plant(self) -> None:
        """Open the participant's copy of the plant in the editor."""
        page = self._page
        if page is None or page.plant is None:
            return
        try:
            file = self.session.plant_file(page.plant)
            text = read_text(file).text
        except InputError as error:
            self._say(sentence(error.problems[0]))
            return
        self.app.push_screen(PlantScreen(PlantDocument(text, file, text)))
        self._say(tr(CHECK_LATER if isinstance(page.question, Try) else COME_BACK))

    def action_wall(self) -> None:
        """Leave out what a room does not need to see."""
        self.toggle_class("-wall")

    def action_lessons(self) -> None:
        """Back to the list."""
        self.dismiss()

    def _say(self, words: str) -> None:
        self.notify(words, markup=False, timeout=8)


def page_title(page: Page, session: Session, cells: int) -> str:
    """Where one is; without the lesson's name if that leaves no room for the page."""
    for form in (TITLE, NARROW_TITLE):
        title = tr(
            form,
            number=session.lesson.number,
            lesson=session.lesson.title,
            page=page.title,
            at=page.number,
            count=page.count,
        )
        words = "  |  ".join([title, *([tr(INSTRUCTOR)] if session.instructor else [])])
        if width(words) <= cells:
            break
    return words
