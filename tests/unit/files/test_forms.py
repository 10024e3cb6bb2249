"""Texts that are read by their form hold what the reader of YAML reads in them, or have no form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog.files.forms import LONGEST, Form, Forms, Hole
from ipog.files.yaml_read import load_all

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "src/ipog/examples").glob("*.yaml"))
WRONG = sorted((ROOT / "tests/wrong_files").glob("*.yaml"))

FRAMES = {
    "block": "a: {}\nb:\n  - c: {}\n    d: {}\n",
    "flow": "{{a: {}, b: [{{c: {} }}, {{d: {}}}]}}\n",
    "comments": "# a: {}\na: {}  # of {}\nb: {} # x: y\n",
    "quoted": 'a: "x: {}"\nb: \'y: {}, z\'\nc: "one\n  two: {}\n  three"\n',
    "literal": "a: |\n  x: {}\n    y: {}\nb: >-\n  z: {}\n\n  {}\n",
    "longer text": "a: {}, {}\nb: {}\n  and more\nc: {} [x]\n",
    "windows": "a: {}\r\nb: {}\r\n",
    "document": "---\na: {}\nb: {}\n...\n",
    "at the end": "a: {}\nb: {}\nc: {}",
    "tight": "{{a: {},b: {}}}\n",
    "keys that need care": "a b: {}\n'q: r': {}\n? c\n: {}\n",
}
WORDS = [
    "600 MW", "36 %", "0.25 mg/kg", "1e3", "1e-3", "007", "12:30", "NO", "no", "null", "true", "True",
    "1_000", "0x1F", "São Paulo", "a-b", "a - b", "x (y)", "Smith & Sons", "2 ug/Nm3", "1.", "1.5.2", "5*",
    "9" * 20, "é", "0", "1e999", "x" * 300, "²", "١", "a+b", "N", "~", "-5", ".inf", "x: y", "x #y", "#",
    "it's", '"', "a,b", "[x", "&a", "*a", "!t", "%d", "", "   ", "a\tb", "|", "> ", "- a", "? a", "a:",
    "Zq0qZ", "\u2028", "\x85", "\ufeff",
]  # fmt: skip


def data_of(text: str) -> Any:
    """What the reader of YAML reads; an exception where it reads not one sound document."""
    (loaded,) = list(load_all(text))
    assert not loaded.problems
    return loaded.data


def itself(form: Form) -> Form:
    return form


def filled(data: Any, values: list[Any], written: list[str]) -> Any:
    """The data of a form with the values of a text in its holes."""
    if isinstance(data, dict):
        return {key: filled(value, values, written) for key, value in data.items()}
    if isinstance(data, list):
        return [filled(value, values, written) for value in data]
    return data.fill(values, written) if isinstance(data, Hole) else data


def check(forms: Forms[Form], text: str) -> bool:
    """Whether a text has a form, whose data are then those of the text."""
    found = forms.read(text)
    if found is None:
        return False
    form, values, written = found
    data, same = filled(form.data, values, written), data_of(text)
    assert data == same
    assert repr(data) == repr(same)
    return True


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_value_in_place_of_another_is_read_as_yaml_reads_it(frame: str) -> None:
    forms = Forms(itself)
    count = frame.count("{}")
    read = [check(forms, frame.format(*(WORDS * 2)[place : place + count])) for place in range(len(WORDS))]
    assert read.count(True) > len(WORDS) / 4


@given(st.sampled_from(list(FRAMES.values())), st.lists(st.text(max_size=8), min_size=4, max_size=4))
def test_any_text_in_place_of_a_value_is_read_as_yaml_reads_it(frame: str, words: list[str]) -> None:
    check(Forms(itself), frame.format(*words))


@pytest.mark.parametrize("path", [*EXAMPLES, *WRONG], ids=lambda path: path.stem)
def test_plant_files_are_read_as_yaml_reads_them(path: Path) -> None:
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        pytest.skip("no text")
    check(Forms(itself), text)


def test_texts_of_one_form_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = Forms(itself)
    assert check(forms, "a: 600 MW # as built\nb: wall\n")

    def parsed(_text: str) -> Any:
        raise AssertionError("parsed again")

    monkeypatch.setattr("ipog.files.forms.load_all", parsed)
    assert forms.read("a: 1200 MW # as built\nb: cyclone\n") is not None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("a: b\n---\na: b\n", id="two documents"),
        pytest.param("a: &x b\n", id="anchor"),
        pytest.param("a: b\na: c\n", id="key twice"),
        pytest.param("a: [b\n", id="bracket"),
        pytest.param("a: !!int 5\n", id="tag"),
        pytest.param("a: 1e999\n", id="not finite"),
        pytest.param("a: b\n" * LONGEST, id="long"),
    ],
)
def test_what_needs_a_word_has_no_form(text: str) -> None:
    assert Forms(itself).read(text) is None


def test_forms_that_are_many_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipog.files.forms.MOST_KEPT", 20)
    monkeypatch.setattr("ipog.files.forms.MOST_VALUES", 2)
    forms = Forms(itself)
    assert all(check(forms, f"key{number}: {number}\n") for number in range(9))
