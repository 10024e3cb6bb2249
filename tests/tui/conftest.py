"""The app under test has folders of its own and waits for nobody."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
from evaluations import evaluation

from ipog.results import Evaluation
from ipog.settings import Settings, save_settings
from ipog.tui.screens import calculating
from ipog.tui.screens.plant import PlantScreen


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders for settings and drafts, and a folder to work in, that nobody else uses."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_a, **_k: tmp_path / "config")
    monkeypatch.setattr(platformdirs, "user_state_path", lambda *_a, **_k: tmp_path / "state")
    # Nobody is here for the first time.
    save_settings(Settings(toured=True))
    for name in ("NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(PlantScreen, "PAUSE", 0.001)
    # Few draws: what is tested is that they come, and each key waits for them.
    monkeypatch.setattr(calculating, "SAMPLES", (0, 20))
    return work


@pytest.fixture
def fixed_result(monkeypatch: pytest.MonkeyPatch) -> Evaluation:
    """A result that stays when the model changes; its figures fit no plant."""
    result = evaluation()
    monkeypatch.setattr(calculating, "calculate", lambda *_: result)
    return result
