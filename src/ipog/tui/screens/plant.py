"""The plant: a tree on the left; fields, results, assumptions and the file itself on the right."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Label, TabbedContent, TabPane, Tree
from textual.worker import Worker

from ipog.files.marks import Steps
from ipog.language import manner, mark, plural, tr
from ipog.results import Evaluation
from ipog.tui import present
from ipog.tui.document import PlantDocument
from ipog.tui.nodes import Node, train_of, tree
from ipog.tui.scenarios import Scenarios
from ipog.tui.screens.calculating import Calculated, Calculating
from ipog.tui.screens.changing import Changing
from ipog.tui.screens.guided import Guide
from ipog.tui.screens.keeping import Keeping
from ipog.tui.screens.watching import Watch
from ipog.tui.widgets.file_view import FileView
from ipog.tui.widgets.form import FieldForm
from ipog.tui.widgets.key_line import KeyLine
from ipog.tui.widgets.labels import put
from ipog.tui.widgets.plant_tree import PlantTree
from ipog.tui.widgets.results import AssumedView, ResultsView
from ipog.tui.widgets.train_view import Picture, TrainView

MAIN = {"results": "#results-scroll", "assumed": "AssumedView", "file": "#text"}
"""What gets the cursor in each tab but that of the fields."""
ROOMY = 40
"""Lines from which the train has room above the fields of a device."""


class PlantScreen(Changing):
    """One plant file, edited by its fields or as text, with its result beside it."""

    PAUSE: ClassVar[float] = 0.3
    """Seconds without a change before the uncertainty is calculated and the draft kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3,ctrl+s", "save", mark("Save"), key_display="F3", id="save"),
        Binding("f4", "save_as", mark("Save under another name"), show=False, id="save-as"),
        Binding("f5", "start", mark("Back to the start screen"), show=False, id="start"),
        Binding("f6", "tab('edit')", mark("Fields"), show=False, priority=True, id="tab-edit"),
        Binding("f7", "tab('results')", mark("Results"), show=False, priority=True, id="tab-results"),
        Binding("f8", "tab('assumed')", mark("Assumptions"), show=False, priority=True, id="tab-assumed"),
        Binding("f9", "tab('file')", mark("The file as text"), show=False, priority=True, id="tab-file"),
        Binding("escape", "tree", mark("To the tree"), show=False, id="to-tree"),
        Binding("ctrl+n", "guide(1)", mark("Next step of the guided order"), show=False, id="guide-next"),
        Binding("ctrl+p", "guide(-1)", mark("Step before"), show=False, id="guide-before"),
    ]

    def __init__(self, document: PlantDocument, scenarios: Scenarios | None = None) -> None:
        super().__init__()
        self.document = document
        self.scenarios = scenarios or Scenarios(document)
        self._calculating = Calculating(self, document)
        self._timer: Timer | None = None
        self._guide = Guide(self)
        self._spoken = manner()
        self._file = FileView(document, self.PAUSE)
        self._watch = Watch(self, document, self.changed)
        self._keeping = Keeping(self, document, self.say, self._saved)

    def compose(self) -> ComposeResult:
        """Title, tree, tabs, summary, keys."""
        yield Label("", id="title", classes="title", markup=False)
        yield Label("", id="guide", markup=False)
        with Horizontal(id="main"):
            yield PlantTree(tree(self.document.data))
            with TabbedContent(id="tabs", initial="edit"):
                with TabPane(tr("Edit F6"), id="edit"):
                    yield TrainView()
                    yield FieldForm(self.document, tree(self.document.data))
                with TabPane(tr("Results F7"), id="results"):
                    yield ResultsView()
                with TabPane(tr("Assumed F8"), id="assumed"):
                    yield AssumedView()
                with TabPane(tr("File F9"), id="file"):
                    yield self._file
        yield Label("", id="summary", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the plant and calculate it."""
        self.query_one(PlantTree).focus()
        self.show_guide("")
        self._watch.begin()
        self._show()
        self._calculate()

    def of(self, scenarios: Scenarios) -> PlantScreen:
        """A screen of the version that is current."""
        return PlantScreen(scenarios.scenario.document, scenarios)

    @property
    def evaluation(self) -> Evaluation | None:
        """The last result."""
        return self._calculating.evaluation

    @property
    def busy(self) -> bool:
        """Whether something is still to come: a change to take over, a calculation."""
        return self._calculating.busy or self._timer is not None or self._file.typing

    @property
    def stale(self) -> bool:
        """Whether the result shown is that of another text."""
        return self._calculating.stale

    # What is shown

    def changed(self, cursor: Steps | None = None) -> None:
        """Show another text with its central estimate; the rest when no more changes come."""
        self._calculate()
        self._show(cursor)

    def _calculate(self) -> None:
        self._calculating.begin()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self.PAUSE, self._settle)

    def _settle(self) -> None:
        self._timer = None
        self.keep_draft()
        self._calculating.add_uncertainty()
        self._show_results()

    def _show(self, cursor: Steps | None = None) -> None:
        document = self.document
        if isinstance(document.data, dict):
            self.query_one(PlantTree).show(tree(document.data), cursor)
        self._draw_file()
        self._form.show(self.node)
        self.show_problems()
        if document.plant is None or self.evaluation is None:
            # Otherwise the new result is here at once, and showing the old one as such would flicker.
            self._show_results()

    def _draw_file(self) -> None:
        """The file as text, if it is seen."""
        if self.query_one("#tabs", TabbedContent).active == "file":
            self._file.draw()

    @property
    def _form(self) -> FieldForm:
        return self.query_one(FieldForm)

    @property
    def node(self) -> Node:
        """The line under the cursor."""
        return self.query_one(PlantTree).current

    def show_problems(self) -> None:
        """Problems beside their fields, above the form, and in the list under the text."""
        found = [*self.document.problems, *self._calculating.problems]
        self._form.show_problems(found)
        self._file.show_problems(found)
        errors = sum(problem.level == "error" for problem in found)
        words = [f"ipog: {self.scenarios.plant.name}"]
        if not self.scenarios.on_plant:
            words.append(tr("scenario: {name}", name=self.scenarios.scenario.name))
        words += [tr("changed")] if self.document.modified else []
        if errors:
            words.append(plural("{count} error: see File, F9", "{count} errors: see File, F9", errors))
        put(self.query_one("#title", Label), "  |  ".join(words))

    def _show_results(self) -> None:
        """The unit of the line under the cursor, marked if the text has changed since."""
        evaluation, state, number = self.evaluation, self._calculating.words(), self.unit_number
        self.query_one(ResultsView).show(evaluation, number, state)
        self.query_one(AssumedView).show(evaluation, number)
        self._show_train()
        parts = [state]
        if evaluation is not None:
            parts.append(present.summary(present.unit_at(evaluation, number), present.drawing().units))
            if not self.stale:
                self._form.show_assumed(present.assumed(evaluation))
        put(self.query_one("#summary", Label), "  |  ".join(words for words in parts if words))

    def _show_train(self) -> None:
        """The train in boxes: on its line of the tree, and on those of its devices where there is room."""
        view, node = self.query_one(TrainView), self.node
        on_list = node.kind == "list" and node.steps[-1] == "apcs"
        roomy = view.entered or self.size.height >= ROOMY
        view.display = on_list or (node.kind == "device" and roomy)
        if view.display:
            last = node.steps[-1]
            found = None
            if self.evaluation is not None and not self.stale:
                found = present.unit_at(self.evaluation, self.unit_number)
            devices = train_of(self.document.data, node.steps[:2])
            view.show(devices, found, last if isinstance(last, int) else None)

    @on(Picture.Chosen)
    def _choose_device(self, event: Picture.Chosen) -> None:
        steps: Steps = (*self.node.steps[:2], "apcs", event.device)
        self.query_one(PlantTree).show(tree(self.document.data), steps)

    @property
    def unit_number(self) -> int:
        """The unit of the line under the cursor."""
        steps = self.node.steps
        return steps[1] if len(steps) > 1 and isinstance(steps[1], int) else 0

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        """A fault while calculating ends the calculation, not the work on the plant."""
        if words := self._calculating.fault(event):
            self.say(words, "error")
            self._show_results()

    @on(Calculated)
    def _calculated(self, event: Calculated) -> None:
        if self._calculating.take(event):
            if event.last:
                scenario = self.scenarios.scenario
                scenario.evaluation, scenario.evaluated = event.evaluation, event.text
            self.show_problems()
            self._show_results()

    # What is typed

    @on(Tree.NodeHighlighted)
    def _moved(self) -> None:
        self._form.show(self.node)
        self.show_problems()
        self._show_results()

    @on(Tree.NodeSelected)
    def action_edit(self) -> None:
        """To the fields of the line."""
        self.action_tab("edit")

    @on(FieldForm.Edited)
    def _edited(self) -> None:
        self.changed()

    @on(FileView.Written)
    def take_typed(self) -> None:
        """Take over what was written into the text, if it is not yet."""
        if self._file.take():
            self.changed()

    # Guide, settings and the file on disk

    @property
    def help_place(self) -> tuple[str, str]:
        """Page and heading of the manual that belong to what is shown."""
        match self.query_one("#tabs", TabbedContent).active:
            case "results" | "assumed":
                return "index.md", "how-to-read-a-result"
            case "file":
                return "plant-file.md", ""
        names = [str(step) for step in self.node.steps if isinstance(step, str)]
        return "plant-file.md", names[-1]

    def on_screen_resume(self) -> None:
        """Take over settings that were changed elsewhere, and changes on disk."""
        if self._spoken != manner():
            # Every word of it is another, and so is every number.
            self.call_later(self.go_to, self.scenarios.current)
            return
        self.look_again()
        self._watch.look()

    def on_unmount(self) -> None:
        """The file is no longer open here."""
        self._watch.end()

    def look_again(self) -> None:
        """Show the fields as the settings ask for."""
        self._form.look_again()

    def action_guide(self, steps: int) -> None:
        """To a step of the guided order."""
        self._guide.go(steps, self.node, self.document.data)

    def show_guide(self, words: str) -> None:
        """Show what the step is about; nothing hides it."""
        guide = self.query_one("#guide", Label)
        guide.display = bool(words)
        guide.update(words)

    def go_to_line(self, steps: Steps) -> None:
        """Put the cursor on a line and show its fields."""
        self.query_one("#tabs", TabbedContent).active = "edit"
        self.query_one(PlantTree).show(tree(self.document.data), steps)
        self.action_tree()

    # What is done by key

    def action_tab(self, name: str) -> None:
        """Show a tab and go into it."""
        self.query_one("#tabs", TabbedContent).active = name
        self._draw_file()
        # At once, so that keys that follow fast go into the tab and not to what was left.
        self._go_into(name)

    @on(TabbedContent.TabActivated)
    def _draw_tab(self) -> None:
        self._draw_file()
        self.query_one(ResultsView).draw()
        self.query_one(AssumedView).draw()

    def _go_into(self, name: str) -> None:
        if name != "edit":
            self.set_focus(self.query_one(MAIN[name]))
        elif not self._form.enter():
            view = self.query_one(TrainView)
            if view.display:
                view.enter()
            else:
                self.action_tree()

    def action_tree(self) -> None:
        """To the tree."""
        self.query_one(PlantTree).focus()
