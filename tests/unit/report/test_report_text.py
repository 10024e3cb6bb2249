"""Text of users in a report: one line, no marks of direction, no end to none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog.diagnostics import InputError
from ipog.report import report_day
from ipog.report.document import table, words
from ipog.report.markdown import escaped
from ipog.report.safe import LONGEST, LONGEST_NAME, breakable, cut, name, plain


def test_marks_of_direction_and_control_characters_go() -> None:
    assert plain("a\u202eb\u2066c\u200fd\x07e\nf") == "abcd e f"


def test_letters_of_every_script_stay() -> None:
    assert plain("Ölfeld 中文 عربى é") == "Ölfeld 中文 عربى é"


def test_a_long_text_is_cut_and_says_so() -> None:
    assert cut("x" * 10_000) == "x" * LONGEST + "... (10000 letters)"
    assert len(name("y" * 10_000)) == LONGEST_NAME
    assert name("Unit 1") == "Unit 1"


def test_cells_and_paragraphs_are_made_harmless() -> None:
    assert words("a\u202e\nb").text == "a b"
    made = table("caption", ("h",), [["x" * 10_000]], "<")
    assert len(made.rows[0][0]) < LONGEST + 30


@given(st.text())
def test_breaks_change_nothing_but_where_a_line_may_end(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_long_words_can_be_broken_and_addresses_stay_whole() -> None:
    assert max(len(part) for part in breakable("x" * 300).split("\u200b")) <= 24
    assert breakable("boiler.air_preheater_exit_temperature").startswith("boiler.\u200bair_\u200b")
    address = "https://example.org/a/long/address/of/a/paper"
    assert breakable(address) == address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>", r"\<script\>"),
        ("[x](javascript:y)", r"\[x\](javascript:y)"),
        ("a|b", r"a\|b"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("# title", r"\# title"),
        ("=====", r"\====="),
        ("7.51", "7.51"),
        ("-", r"\-"),
    ],
)
def test_markdown_shows_text_as_it_is(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_the_day_comes_from_source_date_epoch() -> None:
    assert report_day({"SOURCE_DATE_EPOCH": "1767225600"}) == date(2026, 1, 1)
    assert report_day({"SOURCE_DATE_EPOCH": "0"}) == date(1970, 1, 1)


def test_without_it_the_day_is_today() -> None:
    before = datetime.now(UTC).astimezone().date()
    assert before <= report_day({}) <= datetime.now(UTC).astimezone().date()


@pytest.mark.parametrize("wrong", ["yesterday", "1.5", "9" * 30])
def test_a_wrong_source_date_epoch_is_explained(wrong: str) -> None:
    with pytest.raises(InputError, match="SOURCE_DATE_EPOCH"):
        report_day({"SOURCE_DATE_EPOCH": wrong})
