"""Who gets in, and what is answered to everybody else."""

from __future__ import annotations

from io import BytesIO

import pytest
from aiohttp import FormData
from web_house import Open


async def test_a_link_is_exchanged_for_a_cookie_once(house: Open):
    server = await house()
    link = server.said[0].removeprefix(server.url)
    first, second = server.browser(), server.browser()
    async with first.get(link) as page:
        assert page.status == 200
        assert 'method="post"' in await page.text()
    assert len(server.said) == 1, "looking at a link does not use it up"
    token = link.partition("token=")[2]
    own = {"Origin": server.url}
    async with first.post("/enter", data={"token": token}, headers=own, allow_redirects=False) as answer:
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie
    async with first.get("/") as page:
        assert page.status == 200
        assert 'id="terminal"' in await page.text()
    async with second.get(link) as page:
        assert page.status == 403
        assert "used already" in await page.text()
    async with second.post("/enter", data={"token": token}, headers=own) as page:
        assert page.status == 403
    assert len(server.said) == 2, "there is always a link for the next visitor"
    assert server.said[1] != server.said[0]


async def test_without_a_link_there_is_no_way_in(house: Open):
    server = await house()
    stranger = server.browser(headers={"Origin": server.url})
    for method, path, status in [
        ("GET", "/", 403),
        ("GET", "/ws", 403),
        ("POST", "/files", 403),
        ("GET", "/download/0123", 404),
        ("GET", "/page/../server.py", 404),
        ("GET", "/static/", 403),
    ]:
        async with stranger.request(method, path) as answer:
            assert answer.status == status, path


async def test_behind_a_proxy_everybody_comes_in_and_the_cookie_is_for_tls(house: Open):
    server = await house(links=0, public_url="https://plants.example.org")
    assert server.said == ["https://plants.example.org"]
    visitor = server.browser(headers={"Host": "plants.example.org"})
    async with visitor.get("/", allow_redirects=False) as answer:
        assert answer.status == 303
        assert "Secure" in answer.headers["Set-Cookie"]
        assert "connect-src 'self' wss://plants.example.org" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"])
async def test_another_name_is_turned_away(house: Open, host: str):
    server = await house()
    visitor = await server.visitor()
    for path in ("/", "/static/js/textual.js", "/alive"):
        async with visitor.get(path, headers={"Host": host}) as answer:
            assert answer.status == 421


@pytest.mark.usefixtures("pretender")
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", None])
async def test_another_page_cannot_drive_the_app(house: Open, origin: str | None):
    server = await house()
    cookies = {key: morsel.value for key, morsel in _cookies(await server.visitor()).items()}
    stranger = server.browser(cookies=cookies, headers={} if origin is None else {"Origin": origin})
    async with stranger.get("/ws", headers={"Connection": "Upgrade", "Upgrade": "websocket"}) as answer:
        assert answer.status == 403
    for path in ("/enter", "/files", "/forget"):
        async with stranger.post(path) as answer:
            assert answer.status == 403
    assert not server.server._sessions


async def test_every_answer_holds_the_browser_to_this_server(house: Open):
    server = await house()
    visitor = await server.visitor()
    for path in ("/", "/static/js/textual.js", "/page/page.js", "/nothing"):
        async with visitor.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "script-src 'self';" in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Server"] == "ipog"
            assert "Access-Control-Allow-Origin" not in answer.headers


async def test_the_pages_ask_no_other_site_and_hold_no_script_of_their_own(house: Open):
    server = await house()
    visitor = await server.visitor()
    for path in ("/", "/page/page.js", "/page/page.css", "/page/enter.js", server.said[-1]):
        async with server.browser().get(path) if "token" in path else visitor.get(path) as answer:
            text = await answer.text()
        text = text.replace(server.url.replace("http:", "ws:"), "")
        assert "//" not in text.replace("// ", "").replace(": //", ""), path
        assert "<script>" not in text


async def test_a_token_is_shown_as_text_alone(house: Open):
    server = await house()
    async with server.browser().get("/enter", params={"token": '"><script>alert(1)</script>'}) as answer:
        assert "<script>alert" not in await answer.text()
    visitor = await server.visitor()
    async with visitor.get("/", params={"fontsize": '"><script>alert(1)</script>'}) as answer:
        assert "<script>alert" not in await answer.text()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("plant.yaml", 200),
        ("../plant.yaml", 400),
        ("~plant.yaml", 400),
        ("run.py", 400),
    ],
)
async def test_a_file_is_brought_into_the_own_folder_or_not_at_all(house: Open, name: str, status: int):
    server = await house()
    visitor = await server.visitor()
    form = FormData()
    form.add_field("file", b"ipog_version: 1\n", filename=name, content_type="text/plain")
    async with visitor.post("/files", data=form) as answer:
        assert answer.status == status
        assert (await answer.json())["words"]
    folders = [entry for entry in server.server.visitors.folder.rglob("*") if entry.is_file()]
    assert [entry.name for entry in folders] == (["plant.yaml"] if status == 200 else [])


@pytest.mark.parametrize("data", [{}, {"file": "no file"}, {"file": BytesIO(b"x" * 3_000_000)}])
async def test_what_is_no_file_is_answered_in_words(house: Open, data: dict[str, object]):
    visitor = await (await house()).visitor()
    async with visitor.post("/files", data=data) as answer:
        assert answer.status in (400, 413)
        assert (await answer.json())["words"]


async def test_who_goes_leaves_nothing(house: Open):
    server = await house()
    visitor = await server.visitor()
    form = FormData()
    form.add_field("file", b"ipog_version: 1\n", filename="plant.yaml")
    async with visitor.post("/files", data=form) as answer:
        assert answer.status == 200
    async with visitor.post("/forget") as answer:
        assert answer.status == 200
    assert not list(server.server.visitors.folder.iterdir())
    async with visitor.get("/") as answer:
        assert answer.status == 403


def _cookies(session):
    return {cookie.key: cookie for cookie in session.cookie_jar}
