"""``ipog new``: a plant file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipog.cli.complete import coal_ids
from ipog.cli.output import STANDARD_STREAM, deliver
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.diagnostics import InputError


@click.command("new")
@click.argument("file", default=STANDARD_STREAM)
@click.option("--full", is_flag=True, help="With every field there is, each explained.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--country", metavar="CODE", help="Begin with what is usual in a country, by its code.")
@click.option("--coal", metavar="ID", shell_complete=coal_ids, help="Coal of the library, with --country.")
@click.option("--mercury", metavar="VALUE", help="Mercury of the dry coal, with --country: '0.12 mg/kg'.")
@click.option("--train", metavar="KEY", help="What stands behind the boiler, with --country.")
def command(
    file: str,
    full: bool,
    force: bool,
    country: str | None,
    coal: str | None,
    mercury: str | None,
    train: str | None,
) -> None:
    """Write a commented plant file to FILE, or to standard output.

    It can be run as it is; edit it to describe your plant. With --country it begins with the usual coal,
    boiler and train of a country, as the questions of the app do.
    """
    from ipog.cli.output import refuse_to_replace
    from ipog.files.template import template

    if country is None and (coal or mercury or train):
        raise click.UsageError(tr("--coal, --mercury and --train belong with --country"))
    if country is not None and full:
        raise click.UsageError(
            tr("--full shows every field, --country a plant to begin with; give one of them")
        )

    if file != STANDARD_STREAM and not force:
        refuse_to_replace(Path(file))
    if country is None:
        deliver(template("full" if full else "minimal"), file)
    else:
        deliver(_usual(country, coal, mercury, train), file)


def _usual(country: str, coal: str | None, mercury: str | None, train: str | None) -> str:
    """A plant of what is usual in a country."""
    from ipog import vocabulary
    from ipog.coals import UnknownCoal, find
    from ipog.usual import Answers, WrongAnswer, plant_text, trains, usual

    code = country.upper()
    if code not in vocabulary.countries():
        message = tr("{given} is not a country that ipog knows", given=repr(country))
        allowed = tr("an ISO 3166-1 code of two letters")
        raise _unknown("unknown-country", message, country, allowed, vocabulary.country_for(country))
    if train is not None and train not in trains():
        message = tr("{given} is not a train that ipog knows", given=repr(train))
        near = vocabulary.nearest(train, trains())
        raise _unknown("unknown-train", message, train, ", ".join(trains()), near)
    try:
        chosen = find(coal or next(iter(usual(code).coals), "xx-world-hard"))
    except UnknownCoal as error:
        message = tr("{given} is not a coal that ipog knows", given=repr(error.given))
        allowed = tr("an id shown by: {command}", command="ipog coals list")
        raise _unknown("unknown-coal", message, error.given, allowed, error.nearest) from None
    if chosen.mercury is None and mercury is None:
        raise click.UsageError(
            tr("the library does not know the mercury of {coal}: give it with --mercury", coal=chosen.id)
        )
    devices = None if train is None else trains()[train].devices
    try:
        return plant_text(Answers(code, coal=chosen.id, mercury=mercury or "", devices=devices))
    except WrongAnswer as error:
        raise click.UsageError(str(error)) from None


def _unknown(problem_id: str, message: str, given: str, allowed: str, nearest: str | None) -> InputError:
    from ipog.diagnostics import InputError, Problem

    return InputError([Problem(problem_id, message, given=given, allowed=allowed, nearest=nearest)])
