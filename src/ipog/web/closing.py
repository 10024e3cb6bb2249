"""Why a connection ends: codes that the page turns into words."""

from __future__ import annotations

from enum import IntEnum


class Closing(IntEnum):
    """Close codes of the WebSocket; 4000 and above are free for applications."""

    LEFT = 1000
    AWAY = 1001
    """The server stops."""
    NOT_UNDERSTOOD = 1003
    IDLE = 4001
    ELSEWHERE = 4002
    """The same visitor opened the app again."""
    FULL = 4003
    FAULT = 4004
    FORGOTTEN = 4005
