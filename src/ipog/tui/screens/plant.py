"""The plant: a tree on the left; fields, results, assumptions and the file itself on the right."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Input, Label, OptionList, Static, TabbedContent, TabPane, TextArea, Tree
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState, get_current_worker

from ipog.diagnostics import InputError, Problem
from ipog.files import read_text, save_text
from ipog.files.marks import Steps, join_path
from ipog.results import Evaluation
from ipog.settings import Draft, drop_draft, load_settings, save_draft, save_settings
from ipog.tui import choices, present
from ipog.tui.calculate import SAMPLES, calculate
from ipog.tui.crash import in_words
from ipog.tui.document import NotReadable, PlantDocument, place_for, refusal
from ipog.tui.fields import Field, fields_at, of_library, text_of, value_of
from ipog.tui.nodes import LISTS, Kind, Node, train_of, tree
from ipog.tui.screens.ask import AskChoice, AskText
from ipog.tui.widgets.field_row import FieldInput, FieldRow, sentence
from ipog.tui.widgets.plant_tree import PlantTree

NO_YAML = "The file can't be read as YAML just now; see the tab File (F9)."
MAIN = {"results": "#results-scroll", "assumed": "#assumed-scroll", "file": "#text"}
"""What gets the cursor in each tab but that of the fields."""


class PlantScreen(Screen[None]):
    """One plant file, edited by its fields or as text, with its result beside it."""

    PAUSE: ClassVar[float] = 0.3
    """Seconds without a change before the plant is calculated and the draft kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3,ctrl+s", "save", "Save", key_display="F3", id="save"),
        Binding("f4", "save_as", "Save under another name", show=False, id="save-as"),
        Binding("f5", "start", "Back to the start screen", show=False, id="start"),
        Binding("f6", "tab('edit')", "Fields", show=False, priority=True, id="tab-edit"),
        Binding("f7", "tab('results')", "Results", show=False, priority=True, id="tab-results"),
        Binding("f8", "tab('assumed')", "Assumptions", show=False, priority=True, id="tab-assumed"),
        Binding("f9", "tab('file')", "The file as text", show=False, priority=True, id="tab-file"),
        Binding("ctrl+z", "undo", "Undo", show=False, priority=True, id="undo"),
        Binding("ctrl+y", "redo", "Redo", show=False, priority=True, id="redo"),
        Binding("escape", "tree", "To the tree", show=False, id="to-tree"),
    ]

    class Calculated(Message):
        """A calculation ended.

        Attributes
        ----------
        text : the text it belongs to
        evaluation : its result; None if there is none
        problems : why there is none
        last : whether nothing follows
        """

        def __init__(
            self, text: str, evaluation: Evaluation | None, problems: tuple[Problem, ...], last: bool
        ) -> None:
            super().__init__()
            self.text = text
            self.evaluation = evaluation
            self.problems = problems
            self.last = last

    def __init__(self, document: PlantDocument) -> None:
        super().__init__()
        self.document = document
        self.evaluation: Evaluation | None = None
        self._evaluated = ""
        self._later: tuple[Problem, ...] = ()
        self._busy = False
        self._timer: Timer | None = None
        self._typing: Timer | None = None
        self._form: tuple[Steps, tuple[Field, ...]] | None = None

    def compose(self) -> ComposeResult:
        """Title, tree, tabs, summary, keys."""
        yield Label("", id="title", classes="title", markup=False)
        with Horizontal(id="main"):
            yield PlantTree(tree(self.document.data))
            with TabbedContent(id="tabs", initial="edit"):
                with TabPane("Edit F6", id="edit"):
                    yield Label("", id="head", markup=False)
                    yield VerticalScroll(id="form", can_focus=False)
                    yield Label("", id="about", markup=False)
                with TabPane("Results F7", id="results"):
                    yield Label("", id="results-head", markup=False)
                    with VerticalScroll(id="results-scroll"):
                        yield Static(id="results-text")
                with TabPane("Assumed F8", id="assumed"), VerticalScroll(id="assumed-scroll"):
                    yield Static(id="assumed-text")
                with TabPane("File F9", id="file"), Vertical():
                    yield TextArea(
                        self.document.text, id="text", show_line_numbers=True, soft_wrap=False, compact=True
                    )
                    yield OptionList(id="problems", markup=False, compact=True)
        yield Label("", id="summary", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Show the plant and calculate it."""
        self.query_one(PlantTree).focus()
        self._show()
        self._calculate()

    @property
    def busy(self) -> bool:
        """Whether something is still to come: a change to take over, a calculation."""
        return self._busy or self._timer is not None or self._typing is not None

    @property
    def stale(self) -> bool:
        """Whether the result shown is that of another text."""
        return self._evaluated != self.document.text

    # What is shown

    def _changed(self, cursor: Steps | None = None) -> None:
        """Show another text, and calculate it when no more changes come."""
        self._later = ()
        self._show(cursor)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self.PAUSE, self._settle)

    def _settle(self) -> None:
        self._timer = None
        self.keep_draft()
        self._calculate()

    def keep_draft(self) -> None:
        """Keep the text for the next start, if it is not that of the file."""
        self.take_typed()
        document = self.document
        if document.modified:
            save_draft(Draft(document.draft, document.text, document.path))
        else:
            drop_draft(document.draft)

    def _show(self, cursor: Steps | None = None) -> None:
        document = self.document
        if isinstance(document.data, dict):
            self.query_one(PlantTree).show(tree(document.data), cursor)
        text = self.query_one("#text", TextArea)
        if text.text != document.text and self._typing is None:
            with text.prevent(TextArea.Changed):
                text.load_text(document.text)
        self._show_form()
        self._show_problems()
        self._show_results()

    @property
    def _node(self) -> Node:
        return self.query_one(PlantTree).current

    def _show_form(self) -> None:
        """The fields of the line under the cursor; those that are shown already get their values."""
        node = self._node
        data = self.document.data
        value = self.document.value(node.steps)
        plain = node.kind == "list" or not isinstance(data, dict) or isinstance(value, str)
        fields = () if plain else tuple(fields_at(node.steps, data))
        if self._form != (node.steps, fields):
            self._form = (node.steps, fields)
            self._build_form(fields)
            return
        for row in self.query(FieldRow):
            value = self.document.value(row.field.steps)
            if not _same(value_of(row.input.value), value):
                with row.input.prevent(Input.Changed):
                    row.input.value = text_of(value)

    @work(exclusive=True, group="form")
    async def _build_form(self, fields: tuple[Field, ...]) -> None:
        form = self.query_one("#form", VerticalScroll)
        self.query_one("#about", Label).update("")
        widgets: list[Label | FieldRow] = []
        group = ""
        for field in fields:
            if field.group != group:
                group = field.group
                widgets.append(Label(group, markup=False, classes="group"))
            widgets.append(FieldRow(field, text_of(self.document.value(field.steps))))
        async with form.batch():
            await form.remove_children()
            await form.mount_all(widgets)
        form.scroll_home(animate=False)
        self._show_problems()
        self._show_defaults()

    def _show_problems(self) -> None:
        """Problems beside their fields, above the form, and in the list under the text."""
        found = [*self.document.problems, *self._later]
        beside = {problem.path: problem for problem in reversed(found)}
        paths = set()
        for row in self.query(FieldRow):
            path = join_path(row.field.steps)
            paths.add(path)
            row.show_problem(beside.get(path))
        here = join_path(self._node.steps)
        inside = [
            sentence(problem)
            for problem in found
            if problem.path not in paths
            and (problem.path == here or problem.path.startswith((f"{here}.", f"{here}[")))
        ]
        if not isinstance(self.document.data, dict):
            inside.insert(0, NO_YAML)
        self.query_one("#head", Label).update("\n".join([self._headline(), *inside]))
        self._list_problems(found)
        errors = sum(problem.level == "error" for problem in found)
        words = [f"ipog: {self.document.name}", *(["changed"] if self.document.modified else [])]
        words += [f"{errors} error{'s' if errors > 1 else ''}: see File, F9"] if errors else []
        self.query_one("#title", Label).update("  |  ".join(words))

    def _list_problems(self, found: list[Problem]) -> None:
        problems = self.query_one("#problems", OptionList)
        problems.clear_options()
        for problem in found:
            place = f"line {problem.line}: " if problem.line is not None else ""
            problems.add_option(Option(Text(f"{place}{sentence(problem)}")))
        problems.display = bool(found)

    def _headline(self) -> str:
        node = self._node
        if node.kind == "list":
            return f"{LISTS[str(node.steps[-1])][0]}: a adds an entry"
        value = self.document.value(node.steps)
        if node.kind == "device":
            return f"{node.label} (keys in the tree: u up, d down, x remove)"
        if node.kind == "target" and isinstance(value, str):
            return f"{value}\n{_limit_in_words(value)}"
        return node.label

    def _show_defaults(self) -> None:
        """In empty fields, what is taken instead."""
        known = {} if self.evaluation is None or self.stale else present.assumed(self.evaluation)
        of_coal = of_library(self.document.data, self._node.steps)
        for row in self.query(FieldRow):
            item = known.get(join_path(row.field.steps))
            if row.field.steps in of_coal:
                row.show_default(f"library: {of_coal[row.field.steps]}")
            elif item is not None:
                row.show_default(f"assumed: {present.assumed_value(item)}")
            elif row.field.default:
                row.show_default(f"default: {row.field.default}")
            else:
                row.show_default(f"e.g. {row.field.example}" if row.field.example else "")

    def _show_results(self) -> None:
        """The unit of the line under the cursor, marked if the text has changed since."""
        steps = self._node.steps
        number = steps[1] if len(steps) > 1 and isinstance(steps[1], int) else 0
        state = self._state()
        if self.evaluation is None:
            self.query_one("#summary", Label).update(state or "Calculating ...")
            self.query_one("#results-head", Label).update(state or "Calculating ...")
            self.query_one("#results-text", Static).update("")
            self.query_one("#assumed-text", Static).update("")
            return
        unit = present.unit_at(self.evaluation, number)
        count = len(self.evaluation.units)
        of = f" (one of {count} units; the tree chooses)" if count > 1 else ""
        self.query_one("#summary", Label).update(
            "  |  ".join(words for words in (state, present.summary(unit)) if words)
        )
        self.query_one("#results-head", Label).update(
            "\n".join(words for words in (f"{unit.name}{of}", state) if words)
        )
        self.query_one("#results-text", Static).update(present.unit_results(unit))
        self.query_one("#assumed-text", Static).update(present.unit_assumptions(unit))
        self._show_defaults()

    def _state(self) -> str:
        """How the result stands to the text."""
        if self.document.plant is None or self._later:
            return "OLD RESULT, the file has errors" if self.evaluation else "No result: the file has errors"
        if self.evaluation is not None and self.stale:
            return "OLD RESULT, calculating ..."
        return "adding uncertainty ..." if self._busy and self.evaluation is not None else ""

    # What is calculated

    def _calculate(self) -> None:
        if self.document.plant is None:
            self.workers.cancel_group(self, "calculate")
            self._busy = False
            self._show_results()
            return
        self._busy = True
        self._run()

    @work(thread=True, exclusive=True, group="calculate", exit_on_error=False)
    def _run(self) -> None:
        worker = get_current_worker()
        document = self.document
        plant, path, text = document.plant, document.path, document.text
        if plant is None:
            return
        for samples in SAMPLES:
            try:
                found: Evaluation | None = calculate(plant, path, samples)
                problems: tuple[Problem, ...] = ()
            except InputError as error:
                found, problems = None, error.problems
            if worker.is_cancelled:
                return
            last = samples == SAMPLES[-1] or found is None
            self.post_message(self.Calculated(text, found, problems, last))
            if last:
                return

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        """A fault while calculating ends the calculation, not the work on the plant."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and event.worker.group == "calculate" and error is not None:
            self._busy = False
            self._say(in_words(error, "ended the calculation"), "error")
            self._show_results()

    @on(Calculated)
    def _calculated(self, event: Calculated) -> None:
        if event.text != self.document.text:
            # The text went on; the next calculation is on its way.
            return
        if event.evaluation is not None:
            self.evaluation, self._evaluated = event.evaluation, event.text
        self._later = tuple(self.document.parsed.locate(problem) for problem in event.problems)
        self._busy = not event.last
        self._show_problems()
        self._show_results()

    # What is typed

    @on(Tree.NodeHighlighted)
    def _moved(self) -> None:
        self._show_form()
        self._show_problems()
        self._show_results()

    @on(Tree.NodeSelected)
    def action_edit(self) -> None:
        """To the fields of the line."""
        self.action_tab("edit")

    @on(FieldRow.Focused)
    def _explain(self, event: FieldRow.Focused) -> None:
        self.document.end_merge()
        field = event.field
        words = [f"{field.label}: {field.about}."]
        if field.allowed:
            words.append(f"Allowed: {field.allowed}.")
        if field.example:
            words.append(f"Example: {field.example}.")
        known = {} if self.evaluation is None else present.assumed(self.evaluation)
        item = known.get(join_path(field.steps))
        if item is not None and self.document.value(field.steps) is None:
            words.append(f"Left out: {present.assumed_value(item)}. {item.reason} ({item.source})")
        self.query_one("#about", Label).update(" ".join(words))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if not isinstance(event.input, FieldInput):
            return
        steps, value = event.input.field.steps, value_of(event.value)
        if _same(value, self.document.value(steps)):
            return
        try:
            self.document.set_value(steps, value)
        except NotReadable:
            self._say(NO_YAML, "warning")
            return
        self._changed()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if not isinstance(event.input, FieldInput):
            return
        field, target = event.input.field, event.input
        if field.steps[-1] == "coal":
            screen = choices.coals()
        elif field.choices:
            screen = choices.for_field(field)
        else:
            self.focus_next(FieldInput)
            return

        def chosen(word: str | None) -> None:
            if word is not None:
                target.value = word

        self.app.push_screen(screen, chosen)

    @on(TextArea.Changed, "#text")
    def _written(self) -> None:
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(self.PAUSE, self.take_typed)

    def take_typed(self) -> None:
        """Take over what was written into the text, if it is not yet."""
        if self._typing is None:
            return
        self._typing.stop()
        self._typing = None
        text = self.query_one("#text", TextArea).text
        if text != self.document.text:
            self.document.change_text(text)
            self._changed()

    @on(OptionList.OptionSelected, "#problems")
    def _jump(self, event: OptionList.OptionSelected) -> None:
        problem = [*self.document.problems, *self._later][event.option_index]
        text = self.query_one("#text", TextArea)
        text.move_cursor(((problem.line or 1) - 1, (problem.column or 1) - 1), center=True)
        text.focus()

    # What is done by key

    def action_tab(self, name: str) -> None:
        """Show a tab and go into it."""
        self.query_one("#tabs", TabbedContent).active = name
        # What is in a tab can take the cursor only once the tab is shown.
        self.call_after_refresh(self._go_into, name)

    def _go_into(self, name: str) -> None:
        if name != "edit":
            self.query_one(MAIN[name]).focus()
        elif rows := self.query(FieldRow):
            rows.first().input.focus()
        else:
            self.action_tree()

    def action_tree(self) -> None:
        """To the tree."""
        self.query_one(PlantTree).focus()

    def action_undo(self) -> None:
        """One step back."""
        self.take_typed()
        if self.document.undo():
            self._changed()
        else:
            self._say("Nothing to undo.")

    def action_redo(self) -> None:
        """Take back a step back."""
        self.take_typed()
        if self.document.redo():
            self._changed()
        else:
            self._say("Nothing to redo.")

    def action_add(self) -> None:
        """Add an entry to the list under the cursor, or a unit."""
        self.take_typed()
        node = self._node
        if not isinstance(self.document.data, dict):
            self._say(NO_YAML, "warning")
        elif node.kind in ("plant", "unit"):
            self._add_unit(node)
        elif node.kind == "boiler":
            self._say("A unit has one boiler. Choose Coal feed, Train or another list to add to it.")
        else:
            place = node.steps if node.kind == "list" else node.steps[:-1]
            last = node.steps[-1]
            entries = self.document.value(place)
            wanted = last + 1 if isinstance(last, int) else len(entries) if isinstance(entries, list) else 0
            kind = LISTS[str(place[-1])][1]

            def chosen(key: str | None) -> None:
                if key is not None:
                    self._add(kind, place, wanted, key)

            self.app.push_screen(choices.for_list(kind), chosen)

    def _add(self, kind: Kind, place: Steps, wanted: int, key: str) -> None:
        index = wanted
        if kind == "device":
            index, finding = place_for(train_of(self.document.data, place[:-1]), key, wanted)
            if finding is not None:
                self._say(f"Not added: {finding.message}. Possible: {finding.allowed}.", "error")
                return
            if index != wanted:
                self._say(f"It can't stand there; added as number {index + 1} of the train.")
        self.document.insert(place, index, choices.entry(kind, key))
        self._changed((*place, index))

    def _add_unit(self, node: Node) -> None:
        units: Any = self.document.value(("units",))
        if not isinstance(units, list) or not units:
            self.document.insert(("units",), 0, {"name": "Unit 1"})
            self._changed(("units", 0))
            return
        last = node.steps[-1]
        index = last if isinstance(last, int) else len(units) - 1
        names = {str(unit.get("name", "")) for unit in units if isinstance(unit, dict)}
        number = next(n for n in range(len(units) + 1, 2 * len(units) + 3) if f"Unit {n}" not in names)
        unit = copy.deepcopy(units[index])
        if isinstance(unit, dict):
            unit["name"] = f"Unit {number}"
        self.document.insert(("units",), index + 1, unit)
        self._say(f"Added a copy of the unit, called Unit {number}.")
        self._changed(("units", index + 1))

    def action_remove(self) -> None:
        """Remove the entry under the cursor."""
        self.take_typed()
        node = self._node
        if node.kind in ("plant", "list", "boiler"):
            self._say("Only an entry of a list, or a unit, can be removed.")
            return
        siblings = self.document.value(node.steps[:-1])
        if node.kind in ("unit", "coal") and isinstance(siblings, list) and len(siblings) == 1:
            self._say(f"The last {node.kind} stays: a plant file needs one.", "warning")
            return
        if node.kind == "device":
            before = train_of(self.document.data, node.steps[:2])
            index = int(node.steps[-1])
            if self._refused(before, [*before[:index], *before[index + 1 :]], "removed"):
                return
        self.document.remove(node.steps)
        self._changed()
        self._say(f"Removed {node.label}. Ctrl+Z brings it back.")

    def action_move(self, offset: int) -> None:
        """Move the entry under the cursor up or down in its list."""
        self.take_typed()
        node = self._node
        last = node.steps[-1]
        if not isinstance(last, int):
            self._say("Only an entry of a list, or a unit, can be moved.")
            return
        if node.kind == "device":
            before = train_of(self.document.data, node.steps[:2])
            after = list(before)
            if 0 <= last + offset < len(after):
                after.insert(last + offset, after.pop(last))
            if self._refused(before, after, "moved"):
                return
        if self.document.move(node.steps, offset):
            self._changed((*node.steps[:-1], last + offset))

    def _refused(self, before: list[str], after: list[str], done: str) -> bool:
        finding = refusal(before, after)
        if finding is not None:
            self._say(f"Not {done}: {finding.message}. Possible: {finding.allowed}.", "error")
        return finding is not None

    # Saving and leaving

    def action_save(self) -> None:
        """Save; a new plant asks for its path."""
        self.take_typed()
        if self.document.path is None:
            self.action_save_as()
        else:
            self._save(self.document.path)

    def action_save_as(self) -> None:
        """Save under a path that is asked for."""
        self.take_typed()

        def answered(path: str | None) -> None:
            if path is not None:
                self._save(Path(path).expanduser())

        known = self.document.path
        self.app.push_screen(AskText("Save as which file?", str(known or "plant.yaml")), answered)

    def _save(self, path: Path) -> None:
        """Save, after a question if the file holds what was never seen here."""
        document = self.document
        expected = document.saved if path == document.path else None
        try:
            there = read_text(path).text if path.exists() else None
        except InputError as error:
            self._say(sentence(error.problems[0]), "error")
            return
        if there is None or there in (expected, document.text):
            self._write(path)
            return

        def answered(answer: str | None) -> None:
            if answer == "r":
                self._write(path)

        words = "has changed on disk since it was opened" if expected is not None else "exists already"
        self.app.push_screen(AskChoice(f"{path} {words}.", [("k", "Keep it"), ("r", "Replace it")]), answered)

    def _write(self, path: Path) -> None:
        old_draft = self.document.draft
        try:
            save_text(self.document.text, path)
        except InputError as error:
            self._say(sentence(error.problems[0]), "error")
            return
        self.document.mark_saved(path)
        for key in {old_draft, self.document.draft}:
            drop_draft(key)
        save_settings(load_settings().with_recent(path))
        self._show_problems()
        self._say(f"Saved {path}.")
        self.post_message(self.Saved())

    class Saved(Message):
        """The file was saved."""

    def action_start(self) -> None:
        """Back to the start screen."""
        self.leave("start")

    def leave(self, to: str) -> None:
        """Leave the plant, after a question if it is not saved.

        Parameters
        ----------
        to : ``start`` or ``quit``
        """
        self.take_typed()
        if not self.document.modified:
            self._gone(to)
            return
        answers = [("s", "Save"), ("d", "Don't save")]

        def answered(answer: str | None) -> None:
            if answer == "d":
                self._gone(to)
            elif answer == "s":
                self._leaving = to
                self.action_save()

        self.app.push_screen(
            AskChoice(f"{self.document.name} has changes that are not saved.", answers), answered
        )

    _leaving: str = ""

    @on(Saved)
    def _then_leave(self) -> None:
        if self._leaving:
            self._gone(self._leaving)

    def _gone(self, to: str) -> None:
        if self._timer is not None:
            self._timer.stop()
        self.workers.cancel_group(self, "calculate")
        drop_draft(self.document.draft)
        if to == "quit":
            self.app.exit()
        else:
            self.dismiss()

    def _say(self, words: str, severity: str = "information") -> None:
        """A short message, never read as markup."""
        level: Any = severity
        self.notify(words, severity=level, markup=False, timeout=6)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _within(path: str, group: str) -> bool:
    return path == group or path.startswith((f"{group}.", f"{group}["))


def _limit_in_words(limit_id: str) -> str:
    from ipog.figures import short
    from ipog.limits import UnknownLimit, find

    try:
        limit = find(limit_id)
    except UnknownLimit:
        return "This is not a limit of the table; a adds one that is."
    value = "" if limit.value is None else f"{short(limit.value)} {limit.unit}, "
    return f"{limit.instrument}: {value}{limit.applies_to}"
