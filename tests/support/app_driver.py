"""Driving the app: wait for what is under way, read the screen as text, find a field."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from typing import cast

from rich.console import Console
from textual.pilot import Pilot

from ipog.tui import nodes
from ipog.tui.app import IpogApp
from ipog.tui.screens.plant import PlantScreen
from ipog.tui.widgets.field_row import FieldInput
from ipog.tui.widgets.plant_tree import PlantTree

TURNS = 3000
"""Turns of the event loop after which a screen that still waits is a failure."""

Driver = Pilot[None]


def app_of(pilot: Driver) -> IpogApp:
    """The app that is driven."""
    return cast("IpogApp", pilot.app)


def screen_text(app: IpogApp) -> str:
    """What the screen shows, without colours."""
    size = app.size
    console = Console(
        width=size.width, height=size.height, record=True, file=io.StringIO(), force_terminal=True
    )
    console.print(app.screen._compositor.render_update(full=True))
    return "\n".join(line.rstrip() for line in console.export_text().splitlines()) + "\n"


async def until(pilot: Driver, reached: Callable[[], bool]) -> None:
    """Let the app go on until something is so."""
    for _ in range(TURNS):
        await pilot.pause()
        if reached():
            await pilot.pause()
            return
        await asyncio.sleep(0.002)
    raise AssertionError(f"the app never got there; it shows:\n{screen_text(app_of(pilot))}")


async def settled(pilot: Driver) -> None:
    """Let all that was started come to its end."""
    app = app_of(pilot)

    def quiet() -> bool:
        screen = app.plant_screen
        return not (screen is not None and screen.busy) and not any(work.is_running for work in app.workers)

    await until(pilot, quiet)


async def opened(pilot: Driver) -> PlantScreen:
    """The plant screen, once it is there and calculated."""
    await until(pilot, lambda: app_of(pilot).plant_screen is not None)
    await settled(pilot)
    screen = app_of(pilot).plant_screen
    assert screen is not None
    return screen


async def press(pilot: Driver, *keys: str) -> None:
    """Press keys, each when the one before has done its work."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def go_to(pilot: Driver, *steps: str | int) -> None:
    """Put the cursor of the tree on a line; at once, as each line on the way would build its form."""
    screen = await opened(pilot)
    tree = screen.query_one(PlantTree)
    tree.focus()
    await pilot.press("home")
    tree.show(nodes.tree(screen.document.data), steps)
    await settled(pilot)
    assert tree.current.steps == steps, f"no line {steps}"


def field(screen: PlantScreen, label: str, group: str = "") -> FieldInput:
    """The input of a field by its label."""
    found = [
        item for item in screen.query(FieldInput) if (item.field.label, item.field.group) == (label, group)
    ]
    assert found, f"no field {group} {label}"
    return found[0]


async def write(pilot: Driver, target: FieldInput, text: str) -> None:
    """Type a text into a field in place of what is there."""
    target.focus()
    await pilot.press("end", "ctrl+u", *_keys(text))
    await settled(pilot)


def _keys(text: str) -> list[str]:
    names = {" ": "space", ",": "comma", ".": "full_stop", "%": "percent_sign", "/": "slash", ":": "colon"}
    return [names.get(letter, letter) for letter in text]


def notes(app: IpogApp) -> str:
    """The short messages that are shown."""
    return "\n".join(note.message for note in app._notifications)
