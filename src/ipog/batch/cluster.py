"""Chunks on a Dask cluster: the same work as in :mod:`ipog.batch.pool`, on as many machines as there are."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import replace
from importlib import import_module
from typing import Any

import ipog
from ipog.batch.chunk import Chunk, Settings, work
from ipog.batch.parts import Parts, pack
from ipog.batch.pool import AHEAD, Finished
from ipog.diagnostics import InputError, Problem
from ipog.language import mark, tr
from ipog.model import shipped

LOCAL = "local:"
"""Address that starts so many workers on this machine: ``local:4``."""
ALLOWED = mark(
    "tcp://HOST:PORT or tls://HOST:PORT of a scheduler, or local:N for N processes on this machine"
)
TRIES = 5
"""How often a chunk is given to another worker when one is lost."""
SECONDS_TO_CONNECT = 15
LOST = ("KilledWorker", "FutureCancelledError", "CancelledError", "CommClosedError")
"""What Dask raises when nobody is left to do the work."""


def finish_on_cluster(
    chunks: Iterable[Chunk], settings: Settings, parts: Parts, address: str
) -> Generator[Finished, None, None]:
    """Work through the chunks, keep what comes of them here, and tell of each in order.

    Parameters
    ----------
    chunks : what to do; those that are kept already are not done again
    settings : of the run
    parts : the finished chunks
    address : of the scheduler, or ``local:N``

    Raises
    ------
    ipog.diagnostics.InputError
        if there is no such cluster, or its workers have another ipog
    """
    with _connected(address) as client:
        workers = _check_workers(client)
        waiting: deque[tuple[Chunk, Any]] = deque()
        for chunk in chunks:
            kept = parts.load(chunk.number) is not None
            # A worker on another machine does not see the files of this one.
            task = (
                None
                if kept
                else client.submit(_packed, _with_texts(chunk), settings, pure=False, retries=TRIES)
            )
            waiting.append((chunk, task))
            if len(waiting) > AHEAD * workers:
                yield _kept(*waiting.popleft(), parts)
        while waiting:
            yield _kept(*waiting.popleft(), parts)


def _packed(chunk: Chunk, settings: Settings) -> bytes:
    """What a worker does: a chunk in, the bytes of its file out."""
    return pack(work(chunk, settings))


def _with_texts(chunk: Chunk) -> Chunk:
    return replace(chunk, files=tuple(source.with_data() for source in chunk.files))


def _kept(chunk: Chunk, task: Any, parts: Parts) -> Finished:
    if task is not None:
        try:
            packed = task.result()
        except Exception as error:
            if type(error).__name__ not in LOST:
                raise
            message = tr(
                "the cluster was lost, or its workers one after the other: {reason}",
                reason=type(error).__name__,
            )
            raise _fault("worker-lost", message, tr("the same command with --resume")) from None
        parts.keep(chunk.number, packed)
    outcome = parts.load(chunk.number)
    assert outcome is not None, "a chunk that was kept is there"
    return chunk, outcome.failed, outcome.problems


def _connected(address: str) -> Any:
    """A client of the cluster; leaving it ends a cluster that was started here."""
    if not address.startswith((LOCAL, "tcp://", "tls://")):
        message = tr("{address} is not the address of a cluster", address=address)
        raise _fault("bad-address", message, tr(ALLOWED))
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise _fault(
            "missing-extra",
            tr("a cluster needs the package {package}, which is not installed", package="dask"),
            tr("{command}, or a run without --cluster", command='python -m pip install "ipog[cluster]"'),
        ) from None
    if not address.startswith(LOCAL):
        try:
            return distributed.Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0]
            message = tr("no scheduler answers at {address}: {reason}", address=address, reason=reason)
            raise _fault("no-cluster", message, tr(ALLOWED)) from None
    number = address.removeprefix(LOCAL)
    if not (number.isascii() and number.isdigit() and 0 < int(number) <= 1000):
        message = tr("{address} does not say how many processes", address=address)
        raise _fault("bad-address", message, tr(ALLOWED))
    # Whoever reaches a scheduler can run code: this one listens to this machine alone.
    return distributed.Client(
        n_workers=int(number),
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        set_as_default=False,
    )


def _version() -> str:
    return f"{ipog.__version__} with parameters {shipped().label}"


def _check_workers(client: Any) -> int:
    """How many workers there are; raises InputError if there are none, or they have another ipog."""
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        found: dict[str, str] = client.run(_version)
    except TimeoutError:
        message = tr("the cluster has no workers")
        allowed = tr("{command} on each machine", command="dask worker tcp://HOST:PORT")
        raise _fault("no-cluster", message, allowed) from None
    except (ModuleNotFoundError, AttributeError) as error:
        message = tr("the workers of the cluster lack what this ipog needs: {reason}", reason=error)
        raise _fault("other-version", message, tr("the same ipog on every machine")) from None
    for worker, version in found.items():
        if version != _version():
            message = tr(
                "the worker {worker} has ipog {version}, this is ipog {own}",
                worker=worker,
                version=version,
                own=_version(),
            )
            raise _fault("other-version", message, tr("the same ipog on every machine"))
    return len(found)


def _fault(problem_id: str, message: str, allowed: str) -> InputError:
    return InputError([Problem(problem_id, message, allowed=allowed)])
