"""A language whose words are the English ones between brackets, which shows what nobody translates."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import NullTranslations

OPEN, SHUT = "⟦", "⟧"
CODE = "es"
"""The language in whose place it stands."""


class Marks(NullTranslations):
    """The catalogue."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{SHUT}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def outside(text: str, names: Iterable[str] = ()) -> list[str]:
    """What stands outside of brackets, in pieces; names are left out, however lines are broken."""
    joined = " ".join(text.split())
    for name in sorted((" ".join(name.split()) for name in names if name), key=len, reverse=True):
        joined = joined.replace(name, OPEN + SHUT)
    pieces, depth = [""], 0
    for letter in joined:
        if letter in (OPEN, SHUT):
            depth += 1 if letter == OPEN else -1
            pieces.append("")
        elif depth == 0:
            pieces[-1] += letter
    assert depth == 0, "a bracket is not closed"
    return [piece.strip() for piece in pieces if piece.strip()]
