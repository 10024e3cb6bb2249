"""Taking a table from a screen: into the clipboard, or as a CSV file."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from ipog.diagnostics import InputError
from ipog.files import save_text
from ipog.language import for_data, mark, tr, whole
from ipog.tui import shelf
from ipog.tui.document import PlantDocument
from ipog.tui.screens.ask import AskChoice, AskText
from ipog.tui.tables import Table, as_csv, as_tabs
from ipog.tui.widgets.field_row import sentence

Result = TypeVar("Result")


class TakingScreen(Screen[Result], Generic[Result]):
    """A screen whose table can be taken, and whose plant can be reported on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "copy_table", mark("Copy the table"), show=False, id="copy-table"),
        Binding("v", "save_table", mark("Save the table as CSV"), show=False, id="save-table"),
        Binding("r", "report", mark("Report"), show=False, id="report"),
    ]

    def table_shown(self) -> Table | None:
        """The table that is shown; None if there is none just now."""
        raise NotImplementedError

    def plant_shown(self) -> PlantDocument | None:
        """The plant that a report would be on; None if there is none."""
        return None

    def action_report(self) -> None:
        """Write a report of the plant."""
        from ipog.tui.screens.report import ReportScreen

        document = self.plant_shown()
        if document is None:
            self.tell(tr("There is no plant here to report on."))
        elif document.plant is None:
            self.tell(tr("The file has errors; see the tab File (F9) of the plant."), wrong=True)
        else:
            self.app.push_screen(ReportScreen(document))

    def action_copy_table(self) -> None:
        """Copy the table into the clipboard."""
        table = self._table_taken()
        if table is None:
            self.tell(tr("There is no table here yet."))
            return
        self.app.copy_to_clipboard(as_tabs(table))
        self.tell(
            tr(
                "Copied {rows} rows, for a spreadsheet. If nothing arrives, your terminal takes no text "
                "from programs: v saves a CSV file.",
                rows=whole(len(table.rows)),
            )
        )

    def action_save_table(self) -> None:
        """Save the table as CSV."""
        table = self._table_taken()
        if table is None:
            self.tell(tr("There is no table here yet."))
            return

        def answered(name: str | None) -> None:
            if name is not None:
                self._save(table, name, replace=False)

        known = shelf.current().shown(f"{table.name}.csv")
        self.app.push_screen(AskText(tr("Save the table as which CSV file?"), known), answered)

    def _table_taken(self) -> Table | None:
        """The table for other programs: in English, with decimal points."""
        with for_data():
            return self.table_shown()

    def _save(self, table: Table, name: str, *, replace: bool) -> None:
        try:
            path = shelf.current().path(name)
            if path.exists() and not replace:
                self._ask_to_replace(table, name)
                return
            save_text(as_csv(table), path)
        except InputError as error:
            self.tell(sentence(error.problems[0]), wrong=True)
            return
        shelf.current().saved(path)
        self.tell(tr("Saved {path}.", path=shelf.current().shown(path)))

    def _ask_to_replace(self, table: Table, name: str) -> None:
        def answered(answer: str | None) -> None:
            if answer == "r":
                self._save(table, name, replace=True)

        answers = [("k", tr("Keep it")), ("r", tr("Replace it"))]
        self.app.push_screen(AskChoice(tr("{name} exists already.", name=name), answers), answered)

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """A short message, never read as markup."""
        self.notify(words, severity="error" if wrong else "information", markup=False, timeout=6)
