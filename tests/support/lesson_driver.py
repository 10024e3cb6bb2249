"""Lessons driven in the app, by keys alone."""

from __future__ import annotations

from app_driver import Driver, app_of, press, screen_text, settled, until
from textual.widgets import OptionList

from ipog.tui.screens.lesson import LessonScreen
from ipog.tui.screens.lessons import LessonsScreen
from ipog.workshop import lessons
from ipog.workshop.questions import right_letter, right_order
from ipog.workshop.schema import LETTERS, Chosen, Number, Order, Try


async def listed(pilot: Driver) -> LessonsScreen:
    """The list of lessons, once it is there."""
    await until(pilot, lambda: isinstance(app_of(pilot).screen, LessonsScreen))
    await settled(pilot)
    screen = app_of(pilot).screen
    assert isinstance(screen, LessonsScreen)
    return screen


async def begun(pilot: Driver, lesson_id: str) -> LessonScreen:
    """A lesson, opened from the list by keys."""
    await listed(pilot)
    await press(pilot, "home", *["down"] * list(lessons()).index(lesson_id), "enter")
    screen = app_of(pilot).screen
    assert isinstance(screen, LessonScreen)
    assert screen.session.id == lesson_id
    return screen


def words(pilot: Driver) -> str:
    """What the screen shows, as one line, without the bar beside an answer."""
    return " ".join(screen_text(app_of(pilot)).replace("▌", " ").split())


async def choose(pilot: Driver, letter: str) -> None:
    """Choose an answer by its letter."""
    await press(pilot, "home", *["down"] * LETTERS.index(letter), "enter")


async def sort(pilot: Driver, screen: LessonScreen, wanted: str) -> None:
    """Bring the lines into an order, and answer with it."""
    for place, letter in enumerate(wanted):
        order = screen.query_one("#lesson-order", OptionList)
        here = [option.id for option in order.options].index(letter)
        if here > place:
            await press(pilot, "home", *["down"] * here, *["u"] * (here - place))
    await press(pilot, "enter")


async def fill(pilot: Driver, number: str) -> None:
    """Answer with a number."""
    names = {".": "full_stop", "-": "minus", "+": "plus"}
    await pilot.press("end", "ctrl+u", *(names.get(sign, sign) for sign in number), "enter")
    await settled(pilot)


async def solve(pilot: Driver, screen: LessonScreen) -> None:
    """Answer the question of the page by the keys that give the right answer."""
    page, bench = screen.session.page(), screen.session.bench
    question = page.question
    if isinstance(question, Chosen):
        await choose(pilot, right_letter(question, bench))
    elif isinstance(question, Order):
        await sort(pilot, screen, right_order(question, bench))
    elif isinstance(question, Number):
        await fill(pilot, f"{bench.number(question.answer):.5g}")
    elif isinstance(question, Try):
        text = bench.changed_text(question.plant, question.solved_by)
        screen.session.plant_file(question.plant).write_text(text, encoding="utf-8")
        await press(pilot, "f9")
