"""How the screens that describe a plant look, as text, on a small and on a large terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from app_driver import app_of, go_to, opened, press, screen_text, settled, until
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input

from ipog.tui.app import IpogApp
from ipog.tui.screens import help as help_module
from ipog.tui.screens import settings
from ipog.tui.screens.coals import CompareScreen
from ipog.tui.screens.help import HelpScreen
from ipog.tui.screens.wizard import WizardScreen

PLANT = """\
plant: {name: X, country: ZA}
units:
  - coal_feed: [{coal: za-highveld, share: 60 %}, {coal: za-kendal, name: "[/b] 中文"}]
    boiler: {type: wall}
    apcs: [{type: esp_cold_side}]
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


@pytest.fixture(params=[(80, 24), (160, 50)], ids=["80x24", "160x50"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Width and height of the terminal."""
    found: tuple[int, int] = request.param
    return found


@pytest.fixture(autouse=True)
def fixed_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that stay when the manual changes, and no path of this machine."""
    monkeypatch.setattr(settings, "settings_file", lambda: Path("settings.toml"))
    pages = tuple(help_module.manual_pages.cut("plant-file.md", GUIDE))
    monkeypatch.setattr(help_module.manual_pages, "sections", lambda: pages)


def within(pilot: Pilot[None]) -> bool:
    """Whether what has the cursor lies on the screen, and is wide enough to use."""
    app = app_of(pilot)
    return app.focused is None or (
        app.screen.region.contains_region(app.focused.region) and app.focused.region.width >= 10
    )


@pytest.mark.usefixtures("home")
async def test_the_wizard_and_the_settings(size: tuple[int, int], texts: SnapshotAssertion):
    async with IpogApp().run_test(size=size) as pilot:
        app = app_of(pilot)
        await settled(pilot)
        await press(pilot, "s", "down")
        assert within(pilot)
        shown = [screen_text(app)]
        await press(pilot, "escape", "w")
        await until(pilot, lambda: isinstance(app.screen, WizardScreen))
        await answered(pilot, shown, "well", "south africa", "", "0,2")
    assert "\n".join(shown) == texts


async def answered(pilot: Pilot[None], shown: list[str], *answers: str) -> None:
    """Answer questions, and keep what is shown with each answer typed."""
    for text in answers:
        app_of(pilot).screen.query_one("#wizard-answer", Input).value = text
        await pilot.pause()
        assert within(pilot)
        shown.append(screen_text(app_of(pilot)))
        await pilot.press("enter")
        await pilot.pause()


@pytest.mark.usefixtures("fixed_result")
async def test_coals_blend_guide_and_help(size: tuple[int, int], texts: SnapshotAssertion, home: Path):
    (home / "plant.yaml").write_text(PLANT, encoding="utf-8")
    shown: list[str] = []

    async def keep(*keys: str, reached: Callable[[], bool] = lambda: True) -> None:
        await pilot.press(*keys)
        await settled(pilot)
        await until(pilot, reached)
        assert within(pilot)
        shown.append(screen_text(app_of(pilot)))

    async with IpogApp("plant.yaml").run_test(size=size) as pilot:
        await opened(pilot)
        app = app_of(pilot)
        await go_to(pilot, "units", 0, "coal_feed")
        await keep("b", "down", "right", "space")
        await press(pilot, "escape")
        # The guided order is there and gone again.
        await keep("ctrl+n")
        await press(pilot, "ctrl+p")
        assert "Step 1" not in screen_text(app)
        await go_to(pilot, "units", 0, "boiler")
        await press(pilot, "enter")
        await keep("f1", reached=lambda: isinstance(app.screen, HelpScreen))
        await press(pilot, "escape")
        await go_to(pilot, "units", 0, "coal_feed", 1)
        await press(pilot, "enter", "enter")
        app.screen.query_one("#search", Input).value = "newcastle"
        await keep("down", "space")
        app.screen.query_one("#search", Input).value = "beulah"
        await press(pilot, "space")
        await keep("f9", reached=lambda: isinstance(app.screen, CompareScreen))
    assert "\n".join(shown) == texts
