"""The app itself, through the server: what a page sends and gets, key by key."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, FormData, WSMsgType
from web_house import Open

PATIENCE = 60.0
"""How long a picture may take before the test has failed [s]; it takes a second or two."""

F4, F9, ESCAPE, ENTER = "\x1bOS", "\x1b[20~", "\x1b", "\r"
SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|[()].|[=>78]|\][^\x07]*\x07)")

PLANT = """\
ipog_version: 1
plant: {name: Kraftwerk Ölfeld, country: ZA}
units:
  - name: Unit 1
    gross_capacity: 600 MW
    coal_feed: [{coal: za-highveld}]
    boiler: {type: wall}
    apcs: [{type: esp_cold_side}]
"""


class Page:
    """A page with its terminal, as far as a test has to read it."""

    def __init__(self, visitor: ClientSession, socket: ClientWebSocketResponse) -> None:
        self.visitor, self.socket = visitor, socket
        self._seen = ""
        self._notes: list[list[str]] = []

    async def press(self, *keys: str) -> None:
        """Type."""
        self._seen = ""
        for key in keys:
            await self.socket.send_json(["stdin", key])
            # The escape key is told from the head of a sequence by what does not follow.
            await asyncio.sleep(0.5 if key == ESCAPE else 0)

    async def ask(self, key: str, question: str) -> None:
        """Press a key until its question comes; one pressed while a question goes is lost."""
        for _ in range(6):
            await self.press(key)
            try:
                return await self.until(question, PATIENCE / 6)
            except AssertionError:
                continue
        raise AssertionError(f"{question!r} never came")

    async def until(self, words: str, patience: float = PATIENCE) -> None:
        """Read on until some words were drawn since the last key."""
        try:
            async with asyncio.timeout(patience):
                while _letters(words) not in _letters(SEQUENCE.sub("", self._seen)):
                    await self._read()
        except TimeoutError:
            seen = SEQUENCE.sub(" ", self._seen)
            raise AssertionError(f"{words!r} never came; the page drew {seen!r}") from None

    async def answer(self, words: str) -> None:
        """Type behind what stands in a line, and go on when it is drawn."""
        await self.press(words)
        await self.until(words[-12:])
        await self.press(ENTER)

    async def download(self) -> bytes:
        """The file that the app sends next."""
        async with asyncio.timeout(PATIENCE):
            while not (keys := [data for kind, data in self._notes if kind == "deliver_file_start"]):
                await self._read()
        self._notes.clear()
        async with self.visitor.get(f"/download/{keys[-1]}") as answer:
            assert answer.status == 200
            return await answer.read()

    async def _read(self) -> None:
        message = await self.socket.receive()
        if message.type is WSMsgType.BINARY:
            self._seen += message.data.decode("utf-8", "replace")
        elif message.type is WSMsgType.TEXT:
            self._notes.append(json.loads(message.data))
        else:
            raise AssertionError(f"the page was closed with {message.data}; it showed {self._seen!r}")


async def opened(visitor: ClientSession) -> Page:
    """A page of the app."""
    socket = await visitor.ws_connect("/ws", params={"width": "140", "height": "40"})
    # As a browser does when its terminal has the cursor.
    await socket.send_json(["focus"])
    return Page(visitor, socket)


@pytest.mark.usefixtures("secret")
async def test_a_plant_is_built_saved_lost_and_found_again(house: Open, tmp_path: Path):
    server = await house()
    visitor = await server.visitor()
    page = await opened(visitor)
    await page.until("Tour 1 of")
    await page.press(ESCAPE)
    await page.until("New plant")

    # Files of the server are out of reach, whatever the way that leads to them.
    folder = next(iter(server.server._sessions.values())).visitor.files
    links = _link(folder / "link.yaml", tmp_path / "secret.yaml")
    for name, why in [
        ("../../secret.yaml", "begins with a point"),
        (str(tmp_path / "secret.yaml"), "outside of your folder" if tmp_path.root == "/" else "in it"),
        (r"C:\secret.yaml", "in it"),
        *links,
    ]:
        await page.press("o")
        await page.until("Which plant file?")
        await page.answer(name)
        await page.until(why)

    # A file of his own computer comes by the form, and is opened.
    form = FormData()
    form.add_field("file", PLANT.encode(), filename="plant.yaml")
    async with visitor.post("/files", data=form) as answer:
        assert answer.status == 200
    await page.until("Kraftwerk")
    await page.until("ug/Nm3")

    # What is saved is handed to his browser, under no name but a plain one.
    await page.ask(F4, "Save as which file?")
    await page.answer("/../../../../stolen.yaml")
    # By its name: what was said of another file stands there still, and comes again as the question goes.
    await page.until("stolen.yaml has a part")
    await page.until("begins with a point")
    await page.ask(F4, "Save as which file?")
    await page.answer("-2.yaml")
    assert (await page.download()).decode() == PLANT
    assert (folder / "plant.yaml-2.yaml").read_text(encoding="utf-8") == PLANT
    assert not list(tmp_path.rglob("stolen.yaml"))

    # The line is cut while he types, and nothing is lost.
    await page.press(F9)
    await page.until("gross_capacity")
    # The text takes the cursor after it is drawn; what is typed until then goes to the tree.
    await asyncio.sleep(0.5)
    await page.press("# typed last")
    await page.until("last")
    await page.socket.close()
    again = await opened(visitor)
    await again.until("Changes that were not saved last time are back")
    kept = [entry.read_text(encoding="utf-8") for entry in (folder.parent / "state").rglob("*.json")]
    assert any("# typed last" in text for text in kept)
    await again.socket.close()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file of the server that nobody should see."""
    file = tmp_path / "secret.yaml"
    file.write_text("plant: {name: Not for you}", encoding="utf-8")
    return file


def _link(link: Path, target: Path) -> list[tuple[str, str]]:
    """A link out of the folder with what is said of it, where the system lets one be made."""
    try:
        link.symlink_to(target)
    except OSError:
        return []
    return [(link.name, "leads out of")]


def _letters(text: str) -> str:
    """Letters alone, as words may go over lines and frames."""
    return re.sub(r"[\W_]", "", text)
