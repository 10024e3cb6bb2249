"""The fields of one line of the tree, with what is wrong with them and what they take if left out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Label

from ipog.diagnostics import Problem
from ipog.files.marks import Steps, join_path
from ipog.provenance import Assumption
from ipog.tui import choices, present
from ipog.tui.document import NotReadable, PlantDocument
from ipog.tui.fields import Field, fields_at, of_library, text_of, value_of
from ipog.tui.nodes import LISTS, Node
from ipog.tui.widgets.field_row import FieldInput, FieldRow, sentence

NO_YAML = "The file can't be read as YAML just now; see the tab File (F9)."


class FieldForm(Vertical):
    """The form of a line; what is typed goes into the document at once.

    Parameters
    ----------
    document : what is edited
    node : the line to begin with
    """

    PAUSE: ClassVar[float] = 0.05
    """Seconds on a line before its fields are built, so that passing lines costs nothing."""

    class Edited(Message):
        """A field has another value now."""

    def __init__(self, document: PlantDocument, node: Node) -> None:
        super().__init__()
        self._document = document
        self._node = node
        self._shown: tuple[Steps, tuple[Field, ...]] | None = None
        self._building = False
        self._enter = False
        self._problems: Sequence[Problem] = ()
        self._assumed: Mapping[str, Assumption] = {}

    def compose(self) -> ComposeResult:
        """Heading and problems of the line, its fields, words on the field under the cursor."""
        yield Label("", id="head", markup=False)
        yield VerticalScroll(id="form", can_focus=False)
        yield Label("", id="about", markup=False)

    def show(self, node: Node) -> None:
        """Show a line; fields that are shown already get their values anew."""
        self._node = node
        fields = self._fields()
        if self._shown != (node.steps, fields):
            self._shown = (node.steps, fields)
            self._building, self._enter = True, False
            self._build(fields)
            return
        if self._building:
            return
        for row in self.query(FieldRow):
            value = self._document.value(row.field.steps)
            if not _same(value_of(row.input.value), value):
                with row.input.prevent(Input.Changed):
                    row.input.value = text_of(value)

    def show_problems(self, found: Sequence[Problem]) -> None:
        """Problems beside their fields; those of the line as a whole above them."""
        self._problems = found
        beside = {problem.path: problem for problem in reversed(found)}
        rows = {join_path(row.field.steps): row for row in self.query(FieldRow) if not self._building}
        for path, row in rows.items():
            row.show_problem(beside.get(path))
        here = join_path(self._node.steps)
        above = [
            sentence(problem)
            for problem in found
            if problem.path not in rows and (_within(problem.path, here) or _within(here, problem.path))
        ]
        if not isinstance(self._document.data, dict):
            above = [NO_YAML]
        self.query_one("#head", Label).update("\n".join([self._headline(), *above]))

    def show_assumed(self, assumed: Mapping[str, Assumption]) -> None:
        """In empty fields, what is taken instead.

        Parameters
        ----------
        assumed : what the result assumes, by path
        """
        self._assumed = assumed
        of_coal = of_library(self._document.data, self._node.steps)
        for row in self.query(FieldRow):
            field = row.field
            item = assumed.get(join_path(field.steps))
            if field.steps in of_coal:
                row.show_default(f"library: {of_coal[field.steps]}")
            elif item is not None:
                row.show_default(f"assumed: {present.assumed_value(item)}")
            elif field.default:
                row.show_default(f"default: {field.default}")
            else:
                row.show_default(f"e.g. {field.example}" if field.example else "")

    def enter(self) -> bool:
        """Put the cursor into the first field, as soon as there is one; False if there is none."""
        if self._shown is None or not self._shown[1]:
            return False
        if self._building:
            self._enter = True
        else:
            self.query(FieldRow).first().input.focus()
        return True

    def _fields(self) -> tuple[Field, ...]:
        node, data = self._node, self._document.data
        # A list has its entries in the tree; a target that is a limit has no figures of its own.
        plain = node.kind == "list" or isinstance(self._document.value(node.steps), str)
        return () if plain or not isinstance(data, dict) else tuple(fields_at(node.steps, data))

    @work(exclusive=True, group="form")
    async def _build(self, fields: tuple[Field, ...]) -> None:
        await asyncio.sleep(self.PAUSE)
        form = self.query_one("#form", VerticalScroll)
        self.query_one("#about", Label).update("")
        widgets: list[Label | FieldRow] = []
        group = ""
        for field in fields:
            if field.group != group:
                group = field.group
                widgets.append(Label(group, markup=False, classes="group"))
            widgets.append(FieldRow(field, text_of(self._document.value(field.steps))))
        async with form.batch():
            await form.remove_children()
            await form.mount_all(widgets)
        form.scroll_home(animate=False)
        self._building = False
        self.show_problems(self._problems)
        self.show_assumed(self._assumed)
        if self._enter:
            self.enter()

    def _headline(self) -> str:
        node = self._node
        if node.kind == "list":
            return f"{LISTS[str(node.steps[-1])][0]}: a adds an entry"
        value = self._document.value(node.steps)
        if node.kind == "device":
            return f"{node.label} (keys in the tree: u up, d down, x remove)"
        if node.kind == "target" and isinstance(value, str):
            return f"{value}\n{choices.limit_in_words(value)}"
        return node.label

    @on(FieldRow.Focused)
    def _explain(self, event: FieldRow.Focused) -> None:
        self._document.end_merge()
        field = event.field
        words = [f"{field.label}: {field.about}."]
        if field.allowed:
            words.append(f"Allowed: {field.allowed}.")
        if field.example:
            words.append(f"Example: {field.example}.")
        item = self._assumed.get(join_path(field.steps))
        if item is not None and self._document.value(field.steps) is None:
            words.append(f"Left out: {present.assumed_value(item)}. {item.reason} ({item.source})")
        self.query_one("#about", Label).update(" ".join(words))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not isinstance(event.input, FieldInput):
            return
        steps, value = event.input.field.steps, value_of(event.value)
        if _same(value, self._document.value(steps)):
            return
        try:
            self._document.set_value(steps, value)
        except NotReadable:
            self.notify(NO_YAML, severity="warning", markup=False)
            return
        self.post_message(self.Edited())

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if not isinstance(event.input, FieldInput):
            return
        field, target = event.input.field, event.input
        if field.steps[-1] == "coal":
            screen = choices.coals()
        elif field.choices:
            screen = choices.for_field(field)
        else:
            self.screen.focus_next(FieldInput)
            return

        def chosen(word: str | None) -> None:
            if word is not None:
                target.value = word

        self.app.push_screen(screen, chosen)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _within(path: str, group: str) -> bool:
    return bool(group) and (path == group or path.startswith((f"{group}.", f"{group}[")))
