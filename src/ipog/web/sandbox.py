"""File names of a visitor: plain names in his own folder, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ipog.diagnostics import InputError, Problem
from ipog.language import tr
from ipog.tui.shelf import Shelf

MOST_LETTERS = 100
"""Letters of a name."""

_FORBIDDEN = frozenset('\\:*?"<>|')
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)


class Sandbox(Shelf):
    """One folder, by names that mean the same file on every system.

    Parameters
    ----------
    folder : the visitor's; it is the working folder of the process that uses the paths
    saved : called with each file that was saved
    """

    starts_programs = False

    def __init__(self, folder: Path, saved: Callable[[Path], None] = lambda _: None) -> None:
        self._folder = folder.resolve()
        self._saved = saved

    def path(self, name: str) -> Path:
        """The file of a name, seen from the folder; raises InputError if the name leads out of it."""
        relative = self._inside(name)
        why = _wrong(relative)
        if why is None and not self._leads_inside(relative):
            why = tr("{name} leads out of this folder", name=_printable(name))
        if why is not None:
            raise InputError(
                [
                    Problem(
                        "outside-folder",
                        why,
                        given=_printable(name),
                        allowed=tr(
                            "a plain name in your own folder, such as plant.yaml; bring files by Upload"
                        ),
                    )
                ]
            )
        return Path(relative)

    def shown(self, path: Path | str) -> str:
        """The name without the folders of the server."""
        return _printable(self._inside(str(path)))

    def saved(self, path: Path) -> None:
        """Hand the file on."""
        self._saved(path)

    def _inside(self, name: str) -> str:
        """A name as seen from the folder; kept settings hold it with all its folders."""
        try:
            return Path(name).relative_to(self._folder).as_posix()
        except ValueError:
            return name

    def _leads_inside(self, relative: str) -> bool:
        try:
            found = (self._folder / relative).resolve()
        except (OSError, RuntimeError, ValueError):
            return False
        return found.is_relative_to(self._folder) and found != self._folder


def _wrong(name: str) -> str | None:
    """What is wrong with a name, in a sentence; None if it is plain."""
    shown = _printable(name)
    if not name.strip() or len(name) > MOST_LETTERS:
        return tr("{name} is no name of 1 to {most} letters", name=shown, most=MOST_LETTERS)
    if not name.isprintable():
        return tr("{name} has a letter that can't be printed", name=shown)
    if found := sorted(_FORBIDDEN & set(name)):
        return tr("{name} has {sign} in it", name=shown, sign=found[0])
    if name.startswith(("/", "~")):
        return tr("{name} begins outside of your folder", name=shown)
    for part in name.split("/"):
        if part in ("", ".", "..") or part.startswith("."):
            return tr("{name} has a part that is empty or begins with a point", name=shown)
        if part != part.strip() or part.endswith("."):
            return tr("{name} has a part that begins or ends with a blank or a point", name=shown)
        if part.split(".")[0].strip().lower() in _DEVICES:
            return tr("{name} is the name of a device on Windows", name=shown)
    return None


def _printable(name: str) -> str:
    """A name that can be shown whatever it holds."""
    letters = (letter if letter.isprintable() else "?" for letter in name[:MOST_LETTERS])
    return "".join(letters) or tr("an empty name")
