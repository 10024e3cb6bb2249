"""Servers that end with their test, and a program that stands for the app."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.importorskip("textual_serve")

from web_house import PRETENDER, Clock, House, Open

from ipog.web import service


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def house(tmp_path: Path, clock: Clock) -> AsyncIterator[Open]:
    """Servers, on terms that are given."""
    opened: list[House] = []

    async def open_one(**wanted: object) -> House:
        opened.append(House(tmp_path, clock, **wanted))
        await opened[-1].open()
        return opened[-1]

    yield open_one
    for one in opened:
        await one.close()


@pytest.fixture
def pretender(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A program in the place of the app, which starts in a moment."""
    script = tmp_path_factory.mktemp("pretender") / "app.py"
    script.write_text(PRETENDER, encoding="utf-8")
    monkeypatch.setattr(service, "COMMAND", (sys.executable, "-I", "-S", str(script)))
