"""What stands on the pages of a lesson, for the front ends and the class pack alike."""

from __future__ import annotations

from ipog.language import mark, tr
from ipog.shown import figure, percent, plain_number
from ipog.sources import cite
from ipog.workshop.bench import Bench, Case
from ipog.workshop.expressions import BadExpression, value_of
from ipog.workshop.questions import right_in_words
from ipog.workshop.rows import ROWS, Listing, Piece, Table, Words, pieces
from ipog.workshop.schema import LETTERS, Asked, Chosen, Lesson, Number, Order, Run, Try

KINDS = {
    "read": mark("Read"),
    "explain": mark("Why"),
    "edit": mark("Do it in the editor"),
    "run": mark("What the model says"),
    "compare": mark("Compare with your prediction"),
    "predict": mark("Predict"),
    "choose": mark("Question"),
    "number": mark("Question: a number"),
    "order": mark("Question: put in order"),
    "try": mark("Reach a goal"),
}
"""What a page is called, by the kind of its step, in English."""
LEVELS = {"basic": mark("basic"), "middle": mark("middle"), "expert": mark("expert")}
ORDER_HINT = mark("The largest comes first.")
LETTERS_HINT = mark("Give the letters in your order, such as {example}.")
UNIT_HINT = mark("Answer in {unit}; within {tolerance} % is right.")
BARE_HINT = mark("Within {tolerance} % is right.")
TRY_HINT = mark("The plant file is yours to change. It begins with: {about}.")
SOLUTION = mark("The answer: {answer}")
TRY_SOLUTION = mark("These changes reach the goal:")
ABOUT = mark("Level: {level}. About {minutes} minutes. {points} points.")
GOAL = mark("Goal: {goal}")
FURTHER = mark("Further reading")
FURTHER_ROW = "{citation} [{key}]"


def opening(lesson: Lesson, bench: Bench) -> list[Piece]:
    """Goal, level, time and points of a lesson."""
    about = tr(ABOUT, level=tr(LEVELS[lesson.level]), minutes=lesson.minutes, points=lesson.points)
    return [Words(tr(GOAL, goal=bench.text(lesson.goal)), strong=True), Words(about)]


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
        found.append(Words(tr(ORDER_HINT)))
        if listed:
            letters = LETTERS[: len(question.items)]
            found += [
                Words(bench.text(item.text), mark=f"{key})")
                for key, item in zip(letters, question.items, strict=True)
            ]
            found.append(Words(tr(LETTERS_HINT, example=" ".join(letters))))
    elif isinstance(question, Chosen):
        if listed:
            found += [
                Words(bench.text(choice.text), mark=f"{key})")
                for key, choice in zip(LETTERS, question.choices, strict=False)
            ]
    elif isinstance(question, Number):
        tolerance = plain_number(question.tolerance)
        found.append(
            Words(
                tr(UNIT_HINT, unit=tr(question.unit), tolerance=tolerance)
                if question.unit
                else tr(BARE_HINT, tolerance=tolerance)
            )
        )
    else:
        about = bench.text(bench.lesson.plants[question.plant].about)
        found.append(Words(tr(TRY_HINT, about=about)))
    return found


def solution_pieces(question: Asked, bench: Bench) -> list[Piece]:
    """The right answer and the way to it."""
    answer = right_in_words(question, bench)
    words = pieces(bench.text(question.solution)) if question.solution else []
    if isinstance(question, Try):
        return [Words(tr(TRY_SOLUTION), strong=True), Listing(answer), *words]
    return [Words(tr(SOLUTION, answer=answer), strong=True), *words]


def results(step: Run, bench: Bench) -> list[Piece]:
    """Results of plants side by side, the plants named by letters where there are several."""
    cases = [bench.case(name) for name in step.plants]
    abouts = [bench.text(bench.lesson.plants[name].about) for name in step.plants]
    letters = [key.upper() for key in LETTERS[: len(cases)]]
    named = [Words(about, mark=f"{letter}:") for letter, about in zip(letters, abouts, strict=True)]
    rows = [(tr(ROWS[row][0]), *(_cell(case, row) for case in cases)) for row in step.show]
    return [*named, Table(("", *letters), tuple(rows))]


def _cell(case: Case, row: str) -> str:
    _, expression, share = ROWS[row]
    try:
        value = value_of(f"plant.{expression}", lambda _: case)
    except BadExpression:
        return figure(None)
    return percent(value) if share else figure(value)
