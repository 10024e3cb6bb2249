"""Describing a plant: by questions, by forms, from the library of coals; help, settings, the file on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from app_driver import app_of, field, go_to, notes, opened, press, screen_text, settled, until
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from ipog.evaluate import evaluate
from ipog.files import read_plant
from ipog.settings import Settings, load_settings, save_settings
from ipog.tui.app import IpogApp
from ipog.tui.screens.ask import AskChoice
from ipog.tui.screens.blend import BlendScreen
from ipog.tui.screens.coals import CoalScreen, CompareScreen
from ipog.tui.screens.help import HelpScreen
from ipog.tui.screens.start import StartScreen
from ipog.tui.screens.tour import PAGES, TourScreen
from ipog.tui.screens.wizard import WizardScreen
from ipog.tui.widgets.field_row import FieldInput

SIZE = (80, 24)
COAL = ("units", 0, "coal_feed", 0)
PLANT = """\
ipog_version: 1
plant: {name: X, country: ZA}
units:
  - coal_feed:
      - rank: bituminous   # a comment
        share: 60 %
        proximate: {basis: as_received, moisture: 8 %, ash: 31 %}
        heating_value: {hhv: 19.8 MJ/kg}
        trace: {basis: dry, mercury: 0.25 mg/kg, chlorine: 90 mg/kg}
      - coal: za-kendal
    boiler: {type: wall}
    apcs: [{type: esp_cold_side}]
"""


@pytest.fixture
def file(home: Path) -> Path:
    """A plant file in the folder the app works in."""
    path = home / "plant.yaml"
    path.write_text(PLANT, encoding="utf-8")
    return path


def put(target: Input, text: str) -> None:
    """Fill an input at once, as pasting does."""
    target.focus()
    target.value = text


async def choose(pilot: Pilot[None], text: str, key: str = "enter") -> None:
    """Open a list by a key, search in it and take the first row."""
    await pilot.press(key)
    await pilot.pause()
    put(app_of(pilot).screen.query_one("#search", Input), text)
    await pilot.pause()
    await pilot.press("enter")
    await settled(pilot)


async def answer(pilot: Pilot[None], text: str = "") -> None:
    """Type an answer of the wizard, or a search for one, and go on."""
    if text:
        put(app_of(pilot).screen.query_one("#wizard-answer", Input), text)
        await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()


async def wizard(pilot: Pilot[None]) -> WizardScreen:
    await settled(pilot)
    await press(pilot, "w")
    await until(pilot, lambda: isinstance(app_of(pilot).screen, WizardScreen))
    screen = app_of(pilot).screen
    assert isinstance(screen, WizardScreen)
    return screen


async def test_about_ten_answers_give_a_plant_with_its_result(home: Path):
    save_settings(Settings(level="novice", toured=True))
    async with IpogApp().run_test(size=SIZE) as pilot:
        await wizard(pilot)
        for text in ("", "india", "", "210 MW", "", "esp and wet", "", "nothing", "[/b] 中文"):
            await answer(pilot, text)
        screen = await opened(pilot)
        assert screen.document.modified
        await press(pilot, "f3", "enter")
    plant = read_plant(home / "plant.yaml")
    assert plant.plant.country == "IN"
    assert plant.plant.name == "[/b] 中文"
    unit = plant.units[0]
    assert unit.gross_capacity == 210
    assert [device.type for device in unit.apcs] == ["esp_cold_side", "wet_fgd"]
    assert screen.evaluation == evaluate(plant, samples=20)


@pytest.mark.usefixtures("home")
async def test_the_wizard_goes_back_and_answers_follow_from_the_ones_before():
    async with IpogApp().run_test(size=SIZE) as pilot:
        screen = await wizard(pilot)
        for text in ("little", "kazakhstan", "ekibastuz"):
            await answer(pilot, text)
        assert screen.question.key == "capacity"
        await press(pilot, "escape", "escape")
        await answer(pilot, "indonesia")
        assert "coal" not in screen.given
        assert "4200" in screen_text(app_of(pilot))
        await press(pilot, "f8")
        plant = (await opened(pilot)).document.plant
        assert plant is not None
        assert plant.plant.country == "ID"
        assert plant.units[0].coal_feed[0].coal == "id-4200-gar"


@pytest.mark.usefixtures("home")
async def test_a_wrong_answer_is_told_and_not_taken():
    async with IpogApp().run_test(size=SIZE) as pilot:
        screen = await wizard(pilot)
        for text in ("well", "south africa", "my own", "lignite"):
            await answer(pilot, text)
        await answer(pilot)
        assert "does not know the mercury" in screen_text(app_of(pilot))
        await answer(pilot, "0,2 mg/kg")
        assert "write 0.2" in screen_text(app_of(pilot))
        assert screen.question.key == "mercury"
        await press(pilot, "f5")
        assert isinstance(app_of(pilot).screen, StartScreen)


async def test_a_basis_is_switched_with_its_figures_or_as_a_wrong_word_alone(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        before = screen.evaluation
        await go_to(pilot, *COAL)
        field(screen, "basis", "trace").focus()
        await choose(pilot, "received")
        await press(pilot, "c")
        assert field(screen, "mercury", "trace").value == "0.23 mg/kg"
        assert screen.document.value((*COAL, "trace", "basis")) == "as_received"
        assert "# a comment" in screen.document.text
        assert before is not None
        assert screen.evaluation is not None
        hg = [found.units[0].stack.hg_ug_nm3 for found in (before, screen.evaluation)]
        assert hg[1] == pytest.approx(hg[0], rel=1e-4)
        await press(pilot, "ctrl+z")
        assert screen.document.text == PLANT
        await choose(pilot, "received")
        await press(pilot, "k")
        assert field(screen, "mercury", "trace").value == "0.25 mg/kg"
        field(screen, "basis", "proximate").focus()
        await choose(pilot, "free")
        await press(pilot, "c")
        assert "ash would be lost" in notes(app_of(pilot))
        assert screen.document.value((*COAL, "proximate", "basis")) == "as_received"


async def test_fields_in_us_units_keep_what_the_file_means(file: Path):
    save_settings(Settings(units="us", decimal="comma", toured=True))
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, *COAL)
        hhv = field(screen, "hhv", "heating value")
        assert hhv.value == "19,8 MJ/kg"
        put(hhv, "8512,5")
        await settled(pilot)
        assert screen.document.value((*COAL, "heating_value", "hhv")) == "8512.5 Btu/lb"
        assert hhv.value == "8512,5"
        await go_to(pilot, "units", 0, "boiler")
        assert field(screen, "preheater exit temp.").placeholder.endswith("degF")


async def test_coals_are_filtered_marked_and_compared(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, *COAL)
        await press(pilot, "enter", "enter")
        coals = app_of(pilot).screen
        assert isinstance(coals, CoalScreen)
        await choose(pilot, "colombia", key="f6")
        assert "3 coals" in screen_text(app_of(pilot))
        await pilot.press("down", "space", "down", "space")
        await pilot.pause()
        assert "2 marked" in screen_text(app_of(pilot))
        assert "0.01" in screen_text(app_of(pilot))
        await press(pilot, "f9")
        assert isinstance(app_of(pilot).screen, CompareScreen)
        assert "1 co-cerrejon" in screen_text(app_of(pilot))
        await press(pilot, "2")
        assert str(screen.document.value((*COAL, "coal"))).startswith("co-")


async def test_the_shares_of_a_blend_keep_to_100_percent(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0, "coal_feed")
        await pilot.press("b", "pageup", "right")
        await pilot.pause()
        assert isinstance(app_of(pilot).screen, BlendScreen)
        assert "Blend: Hg" in screen_text(app_of(pilot))
        await press(pilot, "enter")
        plant = screen.document.plant
        assert plant is not None
        assert [coal.share for coal in plant.units[0].coal_feed] == [71, 29]
        assert "# a comment" in screen.document.text


async def test_f1_explains_the_field_with_the_manual_and_leads_on(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, *COAL)
        target = field(screen, "mercury", "trace")
        target.focus()
        await press(pilot, "f1")
        page = app_of(pilot).screen
        assert isinstance(page, HelpScreen)
        shown = screen_text(app_of(pilot))
        assert "more than 0 and at most 100 mg/kg" in " ".join(shown.split())
        assert "plant-file.md  |  trace" in shown
        await press(pilot, "g", "slash")
        put(page.query_one("#help-search", Input), "spray dryer")
        await press(pilot, "enter", "enter")
        assert page.section is not None
        assert "Spray dryer" in page.section.title
        await press(pilot, "backspace")
        assert page.section.page == "glossary.md"
        named = {command.title: command for command in app_of(pilot).get_system_commands(page)}
        await named["Close"].callback()  # type: ignore[misc]
        await settled(pilot)
        assert app_of(pilot).focused is target


async def test_settings_are_kept_and_taken_over_at_once(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        app = app_of(pilot)
        await go_to(pilot, "units", 0, "boiler")
        app.action_settings()
        await pilot.pause()
        keys = "right down right down down right right down right escape"
        await pilot.press(*keys.split())
        await settled(pilot)
        found = load_settings()
        kept = (found.level, found.units, found.theme, found.look)
        assert kept == ("novice", "us", "high-contrast", "ascii")
        assert app.theme == "high-contrast"
        await until(pilot, lambda: "more fields" in screen_text(app))
        assert not {item.field.label for item in screen.query(FieldInput)} & {"excess oxygen"}
        shown = screen_text(app)
        assert "┃" not in shown
        assert "─" not in shown
        app.action_level()
        await until(pilot, lambda: "excess oxygen" in screen_text(app))


@pytest.mark.usefixtures("home")
async def test_the_tour_is_offered_once():
    save_settings(Settings())
    async with IpogApp().run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, TourScreen)
        await pilot.press("enter", "left", *["enter"] * len(PAGES))
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, StartScreen)
    async with IpogApp().run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, StartScreen)
        await pilot.press("t", "escape", "s", "escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, StartScreen)


async def test_a_change_on_disk_is_noticed_and_taken_or_left(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, *COAL)
        field(screen, "share").focus()
        await pilot.pause()
        file.write_text(PLANT + "# one\n", encoding="utf-8")
        screen._watch.look()
        await settled(pilot)
        assert "has changed on disk" in notes(app_of(pilot))
        await press(pilot, "escape")
        screen._watch.look()
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, AskChoice)
        await press(pilot, "t")
        assert screen.document.text == PLANT + "# one\n"
        assert not screen.document.modified
        file.write_text(PLANT + "# another\n", encoding="utf-8")
        os.utime(file, (1, 1))
        screen._watch.look()
        await press(pilot, "k")
        screen._watch.look()
        await settled(pilot)
        assert app_of(pilot).screen is screen
        assert screen.document.text == PLANT + "# one\n"
        await press(pilot, "f3", "k")
        assert file.read_text(encoding="utf-8") == PLANT + "# another\n"


async def test_two_windows_on_one_file_keep_drafts_of_their_own(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        first = await opened(pilot)
        first.document.change_text(PLANT + "# first\n")
        first.keep_draft()
        async with IpogApp(str(file)).run_test(size=SIZE) as other:
            second = await opened(other)
            assert "another window" in notes(app_of(other))
            assert second.document.text == PLANT
            second.document.change_text(PLANT + "# second\n")
            second.keep_draft()
        assert first.document.draft != second.document.draft
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        assert (await opened(pilot)).document.text == PLANT + "# first\n"


async def test_keys_that_follow_fast_go_into_the_tab_that_was_asked_for(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        for key in ("f9", "d", "x"):
            app_of(pilot).post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert screen.query_one("#text", TextArea).text == f"dx{PLANT}"
