"""A lesson in progress: its pages one after the other, answers, hints and solutions.

The front ends show pages and hand in what was typed; all the rest happens here, so that a lesson is the
same in the app and in the plain terminal.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipog.diagnostics import InputError
from ipog.files import read_text, save_text
from ipog.language import mark, tr
from ipog.shown import plain_number
from ipog.workshop.bench import Bench, read
from ipog.workshop.pages import FURTHER, KINDS, opening, question_pieces, reading, results, solution_pieces
from ipog.workshop.progress import Answer, LessonProgress, Progress
from ipog.workshop.questions import NotAnAnswer, Verdict, check, chosen_words, read_answer, right_letter
from ipog.workshop.reading import lesson_named
from ipog.workshop.rows import Piece, Words, pieces
from ipog.workshop.schema import LETTERS, Asked, Chosen, Compare, Edit, Order, Question, Run, Try
from ipog.workshop.score import RULE, Score, earned, score

START, END = mark("What you will learn"), mark("End of the lesson")
YOU_SAID = mark("You predicted: {letter}) {text}")
YOU_SKIPPED = mark("You made no prediction; go back if you want to.")
FITS = mark("The model agrees. {why}")
DIFFERS = mark("The model does not agree. {why}")
MODEL_SAYS = mark("The model says: {letter}) {text}")
SCORED = mark("Points: {points} of {of}. Questions answered: {answered} of {questions}.")
HINT = mark("Hint {number}: {text}")
NO_HINTS = mark("There are no more hints.")
EARNED = mark("Points: {points} of {of}.")


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown of a step.

    Attributes
    ----------
    number, count : place among the pages, from 1
    title : of the page
    pieces : its text and tables
    question : what is asked; None where nothing is
    plant : name of the plant to open in the editor; None where there is none
    """

    number: int
    count: int
    title: str
    pieces: tuple[Piece, ...]
    question: Asked | None = None
    plant: str | None = None


class Session:
    """A lesson in progress.

    Parameters
    ----------
    given : id or number of the lesson
    progress : what was done so far
    instructor : whether solutions may be seen without losing points

    Raises
    ------
    ipog.workshop.reading.UnknownLesson
        if there is no such lesson
    """

    def __init__(self, given: str, progress: Progress, *, instructor: bool = False) -> None:
        self.id, self.lesson = lesson_named(given)
        self.progress = progress
        self.instructor = instructor
        self.bench = Bench(self.lesson)
        done = self.done
        done.step = min(done.step, len(self.lesson.steps) + 1)

    @property
    def done(self) -> LessonProgress:
        """Where the participant stands."""
        return self.progress.of(self.id)

    @property
    def count(self) -> int:
        """Pages: the goal, each step, the end."""
        return len(self.lesson.steps) + 2

    @property
    def score(self) -> Score:
        """Points as they stand."""
        return score(self.lesson, self.done.answers)

    # Pages

    def page(self) -> Page:
        """The page that the participant is on."""
        place = self.done.step
        if place == 0:
            return self._page(START, self._start())
        if place > len(self.lesson.steps):
            return self._page(END, self._end())
        step = self.lesson.steps[place - 1]
        title = KINDS[step.do]
        if isinstance(step, Question):
            plant = step.plant if isinstance(step, Try) else None
            return self._page(title, question_pieces(step, self.bench), step, plant)
        found = [*pieces(self.bench.text(step.text))]
        if isinstance(step, Run):
            found += results(step, self.bench)
        elif isinstance(step, Compare):
            found = [*self._prediction(step), *found]
        return self._page(title, found, None, step.plant if isinstance(step, Edit) else None)

    def move(self, offset: int) -> bool:
        """Go on or back; False at either end."""
        target = self.done.step + offset
        if not 0 <= target < self.count:
            return False
        self.done.step = target
        self.done.furthest = max(self.done.furthest, target)
        self.done.finished = self.done.finished or target == self.count - 1
        self.progress.save()
        return True

    def _page(
        self, title: str, found: list[Piece], question: Asked | None = None, plant: str | None = None
    ) -> Page:
        return Page(self.done.step + 1, self.count, tr(title), tuple(found), question, plant)

    def _start(self) -> list[Piece]:
        background = pieces(self.bench.text(self.lesson.background))
        return [*opening(self.lesson, self.bench), *background, Words(tr(RULE))]

    def _end(self) -> list[Piece]:
        return [Words(self.scored(), strong=True), Words(tr(FURTHER), strong=True), *reading(self.lesson)]

    def scored(self) -> str:
        """The points in a sentence."""
        now = self.score
        return tr(
            SCORED, points=plain_number(now.points), of=now.of, answered=now.answered, questions=now.questions
        )

    def _prediction(self, step: Compare) -> list[Piece]:
        question = self.lesson.questions()[step.prediction]
        assert isinstance(question, Chosen)
        right = right_letter(question, self.bench)
        words, why = chosen_words(question, right, self.bench)
        says = tr(MODEL_SAYS, letter=right, text=words)
        answer = self.done.answers.get(step.prediction)
        given = answer.attempts[-1] if answer is not None and answer.attempts else None
        try:
            mine, about = chosen_words(question, given, self.bench)
        except NotAnAnswer:
            # None was made, or it was kept by another version of the lesson.
            return [Words(tr(YOU_SKIPPED)), Words(says, strong=True), Words(why)]
        said = Words(tr(YOU_SAID, letter=given, text=mine))
        if given == right:
            return [said, Words(tr(FITS, why=why))]
        return [said, Words(tr(DIFFERS, why=about)), Words(says, strong=True), Words(why)]

    # Questions

    def state(self, question: Asked) -> Answer:
        """What was answered so far."""
        return self.done.answers.setdefault(question.id, Answer())

    def order(self, question: Order) -> str:
        """The lines as the participant last had them."""
        letters = LETTERS[: len(question.items)]
        attempts = self.state(question).attempts
        last = attempts[-1] if attempts else letters
        return last if isinstance(last, str) and sorted(last) == list(letters) else letters

    def answer(self, question: Asked, typed: Any) -> Verdict:
        """Check an answer and keep it.

        Parameters
        ----------
        question : of this page
        typed : what was typed; for a plant to change, its :class:`ipog.plant.Plant`

        Raises
        ------
        ipog.workshop.questions.NotAnAnswer
            if it answers nothing; it is not kept then
        """
        given = read_answer(question, typed)
        verdict = check(question, given, self.bench)
        state = self.state(question)
        if not state.finished:
            state.attempts.append(given)
            state.right = verdict.right is not False
            self.progress.save()
        return verdict

    def earned(self, question: Asked) -> str:
        """The points of a question in words; empty where it has none."""
        if not question.points:
            return ""
        return tr(EARNED, points=plain_number(earned(question, self.state(question))), of=question.points)

    def hint(self, question: Asked) -> str:
        """The next hint."""
        state = self.state(question)
        number = state.hints
        if number >= len(question.hints):
            return tr(NO_HINTS)
        if not state.finished:
            state.hints += 1
            self.progress.save()
        return tr(HINT, number=number + 1, text=self.bench.text(question.hints[number]))

    def hints(self, question: Asked) -> list[str]:
        """Hints that were shown."""
        shown = question.hints[: self.state(question).hints]
        return [tr(HINT, number=at, text=self.bench.text(text)) for at, text in enumerate(shown, start=1)]

    def solve(self, question: Asked) -> list[Piece]:
        """The worked solution; it ends the question unless a trainer asks."""
        state = self.state(question)
        if not self.instructor and not state.right:
            state.shown = True
            self.progress.save()
        return solution_pieces(question, self.bench)

    # Plants to change

    def plant_file(self, name: str) -> Path:
        """The participant's copy of a plant of the lesson, written at the first call."""
        file = self.progress.folder / f"{self.id}.{name}.yaml"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            save_text(self.bench.plant_text(name), file)
        return file

    def own_plant(self, name: str) -> Any:
        """The participant's copy as a plant; raises :class:`ipog.diagnostics.InputError`."""
        file = self.plant_file(name)
        return read(read_text(file).text, file.name)

    def last_words(self, question: Asked) -> Verdict | None:
        """What was said of the last attempt; None if there is none."""
        state = self.state(question)
        if not state.attempts:
            return None
        try:
            return check(question, state.attempts[-1], self.bench)
        except (InputError, ValueError):
            # The lesson or the model changed since; the question can be answered anew.
            return None
