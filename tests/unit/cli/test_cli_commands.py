"""The table of commands and the entry."""

from __future__ import annotations

from importlib import import_module

import click
import pytest

from ipog.cli import draws
from ipog.cli.main import COMMANDS, cli, main
from ipog.diagnostics import ExitCode
from ipog.evaluate import DEFAULT_SAMPLES


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_under_its_own_name_and_has_help(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = import_module(COMMANDS[name][0]).command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert main([name, "--help"]) == ExitCode.FINE
    assert "Usage: ipog" in capsys.readouterr().out


def test_the_default_number_of_draws_is_that_of_the_model() -> None:
    assert draws.DEFAULT_SAMPLES == DEFAULT_SAMPLES


def test_help_lists_all_commands_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == ExitCode.FINE
    text = capsys.readouterr().out
    assert all(name in text for name in COMMANDS)
    assert "Exit codes" in text


def test_ipog_alone_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == ExitCode.FINE
    assert "Commands:" in capsys.readouterr().out


def test_an_unknown_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chek"]) == ExitCode.BAD_INPUT
    assert "did you mean check?" in capsys.readouterr().err


@pytest.mark.parametrize("args", [["run"], ["run", "--format", "xml", "a"], ["--nonsense"], ["check"]])
def test_wrong_usage_is_bad_input(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == ExitCode.BAD_INPUT
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "error: " in captured.err


def test_an_interruption_has_its_own_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_args: object, **_settings: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupted)
    assert main(["run", "x"]) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err == "interrupted\n"


def test_a_fault_of_ipog_does_not_look_like_a_missed_target(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_args: object, **_settings: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "main", broken)
    assert main(["run", "x"]) not in list(ExitCode)
    assert "fault of ipog" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_call_ipog(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == ExitCode.FINE
    assert "_IPOG_COMPLETE" in capsys.readouterr().out
