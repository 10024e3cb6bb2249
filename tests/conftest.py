"""Options of the whole test suite."""

from __future__ import annotations

import pytest
from hypothesis import settings

# Examples are not timed: a busy machine is no fault of the code.
settings.register_profile("ipog", deadline=None)
settings.load_profile("ipog")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what ipog run prints into tests/golden instead of comparing with it",
    )
