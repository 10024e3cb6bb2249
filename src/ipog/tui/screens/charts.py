"""Charts of a unit: forms of mercury along the train, removal against injection, the stack beside targets."""

from __future__ import annotations

import math
from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import Group, RenderableType
from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Label, Static, TabbedContent, TabPane
from textual.worker import Worker, WorkerState, get_current_worker

from ipog.diagnostics import InputError
from ipog.evaluate import DEFAULT_SAMPLES
from ipog.language import mark, tr
from ipog.plant import Plant
from ipog.results import UnitResult
from ipog.shown import figure
from ipog.tui import pictures, present, units
from ipog.tui.crash import in_words
from ipog.tui.document import PlantDocument
from ipog.tui.draw.glyphs import ASCII, bar
from ipog.tui.screens.taking import TakingScreen
from ipog.tui.tables import Table, stages_table
from ipog.tui.widgets.field_row import sentence
from ipog.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from ipog.report.charts import Curve

MARKS = (("0", "hg0_fraction", "Hg0"), ("2", "hg2_fraction", "Hg2+"), ("p", "hgp_fraction", "Hg-p"))
NO_PLOTS = mark("Bars of text; {command} draws curves.")
_BAR = 30


class ChartsScreen(TakingScreen[None]):
    """Charts with their figures below.

    Parameters
    ----------
    document : of the plant
    unit : its unit that is drawn
    number : of the unit
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", mark("Back"), id="charts-back"),
        Binding(
            "f6", "tab('forms')", mark("Forms along the train"), show=False, priority=True, id="chart-forms"
        ),
        Binding("f7", "tab('curve')", mark("Injection"), show=False, priority=True, id="chart-curve"),
        Binding("f8", "tab('ranges')", mark("Targets"), show=False, priority=True, id="chart-ranges"),
    ]

    class Drawn(Message):
        """The curve of the injection is there, or why there is none."""

        def __init__(self, curve: Curve | None, words: str) -> None:
            super().__init__()
            self.curve = curve
            self.words = words

    def __init__(self, document: PlantDocument, unit: UnitResult, number: int) -> None:
        super().__init__()
        assert document.plant is not None, "only a plant without errors has charts"
        self._document = document
        self._plant: Plant = document.plant
        self._unit = unit
        self._number = number
        # The lines of the plots have no ASCII look.
        self._plots = find_spec("textual_plot") is not None and present.drawing().signs is not ASCII

    def compose(self) -> ComposeResult:
        """Title, a tab for each chart, keys."""
        yield Label(tr("Charts: {name}", name=self._unit.name), classes="title", markup=False)
        with TabbedContent(id="chart-tabs", initial="forms"):
            for name, title in (
                ("forms", tr("Forms F6")),
                ("curve", tr("Injection F7")),
                ("ranges", tr("Targets F8")),
            ):
                with TabPane(title, id=name):
                    if self._plots:
                        yield self._plot(name)
                    with VerticalScroll(id=f"{name}-scroll"):
                        yield Static(id=f"{name}-text")
        yield KeyLine()

    def _plot(self, name: str) -> Widget:
        # Loaded here: it is an extra, and charts are seldom asked for.
        from textual_plot import PlotWidget

        from ipog.tui.draw.axes import Figures

        plot = PlotWidget(id=f"{name}-plot", allow_pan_and_zoom=False, classes="plot")
        plot.can_focus = False
        plot.set_x_formatter(Figures())
        plot.set_y_formatter(Figures())
        return plot

    def on_mount(self) -> None:
        """Draw what is known, and calculate the curve."""
        self._draw_forms()
        self._draw_ranges()
        self.query_one("#curve-text", Static).update(tr("Calculating the curve ..."))
        if self._plots:
            self._canvas("curve").display = False
        self.query_one("#forms-scroll").focus()
        self.run_worker(self._work, thread=True, exclusive=True, group="curve", exit_on_error=False)

    def _work(self) -> None:
        # Loaded here: it brings the rooms of the report.
        from ipog.report.plot import injection_curve

        worker = get_current_worker()
        try:
            found: Curve | None = injection_curve(self._plant, self._number, DEFAULT_SAMPLES // 10, None)
            words = ""
        except InputError as error:
            found, words = None, sentence(error.problems[0])
        if not worker.is_cancelled:
            self.post_message(self.Drawn(found, words))

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        error = event.worker.error
        if event.worker.group == "curve" and event.state is WorkerState.ERROR and error is not None:
            self.tell(in_words(error, tr("A fault of ipog, not of your input, ended the curve")), wrong=True)

    @property
    def _colour(self) -> str:
        color = self.rich_style.color
        return color.name if color is not None else "default"

    def _canvas(self, name: str) -> Any:
        return self.query_one(f"#{name}-plot")

    @property
    def _fine(self) -> Any:
        """Lines of dots."""
        from textual_plot import HiResMode

        return HiResMode.BRAILLE

    def _draw_forms(self) -> None:
        unit = self._unit
        system = present.drawing().units
        factor = units.per_ug_nm3(unit, system)
        blocks: list[RenderableType] = [present.stages(unit, system)]
        if self._plots:
            plot = self._canvas("forms")
            places = list(range(1, len(unit.stages) + 1))
            for sign, name, label in MARKS:
                values = [stage.hg_total_ug_nm3 * getattr(stage, name) * factor for stage in unit.stages]
                plot.plot(places, values, line_style=self._colour, hires_mode=self._fine)
                plot.scatter(places, values, marker=sign, marker_style=self._colour, label=label)
            plot.set_xticks(places)
            plot.set_xlimits(0.9, len(places) + 0.1)
            _from_zero(plot, factor * max(stage.hg_total_ug_nm3 for stage in unit.stages))
            plot.set_xlabel(tr("stage"))
            plot.set_ylabel(units.gas_unit(system))
            names = ", ".join(
                f"{place} {tr(stage.label)}" for place, stage in enumerate(unit.stages, start=1)
            )
            words = tr("Stages: {names}. Marks: 0 Hg0, 2 Hg2+, p Hg-p.", names=names)
            blocks.insert(0, present.plain(words))
        else:
            blocks[:0] = [
                present.plain(tr(NO_PLOTS, command='pip install "ipog[plots]"')),
                pictures.forms(unit, present.drawing()),
            ]
        self.query_one("#forms-text", Static).update(Group(*blocks))

    def _draw_ranges(self) -> None:
        unit = self._unit
        blocks: list[RenderableType] = list(present.targets(unit, present.drawing().signs))
        if not blocks:
            blocks = [present.plain(tr("The unit has no targets. In the tree, a adds one under Targets."))]
        rows = [row for target in unit.targets if (row := pictures.over_limit(target, unit)) is not None]
        if self._plots:
            plot = self._canvas("ranges")
            plot.display = bool(rows)
            if rows:
                self._draw_errorbars(plot, rows)
                names = ", ".join(f"{place} {row.name}" for place, row in enumerate(rows, start=1))
                words = tr(
                    "Emission over what each target allows, P10 to P90; below 1 it is met. {names}.",
                    names=names,
                )
                blocks.insert(0, present.plain(words))
        self.query_one("#ranges-text", Static).update(Group(*blocks))

    def _draw_errorbars(self, plot: Any, rows: list[pictures.OverLimit]) -> None:
        for place, row in enumerate(rows, start=1):
            # The widget draws bars that reach alike to both sides; these do not.
            plot.plot([place, place], [row.low, row.high], line_style=self._colour, hires_mode=self._fine)
        places = list(range(1, len(rows) + 1))
        plot.scatter(places, [row.middle for row in rows], marker="o", marker_style=self._colour)
        plot.plot([0.5, len(rows) + 0.5], [1.0, 1.0], line_style=self._colour, hires_mode=self._fine)
        plot.set_xticks(places)
        plot.set_xlimits(0.5, len(rows) + 0.5)
        _from_zero(plot, max(1.0, *(row.high for row in rows)))
        plot.set_xlabel(tr("target"))
        plot.set_ylabel(tr("x limit"))

    @on(Drawn)
    def _show_curve(self, event: Drawn) -> None:
        text, curve = self.query_one("#curve-text", Static), event.curve
        if self._plots:
            self._canvas("curve").display = curve is not None
        if curve is None:
            text.update(present.plain(event.words))
            return
        if self._plots:
            plot = self._canvas("curve")
            plot.plot(curve.rates, curve.removal, line_style=self._colour, hires_mode=self._fine)
            for values in (curve.low, curve.high):
                plot.scatter(curve.rates, values, marker=".", marker_style=self._colour)
            plot.add_v_line(curve.now, line_style=self._colour)
            _from_zero(plot, 100.0)
            plot.set_xticks(ticks(curve.rates[-1]))
            plot.set_xlabel("lb/MMacf")
            plot.set_ylabel(tr("removal, %"))
        signs = present.drawing().signs
        table = present.table_of("lb/MMacf", tr("removal %"), "P10", "P90", "", left=0)
        table.columns[4].justify = "left"
        for rate, middle, low, high in zip(curve.rates, curve.removal, curve.low, curve.high, strict=True):
            figures = (figure(rate), figure(middle), figure(low), figure(high))
            present.row_of(table, *figures, "" if self._plots else bar(middle / 100, _BAR, signs))
        words = tr(
            "{axis}. The plant file has {now}. Dots: P10 and P90.", axis=tr(curve.axis), now=figure(curve.now)
        )
        text.update(Group(present.plain(words), table))

    def action_tab(self, name: str) -> None:
        """Show a tab and go into it."""
        self.query_one("#chart-tabs", TabbedContent).active = name
        self.set_focus(self.query_one(f"#{name}-scroll"))

    def plant_shown(self) -> PlantDocument:
        """The plant that is drawn."""
        return self._document

    def table_shown(self) -> Table:
        """Mercury behind each stage."""
        return stages_table([self._unit], present.drawing().units)

    def commands(self) -> Iterable[SystemCommand]:
        """What can be done here, for the list of commands."""
        yield SystemCommand(tr("Copy the table"), tr("Mercury behind each stage (k)"), self.action_copy_table)
        yield SystemCommand(
            tr("Save the table"), tr("Mercury behind each stage, as CSV (v)"), self.action_save_table
        )
        yield SystemCommand(tr("Report"), tr("On the plant (r)"), self.action_report)
        yield SystemCommand(tr("Back"), tr("To the plant (Esc)"), lambda: self.dismiss(None))


def _from_zero(plot: Any, most: float) -> None:
    """Let the upright axis begin at zero, with ticks whose figures are exact."""
    plot.set_ylimits(0.0, 1.05 * most)
    plot.set_yticks(ticks(most))


def ticks(most: float) -> list[float]:
    """Round figures from zero to not beyond the largest, at most six steps apart by 1, 2 or 5.

    >>> ticks(8.2), ticks(100.0)
    ([0.0, 2.0, 4.0, 6.0, 8.0], [0.0, 20.0, 40.0, 60.0, 80.0, 100.0])
    """
    if most <= 0:
        return [0.0]
    power = 10.0 ** math.floor(math.log10(most / 6))
    step = next(factor * power for factor in (1, 2, 5, 10) if most / (factor * power) <= 6)
    return [round(number * step, 12) for number in range(int(most / step + 1e-9) + 1)]
