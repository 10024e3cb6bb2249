"""Running a server from its start to Ctrl+C."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from aiohttp import web

from ipog.diagnostics import InputError, Problem
from ipog.language import tr
from ipog.web.server import IpogServer
from ipog.web.terms import Terms
from ipog.web.visitors import Visitors


def serve(terms: Terms, folder: Path | None = None) -> None:
    """Serve the app until Ctrl+C, or until the system asks to stop.

    Parameters
    ----------
    terms : how
    folder : where visitors' files outlive the server; None for a folder that goes with it

    Raises
    ------
    ipog.diagnostics.InputError
        if the address can't be had, or the folder can't be used
    """
    logging.basicConfig(format="ipog serve: %(message)s", level=logging.WARNING, stream=sys.stderr)
    with _place(folder) as place:
        asyncio.run(_run(IpogServer(terms, Visitors(place, terms.keep, time.time))))


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="ipog-", ignore_cleanup_errors=True) as made:
            yield Path(made)
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Says now what would else be said to the first visitor.
        with tempfile.TemporaryDirectory(dir=folder):
            pass
    except OSError as error:
        message = tr(
            "no folders can be made in {folder}: {reason}", folder=folder, reason=error.strerror or error
        )
        raise InputError(
            [Problem("unwritable-folder", message, allowed=tr("a folder that you own"))]
        ) from None
    yield folder.resolve()


async def _run(server: IpogServer) -> None:
    stop = asyncio.Event()
    _on_signals(asyncio.get_running_loop(), stop)
    runner = web.AppRunner(await server.make_app(), access_log=None, shutdown_timeout=2.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, server.terms.host, server.terms.port).start()
        except OSError as error:
            raise _no_address(server.terms, error) from None
        server.announce()
        await stop.wait()
    finally:
        await runner.cleanup()


def _on_signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Let Ctrl+C and a service manager stop the server in good order."""

    def heard(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop.set)

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, heard)


def _no_address(terms: Terms, error: OSError) -> InputError:
    where = tr("port {port} of {host}", port=terms.port, host=terms.host)
    if error.errno == errno.EADDRINUSE:
        problem = Problem(
            "port-taken", tr("{where} is taken by another program", where=where), allowed=tr("another --port")
        )
    elif error.errno == errno.EACCES:
        message = tr("{where} is not yours to use", where=where)
        problem = Problem("port-forbidden", message, allowed=tr("a --port of 1024 or above"))
    else:
        message = tr("can't listen on {where}: {reason}", where=where, reason=error.strerror or error)
        problem = Problem("no-address", message, allowed=tr("--host with an address of this computer"))
    return InputError([problem])
