"""Small rooms of the app that need no screen: strips, plain letters, windows, the tour, the guide."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from rich.segment import Segment
from textual.color import Color

from ipog.language import SOURCE, use
from ipog.settings import Settings
from ipog.tui import windows
from ipog.tui.nodes import tree
from ipog.tui.plain_letters import PlainLetters, plain
from ipog.tui.screens.guided import STEPS, Guide
from ipog.tui.screens.settings import in_use
from ipog.tui.screens.tour import PAGES
from ipog.tui.strips import scale, strip

DATA = {"units": [{"name": "A"}, {"name": "B"}]}


def test_a_strip_has_its_ends_and_its_centre_on_the_scale():
    line = strip((0.01, 0.1, 1.0), 60)
    marks = scale(60)
    assert line.index("|") == marks.index("0.01")
    assert line.index("O") == marks.index("0.1", 12)
    assert line.rindex("|") == marks.rindex("1")
    assert set(line.strip()) == {"|", "-", "O"}


@pytest.mark.parametrize("span", [(0.0, 0.0, 0.0), (1e-6, 0.1, 50.0), (0.1, 0.1, 0.1)])
def test_a_strip_stays_within_its_width(span: tuple[float, float, float]):
    assert len(strip(span, 40)) <= 40


def test_drawings_become_letters_and_words_stay():
    shown = "│┌─┐▼ ▌█…→ Müller 中文 µg"
    found = plain(shown)
    assert found == "|+-+v |#.> Müller 中文 µg"
    assert len(found) == len(shown)
    lines = PlainLetters().apply([Segment("─ a"), Segment("b")], Color(0, 0, 0))
    assert [segment.text for segment in lines] == ["- a", "b"]


def test_the_tour_fits_on_a_small_terminal():
    assert len(PAGES) >= 5
    for title, paragraphs in PAGES:
        assert title
        lines = sum(len(line) // 66 + 1 for line in "\n\n".join(paragraphs).split("\n"))
        assert lines <= 14


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plant file, and a folder for marks."""
    monkeypatch.setattr(platformdirs, "user_state_path", lambda *_a, **_k: tmp_path / "state")
    return tmp_path / "plant.yaml"


def test_another_window_is_seen_until_it_closes(file: Path):
    assert not windows.open_elsewhere(file, "one")
    windows.hold(file, "one")
    assert not windows.open_elsewhere(file, "one")
    assert windows.open_elsewhere(file, "two")
    windows.hold(file.with_name("other.yaml"), "one")
    assert not windows.open_elsewhere(file, "two")
    windows.hold(file, "one")
    windows.leave("one")
    assert not windows.open_elsewhere(file, "two")


WINDOW = """
import sys
from pathlib import Path
from ipog import settings
from ipog.tui import windows
settings.keep_in(Path(sys.argv[2]))
windows.hold(Path(sys.argv[1]), "killed")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_window_of_another_process_counts_until_it_is_killed(file: Path, tmp_path: Path):
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(file), str(tmp_path / "state")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline().strip() == b"held"
        assert windows.open_elsewhere(file, "one")
        window.kill()
        window.wait()
    assert not windows.open_elsewhere(file, "one")
    assert not list((tmp_path / "state" / "drafts").iterdir())


class Recorder:
    """Takes down what a guide does with a screen."""

    def __init__(self) -> None:
        self.lines: list[tuple[str | int, ...]] = []
        self.tabs: list[str] = []
        self.words: list[str] = []

    def go_to_line(self, steps: tuple[str | int, ...]) -> None:
        self.lines.append(steps)

    def action_tab(self, name: str) -> None:
        self.tabs.append(name)

    def show_guide(self, words: str) -> None:
        self.words.append(words)


def test_the_guide_walks_in_the_order_of_2011_through_the_unit_under_the_cursor():
    screen = Recorder()
    guide = Guide(screen)
    unit = tree(DATA).children[1]
    for _ in range(len(STEPS) + 1):
        guide.go(1, unit, DATA)
    assert [line[2] if len(line) > 2 else "unit" for line in screen.lines] == [
        "apcs",
        "additives",
        "coal_feed",
        "boiler",
        "apcs",
        "unit",
        "unit",
    ]
    assert {line[1] for line in screen.lines} == {1}
    assert screen.tabs == ["results"]
    assert screen.words[-1] == ""
    guide.go(-1, unit, DATA)
    assert screen.words[-1].startswith("Step 7 of 7: Archive")


def test_the_settings_show_the_language_that_is_spoken_whoever_asked_for_it():
    settings = Settings(language="fr", units="us")
    use("zh")
    try:
        assert in_use("language", settings) == "zh_Hans"
    finally:
        use(SOURCE)
    assert (in_use("language", settings), in_use("units", settings)) == (SOURCE, "us")
