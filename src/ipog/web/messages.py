"""What the server tells the app of a visitor."""

from __future__ import annotations

from textual.message import Message


class Arrived(Message):
    """A file was brought into the visitor's folder.

    Attributes
    ----------
    name : of the file
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class Parted(Message):
    """Nobody is at the other end any more: the connection, the server or the time has ended."""
