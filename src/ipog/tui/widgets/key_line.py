"""The line of keys at the foot of a screen, and the words of keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from ipog.language import mark, tr

OF_TEXTUAL = (mark("palette"), mark("Open the command palette"))
"""Words of the key that Textual itself adds."""


class KeyLine(Footer):
    """Keys with their words in the language in use; bindings are made before it is known."""

    def compose(self) -> ComposeResult:
        """The keys of Textual's own line, translated."""
        for key in super().compose():
            if isinstance(key, FooterKey):
                key.description = tr(key.description)
                key.tooltip = tr(str(key.tooltip)) if key.tooltip else None
            yield key


def words_of(binding: Binding) -> str:
    """What a key does, in the language in use; a place for a number has the key itself, which is one."""
    if "{number}" in binding.description:
        return tr(binding.description, number=binding.key)
    return tr(binding.description)
