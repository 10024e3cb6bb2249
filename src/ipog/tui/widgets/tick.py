"""A box to tick that shows its state by its sign, not by its colour."""

from __future__ import annotations

from textual.widgets import Checkbox


class Tick(Checkbox):
    """``[X]`` is yes, ``[ ]`` is no."""

    BUTTON_LEFT = "["
    BUTTON_INNER = " "
    BUTTON_RIGHT = "]"

    def watch_value(self) -> None:
        """Show the other state."""
        self.BUTTON_INNER = "X" if self.value else " "
        super().watch_value()
