"""``ipog check``: say whether plant files can be evaluated."""

from __future__ import annotations

import click

from ipog.cli.complete import plant_files
from ipog.cli.output import deliver
from ipog.diagnostics import ExitCode


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=plant_files)
@click.option("-q", "--quiet", is_flag=True, help="No warnings and notes on standard error.")
def command(files: tuple[str, ...], quiet: bool) -> int:
    """Say whether plant files can be evaluated, and what is wrong with them.

    Standard output has one line a file; standard error has every problem with the line it stands in.
    Coals and limits are looked up, as in a run.
    """
    from ipog.cli.inputs import read
    from ipog.cli.outcome import show_error, show_problems
    from ipog.diagnostics import InputError, Problem
    from ipog.language import plural, tr

    wrong = False
    for file in files:
        try:
            given = read(file)
            evaluation = given.evaluate()
        except InputError as error:
            wrong = True
            show_error(error)
            count = sum(problem.level == "error" for problem in error.problems)
            deliver(plural("{file}: {count} error", "{file}: {count} errors", count, file=file))
            continue
        if not quiet:
            cautions = [
                Problem(caution.id, caution.message, level="warning", path=caution.field)
                for unit in evaluation.units
                for caution in unit.warnings
            ]
            located = [given.document.locate(problem) for problem in cautions]
            show_problems((*given.remarks, *located), given.document.text)
        deliver(tr("{file}: fine", file=file))
    return ExitCode.BAD_INPUT if wrong else ExitCode.FINE
