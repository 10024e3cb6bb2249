"""Where data go."""

from __future__ import annotations

import errno
import io
import os
import re
from pathlib import Path

import click
import pytest

from ipog.cli.main import main
from ipog.cli.output import colour_wanted, deliver, format_option, output_option, refuse_to_replace
from ipog.cli.render.advice_words import million
from ipog.diagnostics import InputError


def test_a_file_gets_utf8_line_feeds_and_a_last_one(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    deliver("Ö\nb", str(target))
    assert target.read_bytes() == "Ö\nb\n".encode()


def test_the_input_is_never_replaced(tmp_path: Path) -> None:
    plant = tmp_path / "plant.yaml"
    plant.write_text("a", encoding="utf-8")
    with pytest.raises(InputError, match="is the input"):
        deliver("b", str(plant), inputs=(str(plant),))
    assert plant.read_text(encoding="utf-8") == "a"


def test_a_file_that_cannot_be_written_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be written"):
        deliver("b", str(tmp_path / "no" / "such" / "folder.txt"))
    with pytest.raises(InputError, match="can't be written"):
        deliver("b", str(tmp_path))


def test_a_folder_where_one_may_not_write_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_data: object, _path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("ipog.cli.output._to_file", refused)
    with pytest.raises(InputError, match="you have no right to write there"):
        deliver("b", str(tmp_path / "b.txt"))


def test_no_draft_stays_behind(tmp_path: Path) -> None:
    deliver("a", str(tmp_path / "out.txt"))
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.skipif(os.name == "nt", reason="modes are of Unix")
def test_modes_follow_the_umask_and_the_file_that_was_there(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        deliver("a", str(tmp_path / "new.txt"))
    finally:
        os.umask(old)
    assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o640
    (tmp_path / "new.txt").chmod(0o600)
    deliver("b", str(tmp_path / "new.txt"))
    assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="devices are of Unix")
def test_a_device_is_written_to_not_replaced() -> None:
    deliver("a", os.devnull)
    assert Path(os.devnull).is_char_device()


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("a", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    deliver("b", str(tmp_path / "link.txt"))
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "b\n"


def test_all_files_in_the_way_are_named_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).touch()
    with pytest.raises(InputError) as caught:
        refuse_to_replace(tmp_path / "a", tmp_path / "b", tmp_path / "c")
    assert len(caught.value.problems) == 2


def test_no_colour_into_a_file() -> None:
    assert not colour_wanted("out.txt")


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (["-o", "r.CSV"], "csv"),
        (["-o", "r.yml"], "yaml"),
        (["-o", "r.txt"], "table"),
        (["-o", "r"], "table"),
        (["-o", "r.csv", "--format", "table"], "table"),
        (["--format", "csv", "-o", "r.xlsx"], "csv"),
        ([], "table"),
    ],
)
def test_the_ending_of_the_output_says_the_format_unless_it_is_given(words: list[str], form: str) -> None:
    with _command().make_context("ipog x", words) as ctx:
        assert ctx.params["form"] == form


@pytest.mark.parametrize("ending", [".xlsx", ".json", ".html"])
def test_what_a_command_does_not_write_is_refused(ending: str) -> None:
    with pytest.raises(click.BadParameter, match=rf"writes no \{ending} file; let .* end in .txt, .yaml"):
        _command().make_context("ipog x", ["-o", f"r{ending}"])


def _command() -> click.Command:
    return format_option("table", "yaml", "csv")(output_option(click.command("x")(lambda: None)))


def test_words_that_nobody_hears_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    assert main(["run", "no-such-file.yaml"]) == 2
    monkeypatch.setattr("sys.stderr", _Deaf())
    assert main(["run", "no-such-file.yaml"]) == 2


class _Deaf(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError


def test_a_sum_that_rounds_to_nothing_has_no_sign() -> None:
    assert [million(dollars) for dollars in (-4_900.0, -0.0, -5_100.0)] == ["0.00", "0.00", "-0.01"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--samples", "-4"], "-4 is not from 0 to 1000000."),
        (["--samples", "many"], "'many' is not a whole number."),
        (["--seed", "-1"], "-1 is not 0 or more."),
    ],
)
def test_a_wrong_number_is_told_without_mathematics(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "plant.yaml", *words]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["run"],
        ["run", "a.yaml", "b.yaml"],
        ["run", "--seed"],
        ["run", "a.yaml", "--quiet=1"],
        ["run", "a.yaml", "--formt", "json"],
        ["run", "a.yaml", "--xyzzy"],
        ["run", "a.yaml", "--format", "xml"],
        ["run", "a.yaml", "--seed", "-1"],
        ["run", "a.yaml", "--seed", "x"],
        ["solve", "a.yaml", "--confidence", "x"],
        ["solve", "a.yaml", "--confidence", "99.95"],
        ["report", "a.yaml"],
        ["coals", "shw"],
    ],
    ids=" ".join,
)
def test_wrong_words_of_a_command_are_told_in_the_language(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def shouted(message: str, /, **values: object) -> str:
        return message.upper().format(**{name.upper(): value for name, value in values.items()})

    main(words)
    english = capsys.readouterr().err.splitlines()[-1]
    monkeypatch.setattr("ipog.cli.usage.tr", shouted)
    assert main(words) == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.lower() == english.lower()
    assert not re.search(r"\b(?:not|option|argument|value|missing|requires|did you)\b", told)


def test_a_table_for_one_plant_is_told_where_tables_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "fleet.csv"
    table.write_text("plant,unit\nA,1\n", encoding="utf-8")
    for command in ("run", "check", "advise", "compare"):
        assert main([command, str(table)]) == 2
        assert "ipog batch reads tables" in capsys.readouterr().err
