"""``ipog compare``: units side by side, and what a change of a file would do."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from ipog.cli.complete import plant_files
from ipog.cli.output import deliver, format_option, output_option
from ipog.cli.run import DEFAULT_SAMPLES

if TYPE_CHECKING:
    from ipog.cli.inputs import Given
    from ipog.cli.render.compare_render import Column


@click.command("compare")
@click.argument("files", nargs=-1, required=True, shell_complete=plant_files)
@click.option(
    "--set",
    "overlays",
    multiple=True,
    metavar="PATH=VALUE",
    help="Show each file also changed, as by units[0].boiler.unburned_carbon='6 %'; += adds to a list.",
)
@format_option("table", "json")
@output_option
@click.option(
    "--samples",
    type=click.IntRange(0, 1_000_000),
    metavar="N",
    default=DEFAULT_SAMPLES,
    show_default=True,
    help="Draws behind P10 and P90; 0 gives the central estimate alone.",
)
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Draws of another seed.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on standard error; errors are still shown.")
def command(
    files: tuple[str, ...],
    overlays: tuple[str, ...],
    form: str,
    output: str,
    samples: int,
    seed: int | None,
    quiet: bool,
) -> None:
    """Show units side by side; the first is the one that others are compared with.

    FILES are plant files, - for standard input, or example:ID. Every unit gets a column. With --set each
    file is also shown changed: PATH=VALUE sets, PATH= removes, PATH+=VALUE adds to the end of a list.
    """
    from ipog.cli.inputs import EXAMPLE_PREFIX, read
    from ipog.cli.outcome import show_problems
    from ipog.cli.render.compare_render import compare_data, compare_table

    columns: list[Column] = []
    for file in files:
        given = read(file)
        if not quiet:
            show_problems(given.remarks, given.document.text)
        label = "standard input" if file == "-" else PurePath(file.removeprefix(EXAMPLE_PREFIX)).stem
        columns += _columns(given, label, samples, seed)
        if overlays:
            columns += _columns(_changed(given, overlays, file), f"{label}, changed", samples, seed)
    if form == "json":
        from ipog.cli.render.formats import as_json

        text = as_json(compare_data(columns, overlays))
    else:
        text = compare_table(columns, overlays)
    deliver(text, output, inputs=files)


def _columns(given: Given, label: str, samples: int, seed: int | None) -> list[Column]:
    from ipog.cli.render.compare_render import Column

    evaluation = given.evaluate(samples, seed)
    several = len(evaluation.units) > 1
    return [
        Column(f"{label}: {result.name}" if several else label, unit, result)
        for unit, result in zip(given.plant.units, evaluation.units, strict=True)
    ]


def _changed(given: Given, overlays: tuple[str, ...], file: str) -> Given:
    """The plant with the overlays on it; its problems name the lines of the changed file."""
    from ipog.cli.inputs import Given
    from ipog.diagnostics import InputError
    from ipog.files import dump_text, parse
    from ipog.files.overlay import overlaid

    text = dump_text(overlaid(given.document.data, overlays))
    plant, problems, document = parse(text, f"{file} with --set")
    if plant is None:
        raise InputError(problems, text)
    return Given(plant, tuple(problems), document)
