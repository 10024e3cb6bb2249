"""``ipog sensitivity``: how much of the spread each input explains."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from ipog.cli.complete import plant_files
from ipog.cli.output import deliver, format_option, output_option
from ipog.diagnostics import ExitCode, InputError, Problem
from ipog.language import decimal, tr

if TYPE_CHECKING:
    from ipog.evaluate.sensitivity import SobolIndex

SHOWN = 12
"""Rows of the table; the JSON has all."""


@click.command("sensitivity")
@click.argument("file", shell_complete=plant_files)
@click.option(
    "--points",
    type=click.IntRange(32, 8192),
    default=256,
    show_default=True,
    help="Base points of the sample, best a power of 2; more points narrow the intervals.",
)
@format_option("table", "json")
@output_option
def command(file: str, points: int, form: str, output: str) -> int:
    """Say how much of the spread of the stack each input explains, alone and with its interactions.

    FILE is a plant file, - for standard input, or example:ID. The figures are Sobol indices of the
    logarithm of the mercury at the stack, by Saltelli's scheme; they need the extra "sensitivity".
    """
    from ipog.cli.inputs import read
    from ipog.evaluate.sensitivity import sobol_indices

    given = read(file)
    plant = given.plant
    try:
        found = [
            (unit.name, sobol_indices(unit, plant.plant.country, f"units[{place}]", points))
            for place, unit in enumerate(plant.units)
        ]
    except ModuleNotFoundError as error:
        message = tr("global sensitivity needs {package}, which is not installed", package=error.name)
        raise InputError(
            [Problem("missing-extra", message, allowed='pip install "ipog[sensitivity]"')]
        ) from None
    except InputError as error:
        raise given.document.locate_all(error) from None
    if form == "json":
        from ipog.cli.render.formats import as_json
        from ipog.cli.render.record import rounded

        data: dict[str, Any] = {
            "plant": plant.plant.name,
            "points": points,
            "units": [{"name": name, "indices": [asdict(row) for row in rows]} for name, rows in found],
        }
        text = as_json(rounded(data))
    else:
        text = "\n\n".join(_table(name, place, rows) for place, (name, rows) in enumerate(found))
    deliver(text, output, inputs=(file,))
    return ExitCode.FINE


def _table(name: str, place: int, rows: tuple[SobolIndex, ...]) -> str:
    from ipog.cli.render.grid import paragraph, shown, table

    cells = [
        [
            tr(row.name.removeprefix(f"units[{place}].")),
            *(decimal(f"{share:z.2f}") for share in (row.first, row.first_95, row.total, row.total_95)),
        ]
        for row in rows[:SHOWN]
    ]
    heads = [["", tr("alone"), "+-", tr("in all"), "+-"]]
    title = tr("{unit}: share of the variance of the logarithm of the stack", unit=shown(name))
    below = tr("+- is the half-width of a 95 % interval; what explains less is left out")
    lines = [
        title,
        *table(cells, heads, "<>>>>", flexible=(0,)),
        *paragraph(below),
    ]
    return "\n".join(lines)
