"""How a server is to run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ipog.language import plural, tr
from ipog.shown import plain_number
from ipog.web.address import Address, address

MINUTE = 60.0
HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a server.

    Attributes
    ----------
    host, port : where it listens
    address : where visitors find it
    sessions : apps that run at a time
    idle : without a key or a move of the mouse for so long, an app is ended [s]
    keep : a visitor who does nothing for so long is forgotten with his files [s]
    links : unused one-time links there are at a time; 0 lets everybody in who reaches the server
    say : shows a line to whoever runs the server
    """

    host: str
    port: int
    address: Address
    sessions: int
    idle: float
    keep: float
    links: int
    say: Callable[[str], None]

    @property
    def idle_words(self) -> str:
        """The idle time in words."""
        minutes = self.idle / MINUTE
        if minutes.is_integer():
            return plural("{count} minute", "{count} minutes", int(minutes))
        return tr("{minutes} minutes", minutes=plain_number(minutes))


def terms(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    public_url: str | None = None,
    allowed: Iterable[str] = (),
    sessions: int = 8,
    idle_minutes: float = 30,
    keep_hours: float = 24,
    links: int = 1,
    say: Callable[[str], None],
) -> Terms:
    """Terms in the units of people; raises :class:`ipog.diagnostics.InputError` for addresses that are none.

    Parameters
    ----------
    public_url, allowed : see :func:`ipog.web.address.address`
    idle_minutes : [min]
    keep_hours : [h]
    """
    return Terms(
        host=host,
        port=port,
        address=address(host, port, public_url, allowed),
        sessions=sessions,
        idle=idle_minutes * MINUTE,
        keep=keep_hours * HOUR,
        links=links,
        say=say,
    )
