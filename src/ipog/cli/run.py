"""``ipog run``: predict the mercury of a plant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ipog.cli.complete import plant_files
from ipog.cli.draws import calibration_option, quiet_option, samples_option, seed_option
from ipog.cli.output import colour_wanted, deliver, format_option, output_option
from ipog.diagnostics import ExitCode, said
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.results import Evaluation


@click.command("run")
@click.argument("file", shell_complete=plant_files)
@format_option("table", "json", "yaml", "csv")
@output_option
@samples_option("Draws behind P10, P50 and P90; 0 gives the central estimate alone.")
@seed_option
@calibration_option
@click.option("--check", is_flag=True, help="Exit with 1 unless every target of every unit is met.")
@quiet_option
def command(
    file: str,
    form: str,
    output: str,
    samples: int,
    seed: int | None,
    no_calibration: bool,
    check: bool,
    quiet: bool,
) -> int:
    """Predict the mercury of a plant, from the coal to the stack.

    FILE is a plant file, - for standard input, or example:ID for one of `ipog examples`.

    The result holds, for each unit, the mercury in the gas behind every stage, the stack in the units of
    the trade with its uncertainty, where the rest of the mercury goes, all values that were assumed, and
    whether the targets of the file are met.

    What `ipog calibrate` kept beside FILE corrects the prediction, and the result says so.
    """
    from ipog.cli.evaluated import evaluated
    from ipog.cli.outcome import show_text

    _, evaluation = evaluated(file, samples, seed, calibration=not no_calibration, quiet=quiet, form=form)
    deliver(_written(evaluation, form, output, file), output, inputs=(file,))
    if not check:
        return ExitCode.FINE
    fallen = _not_met(evaluation)
    if fallen is None and not quiet:
        show_text(said("note", tr("there is no target to check")))
    if fallen and not quiet:
        show_text("\n".join(fallen))
    return ExitCode.TARGET_MISSED if fallen else ExitCode.FINE


def _written(evaluation: Evaluation, form: str, output: str, file: str) -> str:
    if form == "table":
        from ipog.cli.render.run_table import run_table

        return run_table(evaluation, colour=colour_wanted(output))
    from ipog.cli.render.formats import as_csv, as_json, as_yaml
    from ipog.cli.render.record import record, rows

    data = record(evaluation)
    if form == "csv":
        return as_csv(rows(data, file))
    return as_json(data) if form == "json" else as_yaml(data)


def _not_met(evaluation: Evaluation) -> list[str] | None:
    """A sentence for each target that is not met; None if there are no targets at all."""
    targets = [(unit.name, target) for unit in evaluation.units for target in unit.targets]
    if not targets:
        return None
    return [
        tr("{unit}: target {target} is missed", unit=name, target=target.id)
        if target.met is False
        else tr(
            "{unit}: target {target} can't be checked: the file gives no capacity",
            unit=name,
            target=target.id,
        )
        for name, target in targets
        if target.met is not True
    ]
