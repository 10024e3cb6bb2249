"""Pictures of the app's main screens for the manual, from the app itself.

    python scripts/build_screenshots.py [FOLDER]

Writes SVG files into manual/pictures/. The plant is made up; its figures are what the model says today.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs
from textual.pilot import Pilot

from ipog.settings import Settings, save_settings
from ipog.tui.app import IpogApp
from ipog.tui.nodes import tree
from ipog.tui.widgets.plant_tree import PlantTree

FOLDER = Path(__file__).resolve().parents[1] / "manual" / "pictures"
SIZE = (100, 30)
PLANT = """\
ipog_version: 1
plant: {name: Example, country: ZA}
units:
  - name: Unit 1
    gross_capacity: 500 MW
    coal_feed: [{coal: za-highveld}]
    boiler: {type: wall, unburned_carbon: 4 %}
    apcs: [{type: scr}, {type: esp_cold_side}, {type: wet_fgd}]
    targets: [{name: own goal, value: 2 ug/Nm3}]
"""
FLEET = """\
plant,unit,gross_capacity,coal_1,boiler_type,apcs
North,1,500 MW,za-highveld,wall,esp_cold_side
North,2,500 MW,za-highveld,wall,fabric_filter
South,1,600 MW,za-kendal,wal,esp_cold_side
"""

SHOTS: dict[str, tuple[tuple[str | int, ...], Sequence[str]]] = {
    "fields": (("units", 0, "boiler"), ("enter",)),
    "train": (("units", 0, "apcs"), ("enter", "right", "right")),
    "results": (("units", 0), ("f7", *["down"] * 24)),
    "advice": (("units", 0), ("w",)),
    "tree": (("units", 0), ("w", "f7", *["down"] * 5, "space")),
    "options": (("units", 0), ("w", "f8")),
}
"""The line of the tree and the keys that lead to each picture."""


async def settled(pilot: Pilot[None]) -> None:
    """Let all that was started come to its end."""
    app = pilot.app
    while True:
        await pilot.pause(0.1)
        plant = app.plant_screen  # type: ignore[attr-defined]
        busy = plant is not None and plant.busy
        if not busy and not any(work.is_running for work in app.workers):
            return


async def plant_shot(steps: tuple[str | int, ...], keys: Sequence[str]) -> str:
    """A picture of the plant, or of what is reached from it."""
    app = IpogApp("plant.yaml")
    async with app.run_test(size=SIZE) as pilot:
        while app.plant_screen is None:
            await pilot.pause(0.1)
        await settled(pilot)
        screen = app.plant_screen
        screen.query_one(PlantTree).show(tree(screen.document.data), steps)
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        return app.export_screenshot()


async def scenarios_shot() -> str:
    """Two versions side by side: the plant, and the recommended option."""
    app = IpogApp("plant.yaml")
    async with app.run_test(size=SIZE) as pilot:
        while app.plant_screen is None:
            await pilot.pause(0.1)
        await settled(pilot)
        for key in ("w", "f8", "a", "s"):
            await pilot.press(key)
            await settled(pilot)
        app.clear_notifications()
        await settled(pilot)
        return app.export_screenshot()


async def batch_shot() -> str:
    """A small fleet with one row that is wrong."""
    app = IpogApp()
    async with app.run_test(size=SIZE) as pilot:
        for key in ("b", *"fleet", "full_stop", *"csv", "enter"):
            await settled(pilot)
            await pilot.press(key)
        await settled(pilot)
        return app.export_screenshot()


def without_fonts(svg: str) -> str:
    """The picture without fonts from the internet: the reader's own will do."""
    plain = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in plain.replace("Fira Code", "monospace").splitlines()) + "\n"


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of the app's main screens for the manual.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    shots: dict[str, Callable[[], object]] = {
        name: (lambda steps=steps, keys=keys: plant_shot(steps, keys))
        for name, (steps, keys) in SHOTS.items()
    }
    shots |= {"scenarios": scenarios_shot, "batch": batch_shot}
    for name, shot in shots.items():
        with tempfile.TemporaryDirectory() as home:
            base = Path(home)
            platformdirs.user_config_path = lambda *_a, base=base, **_k: base / "config"
            platformdirs.user_state_path = lambda *_a, base=base, **_k: base / "state"
            save_settings(Settings(toured=True))
            work = base / "work"
            work.mkdir()
            os.chdir(work)
            Path("plant.yaml").write_text(PLANT, encoding="utf-8", newline="\n")
            Path("fleet.csv").write_text(FLEET, encoding="utf-8", newline="\n")
            svg = without_fonts(asyncio.run(shot()))  # type: ignore[arg-type]
            os.chdir(folder)
        (folder / f"app-{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
        print(f"app-{name}.svg {len(svg) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
