"""A plant file with an option of the advice put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipog.diagnostics import InputError, Problem
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.advice import Site
    from ipog.cli.inputs import Given


def text_with(given: Given, option: str, file: str, site: Site | None = None) -> str:
    """The text of the file with an option in every unit that it fits; comments stay.

    Parameters
    ----------
    given : the plant that was read
    option : its id, such as ``aci_brominated@2+cool_esp@130``
    file : name of the file, for the problems
    site : answers of the site, which name the coals that can be bought

    Raises
    ------
    ipog.diagnostics.InputError
        if the option is none, or fits no unit
    """
    from ipog.advice import NotPossible, applied_text, steps_of

    steps, text = steps_of(option), given.document.text
    reasons = []
    for index, unit in enumerate(given.plant.units):
        try:
            text = applied_text(text, index, steps, site, file)
        except NotPossible as reason:
            reasons.append(f"{unit.name}: {reason}")
    if len(reasons) == len(given.plant.units):
        message = tr(
            "{option} does not fit {file}: {reasons}", option=option, file=file, reasons="; ".join(reasons)
        )
        allowed = tr("an option that fits")
        raise InputError([Problem("not-possible", message, given=option, allowed=allowed)])
    return text
