"""Where lines of the app may end in East Asian text."""

from __future__ import annotations

import re

import pytest
from rich import _wrap

from ipog.tui.east_asian import WORD, break_between_letters


def _words(text: str) -> list[str]:
    return [found[0] for found in WORD.finditer(text)]


def test_a_line_may_end_between_wide_letters_but_not_before_what_closes_or_behind_what_opens() -> None:
    assert _words("脱硫塔（SCR）后，“汞”降 90%。") == [
        "脱",
        "硫",
        "塔",
        "（SCR）",
        "后，",
        "“汞”",
        "降 ",
        "90%。",
    ]


@pytest.mark.parametrize("text", ["Mercury at the stack, 1.5 ug/Nm3 (P10 0.5).", " a “word” isn’t cut ", "x"])
def test_other_text_is_broken_at_blanks_as_before(text: str) -> None:
    assert _words(text) == re.findall(r"\s*\S+\s*", text)


def test_lines_of_the_app_are_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_wrap, "re_word", _wrap.re_word)
    break_between_letters()
    assert _wrap.divide_line("P10 表示有多大把握", 8) == [6, 10]
