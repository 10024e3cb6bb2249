"""The library of coals: search, filters, what is known of a coal, and coals side by side."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import DataTable, Input, Label, Static

from ipog import vocabulary
from ipog.coals import STANDINGS, LibraryCoal, library, resolve
from ipog.coals.library import UNSPECIFIED
from ipog.diagnostics import InputError
from ipog.fuel import ROWS, fired_data, mercury_span
from ipog.language import decimal, mark, plural, tr
from ipog.plant import Coal
from ipog.settings import load_settings
from ipog.shown import short, span
from ipog.tui import units
from ipog.tui.screens.pick import Choice, PickScreen
from ipog.tui.strips import HIGH, LOW, scale, strip

MOST_COMPARED = 4
"""Coals that stand side by side on 80 columns."""

ALL = ""
_LONGEST = 34
"""Letters of a coal's name that leave room for its figures on 80 columns."""

_BASES = {"as_received": "ar", "air_dried": "ad", "dry": "dry", "dry_ash_free": "daf", "unspecified": "?"}
_STANDING = {
    "read": mark("read in the source"),
    "secondary": mark("read in a work that quotes the source"),
    "derived": mark("computed from figures that were read"),
    "recalled": mark("from memory, to be verified"),
    "proxy": mark("lent by another coal or region"),
}
_FILTERS = {"country": mark("country"), "rank": mark("rank"), "standing": mark("standing")}
_US_HEAT = {"MJ/kg as received": mark("Btu/lb as received")}
_COLUMNS = (mark("coal"), "Hg mg/kg", "Cl mg/kg", "HHV {unit}", mark("country"), mark("rank"), mark("id"))


class CoalScreen(PickScreen):
    """Coals to choose from; hands back the id of the chosen one, or None.

    Parameters
    ----------
    own : key of a row for an analysis of one's own; empty for none
    country : code of the plant, whose coals come first
    """

    HELP_PLACE: ClassVar[tuple[str, str]] = ("app.md", "coals-and-blends")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "filter('country')", mark("Filter by country"), id="filter-country"),
        Binding("f7", "filter('rank')", mark("Filter by rank"), id="filter-rank"),
        Binding("f8", "filter('standing')", mark("Filter by source of the mercury"), id="filter-standing"),
        Binding("f9", "compare", mark("Compare the marked coals"), id="compare"),
        Binding("space", "mark", mark("Mark for comparison"), id="mark"),
    ]

    def __init__(self, own: str = "", country: str = "") -> None:
        system = load_settings().units
        coals = sorted(library().values(), key=lambda coal: coal.country != country)
        rows = [Choice(own, (tr("own analysis"), *[""] * (len(_COLUMNS) - 1)))] if own else []
        super().__init__(
            tr("Coals of the library"),
            [tr(head).replace("{unit}", units.heat_unit(system)) for head in _COLUMNS],
            [*rows, *(_row(coal, system) for coal in coals)],
        )
        self._own = own
        self._filters = {"country": ALL, "rank": ALL, "standing": ALL}
        self._marked: list[str] = []

    def compose(self) -> ComposeResult:
        """Search line, filters, table, what is known of the coal under the cursor, keys."""
        with Vertical(classes="dialog wide"):
            yield Label("", id="filters", markup=False)
            yield Input(placeholder=tr("type to search"), compact=True, id="search")
            yield DataTable(id="rows", cursor_type="row", zebra_stripes=False)
            yield Static(id="coal-detail")
            yield Label(
                tr("Enter take  Down to the rows  Space mark  F9 compare marked  Esc leave"),
                markup=False,
                classes="keys",
            )

    def _fill(self, search: str) -> None:
        super()._fill(search)
        keys = zip(("F6", "F7", "F8"), self._filters.items(), strict=True)
        filters = ", ".join(f"{key} {tr(_FILTERS[name])}: {word or tr('all')}" for key, (name, word) in keys)
        words = plural("{count} coal", "{count} coals", self._table.row_count)
        if self._marked:
            words = tr("{coals}, {count} marked", coals=words, count=len(self._marked))
        self.query_one("#filters", Label).update(f"{words}. {filters}")

    def _fits(self, choice: Choice) -> bool:
        if choice.key == self._own:
            return True
        coal = library()[choice.key]
        standing = coal.mercury_origin.standing if coal.mercury_origin is not None else None
        known = {"country": coal.country, "rank": coal.rank, "standing": standing}
        return all(not wanted or known[name] == wanted for name, wanted in self._filters.items())

    @on(DataTable.RowHighlighted)
    def _highlighted(self, event: DataTable.RowHighlighted) -> None:
        key = event.row_key.value if event.row_key is not None else None
        coal = library().get(key or "")
        width = max(self.query_one("#coal-detail").size.width, 40)
        self.query_one("#coal-detail", Static).update(Text("") if coal is None else detail(coal, width))

    def action_filter(self, name: str) -> None:
        """Choose what the table is limited to."""
        coals = library().values()
        if name == "country":
            names = vocabulary.country_names()
            codes = {coal.country for coal in coals}
            known = sorted((names.get(code, tr("world")), code) for code in codes)
            rows = [Choice(code, (label, code)) for label, code in known]
        elif name == "rank":
            rows = [Choice(word, (vocabulary.label("rank", word), "")) for word in vocabulary.words("rank")]
        else:
            rows = [Choice(word, (word, tr(_STANDING[word]))) for word in STANDINGS]

        def chosen(word: str | None) -> None:
            if word is not None:
                self._filters[name] = "" if word == "*" else word
                self._fill(self.query_one("#search", Input).value)

        self.app.push_screen(
            PickScreen(tr("Only which?"), ("", ""), [Choice("*", (tr("all"), "")), *rows]), chosen
        )

    def action_mark(self) -> None:
        """Mark the coal under the cursor, or take its mark away."""
        if not self._table.row_count:
            return
        key = self._table.coordinate_to_cell_key(self._table.cursor_coordinate).row_key.value or ""
        if key in self._marked:
            self._marked.remove(key)
        elif key in library():
            self._marked = [*self._marked, key][-MOST_COMPARED:]
        at = self._table.cursor_row
        self._fill(self.query_one("#search", Input).value)
        self._table.move_cursor(row=at)

    def _cells(self, choice: Choice) -> tuple[str, ...]:
        head, *rest = choice.cells
        return (f"* {head}" if choice.key in self._marked else head, *rest)

    def action_compare(self) -> None:
        """The marked coals side by side."""
        if len(self._marked) < 2:
            self.notify(tr("Mark two to four coals with Space, in the rows."), markup=False)
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                self.dismiss(key)

        self.app.push_screen(CompareScreen([library()[key] for key in self._marked]), chosen)


class CompareScreen(ModalScreen[str | None]):
    """Two to four coals side by side; a number takes one of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", mark("Back to the list"), id="leave-comparison"),
        *(
            Binding(str(number), f"take({number - 1})", mark("Take coal {number}"), show=False)
            for number in range(1, MOST_COMPARED + 1)
        ),
    ]

    def __init__(self, coals: list[LibraryCoal]) -> None:
        super().__init__()
        self._coals = coals

    def compose(self) -> ComposeResult:
        """Figures, spreads, sources."""
        with Vertical(classes="dialog wide"):
            yield Label(tr("Coals side by side, as fired"), classes="dialog-title")
            with VerticalScroll():
                yield Static(side_by_side(self._coals))
            last = len(self._coals)
            yield Label(
                tr("1 to {last}: take it   Esc: back to the list", last=last), markup=False, classes="keys"
            )

    def action_take(self, index: int) -> None:
        """Take a coal by its number."""
        if index < len(self._coals):
            self.dismiss(self._coals[index].id)


def detail(coal: LibraryCoal, width: int) -> Text:
    """What is known of a coal: spread of its mercury, source, doubts."""
    lines = [Text(f"{coal.name}; {vocabulary.label('rank', coal.rank)}; {coal.region}", style="bold")]
    spread = mercury_span(coal)
    bar = min(width - 2, 60)
    if spread is None:
        lines.append(Text(tr("The library does not know its mercury; give it in the group trace.")))
    else:
        low, centre, high = (short(figure) for figure in spread)
        known = coal.mercury_basis not in (None, UNSPECIFIED)
        basis = (
            vocabulary.label("basis", str(coal.mercury_basis))
            if known
            else tr("(basis not stated, read as dry)")
        )
        lines.append(Text(strip(spread, bar)))
        lines.append(Text(scale(bar)))
        origin = coal.mercury_origin
        source = f" ({tr(origin.standing)}: {origin.source})" if origin is not None else ""
        lines.append(Text(f"Hg {centre} mg/kg {basis}, P10 {low}, P90 {high}{source}"))
    doubt = ". ".join(tr(words) for words in (coal.doubt, coal.note) if words)
    if doubt:
        lines.append(Text(doubt))
    for line in lines:
        line.truncate(width, overflow="ellipsis")
    return Text("\n").join(lines)


def side_by_side(coals: list[LibraryCoal]) -> Table:
    """Figures of coals as fired, with the spread of the mercury on one scale."""
    figures, system = [_fired(coal) for coal in coals], load_settings().units
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column("", no_wrap=True)
    for number, coal in enumerate(coals, start=1):
        table.add_column(Text(f"{number} {coal.id}"), overflow="fold")
    table.add_row(tr("country"), *(coal.country for coal in coals))
    table.add_row(tr("rank"), *(vocabulary.label("rank", coal.rank) for coal in coals))
    table.add_row("", *("" for _ in coals))
    head = ""
    for words, unit, key in ROWS:
        head = tr(words) or head
        heat = system == units.US and unit in _US_HEAT
        shown = _US_HEAT[unit] if heat else unit
        values = [None if found is None else found[key] for found in figures]
        if heat:
            values = [None if value is None else units.heat(value, system) for value in values]
        table.add_row(f"{head} {tr(shown)}", *("-" if value is None else short(value) for value in values))
    table.add_row("", *("" for _ in coals))
    spans = [mercury_span(coal) for coal in coals]
    table.add_row(
        tr("Hg P10 to P90"),
        *("-" if found is None else span(short(found[0]), short(found[2])) for found in spans),
    )
    ends = span(decimal(f"{LOW:g}"), decimal(f"{HIGH:g}"))
    table.add_row(f"  {ends} mg/kg", *("" if found is None else strip(found, 14) for found in spans))
    table.add_row(tr("Hg of"), *(_origin(coal) for coal in coals))
    table.add_row(tr("samples"), *(str(coal.mercury_samples or "-") for coal in coals))
    table.add_row(
        tr("filled in"), *("-" if found is None else str(len(found["assumptions"])) for found in figures)
    )
    table.add_row(tr("doubt"), *(Text(tr(coal.doubt) or "-") for coal in coals))
    return table


def _fired(coal: LibraryCoal) -> dict[str, Any] | None:
    """Figures as fired; None if the library holds too little of the coal."""
    try:
        return fired_data(resolve(Coal.model_validate({"coal": coal.id}), "coal", coal.country))
    except InputError:
        return None


def _origin(coal: LibraryCoal) -> Text:
    origin = coal.mercury_origin
    return Text("-" if origin is None else f"{tr(origin.standing)}: {origin.source}")


def _row(coal: LibraryCoal, system: str) -> Choice:
    value = coal.hhv if coal.lhv is None else coal.lhv
    heat = _figures(
        None if value is None else units.heat(value, system),
        coal.heating_basis,
        "" if coal.lhv is None else " LHV",
    )
    name = coal.name if len(coal.name) <= _LONGEST else f"{coal.name[: _LONGEST - 3]}..."
    cells = (
        name,
        _figures(coal.mercury, coal.mercury_basis),
        _figures(coal.chlorine, coal.chlorine_basis),
        heat,
        coal.country,
        tr(coal.rank.replace("_", " ")),
        coal.id,
    )
    return Choice(coal.id, cells, f"{coal.name} {coal.region} {vocabulary.country_name(coal.country)}")


def _figures(value: float | None, basis: str | None, word: str = "") -> str:
    return "-" if value is None else f"{short(value)}{word} {_BASES.get(basis or '', '')}".strip()
