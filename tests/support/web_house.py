"""A server of the app under test, and visitors that come to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer, unused_port

from ipog.web.server import IpogServer
from ipog.web.terms import terms
from ipog.web.visitors import Visitors

PRETENDER = """
import json, os, sys
write = lambda kind, data: os.write(1, kind + len(data).to_bytes(4, "big") + data)
os.write(1, b"__GANGLION__\\n")
write(b"D", json.dumps([sys.argv[1], dict(os.environ)]).encode())
while kind := sys.stdin.buffer.read(1):
    data = sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(4), "big"))
    if kind == b"D" and data in (b"leave", b"fault"):
        sys.exit(data == b"fault" and "it broke \\x1b[31m here")
    if kind == b"M" and json.loads(data)["type"] == "quit":
        open(os.path.join(sys.argv[1], "state", "kept"), "w").close()
        break
    write(b"D", kind + data)
"""
"""Stands for the app: says its folder and environment, then whatever it is told."""


class Clock:
    """A time that is set."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class House:
    """A server that runs, with what it has said."""

    def __init__(self, folder: Path, clock: Clock, **wanted: object) -> None:
        self.said: list[str] = []
        self.clock = clock
        self.port = unused_port()
        agreed = terms(port=self.port, say=self.said.append, **wanted)  # type: ignore[arg-type]
        self.url = agreed.address.url
        self.server = IpogServer(agreed, Visitors(folder, agreed.keep, clock))
        self._visitors: list[ClientSession] = []

    async def open(self) -> None:
        """Start it."""
        self._running = TestServer(await self.server.make_app(), port=self.port)
        await self._running.start_server()
        self.server.announce()

    def browser(self, **settings: object) -> ClientSession:
        """A browser, with cookies of its own."""
        session = ClientSession(
            f"http://127.0.0.1:{self.port}", cookie_jar=CookieJar(unsafe=True), **settings
        )  # type: ignore[arg-type]
        self._visitors.append(session)
        return session

    async def visitor(self) -> ClientSession:
        """A browser that came in by the newest link."""
        session = self.browser(headers={"Origin": self.url})
        token = self.said[-1].partition("token=")[2]
        async with session.post("/enter", data={"token": token}) as answer:
            assert answer.status == 200
        return session

    async def close(self) -> None:
        """Stop it."""
        for session in self._visitors:
            await session.close()
        await self._running.close()


Open = Callable[..., Awaitable[House]]
"""What the fixture ``house`` gives: terms to a server that runs."""
