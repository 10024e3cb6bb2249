"""The words on a screen, widget by widget."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.visual import RichVisual
from textual.widget import Widget
from textual.widgets import Button, DataTable, Input, OptionList, Static, Tab, TextArea, Tree
from textual.widgets._footer import FooterKey

WIDE = 1000
"""Columns on which nothing is wrapped."""


def words_of(screen: Screen[object]) -> Iterator[tuple[Widget, str]]:
    """Each widget that is shown, with each text that stands in it."""
    for widget in screen.walk_children(Widget):
        if all(each.display for each in widget.ancestors_with_self if isinstance(each, Widget)):
            for text in _words(widget):
                if text.strip():
                    yield widget, text


def _words(widget: Widget) -> Iterator[str]:
    match widget:
        case TextArea():
            # It holds the plant file.
            return
        case FooterKey():
            yield widget.description
        case Input():
            # What is typed is the user's.
            yield str(widget.placeholder)
        case OptionList():
            yield from (plain(option.prompt) for option in widget.options)
        case DataTable():
            yield from (plain(column.label) for column in widget.columns.values())
            for row in widget.rows:
                yield from (plain(cell) for cell in widget.get_row(row))
        case Tree():
            nodes = (widget.get_node_at_line(line) for line in range(widget.last_line + 1))
            yield from (plain(node.label) for node in nodes if node is not None)
        case Button():
            yield plain(widget.label)
        case Static():
            yield plain(widget.visual)


def plain(shown: object) -> str:
    """What is drawn as text without its colours, each paragraph in one line."""
    if isinstance(shown, RichVisual):
        shown = shown._renderable
    if isinstance(shown, Text | Content):
        return shown.plain
    if isinstance(shown, str):
        return shown
    console = Console(width=WIDE, file=StringIO(), record=True, color_system=None)
    console.print(shown)
    return "\n".join(line.rstrip() for line in console.export_text().splitlines())


def too_long(screen: Screen[object]) -> Iterator[str]:
    """Words of a screen that do not fit where they stand: cut off in their widget, or beside the screen."""
    width = screen.size.width
    for widget in screen.walk_children(Widget):
        if not all(each.display for each in widget.ancestors_with_self if isinstance(each, Widget)):
            continue
        if isinstance(widget, FooterKey | Tab | Button) and widget.region.right > width:
            yield f"{type(widget).__name__} beside the screen: {_first(widget)}"
        elif isinstance(widget, Static | Button) and _cut(widget):
            yield f"{type(widget).__name__} #{widget.id} of {widget.content_size}: {_first(widget)}"
    footers = [key for key in screen.query(FooterKey) if key.display]
    palette = next((key for key in footers if key.has_class("-command-palette")), None)
    for key in footers:
        if palette is not None and key is not palette and key.region.right > palette.region.x:
            yield f"key behind the one of the commands: {key.description}"


def _cut(widget: Widget) -> bool:
    """Whether a text needs more room than its widget has, where nothing scrolls it."""
    text = _first(widget)
    size = widget.content_size
    if not text or not size.width or isinstance(widget.parent, VerticalScroll):
        return False
    if size.height == 1:
        return max(cell_len(line) for line in text.splitlines()) > size.width
    return isinstance(widget, Static) and _height(widget, size.width) > size.height


def _height(widget: Static, width: int) -> int:
    return widget.visual.get_height(widget.styles, width)


def _first(widget: Widget) -> str:
    return next(_words(widget), "")
