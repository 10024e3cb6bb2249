"""The manual builds for the web without warnings: links, headings and code blocks are what Sphinx takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_manual_builds_without_warnings_and_has_every_page(tmp_path: Path) -> None:
    words = ["-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-d", str(tmp_path / "trees")]
    words += ["-c", str(ROOT / "docs"), str(ROOT / "manual"), str(tmp_path / "html")]
    done = subprocess.run(
        [sys.executable, *words], check=False, capture_output=True, encoding="utf-8", timeout=300
    )
    assert (done.returncode, done.stderr) == (0, "")
    made = {path.stem for path in (tmp_path / "html").glob("*.html")}
    assert {path.stem for path in (ROOT / "manual").glob("*.md")} <= made
    first = (tmp_path / "html" / "index.html").read_text(encoding="utf-8")
    assert 'href="quickstart.html"' in first
