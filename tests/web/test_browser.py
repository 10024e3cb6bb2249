"""The served app in a real browser, headless: a plant is built, its result seen, the server's files not.

It runs where Playwright and a Chromium are installed (``pip install "ipog[browser]"``, and the browser by
``playwright install chromium`` or from the system), else it is skipped. ``IPOG_SCREENSHOTS`` names a folder
for the pictures.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("textual_serve")
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

PATIENCE = 60_000
"""How long a picture may take before the test has failed [ms]; it takes a second or two."""

# What the page draws is on a canvas; its bytes are what can be read.
READ = """
(() => {
  window.drawn = "";
  const Plain = window.WebSocket;
  const decoder = new TextDecoder();
  window.WebSocket = class extends Plain {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", (event) => {
        if (typeof event.data !== "string") window.drawn += decoder.decode(event.data);
      });
    }
  };
})();
"""
SHOWS = r"""
(words) => {
  const text = window.drawn.replace(/\x1b\[[0-?]*[ -\/]*[@-~]/g, "");
  return text.replace(/[^\p{L}\p{N}]/gu, "").includes(words);
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A browser, the one of the system if Playwright has none."""
    with playwright.sync_playwright() as driver:
        own = Path(driver.chromium.executable_path)
        found = str(own) if own.exists() else shutil.which("chromium") or shutil.which("google-chrome")
        if found is None:
            pytest.skip("there is no Chromium; `playwright install chromium` brings one")
        # A container's root can't have Chromium's own sandbox.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        started = driver.chromium.launch(executable_path=found, args=["--no-sandbox"] if root else [])
        yield started
        started.close()


@pytest.fixture
def link(tmp_path: Path) -> Iterator[str]:
    """The link of a server that runs as its user starts it."""
    (tmp_path / "secret.yaml").write_text("plant: {name: Not for you}", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["serve", "--port", str(port), "--folder", str(tmp_path / "visitors")]
    running = subprocess.Popen([sys.executable, "-m", "ipog.cli", *words], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    yield running.stdout.readline().strip()
    running.terminate()
    running.stdout.close()
    assert running.wait(30) == 0 or sys.platform == "win32"


def test_a_plant_is_built_in_a_browser_and_no_other_file_is_reached(browser, link: str):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(READ)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: refused.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))

    def until(words: str) -> None:
        page.wait_for_function(SHOWS, arg=re.sub(r"[\W_]", "", words))

    page.goto(link)
    until("Tour 1 of")
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)  # the escape key is told from a sequence by what does not follow
    page.evaluate("window.drawn = ''")
    page.keyboard.press("o")
    until("Which plant file")
    page.keyboard.type("../../secret.yaml", delay=20)
    page.keyboard.press("Enter")
    until("begins with a point")
    page.keyboard.press("n")
    until("Stack")
    until("P10")
    page.keyboard.press("F7")
    until("removed")
    if folder := os.environ.get("IPOG_SCREENSHOTS"):
        page.wait_for_timeout(1000)
        page.screenshot(path=Path(folder) / "served-app.png")
    assert "Not for you" not in page.evaluate("window.drawn")
    server = link.partition("/enter")[0]
    assert all(url.startswith((server, "data:")) for url in asked), asked
    assert not refused, "the page's own policy refused something, or a script failed"
    page.close()

    # On a tablet there are keys to touch, and a visitor whose link is used up is told what to do.
    tablet = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    late = tablet.new_page()
    late.goto(link)
    assert "ask whoever runs this server" in late.inner_text("main")
    assert late.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
    tablet.close()
