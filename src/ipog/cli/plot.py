"""``ipog plot``: one chart of a plant as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from ipog.cli.complete import plant_files
from ipog.cli.draws import calibration_option, quiet_option, samples_option, seed_option
from ipog.cli.output import STANDARD_STREAM, deliver_bytes
from ipog.language import tr

FORMS = (".svg", ".png", ".pdf")
"""Ends of the names that a picture may have, which say what is written."""
CURVE = "aci-curve"
OF_ADVICE = ("pareto", "abatement")
KINDS = ("sankey", "train", "stages", "speciation", "targets", "tornado", "parity", CURVE, *OF_ADVICE)


@click.command("plot")
@click.argument("file", shell_complete=plant_files)
@click.option("--kind", type=click.Choice(KINDS), required=True, help="What to draw.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    help="Write this file; its end says what: .svg, .png or .pdf.",
)
@click.option("--unit", metavar="NAME", help="Unit to draw; needed if the plant has several.")
@samples_option("Draws behind P10 and P90.")
@seed_option
@calibration_option
@quiet_option
def command(
    file: str,
    kind: str,
    output: str,
    unit: str | None,
    samples: int,
    seed: int | None,
    no_calibration: bool,
    quiet: bool,
) -> None:
    """Draw one chart of a unit.

    FILE is a plant file, - for standard input, or example:ID for one of `ipog examples`. Needs ipog[report].

    aci-curve shows removal against the rate of injected sorbent, with the band of P10 to P90; the unit must
    inject one. pareto and abatement show what `ipog advise` finds, without further answers. These three leave
    stack tests aside.

    parity sets measured units beside what fits predicted that never saw their plant; those with a train of
    the unit's class are marked, and the unit's own measurements are added.
    """
    end = Path(output).suffix.lower()
    if output == STANDARD_STREAM or end not in FORMS:
        raise click.BadParameter(
            tr(
                "{output} does not say what to write; let it end in {ends}",
                output=repr(output),
                ends=", ".join(FORMS),
            ),
            param_hint="'-o'",
        )
    from ipog.cli.evaluated import evaluated
    from ipog.report.extras import require
    from ipog.report.plot import PICTURES, advice_chart, choose, injection_curve, rendered

    require(tr("a chart"), "matplotlib")
    # The curve and advice make evaluations of their own; that of the plant finds what is wrong, and where.
    drawn = 0 if kind in (CURVE, *OF_ADVICE) else samples
    given, evaluation = evaluated(file, drawn, seed, calibration=not no_calibration, quiet=quiet)
    index = choose(given.plant, unit)
    if kind == CURVE:
        data = rendered(injection_curve(given.plant, index, samples, seed), end)
    elif kind in OF_ADVICE:
        data = rendered(advice_chart(given.plant, index, kind, samples, seed), end)
    else:
        data = rendered(PICTURES[kind](evaluation.units[index]), end)
    deliver_bytes(data, output, inputs=(file,))
