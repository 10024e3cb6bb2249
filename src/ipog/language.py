"""The language in which people are spoken to; names of fields, words of files and data stay English.

Words are marked by :func:`tr`, :func:`plural` and :func:`mark`, with English as the source. Catalogues are in
``locale/``: ``.po`` files that translators edit, and the ``.mo`` files that ``scripts/build_catalogues.py``
makes of them. ``ipog`` has the words of the program, ``lessons`` those of the workshop. Where a catalogue has
no word, the English one is shown.

The language is that of this process; no locale of the system is touched, so that numbers in files always
have a point.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from types import MappingProxyType

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "en": "English",
        "ar": "العربية",
        "es": "español",
        "fr": "français",
        "id": "Bahasa Indonesia",
        "ru": "русский",
        "vi": "Tiếng Việt",
        "zh_Hans": "简体中文",
    }
)
"""Languages by their codes, in their own words."""

SOURCE = "en"
COMPLETE = frozenset({"en", "es", "fr", "ru", "zh_Hans"})
"""Languages that have all words; of the others there are the core terms."""

DOMAIN, LESSONS = "ipog", "lessons"
"""Catalogues: the words of the program, and those of the workshop's lessons."""

COMMA = frozenset({"es", "fr", "id", "ru", "vi"})
"""Languages whose decimal sign is the comma."""


class UnknownLanguage(ValueError):
    """There is no catalogue of a language; the text names it and those that there are."""


_language = SOURCE
_comma = False
_catalogues: dict[str, NullTranslations] = {}
_data = ContextVar("data", default=False)
"""Whether what is written now is data; its own of each thread, beside one that speaks to people."""


def use(code: str, *, comma: bool | None = None) -> None:
    """Show words in a language from now on.

    Parameters
    ----------
    code : such as ``"fr"``; upper and lower case, ``-`` and ``_``, and a country behind it make no difference
    comma : whether the decimal sign is the comma; None for that of the language

    Raises
    ------
    UnknownLanguage
        if there is no catalogue of it
    """
    global _language, _comma  # noqa: PLW0603
    _language = _known(code)
    _comma = _language in COMMA if comma is None else comma
    _catalogues.clear()


def current() -> str:
    """Code of the language that is in use."""
    return SOURCE if _data.get() else _language


def manner() -> tuple[str, bool]:
    """What text that is kept must be kept under: the language, and whether its decimal sign is the comma."""
    return (SOURCE, False) if _data.get() else (_language, _comma)


def edition(domain: str = DOMAIN) -> object:
    """What words that are kept must be kept under: the catalogue in use; None for English.

    Parameters
    ----------
    domain : the catalogue, :data:`DOMAIN` or :data:`LESSONS`
    """
    return None if current() == SOURCE else _catalogue(domain)


@contextmanager
def for_data() -> Iterator[None]:
    """English words and points within: for text that goes into data files, whoever sits before the screen."""
    before = _data.set(True)
    try:
        yield
    finally:
        _data.reset(before)


def tr(message: str, /, **values: object) -> str:
    """A message in the language in use.

    Parameters
    ----------
    message : in English, with places for values in braces
    values : what goes into the places; without any, the message is returned as it stands

    >>> tr("P10 to P90: {low} to {high}", low="1.0", high="3.0")
    'P10 to P90: 1.0 to 3.0'
    """
    found = translated(message)
    return found.format(**values) if values else found


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """A message that depends on a number, in the language in use.

    Parameters
    ----------
    one, many : in English, with places for values in braces
    count : the number; ``{count}`` stands for it with thousands apart
    values : what else goes into the places

    >>> plural("{count} row", "{count} rows", 1), plural("{count} row", "{count} rows", 2000)
    ('1 row', '2,000 rows')
    """
    found = _catalogue(DOMAIN).ngettext(one, many, count)
    return found.format(count=whole(count), **values)


def mark(message: str) -> str:
    """A message for the catalogue, as it is: a constant that :func:`tr` translates where it is shown."""
    return message


def translated(message: str, domain: str = DOMAIN) -> str:
    """A message in the language in use, with its places as they stand.

    Parameters
    ----------
    message : in English
    domain : the catalogue, :data:`DOMAIN` or :data:`LESSONS`
    """
    # An empty message is the head of the catalogue.
    return _catalogue(domain).gettext(message) if message else message


def _catalogue(domain: str) -> NullTranslations:
    """A catalogue of the language in use, read when it is first needed."""
    if _data.get():
        return _ENGLISH
    if domain not in _catalogues:
        file = files("ipog").joinpath("locale", _language, "LC_MESSAGES", f"{domain}.mo")
        if _language == SOURCE or not file.is_file():
            _catalogues[domain] = NullTranslations()
        else:
            with file.open("rb") as opened:
                _catalogues[domain] = GNUTranslations(opened)
    return _catalogues[domain]


def decimal(text: str) -> str:
    """A number that is shown to people, with the signs of the language in use.

    Parameters
    ----------
    text : with a point, and commas between thousands if any

    >>> decimal("1,234.5")
    '1,234.5'
    """
    return text.translate(_SIGNS) if _comma and not _data.get() else text


def whole(count: float) -> str:
    """A whole number that is shown to people, thousands apart.

    >>> whole(12000)
    '12,000'
    """
    return decimal(f"{count:,.0f}")


def width(text: str) -> int:
    """Terminal cells that a text takes: East Asian letters two, combining marks none."""
    if text.isascii():
        return len(text)
    cells = 0
    for letter in text:
        if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
            continue
        cells += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return cells


def before_more(sentence: str) -> str:
    """A sentence to put before another, with a blank unless it is empty or ends with a wide sign.

    >>> before_more("Not right."), before_more("\u4e0d\u5bf9\u3002")
    ('Not right. ', '\u4e0d\u5bf9\u3002')
    """
    return f"{sentence} " if sentence and width(sentence[-1]) == 1 else sentence


_SIGNS = str.maketrans({".": ",", ",": "\N{NO-BREAK SPACE}"})
"""A comma between thousands would be read as a decimal sign."""
_ENGLISH = NullTranslations()


def _known(code: str) -> str:
    """The code of a catalogue for what somebody wrote: ``fr_CA.UTF-8`` is French."""
    plain = code.strip().partition(".")[0].replace("-", "_").casefold()
    by_name = {known.casefold(): known for known in LANGUAGES}
    if plain in by_name:
        return by_name[plain]
    stem = plain.partition("_")[0]
    stems = {known.partition("_")[0].casefold(): known for known in LANGUAGES}
    if stem not in stems:
        allowed = ", ".join(f"{known} ({name})" for known, name in LANGUAGES.items())
        message = tr(
            "{given!r} is no language that ipog has words for; there are: {allowed}",
            given=code,
            allowed=allowed,
        )
        raise UnknownLanguage(message)
    return stems[stem]
