"""``ipog calibrate``: let a unit's own stack tests correct its prediction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipog.cli.complete import plant_files
from ipog.cli.draws import quiet_option
from ipog.cli.output import deliver, format_option, made_for, output_option, refuse_to_replace
from ipog.diagnostics import ExitCode, said
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.calibration import StackTest, Update
    from ipog.cli.inputs import Given


@click.command("calibrate")
@click.argument("file", required=False, shell_complete=plant_files)
@click.option("--tests", metavar="FILE", help="Stack tests as CSV; --template writes a table to start from.")
@click.option("--template", metavar="FILE", help="Write a table of tests to start from, and stop.")
@click.option("--dry-run", is_flag=True, help="Show what the tests say and keep nothing.")
@format_option("table", "json")
@output_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str | None,
    tests: str | None,
    template: str | None,
    dry_run: bool,
    form: str,
    output: str,
    quiet: bool,
) -> int:
    """Let a unit's own stack tests correct its prediction.

    FILE is a plant file. Its tests are set against the prediction, odd ones are named, and what they say
    of each unit is kept beside the file, as FILE without its ending and with .calibration.toml. `ipog run`
    uses it from then on and says so; run it with --no-calibration to leave it aside.
    """
    if template is not None:
        return _write_template(file, template)
    if file is None or tests is None:
        raise click.UsageError(tr("FILE and --tests are needed, or --template"), ctx)
    from ipog.calibration import beside, read_tests, save
    from ipog.cli.inputs import is_file, read
    from ipog.cli.outcome import show_problems, show_text
    from ipog.cli.render.calibrate_table import calibration_data, calibration_table
    from ipog.cli.render.formats import as_json
    from ipog.cli.render.record import rounded
    from ipog.diagnostics import InputError, Problem
    from ipog.evaluate import DEFAULT_SAMPLES

    if not dry_run and not is_file(file):
        message = tr("{file} is no file that a calibration could be kept beside", file=file)
        allowed = tr("--dry-run, or a copy made with ipog examples copy")
        raise InputError([Problem("no-folder", message, given=file, allowed=allowed)])
    given = read(file)
    found, remarks, text = read_tests(tests, given.plant)
    if not quiet:
        show_problems(given.remarks, given.document.text)
        show_problems(remarks, text)
    kept = None if dry_run else beside(Path(file))
    updates = made_for(form, lambda: _updates(given, found, "" if kept is None else kept.name))
    own = {update.unit: update.adjustment for update in updates if update.adjustment is not None}
    before, after = given.evaluate(DEFAULT_SAMPLES), given.evaluate(DEFAULT_SAMPLES, adjustments=own)
    shown = (
        calibration_table(updates, before, after)
        if form == "table"
        else as_json(rounded(calibration_data(updates, before, after)))
    )
    deliver(shown, output, inputs=(file, tests))
    if kept is not None and own:
        save(kept, given.plant, updates, Path(tests).name, text)
    if not quiet:
        if kept is None:
            show_text(said("note", tr("nothing is kept (--dry-run)")))
        elif own:
            show_text(said("note", tr("kept in {kept}; ipog run {file} uses it", kept=kept, file=file)))
        else:
            show_text(said("note", tr("nothing is kept: no test was at a stack")))
    return ExitCode.FINE


def _write_template(file: str | None, template: str) -> int:
    from ipog import calibration
    from ipog.cli.inputs import read
    from ipog.cli.output import STANDARD_STREAM

    if template != STANDARD_STREAM:
        refuse_to_replace(Path(template), force=False)
    deliver(calibration.template(None if file is None else read(file).plant), template)
    return ExitCode.FINE


def _updates(given: Given, tests: tuple[StackTest, ...], kept: str) -> list[Update]:
    """What the tests say of each unit that was tested, in the order of the file."""
    from ipog.calibration import update
    from ipog.diagnostics import InputError
    from ipog.evaluate import DEFAULT_SAMPLES, DEFAULT_SEED
    from ipog.evaluate.prior import prior_of

    country = given.plant.plant.country
    updates = []
    for index, unit in enumerate(given.plant.units):
        own = [test for test in tests if test.unit == unit.name]
        if not own:
            continue
        try:
            prior = prior_of(unit, country, f"units[{index}]", DEFAULT_SAMPLES, DEFAULT_SEED)
        except InputError as error:
            raise given.document.locate_all(error) from None
        updates.append(update(prior, own, kept))
    return updates
