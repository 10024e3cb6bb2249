"""A walk through the screens of the app, with a plant that has something of everything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from app_driver import Driver, app_of, go_to, opened, press, settled
from textual.screen import Screen

from ipog.coals import find
from ipog.tui import choices
from ipog.tui.calculate import calculate
from ipog.tui.document import PlantDocument
from ipog.tui.key_places import key_places
from ipog.tui.scenarios import Scenario, Scenarios
from ipog.tui.screens.advice import AdviceScreen
from ipog.tui.screens.ask import AskChoice, AskText
from ipog.tui.screens.batch import BatchScreen
from ipog.tui.screens.blend import BlendScreen
from ipog.tui.screens.charts import ChartsScreen
from ipog.tui.screens.coals import CoalScreen, CompareScreen
from ipog.tui.screens.help import HelpScreen
from ipog.tui.screens.keys import KeysScreen
from ipog.tui.screens.lesson import LessonScreen
from ipog.tui.screens.lessons import LessonsScreen
from ipog.tui.screens.plant import PlantScreen
from ipog.tui.screens.report import ReportScreen
from ipog.tui.screens.scenarios import ScenariosScreen
from ipog.tui.screens.settings import SettingsScreen
from ipog.tui.screens.start import StartScreen
from ipog.tui.screens.tour import TourScreen
from ipog.tui.screens.wizard import WizardScreen
from ipog.workshop import Progress, Session, lessons

PLANT = """\
ipog_version: 1
plant: {name: Plant P, country: ZA}
units:
  - name: Unit U
    gross_capacity: 500 MW
    coal_feed: [{coal: za-highveld, share: 60 %}, {coal: za-kendal}]
    additives: [{type: calcium_bromide, halogen_on_coal: 20 mg/kg}]
    boiler: {type: wall, unburned_carbon: 4 %}
    apcs: [{type: sorbent_injection, sorbent: pac, rate: 1 lb/MMacf}, {type: esp_cold_side}, {type: wet_fgd}]
    targets: [us-mats-existing-not-low-rank, {name: Target T, value: 5 ug/Nm3}]
    measured: [{quantity: stack_hg0_fraction, value: 50 %, source: Test S}]
"""

UNIT = ("units", 0)
LINES: tuple[tuple[str | int, ...], ...] = (
    ("plant",),
    UNIT,
    (*UNIT, "coal_feed"),
    (*UNIT, "coal_feed", 0),
    (*UNIT, "additives", 0),
    (*UNIT, "boiler"),
    (*UNIT, "apcs"),
    *((*UNIT, "apcs", device) for device in (0, 2)),
    (*UNIT, "targets", 0),
    (*UNIT, "targets", 1),
    (*UNIT, "measured", 0),
)
"""Lines of the tree that have forms, or words of their own."""

Made = Callable[[PlantDocument], Screen[object]]


def _charts(document: PlantDocument) -> ChartsScreen:
    assert document.plant is not None
    return ChartsScreen(document, calculate(document.plant, None, 0).units[0], 0)


def _lesson(_: PlantDocument) -> LessonScreen:
    return LessonScreen(Session(next(iter(lessons())), Progress(keep=False)))


def _scenarios(document: PlantDocument) -> ScenariosScreen:
    scenarios = Scenarios(document)
    scenarios.add("Test S", document.text.replace("1 lb/MMacf", "2 lb/MMacf"))
    return ScenariosScreen(scenarios, 0)


def screens(app_keys: list[object]) -> dict[str, tuple[Made, tuple[str, ...]]]:
    """The screens, with the keys that show more of them.

    Parameters
    ----------
    app_keys : keys of the app itself
    """
    tabs = ("f6", "f7", "f8")
    return {
        "start": (lambda _: StartScreen(), ()),
        "settings": (lambda _: SettingsScreen(), ("down",) * 5),
        "tour": (lambda _: TourScreen(), ("enter",) * 5),
        "keys": (lambda _: KeysScreen(key_places(app_keys)), ()),
        "help": (lambda _: HelpScreen("plant-file.md", "coal_feed"), ()),
        "wizard": (lambda _: WizardScreen("expert"), ("enter",) * 7),
        "coals": (lambda _: CoalScreen("=", "ZA"), ("down", "space", "down", "space")),
        "compared": (lambda _: CompareScreen([find("za-kendal"), find("za-highveld")]), ()),
        "blend": (lambda document: BlendScreen(document, (*UNIT, "coal_feed")), ("space",)),
        "devices": (lambda _: choices.for_list("device"), ()),
        "limits": (lambda _: choices.for_list("target"), ()),
        "text": (lambda _: AskText("?"), ()),
        "choice": (lambda _: AskChoice("?", [("k", "+")]), ()),
        "advice": (lambda document: AdviceScreen(Scenario("-", document), 0), (*tabs, "f9")),
        "scenarios": (_scenarios, ()),
        "charts": (_charts, tabs),
        "report": (ReportScreen, ()),
        "batch": (lambda _: BatchScreen(), ("f7", "f8", "f9")),
        "lessons": (lambda _: LessonsScreen(), ()),
        "lesson": (_lesson, ("f7",) * 4),
    }  # type: ignore[return-value]


async def walk(pilot: Driver, document: PlantDocument) -> AsyncIterator[str]:
    """Show each screen of the app in turn, and say where the app is.

    Parameters
    ----------
    pilot : of an app that shows its first screen
    document : of :data:`PLANT`
    """
    app = app_of(pilot)
    for name, (made, keys) in screens(list(app.BINDINGS)).items():
        app.push_screen(made(document))
        await settled(pilot)
        yield name
        for number, key in enumerate(keys):
            await press(pilot, key)
            yield f"{name}, {number + 1} {key}"
        app.pop_screen()
        await settled(pilot)
    app.action_command_palette()
    await settled(pilot)
    yield "commands"
    app.pop_screen()
    app.push_screen(PlantScreen(document))
    await opened(pilot)
    for steps in LINES:
        await go_to(pilot, *steps)
        yield f"plant, {steps}"
    for key in ("f7", "f8", "f9"):
        await press(pilot, key)
        yield f"plant, {key}"
    app.pop_screen()
    await settled(pilot)
