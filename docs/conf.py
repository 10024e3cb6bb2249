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
    """Give the first page a hidden table of contents: every page, in the order in which it is linked.

    The pages themselves stay plain, since they also serve in the app.
    """
    if page == root_doc:
        linked = list(dict.fromkeys(LINKED.findall(text[0])))
        others = sorted(app.env.found_docs - {root_doc, *linked})
        text[0] += "\n".join(["", "```{toctree}", ":hidden:", "", *linked, *others, "```", ""])


def setup(app: Any) -> dict[str, bool]:
    """Connect the table of contents, and show tables of text as they are."""
    app.add_lexer("csv", TextLexer)
    app.connect("source-read", add_contents)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
