"""The words of the pages stand where catalogues find them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ipog import web
from ipog.web.page_words import WORDS

PAGES = Path(web.__file__).parent / "pages"
SAID = re.compile(r"""\btr\((["'])(.*?)\1\)""")


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.name)
def test_all_words_of_templates_are_marked(path: Path):
    text = path.read_text(encoding="utf-8")
    assert {words for _, words in SAID.findall(text)} <= set(WORDS)
    plain = re.sub(r"\{[{%].*?[%}]\}|<[^>]*>", " ", text, flags=re.DOTALL)
    assert set(re.findall(r"[A-Za-z]{2,}", plain)) <= {"ipog"}
    titles = re.findall(r'(?:title|aria-label)="([^"]*)"', text)
    assert all(title.startswith("{{ tr(") for title in titles)


def test_all_words_of_the_script_are_marked():
    text = (PAGES / "static" / "page.js").read_text(encoding="utf-8")
    said = {words for _, words in SAID.findall(text)}
    endings = text[text.index("const ENDINGS") : text.index("const KEYS")]
    said |= {words for words in re.findall(r'"([^"]*)"', endings) if words}
    assert len(said) > 15
    assert said <= set(WORDS)
    assert {"Undo", "Redo", "Leave"} <= set(WORDS)


def test_no_words_are_marked_in_vain():
    everything = "".join(path.read_text(encoding="utf-8") for path in PAGES.rglob("*.*") if path.is_file())
    assert [words for words in WORDS if words not in everything] == []
