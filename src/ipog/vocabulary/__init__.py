"""The words of the trade: canonical names, what else people write for them, and labels to show.

``words.toml`` holds one table a kind of word (``rank``, ``boiler_type``, ``device_type``...); each
canonical word has a ``label`` and the ``synonyms`` that are read as it. ``refused.toml`` holds words
that are too vague to be read, ``keys.toml`` what people write for the keys of a plant file, and
``countries.toml`` the countries.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from ipog.language import tr
from ipog.tables import Sections, sections

LONGEST_WORD = 80
"""Longer text is no misspelt word; the search for the nearest one is slow on it."""


class UnknownWord(ValueError):
    """A word that the vocabulary lacks, or that could mean two things.

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
        shown = given if len(given) <= LONGEST_WORD else f"{given[:LONGEST_WORD]}..."
        reason = refused(kind).get(fold(given))
        # What is near in spelling to a vague word says nothing of its meaning.
        self.nearest = None if reason else nearest_word(kind, given)
        if reason:
            message = tr("{given!r} is not clear enough: {reason}", given=shown, reason=tr(reason))
        else:
            message = tr("{given!r} is not a {kind} that ipog knows", given=shown, kind=kind_words(kind))
        super().__init__(message)


def _text(table: str) -> str:
    return files("ipog.vocabulary").joinpath(table).read_text(encoding="utf-8")


def _read(table: str) -> dict[str, Any]:
    return tomllib.loads(_text(table))


@cache
def _tables() -> Sections:
    return sections("ipog.vocabulary", "words.toml")


def fold(text: str) -> str:
    """A spelling for comparison: no case; blank, hyphen and underscore alike."""
    return "_".join(text.strip().casefold().replace("-", " ").replace("_", " ").split())


@cache
def _readings(kind: str) -> dict[str, str]:
    readings: dict[str, str] = {}
    for word, row in _tables()[kind].items():
        for spelling in (word, row["label"], *row.get("synonyms", ())):
            known = readings.setdefault(fold(spelling), word)
            if known != word:
                raise ValueError(f"words.toml: {kind}: {spelling!r} reads as {known!r} and as {word!r}")
    return readings


@cache
def refused(kind: str) -> dict[str, str]:
    """Words of a kind that are not read because they could mean two things, with the reason in English."""
    return {fold(word): reason for word, reason in _read("refused.toml").get(kind, {}).items()}


def kinds() -> tuple[str, ...]:
    """The kinds of word there are."""
    return tuple(_tables())


def kind_words(kind: str) -> str:
    """What to call a kind of word before a person, such as "boiler type"."""
    return tr(kind.replace("_", " "))


def words(kind: str) -> tuple[str, ...]:
    """The canonical words of a kind, in the order of the table."""
    return tuple(_tables()[kind])


def label(kind: str, word: str) -> str:
    """What to show a person for a canonical word, in the language in use."""
    return tr(english_label(kind, word))


def english_label(kind: str, word: str) -> str:
    """The same in English, for results and data; :func:`ipog.language.tr` translates it where it is shown."""
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
    if len(text) > LONGEST_WORD:
        return None
    import difflib

    close = difflib.get_close_matches(text.casefold(), list(candidates), n=1, cutoff=0.6)
    return close[0] if close else None


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    return {fold(spelling): tuple(keys) for spelling, keys in _read("keys.toml").items()}


def keys_for(text: str) -> tuple[str, ...]:
    """The keys of a plant file that someone who wrote this word may have meant; empty if none."""
    return _keys().get(fold(text), ())


@cache
def _codes() -> frozenset[str]:
    """The codes of :func:`countries`, of which most commands want no more."""
    return frozenset(re.findall(r"^([A-Z]{2}) = ", _text("countries.toml"), re.MULTILINE))


def is_country(code: str) -> bool:
    """Whether a text is one of the codes of :func:`countries`."""
    return code in _codes()


@cache
def countries() -> dict[str, str]:
    """The ISO 3166-1 alpha-2 codes, each with the country's usual English name."""
    return {code: row["name"] for code, row in _read("countries.toml").items()}


def country_names() -> dict[str, str]:
    """The same codes, each with the country's name in the language in use."""
    return {code: tr(name) for code, name in countries().items()}


def country_name(code: str) -> str:
    """The name of a country in the language in use; empty for a code that is none."""
    return tr(countries().get(code, ""))


def country_for(text: str) -> str | None:
    """The code of the country that someone wrote by name or alpha-3 code; None if that is unclear."""
    wanted = fold(text)
    readings: dict[str, str] = {}
    for code, row in _read("countries.toml").items():
        for spelling in (code, row["name"], row["alpha3"], *row.get("other", ())):
            readings.setdefault(fold(spelling), code)
    if wanted in readings or len(wanted) <= 3:
        return readings.get(wanted)
    found = nearest(wanted, readings)
    return None if found is None else readings[found]
