"""Translations: complete where they are said to be, true to their placeholders, and within 80 columns."""

from __future__ import annotations

import io
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from plants import plant

from ipog import language
from ipog.cli.render.grid import WIDTH
from ipog.cli.render.run_table import run_table
from ipog.evaluate import evaluate
from ipog.language import (
    COMMA,
    DOMAIN,
    LANGUAGES,
    LESSONS,
    SOURCE,
    UnknownLanguage,
    decimal,
    tr,
    use,
    whole,
    width,
)

LOCALE = Path(language.__file__).parent / "locale"
CODES = [code for code in LANGUAGES if code != SOURCE]
COMPLETE = sorted(language.COMPLETE - {SOURCE})
FILES = [(code, DOMAIN) for code in CODES] + [(code, LESSONS) for code in COMPLETE]
Words = tuple[str, ...]
SCRIPT = Path(__file__).parents[2] / "scripts" / "build_catalogues.py"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use(SOURCE)


def entries(code: str, domain: str) -> list[tuple[Words, Words]]:
    """English and translation of each message of a catalogue, in their forms for numbers."""
    read_po = pytest.importorskip("babel.messages.pofile").read_po
    data = (LOCALE / code / "LC_MESSAGES" / f"{domain}.po").read_bytes()
    return [(forms(message.id), forms(message.string)) for message in read_po(io.BytesIO(data)) if message.id]


def forms(text: str | Words) -> Words:
    return (text,) if isinstance(text, str) else tuple(text)


def places(text: str) -> set[tuple[str, str | None]]:
    """Places for values and how these are written."""
    return {(name, form) for _, name, form, _ in string.Formatter().parse(text) if name}


def test_the_catalogues_hold_the_words_of_the_code_and_are_compiled() -> None:
    pytest.importorskip("babel")
    done = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(("code", "domain"), FILES)
def test_translations_have_the_placeholders_of_the_english(code: str, domain: str) -> None:
    for english, words in entries(code, domain):
        for form in words:
            if form:
                # For one, the English may do without the number; the form for 21 needs it in some languages.
                assert places(form) in [places(text) for text in english], english


@pytest.mark.parametrize("code", COMPLETE)
@pytest.mark.parametrize("domain", [DOMAIN, LESSONS])
def test_complete_catalogues_lack_no_word(code: str, domain: str) -> None:
    assert [english for english, words in entries(code, domain) if not all(words)] == []


@pytest.mark.parametrize("code", CODES)
def test_results_fit_into_eighty_columns(code: str) -> None:
    train = [
        {"type": kind}
        for kind in ("scr", "esp_cold_side", "spray_dryer", "fabric_filter", "wet_fgd", "wet_esp")
    ]
    unit = {
        "name": "1",
        "gross_capacity": 500,
        "coal_feed": [{"rank": "bituminous", "trace": {"basis": "dry", "mercury": 0.1, "chlorine": 500}}],
        "boiler": {"type": "circulating_fluidised_bed"},
        "apcs": train,
        "targets": [{"name": "own goal", "value": "5 ug/Nm3"}],
        "measured": [{"quantity": "stack_hg0_fraction", "value": "50 %", "source": "a test"}],
    }
    evaluation = evaluate(plant(unit), samples=20)
    use(code)
    text = run_table(evaluation)
    assert [line for line in text.splitlines() if width(line) > WIDTH] == []
    assert tr("Where the mercury goes") in text


def test_numbers_have_the_decimal_sign_of_the_language() -> None:
    for code in LANGUAGES:
        use(code)
        assert decimal("1.5") == ("1,5" if code in COMMA else "1.5")
        assert decimal("1,234.5") == ("1\xa0234,5" if code in COMMA else "1,234.5")
    use("fr", comma=False)
    assert whole(1234) == "1,234"
    use("en", comma=True)
    assert decimal("0.1") == "0,1"


@pytest.mark.parametrize(
    ("written", "code"),
    [("FR", "fr"), ("fr_CA.UTF-8", "fr"), ("zh", "zh_Hans"), ("zh-Hans", "zh_Hans"), ("en_GB", "en")],
)
def test_languages_are_known_however_they_are_written(written: str, code: str) -> None:
    use(written)
    assert language.current() == code


@pytest.mark.parametrize("written", ["xx", "", "C"])
def test_an_unknown_language_is_refused_with_those_that_there_are(written: str) -> None:
    with pytest.raises(UnknownLanguage, match="fr"):
        use(written)


def test_words_without_a_translation_stay_english() -> None:
    use("ar")
    assert tr("a word that nobody translated") == "a word that nobody translated"
    assert tr("") == ""
