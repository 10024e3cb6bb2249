"""Every command that the manual shows is run, page by page, and ends as the page says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ipog import examples
from ipog.cli.main import main

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "manual").rglob("*.md"), ROOT / "README.md"])
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"exit code (\d)")
IN_A_TERMINAL = ("tui", "serve")
"""Commands that open a screen or a server; tests of their own drive them."""
DRAWN = ("run", "advise", "report", "plot", "compare", "solve", "batch")
FEW = ("--samples", "20")
"""Draws where a page asks for the usual number: what is tested is that the command runs."""


def lines_of(page: Path) -> Iterator[str]:
    """The ipog commands of a page, in its order."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        yield from (line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ipog "))


def plant(path: Path) -> None:
    assert main(["new", str(path)]) == 0


def fleet(path: Path) -> None:
    assert main(["batch", "--template", str(path)]) == 0


def stack_tests(path: Path) -> None:
    assert main(["calibrate", "--template", str(path)]) == 0


def folder(path: Path) -> None:
    path.mkdir()
    for name in ("us-st-clair", "us-gaston"):
        (path / f"{name}.yaml").write_text(examples.read(name), encoding="utf-8")


MADE: tuple[tuple[str, Callable[[Path], None]], ...] = (
    (r"[\w-]+/", folder),
    (r"stack_tests\.csv", stack_tests),
    (r"units[\w-]*\.(csv|xlsx)", fleet),
    (r"[\w-]+\.yaml", plant),
)
"""What a page takes for granted, by the form of its name, and how it is made."""


def provide(words: list[str], here: Path) -> None:
    """Make the inputs of a command that are not there: those that it does not write itself."""
    written = {words[place + 1] for place, word in enumerate(words[:-1]) if word in ("-o", "--template")}
    for word in words:
        for form, make in MADE:
            if re.fullmatch(form, word) and word not in written and not (here / word).exists():
                make(here / word)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_commands_of_a_page_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in lines_of(page):
        words = shlex.split(line, comments=True)[1:]
        if words[0] in IN_A_TERMINAL:
            continue
        if words[0] != "new":
            provide(words, tmp_path)
        if words[0] in DRAWN and "--samples" not in words and "--template" not in words:
            words += FEW
        wanted = EXIT.search(line)
        assert main(words) == int(wanted[1] if wanted else 0), f"{line}\n{capsys.readouterr().err}"
