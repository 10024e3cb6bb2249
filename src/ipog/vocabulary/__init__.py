"""The words of the trade: canonical names, what else people write for them, and labels to show.

``words.toml`` holds one table a kind of word (``rank``, ``boiler_type``, ``device_type``...); each
canonical word has a ``label`` and the ``synonyms`` that are read as it.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


class UnknownWord(ValueError):  # noqa: N818 - it names what is unknown, as UnknownSource does
    """A word that the vocabulary lacks.

    Attributes
    ----------
    kind, given : what kind of word was wanted and what was written
    allowed : the canonical words
    nearest : the closest canonical word, or None
    """

    def __init__(self, kind: str, given: str) -> None:
        self.kind = kind
        self.given = given
        self.allowed = words(kind)
        self.nearest = nearest_word(kind, given)
        super().__init__(f"{given!r} is not a {kind.replace('_', ' ')} that ipog knows")


@cache
def _tables() -> dict[str, dict[str, dict[str, Any]]]:
    text = files("ipog.vocabulary").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def fold(text: str) -> str:
    """A spelling for comparison: no case; blank, hyphen and underscore alike."""
    return "_".join(text.strip().casefold().replace("-", " ").replace("_", " ").split())


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    text = files("ipog.vocabulary").joinpath("keys.toml").read_text(encoding="utf-8")
    return {fold(spelling): tuple(fields) for spelling, fields in tomllib.loads(text).items()}


def keys_for(text: str) -> tuple[str, ...]:
    """The keys of a plant file that someone who wrote this word may have meant; empty if none."""
    return _keys().get(fold(text), ())


@cache
def _readings(kind: str) -> dict[str, str]:
    readings: dict[str, str] = {}
    for word, row in _tables()[kind].items():
        for spelling in (word, row["label"], *row.get("synonyms", ())):
            known = readings.setdefault(fold(spelling), word)
            if known != word:
                raise ValueError(f"words.toml: {kind}: {spelling!r} reads as {known!r} and as {word!r}")
    return readings


def kinds() -> tuple[str, ...]:
    """The kinds of word there are."""
    return tuple(_tables())


def words(kind: str) -> tuple[str, ...]:
    """The canonical words of a kind, in the order of the table."""
    return tuple(_tables()[kind])


def label(kind: str, word: str) -> str:
    """What to show a person for a canonical word."""
    return str(_tables()[kind][word]["label"])


def canonical(kind: str, text: str) -> str:
    """The canonical word for what a person wrote; raises :class:`UnknownWord`."""
    try:
        return _readings(kind)[fold(text)]
    except KeyError:
        raise UnknownWord(kind, text) from None


def nearest_word(kind: str, text: str) -> str | None:
    """The canonical word closest to a misspelt one, or None."""
    readings = _readings(kind)
    match = nearest(fold(text), readings)
    return readings[match] if match is not None else None


def nearest(text: str, candidates: Iterable[str]) -> str | None:
    """The candidate closest in spelling, or None if none is close."""
    close = difflib.get_close_matches(text.casefold(), list(candidates), n=1, cutoff=0.6)
    return close[0] if close else None
