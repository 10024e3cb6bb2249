"""The process behind one visitor's page: started clean, and stopped for certain."""

from __future__ import annotations

import asyncio
import json
import os
import site
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from ipog.language import current
from ipog.web.visitor import FAULTS
from ipog.web.visitors import Visitor

COMMAND = (sys.executable, "-P", "-m", "ipog.web.visitor")
"""What is started, with the visitor's folder behind it."""

PASSED_ON = (
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "LD_LIBRARY_PATH",
    "SYSTEMROOT",
    "WINDIR",
    "NUMBER_OF_PROCESSORS",
    "PROCESSOR_ARCHITECTURE",
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
)
"""What a process gets of the server's environment; all else may hold secrets."""

PATIENCE = 5.0
"""How long a process may take to keep its work and end [s]."""

MOST_LETTERS_OF_A_FAULT = 10_000


class VisitorService(AppService):
    """One running app.

    Parameters
    ----------
    visitor : whose it is
    write_bytes, write_str : send to his page
    close : ends the connection to it
    downloads : the files under way to visitors
    """

    def __init__(
        self,
        visitor: Visitor,
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        write_str: Callable[[str], Awaitable[None]],
        close: Callable[[], Awaitable[None]],
        downloads: DownloadManager,
    ) -> None:
        super().__init__(
            "ipog",
            write_bytes=write_bytes,
            write_str=write_str,
            close=close,
            download_manager=downloads,
        )
        self.visitor = visitor

    @property
    def returncode(self) -> int | None:
        """Exit code of the process; None while it runs."""
        return None if self._process is None else self._process.returncode

    def fault(self) -> str:
        """What the process said of its fault; empty if it ended as it should."""
        if not self.returncode:
            return ""
        found = []
        for name in (FAULTS, "crash.txt"):
            try:
                found.append((self.visitor.state / name).read_text(encoding="utf-8", errors="replace"))
            except OSError:
                continue
        letters = "".join(found)[-MOST_LETTERS_OF_A_FAULT:]
        # It may quote what the visitor wrote, which must not drive the terminal of whoever reads it.
        return "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in letters)

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        state = str(self.visitor.state)
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        if "PYTHONPATH" in os.environ:
            places = (str(Path(place).absolute()) for place in os.environ["PYTHONPATH"].split(os.pathsep))
            environment["PYTHONPATH"] = os.pathsep.join(places)
        return environment | {
            "TEXTUAL_DRIVER": "ipog.web.driver:VisitorDriver",
            "TEXTUAL_FPS": "30",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM_PROGRAM": "textual",
            "TERM_PROGRAM_VERSION": version("textual-serve"),
            "COLUMNS": str(width),
            "ROWS": str(height),
            # Libraries look for their settings at home.
            **dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), state),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "MPLCONFIGDIR"), state),
            "IPOG_LANGUAGE": current(),
            "PYTHONUSERBASE": site.getuserbase(),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
        }

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the process: no shell, no environment but its own, deaf to keys in the server's terminal."""
        self.visitor.make_folders()
        self._process = process = await asyncio.create_subprocess_exec(
            *COMMAND,
            str(self.visitor.folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self._build_environment(width, height),
            **_apart(),
        )
        self._stdin = process.stdin
        return process

    async def wait(self) -> None:
        """Wait for the process to end."""
        if self._process is not None:
            await self._process.wait()

    async def stop(self) -> None:
        """Let the app keep its work and end; end it if it does not."""
        task, process = self._task, self._process
        if task is None or process is None:
            return
        self._task = None
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            process.kill()
        await task
        await process.wait()

    async def tell_arrived(self, name: str) -> None:
        """Tell the app that a file was brought."""
        await self.send_meta({"type": "arrived", "name": name})

    async def on_meta(self, data: bytes) -> None:
        """Take a note of the app; it opens nothing in a browser but pages of the web."""
        note = json.loads(data)
        if note.get("type") == "open_url" and urlsplit(str(note.get("url"))).scheme not in ("http", "https"):
            return
        await super().on_meta(data)


def _apart() -> dict[str, Any]:
    """What keeps Ctrl+C in the server's terminal from the processes, which the server ends itself."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
