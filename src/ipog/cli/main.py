"""Entry of the command line: the group of commands, each loaded when it is called, and the exit code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

import click

import ipog
from ipog.cli import brisk
from ipog.cli.lazy import LazyGroup
from ipog.cli.outcome import INTERNAL_ERROR, show_error, show_text
from ipog.cli.output import ReaderLeft
from ipog.cli.spoken import HELP, asked_language, begin
from ipog.cli.usage import usage_message
from ipog.diagnostics import ExitCode, InputError, said
from ipog.language import tr

COMMANDS = {
    "run": ("ipog.cli.run", "Predict the mercury of a plant, from the coal to the stack."),
    "batch": ("ipog.cli.batch", "Predict the mercury of many plants, with totals."),
    "advise": ("ipog.cli.advise", "Say what to do about the mercury of a plant, and why."),
    "report": ("ipog.cli.report", "Write the result of a plant or fleet as HTML, PDF, Word or Markdown."),
    "plot": ("ipog.cli.plot", "Draw one chart of a plant as SVG, PNG or PDF."),
    "compare": ("ipog.cli.compare", "Show units side by side, and what a change would do."),
    "solve": ("ipog.cli.solve", "Find the cheapest settings that meet a target."),
    "check": ("ipog.cli.check", "Say whether plant files can be evaluated, and what is wrong."),
    "tui": ("ipog.cli.tui", "Open the app in the terminal; ipog alone does the same."),
    "serve": ("ipog.cli.serve", "Serve the app to browsers."),
    "learn": ("ipog.cli.learn", "Learn with lessons, alone or in a class."),
    "new": ("ipog.cli.new", "Write a commented plant file to start from."),
    "examples": ("ipog.cli.examples", "List, show and copy plants that were measured."),
    "convert": ("ipog.cli.convert", "Convert between ug/Nm3, lb/TBtu, lb/GWh and other units."),
    "coals": ("ipog.cli.coals", "List, search, show and compare the coals of the library."),
    "limits": ("ipog.cli.limits", "List emission limits by country."),
    "validate": ("ipog.cli.validate", "Compare predictions with measured plants, and with simpler methods."),
    "calibrate": ("ipog.cli.calibrate", "Let a unit's own stack tests correct its prediction."),
    "sensitivity": ("ipog.cli.sensitivity", "Say how much of the spread each input explains."),
    "schema": ("ipog.cli.schema", "Write the JSON Schema of plant files, for editors."),
    "completion": ("ipog.cli.completion", "Write the script that completes ipog commands in a shell."),
}
"""Commands: the module that holds each under its own name, and its line in the help."""


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"ipog {ipog.__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    commands_by_name=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=(
        "Exit codes: 0 fine, 1 a target missed under --check, 2 bad input or usage, 3 some rows of a batch "
        "failed, 70 a fault of ipog itself, 130 interrupted. Data go to standard output, words to standard "
        "error."
    ),
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version and exit.",
)
@click.option(
    "--language",
    metavar="CODE",
    envvar="IPOG_LANGUAGE",
    expose_value=False,
    is_eager=True,
    callback=begin,
    help=HELP,
)
@click.pass_context
def cli(ctx: click.Context) -> int:
    """Mercury from coal-fired plants: from the coal to the stack.

    Without a command it opens the app, where there is a terminal to open it in.
    """
    if ctx.invoked_subcommand is not None:
        return ExitCode.FINE
    if not _at_terminal():
        click.echo(ctx.get_help())
        return ExitCode.FINE
    from ipog.tui.app import run

    return run(language=asked_language())


def main(args: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; faults of the user never give a traceback.

    Parameters
    ----------
    args : the words behind ``ipog``; those of the process if None
    """
    brisk.begin()
    _prepare_streams()
    try:
        code = cli.main(args=None if args is None else list(args), prog_name="ipog", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except InputError as error:
        show_error(error)
        return ExitCode.BAD_INPUT
    except click.ClickException as error:
        show_text(usage_message(error))
        return ExitCode.BAD_INPUT
    except (KeyboardInterrupt, click.Abort):
        show_text(tr("interrupted"))
        return ExitCode.INTERRUPTED
    except ReaderLeft:
        return ExitCode.FINE
    except Exception:
        show_text(traceback.format_exc())
        fault = tr("this is a fault of ipog, not of your input; please report it with the lines above")
        show_text(said("error", fault))
        return INTERNAL_ERROR
    return int(code or 0)


def _prepare_streams() -> None:
    """Let no letter of a plant's name stop the output on a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _at_terminal() -> bool:
    """Whether a person is at both ends."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
