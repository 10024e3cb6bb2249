"""``ipog serve``: what it says where it cannot, and how it stops."""

from __future__ import annotations

import socket
import subprocess
import sys
from importlib import util

import pytest
from command_line import can_be_interrupted

from ipog.cli.main import main

pytest.importorskip("textual_serve")


def test_without_the_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("ipog.cli.serve.find_spec", lambda _name: None)
    assert main(["serve"]) == 2
    assert 'pip install "ipog[web]"' in capsys.readouterr().err
    assert util.find_spec("textual_serve") is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "--public-url"),
        (["--public-url", "https://example.org/ipog"], "no path"),
        (["--allow-origin", "example.org"], "http or https"),
        (["--port", "0"], "'--port'"),
        (["--idle", "0"], "'--idle'"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["serve", *words]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_a_port_that_is_taken_is_said_before_any_link(capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--port", port]) == 2
    shown = capsys.readouterr()
    assert f"port {port} of 127.0.0.1 is taken" in shown.err
    assert not shown.out


@pytest.mark.skipif(sys.platform == "win32", reason="a test can't press Ctrl+C there")
def test_it_prints_a_link_and_stops_in_good_order_on_ctrl_c():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    running = subprocess.Popen(
        [sys.executable, "-m", "ipog.cli", "serve", "--port", port],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=can_be_interrupted,  # noqa: PLW1509
    )
    assert running.stdout is not None
    assert running.stdout.readline().startswith(f"http://127.0.0.1:{port}/enter?token=")
    running.send_signal(2)
    _, error = running.communicate(timeout=60)
    assert running.returncode == 0
    assert error.endswith("stopped\n")
