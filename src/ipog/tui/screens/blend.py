"""The shares of a blend, which keep to 100 %, with what the blend brings to the stack."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ValidationError
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from ipog.coals import resolve_feed
from ipog.diagnostics import InputError
from ipog.files.marks import Steps
from ipog.files.shape import inside
from ipog.language import decimal, mark, tr
from ipog.plant import Unit
from ipog.settings import load_settings
from ipog.shown import short
from ipog.tui import units
from ipog.tui.document import PlantDocument
from ipog.tui.nodes import country_of, tree
from ipog.tui.shares import WHOLE, changed, shares_of, written

BAR = 20
"""Letters of a whole bar."""


class BlendScreen(ModalScreen[list[str] | None]):
    """Sets the shares of a feed; hands back a share for each coal, or None.

    Parameters
    ----------
    document : what is edited
    feed : path of the list of coals
    """

    HELP_PLACE: ClassVar[tuple[str, str]] = ("app.md", "coals-and-blends")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1)", mark("Coal above"), show=False, id="blend-up"),
        Binding("down", "go(1)", mark("Coal below"), show=False, id="blend-down"),
        Binding("right,plus", "change(10)", mark("One per cent more"), show=False, id="blend-more"),
        Binding("left,minus", "change(-10)", mark("One per cent less"), show=False, id="blend-less"),
        Binding("pageup", "change(100)", mark("Ten per cent more"), show=False, id="blend-much-more"),
        Binding("pagedown", "change(-100)", mark("Ten per cent less"), show=False, id="blend-much-less"),
        Binding("space", "hold", mark("Hold a share"), show=False, id="blend-hold"),
        Binding("enter", "take", mark("Take the shares"), show=False, id="blend-take"),
        Binding("escape", "dismiss(None)", mark("Leave them as they were"), show=False, id="blend-leave"),
    ]

    def __init__(self, document: PlantDocument, feed: Steps) -> None:
        super().__init__()
        self._document = document
        self._feed = feed
        self.shares = shares_of(document, feed)
        self._held: set[int] = set()
        self._at = 0
        node = tree(document.data).find(feed)
        self._names = [child.label.partition(" (")[0] for child in node.children] if node is not None else []

    def compose(self) -> ComposeResult:
        """Coals with their shares, the blend, keys."""
        with Vertical(classes="dialog"):
            yield Label(tr("Blend: the shares add up to 100 %"), classes="dialog-title")
            yield Static(id="blend")
            yield Label("", id="blend-result", markup=False)
            yield Label(
                tr(
                    "Up/Down: coal   Left/Right: 1 %   PgUp/PgDn: 10 %   Space: hold\n"
                    "Enter: take   Esc: leave"
                ),
                markup=False,
                classes="keys",
            )

    def on_mount(self) -> None:
        """Show the shares of the file."""
        self._show()

    def action_go(self, steps: int) -> None:
        """To another coal."""
        self._at = min(max(self._at + steps, 0), len(self.shares) - 1)
        self._show()

    def action_change(self, tenths: int) -> None:
        """More or less of the coal under the cursor."""
        wanted = max(self.shares[self._at] + tenths, 1)
        self.shares = changed(self.shares, self._held, self._at, wanted)
        self._show()

    def action_hold(self) -> None:
        """Keep the share of the coal under the cursor while others change, or let it go."""
        self._held ^= {self._at}
        self._show()

    def action_take(self) -> None:
        """Hand the shares back."""
        if min(self.shares) <= 0:
            self.notify(
                tr("A coal without a share is not burned; remove it from the feed instead."), markup=False
            )
            return
        self.dismiss([written(share) for share in self.shares])

    def _show(self) -> None:
        lines = []
        for place, share in enumerate(self.shares):
            full = round(share * BAR / WHOLE)
            name = Text(f"{'>' if place == self._at else ' '} {self._names[place]}")
            name.truncate(30, overflow="ellipsis", pad=True)
            line = f" [{'#' * full}{'.' * (BAR - full)}] {decimal(written(share)):>7}"
            if place in self._held:
                line = f"{line} {tr('held')}"
            style = "bold" if place == self._at else ""
            lines.append(Text.assemble(name, line, style=style))
        self.query_one("#blend", Static).update(Text("\n").join(lines))
        self.query_one("#blend-result", Label).update(self._result())

    def _result(self) -> str:
        """What the blend is; its faults if it can't be made."""
        data = inside(self._document.data, self._feed[:-1])
        coals = [
            {**coal, "share": written(share)}
            for coal, share in zip(data["coal_feed"], self.shares, strict=True)
        ]
        try:
            unit = Unit.model_validate({**data, "coal_feed": coals})
            feed = resolve_feed(unit, "unit", country_of(self._document.data) or None)
        except (ValidationError, InputError):
            return tr("The unit has errors; the blend is shown once they are gone.")
        coal = feed.coal
        dry = 1.0 - float(coal.moisture)
        system = load_settings().units
        figures = {
            "mercury": short(float(coal.mercury_mg_kg) / dry),
            "chlorine": short(float(coal.chlorine_mg_kg) / dry),
            "sulfur": short(100 * float(coal.sulfur)),
            "ash": short(100 * float(coal.ash)),
            "hhv": short(units.heat(float(coal.hhv_mj_kg), system)),
        }
        words = (
            tr(
                "Blend: Hg {mercury} ppm dry, Cl {chlorine} ppm dry, S {sulfur} %, ash {ash} %, "
                "HHV {hhv} Btu/lb (as received)",
                **figures,
            )
            if system == units.US
            else tr(
                "Blend: Hg {mercury} mg/kg dry, Cl {chlorine} mg/kg dry, S {sulfur} %, ash {ash} %, "
                "HHV {hhv} MJ/kg (as received)",
                **figures,
            )
        )
        mixed = [tr(caution.message) for caution in feed.cautions if caution.id == "mixed-ranks"]
        return "\n".join([words, *mixed])
