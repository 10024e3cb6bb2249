"""``ipog validate``: predicted against measured, for every shipped field case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ipog.cli.draws import samples_option, seed_option
from ipog.cli.output import STANDARD_STREAM, deliver, format_option, made_for, output_option
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.validation import Validation

DEFAULT_SAMPLES = 500
"""As :data:`ipog.validation.DEFAULT_SAMPLES`, without loading the model to show the help."""


@click.command("validate")
@format_option("table", "json", "csv", "markdown")
@output_option
@click.option(
    "--html",
    metavar="FILE",
    help="Also write one self-contained HTML file with parity and residual plots (needs ipog[report]).",
)
@samples_option(
    "Draws behind P10 and P90 of each unit; 0 gives no ranges.", most=100_000, default=DEFAULT_SAMPLES
)
@seed_option
def command(form: str, output: str, html: str | None, samples: int, seed: int | None) -> None:
    """Predicted against measured, for every shipped field case.

    Scores of ipog over US units measured in 2010, as fitted and cross-validated, beside tables of average
    capture, emission factors and the mean of the class; then plants of the literature with their ranges,
    and why each that falls outside does so.

    The csv holds one row for each US unit; json holds everything.
    """
    from ipog.cli.render.validation_data import as_records, unit_rows
    from ipog.cli.render.validation_page import as_html, require_plots
    from ipog.cli.render.validation_text import as_markdown, as_text
    from ipog.cli.render.write import written
    from ipog.validation import DEFAULT_SEED, validate

    if html is not None:
        if html == STANDARD_STREAM:
            raise click.UsageError(tr("--html needs the name of a file"))
        require_plots()
    validation: Validation = validate(samples, DEFAULT_SEED if seed is None else seed)
    if html is not None:
        deliver(as_html(validation), html)

    def told() -> str:
        if form == "table":
            return as_text(validation)
        if form == "markdown":
            return as_markdown(validation)
        return written(unit_rows(validation) if form == "csv" else as_records(validation), form)

    deliver(made_for(form, told), output)
