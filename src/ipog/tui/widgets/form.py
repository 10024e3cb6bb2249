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

from ipog import vocabulary
from ipog.coals import CannotRebase
from ipog.diagnostics import Problem
from ipog.files.marks import Steps, join_path
from ipog.language import mark, plural, tr
from ipog.provenance import Assumption
from ipog.settings import load_settings
from ipog.sources import cite
from ipog.tui import choices, rebasing
from ipog.tui.document import NotReadable, PlantDocument
from ipog.tui.fields import Field, fields_at, library_origin, of_library
from ipog.tui.look import Look
from ipog.tui.nodes import LISTS, Node, country_of
from ipog.tui.screens.ask import AskChoice
from ipog.tui.widgets.field_row import FieldInput, FieldRow, sentence
from ipog.tui.widgets.labels import put

NO_YAML = mark("The file can't be read as YAML just now; see the tab File (F9).")


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
        self._look = Look.of(load_settings())
        self._hidden = 0
        self._head = ""

    def compose(self) -> ComposeResult:
        """Heading and problems of the line, its fields, words on the field under the cursor."""
        yield Label("", id="head", markup=False)
        yield VerticalScroll(id="form", can_focus=False)
        yield Label("", id="about", markup=False)

    def look_again(self) -> None:
        """Take over settings that have changed."""
        look = Look.of(load_settings())
        if look != self._look:
            self._look, self._shown = look, None
            self.show(self._node)

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
            if not _same(self._look.value_of(row.field, row.input.value), value):
                with row.input.prevent(Input.Changed):
                    row.input.value = self._look.text_of(row.field, value)

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
            above = [tr(NO_YAML)]
        put(self.query_one("#head", Label), "\n".join([self._headline(), *above]))

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
                value = self._look.signs(field, of_coal[field.steps])
                row.show_default(tr("library: {value}", value=value))
            elif item is not None:
                row.show_default(tr("assumed: {value}", value=self._look.assumed(field, item)))
            elif field.default:
                row.show_default(tr("default: {value}", value=self._look.signs(field, field.default)))
            else:
                example = self._look.signs(field, field.example)
                row.show_default(tr("e.g. {value}", value=example) if field.example else "")

    def enter(self) -> bool:
        """Put the cursor into the first field, as soon as there is one; False if there is none."""
        if self._shown is None or not self._shown[1]:
            return False
        if self._building:
            # Who enters stays, so there is nothing to wait for.
            self._enter = True
            self._build(self._shown[1], pause=0.0)
        else:
            self.query(FieldRow).first().input.focus()
        return True

    def _fields(self) -> tuple[Field, ...]:
        node, data = self._node, self._document.data
        # A list has its entries in the tree; a target that is a limit has no figures of its own.
        plain = node.kind == "list" or isinstance(self._document.value(node.steps), str)
        found = () if plain or not isinstance(data, dict) else tuple(fields_at(node.steps, data))
        shown = tuple(field for field in found if self._look.shows(field, self._document.value(field.steps)))
        self._hidden = len(found) - len(shown)
        return shown

    @work(exclusive=True, group="form")
    async def _build(self, fields: tuple[Field, ...], pause: float = PAUSE) -> None:
        await asyncio.sleep(pause)
        form = self.query_one("#form", VerticalScroll)
        self.query_one("#about", Label).update("")
        widgets: list[Label | FieldRow] = []
        group = ""
        for field in fields:
            if field.group != group:
                group = field.group
                widgets.append(Label(tr(group), markup=False, classes="group"))
            value = self._look.text_of(field, self._document.value(field.steps))
            widgets.append(FieldRow(field, value, self._look.unit(field), self._look.allowed(field)))
        if self._hidden:
            words = plural(
                "{count} more field: m in the tree shows all",
                "{count} more fields: m in the tree shows all",
                self._hidden,
            )
            widgets.append(Label(words, markup=False, classes="group"))
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
            heading = tr(LISTS[str(node.steps[-1])][0])
            if node.steps[-1] == "coal_feed":
                return tr("{heading}: a adds an entry; b sets the shares of a blend", heading=heading)
            return tr("{heading}: a adds an entry", heading=heading)
        value = self._document.value(node.steps)
        if node.kind == "device":
            return tr("{device} (keys in the tree: u up, d down, x remove)", device=node.label)
        if node.kind == "target" and isinstance(value, str):
            return f"{value}\n{choices.limit_in_words(value)}"
        return node.label

    @on(FieldRow.Focused)
    def _explain(self, event: FieldRow.Focused) -> None:
        self._document.end_merge()
        self.query_one("#about", Label).update(self._about(event.field))

    def _about(self, field: Field) -> str:
        """What a field is, what it may hold, and what is taken if it is empty."""
        words = [tr("{sentence}.", sentence=f"{field.label}: {field.about}")]
        if field.allowed:
            words.append(tr("Allowed: {allowed}.", allowed=self._look.allowed(field)))
        if field.steps[-1] == "basis":
            words.append(tr("Enter converts the figures of the group."))
        item = self._assumed.get(join_path(field.steps))
        if self._document.value(field.steps) is not None:
            item = None
        elif field.steps in of_library(self._document.data, self._node.steps):
            origin = library_origin(self._document.data, field.steps)
            words.append(tr("Empty: that of the library ({origin}).", origin=origin))
        elif item is not None:
            words.append(
                tr(
                    "Empty: {value}. {reason} ({kind}: {source}).",
                    value=self._look.assumed(field, item),
                    reason=tr(item.reason),
                    kind=tr(item.kind),
                    source=item.source,
                )
            )
        elif field.default:
            words.append(
                tr("Empty: {value}, the default of the format.", value=self._look.signs(field, field.default))
            )
        if item is None and field.example:
            words.append(tr("Example: {value}.", value=self._look.signs(field, field.example)))
        return " ".join([*words, tr("F1: more.")])

    def taken(self, field: Field) -> str:
        """What is taken for an empty field, with the source in full; empty if that is not known."""
        if self._document.value(field.steps) is not None:
            return ""
        item = self._assumed.get(join_path(field.steps))
        if field.steps in (known := of_library(self._document.data, self._node.steps)):
            standing, _, source = library_origin(self._document.data, field.steps).partition(": ")
            words = tr(
                "Left out, it is that of the library: {value} ({standing}).",
                value=self._look.signs(field, known[field.steps]),
                standing=standing,
            )
            return (
                tr("{words} Source: {citation}", words=words, citation=cite(source).citation)
                if source
                else words
            )
        if item is None:
            return ""
        words = tr(
            "Left out, it is {value}. {reason} ({kind}).",
            value=self._look.assumed(field, item),
            reason=tr(item.reason),
            kind=tr(item.kind),
        )
        return tr("{words} Source: {citation}", words=words, citation=cite(item.source).citation)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not isinstance(event.input, FieldInput):
            return
        steps, value = event.input.field.steps, self._look.value_of(event.input.field, event.value)
        if _same(value, self._document.value(steps)):
            return
        try:
            self._document.set_value(steps, value)
        except NotReadable:
            self.notify(tr(NO_YAML), severity="warning", markup=False)
            return
        self.post_message(self.Edited())

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if not isinstance(event.input, FieldInput):
            return
        field, target = event.input.field, event.input
        if field.steps[-1] == "coal":
            screen = choices.coals(country=country_of(self._document.data))
        elif field.choices:
            screen = choices.for_field(field)
        else:
            self.screen.focus_next(FieldInput)
            return

        def chosen(word: str | None) -> None:
            if word is None:
                return
            if field.steps[-1] == "basis" and rebasing.has_figures(self._document, field.steps):
                self._ask_basis(target, word)
            else:
                target.value = word

        self.app.push_screen(screen, chosen)

    def _ask_basis(self, target: FieldInput, word: str) -> None:
        """Another basis: with the figures, or for the same figures."""
        group = str(target.field.steps[-2]).replace("_", " ")

        def answered(answer: str | None) -> None:
            if answer == "c":
                self._convert(target.field, word)
            elif answer == "k":
                target.value = word

        answers = [("c", tr("Convert the figures")), ("k", tr("Keep them, the word was wrong"))]
        question = tr("{sentence}.", sentence=f"{tr(group)}: {vocabulary.label('basis', word)}")
        self.app.push_screen(AskChoice(question, answers), answered)

    def _convert(self, field: Field, word: str) -> None:
        try:
            values, words = rebasing.converted(self._document, field.steps, word)
        except CannotRebase as error:
            self.notify(tr("Not converted: {error}.", error=error), severity="error", markup=False, timeout=8)
            return
        self._document.set_values(values)
        self.notify(tr("{sentence}.", sentence=words), markup=False, timeout=8)
        self.post_message(self.Edited())


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _within(path: str, group: str) -> bool:
    return bool(group) and (path == group or path.startswith((f"{group}.", f"{group}[")))
