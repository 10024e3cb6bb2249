"""Options of the whole test suite."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import platformdirs
import pytest
from hypothesis import settings

# Examples are not timed: a busy machine is no fault of the code.
settings.register_profile("ipog", deadline=None)
settings.load_profile("ipog")


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No settings of who runs the tests: they may speak another language."""
    folder = tmp_path_factory.getbasetemp() / "nobodys-settings"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(platformdirs, "user_config_path", lambda *_a, **_k: folder)
        patch.setenv("XDG_CONFIG_HOME", str(folder))
        patch.delenv("IPOG_LANGUAGE", raising=False)
        yield


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among the thousands of tests: a sixth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what ipog run prints into tests/golden instead of comparing with it",
    )
