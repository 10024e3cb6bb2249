"""What is loaded while the user reads the first screen: the rooms that plants need, and the examples."""

from __future__ import annotations

from importlib import import_module


def load_rooms() -> None:
    """Load what a plant needs to be opened or begun."""
    for room in ("ipog.tui.screens.plant", "ipog.tui.opening", "ipog.tui.screens.wizard"):
        import_module(room)


def read_examples() -> tuple[dict[str, str], dict[str, str]]:
    """Country and train of each example, and its part of the world."""
    load_rooms()
    from ipog.tui.opening import examples_in_words

    return examples_in_words()
