"""The plant as a tree: units, and in each the way of the gas."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from ipog.files.marks import Steps
from ipog.language import mark
from ipog.tui.nodes import Node


class PlantTree(Tree[Node]):
    """The lines of a plant file; the keys act on the line under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "screen.add", mark("Add"), id="add"),
        Binding("x,delete", "screen.remove", mark("Remove"), show=False, id="remove"),
        Binding("u", "screen.move(-1)", mark("Move up"), show=False, id="move-up"),
        Binding("d", "screen.move(1)", mark("Move down"), show=False, id="move-down"),
        Binding("b", "screen.blend", mark("Shares of a blend"), show=False, id="blend"),
        Binding("m", "app.level", mark("All fields, or the main ones"), show=False, id="level"),
        Binding("e", "screen.edit", mark("Edit the fields"), show=False, id="edit"),
    ]

    def __init__(self, root: Node) -> None:
        super().__init__(Text(root.label), root, id="tree")
        self.shown = root
        self.guide_depth = 2
        self.auto_expand = False
        self._fill()

    def show(self, root: Node, cursor: Steps | None = None) -> None:
        """Show other lines; the cursor stays on its path, or goes to the one given."""
        wanted = cursor or self.current.steps
        if root != self.shown:
            self.shown = root
            self.root.set_label(Text(root.label))
            self.root.data = root
            self.root.remove_children()
            self._fill()
        # Entries behind a removed one move up; before the list lies empty, its heading is nearest.
        while wanted and root.find(wanted) is None:
            last = wanted[-1]
            wanted = (*wanted[:-1], last - 1) if isinstance(last, int) and last > 0 else wanted[:-1]
        self._go_to(wanted or root.steps)

    @property
    def current(self) -> Node:
        """The node under the cursor."""
        line = self.cursor_node
        return line.data if line is not None and line.data is not None else self.shown

    def _fill(self) -> None:
        self._add(self.root, self.shown)
        self.root.expand()

    def _add(self, line: TreeNode[Node], node: Node) -> None:
        for child in node.children:
            if child.children:
                self._add(line.add(Text(child.label), child, expand=True), child)
            else:
                line.add_leaf(Text(child.label), child)

    def _go_to(self, steps: Steps) -> None:
        def search(line: TreeNode[Node]) -> TreeNode[Node] | None:
            if line.data is not None and line.data.steps == steps:
                return line
            return next((found for child in line.children if (found := search(child)) is not None), None)

        line = search(self.root)
        # Asking for the last line makes the tree number its lines anew, which the cursor goes by.
        if line is not None and self.last_line >= 0:
            self.move_cursor(line)
