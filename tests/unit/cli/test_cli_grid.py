"""Tables and paragraphs that keep their columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ipog.cli.render.grid import WIDTH, pad, paragraph, shown, table
from ipog.language import width


def test_east_asian_letters_take_two_cells_and_accents_none() -> None:
    assert width("煤电厂") == 6
    assert width("Kraftwerk") == 9
    assert width("e\u0301") == 1


def test_columns_stay_aligned_beside_wide_letters() -> None:
    lines = table([["煤", "1.0"], ["coal", "12.5"]], align="<>", indent=0)
    assert lines == ["煤     1.0", "coal  12.5"]


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert shown("a\x1b[31mb\nc\u2028d") == "a [31mb c d"


@given(st.text(max_size=30), st.integers(0, 40))
def test_padding_fills_but_never_cuts(text: str, cells: int) -> None:
    assert width(pad(text, cells)) == max(width(text), cells)
    assert pad(text, cells, ">").endswith(text)


@given(
    st.lists(
        st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=20), min_size=1
    )
)
def test_paragraph_keeps_every_word_and_the_line_length(words: list[str]) -> None:
    lines = paragraph(" ".join(words), indent=2, first="- ", width_limit=40)
    assert " ".join(lines).replace("- ", "", 1).split() == words
    assert all(len(line) <= 40 for line in lines)


def test_a_word_longer_than_the_line_is_not_cut() -> None:
    assert paragraph("a " + "x" * 90, indent=0)[1] == "x" * 90


def test_flexible_columns_are_folded_only_where_a_line_would_be_too_long() -> None:
    rows = [["short", "1.0"], ["wet_fgd.oxidised_capture." + "limestone_forced_oxidation" * 3, "2.0"]]
    assert table(rows[:1], flexible=(0,)) == table(rows[:1])
    lines = table(rows, flexible=(0,), indent=0)
    assert max(width(line) for line in lines) <= WIDTH
    assert lines[1].startswith("wet_fgd.oxidised_capture.limestone_forced_")
    assert lines[1].endswith("2.0")
    assert "".join(line.split()[0] for line in lines[1:]) == rows[1][0]


def test_a_long_word_is_kept_whole_where_another_column_can_give_way() -> None:
    word = "воздухоподогреватель"
    lines = table([[word, "1" * 42, "отработанный сорбент"]], flexible=(0, 2), indent=0)
    assert all(width(line) <= WIDTH for line in lines)
    assert word in lines[0]
    assert [line.split()[-1] for line in lines] == ["отработанный", "сорбент"]


def test_wide_letters_are_folded_by_their_cells() -> None:
    lines = table([["汞" * 60, "1"]], flexible=(0,), indent=0)
    assert max(width(line) for line in lines) <= WIDTH
    assert sum(line.count("汞") for line in lines) == 60


def test_a_text_without_blanks_is_broken_between_its_letters_but_not_before_a_sign() -> None:
    sentence = "袋式除尘器对各种煤阶都比静电除尘器捕集得多，并使吸附剂在低喷射量下即有效（见 EPA 报告）。"
    for limit in range(12, 60):
        lines = paragraph(sentence, width_limit=limit)
        assert "".join(line.strip() for line in lines).replace(" ", "") == sentence.replace(" ", "")
        assert all(width(line) <= limit for line in lines)
        assert not any(line.strip()[0] in "，。）" or line[-1] == "（" for line in lines)


def test_folded_columns_of_wide_letters_stay_aligned() -> None:
    words = "袋式除尘器对各种煤阶都比静电除尘器捕集得多" * 3
    lines = table([[words, "1", words], ["b", "12", "c"]], align="<>", flexible=(0, 2))
    assert all(width(line) <= WIDTH for line in lines)
    assert len({width(line[: line.index(sign)]) for line, sign in ((lines[0], "1"), (lines[-1], "2"))}) == 1


def test_a_line_neither_begins_with_a_sign_nor_parts_thousands() -> None:
    text = "une part de 44 % : oui ; 12\N{NO-BREAK SPACE}345 kg."
    for most in range(12, 40):
        lines = paragraph(text, indent=0, width_limit=most)
        assert " ".join(lines) == text
        assert [line for line in lines if line[0] in "%:;"] == []
        assert any("12\N{NO-BREAK SPACE}345" in line for line in lines)
