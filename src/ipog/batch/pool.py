"""Chunks through processes: the work is Python, which one process does on one core only."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ipog.batch.chunk import Chunk, Outcome, Settings, work
from ipog.batch.parts import Parts

if TYPE_CHECKING:
    from concurrent.futures import Future

AHEAD = 1
"""Chunks a worker has waiting, so that none is idle and few are held in memory."""
SECONDS_ALONE = 2.5
"""Processor time of a chunk of plant files, as those before let expect it, up to which this process works
alone: thousands are done before another one has started."""

Finished = tuple[Chunk, int, list[dict[str, object]]]
"""A chunk, how many of its rows or plants failed, and its problems."""


def finish(
    chunks: Iterable[Chunk], settings: Settings, folder: Path, workers: int
) -> Generator[Finished, None, None]:
    """Work through the chunks, keep what comes of them, and tell of each in order.

    Parameters
    ----------
    chunks : what to do; those that are kept already are not done again
    settings : of the run
    folder : of the finished chunks
    workers : processes; 1 works in this one
    """
    chunks = iter(chunks)
    began, files = time.process_time(), 0
    for chunk in chunks:
        seconds = (time.process_time() - began) / files * chunk.size if files else 0.0
        by_column = settings.by_column and settings.samples == 0
        if workers > 1 and not (by_column and chunk.files and seconds < SECONDS_ALONE):
            following = next(chunks, None)
            if following is not None:
                chunks = chain([chunk, following], chunks)
                break
            # The last one is done before another process has started.
        yield chunk, *_finish(chunk, settings, folder)
        files += chunk.size
    else:
        return
    # What works alone does without, and starts sooner.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    if sys.platform != "win32":
        from multiprocessing import resource_tracker

        # Started with the first process otherwise, and then it lets Ctrl+C through in between.
        resource_tracker.ensure_running()
    waiting: deque[tuple[Chunk, Future[tuple[int, list[dict[str, object]]]]]] = deque()
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _prepare_worker)
    try:
        for chunk in chunks:
            # A task may start a process.
            with _interrupt_held_back():
                waiting.append((chunk, pool.submit(_finish, chunk, settings, folder)))
            if len(waiting) > AHEAD * workers:
                done, future = waiting.popleft()
                yield done, *future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, *future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _finish(chunk: Chunk, settings: Settings, folder: Path) -> tuple[int, list[dict[str, object]]]:
    parts = Parts(folder)
    outcome: Outcome | None = parts.load(chunk.number)
    if outcome is None:
        outcome = work(chunk, settings)
        parts.save(chunk.number, outcome)
    return outcome.failed, outcome.problems


@contextmanager
def _interrupt_held_back() -> Iterator[None]:
    """Ctrl+C waits until this is over; a process that is started meanwhile holds it back from its birth.

    It is not ignored, as one that came just then would be lost. Windows hands on neither.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare_worker() -> None:
    """Leave Ctrl+C to the parent, and end when it is gone."""
    import multiprocessing

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None, "a worker has a parent"

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
