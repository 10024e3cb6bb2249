"""Pictures of letters: boxes, the way of the mercury, bars, ranges, points; on any width, in ASCII too."""

from __future__ import annotations

import pytest
from evaluations import evaluation
from rich.cells import cell_len
from rich.console import Console, RenderableType

from ipog.coals import library
from ipog.settings import Settings, save_settings
from ipog.tui import pictures, present
from ipog.tui.draw.boxes import Box, Boxes, shortened
from ipog.tui.draw.glyphs import ASCII, BLOCKS, Glyphs, bar, glyphs, has_blocks
from ipog.tui.draw.lines import range_line
from ipog.tui.draw.scatter import Scatter
from ipog.tui.draw.way import Leaving, Way
from ipog.tui.screens.charts import ticks
from ipog.tui.screens.coals import side_by_side

UNIT = evaluation().units[0]
WIDTHS = (30, 50, 78, 118)


def printed(what: RenderableType, width: int) -> str:
    console = Console(width=width, force_terminal=False, color_system=None)
    with console.capture() as capture:
        console.print(what)
    return capture.get()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("signs", [BLOCKS, ASCII], ids=["blocks", "ascii"])
def test_no_picture_is_wider_than_its_place_and_ascii_is_ascii(width: int, signs: Glyphs):
    unit = UNIT
    how = pictures.Drawing(signs)
    for picture in (pictures.train(unit, how), pictures.way(unit, how), pictures.forms(unit, how)):
        lines = printed(picture, width).splitlines()
        assert max(cell_len(line) for line in lines) <= width
        if signs is ASCII:
            assert all(line.isascii() for line in lines)


def test_each_box_says_what_its_device_does_to_each_form():
    text = printed(pictures.train(UNIT, pictures.Drawing(ASCII)), 118)
    # 30 ug/Nm3 with 40, 40 and 20 %, then 5.1 with 80 and 20 %.
    assert "Hg0    12.0" in text
    assert "Hg0    4.08    -7.9" in text
    assert "Hg2+   1.02     -11" in text
    assert "Hg-p      0    -6.0" in text
    assert "takes 82.0 %" in text


def test_boxes_turn_into_the_next_row_and_are_found_under_the_mouse():
    boxes = Boxes([Box(f"device {number}", ("one", "two")) for number in range(5)], ASCII)
    assert [boxes.in_a_row(width) for width in (20, 50, 78)] == [1, 2, 3]
    lines = boxes.text(50).plain.splitlines()
    assert lines[4].strip() == "+------------------+"
    assert "v" in lines[5]
    assert boxes.at(3, 1, 50) == 0
    assert boxes.at(30, 1, 50) == 1
    assert boxes.at(3, 6, 50) == 2
    assert boxes.at(24, 1, 50) is None
    assert boxes.at(3, 4, 50) is None
    assert boxes.at(30, 11, 50) is None
    assert boxes.line_of(4, 50) == 10


def test_the_chosen_box_is_told_by_a_sign():
    text = printed(pictures.train(UNIT, pictures.Drawing(ASCII), 1), 118)
    assert "> wet scrubber" in text


def test_wide_letters_keep_the_borders_straight():
    lines = Boxes([Box("中文中文中文中文中文中文中文", ("中文 12.0",))], BLOCKS).text(40).plain.splitlines()
    assert {cell_len(line) for line in lines} == {23}


def test_the_band_of_the_mercury_narrows_by_what_is_taken():
    stages = [Leaving("filter", 0.5, "fly ash", 0.5), Leaving("scrubber", 0.25, "gypsum", 0.25)]
    coal, after_filter, after_scrubber, stack = Way(stages, "air 25.0 %", ASCII).lines(89)
    assert coal.count("#") == 2 * after_filter.count("#") == 4 * stack.count("#")
    assert after_filter.count(".") - 2 == after_filter.count("#")  # but for the points of the figures
    assert after_filter.endswith("> fly ash 50.0 %")
    assert "25.0 %" in after_scrubber
    assert stack.endswith("> air 25.0 %")


def test_words_that_do_not_fit_beside_the_band_stand_below_it():
    stages = [Leaving("filter", 0.5, "fly ash and spent sorbent", 0.5)]
    lines = Way(stages, "air 50.0 %", ASCII).lines(44)
    assert any(line.strip() == "> fly ash and spent sorbent 50.0 %" for line in lines)


def test_a_range_shows_its_ends_its_middle_and_the_limit():
    assert range_line(2.0, 4.0, 6.0, 8.0, 17, ASCII) == "    [---o---]   |"
    assert range_line(9.0, 9.0, 9.0, 3.0, 10, ASCII) == "   |     o"


def test_what_is_there_shows_and_what_is_not_does_not():
    assert bar(0.0, 10, BLOCKS) == ""
    assert bar(0.002, 10, BLOCKS) == "▌"
    assert bar(2.0, 4, ASCII) == "####"


def test_points_have_the_letters_of_their_rows():
    lines = Scatter([(0.0, 10.0), (5.0, 5.0), (10.0, 0.0)], "cost", "mercury", 5, ASCII).lines(40)
    assert lines[0] == "mercury"
    assert lines[1].endswith("|0")
    assert lines[5].endswith("2")
    assert lines[-1].strip() == "cost"


def test_the_letters_of_a_label_go_last():
    assert shortened("wet scrubber (FGD)", 12) == "wet scrubber"
    assert shortened("abcdefgh", 6) == "abc..."


def test_consoles_without_blocks_get_ascii():
    assert not has_blocks("cp1252", {})
    assert not has_blocks("no such encoding", {})
    assert has_blocks(None, {})
    assert glyphs(ascii_wanted=True) is ASCII


def test_us_units_are_shown_if_they_are_wanted():
    us = printed(present.unit_results(UNIT, pictures.Drawing(ASCII, "us")), 90)
    si = printed(present.unit_results(UNIT, pictures.Drawing(ASCII, "si")), 90)
    assert us.index("lb/TBtu") < us.index("ug/Nm3")
    assert si.index("ug/Nm3") < si.index("lb/TBtu")
    assert present.summary(UNIT, "us").startswith("Stack 4.10 lb/TBtu")
    # 30 ug/Nm3 in 349 Nm3/GJ of gas are 24.4 lb/TBtu.
    rows = [line.split() for line in us.splitlines() if line.startswith("furnace  ")]
    assert rows[0][1:] == ["24.4", "9.74", "9.74", "4.87", "1.0"]
    start, end = us.index("lb/TBtu behind each stage"), us.index("Measured beside predicted")
    below = us[start:end] + us[us.index("Coal as fired") :]
    assert "lb/year" in below
    assert "8383 Btu/lb" in below.replace("\n", " ")
    assert "kg/year" not in below
    assert "ug/Nm3" not in below


def test_coals_have_their_heat_in_us_units_if_they_are_wanted():
    coal = library()["us-beulah-zap-netl"]
    assert "HHV MJ/kg as received" in printed(side_by_side([coal]), 90)
    save_settings(Settings(toured=True, units="us"))
    lines = printed(side_by_side([coal]), 90).splitlines()
    [heat] = [line.split() for line in lines if line.startswith("HHV")]
    assert heat[:4] == ["HHV", "Btu/lb", "as", "received"]
    assert 6000 < float(heat[4]) < 7000


def test_ticks_are_round_and_few():
    assert ticks(8.2) == [0.0, 2.0, 4.0, 6.0, 8.0]
    assert ticks(0.0) == [0.0]
    assert all(len(ticks(most)) <= 7 for most in (0.013, 1.0, 7.0, 59.0, 61.0, 1e6))
