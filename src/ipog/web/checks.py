"""What is asked of every request, and what every answer says to the browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

from ipog.language import tr
from ipog.web.address import Address

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SAFE_METHODS = ("GET", "HEAD")


def checked(address: Address) -> Middleware:
    """Turn away who asks under another name or from another site's page.

    A browser says in ``Origin`` which page makes it ask. Without this check any page that a visitor has
    open could drive his app; without the check of ``Host`` a page could do so by giving its own name the
    address of this server.
    """

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.get("Host", "").lower() not in address.hosts:
            raise web.HTTPMisdirectedRequest(
                text=tr("This server is {address}, and answers to no other name.", address=address.url) + "\n"
            )
        origin = request.headers.get("Origin")
        # The connection of the app begins as a GET, yet it can do everything.
        harmless = request.method in SAFE_METHODS and "upgrade" not in request.headers
        if origin not in address.origins and not (harmless and origin is None):
            raise web.HTTPForbidden(text=tr("This was asked for by a page of another site.") + "\n")
        return await handler(request)

    return check


def signed(address: Address) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Add the headers by which a browser holds the page to this server."""
    policy = "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            # The terminal sets its colours and sizes as styles of its own.
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self'",
            "img-src 'self' data:",
            f"connect-src 'self' {address.websocket}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Server": "ipog",
    }

    async def sign(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(headers)
        kept = "max-age=3600" if request.path.startswith(("/static/", "/page/")) else "no-store"
        response.headers.setdefault("Cache-Control", kept)

    return sign
