"""Every action by name, for the list of commands (F2)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from ipog.language import tr
from ipog.tui.screens.keys import rows_of
from ipog.tui.screens.start import StartScreen

if TYPE_CHECKING:
    from ipog.tui.app import IpogApp


def commands(app: IpogApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """What can be done on a screen.

    Parameters
    ----------
    app : which does it
    screen : that is shown
    """
    plant = app.plant_screen
    if isinstance(screen, StartScreen):
        yield SystemCommand(tr("Lessons"), tr("Learn with real plants and coals"), screen.action_learn)
        yield SystemCommand(tr("New plant, step by step"), tr("By a few questions"), screen.action_wizard)
        yield SystemCommand(tr("New plant"), tr("Begin with a commented template"), screen.action_new)
        yield SystemCommand(tr("Open a file"), tr("Ask for its path"), screen.action_open)
    elif plant is not None and screen is plant:
        yield SystemCommand(tr("Save"), tr("Write the plant file (F3)"), plant.action_save)
        yield SystemCommand(tr("Save as"), tr("Write under another name (F4)"), plant.action_save_as)
        yield SystemCommand(tr("Undo"), tr("One step back (Ctrl+Z)"), plant.action_undo)
        yield SystemCommand(tr("Redo"), tr("Take back a step back (Ctrl+Y)"), plant.action_redo)
        yield SystemCommand(tr("Edit"), tr("The fields (F6)"), lambda: plant.action_tab("edit"))
        yield SystemCommand(
            tr("Results"), tr("Stages, stack, targets (F7)"), lambda: plant.action_tab("results")
        )
        yield SystemCommand(tr("Assumptions"), tr("With sources (F8)"), lambda: plant.action_tab("assumed"))
        yield SystemCommand(
            tr("File"), tr("The text, with its problems (F9)"), lambda: plant.action_tab("file")
        )
        yield SystemCommand(tr("Add"), tr("To the list under the cursor (a)"), plant.action_add)
        yield SystemCommand(tr("Blend"), tr("Shares of the coals (b)"), plant.action_blend)
        yield SystemCommand(tr("Remove"), tr("The entry under the cursor (x)"), plant.action_remove)
        yield SystemCommand(
            tr("Move up"), tr("The entry under the cursor (u)"), lambda: plant.action_move(-1)
        )
        yield SystemCommand(
            tr("Move down"), tr("The entry under the cursor (d)"), lambda: plant.action_move(1)
        )
        yield SystemCommand(
            tr("Guided order"), tr("That of the iPOG (Ctrl+N)"), lambda: plant.action_guide(1)
        )
        yield SystemCommand(tr("Start screen"), tr("Leave this plant (F5)"), plant.action_start)
    commands = getattr(screen, "commands", None)
    if commands is not None:
        yield from commands()
    elif screen is not plant and not isinstance(screen, StartScreen):
        yield from _bound(app, screen)
    yield SystemCommand(tr("Help"), tr("The manual at this place (F1)"), app.action_help)
    yield SystemCommand(tr("Manual"), tr("From its beginning"), lambda: app.action_manual("index.md"))
    yield SystemCommand(
        tr("Glossary"), tr("The words of the trade"), lambda: app.action_manual("glossary.md")
    )
    yield SystemCommand(tr("Keys"), tr("All keys (?)"), app.action_keys)
    yield SystemCommand(tr("Settings"), tr("Units, level, decimal sign, colours"), app.action_settings)
    yield SystemCommand(tr("Level"), tr("All fields of the forms, or the main ones (m)"), app.action_level)
    yield SystemCommand(tr("Tour"), tr("Two minutes for a beginning"), app.action_tour)
    yield SystemCommand(tr("Theme"), tr("Dark, light, without colours"), app.action_change_theme)
    yield SystemCommand(tr("Leave ipog"), tr("Ctrl+Q"), app.action_quit)


def _bound(app: IpogApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """What the keys of a screen do, by name."""
    for binding in screen.BINDINGS:
        for keys, words in rows_of([binding]):
            if isinstance(binding, Binding):
                yield SystemCommand(words, keys, partial(app.run_action, binding.action, screen))
