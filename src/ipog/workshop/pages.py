"""What stands on the pages of a lesson, for the front ends and the class pack alike."""

from __future__ import annotations

from ipog.figures import figure, percent
from ipog.sources import cite
from ipog.workshop.bench import Bench, Case
from ipog.workshop.expressions import BadExpression, value_of
from ipog.workshop.questions import right_in_words
from ipog.workshop.rows import ROWS, Listing, Piece, Table, Words, pieces
from ipog.workshop.schema import LETTERS, Asked, Chosen, Lesson, Number, Order, Run, Try

KINDS = {
    "read": "Read",
    "explain": "Why",
    "edit": "Do it in the editor",
    "run": "What the model says",
    "compare": "Compare with your prediction",
    "predict": "Predict",
    "choose": "Question",
    "number": "Question: a number",
    "order": "Question: put in order",
    "try": "Reach a goal",
}
"""What a page is called, by the kind of its step."""
LEVELS = {"basic": "basic", "middle": "middle", "expert": "expert"}
ORDER_HINT = "The largest comes first."
LETTERS_HINT = "Give the letters in your order, such as {example}."
UNIT_HINT = "Answer in {unit}; within {tolerance} % is right."
BARE_HINT = "Within {tolerance} % is right."
TRY_HINT = "The plant file is yours to change. It begins with: {about}."
SOLUTION = "The answer: {answer}"
TRY_SOLUTION = "These changes reach the goal:"
ABOUT = "Level: {level}. About {minutes} minutes. {points} points."
GOAL = "Goal: {goal}"
FURTHER = "Further reading"
FURTHER_ROW = "{citation} [{key}]"


def opening(lesson: Lesson, bench: Bench) -> list[Piece]:
    """Goal, level, time and points of a lesson."""
    about = ABOUT.format(level=LEVELS[lesson.level], minutes=lesson.minutes, points=lesson.points)
    return [Words(GOAL.format(goal=bench.text(lesson.goal)), strong=True), Words(about)]


def reading(lesson: Lesson) -> list[Piece]:
    """Further reading of a lesson."""
    return [
        Words(FURTHER_ROW.format(citation=cite(key).citation, key=key), mark="-") for key in lesson.further
    ]


def question_pieces(question: Asked, bench: Bench, *, listed: bool = True) -> list[Piece]:
    """A question as it is asked.

    Parameters
    ----------
    question, bench : what is asked, and the figures for it
    listed : with its choices or items; False for a front end that shows them in a list of its own
    """
    found = pieces(bench.text(question.question))
    if isinstance(question, Order):
        found.append(Words(ORDER_HINT))
        if listed:
            letters = LETTERS[: len(question.items)]
            found += [
                Words(bench.text(item.text), mark=f"{key})")
                for key, item in zip(letters, question.items, strict=True)
            ]
            found.append(Words(LETTERS_HINT.format(example=" ".join(letters))))
    elif isinstance(question, Chosen):
        if listed:
            found += [
                Words(bench.text(choice.text), mark=f"{key})")
                for key, choice in zip(LETTERS, question.choices, strict=False)
            ]
    elif isinstance(question, Number):
        tolerance = f"{question.tolerance:g}"
        hint = UNIT_HINT if question.unit else BARE_HINT
        found.append(Words(hint.format(unit=question.unit, tolerance=tolerance)))
    else:
        about = bench.text(bench.lesson.plants[question.plant].about)
        found.append(Words(TRY_HINT.format(about=about)))
    return found


def solution_pieces(question: Asked, bench: Bench) -> list[Piece]:
    """The right answer and the way to it."""
    answer = right_in_words(question, bench)
    words = pieces(bench.text(question.solution)) if question.solution else []
    if isinstance(question, Try):
        return [Words(TRY_SOLUTION, strong=True), Listing(answer), *words]
    return [Words(SOLUTION.format(answer=answer), strong=True), *words]


def results(step: Run, bench: Bench) -> list[Piece]:
    """Results of plants side by side, the plants named by letters where there are several."""
    cases = [bench.case(name) for name in step.plants]
    abouts = [bench.text(bench.lesson.plants[name].about) for name in step.plants]
    letters = [key.upper() for key in LETTERS[: len(cases)]]
    named = [Words(about, mark=f"{letter}:") for letter, about in zip(letters, abouts, strict=True)]
    rows = [(ROWS[row][0], *(_cell(case, row) for case in cases)) for row in step.show]
    return [*named, Table(("", *letters), tuple(rows))]


def _cell(case: Case, row: str) -> str:
    _, expression, share = ROWS[row]
    try:
        value = value_of(f"plant.{expression}", lambda _: case)
    except BadExpression:
        return figure(None)
    return percent(value) if share else figure(value)
