"""The train of a unit in boxes: choose a device, see what it does, change the train."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.markup import escape
from textual.message import Message
from textual.widgets import Label, Static

from ipog import vocabulary
from ipog.language import mark, tr
from ipog.results import UnitResult
from ipog.tui import pictures, present
from ipog.tui.draw.boxes import Box, Boxes

LINKS = (
    ("screen.add", mark("Add a")),
    ("screen.remove", mark("Remove x")),
    ("screen.move(-1)", mark("Earlier u")),
    ("screen.move(1)", mark("Later d")),
    ("screen.edit", mark("Fields Enter")),
)
"""What can be clicked, with words; the keys in them do the same."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The boxes of a train.

    Attributes
    ----------
    boxes : to draw
    devices : the number of the device that each box stands for; None for the furnace and the like
    """

    boxes: tuple[Box, ...]
    devices: tuple[int | None, ...]


def shown(devices: Sequence[str], unit: UnitResult | None, chosen: int | None) -> Shown:
    """The boxes of a train with what each does, as far as there is a result that fits it.

    Parameters
    ----------
    devices : types in gas order
    unit : the result; None while there is none
    chosen : number of the device to mark
    """
    stages = () if unit is None else unit.stages
    numbers: list[int | None] = []
    next_device = 0
    for stage in stages:
        fits = next_device < len(devices) and stage.after == devices[next_device]
        numbers.append(next_device if fits else None)
        next_device += fits
    if unit is None or next_device != len(devices):
        # The result is that of another train, or there is none.
        names = [tr("furnace"), *(_word(device) for device in devices), tr("stack")]
        places: list[int | None] = [None, *range(len(devices)), None]
        lines = ("", tr("no result yet"))
        return Shown(
            tuple(
                Box(name, lines if place is not None else (), place is not None and place == chosen)
                for name, place in zip(names, places, strict=True)
            ),
            tuple(places),
        )
    box = numbers.index(chosen) if chosen is not None and chosen in numbers else None
    return Shown(pictures.train(unit, present.drawing(), box).boxes, (*numbers, None))


def _word(device: str) -> str:
    try:
        return vocabulary.label("device_type", device)
    except (vocabulary.UnknownWord, KeyError):
        return device


class Picture(Static, can_focus=True):
    """The boxes; arrows or the mouse choose a device."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "step(-1)", mark("Device before"), show=False, id="train-before"),
        Binding("right,down", "step(1)", mark("Next device"), show=False, id="train-next"),
        Binding("enter", "screen.edit", mark("Fields of the device"), show=False, id="train-fields"),
        Binding("a", "screen.add", mark("Add"), id="train-add"),
        Binding("x,delete", "screen.remove", mark("Remove"), show=False, id="train-remove"),
        Binding("u", "screen.move(-1)", mark("Earlier in the train"), show=False, id="train-earlier"),
        Binding("d", "screen.move(1)", mark("Later in the train"), show=False, id="train-later"),
    ]

    class Chosen(Message):
        """A device was chosen."""

        def __init__(self, device: int) -> None:
            super().__init__()
            self.device = device

    def __init__(self) -> None:
        super().__init__(id="train-picture")
        self._shown = Shown((), ())
        self._chosen: int | None = None

    def show(self, devices: Sequence[str], unit: UnitResult | None, chosen: int | None) -> None:
        """Show a train; see :func:`shown`."""
        found = shown(devices, unit, chosen)
        self._chosen = chosen
        if found != self._shown:
            self._shown = found
            self.update(Boxes(found.boxes, present.drawing().signs))
            self.call_after_refresh(self._into_view)

    def _into_view(self) -> None:
        """Scroll to the chosen box."""
        marked = [number for number, box in enumerate(self._shown.boxes) if box.marked]
        if marked and self.parent is not None:
            line = Boxes(self._shown.boxes, present.drawing().signs).line_of(marked[0], self.size.width)
            cast("VerticalScroll", self.parent).scroll_to(y=line, animate=False)

    def action_step(self, offset: int) -> None:
        """Choose the next device, or the one before."""
        count = sum(device is not None for device in self._shown.devices)
        if count:
            wanted = (0 if offset > 0 else count - 1) if self._chosen is None else self._chosen + offset
            self.post_message(self.Chosen(min(max(wanted, 0), count - 1)))

    def on_click(self, event: events.Click) -> None:
        """Choose the device under the mouse."""
        box = Boxes(self._shown.boxes, present.drawing().signs).at(event.x, event.y, self.size.width)
        device = None if box is None else self._shown.devices[box]
        if device is not None:
            self.post_message(self.Chosen(device))


class TrainView(Vertical):
    """The train with what can be done to it."""

    def compose(self) -> ComposeResult:
        """What can be clicked; the boxes, scrollable."""
        links = (f"[@click='{action}']{escape(tr(words))}[/]" for action, words in LINKS)
        yield Label("  ".join(links), id="train-links")
        with VerticalScroll(id="train-scroll", can_focus=False):
            yield Picture()

    def show(self, devices: Sequence[str], unit: UnitResult | None, chosen: int | None) -> None:
        """Show a train; see :func:`shown`."""
        self.query_one(Picture).show(devices, unit, chosen)

    @property
    def entered(self) -> bool:
        """Whether the boxes have the cursor."""
        return self.query_one(Picture).has_focus

    def enter(self) -> None:
        """Give the boxes the cursor."""
        self.query_one(Picture).focus()
