"""What lets a short command start and end quickly; nothing here changes what it does."""

from __future__ import annotations

import atexit
import gc
import os

NEW_OBJECTS = 50_000
"""Objects made since the last look for cycles, until there is another."""


def begin() -> None:
    """Spare a command what costs it more than its work; called before numpy is loaded."""
    # The matrices are small: a thread on each core costs far more to start than it saves. Workers inherit it.
    if "OMP_NUM_THREADS" not in os.environ:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Classes, schemas and tables are made once and stay: each look for cycles walks over them for nothing.
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
    # Nor need they be looked through at the end, when the system takes all memory back.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
