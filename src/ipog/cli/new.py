"""``ipog new``: a plant file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from ipog.cli.output import STANDARD_STREAM, deliver


@click.command("new")
@click.argument("file", default=STANDARD_STREAM)
@click.option("--full", is_flag=True, help="With every field there is, each explained.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def command(file: str, full: bool, force: bool) -> None:
    """Write a commented plant file to FILE, or to standard output.

    It can be run as it is; edit it to describe your plant.
    """
    from ipog.cli.output import refuse_to_replace
    from ipog.files.template import template

    if file != STANDARD_STREAM and not force:
        refuse_to_replace(Path(file))
    deliver(template("full" if full else "minimal"), file)
