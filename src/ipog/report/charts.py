"""What the charts of a report show, as plain numbers; drawing them is another matter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Train:
    """The train as boxes in the order the gas meets them: a name and a figure each."""

    boxes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Stages:
    """Forms of mercury behind each stage.

    Attributes
    ----------
    labels : of the stages
    hg0, hg2, hgp : one figure a stage
    axis : name of the axis, with its unit
    """

    labels: tuple[str, ...]
    hg0: tuple[float, ...]
    hg2: tuple[float, ...]
    hgp: tuple[float, ...]
    axis: str


@dataclass(frozen=True, slots=True)
class Branch:
    """Mercury that leaves the gas at a stage: the stage, where it goes, and its share of the coal's."""

    stage: str
    into: str
    share: float


@dataclass(frozen=True, slots=True)
class Sankey:
    """Mercury from the coal to its outlets.

    Attributes
    ----------
    coal : words for the coal's mercury
    branches : in the order of the gas
    stack : share of the coal's mercury at the stack
    """

    coal: str
    branches: tuple[Branch, ...]
    stack: float


@dataclass(frozen=True, slots=True)
class Ranges:
    """Emissions over the emission that each target allows: label, P10, central estimate and P90."""

    rows: tuple[tuple[str, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Tornado:
    """The stack with one input at a time at its P10 and P90.

    Attributes
    ----------
    rows : label, stack at the input's P10, stack at its P90
    centre : central estimate
    axis : name of the axis, with its unit
    """

    rows: tuple[tuple[str, float, float], ...]
    centre: float
    axis: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Removal against the rate of injected sorbent.

    Attributes
    ----------
    rates : [lb/MMacf]
    removal, low, high : removal from coal to stack, with P10 and P90 [%]; without samples all are equal
    now : rate of the plant file
    axis : name of the horizontal axis, with its unit
    """

    rates: tuple[float, ...]
    removal: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    now: float
    axis: str


@dataclass(frozen=True, slots=True)
class Front:
    """Options that no other beats in both: label, cost [MUSD/year] and mercury at the stack [kg/year]."""

    points: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Abatement:
    """Steps of the abatement cost curve: label, mercury kept [kg/year] and its cost [USD/kg]."""

    steps: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Intervals:
    """A central estimate and its P10 to P90 for each of several things, in one unit.

    Attributes
    ----------
    rows : label, P10, central estimate, P90; P10 and P90 equal the centre without draws
    axis : name of the axis, with its unit
    """

    rows: tuple[tuple[str, float, float, float], ...]
    axis: str


@dataclass(frozen=True, slots=True)
class Parity:
    """Measured units: the share of the coal's mercury that left the stack, measured and predicted [%].

    Attributes
    ----------
    own : units whose train is of the class in question
    others : all other units
    plant : measurements of the plant itself
    words : name of the class
    """

    own: tuple[tuple[float, float], ...]
    others: tuple[tuple[float, float], ...]
    plant: tuple[tuple[float, float], ...]
    words: str


@dataclass(frozen=True, slots=True)
class Lorenz:
    """Share of the units, smallest first, and the share of the mercury they emit, each 0..1."""

    points: tuple[tuple[float, float], ...]


Chart = Train | Stages | Sankey | Ranges | Tornado | Curve | Front | Abatement | Intervals | Parity | Lorenz
