"""A whole train in one cell of a table: the types of its devices, joined by ``+``."""

from __future__ import annotations

import re

from ipog import vocabulary

NONE = "none"
"""What says that there are no devices; an empty cell may also mean that nobody looked."""

_OTHER_SIGNS = re.compile(r"\s*(,|;|/|\||&|\n|-*>|→)\s*")


def kinds_in(cell: str) -> list[str]:
    """The types of the devices, as they are written.

    >>> kinds_in("ESP + wet_fgd"), kinds_in("None")
    (['ESP', 'wet_fgd'], [])
    """
    if vocabulary.fold(cell) == NONE:
        return []
    return [kind.strip() for kind in cell.split("+") if kind.strip()]


def device(kind: str) -> str:
    """The word for a type; the type as it is written where it is none."""
    try:
        return vocabulary.canonical("device_type", kind)
    except vocabulary.UnknownWord:
        return kind


def other_sign(cell: str) -> tuple[str, str | None] | None:
    """The sign that joins devices in place of ``+``, and the cell as it should be, if that is clear.

    >>> other_sign("ESP, wet_fgd"), other_sign("ESP + wet_fgd")
    ((',', 'ESP + wet_fgd'), None)
    """
    parts: list[str] = []
    sign = None
    for kind in kinds_in(cell):
        found = None if _is_known(kind) else _OTHER_SIGNS.search(kind)
        if found is None:
            parts.append(kind)
        else:
            sign = sign or found[1]
            parts += [part for part in _OTHER_SIGNS.split(kind)[::2] if part]
    if sign is None or not any(map(_is_known, parts)):
        return None
    return sign, " + ".join(parts) if all(map(_is_known, parts)) else None


def _is_known(kind: str) -> bool:
    try:
        vocabulary.canonical("device_type", kind)
    except vocabulary.UnknownWord:
        return False
    return True
