"""Versions of the plant side by side: keep, name, compare, go to one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DataTable, Label
from textual.worker import get_current_worker

from ipog.diagnostics import InputError
from ipog.language import mark, tr
from ipog.results import Evaluation, UnitResult
from ipog.tui.calculate import SAMPLES, calculate
from ipog.tui.comparison import Version, comparison
from ipog.tui.document import PlantDocument
from ipog.tui.draw.boxes import shortened
from ipog.tui.present import drawing
from ipog.tui.scenarios import Scenario, Scenarios
from ipog.tui.screens.ask import AskChoice, AskText
from ipog.tui.screens.taking import TakingScreen
from ipog.tui.tables import Table
from ipog.tui.widgets.grid import fill
from ipog.tui.widgets.key_line import KeyLine
from ipog.tui.widgets.labels import put

WIDEST = 32
"""Cells of a column: two fit beside the labels on 80 columns."""


class ScenariosScreen(TakingScreen[int | None]):
    """A column a version; hands back the number of the one to go to, or None.

    Parameters
    ----------
    scenarios : of the plant
    number : of the unit that is compared
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", mark("Back"), id="scenarios-back"),
        Binding("enter", "take", mark("Edit it"), priority=True, id="scenario-take"),
        Binding("n", "copy", mark("New copy"), id="scenario-new"),
        Binding("e", "rename", mark("Rename"), id="scenario-rename"),
        Binding("x,delete", "remove", mark("Delete"), id="scenario-remove"),
    ]

    class Calculated(Message):
        """A version was calculated."""

        def __init__(self, scenario: Scenario, text: str, evaluation: Evaluation | None) -> None:
            super().__init__()
            self.scenario = scenario
            self.text = text
            self.evaluation = evaluation

    def __init__(self, scenarios: Scenarios, number: int) -> None:
        super().__init__()
        self._scenarios = scenarios
        self._number = number
        self._shown: list[Scenario] = []
        self.busy = False

    def compose(self) -> ComposeResult:
        """Title, table, words, keys."""
        yield Label(tr("Scenarios side by side"), classes="title", markup=False)
        yield DataTable(id="scenarios", cursor_type="column", fixed_columns=1)
        yield Label("", id="scenarios-state", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show them, and calculate what is not calculated yet."""
        self._scenarios.look()
        self._fill(self._scenarios.current)
        self.query_one(DataTable).focus()
        self._calculate()

    def _calculate(self) -> None:
        waiting = [item for item in self._scenarios.items if item.evaluated != item.document.text]
        if not waiting:
            return
        self.busy = True
        self._state()
        jobs = [(item, item.document.plant, item.document.path, item.document.text) for item in waiting]

        def work() -> None:
            worker = get_current_worker()
            for item, plant, path, text in jobs:
                found = None
                if plant is not None:
                    try:
                        found = calculate(plant, path, SAMPLES[-1])
                    except InputError:
                        found = None
                if worker.is_cancelled:
                    return
                self.post_message(self.Calculated(item, text, found))

        self.run_worker(work, thread=True, exclusive=True, group="scenarios")

    def on_scenarios_screen_calculated(self, event: Calculated) -> None:
        """Show a version that was calculated."""
        event.scenario.evaluation, event.scenario.evaluated = event.evaluation, event.text
        self.busy = any(item.evaluated != item.document.text for item in self._scenarios.items)
        self._fill(self._chosen)

    def _versions(self) -> list[Version]:
        return [Version(item.name, item.document.data, self._result(item)) for item in self._scenarios.items]

    def _result(self, item: Scenario) -> UnitResult | None:
        if item.evaluation is None or item.evaluated != item.document.text:
            return None
        units = item.evaluation.units
        return units[self._number] if self._number < len(units) else None

    def _fill(self, chosen: int) -> None:
        table = self.query_one(DataTable)
        self._shown = list(self._scenarios.items)
        shown = self.table_shown()
        heads = [shortened(head, WIDEST) for head in shown.heads]
        heads[self._scenarios.current + 1] = f"> {heads[self._scenarios.current + 1]}"
        fill(table, heads, [[shortened(cell, WIDEST) for cell in row] for row in shown.rows])
        table.move_cursor(column=chosen + 1)
        self._state()

    def _state(self) -> None:
        several = len(self._scenarios.items) > 1
        first = self._scenarios.items[0].name
        words = (
            tr("> is edited now. In brackets: the difference from {name}.", name=first)
            if several
            else tr("There is one version only. n makes a copy; 'What to do' (w) puts an option into one.")
        )
        if self.busy:
            words = f"{tr('Calculating ...')} {words}"
        put(self.query_one("#scenarios-state", Label), words)

    @property
    def _chosen(self) -> int:
        """The version under the cursor; the first column holds the labels."""
        at = max(self.query_one(DataTable).cursor_column - 1, 0)
        items = self._scenarios.items
        # Another window may have removed it since it was shown.
        return items.index(self._shown[at]) if self._shown[at] in items else 0

    def action_take(self) -> None:
        """Go to the version under the cursor."""
        self.dismiss(self._chosen)

    def action_copy(self) -> None:
        """Make a copy of the version under the cursor."""
        source = self._scenarios.items[self._chosen]

        def answered(name: str | None) -> None:
            if name is not None:
                self._scenarios.add(name, source.document.text).answers.update(source.answers)
                self._fill(len(self._scenarios.items) - 1)
                self._calculate()

        question = tr("What shall the copy of {name} be called?", name=source.name)
        self.app.push_screen(AskText(question, example=tr("with sorbent")), answered)

    def action_rename(self) -> None:
        """Give the version under the cursor another name."""
        number = self._chosen
        if number == 0:
            self.tell(tr("The plant file has the name of its file."))
            return

        items, item = self._scenarios.items, self._scenarios.items[number]

        def answered(name: str | None) -> None:
            if name is not None and name != item.name and item in items:
                self._scenarios.rename(items.index(item), name)
                self._fill(items.index(item))

        self.app.push_screen(AskText(tr("Which name?"), item.name), answered)

    def action_remove(self) -> None:
        """Delete the version under the cursor, after a question."""
        number = self._chosen
        if number == 0:
            self.tell(tr("The plant file stays."))
            return
        if number == self._scenarios.current:
            self.tell(tr("This one is edited now; go to another one first (Enter)."))
            return

        items, item = self._scenarios.items, self._scenarios.items[number]

        def answered(answer: str | None) -> None:
            if answer == "x" and item in items:
                at = items.index(item)
                self._scenarios.remove(at)
                self._fill(at - 1)

        name = item.name
        self.app.push_screen(
            AskChoice(tr("Delete {name} for good?", name=name), [("k", tr("Keep")), ("x", tr("Delete"))]),
            answered,
        )

    def table_shown(self) -> Table:
        """The comparison."""
        versions = self._versions()
        heads = ("", *(version.name for version in versions))
        return Table("scenarios", heads, tuple(comparison(versions, self._number, drawing().units)))

    def plant_shown(self) -> PlantDocument:
        """The version under the cursor."""
        return self._scenarios.items[self._chosen].document

    def commands(self) -> Iterable[SystemCommand]:
        """What can be done here, for the list of commands."""
        yield SystemCommand(tr("Edit it"), tr("The scenario under the cursor (Enter)"), self.action_take)
        yield SystemCommand(tr("New copy"), tr("Of the scenario under the cursor (n)"), self.action_copy)
        yield SystemCommand(tr("Rename"), tr("The scenario under the cursor (e)"), self.action_rename)
        yield SystemCommand(tr("Delete"), tr("The scenario under the cursor (x)"), self.action_remove)
        yield SystemCommand(tr("Copy the table"), tr("Of the scenarios (k)"), self.action_copy_table)
        yield SystemCommand(tr("Save the table"), tr("Of the scenarios, as CSV (v)"), self.action_save_table)
        yield SystemCommand(tr("Report"), tr("On the scenario under the cursor (r)"), self.action_report)
        yield SystemCommand(tr("Back"), tr("To the plant (Esc)"), lambda: self.dismiss(None))
