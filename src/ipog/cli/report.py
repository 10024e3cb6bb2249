"""``ipog report``: the result of a plant as a page to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipog.cli.complete import plant_files
from ipog.cli.output import STANDARD_STREAM, deliver, deliver_bytes
from ipog.cli.run import DEFAULT_SAMPLES

if TYPE_CHECKING:
    from ipog.advice import Advice
    from ipog.cli.inputs import Given
    from ipog.report.document import Report

FORMS = (".html", ".md", ".pdf")
"""Ends of the names that a report may have, which say what is written."""


@click.command("report")
@click.argument("file", shell_complete=plant_files)
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="FILE",
    multiple=True,
    required=True,
    help="Write this file; its end says what: .html, .md or .pdf. May be given several times.",
)
@click.option(
    "--samples",
    type=click.IntRange(0, 1_000_000),
    metavar="N",
    default=DEFAULT_SAMPLES,
    show_default=True,
    help="Draws behind P10, P50 and P90; 0 gives the central estimate alone.",
)
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Draws of another seed.")
@click.option("--no-calibration", is_flag=True, help="Leave the unit's stack tests beside FILE aside.")
@click.option("--advice", is_flag=True, help="Also say what to do, as `ipog advise` does; takes longer.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on standard error; errors are still shown.")
def command(
    file: str,
    outputs: tuple[str, ...],
    samples: int,
    seed: int | None,
    no_calibration: bool,
    advice: bool,
    quiet: bool,
) -> None:
    """Write the result of a plant as a report that stands alone.

    FILE is a plant file, - for standard input, or example:ID for one of `ipog examples`.

    HTML and Markdown are one file each, without a link to anything that must be loaded. Charts have their
    figures in words. HTML needs ipog[report], PDF needs ipog[report,pdf]; Markdown needs nothing and has the
    charts in words alone.

    With --advice, what is not in the plant file is taken as stated; `ipog advise` can be told more.

    The same input gives the same bytes if SOURCE_DATE_EPOCH fixes the date.
    """
    for output in outputs:
        _check_name(output)
    from ipog.cli.evaluated import evaluated
    from ipog.report import build, report_day
    from ipog.report.extras import require_for

    for output in outputs:
        require_for(_end(output))
    day = report_day()
    given, evaluation = evaluated(file, samples, seed, calibration=not no_calibration, quiet=quiet)
    found = _advice(given, samples, seed) if advice else None
    report = build(given.plant, evaluation, given.document.text, day, found)
    for output in outputs:
        _write(report, output, file)


def _advice(given: Given, samples: int, seed: int | None) -> Advice:
    """What `ipog advise` says without further answers."""
    from ipog.advice import advise
    from ipog.evaluate import DEFAULT_SEED

    return advise(given.plant, samples=samples, seed=DEFAULT_SEED if seed is None else seed)


def _end(output: str) -> str:
    return Path(output).suffix.lower()


def _check_name(output: str) -> None:
    if output == STANDARD_STREAM or _end(output) not in FORMS:
        raise click.BadParameter(
            f"{output!r} does not say what to write; let it end in {', '.join(FORMS)}", param_hint="'-o'"
        )


def _write(report: Report, output: str, file: str) -> None:
    if _end(output) == ".pdf":
        from ipog.report.pdf import as_pdf

        deliver_bytes(as_pdf(report), output, inputs=(file,))
    elif _end(output) == ".md":
        from ipog.report.markdown import as_markdown

        deliver(as_markdown(report), output, inputs=(file,))
    else:
        from ipog.report.html import as_html

        deliver(as_html(report), output, inputs=(file,))
