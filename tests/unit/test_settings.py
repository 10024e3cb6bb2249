"""Settings and drafts on disk."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from ipog.settings import (
    MOST_RECENT,
    Draft,
    Settings,
    drafts,
    drafts_folder,
    drop_draft,
    load_settings,
    save_draft,
    save_settings,
    settings_file,
)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders that nobody else uses."""
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_a, **_k: tmp_path / "config")
    monkeypatch.setattr(platformdirs, "user_state_path", lambda *_a, **_k: tmp_path / "state")


def test_settings_come_back_whatever_the_names(tmp_path: Path):
    path = tmp_path / 'a "b" \\c 中文\x7f.yaml'
    settings = Settings(theme="textual-light").with_recent(path)
    save_settings(settings)
    assert load_settings() == settings == Settings("textual-light", (str(path),))


def test_the_last_file_stands_first_and_old_ones_go():
    settings = Settings()
    for number in [*range(MOST_RECENT + 3), 5]:
        settings = settings.with_recent(Path(f"/x/{number}.yaml"))
    assert len(settings.recent) == MOST_RECENT
    assert settings.recent[0] == str(Path("/x/5.yaml").absolute())
    assert len(set(settings.recent)) == MOST_RECENT


@pytest.mark.parametrize("text", ["theme = ", "theme = 3\nrecent = [1, 2]", "\x00", "recent = 'x'"])
def test_settings_that_make_no_sense_count_as_none(text: str):
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(text, encoding="utf-8")
    assert load_settings() == Settings()


def test_what_cannot_be_written_stops_nothing(tmp_path: Path):
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    save_settings(Settings("textual-dark"))
    assert load_settings() == Settings()


def test_drafts_come_back_until_they_are_dropped(tmp_path: Path):
    one, two = Draft("one", "text: 1\n", None), Draft("two", "text: 2\n", tmp_path / "plant.yaml")
    save_draft(one)
    save_draft(two)
    assert sorted(drafts(), key=lambda draft: draft.key) == [one, two]
    drop_draft("one")
    drop_draft("one")
    assert drafts() == [two]


def test_a_broken_draft_hides_no_other():
    save_draft(Draft("good", "text", None))
    (drafts_folder() / "bad.json").write_text("{", encoding="utf-8")
    (drafts_folder() / "list.json").write_text("[]", encoding="utf-8")
    assert [draft.key for draft in drafts()] == ["good"]
