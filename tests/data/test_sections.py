"""Tables that are read a section at a time say the same as when they are read whole."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from ipog import vocabulary
from ipog.tables import Sections, sections

REFERENCES = sorted(
    f"data/references/{table.name}" for table in files("ipog").joinpath("data/references").iterdir()
)
TABLES = [
    ("ipog.coals", "defaults.toml"),
    ("ipog.limits", "limits.toml"),
    ("ipog.quantities", "units.toml"),
    ("ipog.vocabulary", "words.toml"),
    *(("ipog", name) for name in REFERENCES),
]


@pytest.mark.parametrize(("package", "name"), TABLES)
def test_a_table_by_sections_is_the_table(package: str, name: str) -> None:
    whole = tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    by_sections = sections(package, name)
    assert whole
    assert list(by_sections) == list(whole)
    assert dict(by_sections) == whole


def test_headers_with_dots_and_doubled_brackets_belong_to_their_first_name() -> None:
    text = "# head\n[a]\nx = 1\n[[b]]\ny = 1\n[a.c]\nz = 2\n[[b]]\ny = 2\n"
    assert dict(Sections(text)) == tomllib.loads(text)


def test_a_section_defined_twice_is_an_error() -> None:
    twice = Sections("[a]\nx = 1\n[b]\n[a]\nx = 2\n")
    with pytest.raises(tomllib.TOMLDecodeError):
        twice["a"]


def test_the_codes_of_countries_are_those_of_the_table() -> None:
    codes = vocabulary.countries()
    assert codes
    assert all(vocabulary.is_country(code) for code in codes)
    assert not any(vocabulary.is_country(text) for text in ("", "za", "ZZ", "ZAF", "South Africa"))
    assert vocabulary._codes() == set(codes)
