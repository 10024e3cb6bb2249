"""One visitor at one page: the connection, the process behind it, and their end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import WSMessage, WSMsgType, web
from textual_serve.download_manager import DownloadManager

from ipog.web.closing import Closing
from ipog.web.service import VisitorService
from ipog.web.visitors import Visitor, Visitors

log = logging.getLogger("ipog.web")

COLUMNS, ROWS = (20, 500), (10, 200)
"""Sizes of a terminal that are believed."""


class NotUnderstood(Exception):
    """A page sent what no page of ours sends."""


class Session:
    """A running app.

    Parameters
    ----------
    visitor : whose it is
    visitors : where it is noted when he did something
    socket : the connection to his page
    downloads : the files under way to visitors
    gone : called when the app has ended, whoever waits for it
    """

    def __init__(
        self,
        visitor: Visitor,
        visitors: Visitors,
        socket: web.WebSocketResponse,
        downloads: DownloadManager,
        gone: Callable[[], object],
    ) -> None:
        self.visitor = visitor
        self._gone = gone
        self._visitors = visitors
        self._socket = socket
        self.service = VisitorService(
            visitor,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=_not_yet,
            downloads=downloads,
        )
        self._ending: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None

    async def run(self, size: Mapping[str, str]) -> None:
        """Start the app and hand on what is typed, until the page goes.

        Parameters
        ----------
        size : ``width`` and ``height`` of the terminal [cells], as far as the page gave them
        """
        self._visitors.see(self.visitor)
        width, height = _number(size.get("width"), 80, COLUMNS), _number(size.get("height"), 24, ROWS)
        await self.service.start(width, height)
        self._watching = asyncio.create_task(self._watch())
        try:
            async for message in self._socket:
                await self._take(message)
        except NotUnderstood:
            await self.end(Closing.NOT_UNDERSTOOD)

    async def end(self, why: Closing) -> None:
        """End the app, with its work kept, and then the connection; the first reason counts."""
        if self._ending is None:
            self._ending = asyncio.create_task(self._end(why))
        # Whoever waits may be cancelled; the end is not.
        await asyncio.shield(self._ending)

    async def _end(self, why: Closing) -> None:
        try:
            await self.service.stop()
        finally:
            self._gone()
        self._visitors.see(self.visitor)
        if fault := self.service.fault():
            log.error("the app of visitor %s ended with a fault:\n%s", self.visitor.key[:8], fault)
            why = Closing.FAULT
        await self._socket.close(code=why)

    async def _watch(self) -> None:
        """End the connection when the app has ended by itself."""
        await self.service.wait()
        await self.end(Closing.LEFT)

    async def _take(self, message: WSMessage) -> None:
        """Hand one message of the page to the app."""
        if message.type is not WSMsgType.TEXT:
            raise NotUnderstood
        try:
            kind, *rest = message.json()
            data = rest[0] if rest else None
        except (TypeError, ValueError):
            raise NotUnderstood from None
        if kind == "stdin" and isinstance(data, str):
            self._visitors.see(self.visitor)
            await self.service.send_bytes(data.encode("utf-8", "replace"))
        elif kind == "resize" and isinstance(data, dict):
            width, height = _number(data.get("width"), 80, COLUMNS), _number(data.get("height"), 24, ROWS)
            await self.service.set_terminal_size(width, height)
        elif kind == "ping":
            await self._socket.send_json(["pong", data])
        elif kind == "focus":
            await self.service.focus()
        elif kind == "blur":
            await self.service.blur()
        else:
            raise NotUnderstood


async def _not_yet() -> None:
    """The app says that it ends; the connection follows when the process has, with the right reason."""


def _number(given: Any, usual: int, limits: tuple[int, int]) -> int:
    """A number of cells, within limits; a page may send anything."""
    try:
        number = int(given)
    except (TypeError, ValueError, OverflowError):
        return usual
    return min(max(number, limits[0]), limits[1])
