"""A wrong lesson file is answered with the line, before anyone sits down in front of it."""

from __future__ import annotations

import pytest

from ipog.diagnostics import InputError
from ipog.workshop import UnknownLesson, lesson_named, read_lesson

LESSON = """\
lesson: 1
number: 1
title: A lesson
level: basic
minutes: 10
goal: You can test.
background: Nothing.
plants:
  esp: {about: an ESP, example: us-cheng-2009}
figures:
  stack: esp.stack.hg_ug_nm3
  twice: 2 * stack
steps:
  - do: predict
    id: guess
    question: How much is {stack}?
    choices:
      - {text: much, why: It is much., right: true}
      - {text: little, why: It is not.}
  - do: run
    text: Look.
    plants: [esp]
  - do: compare
    prediction: guess
    text: So it is.
further: [kilgroe-2002]
"""


def test_the_lesson_of_these_tests_is_right():
    assert read_lesson(LESSON, "lesson.yaml").questions().keys() == {"guess"}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("further: [kilgroe-2002]", "further: [kilgroe]", 26, "the bibliography lacks 'kilgroe'"),
        ("example: us-cheng-2009", "example: us-cheng", 9, "there is no example 'us-cheng'"),
        ("  twice: 2 * stack", "  twice: 2 * later", 12, "later is no plant or figure known here"),
        ("  stack: esp.stack.hg_ug_nm3", "  stack: 2 * twice", 11, "twice is no plant or figure"),
        ("  twice: 2 * stack", "  twice: open('x')", 12, "is no plant or figure known here"),
        ("  twice: 2 * stack", "  twice: 2 *", 12, "is no expression"),
        ("  twice: 2 * stack", "  twice: esp.__class__", 12, "not for lessons"),
        ("How much is {stack}?", "How much is {stak}?", 16, "{stak} quotes a figure"),
        (", right: true", "", 14, "one choice with right: true"),
        ("right: true}", "right: true, reason: x}", 18, "reason is no field of a lesson"),
        ("why: It is not.", "whi: It is not.", 19, "why is missing"),
        ("    plants: [esp]", "    plants: [filter]", 20, "filter is no plant of the lesson"),
        ("    plants: [esp]", "    plants: [esp]\n    show: [stak]", 23, "'stak' can't be shown"),
        ("prediction: guess", "prediction: ges", 24, "nothing before predicts ges"),
        ("do: run", "do: walk", 20, "has a do that is no kind of step"),
        ("level: basic", "level: easy", 4, "level"),
        ("minutes: 10", "minutes: ten", 5, "minutes"),
        ("example: us-cheng-2009", "exampl: us-cheng-2009", 9, "exampl is no field of a lesson"),
        (", example: us-cheng-2009", "", 9, "one of example, like and written"),
        ("title: A lesson", "title: A lesson\ntitle: Another", 4, "title is given twice"),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, line: int, words: str):
    assert old in LESSON
    with pytest.raises(InputError) as caught:
        read_lesson(LESSON.replace(old, new, 1), "lesson.yaml")
    told = [(problem.file, problem.line) for problem in caught.value.problems if words in problem.message]
    assert ("lesson.yaml", line) in told, str(caught.value)


@pytest.mark.parametrize("text", ["", "- a", "lesson", "lesson: [", "lesson: 2"])
def test_what_is_no_lesson_is_refused(text: str):
    with pytest.raises(InputError):
        read_lesson(text, "lesson.yaml")


def test_a_lesson_is_found_by_number_and_id():
    assert lesson_named("4") == lesson_named("filter-against-esp")


def test_a_lesson_that_is_not_there_is_answered_with_the_nearest():
    with pytest.raises(UnknownLesson) as caught:
        lesson_named("filter-agains-esp")
    assert caught.value.problems[0].nearest == "filter-against-esp"
