"""The line above a page of a lesson."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ipog.tui.screens.lesson import page_title


@pytest.mark.parametrize(
    ("cells", "instructor", "title"),
    [
        (78, False, "3. An ESP alone  |  Reach a goal  |  11 of 13"),
        (45, False, "3. An ESP alone  |  Reach a goal  |  11 of 13"),
        (44, False, "3. Reach a goal  |  11 of 13"),
        (45, True, "3. Reach a goal  |  11 of 13  |  INSTRUCTOR"),
    ],
)
def test_the_place_in_a_lesson_is_seen_even_where_its_name_is_long(
    cells: int, instructor: bool, title: str
) -> None:
    page = SimpleNamespace(title="Reach a goal", number=11, count=13)
    lesson = SimpleNamespace(number=3, title="An ESP alone")
    session = SimpleNamespace(lesson=lesson, instructor=instructor)
    assert page_title(page, session, cells) == title
