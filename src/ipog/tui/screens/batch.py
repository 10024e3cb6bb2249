"""Many plants at once: choose what to read and where to write, run, watch, look at what was wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import (
    Button,
    DataTable,
    Input,
    Label,
    ProgressBar,
    TabbedContent,
    TabPane,
)
from textual.worker import Worker, WorkerState, get_current_worker

from ipog.batch import Report, gathered, run
from ipog.diagnostics import InputError
from ipog.language import mark, plural, tr, whole
from ipog.shown import figure
from ipog.tui import batches, shelf
from ipog.tui.crash import in_words
from ipog.tui.screens.plant import PlantScreen
from ipog.tui.screens.taking import TakingScreen
from ipog.tui.tables import Table
from ipog.tui.widgets.batch_form import BatchForm, Wanted
from ipog.tui.widgets.field_row import sentence
from ipog.tui.widgets.grid import fill
from ipog.tui.widgets.key_line import KeyLine
from ipog.tui.widgets.labels import put

TABLES = {"batch-units": "units", "batch-errors": "errors", "batch-totals": "totals"}
TITLES = {"units": mark("Units"), "errors": mark("Errors"), "totals": mark("Totals")}


class Stopped(Exception):
    """The batch is no longer wanted."""


class BatchScreen(TakingScreen[None]):
    """Reads many plants, writes their results, and shows them."""

    HELP_PLACE: ClassVar[tuple[str, str]] = ("batch.md", "")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", mark("Back"), id="batch-back"),
        Binding("f5", "run", mark("Run"), id="batch-run"),
        Binding("f6", "stop", mark("Stop"), id="batch-stop"),
        Binding("f7", "tab('units')", mark("Units"), show=False, priority=True, id="batch-units"),
        Binding("f8", "tab('errors')", mark("Errors"), show=False, priority=True, id="batch-errors"),
        Binding("f9", "tab('totals')", mark("Totals"), show=False, priority=True, id="batch-totals"),
    ]

    class Told(Message):
        """How far the run is: rows done, rows in all (0 if not known), rows that failed."""

        def __init__(self, done: int, size: int, failed: int) -> None:
            super().__init__()
            self.done = done
            self.size = size
            self.failed = failed

    class Ended(Message):
        """The run is over.

        Attributes
        ----------
        report : what came of it; None if it was stopped or could not run
        words : on that
        """

        def __init__(self, report: Report | None, words: str) -> None:
            super().__init__()
            self.report = report
            self.words = words

    def __init__(self) -> None:
        super().__init__()
        self._tables: dict[str, Table] = {}
        self._began = 0.0
        self._sheet: str | None = None
        self.busy = False

    def compose(self) -> ComposeResult:
        """What to read and write, the state, the results."""
        yield Label(tr("Batch: many plants at once"), classes="title", markup=False)
        yield BatchForm()
        yield ProgressBar(id="batch-bar", show_eta=False)
        yield Label(
            tr("F5 runs the batch. Several outputs are parted by commas."), id="batch-state", markup=False
        )
        with TabbedContent(id="batch-tabs", initial="units"):
            for key, name in TABLES.items():
                with TabPane(f"{tr(TITLES[name])} F{7 + list(TABLES).index(key)}", id=name):
                    yield DataTable(id=key, cursor_type="row")
        yield KeyLine()

    def on_mount(self) -> None:
        """What to read comes first."""
        self.query_one("#batch-bar").display = False
        self.query_one("#batch-read").focus()

    # Running

    @on(Button.Pressed, "#batch-go")
    @on(Input.Submitted)
    def action_run(self) -> None:
        """Run the batch."""
        if self.busy:
            self._say_state(tr("The batch is running; F6 stops it."))
            return
        try:
            wanted = self.query_one(BatchForm).wanted()
        except InputError as error:
            self._say_state(sentence(error.problems[0]))
            return
        except ValueError as error:
            self._say_state(tr("error: {error}", error=error))
            return
        self.busy, self._began, self._sheet = True, time.monotonic(), wanted.sheet
        bar = self.query_one("#batch-bar", ProgressBar)
        bar.update(total=None, progress=0)
        bar.display = True
        self._say_state(tr("Reading ... (F6: stop)"))
        self.run_worker(
            self._work(wanted),
            thread=True,
            exclusive=True,
            group="batch",
            exit_on_error=False,
        )

    def _work(self, wanted: Wanted) -> Callable[[], None]:
        def work() -> None:
            worker = get_current_worker()

            def progress(done: int, size: int, failed: int) -> None:
                if worker.is_cancelled:
                    raise Stopped
                self.post_message(self.Told(done, size, failed))

            # Where the app is served to others it starts no programs.
            workers = None if shelf.current().starts_programs else 1
            report, words = None, ""
            try:
                report = run(
                    wanted.inputs,
                    wanted.outputs,
                    samples=wanted.draws,
                    sheet=wanted.sheet,
                    extras=gathered(wanted.scenarios, advise=wanted.advise, target=wanted.target),
                    workers=workers,
                    resume=wanted.resume,
                    progress=progress,
                )
            except Stopped:
                words = tr("Stopped. What is done is kept: tick the box to go on with it.")
            except InputError as error:
                words = sentence(error.problems[0])
            self.post_message(self.Ended(report, words))

        return work

    @on(Told)
    def _told(self, event: Told) -> None:
        if not self.busy:
            return
        self.query_one("#batch-bar", ProgressBar).update(total=event.size or None, progress=event.done)
        rate = event.done / max(time.monotonic() - self._began, 1e-3)
        counts = {"done": whole(event.done), "rate": whole(rate), "failed": whole(event.failed)}
        if event.size:
            counts["done"] = tr("{done} of {size}", done=counts["done"], size=whole(event.size))
        if event.failed:
            self._say_state(tr("{done} done, {rate} a second, {failed} failed (F6: stop)", **counts))
        else:
            self._say_state(tr("{done} done, {rate} a second (F6: stop)", **counts))

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        self.busy = False
        self.query_one("#batch-bar").display = False
        if event.report is None:
            self._say_state(event.words)
            return
        for path in event.report.written:
            shelf.current().saved(path)
        self._say_state(_words(event.report))
        self._show(event.report)

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        error = event.worker.error
        if event.worker.group == "batch" and event.state is WorkerState.ERROR and error is not None:
            self.busy = False
            self.query_one("#batch-bar").display = False
            self._say_state(in_words(error, tr("A fault of ipog, not of your input, ended the batch")))

    @on(Button.Pressed, "#batch-end")
    def action_stop(self) -> None:
        """Stop the run; what is done is kept."""
        if not self.busy:
            self._say_state(tr("Nothing is running."))
            return
        self.workers.cancel_group(self, "batch")
        self._say_state(tr("Stopping behind the rows that are under way ..."))

    # Showing

    def _show(self, report: Report) -> None:
        try:
            units = batches.units_table(report.written)
            self._tables = {
                "errors": batches.errors_table(report.written),
                "totals": batches.totals_table(report.written),
            }
        except InputError as error:
            self._say_state(sentence(error.problems[0]))
            return
        if units is not None:
            self._tables["units"] = units
        for key, name in TABLES.items():
            table: DataTable[Text] = self.query_one(f"#{key}", DataTable)
            shown = self._tables.get(name) or Table(name, (), ())
            fill(table, [tr(head) for head in shown.heads], batches.read_by_people(shown))
        self.action_tab("errors" if report.failed and not report.units else "units")

    @on(DataTable.RowSelected)
    def _open(self, event: DataTable.RowSelected) -> None:
        name = TABLES[event.data_table.id or ""]
        table = self._tables.get(name)
        if table is None or "source" not in table.heads:
            return
        cells = dict(zip(table.heads, table.rows[event.cursor_row], strict=True))
        row = cells.get("row", cells.get("line", ""))
        try:
            path = shelf.current().path(cells["source"])
            document = batches.opened_row(str(path), row, self._sheet)
        except InputError as error:
            self.tell(sentence(error.problems[0]), wrong=True)
            return
        self.app.push_screen(PlantScreen(document))

    def action_tab(self, name: str) -> None:
        """Show a table and go into it."""
        self.query_one("#batch-tabs", TabbedContent).active = name
        self.set_focus(self.query_one(f"#batch-{name}"))

    def action_back(self) -> None:
        """Back to the start screen; a run that is under way is stopped."""
        focused = self.focused
        if isinstance(focused, DataTable):
            self.query_one("#batch-read").focus()
            return
        self.workers.cancel_group(self, "batch")
        self.dismiss(None)

    def table_shown(self) -> Table | None:
        """The table of the tab."""
        return self._tables.get(self.query_one("#batch-tabs", TabbedContent).active)

    def commands(self) -> Iterable[SystemCommand]:
        """What can be done here, for the list of commands."""
        yield SystemCommand(tr("Run"), tr("The batch (F5)"), self.action_run)
        yield SystemCommand(tr("Stop"), tr("The batch; what is done is kept (F6)"), self.action_stop)
        for name, key in (("units", "F7"), ("errors", "F8"), ("totals", "F9")):
            yield SystemCommand(
                tr(TITLES[name]), tr("The table ({key})", key=key), lambda name=name: self.action_tab(name)
            )
        yield SystemCommand(tr("Copy the table"), tr("That is shown (k)"), self.action_copy_table)
        yield SystemCommand(tr("Save the table"), tr("That is shown, as CSV (v)"), self.action_save_table)
        yield SystemCommand(tr("Back"), tr("To the start screen (Esc)"), self.action_back)

    def _say_state(self, words: str) -> None:
        put(self.query_one("#batch-state", Label), words)


def _words(report: Report) -> str:
    """What came of a run, in a sentence or two."""
    words = plural("{count} unit evaluated", "{count} units evaluated", report.units)
    total = report.summary[0] if report.summary else {}
    if total.get("hg_kg_year") is not None:
        known = whole(total["units_of_known_size"])
        if "hg_kg_year_p50" in total:
            median, low, high = (figure(total[f"hg_kg_year_{name}"]) for name in ("p50", "p10", "p90"))
            words = tr(
                "{evaluated}, {median} kg of mercury a year (P10 {low}, P90 {high}) from {known} of them",
                evaluated=words,
                median=median,
                low=low,
                high=high,
                known=known,
            )
        else:
            words = tr(
                "{evaluated}, {total} kg of mercury a year from {known} of them as the sum of central "
                "estimates",
                evaluated=words,
                total=figure(total["hg_kg_year"]),
                known=known,
            )
    if report.failed:
        words = tr(
            "{evaluated}; {failed} could not be evaluated, see Errors (F8)",
            evaluated=words,
            failed=whole(report.failed),
        )
    sentences = [tr("{sentence}.", sentence=words), tr("Enter on a row opens it.")]
    if report.units > batches.MOST_ROWS:
        sentences.append(tr("The first {count} rows are shown.", count=batches.MOST_ROWS))
    files = ", ".join(shelf.current().shown(Path(path)) for path in report.written)
    return " ".join([*sentences, tr("Written: {files}", files=files)])
