"""What a result owes its reader: every value filled in for the user, and every caution."""

from __future__ import annotations

from dataclasses import dataclass

from ipog.sources import Kind


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value the user did not give.

    Attributes
    ----------
    field : path of the field in the plant file, such as ``units[0].boiler.fly_ash_fraction``
    value : the value taken
    unit : its unit, empty if it has none
    reason : why this value, in a sentence
    source : key in the bibliography
    kind : whether the value is published, fitted here or engineering judgement
    """

    field: str
    value: float | str
    unit: str
    reason: str
    source: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning that travels with the result.

    Attributes
    ----------
    id : stable key of the kind of warning
    field : path of the field it is about, empty if it is about the unit
    message : one sentence
    """

    id: str
    field: str
    message: str
