"""Shares of a blend."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog.tui.document import PlantDocument
from ipog.tui.shares import WHOLE, changed, shares_of, written

FEED = ("units", 0, "coal_feed")


def document(*shares: str) -> PlantDocument:
    coals = ", ".join(f"{{coal: za-kendal{f', share: {share}' if share else ''}}}" for share in shares)
    return PlantDocument(f"units:\n  - coal_feed: [{coals}]\n    boiler: {{type: wall}}\n")


@pytest.mark.parametrize(
    ("given_shares", "shown"),
    [
        (("60 %", ""), [600, 400]),
        (("", "", ""), [334, 333, 333]),
        (("50 %", "30 %"), [625, 375]),
        (("12.5 %", "87.5 %"), [125, 875]),
        (("80 %", "much"), [800, 200]),
    ],
)
def test_the_shares_of_a_file_are_brought_to_100_percent(given_shares: tuple[str, ...], shown: list[int]):
    assert shares_of(document(*given_shares), FEED) == shown


@given(
    st.lists(st.integers(0, WHOLE), min_size=2, max_size=5).filter(sum),
    st.data(),
)
def test_whatever_is_changed_the_shares_add_up_and_held_ones_stay(parts: list[int], data: st.DataObject):
    total = sum(parts)
    shares = [part * WHOLE // total for part in parts]
    shares[0] += WHOLE - sum(shares)
    index = data.draw(st.integers(0, len(shares) - 1))
    held = data.draw(st.sets(st.integers(0, len(shares) - 1)))
    found = changed(shares, held, index, data.draw(st.integers(-50, WHOLE + 50)))
    assert sum(found) == WHOLE
    assert min(found) >= 0
    assert all(found[place] == shares[place] for place in held if place != index)


def test_the_others_give_in_proportion():
    assert changed([500, 300, 200], set(), 0, 600) == [600, 240, 160]


@pytest.mark.parametrize(("share", "text"), [(1000, "100 %"), (595, "59.5 %"), (1, "0.1 %"), (320, "32 %")])
def test_a_share_is_written_as_in_a_file(share: int, text: str):
    assert written(share) == text
