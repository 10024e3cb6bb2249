"""Pictures of the app: taken at two sizes in two themes, kept as small SVG files, compared by line."""

from __future__ import annotations

import asyncio
import difflib
import html
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app_driver import Driver, app_of, settled
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App
from textual.widgets import Input, TextArea

SIZES = ((80, 24), (160, 50))
THEMES = {"dark": "textual-dark", "light": "textual-light"}
TURNS = ((SIZES[0], "dark"), (SIZES[0], "light"), (SIZES[1], "light"), (SIZES[1], "dark"))
PAUSE = 0.02
"""Longer than the app takes to draw what has changed [s]."""
TURNS_AT_MOST = 100
TURNS_BETWEEN = 20
CELL, LINE = 12.2, 24.4
"""Width and height of a cell in the pictures."""

_STYLE = re.compile(r"^ *\.terminal-\d+-(r\d+) \{ (.*?) \}$", re.MULTILINE)
_RECT = re.compile(r'<rect fill="([^"]+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"')
_TEXT = re.compile(
    r'<text class="terminal-\d+-(r\d+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+"[^>]*>([^<]*)</text>'
)
_KEPT_TEXT = re.compile(r'^<text class="(r\d+)" x="(\d+)" y="(\d+)">([^<]*)</text>$')
_KEPT_RECT = re.compile(r'^<rect fill="([^"]+)" x="(\d+)" y="(\d+)"')


def kept(svg: str) -> str:
    """A screenshot without what changes from run to run, and without fonts, frames and clips.

    Positions are cells, so that a picture is small and its lines can be read. A browser shows it.
    """
    styles = dict(_STYLE.findall(svg))
    body = svg[svg.index('<g transform="translate(9, 41)"') :]
    grounds = list(_grounds(body))
    words = [
        (name, round(float(x) / CELL), int(float(y) / LINE), text.replace("&#160;", " "))
        for name, x, y, text in _TEXT.findall(body)
        if text.strip("\n")
    ]
    width = max(x + wide for _, x, _, wide in grounds)
    height = max(y for _, _, y, _ in grounds) + 1
    used = sorted({name for name, *_ in words}, key=lambda name: int(name[1:]))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width * CELL:.0f} {height * LINE:.0f}"',
        '     xml:space="preserve" font-family="monospace" font-size="20">',
        "<style>",
        *(f".{name} {{ {styles[name]} }}" for name in used),
        "</style>",
        *(
            f'<rect fill="{fill}" x="{x * CELL:.0f}" y="{y * LINE:.0f}" '
            f'width="{wide * CELL:.0f}" height="25"/>'
            for fill, x, y, wide in grounds
        ),
        *(
            f'<text class="{name}" x="{x * CELL:.0f}" y="{y * LINE + 20:.0f}">{text}</text>'
            for name, x, y, text in words
        ),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _grounds(body: str) -> Iterator[tuple[str, int, int, int]]:
    """Backgrounds by fill, column, row and width; those of one fill that touch are one."""
    last: tuple[str, int, int, int] | None = None
    for fill, x, y, wide in _RECT.findall(body):
        found = (fill, round(float(x) / CELL), round(float(y) / LINE), round(float(wide) / CELL))
        if last is not None and last[0] == fill and last[2] == found[2] and last[1] + last[3] == found[1]:
            last = (fill, last[1], last[2], last[3] + found[3])
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def text_of(svg: str) -> list[str]:
    """What a kept picture says, line by line."""
    rows: dict[int, str] = {}
    for line in svg.splitlines():
        found = _KEPT_TEXT.match(line)
        if found:
            row, column = int((int(found[3]) - 20) / LINE + 0.5), round(int(found[2]) / CELL)
            before = rows.get(row, "")
            rows[row] = before + " " * (column - cell_len(before)) + html.unescape(found[4])
    return [rows.get(row, "").rstrip() for row in range(max(rows, default=-1) + 1)]


def looks_of(svg: str) -> list[tuple[int, str]]:
    """How each piece of a kept picture looks: its row, and its place with colours."""
    styles = dict(re.findall(r"^\.(r\d+) \{ (.*) \}$", svg, re.MULTILINE))
    looks = []
    for line in svg.splitlines():
        if found := _KEPT_TEXT.match(line):
            row, column = int((int(found[3]) - 20) / LINE + 0.5), round(int(found[2]) / CELL)
            looks.append((row, f"column {column}: {styles[found[1]]}"))
        elif found := _KEPT_RECT.match(line):
            row, column = round(int(found[3]) / LINE), round(int(found[2]) / CELL)
            looks.append((row, f"column {column}: on {found[1]}"))
    return looks


def difference(new: str, old: str) -> list[str]:
    """How two kept pictures differ: the lines whose words differ, or else the places whose looks do."""
    before, after = text_of(old), text_of(new)
    if before != after:
        return list(difflib.unified_diff(before, after, "kept", "now", n=0, lineterm=""))
    known, now = set(looks_of(old)), set(looks_of(new))
    return ["the words are the same, their looks are not:"] + [
        f"{sign} line {row + 1}, {look}"
        for sign, found in (("-", known - now), ("+", now - known))
        for row, look in sorted(found)
    ]


async def _still(pilot: Driver) -> str:
    """A screenshot when nothing moves any more: bars, lists and what lies below take some turns."""
    shots = [""]
    for _ in range(TURNS_AT_MOST):
        # On a busy machine time passes without a turn of the loop, so that turns are counted too.
        for _ in range(TURNS_BETWEEN):
            await asyncio.sleep(PAUSE / TURNS_BETWEEN)
            await asyncio.sleep(0)
        await pilot.pause()
        shots.append(pilot.app.export_screenshot())
        if len(set(shots[-3:])) == 1:
            return shots[-1]
    raise AssertionError("the screen never stands still")


class Picture(SingleFileSnapshotExtension):
    """A snapshot as a picture file; one that differs is put aside to look at."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"

    def serialize(self, data: Any, **_: Any) -> str:
        """The picture as it is kept."""
        return kept(data)

    def diff_lines(self, serialized_data: Any, snapshot_data: Any) -> Iterator[str]:
        """What differs, in words."""
        yield from difference(serialized_data, snapshot_data)


class Album:
    """Takes pictures of screens and tells all that differ at once.

    Parameters
    ----------
    snapshot : of the test
    """

    def __init__(self, snapshot: SnapshotAssertion) -> None:
        self._pictures = snapshot.use_extension(Picture)
        self._wrong: list[str] = []

    async def take(self, pilot: Driver, name: str) -> None:
        """Four pictures of what is shown; size and theme are as before then."""
        app = app_of(pilot)
        app.clear_notifications()
        for widget in app.screen.query("Input, TextArea"):
            assert isinstance(widget, Input | TextArea)
            widget.cursor_blink = False
        # To and fro, as each change of a theme or a size has its price.
        for number, (size, theme) in enumerate(TURNS):
            if number and size != TURNS[number - 1][0]:
                await pilot.resize_terminal(*size)
                await settled(pilot)
            app.theme = THEMES[theme]
            await pilot.pause()
            self._check_focus(app, f"{name}, {size[0]}x{size[1]}")
            self._compare(await _still(pilot), f"{name}-{size[0]}x{size[1]}-{theme}")
        await pilot.resize_terminal(*SIZES[0])
        await settled(pilot)

    def _check_focus(self, app: App[None], where: str) -> None:
        """What has the cursor lies on the screen, and is wide enough to use."""
        focused = app.focused
        if focused is not None:
            inside = app.screen.region.contains_region(focused.region)
            assert inside, f"{where}: {focused} lies outside the screen"
            assert focused.region.width >= 10, f"{where}: {focused} is too narrow"

    def _compare(self, svg: str, name: str) -> None:
        if self._pictures(name=name) == svg:
            return
        folder = Path(os.environ.get("IPOG_SCREENSHOTS") or Path(tempfile.gettempdir(), "ipog-pictures"))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.svg").write_text(kept(svg), encoding="utf-8", newline="\n")
        lines = self._pictures.get_assert_diff()
        self._wrong.append("\n".join([f"{name} (now: {folder / name}.svg):", *lines]))

    def check(self) -> None:
        """Fail if a picture is another than the one that is kept."""
        assert not self._wrong, "\n\n".join(
            ["pictures differ; --snapshot-update keeps the new ones", *self._wrong]
        )
