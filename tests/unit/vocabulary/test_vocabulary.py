"""The words of the trade are read without ambiguity."""

from __future__ import annotations

import re

import pytest

from ipog import vocabulary
from ipog.files import shape
from ipog.plant import DEVICE_CLASSES

ALL_WORDS = [(kind, word) for kind in vocabulary.kinds() for word in vocabulary.words(kind)]


@pytest.mark.parametrize(("kind", "word"), ALL_WORDS)
def test_a_word_its_label_and_other_cases_are_read_as_the_word(kind: str, word: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", word)
    for spelling in (word, vocabulary.label(kind, word), word.upper(), word.replace("_", " "), f" {word} "):
        assert vocabulary.canonical(kind, spelling) == word


@pytest.mark.parametrize("kind", vocabulary.kinds())
def test_no_spelling_is_read_as_two_words(kind: str) -> None:
    # Building the table of readings fails on a clash.
    assert vocabulary.canonical(kind, vocabulary.words(kind)[0]) == vocabulary.words(kind)[0]


@pytest.mark.parametrize("kind", vocabulary.kinds())
def test_vague_words_are_refused_with_their_reason(kind: str) -> None:
    for word, reason in vocabulary.refused(kind).items():
        with pytest.raises(vocabulary.UnknownWord, match=re.escape(reason)) as caught:
            vocabulary.canonical(kind, word)
        assert caught.value.nearest is None
        assert caught.value.allowed == vocabulary.words(kind)


def test_refused_words_belong_to_kinds_there_are() -> None:
    assert set(vocabulary._read("refused.toml")) <= set(vocabulary.kinds())


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        ("rank", "Sub-Bituminous B", "subbituminous"),
        ("rank", "hvCb", "bituminous"),
        ("rank", "meta-anthracite", "anthracite"),
        ("rank", "brown coal", "lignite"),
        ("rank", "PRB", "subbituminous"),
        ("device_type", "ESP", "esp_cold_side"),
        ("device_type", "EK", "esp_cold_side"),
        ("device_type", "EW", "esp_hot_side"),
        ("device_type", "BP", "fabric_filter"),
        ("device_type", "JB", "wet_fgd"),
        ("device_type", "ACI", "sorbent_injection"),
        ("device_type", "Spray drier", "spray_dryer"),
        ("device_type", "flue gas desulphurisation", "wet_fgd"),
        ("boiler_type", "TF", "tangential"),
        ("boiler_type", "circulating fluidized bed", "circulating_fluidised_bed"),
        ("boiler_type", "W-flame", "vertical"),
        ("filter_cleaning", "BR", "reverse_air"),
        ("sorbent", "B-PAC", "brominated_pac"),
        ("basis", "DAF", "dry_ash_free"),
        ("basis", "a.r.", None),
    ],
)
def test_what_people_write_is_read_as_meant(kind: str, text: str, word: str | None) -> None:
    if word is None:
        with pytest.raises(vocabulary.UnknownWord):
            vocabulary.canonical(kind, text)
    else:
        assert vocabulary.canonical(kind, text) == word


@pytest.mark.parametrize(
    ("kind", "text", "nearest"),
    [
        ("device_type", "bagouse", "fabric_filter"),
        ("device_type", "wet_fdg", "wet_fgd"),
        ("boiler_type", "tangental", "tangential"),
        ("rank", "lignit", "lignite"),
        ("rank", "qqqqqq", None),
        ("rank", "bituminous " * 50, None),
    ],
)
def test_a_misspelt_word_names_the_nearest(kind: str, text: str, nearest: str | None) -> None:
    with pytest.raises(vocabulary.UnknownWord) as caught:
        vocabulary.canonical(kind, text)
    assert caught.value.nearest == nearest
    assert len(str(caught.value)) < 200


def test_the_device_types_are_those_of_the_model() -> None:
    assert vocabulary.words("device_type") == tuple(shape.device_type(model) for model in DEVICE_CLASSES)


def test_hints_for_keys_lead_to_keys_there_are() -> None:
    known = set(shape.places())
    for text, keys in vocabulary._keys().items():
        assert set(keys) <= known, text
    assert vocabulary.keys_for("Hg") == ("mercury",)
    assert vocabulary.keys_for("load factor") == ("capacity_factor",)
    assert vocabulary.keys_for("nothing") == ()


def test_there_are_the_countries_of_iso_3166_and_kosovo() -> None:
    codes = vocabulary.countries()
    assert len(codes) == 249 + 1
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)
    assert len(set(codes.values())) == len(codes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ZAF", "ZA"),
        ("south africa", "ZA"),
        ("South Afrika", "ZA"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("Viet Nam", "VN"),
        ("in", "IN"),
        ("QQ", None),
        ("nowhere at all", None),
    ],
)
def test_a_country_is_recognised_by_its_names(text: str, code: str | None) -> None:
    assert vocabulary.country_for(text) == code
