"""The app: its screens, its keys, and what becomes of a crash."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import ThemeProvider

from ipog.language import current, mark, tr
from ipog.language import use as speak
from ipog.settings import load_settings, save_settings
from ipog.tui.ahead import load_rooms, read_examples
from ipog.tui.crash import last_words
from ipog.tui.draw.glyphs import use_ascii
from ipog.tui.east_asian import break_between_letters
from ipog.tui.plain_letters import PlainLetters
from ipog.tui.screens.start import StartScreen
from ipog.tui.themes import HIGH_CONTRAST, MONOCHROME

if TYPE_CHECKING:
    from ipog.tui.screens.plant import PlantScreen
    from ipog.tui.screens.settings import SettingsScreen

CRASH = 70
"""Exit code of a fault of ipog, as on the command line."""

EXAMPLE = "example:"
LESSONS = "ipog.tui.screens.lessons"


class IpogApp(App[None]):
    """Edits plant files and shows their mercury.

    Parameters
    ----------
    file : what to open at once: a path, or ``example:ID``; None for the start screen
    learn : ``participant`` or ``instructor`` to begin with the lessons
    letters : whether lines are drawn with plain letters, whatever the settings say
    language : code of the one to speak, whatever the settings say; empty for theirs
    """

    TITLE = "ipog"
    CSS_PATH = "app.tcss"
    COMMAND_PALETTE_BINDING = "f2"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", mark("Help"), id="help"),
        Binding("question_mark", "keys", mark("All keys"), show=False, key_display="?", id="keys"),
        Binding("ctrl+q", "quit", mark("Leave ipog"), priority=True, id="quit"),
    ]

    def __init__(
        self, file: str | None = None, learn: str = "", *, letters: bool = False, language: str = ""
    ) -> None:
        plain = bool(os.environ.get("NO_COLOR"))
        super().__init__(ansi_color=True if plain else None)
        for theme in (HIGH_CONTRAST, MONOCHROME):
            self.register_theme(theme)
        settings = load_settings()
        speak(language or settings.language, comma=settings.comma)
        self._file = file
        self._begin_with_lessons = learn
        self._always_letters = letters
        use_ascii(letters)
        break_between_letters()
        self._letters = PlainLetters(enabled=letters or settings.look == "ascii")
        name = "ansi-dark" if plain else settings.theme
        if name in self.available_themes:
            self.theme = name
        self._plain = plain
        self._looked_ahead = False

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filters of Textual, and the one for plain letters."""
        return [*super().get_line_filters(), *([self._letters] if self._letters.enabled else [])]

    def on_mount(self) -> None:
        """Show the start screen, and load the model behind it; or the lessons at once."""
        self.push_screen(StartScreen())
        if self._begin_with_lessons:
            # No key may reach the screen below while the lessons are read.
            self._show_lessons(instructor=self._begin_with_lessons == "instructor")
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self._begin_with_lessons:
            return
        if self._file is None:
            self._look_ahead()
            settings = load_settings()
            if not settings.toured:
                # Offered once, whether it is read or left.
                save_settings(replace(settings, toured=True))
                self.action_tour()
            return
        if self._file.startswith(EXAMPLE):
            self._open("example", self._file.removeprefix(EXAMPLE))
        else:
            self._open("file", self._file)

    def _keep_theme(self, name: str) -> None:
        # What NO_COLOR asks for is no choice of the user's.
        if not self._plain:
            save_settings(replace(load_settings(), theme=name))

    @work(exclusive=True, group="ahead")
    async def _look_ahead(self) -> None:
        """Load the rooms that plants need, and read the examples, while the user reads the list."""
        self._looked_ahead = True
        trains, regions = await asyncio.to_thread(read_examples)
        for screen in self.screen_stack:
            if isinstance(screen, StartScreen):
                screen.show_trains(trains, regions)

    @on(StartScreen.Wanted)
    def _wanted(self, event: StartScreen.Wanted) -> None:
        match event.kind:
            case "wizard":
                self._ask()
            case "learn":
                self._learn()
            case "batch":
                self._batch()
            case "settings":
                self.action_settings()
            case "tour":
                self.action_tour()
            case "manual":
                self.action_manual(event.name)
            case _:
                self._open(event.kind, event.name)

    @work(exclusive=True, group="open")
    async def _ask(self) -> None:
        await asyncio.to_thread(load_rooms)
        from ipog.tui.screens.wizard import WizardScreen

        def made(text: str | None) -> None:
            if text is not None:
                self._open("made", text)

        self.push_screen(WizardScreen(load_settings().level), made)

    @work(exclusive=True, group="open")
    async def _learn(self) -> None:
        await asyncio.to_thread(import_module, LESSONS)
        self._show_lessons()

    def _show_lessons(self, *, instructor: bool = False) -> None:
        from ipog.tui.screens.lessons import LessonsScreen

        self.push_screen(LessonsScreen(instructor=instructor))

    @work(exclusive=True, group="open")
    async def _batch(self) -> None:
        await asyncio.to_thread(import_module, "ipog.tui.screens.batch")
        from ipog.tui.screens.batch import BatchScreen

        self.push_screen(BatchScreen())

    @work(exclusive=True, group="open")
    async def _open(self, kind: str, name: str) -> None:
        await asyncio.to_thread(load_rooms)
        from ipog.diagnostics import InputError
        from ipog.examples import UnknownExample
        from ipog.tui.opening import opened
        from ipog.tui.screens.plant import PlantScreen

        try:
            document = opened(kind, name)
        except (InputError, UnknownExample) as error:
            words = error.problems[0].message if isinstance(error, InputError) else str(error)
            self.notify(words, severity="error", markup=False, timeout=8)
            return
        if document.path is not None:
            save_settings(load_settings().with_recent(document.path))
        self.push_screen(PlantScreen(document))
        if not self._looked_ahead:
            self._look_ahead()
        if document.apart:
            self.notify(
                tr("This file is open in another window too. What is saved there is noticed here."),
                markup=False,
                timeout=8,
            )
        if kind not in ("new", "made") and document.modified:
            self.notify(
                tr("Changes that were not saved last time are back. Save keeps them; Ctrl+Z goes back."),
                markup=False,
                timeout=8,
            )

    @property
    def plant_screen(self) -> PlantScreen | None:
        """The plant that is open, if one is."""
        for screen in self.screen_stack:
            if not isinstance(screen, StartScreen) and hasattr(screen, "document"):
                found: PlantScreen = screen  # type: ignore[assignment]
                return found
        return None

    async def action_quit(self) -> None:
        """Leave, after a question if something is not saved."""
        plant = self.plant_screen
        if plant is None:
            self.exit()
            return
        while self.screen is not plant:
            self.pop_screen()
        plant.leave(self.exit)

    def action_help(self) -> None:
        """The manual, at the place of the field or the screen that has the cursor."""
        from ipog.tui.look import Look
        from ipog.tui.screens.help import HelpScreen, place_of
        from ipog.tui.widgets.field_row import FieldInput
        from ipog.tui.widgets.form import FieldForm

        if isinstance(self.screen, HelpScreen):
            return
        if isinstance(self.focused, FieldInput):
            field = self.focused.field
            form = self.focused.query_ancestor(FieldForm)
            look = Look.of(load_settings())
            help_screen = HelpScreen("plant-file.md", place_of(field), field, look, form.taken(field))
        else:
            usual = getattr(self.screen, "HELP_PLACE", ("app.md", ""))
            help_screen = HelpScreen(*getattr(self.screen, "help_place", usual))
        self.push_screen(help_screen)

    def action_settings(self) -> None:
        """Units, level, colours and the rest."""
        from ipog.tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    async def on_settings_screen_changed(self, event: SettingsScreen.Changed) -> None:
        """Take over a setting at once; screens below speak another language when they are seen again."""
        settings = load_settings()
        if event.name == "decimal":
            speak(current(), comma=settings.comma)
        elif event.name == "language":
            speak(settings.language, comma=settings.comma)
            await event.screen.speak_anew()
            self._look_ahead()
        if not self._plain and settings.theme in self.available_themes:
            self.theme = settings.theme
        self._letters.enabled = self._always_letters or settings.look == "ascii"
        self.refresh_css(animate=False)

    def action_level(self) -> None:
        """Show all fields of the forms, or the main ones."""
        settings = load_settings()
        level = "expert" if settings.level == "novice" else "novice"
        save_settings(replace(settings, level=level))
        words = (
            tr("All fields are shown. m in the tree changes it again.")
            if level == "expert"
            else tr("The main fields are shown. m in the tree changes it again.")
        )
        self.notify(words, markup=False)
        for screen in self.screen_stack:
            if (look_again := getattr(screen, "look_again", None)) is not None:
                look_again()

    def action_tour(self) -> None:
        """Two minutes for those who are here for the first time."""
        from ipog.tui.screens.tour import TourScreen

        self.push_screen(TourScreen())

    def action_manual(self, page: str) -> None:
        """A page of the manual."""
        from ipog.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(page))

    def action_command_palette(self) -> None:
        """The list of commands, with its words in the language in use."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(id="--command-palette", placeholder=tr("Search for commands…")))

    def search_themes(self) -> None:
        """The list of colours."""
        self.push_screen(CommandPalette(providers=[ThemeProvider], placeholder=tr("Search for themes…")))

    def action_keys(self) -> None:
        """Show all keys."""
        from ipog.tui.key_places import key_places
        from ipog.tui.screens.keys import KeysScreen

        if isinstance(self.screen, KeysScreen):
            return
        self.push_screen(KeysScreen(key_places(self.BINDINGS)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action by name."""
        from ipog.tui.commands import commands

        return commands(self, screen)

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ipog: keep the work, tell where, and end with one line instead of a traceback."""
        self._return_code = CRASH
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._exit_renderables.append(Text(last_words(error, self.plant_screen)))
        self._close_messages_no_wait()


def run(file: str | None = None, *, learn: str = "", letters: bool = False, language: str = "") -> int:
    """Run the app to its end and give the exit code.

    Parameters
    ----------
    file, learn, letters, language : as :class:`IpogApp` has them
    """
    app = IpogApp(file, learn, letters=letters, language=language)
    app.run()
    return app.return_code or 0
