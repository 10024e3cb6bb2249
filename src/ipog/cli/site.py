"""Options that advice and goal seeking share: what the file does not tell of a site, and its money."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ipog.cli.draws import calibration_option, quiet_option, samples_option, seed_option
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.advice import Economics, Site

DEFAULT_CONFIDENCE = 90.0
"""As :data:`ipog.advice.DEFAULT_CONFIDENCE`, in per cent, without loading the model to show the help."""

Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--site", multiple=True, metavar="NAME=yes|no", help="What the file does not tell; see below."
    ),
    click.option("--coal", multiple=True, metavar="ID", help="A coal of the library that could be bought."),
    click.option(
        "--currency-year", type=click.IntRange(2005, 2023), metavar="YEAR", help="Year of the dollars."
    ),
    click.option(
        "--location-factor", type=click.FloatRange(0.1, 5), metavar="X", help="Building here over US."
    ),
    click.option("--retrofit-factor", type=click.FloatRange(0.5, 5), metavar="X", help="1 for an easy site."),
    click.option("--discount-rate", type=click.FloatRange(0, 50), metavar="%", help="Interest a year."),
    click.option("--life", type=click.IntRange(1, 60), metavar="YEARS", help="Years that equipment serves."),
    click.option(
        "--price", multiple=True, metavar="NAME=USD", help="A price of your own, such as coal_usd_gj=2."
    ),
)


_QUESTION = (
    click.option(
        "--target",
        metavar="ID|VALUE",
        help="A limit, or a value such as '2 ug/Nm3' or '90 %'; a bare number is ug/Nm3.",
    ),
    click.option(
        "--confidence",
        type=click.FloatRange(1, 99.9),
        metavar="%",
        default=DEFAULT_CONFIDENCE,
        show_default=True,
        help="Probability with which the targets should be met.",
    ),
)
_RUN = (
    samples_option("Draws behind percentiles and probabilities.", most=100_000),
    seed_option,
    calibration_option,
    quiet_option,
)


def _with(options: Sequence[Callable[[Function], Function]], function: Function) -> Function:
    for option in reversed(options):
        function = option(function)
    return function


def question_options(function: Function) -> Function:
    """What should be met, and how surely."""
    return _with(_QUESTION, function)


def run_options(function: Function) -> Function:
    """Draws, stack tests and remarks."""
    return _with(_RUN, function)


def site_options(function: Function) -> Function:
    """The options of site and money, in the order of the help."""
    return _with(_OPTIONS, function)


def site_and_economics(options: dict[str, Any]) -> tuple[Site, Economics]:
    """What the options say; raises :class:`ipog.diagnostics.InputError` for a word that is not known."""
    return _site(options["site"], options["coal"]), _economics(options)


def _site(answers: tuple[str, ...], coals: tuple[str, ...]) -> Site:
    from ipog.advice import QUESTIONS, Site
    from ipog.coals import UnknownCoal, find
    from ipog.vocabulary import nearest

    given: dict[str, Any] = {}
    for answer in answers:
        name, said = yes_or_no(answer)
        if name not in QUESTIONS:
            raise wrong(
                "unknown-site-fact",
                tr("{given} is no fact of a site", given=repr(name)),
                QUESTIONS,
                nearest(name, QUESTIONS),
            )
        given[name] = said
    for coal in coals:
        try:
            find(coal)
        except UnknownCoal as error:
            allowed = tr("an id shown by: {command}", command="ipog coals list")
            raise wrong("unknown-coal", str(error), [allowed], error.nearest) from None
    return Site(**given, coals=coals)


def yes_or_no(text: str) -> tuple[str, bool]:
    """Name and answer of ``NAME=yes`` or ``NAME=no``."""
    name, _, word = (part.strip() for part in text.partition("="))
    if word.casefold() not in ("yes", "no"):
        message = tr("{given} does not say yes or no", given=repr(text))
        raise wrong("not-yes-or-no", message, [f"{name}=yes", f"{name}=no"])
    return name, word.casefold() == "yes"


def _economics(options: dict[str, Any]) -> Economics:
    from dataclasses import replace

    from ipog.advice import default_economics, prices
    from ipog.vocabulary import nearest

    given = {
        "currency_year": options["currency_year"],
        "location_factor": options["location_factor"],
        "retrofit_factor": options["retrofit_factor"],
        "discount_rate": None if options["discount_rate"] is None else options["discount_rate"] / 100,
        "life_years": options["life"],
    }
    own: dict[str, float] = {}
    for text in options["price"]:
        name, _, amount = text.partition("=")
        if name not in prices():
            message = tr("{given} is no price of the table", given=repr(name))
            raise wrong("unknown-price", message, prices(), nearest(name, prices()))
        if re.fullmatch(r"[-+]?\d{1,9}(\.\d+)?", amount.strip()) is None:
            message = tr("{given} is no number", given=repr(amount))
            raise wrong("not-a-number", message, [f"{name}=2.5"])
        own[name] = float(amount)
    known = {name: value for name, value in given.items() if value is not None}
    return replace(default_economics(), **known, prices=own)


def wrong(problem_id: str, message: str, allowed: Any, nearest: str | None = None) -> Exception:
    from ipog.diagnostics import InputError, Problem

    return InputError([Problem(problem_id, message, allowed=", ".join(allowed), nearest=nearest)])
