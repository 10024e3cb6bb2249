"""From the plant to what is made of it: advice, scenarios, charts, report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType

from ipog.language import mark, tr
from ipog.results import Evaluation
from ipog.tui.document import PlantDocument
from ipog.tui.present import drawing
from ipog.tui.scenarios import Scenarios
from ipog.tui.screens.taking import TakingScreen
from ipog.tui.tables import Table, stages_table


class Onward(TakingScreen[None]):
    """A screen of a plant with the ways that lead on from it.

    Attributes
    ----------
    document : that is edited
    scenarios : the versions of the plant
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w,f10", "advice", mark("What to do"), key_display="w", id="advice"),
        Binding("s", "scenarios", mark("Scenarios"), id="scenarios"),
        Binding("c", "charts", mark("Charts"), show=False, id="charts"),
        Binding("z", "widen", mark("Show or hide the tree"), show=False, id="widen"),
    ]

    document: PlantDocument
    scenarios: Scenarios

    @property
    def evaluation(self) -> Evaluation | None:
        """The last result."""
        raise NotImplementedError

    @property
    def unit_number(self) -> int:
        """The unit that is looked at."""
        raise NotImplementedError

    def take_typed(self) -> None:
        """Take over what was written into the text, if it is not yet."""
        raise NotImplementedError

    def go_to(self, number: int) -> None:
        """Edit another version of the plant."""
        raise NotImplementedError

    def action_advice(self) -> None:
        """What to do about the mercury of the unit."""
        from ipog.tui.screens.advice import AdviceScreen

        self.take_typed()
        if self.document.plant is None:
            self.tell(tr("The file has errors; see the tab File (F9)."), wrong=True)
            return

        def chosen(found: tuple[str, str] | None) -> None:
            if found is not None:
                added = self.scenarios.add(*found)
                self.go_to(len(self.scenarios.items) - 1)
                self.app.notify(
                    tr("This is a new scenario: {name}. s shows all side by side.", name=added.name),
                    markup=False,
                    timeout=8,
                )

        self.app.push_screen(AdviceScreen(self.scenarios.scenario, self.unit_number), chosen)

    def action_scenarios(self) -> None:
        """The versions of the plant side by side."""
        from ipog.tui.screens.scenarios import ScenariosScreen

        self.take_typed()

        def chosen(number: int | None) -> None:
            if number is not None and number != self.scenarios.current:
                self.go_to(number)

        self.app.push_screen(ScenariosScreen(self.scenarios, self.unit_number), chosen)

    def action_charts(self) -> None:
        """Charts of the unit."""
        from ipog.tui.screens.charts import ChartsScreen

        self.take_typed()
        if self.evaluation is None or self.document.plant is None:
            self.tell(tr("There is no result to draw yet."))
            return
        number = min(self.unit_number, len(self.evaluation.units) - 1)
        self.app.push_screen(ChartsScreen(self.document, self.evaluation.units[number], number))

    def plant_shown(self) -> PlantDocument:
        """The plant with what was typed last."""
        self.take_typed()
        return self.document

    def table_shown(self) -> Table | None:
        """Mercury behind each stage of every unit."""
        return None if self.evaluation is None else stages_table(self.evaluation.units, drawing().units)

    def action_widen(self) -> None:
        """Hide the tree, so that the rest has the whole width, or show it again."""
        tree = self.query_one("#tree")
        tree.display = not tree.display

    def commands(self) -> Iterable[SystemCommand]:
        """What leads on from here, for the list of commands."""
        yield SystemCommand(
            tr("What to do"), tr("Options for this unit, with their cost (w)"), self.action_advice
        )
        yield SystemCommand(
            tr("Scenarios"), tr("Versions of the plant side by side (s)"), self.action_scenarios
        )
        yield SystemCommand(tr("Charts"), tr("Of this unit (c)"), self.action_charts)
        yield SystemCommand(tr("Report"), tr("As text, page or PDF (r)"), self.action_report)
        yield SystemCommand(tr("Copy the table"), tr("Mercury behind each stage (k)"), self.action_copy_table)
        yield SystemCommand(
            tr("Save the table"), tr("Mercury behind each stage, as CSV (v)"), self.action_save_table
        )
        yield SystemCommand(
            tr("Show or hide the tree"), tr("So that results are wider (z)"), self.action_widen
        )
