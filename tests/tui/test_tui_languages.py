"""The app in other languages: nothing is left in English, everything fits, and files stay as they are."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from app_driver import app_of, opened, press, screen_text, settled
from every_screen import PLANT, walk
from rich.cells import cell_len
from textual.widgets._footer import FooterKey
from widget_words import too_long, words_of

from ipog import language, sources
from ipog.coals import library
from ipog.language import COMPLETE, DOMAIN, LANGUAGES, LESSONS, SOURCE, tr, use
from ipog.settings import Settings, load_settings, save_settings
from ipog.tui.advice_words import HEADS
from ipog.tui.app import IpogApp
from ipog.tui.document import PlantDocument
from ipog.tui.fields import form_words
from ipog.tui.look import Look
from ipog.tui.screens import advice, charts
from ipog.tui.widgets.field_row import FieldInput
from ipog.tui.widgets.key_line import fitting

SIZE = (80, 24)
LABEL = 21
"""Columns of a label in a form."""
OTHERS = sorted(COMPLETE - {SOURCE})


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use(SOURCE)


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advice, "SAMPLES", 0)
    monkeypatch.setattr(charts, "DEFAULT_SAMPLES", 50)


class Marked(NullTranslations):
    """A language whose words are those of the code between signs; values stand outside."""

    def gettext(self, message: str) -> str:
        if "⟦" in message:
            # A word that is translated where it is made and where it is shown.
            return message
        try:
            pieces = list(string.Formatter().parse(message))
        except ValueError:
            return f"⟦{message}⟧"
        return "".join(
            (f"⟦{words.replace('{', '{{').replace('}', '}}')}⟧" if words else "")
            + ("" if name is None else f"{{{name}{':' if form else ''}{form or ''}}}")
            for words, name, form, _ in pieces
        )

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


class Longest(NullTranslations):
    """Of each message, the translation that takes most room among those of complete languages."""

    def __init__(self, domain: str) -> None:
        super().__init__()
        self._catalogues = []
        for code in OTHERS:
            use(code)
            self._catalogues.append(language._catalogue(domain))

    def gettext(self, message: str) -> str:
        return max((each.gettext(message) for each in self._catalogues), key=cell_len)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return max((each.ngettext(one, many, count) for each in self._catalogues), key=cell_len)


LONG = 12
"""Letters of names that are looked for within texts; shorter ones are parts of others."""
ENGLISH = {"help-title", "help-contents", "help-text"}
"""Widgets that show the manual, which is in English."""

UNITS = (
    "ug/Nm3|mg/Nm3|mg/kg|MJ/kg|kJ/kWh|lb/TBtu|lb/GWh|lb/MMacf|kg/h|ppmv|ppm|degC|MWth|MW"
    r"|Hg0|Hg2\+|Hg-p|Hg|Cl|HHV|LHV"
)
"""Units and forms of mercury."""
AS_IT_IS = re.compile(
    "|".join(
        [
            # Words, paths and keys of files; names of files.
            r"\S+\.(?:yaml|csv|xlsx|toml|html|pdf|docx|md)\b|\.(?:html|pdf|docx|md)\b",
            r"\b[a-z]\w*(?:\[[\w -]+\])?(?:\.\w+(?:\[[\w -]+\])?)+(?:\.\.\.)?|\bapcs(?:\[\w+\])?",
            r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b|\b[a-z]{2,}(?:-[a-z0-9]+)+(?:\.\.\.)?",
            rf"(?<!\w)(?:{UNITS})(?!\w)",
            r"Plant P|Unit U|Target T|Test S|Unit 1|\d+\.\d+\.\d+|\bipog\b|Plant in",
            # Keys, countries by their codes, and bases by theirs.
            r"(?:Ctrl|Shift)\+\w+|\b(?:left|right|pageup|pagedown|backspace)\b|\b[A-Z]{2}\b|\b(?:ar|ad|daf|dry)\b",
            # Names of languages and of scenarios of a batch; choices as the file of the settings has them.
            rf"{'|'.join(LANGUAGES.values())}|\b(?:bat|closures)\b|< (?:expert|si|full):",
        ]
    )
)


def names() -> list[str]:
    """Names of coals, works and places, which are the same in every language."""
    coals = library().values()
    found = {coal.name for coal in coals} | {coal.region for coal in coals}
    found |= {source.citation for source in sources.bibliography().values()}
    return sorted((name for name in found if name), key=len, reverse=True)


def left(text: str, known: list[str]) -> Iterator[str]:
    """What stands outside the signs, without names, which may be cut off at their end."""
    rest = re.sub("⟦.*$", " ", re.sub("⟦[^⟦]*?⟧", " ", text, flags=re.DOTALL), flags=re.MULTILINE)
    if not _odd(rest):
        return
    for piece in re.split(r"\s{2,}|\n", rest):
        start = re.sub(r"^[>*] ?|(?:…|\.\.\.)$", "", piece.strip())
        if any(name.startswith(start) for name in known):
            continue
        other = piece
        for name in known:
            other = other.replace(name, " ") if len(name) >= LONG else other
        if _odd(other := AS_IT_IS.sub(" ", other)):
            yield other.strip()


def _odd(text: str) -> bool:
    """Whether there are letters, or a figure with a point."""
    return re.search(r"[^\W\d_]{2,}|\d\.\d", text) is not None


async def test_no_words_of_the_app_stand_outside_the_catalogues(monkeypatch: pytest.MonkeyPatch):
    save_settings(Settings(toured=True, decimal="comma"))
    marked = Marked()
    monkeypatch.setattr(language, "_catalogue", lambda _: marked)
    known = names()
    found: dict[str, str] = {}
    seen: set[str] = set()
    async with IpogApp(language="ar").run_test(size=SIZE) as pilot:
        await settled(pilot)
        async for place in walk(pilot, PlantDocument(PLANT)):
            for widget, text in words_of(app_of(pilot).screen):
                if text in seen or widget.id in ENGLISH:
                    continue
                seen.add(text)
                # In a field, what a file may hold stands behind the first word.
                own = text.partition("⟧")[0] if isinstance(widget, FieldInput) else text
                for words in left(own, known):
                    found.setdefault(words, f"{place}, {type(widget).__name__} {widget.id}")
    assert found == {}, "\n".join(f"{place}: {words}" for words, place in found.items())


async def test_the_longest_words_of_complete_languages_fit_on_eighty_columns(monkeypatch: pytest.MonkeyPatch):
    # One walk for all languages: what fits with the longest words fits with all others.
    longest = {domain: Longest(domain) for domain in (DOMAIN, LESSONS)}
    monkeypatch.setattr(language, "_catalogue", longest.__getitem__)
    found: dict[str, str] = {}
    async with IpogApp(language="fr").run_test(size=SIZE) as pilot:
        await settled(pilot)
        async for place in walk(pilot, PlantDocument(PLANT)):
            for words in too_long(app_of(pilot).screen):
                found.setdefault(words, place)
    assert found == {}, "\n".join(f"{place}: {words}" for words, place in found.items())


@pytest.mark.parametrize("code", OTHERS)
def test_labels_of_fields_fit_into_their_column(code: str):
    use(code)
    labels = {tr(name) for name in form_words()}
    assert {label for label in labels if cell_len(label) > LABEL} == set()


@pytest.mark.parametrize("code", OTHERS)
def test_names_of_options_are_seen_beside_their_figures(code: str):
    use(code)
    *heads, _ = HEADS
    # Two blanks a column; some figures are wider than their heads.
    assert sum(cell_len(tr(head)) + 2 for head in heads) <= SIZE[0] - 15


async def test_a_language_is_chosen_in_the_settings_and_spoken_at_once(home: Path):
    (home / "plant.yaml").write_text(PLANT, encoding="utf-8")
    async with IpogApp("plant.yaml").run_test(size=SIZE) as pilot:
        app = app_of(pilot)
        screen = await opened(pilot)
        screen.action_tab("results")
        await settled(pilot)
        app.action_settings()
        await settled(pilot)
        await press(pilot, "end")
        while load_settings().language != "es":
            await press(pilot, "right")
        assert tr("Settings") != "Settings"
        assert tr("Settings") in screen_text(app)
        await press(pilot, "escape")
        again = await opened(pilot)
        assert again is not screen
        assert tr("Results F7") in screen_text(app)
        assert "1 lb/MMacf" in again.document.text
        again.dismiss()
        await settled(pilot)
        assert tr("New plant, step by step (w)") in screen_text(app)


async def test_numbers_are_shown_with_the_comma_and_taken_with_the_point(home: Path):
    (home / "plant.yaml").write_text(PLANT, encoding="utf-8")
    save_settings(Settings(toured=True, language="en"))
    async with IpogApp("plant.yaml", language="fr").run_test(size=SIZE) as pilot:
        app = app_of(pilot)
        screen = await opened(pilot)
        assert language.current() == "fr"
        await press(pilot, "f7")
        assert re.search(r"P10 \d+,\d", screen_text(app))
        screen.action_copy_table()
        head, first, *_ = app.clipboard.splitlines()
        assert head.startswith("unit\tbehind\tHg ug/Nm3")
        assert re.search(r"\t\d+\.\d+\t", first)
        assert "," not in first.partition("\t")[2]


def test_the_decimal_sign_is_that_of_the_language_unless_it_is_chosen():
    for code, decimal, comma in (("fr", "language", True), ("fr", "point", False), ("en", "comma", True)):
        settings = Settings(language=code, decimal=decimal)
        use(settings.language, comma=settings.comma)
        assert Look.of(settings).comma is comma


def test_keys_that_are_the_same_everywhere_make_room_first():
    keys = [
        FooterKey("a", "a", "x" * 30, "own"),
        FooterKey("b", "b", "x" * 30, "more"),
        FooterKey("f1", "f1", "Help", "help"),
        FooterKey("ctrl+q", "^q", "Leave", "quit"),
        FooterKey("f2", "f2", "all", "command_palette", classes="-command-palette"),
    ]
    assert [key.action for key in fitting(keys, 200)] == ["own", "more", "help", "quit", "command_palette"]
    assert [key.action for key in fitting(keys, 88)] == ["own", "more", "help", "command_palette"]
    assert [key.action for key in fitting(keys, 78)] == ["own", "more", "command_palette"]
    assert [key.action for key in fitting(keys, 50)] == ["own", "command_palette"]


def test_axes_have_the_decimal_sign_of_the_language():
    pytest.importorskip("textual_plot")
    from ipog.tui.draw.axes import Figures

    use("fr")
    assert Figures().get_labels_for_ticks([0.0, 0.5, 1.0]) == ["0,0", "0,5", "1,0"]
