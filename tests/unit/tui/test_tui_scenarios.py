"""Scenarios of a plant that two windows have open."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from ipog.tui.document import PlantDocument
from ipog.tui.scenarios import Scenarios

TEXT = "plant: {name: X}\n"


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Scenarios, Scenarios]:
    """The scenarios of one file, as two windows have them."""
    monkeypatch.setattr(platformdirs, "user_state_path", lambda *_a, **_k: tmp_path / "state")
    return _window(tmp_path), _window(tmp_path, apart=True)


def _window(folder: Path, *, apart: bool = False) -> Scenarios:
    document = PlantDocument(TEXT, folder / "plant.yaml", TEXT)
    document.apart = apart
    return Scenarios(document)


def names(window: Scenarios) -> list[str]:
    """Names of the versions, without the plant file."""
    return [item.name for item in window.items[1:]]


def test_what_one_window_adds_renames_and_removes_the_other_sees(windows: tuple[Scenarios, Scenarios]):
    one, two = windows
    one.add("a", TEXT)
    two.add("b", TEXT)
    one.look()
    assert names(one) == names(two) == ["a", "b"]
    two.rename(1, "c")
    one.items[2].document.change_text("# b\n")
    one.keep()
    two.look()
    assert names(one) == names(two) == ["c", "b"]
    assert two.items[2].document.text == "# b\n"
    assert two.items[2].document.undo()
    one.remove(1)
    one.look()
    two.look()
    assert names(one) == names(two) == ["b"]


def test_what_is_edited_in_a_window_is_not_taken_from_it(
    windows: tuple[Scenarios, Scenarios], tmp_path: Path
):
    one, two = windows
    edited = one.add("a", TEXT)
    two.look()
    one.current = 1
    edited.document.change_text("# mine\n")
    two.add("b", TEXT)
    two.remove(1)
    one.look()
    assert one.scenario is edited
    one.keep()
    two.look()
    assert sorted(names(one)) == sorted(names(two)) == ["a", "b"]
    assert names(_window(tmp_path)) == names(one)


def test_scenarios_that_could_not_be_kept_stay_in_their_window(
    windows: tuple[Scenarios, Scenarios], tmp_path: Path
):
    one, _ = windows
    (tmp_path / "state").write_text("no folder", encoding="utf-8")
    one.add("a", TEXT)
    one.look()
    one.keep()
    assert names(one) == ["a"]
