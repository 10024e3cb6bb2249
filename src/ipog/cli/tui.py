"""``ipog tui``: the app in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ipog.cli.complete import plant_files
from ipog.cli.spoken import asked_language
from ipog.language import tr


@click.command("tui")
@click.argument("file", required=False, shell_complete=plant_files)
@click.option("--ascii", "letters", is_flag=True, help="Draw lines with plain letters, for old consoles.")
def command(file: str | None, letters: bool) -> int:
    """Open the app, with FILE if one is given.

    FILE is a plant file, or example:ID for one of `ipog examples`. F1 helps, Ctrl+Q leaves.
    """
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise click.UsageError(tr("the app needs a terminal; ipog run FILE prints the same results as text"))
    if file is not None:
        from ipog.cli.inputs import EXAMPLE_PREFIX, is_file, read_example

        if not is_file(file):
            read_example(file.removeprefix(EXAMPLE_PREFIX))
        elif not Path(file).is_file():
            from ipog.files import read_text

            # Says in a sentence what is wrong, before the screen is taken over.
            read_text(Path(file))
    from ipog.tui.app import run

    return run(file, letters=letters, language=asked_language())
