"""A language that shows what of a text is translated: the English words between marks, values outside."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from unittest.mock import patch

from marked_words import sentences

from ipog import language
from ipog.language import DOMAIN, LESSONS

CODE = "x-marked"
OPEN, SHUT = "⟦", "⟧"
_MARKED = re.compile(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")


class Marked(NullTranslations):
    """Each message with its words between marks."""

    def gettext(self, message: str) -> str:
        parts = []
        for words, name, form, _ in string.Formatter().parse(message):
            if words:
                parts.append(OPEN + words.replace("{", "{{").replace("}", "}}") + SHUT)
            if name is not None:
                parts.append(f"{{{name}:{form}}}" if form else f"{{{name}}}")
        # Without places, nothing is filled in, and braces stand for themselves.
        return "".join(parts) if any("{" in part[:1] for part in parts) else f"{OPEN}{message}{SHUT}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def marked_language() -> Iterator[None]:
    """Speak it within."""
    catalogues = {DOMAIN: Marked(), LESSONS: Marked()}
    with patch.object(language, "_language", CODE), patch.object(language, "_catalogues", catalogues):
        yield


def english_left(text: str, names: Iterable[str] = ()) -> list[str]:
    """Lines and cells of a text that hold words of English outside the marks.

    Parameters
    ----------
    text : said in the marked language
    names : of plants, coals and works, and commands to type, which stay as they are
    """
    rest = _MARKED.sub("·", text)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "·")
    return [piece for piece in dict.fromkeys(re.split(r"[|\n·]", rest)) if sentences(piece)]
