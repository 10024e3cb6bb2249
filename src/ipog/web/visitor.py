"""The process of one visitor: ``python -P -m ipog.web.visitor FOLDER``.

The server starts it. ``-P`` keeps the visitor's folder out of the places where Python looks for code.
"""

from __future__ import annotations

import mimetypes
import os
import sys
from collections.abc import Sequence
from pathlib import Path

FAULTS = "faults.txt"
"""What the app says on standard error, in the folder of its state."""

MOST_BYTES_WRITTEN = 20_000_000
"""Bytes of a file that the process may write, where the system can hold it to that."""


def main(args: Sequence[str]) -> int:
    """Run the app in a visitor's folder and give the exit code.

    Parameters
    ----------
    args : the folder, with ``files`` and ``state`` in it
    """
    from ipog import settings
    from ipog.language import SOURCE
    from ipog.web import guard
    from ipog.web.app import VisitorApp

    folder = Path(args[0]).resolve()
    files = folder / "files"
    os.chdir(files)
    settings.keep_in(folder / "state")
    if not settings.settings_file().exists():
        # A visitor begins in the language of the server, and may choose another.
        code = os.environ.get("IPOG_LANGUAGE", SOURCE)
        settings.save_settings(settings.Settings(language=code))
    # Reads files of the system, which is not allowed later.
    mimetypes.init()
    _limit()
    with (folder / "state" / FAULTS).open("ab") as faults:
        os.dup2(faults.fileno(), sys.stderr.fileno())
    app = VisitorApp(files)
    guard.lock(folder)
    app.run()
    return app.return_code or 0


def _limit() -> None:
    """Keep a fault from filling the disk, with a file or with its own picture."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = MOST_BYTES_WRITTEN if most == resource.RLIM_INFINITY else min(MOST_BYTES_WRITTEN, most)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
