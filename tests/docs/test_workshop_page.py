"""The page for trainers says what the lessons and the app have."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from ipog.tui.screens.keys import rows_of
from ipog.tui.screens.lesson import LessonScreen
from ipog.workshop import lessons
from ipog.workshop.schema import Step

PAGE = (Path(__file__).parents[2] / "manual" / "workshop.md").read_text(encoding="utf-8")


def test_each_lesson_has_its_row():
    for lesson_id, lesson in lessons().items():
        assert f"| {lesson.number} {lesson_id} | {lesson.level} | {lesson.minutes} | " in PAGE


def test_each_key_of_a_lesson_has_its_row():
    table = PAGE[PAGE.index("| key in a lesson |") : PAGE.index("On a page that asks")]
    for keys, _ in rows_of(LessonScreen.BINDINGS):
        for key in keys.split(", "):
            assert key in table, key


def test_each_kind_of_step_has_its_row():
    models = get_args(get_args(Step)[0])
    kinds = {kind for model in models for kind in get_args(model.model_fields["do"].annotation)}
    assert {"read", "try"} <= kinds
    for kind in kinds:
        assert f"`{kind}`" in PAGE
