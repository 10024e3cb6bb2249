"""``ipog batch``: many plants at once."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from ipog.cli.draws import samples_option, seed_option
from ipog.cli.outcome import show_text
from ipog.cli.render.batch_words import failures, heeded, told
from ipog.cli.render.grid import pad
from ipog.diagnostics import ExitCode, said
from ipog.language import decimal, plural, tr, whole

MOST_WORKERS = 256
SECONDS_BETWEEN_LINES = 10.0
SECONDS_BETWEEN_BARS = 0.2


@click.command("batch")
@click.argument("inputs", nargs=-1, metavar="INPUT...", type=click.Path(readable=False))
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="OUT",
    multiple=True,
    help="Where the results go: .csv, .jsonl, .xlsx, .parquet, or a folder. May be given several times.",
)
@samples_option(
    "Draws behind P10, P50 and P90 of each unit and of the totals; 0 gives central estimates alone.",
    most=100_000,
    default=0,
)
@seed_option
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    metavar="N",
    help="Processes; one for each core if left out. The results do not depend on it.",
)
@click.option(
    "--cluster", metavar="URL", help="Dask scheduler (tcp://HOST:PORT), or local:N for N processes."
)
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook; 'units' or the first if left out.")
@click.option(
    "--scenario",
    "scenarios",
    metavar="NAME|FILE",
    multiple=True,
    help="Figures under a scenario beside those of today: its name, or a file. May be given several times.",
)
@click.option(
    "--show-scenario",
    metavar="NAME",
    help="Write a scenario that comes with ipog, to -o or to the screen, and do nothing else.",
)
@click.option("--toolkit", is_flag=True, help="The level-2 estimate of UNEP's Toolkit beside each row.")
@click.option(
    "--toolkit-factors",
    metavar="FILE",
    help="Distribution factors of your own for it (.csv), such as UNEP's newest.",
)
@click.option(
    "--advise", is_flag=True, help="The best measure and its cost for each row; about a second a row."
)
@click.option(
    "--target", metavar="VALUE|ID", help="What the measure is to reach; the row's own targets if left out."
)
@click.option("--no-calibration", is_flag=True, help="Leave stack tests beside plant files aside.")
@click.option("--resume", is_flag=True, help="Go on with a run of the same inputs that was interrupted.")
@click.option("--strict", is_flag=True, help="Stop at the first row or plant that can't be evaluated.")
@click.option("--template", metavar="FILE", help="Write an empty table (.csv or .xlsx) and do nothing else.")
@click.option(
    "--force", is_flag=True, help="With --template or --show-scenario, replace a file that is there."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; errors are still shown.")
def command(
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    samples: int,
    seed: int | None,
    workers: int | None,
    cluster: str | None,
    sheet: str | None,
    scenarios: tuple[str, ...],
    show_scenario: str | None,
    toolkit: bool,
    toolkit_factors: str | None,
    advise: bool,
    target: str | None,
    no_calibration: bool,
    resume: bool,
    strict: bool,
    template: str | None,
    force: bool,
    quiet: bool,
) -> int:
    """Predict the mercury of many plants, one row of results a unit, with totals.

    INPUT is a YAML file, a folder of them, a pattern such as 'plants/*.yaml', or a table (.csv, .xlsx,
    .parquet) with one unit a row; `ipog batch --template units.xlsx` writes one to fill in.

    Beside results.csv stand results.summary.csv with totals by country, owner, coal and technology, and, if
    anything was wrong, results.errors.csv. A row that is wrong does not stop the others; the exit code is
    then 3.
    """
    if template is not None:
        from ipog.batch.template import write_template

        if inputs or outputs:
            raise click.UsageError(tr("--template stands alone: it takes no INPUT and no -o"))
        write_template(Path(template), replace=force)
        return ExitCode.FINE
    if show_scenario is not None:
        return _show(show_scenario, outputs, force=force)
    if not inputs:
        raise click.UsageError(tr("nothing to read; give files, folders or tables, or --template FILE"))
    if not outputs:
        raise click.UsageError(
            tr("nowhere to write; give -o OUT.csv (or .jsonl, .xlsx, .parquet, or a folder)")
        )

    if "-" in outputs:
        raise click.UsageError(tr("a batch writes several files side by side; give -o OUT.csv, not -"))
    if target is not None and not advise:
        raise click.UsageError(tr("--target belongs to --advise"))

    from ipog.batch import gathered, run
    from ipog.evaluate import DEFAULT_SEED

    extras = gathered(scenarios, toolkit=toolkit_factors or toolkit, advise=advise, target=target)

    progress = None if quiet else _Progress()

    def tell(text: str) -> None:
        if progress is not None:
            progress.close()
            show_text(said("note", text))

    try:
        report = run(
            inputs,
            outputs,
            samples=samples,
            seed=DEFAULT_SEED if seed is None else seed,
            workers=workers,
            cluster=cluster,
            extras=extras,
            sheet=sheet,
            resume=resume,
            strict=strict,
            calibration=not no_calibration,
            tell=None if quiet else tell,
            progress=progress,
        )
    except KeyboardInterrupt:
        if progress is not None:
            progress.close()
        show_text(tr("what is done so far is kept; the same command with --resume goes on"))
        raise
    finally:
        if progress is not None:
            progress.close()
    if not quiet:
        if report.tested:
            show_text(said("note", heeded(report)))
        show_text(told(report))
    elif report.failed:
        show_text(failures(report))
    return ExitCode.SOME_FAILED if report.failed else ExitCode.FINE


def _show(name: str, outputs: tuple[str, ...], *, force: bool) -> int:
    from ipog import vocabulary
    from ipog.batch.scenario_file import shipped_names, shipped_text
    from ipog.cli.output import STANDARD_STREAM, deliver, refuse_to_replace
    from ipog.diagnostics import InputError, Problem

    if name not in shipped_names():
        near = vocabulary.nearest(name, shipped_names())
        allowed = tr("one of {names}", names=", ".join(shipped_names()))
        message = tr("there is no scenario {name}", name=repr(name))
        raise InputError([Problem("unknown-scenario", message, given=name, allowed=allowed, nearest=near)])
    if not force:
        refuse_to_replace(*(Path(output) for output in outputs))
    for output in outputs or (STANDARD_STREAM,):
        deliver(shipped_text(name), output)
    return ExitCode.FINE


class _Progress:
    """A line that rewrites itself on a terminal; now and then a line of its own elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._began = time.monotonic()
        self._told = self._began
        self._open = self._counted = False
        if self._terminal:
            # The first chunk of costly rows takes a while.
            self._rewrite(tr("Calculating ..."))

    def __call__(self, done: int, size: int, failed: int) -> None:
        now = time.monotonic()
        if now - self._told < (SECONDS_BETWEEN_BARS if self._terminal else SECONDS_BETWEEN_LINES):
            return
        self._told = now
        rate = done / max(now - self._began, 1e-9)
        parts = [tr("{done} of {size}", done=whole(done), size=whole(size)) if size else whole(done)]
        parts.append(tr("{rate} a second", rate=_rate(rate)))
        if size > done:
            parts.append(tr("{time} left", time=_time((size - done) / rate)))
        if failed:
            parts.append(plural("{count} failed", "{count} failed", failed))
        text = ", ".join(parts)
        if self._terminal:
            self._rewrite(text)
            self._counted = True
        else:
            show_text(text)

    def close(self) -> None:
        """Leave the line of the bar; it is wiped out if nothing was counted."""
        if self._open and self._counted:
            show_text("")
        elif self._open:
            self._rewrite("")
            show_text("\r", end="")
        self._open = False

    def _rewrite(self, text: str) -> None:
        show_text(f"\r{pad(text, 78)}", end="")
        self._open = True


def _rate(rate: float) -> str:
    return whole(rate) if rate >= 10 else decimal(f"{rate:.2g}")


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return tr("{seconds} s", seconds=rest)
    return tr("{minutes} min {seconds} s", minutes=minutes, seconds=f"{rest:02d}")
