"""``ipog coals``: the coals of the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ipog.cli.complete import coal_ids
from ipog.cli.output import deliver, format_option, made_for, output_option
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.coals import LibraryCoal, Resolved
    from ipog.diagnostics import InputError
    from ipog.vocabulary import UnknownWord

Function = TypeVar("Function", bound=Callable[..., Any])


def _filters(function: Function) -> Function:
    for option in (
        click.option("--with-mercury", is_flag=True, help="Only coals with a mercury figure of their own."),
        click.option("--rank", metavar="RANK", help="Such as bituminous, subbituminous or lignite."),
        click.option("--country", metavar="CODE", help="ISO 3166-1 code of two letters."),
    ):
        function = option(function)
    return function


@click.group("coals")
def command() -> None:
    """List, search, show and compare the coals of the library."""


@command.command("list")
@_filters
@format_option("table", "csv", "json", "yaml")
@output_option
def list_coals(country: str | None, rank: str | None, with_mercury: bool, form: str, output: str) -> None:
    """List the coals of the library."""
    _listing("", country, rank, with_mercury, form, output)


@command.command("search")
@click.argument("words", nargs=-1, required=True)
@_filters
@format_option("table", "csv", "json", "yaml")
@output_option
def search_coals(
    words: tuple[str, ...], country: str | None, rank: str | None, with_mercury: bool, form: str, output: str
) -> None:
    """List the coals whose id, name, region or note holds all WORDS."""
    _listing(" ".join(words), country, rank, with_mercury, form, output)


def _listing(
    text: str, country: str | None, rank: str | None, with_mercury: bool, form: str, output: str
) -> None:
    from ipog.cli.outcome import show_text
    from ipog.cli.render.coal_tables import coal_data, list_table
    from ipog.cli.render.write import written
    from ipog.coals import search
    from ipog.vocabulary import UnknownWord

    if country is not None:
        _check_country(country)
    try:
        found = search(text, country=country, rank=rank, with_mercury=True if with_mercury else None)
    except UnknownWord as error:
        raise _unknown_rank(error) from None
    if not found:
        show_text(tr("no coal fits"))
    if form == "table":
        deliver(list_table(found), output)
    else:
        deliver(made_for(form, lambda: written([coal_data(coal) for coal in found], form)), output)


def _check_country(country: str) -> None:
    from ipog import vocabulary
    from ipog.coals import library
    from ipog.diagnostics import InputError, Problem

    if country.upper() in {*vocabulary.countries(), *(coal.country for coal in library().values())}:
        return
    message = tr("{given} is not a country that ipog knows", given=repr(country))
    allowed = tr("an ISO 3166-1 code of two letters")
    near = vocabulary.country_for(country)
    raise InputError([Problem("unknown-country", message, given=country, allowed=allowed, nearest=near)])


@command.command("show")
@click.argument("coal_id", metavar="ID", shell_complete=coal_ids)
@format_option("table", "json", "yaml")
@output_option
def show_coal(coal_id: str, form: str, output: str) -> None:
    """Show a coal as its sources print it, and as ipog would burn it."""
    from ipog.cli.render.coal_tables import coal_data, show_table
    from ipog.cli.render.write import written
    from ipog.fuel import fired_data

    coal = _find(coal_id)

    def shown() -> str:
        resolved = _resolve(coal)
        if form == "table":
            return show_table(coal, resolved)
        data = coal_data(coal)
        data["as_fired"] = None if resolved is None else fired_data(resolved)
        return written(data, form)

    deliver(made_for(form, shown), output)


@command.command("compare")
@click.argument("coal_ids", metavar="ID ID...", nargs=-1, required=True, shell_complete=coal_ids)
@format_option("table", "csv", "json", "yaml")
@output_option
def compare_coals(coal_ids: tuple[str, ...], form: str, output: str) -> None:
    """Compare coals side by side, as fired: what each would bring to the stack without any capture."""
    from ipog.cli.render.coal_tables import compare_table
    from ipog.cli.render.write import written
    from ipog.coals import resolve
    from ipog.fuel import fired_data
    from ipog.plant import Coal

    coals = [_find(coal_id) for coal_id in coal_ids]

    def compared() -> str:
        resolved = [resolve(Coal.model_validate({"coal": coal.id}), coal.id, coal.country) for coal in coals]
        if form == "table":
            return compare_table(coals, resolved)
        rows = [{"id": coal.id, **fired_data(item)} for coal, item in zip(coals, resolved, strict=True)]
        return written(rows, form)

    deliver(made_for(form, compared), output)


def _find(coal_id: str) -> LibraryCoal:
    from ipog.coals import UnknownCoal, find
    from ipog.diagnostics import InputError, Problem

    try:
        return find(coal_id)
    except UnknownCoal as error:
        raise InputError(
            [
                Problem(
                    id="unknown-coal",
                    message=str(error),
                    given=coal_id,
                    allowed=tr("an id shown by: {command}", command="ipog coals list"),
                    nearest=error.nearest,
                )
            ]
        ) from None


def _unknown_rank(error: UnknownWord) -> InputError:
    from ipog.diagnostics import InputError, Problem

    return InputError(
        [
            Problem(
                id="unknown-word",
                message=str(error),
                given=error.given,
                allowed=", ".join(error.allowed),
                nearest=error.nearest,
            )
        ]
    )


def _resolve(coal: LibraryCoal) -> Resolved | None:
    """The coal as fired; None if the library holds too little of it."""
    from ipog.coals import resolve
    from ipog.diagnostics import InputError
    from ipog.plant import Coal

    try:
        return resolve(Coal.model_validate({"coal": coal.id}), "coal", coal.country)
    except InputError:
        return None
