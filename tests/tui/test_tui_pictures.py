"""How every screen looks, on a small and on a large terminal, in a dark and in a light theme."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from app_driver import Driver, app_of, go_to, opened, press, screen_text, settled, until
from evaluations import STACK, STAGES, evaluation, unit
from made_advice import unit_advice
from pictures import SIZES, Album, difference
from syrupy.assertion import SnapshotAssertion
from textual.command import CommandPalette
from textual.widgets import Input

from ipog.batch import Report
from ipog.report.charts import Curve
from ipog.tui.app import IpogApp
from ipog.tui.screens import advice as advice_module
from ipog.tui.screens import batch as batch_module
from ipog.tui.screens import calculating, lessons, start
from ipog.tui.screens import help as help_module
from ipog.tui.screens import scenarios as scenarios_module
from ipog.tui.screens import settings as settings_module
from ipog.tui.screens.coals import CompareScreen
from ipog.tui.screens.help import HelpScreen
from ipog.tui.screens.wizard import WizardScreen
from ipog.workshop import read_lesson, reading

PLANT = """\
ipog_version: 1
plant: {name: "[/b] 中文 [red]", country: ZA}
units:
  - name: Unit 1
    gross_capacity: 500 MW
    coal_feed: [{coal: za-highveld, share: 60 %}, {coal: za-kendal}]
    boiler: {type: wall, unburned_carbon: 4 %}
    apcs: [{type: esp_cold_side}, {type: wet_fgd, name: "[/] scrubber"}]
    targets: [us-mats-existing-not-low-rank, {name: "[i]own goal", value: 5 ug/Nm3}]
"""
GUIDE = """\
# A page

Words.

## boiler

| field | what |
|---|---|
| `type` | firing |

- a [link](a.md)
"""
LESSON = """\
lesson: 1
number: 1
title: A lesson
level: basic
minutes: 10
goal: You can test.
background: Nothing.
plants:
  esp:
    about: an ESP
    written: {coal_feed: [{coal: za-highveld}], boiler: {type: wall}, apcs: [{type: esp_cold_side}]}
figures:
  one: 1 + 0
steps:
  - do: choose
    id: choice
    question: How much is one?
    hints: [It is little.]
    solution: One.
    choices:
      - {text: one, why: It is., right: true}
      - {text: two, why: It is not.}
  - do: order
    id: order
    question: Bring them into order.
    unit: ""
    items: [{text: one, value: one}, {text: two, value: 2 * one}, {text: three, value: 3 * one}]
    solution: As they are counted.
    why: So they are.
  - do: number
    id: number
    question: How much is one and one?
    unit: mg/kg
    answer: 2 * one
    solution: Two.
    low: Too low.
    high: Too high.
  - {do: edit, text: Look at the plant., plant: esp}
further: [kilgroe-2002]
"""


@pytest.fixture
def album(snapshot: SnapshotAssertion) -> Album:
    """Where the pictures are kept."""
    return Album(snapshot)


@pytest.fixture(autouse=True)
def fixed_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that stay when the manual, the examples or the version change, and no path of this machine."""
    monkeypatch.setattr(settings_module, "settings_file", lambda: Path("settings.toml"))
    pages = tuple(
        page for name in ("index.md", "plant-file.md") for page in help_module.manual_pages.cut(name, GUIDE)
    )
    monkeypatch.setattr(help_module.manual_pages, "sections", lambda: pages)
    monkeypatch.setattr(start.examples, "ids", lambda: ["us-gaston", "za-duvha"])
    monkeypatch.setattr(start.ipog, "__version__", "1.2.3")


@asynccontextmanager
async def app(file: str | None = None, **options: Any) -> AsyncIterator[Driver]:
    """The app on the smaller terminal."""
    async with IpogApp(file, **options).run_test(size=SIZES[0]) as pilot:
        await settled(pilot)
        yield pilot


def shows(pilot: Driver, kind: type) -> Callable[[], bool]:
    """Whether a screen of a kind is shown."""
    return lambda: isinstance(app_of(pilot).screen, kind)


async def test_the_first_screens(album: Album, home: Path):
    (home / "plant.yaml").write_text(PLANT, encoding="utf-8")
    async with app() as pilot:
        await album.take(pilot, "start")
        for name, key in (
            ("keys", "question_mark"),
            ("tour", "t"),
            ("settings", "s"),
            ("open", "o"),
            ("commands", "f2"),
            ("manual", "f1"),
        ):
            await press(pilot, key)
            if name == "commands":
                await until(pilot, shows(pilot, CommandPalette))
                await pilot.press(*"tour")
            await album.take(pilot, name)
            await press(pilot, "escape")
    album.check()


async def test_the_wizard(album: Album):
    async with app() as pilot:
        await pilot.press("w")
        await until(pilot, shows(pilot, WizardScreen))
        for answer in ("well", "south africa"):
            app_of(pilot).screen.query_one("#wizard-answer", Input).value = answer
            await press(pilot, "enter")
        await album.take(pilot, "coal")
        await press(pilot, "enter")
        app_of(pilot).screen.query_one("#wizard-answer", Input).value = "0,2"
        await album.take(pilot, "mercury")
    album.check()


async def test_lessons(album: Album, monkeypatch: pytest.MonkeyPatch):
    found = {"a-lesson": read_lesson(LESSON, "lesson.yaml")}
    for module in (lessons, reading):
        monkeypatch.setattr(module, "lessons", lambda: found)
    async with app(learn="participant") as pilot:
        await until(pilot, shows(pilot, lessons.LessonsScreen))
        await album.take(pilot, "list")
        await press(pilot, "enter")
        for name, keys in (
            ("choice", ("f7", "f3", "down", "enter")),
            ("order", ("f7",)),
            ("number", ("f7", "1", "enter")),
            ("plant", ("f7",)),
        ):
            await press(pilot, *keys)
            await album.take(pilot, name)
    album.check()


UNITS = """\
plant,unit,stack_hg_ug_nm3,stack_hg_kg_year,stack_hg_ug_nm3__bat,best_measure,best_probability_met,source,row
A,1,12.345,100.0,2.5,fixed bed,0.95,fleet.csv,2
A,2,1.5,20.0,1.5,,1,fleet.csv,3
"""
WRONG = "source,line,column,level,field,value,message\nfleet.csv,4,coal_1,error,coal,za,there is no coal za\n"
SUMMARY = """\
group,name,scenario,year,units,hg_kg_year,change_fraction
all,all,,,2,120,
all,all,bat,2030,2,30,-0.75
"""


async def test_many_plants(album: Album, home: Path, monkeypatch: pytest.MonkeyPatch):
    def run(*_: object, **__: object) -> Report:
        written = []
        for name, text in ("r.csv", UNITS), ("r.errors.csv", WRONG), ("r.summary.csv", SUMMARY):
            (home / name).write_text(text, encoding="utf-8")
            written.append(Path(name))
        return Report(2, 1, 0, [{"hg_kg_year": 120.0, "units_of_known_size": 2}], written)

    monkeypatch.setattr(batch_module, "run", run)
    async with app() as pilot:
        await press(pilot, "b", *"fleet", "full_stop", *"csv")
        await album.take(pilot, "asked")
        for name, key in (("units", "f5"), ("errors", "f8"), ("totals", "f9")):
            await press(pilot, key)
            await album.take(pilot, name)
    album.check()


@pytest.fixture
def plant(home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A plant whose figures stay when the model changes."""
    ends = {level: replace(STACK, hg_ug_nm3=value) for level, value in ((10, 3.0), (50, 5.2), (90, 8.5))}
    furnace, scrubber = STAGES
    esp = replace(
        furnace, after="esp_cold_side", label="cold-side ESP", hg_total_ug_nm3=20.0, captured_in="fly_ash"
    )
    result = evaluation(unit(percentiles=ends, stages=(furnace, esp, scrubber)))
    for module in (calculating, scenarios_module):
        monkeypatch.setattr(module, "calculate", lambda *_: result)
    monkeypatch.setattr("ipog.tui.screens.report.missing", lambda _: "")
    curve = Curve((0, 1, 2, 4), (40, 70, 80, 88), (30, 50, 60, 70), (60, 80, 90, 95), 1.5, "rate, lb/MMacf")
    monkeypatch.setattr("ipog.report.plot.injection_curve", lambda *_: curve)
    (home / "plant.yaml").write_text(PLANT, encoding="utf-8")
    return "plant.yaml"


DESCRIBED: dict[str, tuple[tuple[str | int, ...], tuple[str, ...]]] = {
    "plant": (("plant",), ()),
    "coal": (("units", 0, "coal_feed", 1), ("enter",)),
    "blend": (("units", 0, "coal_feed"), ("b", "down", "right", "space")),
    "guide": (("units", 0, "coal_feed"), ("ctrl+n",)),
    "device": (("units", 0, "apcs", 1), ("enter",)),
    "train": (("units", 0, "apcs"), ("enter", "right")),
    "devices": (("units", 0, "apcs", 0), ("a",)),
    "save-as": (("units", 0), ("f4",)),
    "help": (("units", 0, "boiler"), ("enter", "f1")),
}


async def back(pilot: Driver) -> None:
    """Back to the tree of the plant."""
    plant = await opened(pilot)
    while app_of(pilot).screen is not plant:
        await press(pilot, "escape")
    await press(pilot, "f6", "escape")


async def test_a_plant_is_described(album: Album, plant: str):
    async with app(plant) as pilot:
        await opened(pilot)
        for name, (steps, keys) in DESCRIBED.items():
            await go_to(pilot, *steps)
            await press(pilot, *keys)
            if name == "help":
                await until(pilot, shows(pilot, HelpScreen))
            await album.take(pilot, name)
            await back(pilot)
            if name == "guide":
                await press(pilot, "ctrl+p")
                assert "Step 1" not in screen_text(app_of(pilot))
    album.check()


async def test_what_is_wrong_in_a_plant(album: Album, plant: str, home: Path):
    (home / plant).write_text(PLANT.replace("4 %", '"4,5 %"'), encoding="utf-8")
    async with app(plant) as pilot:
        await opened(pilot)
        await go_to(pilot, "units", 0, "boiler")
        await press(pilot, "enter")
        await album.take(pilot, "field")
        await press(pilot, "f9")
        await album.take(pilot, "file")
        await press(pilot, "x", "f5")
        await album.take(pilot, "leave")
    album.check()


async def test_the_library_of_coals(album: Album, plant: str):
    async with app(plant) as pilot:
        await opened(pilot)
        await go_to(pilot, "units", 0, "coal_feed", 1)
        await press(pilot, "enter", "enter")
        app_of(pilot).screen.query_one("#search", Input).value = "newcastle"
        await press(pilot, "down", "space")
        await album.take(pilot, "coals")
        app_of(pilot).screen.query_one("#search", Input).value = "beulah"
        await press(pilot, "space", "f9")
        await until(pilot, shows(pilot, CompareScreen))
        await album.take(pilot, "compared")
    album.check()


RESULTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "results": (("f7",), ("pagedown",)),
    "assumed": (("f8",),),
    "charts": (("c",), ("f7",), ("f8",)),
    "scenarios": (("s", "n", *"copy", "enter"),),
    "report": (("r",),),
}


async def test_what_comes_of_a_plant(album: Album, plant: str):
    async with app(plant) as pilot:
        await opened(pilot)
        await go_to(pilot, "units", 0)
        for name, rounds in RESULTS.items():
            for number, keys in enumerate(rounds, start=1):
                await press(pilot, *keys)
                await album.take(pilot, f"{name}-{number}")
            await back(pilot)
    album.check()


async def test_what_to_do(album: Album, plant: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(advice_module, "advise_on", lambda *_: unit_advice())
    async with app(plant) as pilot:
        await opened(pilot)
        await go_to(pilot, "units", 0)
        await press(pilot, "w")
        for name, keys in (
            ("do", ()),
            ("tree", ("f7", "down", "down", "space")),
            ("options", ("f8", "c")),
            ("front", ("f9",)),
        ):
            await press(pilot, *keys)
            await album.take(pilot, name)
    album.check()


def test_pictures_that_differ_are_told_apart_in_words():
    old = (
        "<style>\n.r1 { fill: #000 }\n.r2 { fill: #fff }\n</style>\n"
        '<text class="r1" x="0" y="20">Stack </text>\n<text class="r1" x="73" y="20">5.10</text>\n'
    )
    assert difference(old, old.replace("5.10", "5.20"))[-2:] == ["-Stack 5.20", "+Stack 5.10"]
    looks = difference(old.replace('"r1" x="73"', '"r2" x="73"'), old)
    assert looks[1:] == ["- line 1, column 6: fill: #000", "+ line 1, column 6: fill: #fff"]
