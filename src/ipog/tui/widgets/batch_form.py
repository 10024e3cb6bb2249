"""What a batch is asked for: what to read and where to write, and what beyond the results of a row."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label

from ipog.batch.scenario_file import shipped_names
from ipog.language import tr
from ipog.tui import shelf
from ipog.tui.widgets.tick import Tick

FORMS = (".csv", ".xlsx", ".jsonl", ".parquet")
MOST_DRAWS = 100_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a batch is asked for.

    Attributes
    ----------
    inputs, outputs : files and folders
    draws : behind P10 and P90
    sheet : of a workbook; None for its own choice
    scenarios : names and files
    advise : whether the best measure of each row is wanted
    target : what it is to reach; None for the row's own targets
    resume : whether to go on with a run that was interrupted
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    draws: int
    sheet: str | None
    scenarios: tuple[str, ...]
    advise: bool
    target: str | None
    resume: bool


class BatchForm(Vertical):
    """Fields, ticks and buttons of a batch."""

    def __init__(self) -> None:
        super().__init__(id="batch-form")

    def compose(self) -> ComposeResult:
        """A line for each."""
        names = ", ".join(shipped_names())
        for name, label, value, example in (
            ("read", tr("read"), "", tr("folder, file or table: plants, plants/*.yaml, units.xlsx")),
            ("sheet", tr("sheet of a workbook"), "", tr("empty: 'units', or the first")),
            ("write", tr("write"), "results.csv", "results.csv, results.xlsx"),
            ("draws", tr("draws for P10 and P90"), "0", tr("0: central estimates alone")),
            ("scenarios", tr("scenarios"), "", tr("{names}, or files", names=names)),
        ):
            with Horizontal():
                yield Label(label, classes="label", markup=False)
                yield Input(value, placeholder=example, compact=True, id=f"batch-{name}")
        with Horizontal():
            yield Tick(tr("best measure (a second a row), to reach"), compact=True, id="batch-advise")
            yield Input(placeholder=tr("its own targets, or 5 ug/Nm3"), compact=True, id="batch-target")
        with Horizontal():
            yield Tick(tr("go on with a run that was interrupted"), compact=True, id="batch-resume")
            yield Button(tr("Run (F5)"), compact=True, id="batch-go")
            yield Button(tr("Stop (F6)"), compact=True, id="batch-end")

    def wanted(self) -> Wanted:
        """What is asked for; raises InputError or ValueError where it makes no sense."""
        read, write, draws = self._typed("read"), self._typed("write"), self._typed("draws")
        advise, target = self.query_one("#batch-advise", Tick).value, self._typed("target")
        if not read:
            raise ValueError(tr("nothing to read; give a folder, a plant file or a table"))
        if not write:
            raise ValueError(tr("nowhere to write; give a file that ends in {ends}", ends=", ".join(FORMS)))
        if not (draws.isdigit() and int(draws) <= MOST_DRAWS):
            raise ValueError(tr("the draws are a whole number from 0 to {most}", most=MOST_DRAWS))
        if target and not advise:
            raise ValueError(tr("what to reach belongs to the best measure; tick it, or empty the field"))
        path = shelf.current().path
        return Wanted(
            inputs=(str(path(read)),),
            outputs=tuple(str(path(name)) for name in _parted(write)),
            draws=int(draws),
            sheet=self._typed("sheet") or None,
            scenarios=tuple(
                name if name in shipped_names() else str(path(name))
                for name in _parted(self._typed("scenarios"))
            ),
            advise=advise,
            target=target or None,
            resume=self.query_one("#batch-resume", Tick).value,
        )

    def _typed(self, name: str) -> str:
        return self.query_one(f"#batch-{name}", Input).value.strip()


def _parted(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]
