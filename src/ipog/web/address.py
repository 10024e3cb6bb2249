"""What the server is called, and which pages may talk to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from ipog.diagnostics import InputError, Problem
from ipog.language import tr

_PORTS = {"http": 80, "https": 443}
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Address:
    """Where visitors find the server.

    Attributes
    ----------
    url : what visitors type, without a path
    origins : pages that may open the app, as browsers name them: ``https://plants.example.org``
    hosts : names under which the server may be asked, with the port unless it is the usual one
    exposed : whether others than this computer reach it without a proxy
    """

    url: str
    origins: frozenset[str]
    hosts: frozenset[str]
    exposed: bool

    @property
    def secure(self) -> bool:
        """Whether visitors come over TLS."""
        return self.url.startswith("https:")

    @property
    def websocket(self) -> str:
        """The same address for the connection of the app."""
        return "ws" + self.url.removeprefix("http")


def address(host: str, port: int, public_url: str | None = None, allowed: Iterable[str] = ()) -> Address:
    """The address of a server.

    Parameters
    ----------
    host, port : where it listens
    public_url : what visitors type, if that is another; a proxy before it has it
    allowed : more origins

    Raises
    ------
    ipog.diagnostics.InputError
        if an origin is none, or nobody could say what visitors should type
    """
    loopback = host == "localhost" or _is(host, "is_loopback")
    if public_url is not None:
        origin = _origin(public_url, "--public-url")
    elif _is(host, "is_unspecified"):
        problem = Problem(
            "no-public-url",
            tr("{host} means every address of this computer, and visitors need one to type", host=host),
            given=f"--host {host}",
            allowed=tr(
                "--public-url as well, such as {example}", example="--public-url http://192.168.1.20:8000"
            ),
        )
        raise InputError([problem])
    else:
        origin = _joined("http", host, port)
    origins = {origin, *(_origin(text, "--allow-origin") for text in allowed)}
    if loopback:
        origins |= {_joined("http", name, port) for name in _LOOPBACK}
    hosts = frozenset(urlsplit(name).netloc for name in origins)
    return Address(origin, frozenset(origins), hosts, exposed=not loopback)


def _is(host: str, what: str) -> bool:
    try:
        return bool(getattr(ip_address(host), what))
    except ValueError:
        return False


def _joined(scheme: str, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host and not host.startswith("[") else host.lower()
    return f"{scheme}://{name}" if port == _PORTS[scheme] else f"{scheme}://{name}:{port}"


def _origin(text: str, option: str) -> str:
    """An origin the way browsers write it."""
    try:
        parts = urlsplit(text.strip())
        port, host = parts.port, parts.hostname
    except ValueError:
        raise _no_origin(text, option) from None
    rest = (parts.path.rstrip("/"), parts.query, parts.fragment, parts.username, parts.password)
    if parts.scheme not in _PORTS or not host or any(rest):
        raise _no_origin(text, option)
    return _joined(parts.scheme, host, port or _PORTS[parts.scheme])


def _no_origin(text: str, option: str) -> InputError:
    problem = Problem(
        "no-origin",
        tr("{text} is not the address of a site, which has http or https, a name, and no path", text=text),
        given=f"{option} {text}",
        allowed=tr(
            "such as {example}: a site of its own, not a part of one", example="https://plants.example.org"
        ),
    )
    return InputError([problem])
