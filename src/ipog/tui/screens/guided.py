"""The plant in the order of the iPOG program of 2011: from the controls to the archive, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from ipog.files.marks import Steps
from ipog.language import mark, tr
from ipog.tui.nodes import Node


class Walked(Protocol):
    """What a guide walks through."""

    def go_to_line(self, steps: Steps) -> None:
        """Put the cursor on a line and show its fields."""

    def action_tab(self, name: str) -> None:
        """Show a tab."""

    def show_guide(self, words: str) -> None:
        """Show what the step is about; nothing hides it."""


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step.

    Attributes
    ----------
    title : of the step
    about : what to do in it
    place : part of the unit it is about; empty for the unit itself
    tab : tab to show
    """

    title: str
    about: str
    place: Steps = ()
    tab: str = "edit"


STEPS: tuple[GuideStep, ...] = (
    GuideStep(
        mark("Post-combustion controls"), mark("a adds a device, x removes it, u and d move it."), ("apcs",)
    ),
    GuideStep(
        mark("Mercury controls"),
        mark("Salts on the coal stand here; sorbents are devices of the train."),
        ("additives",),
    ),
    GuideStep(
        mark("Coal or blend"),
        mark("Enter on a coal shows its figures; a adds one, b sets the shares."),
        ("coal_feed",),
    ),
    GuideStep(mark("Furnace"), mark("Type of firing and unburned carbon matter most."), ("boiler",)),
    GuideStep(
        mark("Control parameters"),
        mark("Enter goes to the figures of a device: rates, efficiencies."),
        ("apcs", 0),
    ),
    GuideStep(
        mark("Calculate"), mark("The result follows each change; F8 lists what was assumed."), tab="results"
    ),
    GuideStep(mark("Archive"), mark("F3 saves the plant file, F4 under another name.")),
)


class Guide:
    """Walks a plant screen through the steps.

    Parameters
    ----------
    screen : what is walked through
    """

    def __init__(self, screen: Walked) -> None:
        self._screen = screen
        self._at: int | None = None

    def go(self, steps: int, node: Node, data: Any) -> None:
        """To the next step or the one before; beyond the ends the guide is gone.

        Parameters
        ----------
        steps : 1 or -1
        node : the line under the cursor, which chooses the unit
        data : of the plant file
        """
        at = (-1 if steps > 0 else len(STEPS)) if self._at is None else self._at
        at += steps
        if not 0 <= at < len(STEPS) or not isinstance(data, dict):
            self._at = None
            self._screen.show_guide("")
            return
        self._at = at
        step = STEPS[at]
        unit: Steps = node.steps[:2] if len(node.steps) > 1 else ("units", 0)
        self._screen.go_to_line((*unit, *step.place))
        if step.tab != "edit":
            self._screen.action_tab(step.tab)
        self._screen.show_guide(
            tr(
                "Step {number} of {count}: {title}. {about} Ctrl+N next, Ctrl+P before",
                number=at + 1,
                count=len(STEPS),
                title=tr(step.title),
                about=tr(step.about),
            )
        )
