"""How results look, as text on a small and on a large terminal, and as pictures in two themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_driver import app_of, go_to, opened, press, screen_text
from evaluations import evaluation
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from ipog.settings import Settings, save_settings
from ipog.tui.app import IpogApp
from ipog.tui.screens import calculating
from ipog.tui.screens import scenarios as scenarios_module

PLANT = """\
ipog_version: 1
plant: {name: "[/b] 中文 [red]", country: ZA}
units:
  - name: Unit 1
    gross_capacity: 500 MW
    coal_feed: [{coal: za-highveld, share: 60 %}, {coal: za-kendal}]
    boiler: {type: wall, unburned_carbon: 4 %}
    apcs: [{type: wet_fgd, name: "[/] scrubber"}]
    targets: [{name: "[i]own goal", value: 5 ug/Nm3}]
"""

VIEWS: dict[str, tuple[tuple[str | int, ...], tuple[str, ...]]] = {
    "train": (("units", 0, "apcs"), ("enter", "right")),
    "results": (("units", 0), ("f7", "pagedown")),
    "wide": (("units", 0), ("f7", "z")),
    "scenarios": (("units", 0), ("s",)),
    "charts": (("units", 0), ("c",)),
    "report": (("units", 0), ("r",)),
}


class SvgFile(SingleFileSnapshotExtension):
    """A snapshot as a picture file."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture
def plant(home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A plant whose figures stay when the model changes."""
    for module in (calculating, scenarios_module):
        monkeypatch.setattr(module, "calculate", lambda *_: evaluation())
    monkeypatch.setattr("ipog.tui.screens.report.missing", lambda _: "")
    (home / "plant.yaml").write_text(PLANT, encoding="utf-8")
    return "plant.yaml"


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=["80x24", "160x50"])
async def test_what_is_seen(size: tuple[int, int], texts: SnapshotAssertion, plant: str):
    async with IpogApp(plant).run_test(size=size) as pilot:
        screen = await opened(pilot)
        for view, (steps, keys) in VIEWS.items():
            await go_to(pilot, *steps)
            await press(pilot, "f6", *keys)
            assert screen_text(app_of(pilot)) == texts(name=view)
            while app_of(pilot).screen is not screen:
                await press(pilot, "escape")
            screen.query_one("#tree").display = True


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("view", ["train", "wide"])
async def test_how_it_looks(view: str, theme: str, snapshot: SnapshotAssertion, plant: str):
    save_settings(Settings(toured=True, theme=theme))
    steps, keys = VIEWS[view]
    async with IpogApp(plant).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await go_to(pilot, *steps)
        await press(pilot, *keys)
        assert app_of(pilot).export_screenshot() == snapshot.use_extension(SvgFile)


async def test_the_batch_screen(texts: SnapshotAssertion, home: Path):
    (home / "fleet.csv").write_text("plant,unit,coal_1\nA,1,za-highveld\n", encoding="utf-8")
    async with IpogApp().run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", *"fleet", "full_stop", *"csv", "enter")
        assert screen_text(app_of(pilot)) == texts
