"""A lesson in the plain terminal: one page after the other, answers and commands typed as words."""

from __future__ import annotations

from collections.abc import Callable

from ipog.cli.output import deliver
from ipog.cli.render.grid import paragraph
from ipog.cli.render.learn_text import page_text, pieces_lines
from ipog.diagnostics import InputError, render
from ipog.files import read_text, save_text
from ipog.language import before_more, tr
from ipog.shown import figure, percent
from ipog.workshop import Page, Session
from ipog.workshop.bench import case_of, changed, read
from ipog.workshop.questions import RIGHT, WRONG, NotAnAnswer, Verdict
from ipog.workshop.schema import Asked, Predict, Try

Ask = Callable[[str], str]
"""Shows a prompt and gives the line that was typed; raises EOFError when nobody types any more."""

PROMPT = "> "
UNIT = "units[0]."
BACK_WORDS, ON_WORDS, LEAVE_WORDS = {"back"}, {"next", "n"}, {"quit", "q", "exit"}


class TextLesson:
    """Runs a lesson in the terminal.

    Parameters
    ----------
    session : the lesson
    ask : asks for a line
    """

    def __init__(self, session: Session, ask: Ask) -> None:
        self._session = session
        self._ask = ask

    def run(self) -> None:
        """Show pages until the participant leaves or has nothing more to read."""
        session = self._session
        while True:
            page = session.page()
            self._say("", page_text(page, session.lesson))
            if page.plant is not None:
                paths = tr(
                    "A path names a field of the plant file, such as {first} or {second}.",
                    first="boiler.unburned_carbon=4 %",
                    second="apcs+={type: wet_fgd}",
                )
                file = tr("The file is {file}", file=session.plant_file(page.plant))
                self._say("", file, *paragraph(paths, indent=0))
            if session.progress.note:
                self._say("", session.progress.note)
                session.progress.note = None
            try:
                offset = self._ask_page(page)
            except EOFError:
                offset = None
            if offset is None:
                kept = tr(
                    "Your progress is kept. {command} goes on from here.",
                    command=f"ipog learn --text {session.lesson.number}",
                )
                self._say(*([] if session.instructor else ["", kept]))
                return
            if not session.move(offset) and offset > 0:
                self._say("", tr("You are at the end of this lesson."))
                return

    def _ask_page(self, page: Page) -> int | None:
        """Where to go from a page: on, back, or None to leave."""
        question = page.question
        if question is not None:
            self._say_state(question)
        while True:
            self._say_lines(self._words(page))
            line = self._ask(PROMPT).strip()
            word = line.lower()
            if word in LEAVE_WORDS:
                return None
            if word in BACK_WORDS:
                return -1
            if word in ON_WORDS:
                return 1
            if not line:
                if question is None or self._session.state(question).finished:
                    return 1
                self._say(tr("Type an answer, or {word} to go on without one.", word="next"))
                continue
            self._obey(page, line)

    def _words(self, page: Page) -> str:
        """What can be typed on a page; the words themselves are the same in each language."""
        if page.plant is None and (page.question is None or self._session.state(page.question).finished):
            return tr("Enter: go on. Other words: {typed}.", typed="back, quit")
        if page.question is None:
            return tr(
                "Enter: go on. {change}: change the plant. Other words: {typed}.",
                change="PATH=VALUE",
                typed="show, edit, restart, back, quit",
            )
        if isinstance(page.question, Predict):
            return tr("Type your guess. Other words: {typed}.", typed="next, back, quit")
        if page.plant is None:
            return tr("Type your answer. Other words: {typed}.", typed="hint, solution, next, back, quit")
        return tr(
            "{change}: change the plant. {check}: see whether it reaches the goal. Other words: {typed}.",
            change="PATH=VALUE",
            check="check",
            typed="show, edit, restart, hint, solution, next, back, quit",
        )

    def _obey(self, page: Page, line: str) -> None:
        word, question = line.lower(), page.question
        if question is not None and word == "hint":
            self._say_lines(self._session.hint(question))
        elif question is not None and word == "solution":
            self._say("", *pieces_lines(self._session.solve(question)))
        elif page.plant is not None:
            self._plant(page.plant, question, line)
        elif question is not None:
            self._answer(question, line)
        else:
            self._say_unknown(line)

    def _answer(self, question: Asked, typed: object) -> None:
        session = self._session
        was_finished = session.state(question).finished
        try:
            verdict = session.answer(question, typed)
        except NotAnAnswer as reason:
            self._say_lines(str(reason))
            return
        self._say_verdict(verdict)
        if not was_finished and verdict.right and session.earned(question):
            self._say(session.earned(question))

    def _say_state(self, question: Asked) -> None:
        """What was answered before, when someone comes back."""
        session = self._session
        for hint in session.hints(question):
            self._say_lines(hint)
        verdict = session.last_words(question)
        if verdict is not None:
            self._say_verdict(verdict)

    def _say_verdict(self, verdict: Verdict) -> None:
        verdict_word = {True: tr(RIGHT), False: tr(WRONG), None: ""}[verdict.right]
        self._say_lines(before_more(verdict_word) + verdict.why)

    # Plants

    def _plant(self, name: str, question: Asked | None, line: str) -> None:
        session = self._session
        file = session.plant_file(name)
        word = line.lower()
        try:
            if word == "check" and isinstance(question, Try):
                self._answer(question, session.own_plant(name))
            elif word == "show":
                self._say("", read_text(file).text.rstrip())
            elif word == "edit":
                import click

                click.edit(filename=str(file))
                self._say_result(name)
            elif word == "restart":
                save_text(session.bench.plant_text(name), file)
                self._say(tr("The plant is as it was at first."))
            elif "=" in line:
                overlay = line if line.startswith(("units", "plant.")) else UNIT + line
                text = changed(read_text(file).text, [overlay])
                # Only a plant that can be evaluated replaces the one that is there.
                read(text, file.name)
                save_text(text, file)
                self._say_result(name)
            else:
                self._say_unknown(line)
        except InputError as error:
            self._say(render(error.problems, error.source))

    def _say_result(self, name: str) -> None:
        stack = case_of(self._session.own_plant(name)).result.stack
        said = tr(
            "Stack {stack} ug/Nm3; removed {removed} %.",
            stack=figure(stack.hg_ug_nm3),
            removed=percent(stack.removal_fraction),
        )
        self._say(said)

    def _say_unknown(self, line: str) -> None:
        self._say(tr("{given} is none of these words.", given=repr(line)))

    def _say_lines(self, words: str) -> None:
        self._say("", *paragraph(words, indent=0))

    def _say(self, *lines: str) -> None:
        deliver("\n".join(lines))
