"""Changing the words of a label."""

from __future__ import annotations

from textual.widgets import Label


def put(label: Label, words: str) -> None:
    """Show words; the same words again cost nothing, where an update would lay out the whole screen."""
    if label.content != words:
        label.update(words)
