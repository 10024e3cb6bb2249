"""YAML as ipog reads it: data, places, limits. Both parsers of PyYAML must agree."""

from __future__ import annotations

import math
from typing import Any

import pytest
import yaml

from ipog.diagnostics import InputError
from ipog.files import yaml_read
from ipog.files.marks import find, join_path, split_path
from ipog.files.yaml_read import MAX_DEPTH, line_and_column, load_all


@pytest.fixture(params=["CLoader", "Loader"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML was built without its parser in C")
    monkeypatch.setattr(yaml_read, "_Loader", getattr(yaml, request.param))
    return str(request.param)


def load(text: str) -> Any:
    (loaded,) = load_all(text)
    assert loaded.problems == ()
    return loaded.data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("off", "off"),
        ("12:30", "12:30"),
        ("2024-03-01", "2024-03-01"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("12", 12),
        ("-12", -12),
        ("+3", 3),
        ("0", 0),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1.50", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1,5", "1,5"),
        ("5 %", "5 %"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("686 MW", "686 MW"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_scalars_are_read_as_yaml_1_2_does(text: str, value: object) -> None:
    read = load(f"key: {text}")["key"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("text", [".nan", ".NaN", ".inf", "-.Inf", "1e999", "9" * 400])
def test_a_number_that_is_not_finite_is_reported_and_left_out(text: str) -> None:
    (loaded,) = load_all(f"a: 1\nkey: {text}")
    (problem,) = loaded.problems
    assert (problem.id, problem.line, problem.column, problem.path) == ("not-finite", 2, 6, "key")
    assert loaded.data == {"a": 1, "key": None}
    assert len(problem.message) < 100


def test_every_key_and_value_has_its_place() -> None:
    text = 'é: 1\nunits:\n  - {x: "中文", y: [1, 22]}\n  - z: >\n      folded\n'
    (loaded,) = load_all(text)
    assert loaded.data == {"é": 1, "units": [{"x": "中文", "y": [1, 22]}, {"z": "folded\n"}]}
    assert find(loaded.mark, ("é",)) == (1, 4)
    assert find(loaded.mark, ("é",), key=True) == (1, 1)
    assert find(loaded.mark, ("units", 0, "x")) == (3, 9)
    assert find(loaded.mark, ("units", 0, "y", 1)) == (3, 22)
    assert find(loaded.mark, ("units", 1, "z"), key=True) == (4, 5)


def test_what_is_missing_is_found_at_what_should_hold_it() -> None:
    (loaded,) = load_all("units:\n  - boiler:\n      type: wall\n    name: x\n")
    assert find(loaded.mark, ("units", 0, "boiler", "none")) == (2, 5)
    assert find(loaded.mark, ("units", 7)) == (1, 1)
    assert find(loaded.mark, ("none", "at", "all")) == (1, 1)
    assert find(loaded.mark, ()) == (1, 1)


def test_a_group_below_its_key_is_found_at_the_key() -> None:
    (loaded,) = load_all("units:\n  - boiler:\n      type: wall\n")
    assert find(loaded.mark, ("units", 0, "boiler")) == (2, 5)


@pytest.mark.parametrize("path", ["units[0].apcs[1].type", "plant", "units[12]", ""])
def test_a_path_survives_splitting_and_joining(path: str) -> None:
    assert join_path(split_path(path)) == path


def test_a_duplicate_key_names_both_lines_and_the_first_value_stays() -> None:
    (loaded,) = load_all("a: 1\nb: 2\na: 3\n")
    (problem,) = loaded.problems
    assert problem.message == "a is given twice, in line 1 and in line 3"
    assert (problem.line, problem.column) == (3, 1)
    assert loaded.data == {"a": 1, "b": 2}


@pytest.mark.parametrize("bracket", ["[", "{a: "])
def test_deep_nesting_stops_at_the_limit(bracket: str) -> None:
    with pytest.raises(InputError) as caught:
        list(load_all(f"a: {bracket * 200_000}"))
    (problem,) = caught.value.problems
    assert problem.id in ("too-deep", "syntax")
    assert str(MAX_DEPTH) in str(problem.allowed) or problem.id == "syntax"


def test_deep_indentation_stops_at_the_limit() -> None:
    text = "".join(f"{' ' * depth}a:\n" for depth in range(100))
    with pytest.raises(InputError, match="too deep"):
        list(load_all(text))


def test_too_many_values_stop_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_read, "MAX_VALUES", 1000)
    with pytest.raises(InputError, match="too many values"):
        list(load_all("a: [" + "1, " * 2000 + "]"))


def test_documents_are_given_one_by_one_until_the_one_that_is_not_yaml() -> None:
    documents = load_all("a: 1\n---\nb: 2\n---\nc: [\n")
    assert next(documents).data == {"a": 1}
    assert next(documents).data == {"b": 2}
    with pytest.raises(InputError):
        next(documents)


def test_the_place_of_a_character_counts_every_kind_of_line_end() -> None:
    assert line_and_column("a\r\nb\rc\nd", 7) == (4, 1)
    assert line_and_column("abc", 2) == (1, 3)


def test_a_finite_number_is_never_infinite() -> None:
    assert math.isfinite(load("a: 1e308")["a"])
