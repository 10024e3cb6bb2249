"""The language in which results are shown to people; names of fields, data and problems stay English.

Words are marked by :func:`tr`, with English as the source. Catalogues are in ``locale/``: ``.po`` files that
translators edit, and the ``.mo`` files that ``scripts/build_catalogues.py`` makes of them. Where a catalogue
has no word, the English one is shown.

The language is that of this process; no locale of the system is touched, so that numbers in files always
have a point.
"""

from __future__ import annotations

from collections.abc import Mapping
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
COMMA = frozenset({"es", "fr", "id", "ru", "vi"})
"""Languages whose decimal sign is the comma."""


class UnknownLanguage(ValueError):
    """There is no catalogue of a language; the text names it and those that there are."""


_language = SOURCE
_catalogue = NullTranslations()


def use(code: str) -> None:
    """Show words in a language from now on.

    Parameters
    ----------
    code : such as ``"fr"``; upper and lower case, ``-`` and ``_``, and a country behind it make no difference

    Raises
    ------
    UnknownLanguage
        if there is no catalogue of it
    """
    global _language, _catalogue
    known = _known(code)
    if known == SOURCE:
        _language, _catalogue = SOURCE, NullTranslations()
        return
    with files("ipog").joinpath("locale", known, "LC_MESSAGES", "ipog.mo").open("rb") as file:
        _language, _catalogue = known, GNUTranslations(file)


def current() -> str:
    """Code of the language that is in use."""
    return _language


def tr(message: str, **values: object) -> str:
    """A message in the language in use.

    Parameters
    ----------
    message : in English, with places for values in braces
    values : what goes into the places

    >>> tr("P10 to P90: {low} to {high}", low="1.0", high="3.0")
    'P10 to P90: 1.0 to 3.0'
    """
    # An empty message is the head of the catalogue.
    found = _catalogue.gettext(message) if message else message
    return found.format(**values) if values else found


def decimal(text: str) -> str:
    """A number that is shown to people, with the decimal sign of the language in use."""
    return text.replace(".", ",") if _language in COMMA else text


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
        raise UnknownLanguage(f"{code!r} is no language that ipog has words for; there are: {allowed}")
    return stems[stem]
