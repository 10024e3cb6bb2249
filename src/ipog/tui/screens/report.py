"""Writing a report: which kind, with or without advice, under which name."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState, get_current_worker

from ipog.diagnostics import InputError
from ipog.language import mark, tr, whole
from ipog.tui import shelf
from ipog.tui.crash import in_words
from ipog.tui.document import PlantDocument
from ipog.tui.reporting import FORMS, missing, put_file, written
from ipog.tui.screens.ask import AskChoice, AskText
from ipog.tui.widgets.field_row import sentence
from ipog.tui.widgets.labels import put
from ipog.tui.widgets.tick import Tick


class Stopped(Exception):
    """The report is no longer wanted."""


class ReportScreen(ModalScreen[None]):
    """Asks for the kind and the name, and writes the report.

    Parameters
    ----------
    document : the plant, without errors
    """

    HELP_PLACE: ClassVar[tuple[str, str]] = ("report.md", "")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", mark("Leave it, or stop writing"), id="leave-report"),
        Binding("a", "advice", mark("With or without advice"), show=False, id="report-advice"),
    ]

    class Told(Message):
        """So many options of so many are calculated."""

        def __init__(self, done: int, size: int) -> None:
            super().__init__()
            self.done = done
            self.size = size

    class Written(Message):
        """The report is there, or why there is none."""

        def __init__(self, path: Path, data: bytes | None, words: str) -> None:
            super().__init__()
            self.path = path
            self.data = data
            self.words = words

    def __init__(self, document: PlantDocument) -> None:
        super().__init__()
        self._document = document
        self.busy = False

    def compose(self) -> ComposeResult:
        """Kinds, the choice of advice, what is going on."""
        with Vertical(classes="dialog"):
            yield Label(
                tr("Report of {name}", name=self._document.name), classes="dialog-title", markup=False
            )
            yield OptionList(*self._kinds(), id="kinds", markup=False, compact=True)
            yield Tick(tr("with advice: what to do, and what it costs (takes longer)"), compact=True)
            yield Label("", id="report-state", markup=False)
            yield Label(
                tr("Enter: choose the kind   a: advice   Esc: leave it"), classes="keys", markup=False
            )

    def on_mount(self) -> None:
        """The kinds come first."""
        self.query_one(OptionList).focus()

    def _kinds(self) -> list[Option]:
        options = []
        for end, words in FORMS.items():
            lacks = missing(end)
            text = f"{end:<6}{tr(words)}"
            if lacks:
                text = tr("{kind} (not here: {reason})", kind=text, reason=lacks)
            options.append(Option(Text(text), id=end, disabled=bool(lacks)))
        return options

    def action_advice(self) -> None:
        """With advice, or without."""
        self.query_one(Tick).toggle()

    def action_leave(self) -> None:
        """Stop writing, or leave."""
        if self.busy:
            self.workers.cancel_group(self, "report")
            self.busy = False
            self._say_state(tr("Stopped; nothing was written."))
            return
        self.dismiss(None)

    @on(OptionList.OptionSelected, "#kinds")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        end = event.option_id or ".html"
        document = self._document
        stem = document.path.stem if document.path is not None else "report"

        def answered(name: str | None) -> None:
            if name is not None:
                self._named(name if name.lower().endswith(end) else name + end, end, replace=False)

        self.app.push_screen(AskText(tr("Save the report as which file?"), f"{stem}{end}"), answered)

    def _named(self, name: str, end: str, *, replace: bool) -> None:
        try:
            path = shelf.current().path(name)
        except InputError as error:
            self._say_state(sentence(error.problems[0]))
            return
        if path.exists() and not replace:

            def answered(answer: str | None) -> None:
                if answer == "r":
                    self._named(name, end, replace=True)

            answers = [("k", tr("Keep it")), ("r", tr("Replace it"))]
            self.app.push_screen(AskChoice(tr("{name} exists already.", name=name), answers), answered)
            return
        self._write(path, end)

    def _write(self, path: Path, end: str) -> None:
        plant, file, text = self._document.plant, self._document.path, self._document.text
        assert plant is not None, "only a plant without errors is reported on"
        advice = self.query_one(Tick).value
        self.busy = True
        self._say_state(tr("Writing the report ... (Esc: stop)"))

        def work() -> None:
            worker = get_current_worker()

            def progress(done: int, size: int) -> None:
                if worker.is_cancelled:
                    raise Stopped
                self.post_message(self.Told(done, size))

            data, words = None, ""
            try:
                data = written(plant, file, text, end, advice=advice, progress=progress)
            except Stopped:
                return
            except InputError as error:
                words = sentence(error.problems[0])
            if not worker.is_cancelled:
                self.post_message(self.Written(path, data, words))

        self.run_worker(work, thread=True, exclusive=True, group="report", exit_on_error=False)

    @on(Told)
    def _told(self, event: Told) -> None:
        if self.busy:
            self._say_state(
                tr(
                    "{done} of {size} options are calculated ... (Esc: stop)",
                    done=whole(event.done),
                    size=whole(event.size),
                )
            )

    @on(Written)
    def _written(self, event: Written) -> None:
        self.busy = False
        words = event.words
        if event.data is not None:
            try:
                put_file(event.data, event.path)
            except InputError as error:
                words = sentence(error.problems[0])
        if words:
            self._say_state(words)
            return
        shelf.current().saved(event.path)
        self.app.notify(tr("Saved {path}.", path=shelf.current().shown(event.path)), markup=False, timeout=8)
        self.dismiss(None)

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        error = event.worker.error
        if event.worker.group == "report" and event.state is WorkerState.ERROR and error is not None:
            self.busy = False
            self._say_state(in_words(error, tr("A fault of ipog, not of your input, ended the report")))

    def _say_state(self, words: str) -> None:
        put(self.query_one("#report-state", Label), words)
