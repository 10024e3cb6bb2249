"""Points: all for a right answer at once, less after wrong ones and hints, none for a shown solution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ipog.language import mark
from ipog.workshop.bench import Bench
from ipog.workshop.expressions import BadExpression
from ipog.workshop.progress import Answer
from ipog.workshop.questions import NotAnAnswer, check
from ipog.workshop.schema import Asked, Lesson

LOSS = 0.25
"""Share of the points that a wrong attempt or a hint costs."""
LEAST = 0.25
"""Share of the points that a right answer earns at least."""
RULE = mark(
    "A right answer at once earns all points. Each wrong answer and each hint costs a quarter of them, but "
    "a right answer always earns a quarter. A solution that was shown earns none."
)


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a lesson.

    Attributes
    ----------
    points, of : earned, and to earn
    answered, questions : questions that were brought to an end, and all that earn points
    """

    points: float
    of: int
    answered: int
    questions: int


def earned(question: Asked, answer: Answer) -> float:
    """Points for an answer whose rightness is known."""
    if not answer.right or answer.shown:
        return 0.0
    cost = LOSS * (len(answer.attempts) - 1 + answer.hints)
    return question.points * max(LEAST, 1 - cost)


def score(lesson: Lesson, answers: Mapping[str, Answer]) -> Score:
    """Points of a lesson as they stand."""
    asked = {key: question for key, question in lesson.questions().items() if question.points}
    known = {key: answers[key] for key in asked if key in answers}
    return Score(
        points=sum(earned(asked[key], answer) for key, answer in known.items()),
        of=lesson.points,
        answered=sum(answer.finished for answer in known.values()),
        questions=len(asked),
    )


def checked_again(lesson: Lesson, answers: Mapping[str, Answer], bench: Bench) -> dict[str, Answer]:
    """The answers with their rightness worked out anew, whatever was claimed of it.

    An attempt that follows a right one is left out, as the lesson would not have taken it.
    """
    found = {}
    for key, question in lesson.questions().items():
        if key not in answers:
            continue
        claimed = answers[key]
        answer = Answer(hints=claimed.hints, shown=claimed.shown)
        for attempt in claimed.attempts:
            answer.attempts.append(attempt)
            try:
                answer.right = check(question, attempt, bench).right is not False
            except (NotAnAnswer, BadExpression):
                answer.right = False
            if answer.right:
                break
        found[key] = answer
    return found
