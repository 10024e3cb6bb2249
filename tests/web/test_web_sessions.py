"""Apps that run: how many, how long, whose, and how they end. A small program stands for the app."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType
from web_house import Clock, Open

from ipog.web.closing import Closing

pytestmark = pytest.mark.usefixtures("pretender")


async def connect(
    visitor: ClientSession, **size: str
) -> tuple[ClientWebSocketResponse, Path, dict[str, str]]:
    """A page that is connected, with the folder and the environment of its app."""
    page = await visitor.ws_connect("/ws", params=size)
    folder, environment = json.loads(await page.receive_bytes())
    return page, Path(folder), environment


async def ending(page: ClientWebSocketResponse) -> object:
    """The code with which a page is closed."""
    while (message := await page.receive()).type not in (WSMsgType.CLOSE, WSMsgType.CLOSED):
        continue
    return message.data


async def told(page: ClientWebSocketResponse, *message: object) -> bytes:
    """What the app hears of a message."""
    await page.send_json(message)
    return await page.receive_bytes()


async def test_the_app_hears_what_is_typed_and_how_large_the_page_is(house: Open):
    page, _, environment = await connect(await (await house()).visitor(), width="100", height="30")
    assert (environment["COLUMNS"], environment["ROWS"]) == ("100", "30")
    assert await told(page, "stdin", "ä中") == b"D" + "ä中".encode()
    assert json.loads((await told(page, "resize", {"width": 90, "height": 10**9}))[1:]) == {
        "type": "resize",
        "width": 90,
        "height": 200,
    }
    await page.send_json(["ping", "7"])
    assert await page.receive_json() == ["pong", "7"]


async def test_no_secret_of_the_server_reaches_an_app(house: Open, monkeypatch: pytest.MonkeyPatch):
    for name in ("AWS_SECRET_ACCESS_KEY", "DATABASE_URL", "SSH_AUTH_SOCK", "PATH", "HOME"):
        monkeypatch.setenv(name, "of the server")
    _, folder, environment = await connect(await (await house()).visitor())
    assert "of the server" not in environment.values()
    assert environment["HOME"] == str(folder / "state")
    assert environment["TMPDIR"] == str(folder / "state")


async def test_each_visitor_has_a_folder_of_his_own(house: Open):
    server = await house()
    _, one, _ = await connect(await server.visitor())
    _, other, _ = await connect(await server.visitor())
    assert one != other


async def test_there_are_not_more_apps_than_places(house: Open):
    server = await house(sessions=1)
    first, _, _ = await connect(await server.visitor())
    other = await server.visitor()
    page = await other.ws_connect("/ws")
    assert await ending(page) == Closing.FULL
    await first.close()
    while server.server._sessions:
        await asyncio.sleep(0.01)
    page, _, _ = await connect(other)
    assert await told(page, "stdin", "x") == b"Dx"


async def test_an_app_that_nobody_uses_ends_with_its_work_kept(house: Open, clock: Clock):
    server = await house(idle_minutes=10)
    idle, folder, _ = await connect(await server.visitor())
    busy, _, _ = await connect(await server.visitor())
    clock.now += 599
    await server.server.sweep()
    await told(busy, "stdin", "x")
    clock.now += 2
    await server.server.sweep()
    assert await ending(idle) == Closing.IDLE
    assert (folder / "state" / "kept").exists()
    assert await told(busy, "stdin", "y") == b"Dy"


async def test_a_visitor_who_works_is_not_forgotten(house: Open, clock: Clock):
    server = await house(idle_minutes=600, keep_hours=1)
    page, folder, _ = await connect(await server.visitor())
    clock.now += 3700
    await server.server.sweep()
    assert folder.exists()
    await told(page, "stdin", "x")


async def test_a_lost_connection_keeps_the_work_and_the_folder(house: Open):
    server = await house()
    visitor = await server.visitor()
    page, folder, _ = await connect(visitor)
    await page.close()
    _, again, _ = await connect(visitor)
    assert again == folder
    assert (folder / "state" / "kept").exists()


async def test_a_second_window_takes_the_app_over(house: Open):
    server = await house(sessions=1)
    visitor = await server.visitor()
    first, folder, _ = await connect(visitor)
    second, again, _ = await connect(visitor)
    assert await ending(first) == Closing.ELSEWHERE
    assert again == folder
    assert await told(second, "stdin", "x") == b"Dx"


async def test_leaving_the_app_closes_the_page(house: Open):
    page, _, _ = await connect(await (await house()).visitor())
    await page.send_json(["stdin", "leave"])
    assert await ending(page) == Closing.LEFT


async def test_a_fault_is_told_to_the_visitor_and_logged_without_control_letters(
    house: Open, caplog: pytest.LogCaptureFixture
):
    page, folder, _ = await connect(await (await house()).visitor())
    (folder / "state" / "crash.txt").write_text("Traceback \x1b[31m of it", encoding="utf-8")
    with caplog.at_level(logging.ERROR, "ipog.web"):
        await page.send_json(["stdin", "fault"])
        assert await ending(page) == Closing.FAULT
    assert "Traceback ?[31m of it" in caplog.text
    assert "\x1b" not in caplog.text


@pytest.mark.parametrize(
    "text", ["no json", "1", "[]", '["stdin", 5]', '["resize", 5]', '["reboot"]', '{"a": 1}']
)
async def test_a_page_that_is_not_ours_is_cut_off(house: Open, text: str):
    page, folder, _ = await connect(await (await house()).visitor())
    await page.send_str(text)
    assert await ending(page) == Closing.NOT_UNDERSTOOD
    assert (folder / "state" / "kept").exists()


async def test_a_server_that_stops_lets_all_apps_keep_their_work(house: Open):
    server = await house()
    pages = [await connect(await server.visitor()) for _ in range(2)]
    waiting = [asyncio.ensure_future(ending(page)) for page, _, _ in pages]
    await server.server.on_shutdown(None)  # type: ignore[arg-type]
    assert await asyncio.gather(*waiting) == [Closing.AWAY, Closing.AWAY]
    assert all((folder / "state" / "kept").exists() for _, folder, _ in pages)


async def test_a_visitor_cannot_have_what_another_downloads(house: Open):
    server = await house()
    owner, other = await server.visitor(), await server.visitor()
    page, _, _ = await connect(owner)
    session = next(iter(server.server._sessions.values()))
    await server.server.download_manager.create_download(
        app_service=session.service,
        delivery_key="0123",
        file_name='x"\r\n.yaml',
        open_method="browser",
        mime_type="text/html",
    )
    async with other.get("/download/0123") as answer:
        assert answer.status == 404
    for chunk in (b"plant", b""):
        await server.server.download_manager.chunk_received("0123", chunk)
    async with owner.get("/download/0123") as answer:
        assert await answer.read() == b"plant"
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''x%22%0D%0A.yaml"
    await page.close()
