"""``ipog convert``: an emission from one unit to another."""

from __future__ import annotations

import click

from ipog.cli.complete import coal_ids
from ipog.cli.output import deliver, format_option, made_for, output_option


@click.command("convert")
@click.argument("words", metavar="VALUE UNIT", nargs=-1, required=True)
@click.option("--to", "wanted", metavar="UNIT", required=True, help="Unit of the result.")
@click.option("--coal", metavar="ID", shell_complete=coal_ids, help="Coal of the library that is burned.")
@click.option("--rank", metavar="RANK", help="Rank of the coal, where the coal itself is not known.")
@click.option(
    "--o2",
    metavar="PERCENT",
    default="6 %",
    show_default=True,
    help="Oxygen of the given concentration.",
)
@click.option(
    "--to-o2",
    metavar="PERCENT",
    default="6 %",
    show_default=True,
    help="Oxygen of the wanted one.",
)
@click.option(
    "--heat-rate", metavar="VALUE", help="Heat rate on HHV, such as '10000 kJ/kWh' or '9500 Btu/kWh'."
)
@click.option(
    "--efficiency", metavar="VALUE", help="Efficiency on HHV, such as '36 %', instead of a heat rate."
)
@format_option("table", "json")
@output_option
@click.option("-q", "--quiet", is_flag=True, help="Only the result, no arithmetic on standard error.")
def command(
    words: tuple[str, ...],
    wanted: str,
    coal: str | None,
    rank: str | None,
    o2: str,
    to_o2: str,
    heat_rate: str | None,
    efficiency: str | None,
    form: str,
    output: str,
    quiet: bool,
) -> None:
    """Convert an emission, or any other quantity, from one unit to another.

    \b
    ipog convert 1.2 lb/TBtu --to ug/Nm3 --coal us-prb
    ipog convert 30 ug/Nm3 --o2 7 --to ug/Nm3
    ipog convert 0.013 lb/GWh --to lb/TBtu --heat-rate '9500 Btu/kWh'

    Concentrations are in dry gas at 0 degC and 101.3 kPa. Between a concentration and a mass per heat
    stands the gas of the coal; between a mass per heat and a mass per energy the heat rate. A negative
    number goes behind two dashes:  ipog convert --to K -- -5 degC
    """
    from ipog.cli.conversion import convert_emission
    from ipog.cli.outcome import show_text
    from ipog.cli.render.formats import as_json
    from ipog.cli.render.record import rounded
    from ipog.shown import short

    result = made_for(
        form,
        lambda: convert_emission(
            " ".join(words),
            wanted,
            coal=coal,
            rank=rank,
            given_oxygen=o2,
            wanted_oxygen=to_o2,
            heat_rate=heat_rate,
            efficiency=efficiency,
        ),
    )
    if form == "json":
        deliver(as_json(rounded(result.data())), output)
        return
    if result.steps and not quiet:
        show_text("\n".join(result.steps))
    deliver(f"{short(result.value)} {result.unit}", output)
