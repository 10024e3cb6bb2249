"""Lines of East Asian text that end between its letters, as in print.

Rich breaks lines at blanks, and so does Textual, which asks it. A text without blanks would leave half a line
empty wherever a number or a name stands in it.
"""

from __future__ import annotations

import re

from rich import _wrap

_WIDE = r"\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_QUOTES = r"\u201c\u2018"
_OPENING = rf"{_QUOTES}\uff08\u300a\u3008\u300c\u300e\u3010\u3014"
_CLOSING = (
    r"\u201d\u2019\u2026\uff0c\u3002\u3001\uff1b\uff1a\uff01\uff1f\uff05"
    r"\uff09\u300b\u3009\u300d\u300f\u3011\u3015"
)
_PLAIN_CLOSING = r",.;:!?%)\]}"

WORD = re.compile(
    rf"\s*(?=\S)[{_OPENING}]*"
    rf"(?:[{_WIDE}][{_PLAIN_CLOSING}]*|(?:(?![{_WIDE}]|[{_QUOTES}][{_WIDE}])\S)+)?"
    rf"[{_CLOSING}]*\s*"
)
"""What stays on one line: a word, or a single East Asian letter, with the signs that open or close it."""


def break_between_letters() -> None:
    """Let all that is shown by Rich and Textual break its lines so; other text is broken as before."""
    _wrap.re_word = WORD
