"""What to do about the mercury of a unit: the pathway, the walk through the tree, the options, their cost."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import ClassVar

from rich.console import Group
from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import DataTable, Label, Static, TabbedContent, TabPane, Tree
from textual.worker import Worker, WorkerState, get_current_worker

from ipog.advice import NotPossible, Option, UnitAdvice, applied_text, walk_again
from ipog.diagnostics import InputError
from ipog.evaluate import DEFAULT_SAMPLES
from ipog.language import mark, tr, whole
from ipog.tui import advice_words, present
from ipog.tui.calculate import advise_on
from ipog.tui.crash import in_words
from ipog.tui.document import PlantDocument
from ipog.tui.scenarios import Scenario
from ipog.tui.screens.taking import TakingScreen
from ipog.tui.tables import Table
from ipog.tui.widgets.field_row import sentence
from ipog.tui.widgets.grid import fill
from ipog.tui.widgets.key_line import KeyLine
from ipog.tui.widgets.labels import put
from ipog.tui.widgets.walk_tree import WalkTree

MAIN = {"do": "#do-scroll", "walk-tab": "#walk", "options-tab": "#options", "front": "#front-scroll"}
"""What gets the cursor in each tab."""
SORTED = {
    "rank": mark("Sorted by rank."),
    "cost": mark("Sorted by cost."),
    "emission": mark("Sorted by emission."),
    "chance": mark("Sorted by chance."),
}
SECONDS_BETWEEN_REMARKS = 0.1
SAMPLES = DEFAULT_SAMPLES


class Stopped(Exception):
    """The advice is no longer wanted."""


class AdviceScreen(TakingScreen[tuple[str, str] | None]):
    """Advice for one unit; hands back name and text of a new scenario, or None.

    Parameters
    ----------
    scenario : the version of the plant that is advised on
    number : of the unit
    """

    HELP_PLACE: ClassVar[tuple[str, str]] = ("advice.md", "")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", mark("Back"), id="advice-back"),
        Binding("f6", "tab('do')", mark("What to do"), show=False, priority=True, id="advice-do"),
        Binding("f7", "tab('walk-tab')", mark("The tree"), show=False, priority=True, id="advice-walk"),
        Binding("f8", "tab('options-tab')", mark("Options"), show=False, priority=True, id="advice-options"),
        Binding(
            "f9", "tab('front')", mark("Cost and emission"), show=False, priority=True, id="advice-front"
        ),
        Binding("a", "apply", mark("Apply to a copy"), id="advice-apply"),
        Binding("c", "sort('cost')", mark("Sort by cost"), show=False, id="sort-cost"),
        Binding("e", "sort('emission')", mark("Sort by emission"), show=False, id="sort-emission"),
        Binding("p", "sort('chance')", mark("Sort by probability"), show=False, id="sort-chance"),
        Binding("m", "sort('rank')", mark("Sort by rank"), show=False, id="sort-rank"),
        Binding("s", "stop", mark("Stop the calculation"), show=False, id="advice-stop"),
    ]

    class Told(Message):
        """So many options of so many are calculated."""

        def __init__(self, done: int, size: int) -> None:
            super().__init__()
            self.done = done
            self.size = size

    class Found(Message):
        """The advice is there, or why there is none."""

        def __init__(self, advice: UnitAdvice | None, words: str) -> None:
            super().__init__()
            self.advice = advice
            self.words = words

    def __init__(self, scenario: Scenario, number: int) -> None:
        super().__init__()
        plant = scenario.document.plant
        assert plant is not None, "only a plant without errors is advised on"
        self._plant = plant
        self._scenario = scenario
        self._number = min(number, len(plant.units) - 1)
        self._order = "rank"
        self.advice: UnitAdvice | None = None
        self.busy = False

    def compose(self) -> ComposeResult:
        """Title, tabs, state, keys."""
        unit = self._plant.units[self._number].name
        yield Label(
            tr("What to do: {unit} ({scenario})", unit=unit, scenario=self._scenario.name),
            classes="title",
            markup=False,
        )
        with TabbedContent(id="advice-tabs", initial="do"):
            with TabPane(tr("What to do F6"), id="do"), VerticalScroll(id="do-scroll"):
                yield Static(id="do-text")
            with TabPane(tr("Tree F7"), id="walk-tab"):
                yield WalkTree()
                with VerticalScroll(id="question", can_focus=False):
                    yield Static(id="question-text")
            with TabPane(tr("Options F8"), id="options-tab"):
                yield DataTable(id="options", cursor_type="row")
                yield Label(
                    advice_words.option_legend(present.drawing().units), id="options-legend", markup=False
                )
                with VerticalScroll(id="option"):
                    yield Static(id="option-text")
            with TabPane(tr("Cost and emission F9"), id="front"), VerticalScroll(id="front-scroll"):
                yield Static(id="front-text")
        yield Label("", id="advice-state", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to calculate."""
        self._fill()
        self.query_one("#do-scroll").focus()
        self._calculate()

    # Calculating

    def _calculate(self) -> None:
        self.busy = True
        self._say_state(tr("Calculating the options ... (s: stop)"))
        self.run_worker(self._work, thread=True, exclusive=True, group="advise", exit_on_error=False)

    def _work(self) -> None:
        worker = get_current_worker()
        told = time.monotonic()

        def progress(done: int, size: int) -> None:
            nonlocal told
            if worker.is_cancelled:
                raise Stopped
            if time.monotonic() - told > SECONDS_BETWEEN_REMARKS:
                told = time.monotonic()
                self.post_message(self.Told(done, size))

        document, answers = self._scenario.document, dict(self._scenario.answers)
        try:
            found = advise_on(self._plant, document.path, self._number, answers, SAMPLES, progress)
        except Stopped:
            return
        except InputError as error:
            if not worker.is_cancelled:
                self.post_message(self.Found(None, sentence(error.problems[0])))
            return
        if not worker.is_cancelled:
            self.post_message(self.Found(found, ""))

    @on(Told)
    def _told(self, event: Told) -> None:
        if self.busy:
            counts = {"done": whole(event.done), "size": whole(event.size)}
            words = (
                tr("{done} of {size} options are calculated ... (s: stop)", **counts)
                if self.advice is None
                else tr("OLD OPTIONS; {done} of {size} options are calculated ... (s: stop)", **counts)
            )
            self._say_state(words)

    @on(Found)
    def _found(self, event: Found) -> None:
        self.busy = False
        if event.advice is None:
            self._say_state(tr("No advice: {reason}", reason=event.words))
            return
        self.advice = event.advice
        self._say_state(self._ready())
        self._show()

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        error = event.worker.error
        if event.worker.group == "advise" and event.state is WorkerState.ERROR and error is not None:
            self.busy = False
            self.tell(
                in_words(error, tr("A fault of ipog, not of your input, ended the calculation")), wrong=True
            )

    def action_stop(self) -> None:
        """Stop the calculation; what is shown stays."""
        if not self.busy:
            self.tell(tr("Nothing is being calculated."))
            return
        self.workers.cancel_group(self, "advise")
        self.busy = False
        self._say_state(tr("Stopped; the options are OLD.") if self.advice else tr("Stopped; Esc goes back."))

    def _ready(self) -> str:
        count = 0 if self.advice is None else len(self.advice.levels)
        answered = len(self._scenario.answers)
        if not answered:
            return tr("{count} options and combinations were run through the model.", count=whole(count))
        return tr(
            "{count} options and combinations were run through the model; {answered} of your own answers.",
            count=whole(count),
            answered=answered,
        )

    # Showing

    def _show(self) -> None:
        found = self.advice
        if found is None:
            return
        how = present.drawing()
        self.query_one("#do-text", Static).update(Group(*advice_words.in_short(found, how.units)))
        self.query_one(WalkTree).show(found.trace)
        front = advice_words.cost_and_emission(found, how)
        self.query_one("#front-text", Static).update(Group(*front))
        self._fill()

    def _fill(self) -> None:
        """The options in their order; the cursor stays on its option."""
        table = self.query_one("#options", DataTable)
        at = self._option
        rows = self._rows()
        ids = [row.option.id for row in rows]
        heads = [tr(head) for head in advice_words.heads(present.drawing().units)]
        fill(table, heads, [row.cells for row in rows], ids)
        if at is not None and at.id in ids:
            table.move_cursor(row=ids.index(at.id))

    def _rows(self) -> list[advice_words.OptionRow]:
        if self.advice is None:
            return []
        return advice_words.option_rows(self.advice, self._order, present.drawing().units)

    @property
    def _option(self) -> Option | None:
        """The option under the cursor."""
        table = self.query_one("#options", DataTable)
        if self.advice is None or not table.row_count:
            return None
        key = table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value
        return next((option for option in self.advice.options if option.id == key), None)

    @on(DataTable.RowHighlighted, "#options")
    def _show_option(self) -> None:
        option = self._option
        if option is not None and self.advice is not None:
            words = advice_words.option_words(option, self.advice, present.drawing().units)
            self.query_one("#option-text", Static).update(words)
            self.query_one("#option").scroll_home(animate=False)

    @on(DataTable.RowSelected, "#options")
    def _into_option(self) -> None:
        self.query_one("#option").focus()

    @on(Tree.NodeHighlighted, "#walk")
    def _show_question(self) -> None:
        visit = self.query_one(WalkTree).visit
        text = self.query_one("#question-text", Static)
        text.update("" if visit is None else advice_words.question_words(visit))

    # What is done by key

    @on(WalkTree.Answered)
    def _answered(self, event: WalkTree.Answered) -> None:
        answers = self._scenario.answers
        if event.answer is None:
            answers.pop(event.node, None)
        else:
            answers[event.node] = event.answer
        if self.advice is not None:
            # The walk is there at once, its options when they are calculated.
            self.query_one(WalkTree).show(walk_again(self.advice, answers=answers))
        self._calculate()
        self._say_state(tr("OLD OPTIONS; those of your answer are being calculated ... (s: stop)"))

    def action_sort(self, order: str) -> None:
        """Show the options in another order."""
        self._order = order
        self._fill()
        if self.advice is not None:
            words = tr(SORTED[order])
            if self.busy:
                words = f"{words} {tr('OLD OPTIONS.')}"
            self._say_state(f"{words} {self._ready()}")

    def action_apply(self) -> None:
        """Make the option under the cursor a scenario."""
        option = self._option
        if option is None:
            self.tell(tr("There is no option yet."))
            return
        document = self._scenario.document
        try:
            text = applied_text(document.text, self._number, option.steps, name=document.name)
        except NotPossible as error:
            self.tell(tr("It does not fit: {error}.", error=error), wrong=True)
            return
        except InputError as error:
            self.tell(sentence(error.problems[0]), wrong=True)
            return
        self.dismiss((option.name, text))

    def action_tab(self, name: str) -> None:
        """Show a tab and go into it."""
        self.query_one("#advice-tabs", TabbedContent).active = name
        # At once, as in the plant: what had the cursor is hidden now.
        self.set_focus(self.query_one(MAIN[name]))

    def action_back(self) -> None:
        """Back to the plant; from the words on an option to the table."""
        focused = self.focused
        if focused is not None and focused.id == "option":
            self.query_one("#options").focus()
            return
        self.workers.cancel_group(self, "advise")
        self.dismiss(None)

    def plant_shown(self) -> PlantDocument:
        """The plant that is advised on."""
        return self._scenario.document

    def table_shown(self) -> Table | None:
        """The options, in their order."""
        rows = tuple((row.option.id, *row.cells) for row in self._rows())
        return Table("options", ("id", *advice_words.heads(present.drawing().units)), rows) if rows else None

    def commands(self) -> Iterable[SystemCommand]:
        """What can be done here, for the list of commands."""
        yield SystemCommand(
            tr("Apply to a copy"), tr("The option under the cursor, as a scenario (a)"), self.action_apply
        )
        for order, key, words in (
            ("rank", "m", tr("Sort by rank")),
            ("cost", "c", tr("Sort by cost")),
            ("emission", "e", tr("Sort by emission")),
            ("chance", "p", tr("Sort by chance")),
        ):
            about = tr("The options ({key})", key=key)
            yield SystemCommand(words, about, lambda order=order: self.action_sort(order))
        yield SystemCommand(tr("Stop"), tr("The calculation (s)"), self.action_stop)
        yield SystemCommand(tr("Copy the table"), tr("Of the options (k)"), self.action_copy_table)
        yield SystemCommand(tr("Save the table"), tr("Of the options, as CSV (v)"), self.action_save_table)
        yield SystemCommand(tr("Report"), tr("On the plant (r)"), self.action_report)
        yield SystemCommand(tr("Back"), tr("To the plant (Esc)"), self.action_back)

    def _say_state(self, words: str) -> None:
        put(self.query_one("#advice-state", Label), words)
