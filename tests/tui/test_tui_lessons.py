"""Lessons in the app, by keys alone: hints, solutions, the editor, leaving, coming back and handing in."""

from __future__ import annotations

import json
from pathlib import Path

from app_driver import app_of, field, go_to, notes, opened, press, screen_text, settled, until, write
from lesson_driver import begun, listed, words

from ipog.settings import load_settings
from ipog.tui.app import IpogApp
from ipog.tui.screens.start import StartScreen
from ipog.workshop import lessons
from ipog.workshop.class_key import new_class, save_class
from ipog.workshop.progress import Progress

SIZE = (80, 24)


def left_at(lesson_id: str, name: str) -> None:
    """Progress of someone who left the lesson at a question."""
    steps = lessons()[lesson_id].steps
    place = next(at for at, step in enumerate(steps, start=1) if getattr(step, "id", "") == name)
    progress = Progress()
    done = progress.of(lesson_id)
    done.step = done.furthest = place
    progress.save()


async def test_a_wrong_path_gets_the_right_explanations_and_costs_points():
    async with IpogApp(learn="participant").run_test(size=SIZE) as pilot:
        screen = await begun(pilot, "filter-against-esp")
        await press(pilot, "enter", "enter", "enter", "enter")
        assert "You predicted: a)" in words(pilot)
        assert "The model does not agree. Both catch the ash, but mercury vapour is no ash." in words(pilot)
        await press(pilot, "enter", "down", "enter")
        assert "Not right. The cloth takes up nearly nothing." in words(pilot)
        await press(pilot, "home", "enter")
        assert "Right. The cake works like a bed" in words(pilot)
        assert "Points: 0.75 of 1." in words(pilot)
        await press(pilot, "enter", "1", "enter")
        assert "Not right. Too low. Take the difference" in words(pilot)
        await press(pilot, "f3")
        assert "Hint 1: It is the difference of the two." in words(pilot)
        await press(pilot, "end", "ctrl+u", "x", "enter")
        assert "That is no answer to this question" in words(pilot)
        await press(pilot, "f4", "enter")
        assert "The answer:" not in words(pilot)
        await press(pilot, "f4", "s")
        assert "The answer: " in words(pilot)
        assert "Points: 0 of 2." in words(pilot)
        assert screen.session.score.points == 0.75


async def test_a_plant_is_changed_in_the_editor_until_it_reaches_the_goal():
    left_at("esp-only", "lower")
    async with IpogApp(learn="participant").run_test(size=SIZE) as pilot:
        screen = await begun(pilot, "esp-only")
        await press(pilot, "f9")
        assert "Not right. The emission is not yet 8 % below" in words(pilot)
        await press(pilot, "f8")
        editor = await opened(pilot)
        await go_to(pilot, "units", 0, "apcs", 0)
        await write(pilot, field(editor, "temperature"), "120 degC")
        await press(pilot, "f3", "f5")
        await until(pilot, lambda: app_of(pilot).screen is screen)
        await press(pilot, "f9")
        assert "Right. Reached." in words(pilot)
        assert "Points: 2.25 of 3." in words(pilot)
    assert load_settings().recent == ()


async def test_a_lesson_goes_on_where_it_was_left_until_it_is_forgotten():
    left_at("filter-against-esp", "reason")
    async with IpogApp().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "l")
        await begun(pilot, "filter-against-esp")
        await press(pilot, "down", "enter", "escape")
        assert "begun" in screen_text(app_of(pilot)).splitlines()[4]
        await press(pilot, "enter")
        assert "Not right. The cloth takes up nearly nothing." in words(pilot)
        await press(pilot, "escape", "r", "k")
        assert "begun" in words(pilot)
        await press(pilot, "r", "f")
        assert "begun" not in words(pilot)
        assert "Forgotten." in notes(app_of(pilot))
        await press(pilot, "escape")
        assert isinstance(app_of(pilot).screen, StartScreen)


async def test_on_a_wall_an_order_is_explained_and_only_useful_keys_are_offered():
    left_at("where-mercury-goes", "outlets")
    async with IpogApp(learn="participant").run_test(size=(50, 18)) as pilot:
        await listed(pilot)
        assert " of  5 begun" in screen_text(app_of(pilot)).splitlines()[1]
        await begun(pilot, "where-mercury-goes")
        last = screen_text(app_of(pilot)).splitlines()[-1]
        assert "F3 Hint" in last
        assert "Plant" not in last
        await press(pilot, "d", "u", "enter")
        assert "before b), but the model gives 10.5 %" in words(pilot)
        await press(pilot, "f7")
        assert "Hint" not in screen_text(app_of(pilot)).splitlines()[-1]
        await press(pilot, "f3", "f4", "f8", "f9")
        assert "How sure is this?" in words(pilot)


async def test_the_instructor_sees_solutions_without_loss_and_nothing_is_kept(home: Path):
    async with IpogApp(learn="instructor").run_test(size=SIZE) as pilot:
        await begun(pilot, "filter-against-esp")
        assert "INSTRUCTOR" in words(pilot)
        await press(pilot, *["f7"] * 4)
        await press(pilot, "f4")
        assert "The answer: a)" in words(pilot)
        await press(pilot, "home", "enter")
        assert "Points: 1 of 1." in words(pilot)
        await press(pilot, "w")
        assert "F3" not in screen_text(app_of(pilot))
    assert not (home.parent / "state" / "learn" / "progress.json").exists()


async def test_results_are_handed_in_signed_once_a_class_is_joined(home: Path):
    key = new_class("MEC 2026")
    async with IpogApp(learn="participant").run_test(size=SIZE) as pilot:
        screen = await listed(pilot)
        await press(pilot, "t")
        assert "No class is joined." in notes(app_of(pilot))
        save_class(key, home / "key.json")
        for name, said in (("no.json", "does not exist"), ("key.json", "You are in the class MEC 2026.")):
            next(command for command in screen.commands() if command.title == "Join a class").callback()
            await press(pilot, *name.replace(".", "|").split("|")[0], "full_stop", *"json", "enter")
            assert said in notes(app_of(pilot))
        assert "| MEC 2026" in words(pilot)
        await press(pilot, "t", *"Ana", "enter")
        assert "ana.ipog-result.json" in notes(app_of(pilot))
    data = json.loads((home / "results" / "ana.ipog-result.json").read_text(encoding="utf-8"))
    assert data["name"] == "Ana"
    assert key.signed({name: value for name, value in data.items() if name != "signature"}, data["signature"])
