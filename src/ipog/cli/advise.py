"""``ipog advise``: what to do about the mercury of a plant, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ipog.cli.complete import plant_files
from ipog.cli.output import deliver, format_option, made_for, output_option
from ipog.cli.progress import Progress
from ipog.cli.site import question_options, run_options, site_and_economics, site_options

if TYPE_CHECKING:
    from ipog.advice import Advice
    from ipog.cli.inputs import Given

OBJECTIVES = ("cost", "emission", "confidence")
"""As :data:`ipog.advice.OBJECTIVES`, without loading the model to show the help."""


@click.command("advise")
@click.argument("file", shell_complete=plant_files)
@question_options
@click.option(
    "--budget", type=click.FloatRange(min=0), metavar="USD", help="Most that an option may cost in a year."
)
@click.option("--exclude", multiple=True, metavar="MEASURE", help="Leave a measure out; may be repeated.")
@click.option(
    "--objective",
    type=click.Choice(OBJECTIVES),
    default=OBJECTIVES[0],
    show_default=True,
    help="What ranks the options.",
)
@click.option(
    "--answer",
    multiple=True,
    metavar="NODE=yes|no",
    help="Answer a question of the tree yourself, by its name in the walk; may be repeated.",
)
@click.option(
    "--apply",
    metavar="OPTION",
    help="Write the plant file with an option in it instead, such as aci_brominated@2.",
)
@site_options
@format_option("table", "json", "yaml")
@output_option
@run_options
def command(file: str, form: str, output: str, quiet: bool, **options: Any) -> None:
    """Say what to do about the mercury of a plant, and why.

    FILE is a plant file, - for standard input, or example:ID for one of `ipog examples`.

    Each unit is walked through a decision tree: efficiency, coal, what stands there, new equipment,
    dedicated control. What the tree opens is run through the model on this unit, alone and combined, with
    its cost. Without --target and without targets in the file, the limits that bind the unit count.

    --site answers what a plant file does not tell: ash_sold, at_coast, space, washery, other_coal, sorbent,
    so2_or_dust_rule. What is left open is taken as stated in the output. --answer argues with any other
    question of the walk: --answer space=no, or --answer target=no to see options where none is needed.

    What `ipog calibrate` kept beside FILE moves every option, and narrows the doubt of those that keep the
    train that was tested.

    --apply puts an option, named as in the table, into each unit that it fits, and writes the plant file with
    its comments: ipog advise plant.yaml --apply aci_brominated@2 -o after.yaml.

    This is screening: it tells what merits a closer look. It does not replace a test or a quotation.
    """
    from ipog.advice import advise
    from ipog.cli.evaluated import read_with_tests
    from ipog.diagnostics import InputError
    from ipog.evaluate import DEFAULT_SEED

    site, economics = site_and_economics(options)
    answers = _answers(options["answer"])
    given, kept = read_with_tests(file, calibration=not options["no_calibration"], quiet=quiet)
    if options["apply"] is not None:
        from ipog.cli.optioned import text_with

        deliver(text_with(given, options["apply"], file, site), output, inputs=(file,))
        return
    seed = DEFAULT_SEED if options["seed"] is None else options["seed"]

    def written() -> str:
        with Progress(quiet) as progress:
            advice = advise(
                given.plant,
                target=options["target"],
                budget=options["budget"],
                exclude=options["exclude"],
                objective=options["objective"],
                confidence=options["confidence"] / 100,
                site=site,
                economics=economics,
                answers=answers,
                adjustments=None if kept is None else kept.adjustments,
                samples=options["samples"],
                seed=seed,
                progress=progress.bar,
            )
        return _written(advice, form)

    try:
        text = made_for(form, written)
    except InputError as error:
        raise _located(error, given) from None
    deliver(text, output, inputs=(file,))


def _answers(texts: tuple[str, ...]) -> dict[str, bool]:
    """Answers to questions of the tree; whether the questions exist is the advice's to tell."""
    from ipog.cli.site import yes_or_no

    return dict(yes_or_no(text) for text in texts)


def _located(error: Any, given: Given) -> Any:
    """Problems of the file with their lines; those of an option have none."""
    if all(problem.path for problem in error.problems):
        return given.document.locate_all(error)
    return error


def _written(advice: Advice, form: str) -> str:
    if form != "table":
        from ipog.cli.render.advice_data import advice_data
        from ipog.cli.render.formats import as_json, as_yaml

        return (as_json if form == "json" else as_yaml)(advice_data(advice))
    from ipog.cli.render.advice_table import advice_table

    return advice_table(advice)
