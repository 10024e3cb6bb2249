"""The server: pages, the connections of the apps, files that come and go."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp_jinja2
import jinja2
from aiohttp import web
from textual_serve.server import Server

from ipog.diagnostics import InputError
from ipog.language import current, tr
from ipog.web.checks import checked, signed
from ipog.web.closing import Closing
from ipog.web.page_words import in_language
from ipog.web.service import VisitorService
from ipog.web.session import Session
from ipog.web.terms import Terms
from ipog.web.visitors import MOST_BYTES_OF_A_FILE, Visitor, Visitors

log = logging.getLogger("ipog.web")

COOKIE = "ipog_visitor"
PAGES = Path(__file__).parent / "pages"
SWEEP = 15.0
"""How often the server looks for who is idle [s]."""

MOST_BYTES_TYPED = 2_000_000
"""Bytes of one message of a page; pasting a large plant file is the largest."""


class IpogServer(Server):
    """Serves the app to visitors.

    Parameters
    ----------
    terms : how
    visitors : who may come in
    """

    def __init__(self, terms: Terms, visitors: Visitors) -> None:
        super().__init__("ipog", terms.host, terms.port, "ipog", terms.address.url, templates_path=PAGES)
        self.terms = terms
        self.visitors = visitors
        self._sessions: dict[str, Session] = {}

    async def make_app(self) -> web.Application:
        """The application with its routes, checks and tasks."""
        app = web.Application(
            middlewares=[checked(self.terms.address)], client_max_size=MOST_BYTES_OF_A_FILE + 10_000
        )
        pages = aiohttp_jinja2.setup(
            app, loader=jinja2.FileSystemLoader(self.templates_path), autoescape=True
        )
        pages.globals.update(tr=tr, page_words=in_language, language=current)
        app.add_routes(
            [
                web.get("/", self.handle_index, name="index"),
                web.get("/enter", self.handle_link),
                web.post("/enter", self.handle_enter),
                web.post("/files", self.handle_file),
                web.post("/forget", self.handle_forget),
                web.get("/alive", self.handle_alive),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.get("/download/{key}", self.handle_download, name="download"),
                web.static("/static", self.statics_path, name="static"),
                web.static("/page", PAGES / "static", name="page"),
            ]
        )
        app.on_response_prepare.append(signed(self.terms.address))
        app.on_shutdown.append(self.on_shutdown)
        app.cleanup_ctx.append(self._sweeping)
        return app

    # Coming in

    def link(self) -> str:
        """A new one-time link."""
        return f"{self.terms.address.url}/enter?token={self.visitors.new_link()}"

    def announce(self) -> None:
        """Say how to come in."""
        if not self.terms.links:
            self.terms.say(self.terms.address.url)
        for _ in range(self.terms.links):
            self.terms.say(self.link())

    async def handle_link(self, request: web.Request) -> web.StreamResponse:
        """A page that uses up the link when it is shown; a program that only looks at links does not."""
        token = request.query.get("token", "")
        if self._visitor(request) is not None:
            raise web.HTTPSeeOther("/")
        if not self.visitors.is_open(token):
            return self._words(
                request,
                403,
                tr("This link was used already"),
                tr("Each link lets one visitor in, once. Please ask whoever runs this server for another."),
            )
        return aiohttp_jinja2.render_template("enter.html", request, {"token": token})

    async def handle_enter(self, request: web.Request) -> web.StreamResponse:
        """Exchange a link for a cookie."""
        form = await request.post()
        cookie = self.visitors.enter(str(form.get("token", "")))
        if cookie is None:
            raise web.HTTPSeeOther("/")
        # There is always a link for the next visitor.
        self.terms.say(self.link())
        return self._let_in(cookie)

    async def handle_index(self, request: web.Request) -> Any:
        """The page of the app."""
        if self._visitor(request) is None:
            cookie = None if self.terms.links else self.visitors.admit()
            if cookie is None:
                return self._words(
                    request,
                    403,
                    tr("This app is opened by a link"),
                    tr(
                        "The link that you used has run out, or you have none. Please ask whoever runs this "
                        "server for one."
                    ),
                )
            return self._let_in(cookie)
        context = {
            "websocket": f"{self.terms.address.websocket}/ws",
            "letters": request.query.get("fontsize", "16"),
            "idle": self.terms.idle_words,
        }
        return aiohttp_jinja2.render_template("app.html", request, context)

    def _visitor(self, request: web.Request) -> Visitor | None:
        return self.visitors.known(request.cookies.get(COOKIE))

    def _let_in(self, cookie: str) -> web.Response:
        """To the page of the app, with a cookie."""
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(
            COOKIE,
            cookie,
            max_age=int(self.terms.keep),
            httponly=True,
            samesite="Lax",
            secure=self.terms.address.secure,
        )
        return response

    def _words(self, request: web.Request, status: int, title: str, words: str) -> web.Response:
        context = {"title": title, "words": words}
        return aiohttp_jinja2.render_template("words.html", request, context, status=status)

    # The app

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """The connection of an app: one a visitor, and no more than there is room for."""
        visitor = self._visitor(request)
        if visitor is None:
            raise web.HTTPForbidden(text=f"{tr('Please open the page again.')}\n")
        socket = web.WebSocketResponse(heartbeat=SWEEP, timeout=2.0, max_msg_size=MOST_BYTES_TYPED)
        await socket.prepare(request)
        # The newest page has the app; one whose connection hangs must not keep its visitor out.
        while (before := self._sessions.get(visitor.key)) is not None:
            await before.end(Closing.ELSEWHERE)
        if len(self._sessions) >= self.terms.sessions:
            await socket.close(code=Closing.FULL)
            return socket
        key = visitor.key
        session = self._sessions[key] = Session(
            visitor, self.visitors, socket, self.download_manager, lambda: self._sessions.pop(key)
        )
        try:
            await session.run(request.query)
        finally:
            await session.end(Closing.LEFT)
        return socket

    async def sweep(self) -> None:
        """End the apps that nobody uses, and forget visitors who stayed away."""
        now = self.visitors.clock()
        for session in list(self._sessions.values()):
            if now - session.visitor.seen > self.terms.idle:
                await session.end(Closing.IDLE)
        self.visitors.forget_old(frozenset(self._sessions))

    async def _sweeping(self, _app: web.Application) -> AsyncIterator[None]:
        async def forever() -> None:
            while True:
                await asyncio.sleep(SWEEP)
                try:
                    await self.sweep()
                except OSError:
                    log.exception("could not tidy up")

        task = asyncio.create_task(forever())
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    async def on_shutdown(self, _app: web.Application) -> None:
        """End all apps, each with its work kept."""
        await asyncio.gather(*(each.end(Closing.AWAY) for each in list(self._sessions.values())))

    # Files

    async def handle_file(self, request: web.Request) -> web.StreamResponse:
        """Take a file that a visitor brings, and tell his app."""
        visitor = self._visitor(request)
        if visitor is None:
            return _answer(403, tr("Please open the page again."))
        try:
            part = (await request.post()).get("file")
        except web.HTTPRequestEntityTooLarge:
            return _answer(
                413,
                tr(
                    "A file may have up to {size} MB.",
                    size=MOST_BYTES_OF_A_FILE // 1_000_000,
                ),
            )
        except ValueError:
            part = None
        if not isinstance(part, web.FileField):
            return _answer(400, tr("No file came."))
        try:
            name = visitor.bring(part.filename, part.file.read())
        except InputError as error:
            problem = error.problems[0]
            return _answer(
                400, tr("{message}. Allowed: {allowed}.", message=problem.message, allowed=problem.allowed)
            )
        except OSError:
            log.exception("could not keep a file of visitor %s", visitor.key[:8])
            return _answer(507, tr("The server could not keep the file."))
        self.visitors.see(visitor)
        if (session := self._sessions.get(visitor.key)) is not None:
            await session.service.tell_arrived(name)
        return _answer(200, tr("{name} is in your folder.", name=name))

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """Hand a file to the visitor whose app sends it, and to nobody else; never as a page."""
        visitor, key = self._visitor(request), request.match_info["key"]
        try:
            download = await self.download_manager.get_download_metadata(key)
        except KeyError:
            raise web.HTTPNotFound from None
        service = download.app_service
        if visitor is None or not isinstance(service, VisitorService) or service.visitor.key != visitor.key:
            raise web.HTTPNotFound
        name = quote(download.file_name, safe="")
        response = web.StreamResponse(
            headers={
                "Content-Type": "application/octet-stream",
                "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            }
        )
        await response.prepare(request)
        async for chunk in self.download_manager.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response

    async def handle_forget(self, request: web.Request) -> web.StreamResponse:
        """End a visitor's app and remove all he has here."""
        if (visitor := self._visitor(request)) is not None:
            if (session := self._sessions.get(visitor.key)) is not None:
                await session.end(Closing.FORGOTTEN)
            self.visitors.forget(visitor)
        words = tr("Your files and drafts on this server are removed. Thank you for your visit.")
        response = self._words(request, 200, tr("All is removed"), words)
        response.del_cookie(COOKIE)
        return response

    async def handle_alive(self, _request: web.Request) -> web.StreamResponse:
        """Say that the server is there."""
        return _answer(200, "Here.")


def _answer(status: int, words: str) -> web.Response:
    return web.json_response({"words": words}, status=status)
