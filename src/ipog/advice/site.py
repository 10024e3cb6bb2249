"""What advice must know of a place that a plant file does not tell."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ipog.language import mark

QUESTIONS = {
    "ash_sold": mark("Is the fly ash sold for cement or concrete?"),
    "at_coast": mark("Does the plant stand at the sea?"),
    "space": mark("Is there space behind the boiler for new equipment?"),
    "washery": mark("Could the coal be washed, or bought washed?"),
    "other_coal": mark("Could the plant burn another coal, or blend one in?"),
    "sorbent": mark("Can sorbent be bought in the country?"),
    "so2_or_dust_rule": mark("Do rules on SO2, NOx or dust ask for new equipment anyway?"),
}
"""The facts of a site, each with its question; all can be answered yes or no, or left open."""


@dataclass(frozen=True, slots=True)
class Site:
    """Answers of the site; None where nobody said.

    Attributes
    ----------
    ash_sold, at_coast, space, washery, other_coal, sorbent, so2_or_dust_rule : see :data:`QUESTIONS`
    coals : ids of library coals that could be bought, in order of preference
    """

    ash_sold: bool | None = None
    at_coast: bool | None = None
    space: bool | None = None
    washery: bool | None = None
    other_coal: bool | None = None
    sorbent: bool | None = None
    so2_or_dust_rule: bool | None = None
    coals: tuple[str, ...] = ()

    def answers(self) -> dict[str, bool | None]:
        """The answers by name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name in QUESTIONS}
