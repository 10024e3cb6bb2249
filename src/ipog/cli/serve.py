"""``ipog serve``: the app in a browser."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from ipog.cli.outcome import show_text
from ipog.diagnostics import ExitCode, InputError, Problem, said
from ipog.language import tr


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option("--sessions", type=click.IntRange(1, 500), default=8, show_default=True, help="Apps at a time.")
@click.option(
    "--idle",
    metavar="MINUTES",
    type=click.FloatRange(min=0, min_open=True),
    default=30,
    show_default=True,
    help="End an app that nobody uses for so long.",
)
@click.option(
    "--keep",
    metavar="HOURS",
    type=click.FloatRange(min=0, min_open=True),
    default=24,
    show_default=True,
    help="Remove the files of a visitor who stays away for so long.",
)
@click.option(
    "--links",
    metavar="COUNT",
    type=click.IntRange(1, 500),
    default=1,
    show_default=True,
    help="Unused one-time links to print; each that is used is replaced.",
)
@click.option(
    "--no-token",
    is_flag=True,
    help="Let in everybody who reaches the server: for a proxy before it that asks who they are.",
)
@click.option("--public-url", metavar="URL", help="What visitors type, if it is another address.")
@click.option("--allow-origin", metavar="URL", multiple=True, help="Another address of the same site.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where files of visitors outlive the server; otherwise they end with it.",
)
def command(
    host: str,
    port: int,
    sessions: int,
    idle: float,
    keep: float,
    links: int,
    no_token: bool,
    public_url: str | None,
    allow_origin: tuple[str, ...],
    folder: Path | None,
) -> int:
    """Serve the app to browsers, until Ctrl+C.

    Prints a link that lets one visitor in, once, and the next link when it is used. Each visitor has an
    app and a folder of his own, and reaches no other files of this computer.
    """
    if find_spec("textual_serve") is None:
        message = tr("the app in a browser needs {package}, which is not installed", package="textual-serve")
        raise InputError([Problem("missing-extra", message, allowed='pip install "ipog[web]"')])
    from ipog.web.serve import serve
    from ipog.web.terms import terms

    wanted = terms(
        host=host,
        port=port,
        public_url=public_url,
        allowed=allow_origin,
        sessions=sessions,
        idle_minutes=idle,
        keep_hours=keep,
        links=0 if no_token else links,
        say=_say,
    )
    if wanted.address.exposed and not wanted.address.secure:
        readable = tr(
            "what visitors type can be read by others on the network; "
            "a proxy with TLS prevents it (see the manual, The app in a browser)"
        )
        show_text(said("note", readable))
    if wanted.address.exposed and no_token:
        open_to_all = tr("with --no-token, everybody who reaches this computer can use the app")
        show_text(said("warning", open_to_all))
    show_text(
        tr("Ctrl+C stops the server. Everybody may open:")
        if no_token
        else tr("Ctrl+C stops the server. Each link works once:")
    )
    serve(wanted, folder)
    show_text(tr("stopped"))
    return ExitCode.FINE


def _say(line: str) -> None:
    """A link, at once even if a program reads it."""
    click.echo(line)
