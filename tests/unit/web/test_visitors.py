"""One-time links, cookies, and the folders behind them."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from ipog.diagnostics import InputError
from ipog.web import visitors as room
from ipog.web.visitors import Visitor, Visitors


class Clock:
    """A time that is set."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def visitors(tmp_path: Path, clock: Clock) -> Visitors:
    return Visitors(tmp_path, keep=3600, clock=clock)


def come(visitors: Visitors) -> tuple[str, Visitor]:
    cookie = visitors.enter(visitors.new_link())
    assert cookie is not None
    visitor = visitors.known(cookie)
    assert visitor is not None
    visitor.make_folders()
    return cookie, visitor


def test_a_link_lets_one_visitor_in_once(visitors: Visitors):
    token = visitors.new_link()
    assert visitors.is_open(token)
    assert visitors.known(visitors.enter(token)) is not None
    assert not visitors.is_open(token)
    assert visitors.enter(token) is None


@pytest.mark.parametrize("word", ["", "x", "../..", None, "\udcff"])
def test_no_other_word_lets_anybody_in(visitors: Visitors, word: str | None):
    visitors.new_link()
    assert visitors.known(word) is None
    assert word is None or visitors.enter(word) is None


def test_the_name_of_a_folder_is_no_cookie(visitors: Visitors):
    cookie, visitor = come(visitors)
    assert cookie not in str(visitor.folder)
    assert visitors.known(visitor.key) is None


def test_a_visitor_outlives_the_server_with_his_folder(visitors: Visitors, tmp_path: Path, clock: Clock):
    cookie, visitor = come(visitors)
    visitors.see(visitor)
    later = Visitors(tmp_path, keep=3600, clock=clock).known(cookie)
    assert later is not None
    assert later.folder == visitor.folder
    clock.now += 3601
    assert Visitors(tmp_path, keep=3600, clock=clock).known(cookie) is None


def test_who_stays_away_is_forgotten_with_his_files(visitors: Visitors, clock: Clock):
    (cookie, gone), (_, here), (_, busy) = come(visitors), come(visitors), come(visitors)
    clock.now += 3601
    visitors.see(here)
    visitors.forget_old(frozenset([busy.key]))
    assert [visitor.folder.exists() for visitor in (gone, here, busy)] == [False, True, True]
    assert visitors.known(cookie) is None


def test_folders_of_an_earlier_server_run_out_too(visitors: Visitors, tmp_path: Path, clock: Clock):
    _, visitor = come(visitors)
    visitors.see(visitor)
    (tmp_path / "not a visitor's").mkdir()
    clock.now += 3601
    Visitors(tmp_path, keep=3600, clock=clock).forget_old()
    assert [entry.name for entry in tmp_path.iterdir()] == ["not a visitor's"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_others_on_the_computer_do_not_read_a_folder(visitors: Visitors):
    _, visitor = come(visitors)
    assert stat.S_IMODE(visitor.folder.stat().st_mode) == 0o700


def test_there_are_not_more_visitors_than_are_remembered(visitors: Visitors, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "MOST_VISITORS", 1)
    come(visitors)
    token = visitors.new_link()
    assert visitors.enter(token) is None
    assert visitors.is_open(token), "a link is not used up for nothing"


def test_a_file_that_is_brought_replaces_none(visitors: Visitors):
    _, visitor = come(visitors)
    assert [visitor.bring("plant.yaml", data) for data in (b"1", b"2", b"3")] == [
        "plant.yaml",
        "plant-2.yaml",
        "plant-3.yaml",
    ]
    assert (visitor.files / "plant.yaml").read_bytes() == b"1"


@pytest.mark.parametrize(
    "name",
    ["../plant.yaml", "/tmp/plant.yaml", r"C:\plant.yaml", "a/plant.yaml", "x\0.yaml", "numpy.py", "plant"],
)
def test_a_file_that_is_no_plant_file_of_a_plain_name_stays_out(visitors: Visitors, name: str):
    _, visitor = come(visitors)
    with pytest.raises(InputError):
        visitor.bring(name, b"x")
    assert not list(visitor.files.iterdir())


def test_a_folder_fills_up(visitors: Visitors, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "MOST_BYTES", 10)
    monkeypatch.setattr(room, "MOST_BYTES_OF_A_FILE", 8)
    _, visitor = come(visitors)
    with pytest.raises(InputError, match="too large"):
        visitor.bring("a.yaml", b"x" * 9)
    visitor.bring("a.yaml", b"x" * 8)
    with pytest.raises(InputError, match="full"):
        visitor.bring("b.yaml", b"x" * 8)
    monkeypatch.setattr(room, "MOST_FILES", 1)
    with pytest.raises(InputError, match="full"):
        visitor.bring("c.yaml", b"x")


def test_a_link_that_was_put_there_is_not_followed(visitors: Visitors, tmp_path: Path):
    _, visitor = come(visitors)
    try:
        (visitor.files / "plant.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    except OSError:
        pytest.skip("this system lets no links be made")
    with pytest.raises(InputError):
        visitor.bring("plant.yaml", b"x")
    assert not (tmp_path / "elsewhere.yaml").exists()
