"""Where the user's files are found and put: anywhere the system lets him, unless another shelf is set.

Every name of a file that a user gives goes through :func:`current`, so that an app served to others
can hold them to a folder of their own.
"""

from __future__ import annotations

from pathlib import Path


class Shelf:
    """The user's own computer."""

    starts_programs = True
    """Whether the app may start programs for its user."""

    def path(self, name: str) -> Path:
        """Where a file of a given name is; raises :class:`ipog.diagnostics.InputError` if it may not be used.

        Parameters
        ----------
        name : as the user wrote it, or as it was kept from an earlier run
        """
        return Path(name).expanduser()

    def shown(self, path: Path | str) -> str:
        """What to call a file."""
        return str(path)

    def saved(self, path: Path) -> None:
        """Called when the user has saved a file."""


_current = Shelf()


def current() -> Shelf:
    """The shelf of this process."""
    return _current


def use(shelf: Shelf) -> None:
    """Take another shelf from now on."""
    global _current  # noqa: PLW0603
    _current = shelf
