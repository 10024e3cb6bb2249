"""The app as a visitor has it: the same screens, with files that come and go through the browser."""

from __future__ import annotations

from pathlib import Path

from textual import on

from ipog.language import tr
from ipog.settings import drafts
from ipog.tui import app as tui_app
from ipog.tui import shelf
from ipog.tui.app import IpogApp
from ipog.tui.screens.start import StartScreen
from ipog.web.messages import Arrived, Parted
from ipog.web.sandbox import Sandbox

PLANTS = (".yaml", ".yml")


class VisitorApp(IpogApp):
    """The app of one visitor.

    Parameters
    ----------
    folder : of his files, which is the working folder
    """

    # Seen from this module, the path of the app's own would lead here.
    CSS_PATH = str(Path(tui_app.__file__).with_name("app.tcss"))

    def __init__(self, folder: Path) -> None:
        shelf.use(Sandbox(folder, self._hand_over))
        super().__init__()

    def _begin(self) -> None:
        """Go on with what was not saved, if the line was cut."""
        kept = drafts()
        if kept:
            self._open("draft", kept[0].key)
        else:
            super()._begin()

    def _hand_over(self, path: Path) -> None:
        """What is saved goes to the visitor's own computer, too."""
        self.deliver_binary(path, save_directory=Path(), save_filename=path.name)

    @on(Arrived)
    def _arrived(self, message: Arrived) -> None:
        if isinstance(self.screen, StartScreen) and message.name.lower().endswith(PLANTS):
            self._open("file", message.name)
        else:
            words = tr("{name} is in your folder. The first screen (F5) lists it.", name=message.name)
            self.notify(words, markup=False, timeout=8)

    @on(Parted)
    def _parted(self) -> None:
        """Keep what is not saved, for when the visitor comes back."""
        try:
            if self.plant_screen is not None:
                self.plant_screen.keep_draft()
        finally:
            self.exit()
