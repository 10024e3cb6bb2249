"""The walk through the decision tree, opened question by question."""

from __future__ import annotations

import textwrap
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from ipog.advice.tree import Trace, Visit
from ipog.language import mark, tr
from ipog.tui.advice_words import answer, part_of, yes_or_no

_WIDTH = 64


class WalkTree(Tree[Visit]):
    """Questions in the order they were asked, with answer and reason."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", mark("Yes"), id="answer-yes"),
        Binding("n", "answer(False)", mark("No"), id="answer-no"),
        Binding("o", "answer(None)", mark("As the plant says"), id="answer-none"),
    ]

    class Answered(Message):
        """A question was answered.

        Attributes
        ----------
        node : of the tree
        answer : yes or no; None to go by the plant again
        """

        def __init__(self, node: str, answer: bool | None) -> None:
            super().__init__()
            self.node = node
            self.answer = answer

    def __init__(self) -> None:
        super().__init__(Text(tr("The walk")), id="walk")
        self.show_root = False
        self.guide_depth = 2

    def show(self, trace: Trace) -> None:
        """Show a walk; questions that were open stay open, the cursor stays on its question."""
        open_before = {line.data.node for line in self._lines() if line.data and line.is_expanded}
        at = self.visit
        self.clear()
        rung: int | None = None
        group = self.root
        for visit in trace.visits:
            if visit.rung != rung:
                rung = visit.rung
                group = self.root.add(Text(f"{rung}. {part_of(rung)}", style="bold"), expand=True)
            self._add(group, visit, visit.node in open_before)
        self.root.expand()
        if self.last_line < 0:
            return
        lines = list(self._lines())
        wanted = next((line for line in lines if at and line.data and line.data.node == at.node), None)
        if wanted is not None or lines:
            self.move_cursor(wanted or lines[0])

    @property
    def visit(self) -> Visit | None:
        """The question under the cursor, or of the line under it."""
        line = self.cursor_node
        return None if line is None else line.data

    def action_answer(self, wanted: bool | None) -> None:
        """Answer the question under the cursor."""
        if self.visit is not None:
            self.post_message(self.Answered(self.visit.node, wanted))

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[Visit]) -> None:
        """Scroll what was opened into view."""
        self.call_after_refresh(self._reveal, event.node)

    def _reveal(self, line: TreeNode[Visit]) -> None:
        if line.children:
            self.scroll_to_line(line.children[-1].line, animate=False)
            self.scroll_to_line(line.line, animate=False)

    def _lines(self) -> list[TreeNode[Visit]]:
        """The lines of the questions."""
        return [line for group in self.root.children for line in group.children]

    def _add(self, group: TreeNode[Visit], visit: Visit, opened: bool) -> None:
        question = tr(visit.question)
        if visit.overruled:
            label = Text(f"{yes_or_no(visit)} *: {question}", style="bold")
        else:
            label = Text(f"{answer(visit)}: {question}")
        line = group.add(label, visit, expand=opened)
        said = [tr("because {reason}", reason=tr(visit.because))]
        said += [tr("+ opens {options}", options=", ".join(visit.opened))] if visit.opened else []
        said += [tr("- rules out {options}", options=", ".join(visit.closed))] if visit.closed else []
        said.append(
            tr("source: {sources}", sources=", ".join(visit.sources))
            if visit.sources
            else tr("source: none needed")
        )
        for text in said:
            for words in textwrap.wrap(text, _WIDTH):
                line.add_leaf(Text(words), visit)
