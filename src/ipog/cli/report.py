"""``ipog report``: the result of a plant, or of several side by side, as a page to hand on."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from ipog.cli.complete import plant_files
from ipog.cli.draws import calibration_option, quiet_option, samples_option, seed_option
from ipog.cli.output import STANDARD_STREAM, deliver, deliver_bytes
from ipog.cli.site import site_options
from ipog.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ipog.advice import Advice
    from ipog.cli.inputs import Given
    from ipog.evaluate import Adjustment
    from ipog.report.document import Report

FORMS = (".html", ".md", ".pdf", ".docx")
"""Ends of the names that a report may have, which say what is written."""


@click.command("report")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=plant_files)
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="FILE",
    multiple=True,
    required=True,
    help="Write this file; its end says what: .html, .pdf, .docx or .md. May be given several times.",
)
@samples_option("Draws behind P10, P50 and P90; 0 gives the central estimate alone.")
@seed_option
@calibration_option
@click.option("--advice", is_flag=True, help="Also say what to do, as `ipog advise` does; takes longer.")
@click.option("--target", metavar="ID|VALUE", help="With --advice: what to reach, such as '1.5 ug/Nm3'.")
@site_options
@quiet_option
def command(
    files: tuple[str, ...],
    outputs: tuple[str, ...],
    samples: int,
    seed: int | None,
    no_calibration: bool,
    advice: bool,
    target: str | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Write the result of a plant as a report that stands alone.

    FILE is a plant file, - for standard input, or example:ID for one of `ipog examples`. Several are set side
    by side; the first is the one that others are compared with. The results.csv that `ipog batch` wrote gives
    a report on the fleet, from the summary that stands beside it.

    HTML and Markdown are one file each, without a link to anything that must be loaded. Charts have their
    figures in words. HTML needs ipog[report], PDF needs ipog[report,pdf], Word needs ipog[report,docx];
    Markdown needs nothing and has the charts in words alone.

    With --advice, what is not in the plant file is taken as stated unless the options of `ipog advise` tell
    it: --target, --site, --coal, --price and those of money.

    The same input gives the same bytes if SOURCE_DATE_EPOCH fixes the date.
    """
    for output in outputs:
        _check_name(output)
    _check_advice(advice, files, target, options)
    from ipog.report import report_day
    from ipog.report.extras import require_for
    from ipog.report.fleet import build_fleet
    from ipog.report.fleet_files import is_summary, read_fleet

    for output in outputs:
        require_for(_end(output))
    day = report_day()
    calibration = not no_calibration
    if len(files) == 1 and is_summary(files[0]):
        if advice:
            raise click.UsageError(tr("--advice is for a plant file; for a fleet: ipog batch --advise"))
        report = build_fleet(read_fleet(Path(files[0])), day)
    elif len(files) > 1:
        report = _compared(files, samples, seed, day, calibration=calibration, quiet=quiet)
    else:
        asked = (target, options) if advice else None
        report = _alone(files[0], samples, seed, day, asked, calibration=calibration, quiet=quiet)
    for output in outputs:
        _write(report, output, files)


def _check_advice(advice: bool, files: tuple[str, ...], target: str | None, options: dict[str, Any]) -> None:
    """Options that only advice heeds are no use without it, and a comparison gives none."""
    if advice and len(files) > 1:
        raise click.UsageError(
            tr("--advice is for one FILE; a comparison sets plants side by side without it")
        )
    asked = [name for name, value in {"target": target, **options}.items() if value not in (None, ())]
    if asked and not advice:
        option = f"--{asked[0].replace('_', '-')}"
        raise click.UsageError(tr("{option} says something to --advice, which is not given", option=option))


def _alone(
    file: str,
    samples: int,
    seed: int | None,
    day: date,
    asked: tuple[str | None, dict[str, Any]] | None,
    *,
    calibration: bool,
    quiet: bool,
) -> Report:
    from ipog.cli.evaluated import evaluated, tests_beside
    from ipog.report import build
    from ipog.report.rules_part import with_rules, without_rules

    given, with_all = evaluated(
        file,
        samples,
        seed,
        calibration=calibration,
        quiet=quiet,
        prepare=lambda plant: with_rules(plant, day),
    )
    evaluation, chances = without_rules(given.plant, with_all)
    found = None
    if asked is not None:
        kept = tests_beside(file, given) if calibration else None
        found = _advice(given, samples, seed, *asked, {} if kept is None else kept.adjustments)
    return build(given.plant, evaluation, given.document.text, day, found, chances)


def _compared(
    files: tuple[str, ...], samples: int, seed: int | None, day: date, *, calibration: bool, quiet: bool
) -> Report:
    from ipog.cli.evaluated import evaluated
    from ipog.cli.inputs import EXAMPLE_PREFIX
    from ipog.report.comparison import Version, build_comparison

    stems = [
        tr("standard input") if file == "-" else PurePath(file.removeprefix(EXAMPLE_PREFIX)).stem
        for file in files
    ]
    versions = []
    for file, stem in zip(files, stems, strict=True):
        given, evaluation = evaluated(file, samples, seed, calibration=calibration, quiet=quiet)
        # Files of one name in several folders are told apart by their paths.
        label = stem if stems.count(stem) == 1 else file
        versions.append(Version(label, given.plant, evaluation, given.document.text))
    return build_comparison(versions, day)


def _advice(
    given: Given,
    samples: int,
    seed: int | None,
    target: str | None,
    options: dict[str, Any],
    tests: Mapping[str, Adjustment],
) -> Advice:
    """What `ipog advise` says."""
    from ipog.advice import advise
    from ipog.cli.site import site_and_economics
    from ipog.evaluate import DEFAULT_SEED

    site, economics = site_and_economics(options)
    return given.located(
        lambda plant: advise(
            plant,
            target=target,
            site=site,
            economics=economics,
            adjustments=tests,
            samples=samples,
            seed=DEFAULT_SEED if seed is None else seed,
        )
    )


def _end(output: str) -> str:
    return Path(output).suffix.lower()


def _check_name(output: str) -> None:
    if output == STANDARD_STREAM or _end(output) not in FORMS:
        raise click.BadParameter(
            tr(
                "{output} does not say what to write; let it end in {ends}",
                output=repr(output),
                ends=", ".join(FORMS),
            ),
            param_hint="'-o'",
        )


def _write(report: Report, output: str, inputs: tuple[str, ...]) -> None:
    if _end(output) == ".pdf":
        from ipog.report.pdf import as_pdf

        deliver_bytes(as_pdf(report), output, inputs=inputs)
    elif _end(output) == ".docx":
        from ipog.report.docx import as_docx

        deliver_bytes(as_docx(report), output, inputs=inputs)
    elif _end(output) == ".md":
        from ipog.report.markdown import as_markdown

        deliver(as_markdown(report), output, inputs=inputs)
    else:
        from ipog.report.html import as_html

        deliver(as_html(report), output, inputs=inputs)
