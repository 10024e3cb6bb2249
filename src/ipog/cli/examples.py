"""``ipog examples``: plants that were measured, to run, read and copy."""

from __future__ import annotations

from pathlib import Path

import click

from ipog.cli.complete import example_ids
from ipog.cli.output import deliver, output_option


@click.group("examples", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, show and copy plants that were measured, and fleets.

    An example runs without copying it:  ipog run example:ID
    """
    if ctx.invoked_subcommand is not None:
        return
    from ipog.cli.inputs import EXAMPLE_PREFIX, read
    from ipog.cli.render.grid import table
    from ipog.examples import ids, tables
    from ipog.language import decimal, tr
    from ipog.vocabulary import label

    rows = []
    for example_id in ids():
        for unit in read(EXAMPLE_PREFIX + example_id).plant.units:
            train = " + ".join(label("device_type", device.type) for device in unit.apcs)
            first = unit.measured[0]
            quantity = label("measured_quantity", first.quantity)
            rows.append([example_id, train, f"{quantity} {decimal(str(first.value))}"])
    lines = table(rows, [[tr("id"), tr("train"), tr("measured")]], indent=0, flexible=(1, 2))
    fleets = tr("Fleets, for {command}:", command="ipog batch example:ID")
    lines += ["", fleets, *(f"  {name}" for name in tables())]
    deliver("\n".join(lines))


@command.command("show")
@click.argument("example_id", metavar="ID", shell_complete=example_ids)
@output_option
def show(example_id: str, output: str) -> None:
    """Write the plant file of an example, or the table of a fleet."""
    from ipog.cli.inputs import read_example

    deliver(read_example(example_id, fleets=True), output)


@command.command("copy", short_help="Copy examples, all of them if no ID is given.")
@click.argument("example_ids", metavar="[ID]...", nargs=-1, shell_complete=example_ids)
@click.option("--to", "folder", default=".", show_default=True, metavar="FOLDER", help="Where to copy to.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
def copy(example_ids: tuple[str, ...], folder: str, force: bool) -> None:
    """Copy examples, all of them if no ID is given, and print the files that were written."""
    from ipog.cli.inputs import read_example
    from ipog.cli.output import refuse_to_replace
    from ipog.examples import ids, path_of

    wanted = {name: read_example(name, fleets=True) for name in example_ids or ids()}
    targets = {name: Path(folder) / path_of(name).name for name in wanted}
    if not force:
        refuse_to_replace(*targets.values())
    for name, target in targets.items():
        deliver(wanted[name], str(target))
        deliver(str(target))
