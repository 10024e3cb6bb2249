"""``ipog compare``: units side by side, and what a change of a file would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from ipog.cli.complete import plant_files
from ipog.cli.draws import quiet_option, samples_option, seed_option
from ipog.cli.output import deliver, format_option, made_for, output_option
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.cli.inputs import Given
    from ipog.cli.render.compare_render import Column
    from ipog.evaluate import Adjustment


@click.command("compare")
@click.argument("files", nargs=-1, required=True, shell_complete=plant_files)
@click.option(
    "--set",
    "overlays",
    multiple=True,
    metavar="PATH=VALUE",
    help="Show each file also changed, as by units[0].boiler.unburned_carbon='6 %'; += adds to a list.",
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="OPTION",
    help="Show each file also with an option of `ipog advise`, such as aci_brominated@2+cool_esp@130.",
)
@format_option("table", "json")
@output_option
@samples_option("Draws behind P10 and P90; 0 gives the central estimate alone.")
@seed_option
@click.option("--no-calibration", is_flag=True, help="Leave units' stack tests beside FILES aside.")
@quiet_option
def command(
    files: tuple[str, ...],
    overlays: tuple[str, ...],
    measures: tuple[str, ...],
    form: str,
    output: str,
    samples: int,
    seed: int | None,
    no_calibration: bool,
    quiet: bool,
) -> None:
    """Show units side by side; the first is the one that others are compared with, and a changed unit is
    compared with itself as it stands.

    FILES are plant files, - for standard input, or example:ID. Every unit gets a column. With --set each
    file is also shown changed: PATH=VALUE sets, PATH= removes, PATH+=VALUE adds to the end of a list. With
    --measure it is also shown with an option of `ipog advise`, put into each unit that it fits.

    What `ipog calibrate` kept beside a file moves the file's columns alike, changed or not, and narrows
    those that keep the train that was tested.
    """
    from ipog.cli.evaluated import read_with_tests
    from ipog.cli.inputs import EXAMPLE_PREFIX
    from ipog.cli.render.compare_render import compare_data, compare_table

    read = [(file, *read_with_tests(file, calibration=not no_calibration, quiet=quiet)) for file in files]

    def compared() -> str:
        columns: list[Column] = []
        for file, given, kept in read:
            tests = {} if kept is None else kept.adjustments
            label = tr("standard input") if file == "-" else PurePath(file.removeprefix(EXAMPLE_PREFIX)).stem
            shown = []
            if overlays:
                shown.append((_changed(given, overlays, file), tr("{file}, changed", file=label)))
            shown += [(_with_option(given, option, file), f"{label}, {option}") for option in measures]
            standing = _columns(given, label, samples, seed, tests)
            places = {column.unit.name: len(columns) + place for place, column in enumerate(standing)}
            columns += standing
            for each, name in shown:
                changed = _columns(each, name, samples, seed, _carried(tests, given, each))
                columns += [replace(column, reference=places.get(column.unit.name, 0)) for column in changed]
        if form == "json":
            from ipog.cli.render.formats import as_json

            return as_json(compare_data(columns, overlays))
        return compare_table(columns, overlays)

    deliver(made_for(form, compared), output, inputs=files)


def _columns(
    given: Given, label: str, samples: int, seed: int | None, tests: Mapping[str, Adjustment]
) -> list[Column]:
    from ipog.cli.render.compare_render import Column

    evaluation = given.evaluate(samples, seed, tests)
    several = len(evaluation.units) > 1
    return [
        Column(f"{label}: {result.name}" if several else label, unit, result)
        for unit, result in zip(given.plant.units, evaluation.units, strict=True)
    ]


def _carried(tests: Mapping[str, Adjustment], before: Given, after: Given) -> dict[str, Adjustment]:
    """What stack tests say of the units of a changed plant, which are found by their names."""
    if not tests:
        return {}
    from ipog.calibration import carried

    standing = {unit.name: unit for unit in before.plant.units}
    return {
        unit.name: carried(tests[unit.name], standing[unit.name], unit)
        for unit in after.plant.units
        if unit.name in tests
    }


def _changed(given: Given, overlays: tuple[str, ...], file: str) -> Given:
    """The plant with the overlays on it; its problems name the lines of the changed file."""
    from ipog.cli.inputs import Given
    from ipog.diagnostics import InputError
    from ipog.files import dump_text, parse
    from ipog.files.overlay import overlaid

    text = dump_text(overlaid(given.document.data, overlays))
    plant, problems, document = parse(text, tr("{file} with {words}", file=file, words="--set"))
    if plant is None:
        raise InputError(problems, text)
    return Given(plant, tuple(problems), document)


def _with_option(given: Given, option: str, file: str) -> Given:
    """The plant with an option in every unit that it fits; refused if it fits none."""
    from ipog.cli.inputs import Given
    from ipog.cli.optioned import text_with
    from ipog.files import parse

    name = tr("{file} with {words}", file=file, words=option)
    plant, problems, document = parse(text_with(given, option, file), name)
    assert plant is not None, "an option that fits leaves a plant"
    return Given(plant, tuple(problems), document)
