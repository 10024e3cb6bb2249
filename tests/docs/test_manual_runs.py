"""Every command that the manual shows is run, page by page, and prints what the page shows."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "update_samples.py"))
NUMBER = re.compile(r"(?<![\w.])[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")
AGAIN = "run scripts/update_samples.py"


def words(text: str) -> str:
    """What a sample says besides its figures; the parameter set and the width of columns aside."""
    return " ".join(NUMBER.sub("#", re.sub(r"parameters .*", "", text)).split())


def figures(text: str) -> list[float]:
    found = NUMBER.findall(re.sub(r"parameters .*", "", text))
    return [float(number.replace(",", "")) for number in found]


@pytest.mark.parametrize("page", SCRIPT["PAGES"], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_commands_of_a_page_run_and_print_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for sample in SCRIPT["walk"](page.read_text(encoding="utf-8"), tmp_path):
        assert words(sample.wanted) == words(sample.shown), f"{sample.command}: {AGAIN}"
        # A refit may move figures a little before the pages are written anew, never what they say.
        for new, old in zip(figures(sample.wanted), figures(sample.shown), strict=True):
            assert new == pytest.approx(old, rel=0.1, abs=0.1), f"{sample.command}: {AGAIN}"


def test_a_sample_is_cut_where_it_says() -> None:
    text = "a\nb 1\nc\nd\n"
    assert SCRIPT["shortened"](text, "| from b | until d") == "b 1\nc\n"
    assert SCRIPT["shortened"](text, "| lines 1 & | from d") == "a\n...\nd\n"
    with pytest.raises(ValueError, match="no line holds 'x'"):
        SCRIPT["shortened"](text, "| from x")


def test_a_page_with_a_wrong_exit_code_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError, match="exit code 2"):
        list(SCRIPT["walk"]("```console\n$ ipog run example:none\n```\n", tmp_path))
