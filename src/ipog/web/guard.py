"""A second lock behind the names of files: what the process of a visitor may do at all.

An audit hook sees each file that is opened, each program that is started and each connection that is
made from Python code, whichever part of the app wants it. It is no jail for hostile code, which a
visitor has no way to bring; it makes sure that a fault of the app gives nobody another's files.
"""

from __future__ import annotations

import errno
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path

import ipog

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_PROGRAMS = frozenset(
    [
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.startfile/2",
        "pty.spawn",
        "webbrowser.open",
        "_winapi.CreateProcess",
    ]
)
_NETWORK = frozenset(
    ["socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "urllib.Request"]
)
# Walking a tree lists each folder, and takes a refusal there for an empty one, as libraries expect.
_LISTS = frozenset(["os.listdir", "os.scandir"])
_CHANGES = frozenset(
    [
        "os.chdir",
        "os.chmod",
        "os.chown",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.setxattr",
        "os.removexattr",
        "os.symlink",
        "os.truncate",
        "os.utime",
        "sqlite3.connect",
    ]
)
# How many of the first arguments are paths, where it is more than one.
_PATHS = {"os.link": 2, "os.rename": 2, "os.symlink": 2}


def lock(own: Path) -> None:
    """Hold this process to one folder, and to reading its own program; there is no way back.

    What is refused raises PermissionError, as if the system had refused it.

    Parameters
    ----------
    own : the visitor's folder, to read and write
    """
    sys.addaudithook(hook(own, _program_folders()))


def hook(own: Path, program: Iterable[Path]) -> Callable[[str, tuple[object, ...]], None]:
    """The hook that :func:`lock` sets.

    Parameters
    ----------
    own : folder to read and write
    program : folders to read
    """
    home = os.path.realpath(own)
    readable = tuple(os.path.abspath(folder) for folder in program)  # noqa: PTH100, links are kept

    def inside(path: object) -> bool:
        name = _name(path)
        return name is None or _is_below(os.path.realpath(name), home)

    def may_read(path: object) -> bool:
        name = _name(path)
        if name is None:
            return True
        # Links of the program itself, as in virtual environments, may lead where they like.
        plain = os.path.abspath(name)  # noqa: PTH100
        return any(_is_below(plain, folder) for folder in readable) or inside(path)

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = args
            writes = isinstance(flags, int) and flags & _WRITES
            allowed = inside(path) if writes else may_read(path)
        elif event in _LISTS:
            allowed = may_read(args[0])
        elif event in _CHANGES:
            allowed = all(inside(path) for path in args[: _PATHS.get(event, 1)])
        elif event in _PROGRAMS:
            allowed = False
        elif event in _NETWORK:
            allowed = _is_own_pipe(event, args)
        else:
            return
        if not allowed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(args[0]) if args else event)

    return watch


def _name(path: object) -> str | None:
    """A path as text, below the working folder if none is given; None for what is open already."""
    if path is None:
        return os.curdir
    if isinstance(path, int):
        return None
    return os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else str(path)


def _is_below(path: str, folder: str) -> bool:
    path, folder = os.path.normcase(path), os.path.normcase(folder)
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_own_pipe(event: str, args: tuple[object, ...]) -> bool:
    """Whether it is the pair of sockets by which the event loop of Windows wakes itself."""
    address = args[1] if event in ("socket.connect", "socket.bind") and len(args) > 1 else None
    return sys.platform == "win32" and isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1")


def _program_folders() -> list[Path]:
    """Where Python, its libraries and ipog with its coals and manual are."""
    named = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    # The first of the search path is the folder one starts in, unless Python is told otherwise.
    searched = [entry for entry in sys.path if entry and Path(entry).exists()]
    package = Path(ipog.__file__).parent
    # In a checkout some of what an installed package holds stands beside the code.
    beside = [package.parents[1] / name for name in ("coal_data", "manual")]
    return [*map(Path, [*filter(None, named), *searched]), package, *beside]
