"""Processes of a batch are started without losing a Ctrl+C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from ipog.batch import pool

SHOW_MASK = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"


@pytest.mark.skipif(os.name == "nt", reason="signals are of Unix")
def test_an_interrupt_that_comes_while_a_process_is_started_is_late_and_not_lost() -> None:
    held_back_in_child = []

    def start() -> None:
        with pool._interrupt_held_back():
            # To this thread, as a library may have others, which hold nothing back.
            signal.pthread_kill(threading.get_ident(), signal.SIGINT)
            command = [sys.executable, "-c", SHOW_MASK]
            child = subprocess.run(command, capture_output=True, text=True, check=True)
            held_back_in_child.append(child.stdout.strip())

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            start()
    finally:
        signal.signal(signal.SIGINT, before)
    assert held_back_in_child == ["True"]
