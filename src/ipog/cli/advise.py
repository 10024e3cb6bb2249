"""``ipog advise``: what to do about the mercury of a plant, and why."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipog.cli.complete import plant_files
from ipog.cli.output import deliver, format_option, output_option
from ipog.cli.run import DEFAULT_SAMPLES

if TYPE_CHECKING:
    from ipog.advice import Advice, Economics, Site
    from ipog.cli.inputs import Given

OBJECTIVES = ("cost", "emission", "confidence")
"""As :data:`ipog.advice.OBJECTIVES`, without loading the model to show the help."""
DEFAULT_CONFIDENCE = 90.0
"""As :data:`ipog.advice.DEFAULT_CONFIDENCE`, in per cent."""
PROGRESS_AFTER_SECONDS = 1.0


@click.command("advise")
@click.argument("file", shell_complete=plant_files)
@click.option("--target", metavar="ID|VALUE", help="A limit, or a value such as '2 ug/Nm3' or '90 %'.")
@click.option("--budget", type=float, metavar="USD", help="Most that an option may cost in a year.")
@click.option("--exclude", multiple=True, metavar="MEASURE", help="Leave a measure out; may be repeated.")
@click.option(
    "--objective",
    type=click.Choice(OBJECTIVES),
    default=OBJECTIVES[0],
    show_default=True,
    help="What ranks the options.",
)
@click.option(
    "--confidence",
    type=click.FloatRange(1, 99.9),
    metavar="%",
    default=DEFAULT_CONFIDENCE,
    show_default=True,
    help="Probability with which the targets should be met.",
)
@click.option("--site", multiple=True, metavar="NAME=yes|no", help="What the file does not tell; see below.")
@click.option("--coal", multiple=True, metavar="ID", help="A coal of the library that could be bought.")
@click.option("--currency-year", type=click.IntRange(2005, 2023), metavar="YEAR", help="Year of the dollars.")
@click.option("--location-factor", type=click.FloatRange(0.1, 5), metavar="X", help="Building here over US.")
@click.option("--retrofit-factor", type=click.FloatRange(0.5, 5), metavar="X", help="1 for an easy site.")
@click.option("--discount-rate", type=click.FloatRange(0, 50), metavar="%", help="Interest a year.")
@click.option("--life", type=click.IntRange(1, 60), metavar="YEARS", help="Years that equipment serves.")
@click.option(
    "--price", multiple=True, metavar="NAME=USD", help="A price of your own, such as coal_usd_gj=2."
)
@format_option("table", "json")
@output_option
@click.option(
    "--samples",
    type=click.IntRange(0, 100_000),
    metavar="N",
    default=DEFAULT_SAMPLES,
    show_default=True,
    help="Draws behind percentiles and probabilities.",
)
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Draws of another seed.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on standard error; errors are still shown.")
def command(file: str, form: str, output: str, quiet: bool, **options: Any) -> None:
    """Say what to do about the mercury of a plant, and why.

    FILE is a plant file, - for standard input, or example:ID for one of `ipog examples`.

    Each unit is walked through a decision tree: efficiency, coal, what stands there, new equipment,
    dedicated control. What the tree opens is run through the model on this unit, alone and combined, with
    its cost. Without --target and without targets in the file, the limits that bind the unit count.

    --site answers what a plant file does not tell: ash_sold, at_coast, space, washery, other_coal, sorbent,
    so2_or_dust_rule. What is left open is taken as stated in the output.

    This is screening: it tells what merits a closer look. It does not replace a test or a quotation.
    """
    from ipog.advice import advise
    from ipog.cli.inputs import read
    from ipog.cli.outcome import show_problems, show_text
    from ipog.diagnostics import InputError
    from ipog.evaluate import DEFAULT_SEED

    site = _site(options["site"], options["coal"])
    economics = _economics(options)
    given = read(file)
    if not quiet:
        show_problems(given.remarks, given.document.text)
        if file != "-" and Path(file).with_suffix(".calibration.toml").exists():
            show_text(
                "note: what ipog calibrate kept beside the file corrects ipog run; advice leaves it aside, "
                "since a test of one train says little of another"
            )
    seed = DEFAULT_SEED if options["seed"] is None else options["seed"]
    try:
        with _Progress(quiet) as progress:
            advice = advise(
                given.plant,
                target=options["target"],
                budget=options["budget"],
                exclude=options["exclude"],
                objective=options["objective"],
                confidence=options["confidence"] / 100,
                site=site,
                economics=economics,
                samples=options["samples"],
                seed=seed,
                progress=progress,
            )
    except InputError as error:
        raise _located(error, given) from None
    deliver(_written(advice, form), output, inputs=(file,))


def _located(error: Any, given: Given) -> Any:
    """Problems of the file with their lines; those of an option have none."""
    if all(problem.path for problem in error.problems):
        return given.document.locate_all(error)
    return error


def _written(advice: Advice, form: str) -> str:
    if form == "json":
        from ipog.cli.render.advice_data import advice_data
        from ipog.cli.render.formats import as_json

        return as_json(advice_data(advice))
    from ipog.cli.render.advice_table import advice_table

    return advice_table(advice)


def _site(answers: tuple[str, ...], coals: tuple[str, ...]) -> Site:
    from ipog.advice import QUESTIONS, Site
    from ipog.coals import UnknownCoal, find
    from ipog.vocabulary import nearest

    words = {"yes": True, "no": False}
    given: dict[str, Any] = {}
    for answer in answers:
        name, _, word = answer.partition("=")
        if name not in QUESTIONS:
            raise _wrong(
                "unknown-site-fact", f"{name!r} is no fact of a site", QUESTIONS, nearest(name, QUESTIONS)
            )
        if word.casefold() not in words:
            raise _wrong("not-yes-or-no", f"{answer!r} does not say yes or no", [f"{name}=yes", f"{name}=no"])
        given[name] = words[word.casefold()]
    for coal in coals:
        try:
            find(coal)
        except UnknownCoal as error:
            raise _wrong(
                "unknown-coal", str(error), ["an id shown by: ipog coals list"], error.nearest
            ) from None
    return Site(**given, coals=coals)


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
            raise _wrong(
                "unknown-price", f"{name!r} is no price of the table", prices(), nearest(name, prices())
            )
        try:
            own[name] = float(amount)
        except ValueError:
            raise _wrong("not-a-number", f"{amount!r} is no number", [f"{name}=2.5"]) from None
    known = {name: value for name, value in given.items() if value is not None}
    return replace(default_economics(), **known, prices=own)


def _wrong(problem_id: str, message: str, allowed: Any, nearest: str | None = None) -> Exception:
    from ipog.diagnostics import InputError, Problem

    return InputError([Problem(problem_id, message, allowed=", ".join(allowed), nearest=nearest)])


class _Progress:
    """A bar on standard error once a run takes longer than a second, on a terminal only."""

    def __init__(self, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._began = 0.0
        self._drawn = False

    def __enter__(self) -> Callable[[int, int], None] | None:
        import time

        self._began = time.monotonic()
        return self._tell if self._shown else None

    def _tell(self, done: int, of: int) -> None:
        import time

        if time.monotonic() - self._began < PROGRESS_AFTER_SECONDS:
            return
        self._drawn = True
        filled = 30 * done // max(of, 1)
        print(f"\r[{'#' * filled}{' ' * (30 - filled)}] {done} of {of}", end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
