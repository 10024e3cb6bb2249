"""The manual for the web: Sphinx with MyST over the plain pages of ``manual/``.

python -m sphinx -W -b html -c docs manual build/manual
"""

from __future__ import annotations

import re
from typing import Any

from pygments.lexers.special import TextLexer

import ipog

project = "ipog"
author = "The ipog developers"
version = release = ipog.__version__
language = "en"

extensions = ["myst_parser"]
root_doc = "index"
exclude_patterns = ["deploy/**"]
myst_heading_anchors = 4
myst_heading_slug_func = "ipog.manual_pages.anchor"

html_theme = "alabaster"
html_title = "ipog manual"
html_theme_options = {"description": "Mercury from coal-fired plants", "page_width": "70em"}
html_copy_source = False
html_show_sphinx = False

LINKED = re.compile(r"\]\(([\w-]+)\.md(?:#[\w-]+)?\)")


def add_contents(app: Any, page: str, text: list[str]) -> None:
    """Give the first page hidden tables of contents: every page, under the heading that links it first.

    The pages themselves stay plain, since they also serve in the app.
    """
    if page != root_doc:
        return
    left = set(app.env.found_docs) - {root_doc}
    for part in re.split(r"^## ", text[0], flags=re.MULTILINE):
        caption = "Start" if part.startswith("# ") else part.partition("\n")[0]
        linked = [name for name in dict.fromkeys(LINKED.findall(part)) if name in left]
        left -= set(linked)
        text[0] += contents(caption, linked)
    text[0] += contents("More", sorted(left))


def contents(caption: str, pages: list[str]) -> str:
    """A hidden table of contents; nothing for no pages."""
    lines = ["", "```{toctree}", ":hidden:", f":caption: {caption}", "", *pages, "```", ""]
    return "\n".join(lines) if pages else ""


def setup(app: Any) -> dict[str, bool]:
    """Connect the table of contents, and show tables of text as they are."""
    app.add_lexer("csv", TextLexer)
    app.connect("source-read", add_contents)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
