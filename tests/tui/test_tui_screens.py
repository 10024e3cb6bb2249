"""How the screens look, as text, on a small and on a large terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_driver import app_of, go_to, opened, press, screen_text, settled
from syrupy.assertion import SnapshotAssertion

from ipog.tui.app import IpogApp

PLANT = """\
ipog_version: 1
plant: {name: "[/b] 中文 [red]", country: ZA}
units:
  - name: Unit 1
    gross_capacity: 500 MW
    coal_feed: [{coal: za-highveld, share: 60 %}, {coal: za-kendal}]
    boiler: {type: wall, unburned_carbon: "4,5 %"}
    apcs: [{type: esp_cold_side}, {type: wet_fgd, name: "[/] scrubber"}]
    targets: [us-mats-existing-not-low-rank, {name: "[i]own goal", value: 5 ug/Nm3}]
"""

VIEWS: dict[str, tuple[tuple[str | int, ...], tuple[str, ...]]] = {
    "plant": (("plant",), ()),
    "coal": (("units", 0, "coal_feed", 1), ("enter",)),
    "boiler": (("units", 0, "boiler"), ("enter",)),
    "target": (("units", 0, "targets", 0), ()),
    "results": (("units", 0), ("f7",)),
    "assumed": (("units", 0), ("f8",)),
    "file": (("units", 0), ("f9",)),
    "devices": (("units", 0, "apcs", 0), ("a",)),
    "leave": (("units", 0), ("f4",)),
}


@pytest.fixture(params=[(80, 24), (160, 50)], ids=["80x24", "160x50"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Width and height of the terminal."""
    found: tuple[int, int] = request.param
    return found


async def test_the_start_screen(size: tuple[int, int], texts: SnapshotAssertion):
    async with IpogApp().run_test(size=size) as pilot:
        await settled(pilot)
        assert screen_text(app_of(pilot)) == texts


async def test_the_list_of_keys(size: tuple[int, int], texts: SnapshotAssertion):
    async with IpogApp().run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "question_mark")
        assert screen_text(app_of(pilot)) == texts


@pytest.mark.usefixtures("fixed_result")
@pytest.mark.parametrize("view", VIEWS)
async def test_the_plant_screen(view: str, size: tuple[int, int], texts: SnapshotAssertion, home: Path):
    steps, keys = VIEWS[view]
    valid = PLANT if view in ("boiler", "file") else PLANT.replace('"4,5 %"', "4 %")
    (home / "plant.yaml").write_text(valid, encoding="utf-8")
    async with IpogApp("plant.yaml").run_test(size=size) as pilot:
        await opened(pilot)
        await go_to(pilot, *steps)
        await press(pilot, *keys)
        assert screen_text(app_of(pilot)) == texts


@pytest.mark.usefixtures("fixed_result")
async def test_nothing_to_focus_lies_outside_the_screen(size: tuple[int, int], home: Path):
    (home / "plant.yaml").write_text(PLANT, encoding="utf-8")
    async with IpogApp("plant.yaml").run_test(size=size) as pilot:
        screen = await opened(pilot)
        for key in ("f6", "f7", "f8", "f9"):
            await press(pilot, key)
            focused = app_of(pilot).focused
            assert focused is not None
            assert screen.region.contains_region(focused.region)
            assert focused.region.width >= 10
