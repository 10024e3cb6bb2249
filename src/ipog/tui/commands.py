"""Every action by name, for the list of commands (F2)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

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
        yield SystemCommand("Lessons", "Learn with real plants and coals", screen.action_learn)
        yield SystemCommand("New plant, step by step", "By a few questions", screen.action_wizard)
        yield SystemCommand("New plant", "Begin with a commented template", screen.action_new)
        yield SystemCommand("Open a file", "Ask for its path", screen.action_open)
    elif plant is not None and screen is plant:
        yield SystemCommand("Save", "Write the plant file (F3)", plant.action_save)
        yield SystemCommand("Save as", "Write under another name (F4)", plant.action_save_as)
        yield SystemCommand("Undo", "One step back (Ctrl+Z)", plant.action_undo)
        yield SystemCommand("Redo", "Take back a step back (Ctrl+Y)", plant.action_redo)
        yield SystemCommand("Edit", "The fields (F6)", lambda: plant.action_tab("edit"))
        yield SystemCommand("Results", "Stages, stack, targets (F7)", lambda: plant.action_tab("results"))
        yield SystemCommand("Assumptions", "With sources (F8)", lambda: plant.action_tab("assumed"))
        yield SystemCommand("File", "The text, with its problems (F9)", lambda: plant.action_tab("file"))
        yield SystemCommand("Add", "To the list under the cursor (a)", plant.action_add)
        yield SystemCommand("Blend", "Shares of the coals (b)", plant.action_blend)
        yield SystemCommand("Remove", "The entry under the cursor (x)", plant.action_remove)
        yield SystemCommand("Move up", "The entry under the cursor (u)", lambda: plant.action_move(-1))
        yield SystemCommand("Move down", "The entry under the cursor (d)", lambda: plant.action_move(1))
        yield SystemCommand("Guided order", "That of the iPOG (Ctrl+N)", lambda: plant.action_guide(1))
        yield SystemCommand("Start screen", "Leave this plant (F5)", plant.action_start)
    commands = getattr(screen, "commands", None)
    if commands is not None:
        yield from commands()
    elif screen is not plant and not isinstance(screen, StartScreen):
        yield from _bound(app, screen)
    yield SystemCommand("Help", "The manual at this place (F1)", app.action_help)
    yield SystemCommand("Manual", "From its beginning", lambda: app.action_manual("index.md"))
    yield SystemCommand("Glossary", "The words of the trade", lambda: app.action_manual("glossary.md"))
    yield SystemCommand("Keys", "All keys (?)", app.action_keys)
    yield SystemCommand("Settings", "Units, level, decimal sign, colours", app.action_settings)
    yield SystemCommand("Level", "All fields of the forms, or the main ones (m)", app.action_level)
    yield SystemCommand("Tour", "Two minutes for a beginning", app.action_tour)
    yield SystemCommand("Theme", "Dark, light, without colours", app.action_change_theme)
    yield SystemCommand("Leave ipog", "Ctrl+Q", app.action_quit)


def _bound(app: IpogApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """What the keys of a screen do, by name."""
    for binding in screen.BINDINGS:
        for keys, words in rows_of([binding]):
            if isinstance(binding, Binding):
                yield SystemCommand(words, keys, partial(app.run_action, binding.action, screen))
