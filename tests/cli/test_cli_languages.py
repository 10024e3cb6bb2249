"""What commands say is in the language that is asked for, and what programs read is in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bracketed import CODE, OPEN, Marks, outside
from command_line import PLANT, Run
from marked_words import sentences

from ipog import language, vocabulary
from ipog.advice import QUESTIONS
from ipog.advice.facts import FACTS
from ipog.cli.render.grid import WIDTH
from ipog.coals import library
from ipog.language import COMPLETE, SOURCE, use, width
from ipog.settings import Settings, save_settings
from ipog.sources import bibliography

DUVHA, GASTON = "example:za-duvha", "example:us-gaston"
FEW = ("--samples", "20")
SOLVE = ("solve", DUVHA, "--vary", "aci_rate=0..10 lb/MMacf", "--target", "5 ug/Nm3", *FEW)
TABLES: tuple[tuple[str, ...], ...] = (
    ("run", GASTON, *FEW),
    ("advise", DUVHA, *FEW, "--target", "2 ug/Nm3", "--budget", "1000000"),
    SOLVE,
    ("limits", "--country", "CN"),
    ("limits", "--country", "US", "--rank", "lignite", "--gross-capacity", "500 MW"),
    ("limits", "show", "eu-bref-2021-coal-existing-ge300"),
    ("coals", "list", "--country", "ZA"),
    ("coals", "show", "za-kendal"),
    ("coals", "compare", "za-kendal", "us-prb"),
    ("examples",),
    ("learn", "--list"),
)
"""Commands whose tables keep to the width of a terminal."""
OTHERS: tuple[tuple[str, ...], ...] = (
    ("compare", GASTON, "--set", "units[0].boiler.unburned_carbon=6 %", *FEW),
    ("convert", "30", "ug/Nm3", "--o2", "7", "--to", "lb/GWh", "--rank", "lignite", "--efficiency", "36 %"),
    ("check", DUVHA, "no.yaml"),
    ("runn",),
    ("run", "example:nowhere"),
    ("batch", "plants.csv"),
    ("new", "--country", "QQ"),
    ("convert", "5", "ug/Nm3", "--to", "mg/GJ"),
    ("advise", GASTON, "--site", "space=maybe"),
    ("solve", GASTON, "--vary", "aci_rate=5..1 lb/MMacf"),
    ("limits", "--rank", "lignite"),
    ("coals", "search", "nosuchcoal"),
    ("learn", "--title", "x"),
)
DATA: tuple[tuple[str, ...], ...] = (
    ("run", GASTON, *FEW, "--format", "json"),
    ("run", DUVHA, *FEW, "--format", "csv"),
    ("advise", GASTON, *FEW, "--format", "yaml"),
    ("compare", GASTON, DUVHA, *FEW, "--format", "json"),
    (*SOLVE, "--format", "json"),
    ("limits", "--country", "US", "--rank", "lignite", "--gross-capacity", "500 MW", "--format", "json"),
    ("coals", "show", "za-kendal", "--format", "json"),
    ("convert", "30", "ug/Nm3", "--to", "mg/GJ", "--rank", "lignite", "--format", "json"),
    ("learn", "--list", "--format", "csv"),
    ("schema",),
    ("new", "--full"),
)
FLEET = """\
id,plant,unit,country,gross_capacity [MW],coal_1,boiler_type,apcs
a,One,Unit 1,ZA,600,za-highveld,wall,esp_cold_side
b,One,Unit 2,ZA,600,za-nowhere,wall,esp_cold_side
c,Two,Unit 1,ZA,600,za-highveld,wall,wet_fgd + esp_cold_side
"""


WORD = re.compile(r"(?:^|(?<=[ (]))[A-Za-z]{3,}(?=[),.;:]*(?: |$))")
OF_FILES = {
    *(word for kind in vocabulary.kinds() for word in vocabulary.words(kind)),
    *FACTS,
    *QUESTIONS,
    *("apcs", "ipog", "stack", "Duvha", "Gaston", "Unit", "Units", "degC", "NOx", "MUSD"),
}
"""Words of plant files, names and units, which are the same in each language."""


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The language :data:`CODE` has brackets for words."""
    monkeypatch.setattr(language, "GNUTranslations", lambda _opened: Marks())
    yield
    use(SOURCE)


@pytest.fixture(scope="module")
def names() -> list[str]:
    """What is the same in each language: names of coals, titles of works, and words of plant files."""
    found = [source.citation for source in bibliography().values()]
    found += ["Duvha", *vocabulary.words("rank"), *vocabulary.words("boiler_type")]
    for coal in library().values():
        found += [coal.name, coal.region or ""]
    return found


def said(done: object) -> str:
    """Both streams of a finished command."""
    return b"\n".join((done.stdout, done.stderr)).decode()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("words", [*TABLES, *OTHERS], ids=" ".join)
def test_no_english_sentence_is_left(ipog: Run, names: list[str], words: tuple[str, ...]) -> None:
    text = said(ipog("--language", CODE, *words))
    left = outside(text, [*names, *(line for line in text.splitlines() if " | " in line)])
    assert [piece for piece in left if sentences(piece)] == []
    assert {word for piece in left for word in WORD.findall(piece)} <= OF_FILES
    assert OPEN in text


@pytest.mark.parametrize("code", sorted(COMPLETE - {SOURCE}))
@pytest.mark.parametrize("words", TABLES, ids=" ".join)
def test_tables_keep_to_the_width_of_a_terminal(ipog: Run, code: str, words: tuple[str, ...]) -> None:
    text = ipog(*words, "--language", code).stdout.decode()
    assert text
    assert [line for line in text.splitlines() if width(line) > WIDTH] == []


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("words", DATA, ids=" ".join)
def test_data_are_the_same_in_each_language(ipog: Run, words: tuple[str, ...]) -> None:
    english, other = ipog(*words), ipog(*words, "--language", CODE)
    assert english.stdout
    assert other.stdout == english.stdout
    assert other.returncode == english.returncode


@pytest.mark.usefixtures("bracketed")
def test_faults_are_told_in_the_language_even_where_data_are_asked_for(ipog: Run, tmp_path: Path) -> None:
    plant = tmp_path / "plant.yaml"
    plant.write_text(PLANT.replace("za-highveld", "za-nowhere"), encoding="utf-8")
    for words in (["run", str(plant), *FEW], ["compare", str(plant), *FEW]):
        done = ipog(*words, "--format", "json", "--language", CODE)
        assert done.returncode == 2
        assert done.stderr.decode().startswith(f"{OPEN}error: {OPEN}")


@pytest.mark.usefixtures("bracketed")
def test_the_tables_of_a_batch_are_the_same_in_each_language(ipog: Run, tmp_path: Path) -> None:
    table = tmp_path / "fleet.csv"
    table.write_text(FLEET, encoding="utf-8")
    files: list[dict[str, bytes]] = []
    for code in (SOURCE, CODE):
        folder = tmp_path / code
        folder.mkdir()
        words = ["batch", str(table), "-o", str(folder / "r.csv"), "--workers", "1", "--samples", "20"]
        done = ipog(*words, "--language", code)
        assert done.returncode == 3
        assert (OPEN in said(done)) == (code == CODE)
        files.append({path.name: path.read_bytes() for path in folder.iterdir()})
    done = ipog(*words, "--strict", "--language", CODE)
    assert done.returncode == 2
    assert f"{OPEN}error: {OPEN}" in done.stderr.decode()
    assert files[0] == files[1]
    assert set(files[0]) == {"r.csv", "r.errors.csv", "r.summary.csv"}


def test_the_option_outdoes_the_environment_and_that_the_settings(
    ipog: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("run", GASTON, "--samples", "0", "-q")
    title = {}
    for code in (SOURCE, "fr", "es", "ru"):
        use(code)
        title[code] = f"\n{language.tr('Where the mercury goes')}\n"
    assert len(set(title.values())) == 4

    save_settings(Settings(language="fr"))
    assert title["fr"] in said(ipog(*words))
    monkeypatch.setenv("IPOG_LANGUAGE", "es")
    assert title["es"] in said(ipog(*words))
    assert title["ru"] in said(ipog("--language", "ru", *words))
    assert title["en"] in said(ipog("--language", "ru", *words, "--language", "en"))


def test_the_decimal_sign_is_that_of_the_language_unless_the_settings_say(ipog: Run) -> None:
    words = ("convert", "1.25", "ug/Nm3", "--to", "ug/Nm3", "--language")
    assert ipog(*words, "fr").stdout == b"1,25 ug/Nm3\n"
    save_settings(Settings(decimal="point"))
    assert ipog(*words, "fr").stdout == b"1.25 ug/Nm3\n"
    save_settings(Settings(decimal="comma"))
    assert ipog(*words, "en").stdout == b"1,25 ug/Nm3\n"


def test_an_unknown_language_is_answered_with_those_that_there_are(ipog: Run) -> None:
    done = ipog("coals", "list", "--language", "xx")
    assert done.returncode == 2
    assert b"fr (" in done.stderr


def test_long_words_of_the_costs_are_not_broken_while_the_source_can_give_way(ipog: Run) -> None:
    text = said(ipog("advise", DUVHA, *FEW, "--target", "2 ug/Nm3", "--language", "fr"))
    costs = text[text.index("Ce que cela coûte") : text.index("Coût et émission")]
    assert "= exploitation, par an" in costs
    assert all(width(line) <= WIDTH for line in costs.splitlines())
