"""Every lesson in the app: completed along its worked solution, failed along a wrong path."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_driver import Driver, app_of, press, screen_text, settled
from lesson_driver import begun, choose, fill, listed, solve, sort, words
from textual import _wait

from ipog.tui.app import IpogApp
from ipog.tui.screens.lesson import LessonScreen
from ipog.tui.widgets.key_line import KeyLine
from ipog.workshop import lessons
from ipog.workshop.bench import Bench, read
from ipog.workshop.progress import Progress
from ipog.workshop.questions import check, nameless, right_letter, right_order
from ipog.workshop.schema import LETTERS, Asked, Choose, Lesson, Number, Order, Predict

SIZE = (80, 30)

_BENCHES: dict[int, Bench] = {}


@pytest.fixture(autouse=True)
def lessons_are_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Evaluate each plant once for both paths, do without the line of keys, and wait in short steps."""

    def bench(lesson: Lesson) -> Bench:
        return _BENCHES.setdefault(lesson.number, Bench(lesson))

    monkeypatch.setattr("ipog.workshop.session.Bench", bench)
    # The line of keys is made anew with each page, and takes more time than all else.
    monkeypatch.setattr(KeyLine, "compose", lambda _line: iter(()))
    # Whether the app is idle is looked at several times for each key, else 50 times a second.
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 1 / 250)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 1 / 5000)


async def to_question(pilot: Driver, screen: LessonScreen) -> Asked | None:
    """Go on to the next question; None at the end."""
    session = screen.session
    while session.done.step < session.count - 1:
        await pilot.press("f7")
        question = session.page().question
        if question is not None:
            await settled(pilot)
            return question
    return None


def wrong_answer(question: Asked, bench: Bench) -> str:
    """An answer that the lesson explains, as it is typed; empty for a plant, which is left as it is."""
    if isinstance(question, Choose):
        return "b" if right_letter(question, bench) == "a" else "a"
    if isinstance(question, Number):
        return f"{2.6 * bench.number(question.answer):.4g}"
    return right_order(question, bench)[::-1] if isinstance(question, Order) else ""


def explanation(question: Asked, typed: str, bench: Bench) -> str:
    """What is to be said of it."""
    if isinstance(question, Choose):
        return bench.text(question.choices[LETTERS.index(typed)].why)
    if isinstance(question, Number):
        return check(question, float(typed), bench).why
    if isinstance(question, Order):
        return bench.text(question.why)
    plant = nameless(read(bench.plant_text(question.plant), "start"))
    return check(question, plant, bench).why


async def test_every_lesson_is_completed_along_its_worked_solution(home: Path) -> None:
    async with IpogApp(learn="participant").run_test(size=SIZE) as pilot:
        for lesson_id, lesson in lessons().items():
            screen = await begun(pilot, lesson_id)
            while await to_question(pilot, screen) is not None:
                await solve(pilot, screen)
            await settled(pilot)
            assert f"Points: {lesson.points} of {lesson.points}." in words(pilot), lesson_id
            await press(pilot, "enter")
            await listed(pilot)
        assert screen_text(app_of(pilot)).count("done") == len(lessons())
    kept = Progress(home.parent / "state" / "learn" / "progress.json")
    assert all(kept.lessons[lesson_id].finished for lesson_id in lessons())


async def test_every_lesson_fails_along_a_wrong_path_with_the_right_explanation() -> None:
    async with IpogApp(learn="participant").run_test(size=SIZE) as pilot:
        for lesson_id in lessons():
            screen = await begun(pilot, lesson_id)
            bench = screen.session.bench
            while (question := await to_question(pilot, screen)) is not None:
                if isinstance(question, Predict):
                    continue
                typed = wrong_answer(question, bench)
                if isinstance(question, Choose):
                    await choose(pilot, typed)
                elif isinstance(question, Number):
                    await fill(pilot, typed)
                elif isinstance(question, Order):
                    await sort(pilot, screen, typed)
                else:
                    await press(pilot, "f9")
                said = words(pilot)
                assert "Not right. " in said, question.id
                assert " ".join(explanation(question, typed, bench).split()) in said, question.id
            await settled(pilot)
            assert f"Points: 0 of {screen.session.lesson.points}." in words(pilot), lesson_id
            await press(pilot, "enter")
            await listed(pilot)
