"""What a participant types: read kindly, refused in words, scored by the rule that is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ipog.files import read_plant_text
from ipog.workshop import Progress, Session
from ipog.workshop.questions import NotAnAnswer, nameless, read_answer, tried
from ipog.workshop.schema import Number, Try

Begin = Callable[[str], Session]
CHOOSE = ("where-mercury-goes", "scrubber")
RIGHT, WRONG = "c", "a"


def at(session: Session, name: str) -> Any:
    return session.lesson.questions()[name]


@pytest.mark.parametrize("typed", ["3.3", "3,3", " 3.3 ug/Nm3", "3.3 µg/Nm3", "0.0033 mg/Nm3", "3.3e0"])
def test_a_number_may_have_a_comma_or_a_unit(begin: Begin, typed: str):
    question = at(begin("esp-only"), "double")
    assert read_answer(question, typed) == pytest.approx(3.3)


def test_a_number_in_per_cent_may_have_the_sign(begin: Begin):
    question = at(begin("where-mercury-goes"), "removal")
    assert read_answer(question, "89,5 %") == read_answer(question, "89.5") == 89.5


@pytest.mark.parametrize("typed", ["", "much", "nan", "inf", "1e999", "3 lb/TBtu of coal", "--3", "3 4"])
def test_what_is_no_number_does_not_count_as_an_attempt(begin: Begin, typed: str):
    session = begin("esp-only")
    question = at(session, "double")
    with pytest.raises(NotAnAnswer, match="no answer to this question"):
        session.answer(question, typed)
    assert not session.state(question).attempts


@pytest.mark.parametrize("typed", ["e", "aa", "", "1", "ß", "a b"])
def test_what_is_no_letter_does_not_count(begin: Begin, typed: str):
    session = begin(CHOOSE[0])
    with pytest.raises(NotAnAnswer, match="one of a, b, c, d"):
        session.answer(at(session, CHOOSE[1]), typed)


@pytest.mark.parametrize("typed", ["b a d c", "B, A, D, C", "badc", "b) a) d) c)"])
def test_an_order_is_read_however_it_is_divided(begin: Begin, typed: str):
    assert read_answer(at(begin("where-mercury-goes"), "outlets"), typed) == "badc"


@pytest.mark.parametrize("typed", ["a b c", "a a b c", "a b c d e", "", "1 2 3 4"])
def test_an_order_with_a_letter_missing_or_twice_does_not_count(begin: Begin, typed: str):
    with pytest.raises(NotAnAnswer, match="all of a, b, c, d"):
        read_answer(at(begin("where-mercury-goes"), "outlets"), typed)


def test_wrong_answers_and_hints_cost_a_quarter_each(begin: Begin):
    session = begin(CHOOSE[0])
    question = at(session, CHOOSE[1])
    assert session.answer(question, WRONG).right is False
    session.hint(question)
    assert session.answer(question, RIGHT).right is True
    assert session.score.points == 0.5
    assert session.earned(question) == "Points: 0.5 of 1."


def test_a_right_answer_always_earns_a_quarter(begin: Begin):
    session = begin(CHOOSE[0])
    question = at(session, CHOOSE[1])
    for letter in (WRONG, "b", "d", WRONG, "b"):
        session.answer(question, letter)
    session.answer(question, RIGHT)
    assert session.score.points == 0.25


def test_what_follows_a_right_answer_changes_nothing(begin: Begin):
    session = begin(CHOOSE[0])
    question = at(session, CHOOSE[1])
    session.answer(question, RIGHT)
    session.answer(question, WRONG)
    session.hint(question)
    session.solve(question)
    assert session.score.points == 1
    assert session.state(question).attempts == [RIGHT]


def test_a_solution_that_was_shown_ends_the_question_without_points(begin: Begin):
    session = begin(CHOOSE[0])
    question = at(session, CHOOSE[1])
    assert "c)" in str(session.solve(question)[0])
    session.answer(question, RIGHT)
    assert session.score.points == 0
    assert session.score.answered == 1


def test_hints_come_one_by_one_and_run_out(begin: Begin):
    session = begin("where-mercury-goes")
    question = at(session, "removal")
    first, second = session.hint(question), session.hint(question)
    assert first.startswith("Hint 1: ")
    assert second.startswith("Hint 2: ")
    assert session.hint(question) == "There are no more hints."
    assert session.state(question).hints == 2
    assert session.hints(question) == [first, second]


def test_a_trainer_sees_solutions_and_records_nothing(progress: Progress):
    session = Session(CHOOSE[0], Progress(progress.folder / "progress.json", keep=False), instructor=True)
    question = at(session, CHOOSE[1])
    session.solve(question)
    session.answer(question, RIGHT)
    assert session.score.points == 1
    assert not progress.folder.exists()


def test_a_prediction_is_kept_and_compared(begin: Begin):
    session = begin("filter-against-esp")
    assert "no prediction" in compared(session)
    session.done.step = 1
    assert session.answer(at(session, "ratio"), "a").right is None
    words = compared(session)
    assert "You predicted: a)" in words
    assert "The model does not agree." in words
    assert "The model says: b)" in words
    assert session.score.points == 0


def compared(session: Session) -> str:
    session.done.step = 3
    return " ".join(getattr(piece, "text", "") for piece in session.page().pieces)


PLANT = """\
plant: {name: Kraftwerk Müller, country: ZA, owner: Frau Müller, note: call Frau Müller}
units:
  - name: Müllers Unit
    gross_capacity: 600 MW
    coal_feed: [{coal: za-highveld, name: coal of Müller, trace: {basis: dry, mercury: 0.2 mg/kg +- 10 %}}]
    boiler: {type: wall, unburned_carbon: 2..4 %}
    apcs: [{type: esp_cold_side, name: ESP of Müller, temperature: 140 degC}]
    targets: [{name: goal of Müller, value: 2 ug/Nm3}]
    measured: [{quantity: stack_hg, value: 9 ug/Nm3, source: Müller}]
"""


def test_a_plant_is_kept_without_names_and_gives_the_same_result():
    plant = read_plant_text(PLANT)
    kept = nameless(plant)
    assert "üller" not in repr(kept)
    from ipog.workshop.bench import case_of

    assert tried(kept, 20).result.percentiles == case_of(plant, 20).result.percentiles


@pytest.mark.parametrize(
    "kept", [None, {}, [], "x", {"plant": {"name": "x"}, "units": []}, {"plant": {}, "units": [{"apcs": 1}]}]
)
def test_a_kept_plant_that_is_none_is_no_answer(kept: object):
    with pytest.raises(NotAnAnswer):
        tried(kept)


def test_numbers_are_accepted_as_the_table_shows_them(begin: Begin):
    """Three digits are what a participant can read; they are never too few."""
    from ipog.figures import figure
    from ipog.workshop.questions import check

    for lesson in ("esp-only", "re-emission", "national-fleet"):
        session = begin(lesson)
        for question in session.lesson.questions().values():
            if isinstance(question, Number):
                shown = figure(session.bench.number(question.answer))
                assert check(question, read_answer(question, shown), session.bench).right, question.id


@pytest.mark.parametrize(
    "apcs",
    [
        "[]",
        "[{type: sorbent_injection, sorbent: pac, rate: 1 lb/MMacf}, {type: mechanical_collector}]",
        "[{type: wet_fgd}]",
        "[{type: esp_cold_side}, {type: fabric_filter}, {type: wet_fgd}]",
    ],
)
def test_a_plant_that_no_lesson_thought_of_is_wrong_and_stops_nothing(begin: Begin, apcs: str):
    for lesson in ("carbon-and-its-limits", "re-emission", "esp-only", "national-fleet"):
        session = begin(lesson)
        for question in session.lesson.questions().values():
            if isinstance(question, Try):
                text = session.bench.changed_text(question.plant, [f"units[0].apcs={apcs}"])
                verdict = session.answer(question, read_plant_text(text))
                assert verdict.right is False
                assert "Your plant: " in verdict.why
