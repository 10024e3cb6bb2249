"""``ipog limits``: emission limits by country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ipog.cli.complete import limit_ids
from ipog.cli.output import deliver, format_option, made_for, output_option
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.diagnostics import InputError
    from ipog.limits import Applicable, Limit


@click.group("limits", invoke_without_command=True)
@click.option("--country", metavar="CODE", help="ISO 3166-1 code of two letters, EU or Minamata.")
@click.option("--rank", metavar="RANK", help="Rank of the coal, such as lignite.")
@click.option("--gross-capacity", metavar="VALUE", help="Gross electrical capacity, such as '686 MW'.")
@click.option("--heat-input", metavar="VALUE", help="Rated heat input, such as '1900 MWth'.")
@click.option(
    "--commissioned", type=click.IntRange(1900, 2100), metavar="YEAR", help="Year of first operation."
)
@format_option("table", "csv", "json", "yaml")
@output_option
@click.pass_context
def command(
    ctx: click.Context,
    country: str | None,
    rank: str | None,
    gross_capacity: str | None,
    heat_input: str | None,
    commissioned: int | None,
    form: str,
    output: str,
) -> None:
    """List emission limits by country.

    With --rank, --gross-capacity, --heat-input or --commissioned, only those that bind such a unit, with
    the reasons. An id of this list can stand under targets in a plant file. This is a description of the
    rules, not legal advice.
    """
    if ctx.invoked_subcommand is not None:
        return
    from ipog.cli.render.limit_tables import applicable_data, applicable_table, limit_data, list_table
    from ipog.cli.render.write import written

    described = (rank, gross_capacity, heat_input, commissioned)
    if all(item is None for item in described):
        chosen = _of_country(country)

        def listed() -> str:
            if form == "table":
                return list_table(chosen)
            return written([limit_data(limit) for limit in chosen], form)

        deliver(made_for(form, listed), output)
        return
    if country is None:
        raise click.UsageError(tr("--country is needed to tell which limits bind a unit"), ctx)

    def bound() -> str:
        binding = _binding(country, rank, gross_capacity, heat_input, commissioned)
        if form == "table":
            return applicable_table(binding)
        return written([applicable_data(item) for item in binding], form)

    deliver(made_for(form, bound), output)


@command.command("show", short_help="Show one limit with its source.")
@click.argument("limit_id", metavar="ID", shell_complete=limit_ids)
@format_option("table", "json", "yaml")
@output_option
def show(limit_id: str, form: str, output: str) -> None:
    """Show one limit: what it binds, in its own unit and in that of results, and its source."""
    from ipog.cli.render.limit_tables import limit_data, show_table
    from ipog.cli.render.write import written
    from ipog.limits import UnknownLimit, find

    try:
        limit = find(limit_id)
    except UnknownLimit as error:
        allowed = tr("an id shown by: {command}", command="ipog limits")
        raise _wrong("unknown-limit", error, allowed, error.nearest) from None

    def shown() -> str:
        return show_table(limit) if form == "table" else written(limit_data(limit), form)

    deliver(made_for(form, shown), output)


def _of_country(country: str | None) -> tuple[Limit, ...]:
    from ipog.cli.outcome import show_text
    from ipog.limits import UnknownJurisdiction, for_country, limits

    if country is None:
        return tuple(limits().values())
    try:
        found = for_country(_code(country))
    except UnknownJurisdiction as error:
        raise _wrong(
            "unknown-country", error, tr("a code such as {code}", code="ZA"), error.nearest
        ) from None
    if not found:
        show_text(tr("ipog knows no limit of {country}", country=country))
    return found


def _binding(
    country: str,
    rank: str | None,
    gross_capacity: str | None,
    heat_input: str | None,
    commissioned: int | None,
) -> list[Applicable]:
    from ipog.limits import UnknownJurisdiction, applicable
    from ipog.quantities import QuantityError, read_amount
    from ipog.vocabulary import UnknownWord, canonical

    try:
        return applicable(
            _code(country),
            None if rank is None else canonical("rank", rank),
            None if heat_input is None else float(read_amount(heat_input, "heat_input", "MWth")),
            None if gross_capacity is None else float(read_amount(gross_capacity, "power", "MW")),
            commissioned,
        )
    except UnknownJurisdiction as error:
        raise _wrong(
            "unknown-country", error, tr("a code such as {code}", code="ZA"), error.nearest
        ) from None
    except UnknownWord as error:
        raise _wrong("unknown-word", error, ", ".join(error.allowed), error.nearest) from None
    except QuantityError as error:
        raise _wrong(error.id, error, error.allowed, error.nearest) from None


def _code(country: str) -> str:
    """A code in the spelling of the table."""
    return "Minamata" if country.casefold() == "minamata" else country.upper()


def _wrong(problem_id: str, error: Exception, allowed: str | None, nearest: str | None) -> InputError:
    from ipog.diagnostics import InputError, Problem

    return InputError([Problem(problem_id, str(error), allowed=allowed, nearest=nearest)])
