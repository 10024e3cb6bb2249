"""The line of keys at the foot of a screen, and the words of keys."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from ipog.language import mark, tr

OF_TEXTUAL = (mark("palette"), mark("Open the command palette"))
"""Words of the key that Textual itself adds."""

PALETTE = "command_palette"
LAST_RESORT = ("quit", "help")
"""Actions whose keys are left out first where there is no room: they are the same on every screen."""


class KeyLine(Footer):
    """Keys with their words in the language in use, as many as there is room for.

    Bindings are made before the language is known, and their words have other lengths in it. What is left
    out stands in the list of keys.
    """

    _width = 0

    def compose(self) -> ComposeResult:
        """The keys of Textual's own line, translated."""
        self._width = self.app.size.width
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        for key in keys:
            key.description = tr(key.description)
            key.tooltip = tr(str(key.tooltip)) if key.tooltip else None
        yield from fitting(keys, self._width)

    def on_resize(self, event: events.Resize) -> None:
        """Show more keys, or fewer."""
        if event.size.width != self._width:
            self.refresh(recompose=True)


def fitting(keys: list[FooterKey], room: int) -> list[FooterKey]:
    """The keys that fit into a line; those of :data:`LAST_RESORT` go first, then the last ones.

    Parameters
    ----------
    keys : in their order
    room : columns of the line
    """
    kept = list(keys)
    own = [key for key in keys if key.action not in (*LAST_RESORT, PALETTE)]
    drop = [key for action in LAST_RESORT for key in keys if key.action == action] + own[::-1]
    for key in drop:
        if sum(_columns(each) for each in kept) <= room:
            break
        kept.remove(key)
    return kept


def _columns(key: FooterKey) -> int:
    # Blanks around the key and behind its words; the key of the commands has a line before it, too.
    more = 4 if key.has_class("-command-palette") else 3
    return cell_len(key.key_display) + cell_len(key.description) + more


def words_of(binding: Binding) -> str:
    """What a key does, in the language in use; a place for a number has the key itself, which is one."""
    if "{number}" in binding.description:
        return tr(binding.description, number=binding.key)
    return tr(binding.description)
