"""Whatever is given, the answer is a plant or an InputError with a place."""

from __future__ import annotations

import copy
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipog.diagnostics import InputError
from ipog.files import parse, read_plant, read_plant_text, update_text
from ipog.files.marks import find
from ipog.files.template import template
from ipog.files.yaml_read import load_all
from ipog.plant import Plant

TEMPLATE = template()
KEYS = st.sampled_from(
    [
        "ipog_version",
        "plant",
        "units",
        "name",
        "coal_feed",
        "boiler",
        "type",
        "apcs",
        "rank",
        "trace",
        "mercury",
    ]
) | st.sampled_from(["share", "targets", "value", "gross_capacity", "country", "layers", "x"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(string.printable, max_size=12)
    | st.sampled_from(
        ["wall", "scr", "5 %", "686 MW", "esp", "bituminous", "ZA", "0.1 mg/kg", "1e999", "..", "+-"]
    )
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)
PLAIN_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=30)


@given(st.text(max_size=300))
def test_any_text_gives_a_plant_or_an_input_error(text: str) -> None:
    plant, problems, _ = parse(text)
    assert plant is not None or problems
    assert all(problem.message and problem.line is not None for problem in problems)


@given(st.text(" \n\t:-{}[],&*!|>'\"%@#?0.a", max_size=60))
def test_any_heap_of_yaml_signs_gives_a_plant_or_an_input_error(text: str) -> None:
    with pytest.raises(InputError):
        read_plant_text(text)


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_plant_or_an_input_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "plant.yaml"
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_plant(path)


@given(st.integers(0, len(TEMPLATE) - 1), st.integers(0, 40), st.text(max_size=6))
def test_a_template_with_a_piece_replaced_gives_a_plant_or_an_input_error(
    start: int, length: int, piece: str
) -> None:
    plant, problems, _ = parse(TEMPLATE[:start] + piece + TEMPLATE[start + length :])
    assert plant is not None or problems
    assert all(problem.message and problem.line is not None for problem in problems)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_data_gives_a_plant_or_problems_in_the_lines_of_the_file(data: dict[str, Any]) -> None:
    text = update_text("", data)
    plant, problems, _ = parse(text)
    assert (plant is None) == any(problem.level == "error" for problem in problems)
    for problem in problems:
        assert problem.line is not None
        assert 1 <= problem.line <= text.count("\n") + 1


@given(st.lists(st.tuples(KEYS | st.integers(0, 3), VALUES), min_size=1, max_size=3))
def test_any_value_anywhere_in_a_plant_is_accepted_or_refused(changes: list[tuple[Any, Any]]) -> None:
    data = next(load_all(TEMPLATE)).data
    place: Any = data["units"][0]
    for step, value in changes:
        if isinstance(place, dict):
            place[str(step)] = copy.deepcopy(value)
            place = place[str(step)]
        elif isinstance(place, list) and place:
            place[0] = copy.deepcopy(value)
            place = place[0]
    plant, problems, document = parse(update_text(TEMPLATE, data))
    assert plant is not None or problems
    for problem in problems:
        assert document.position(problem.path)[0] >= 1


@given(st.dictionaries(st.text(string.ascii_letters + "_ ", min_size=1, max_size=8), VALUES, max_size=5))
def test_what_is_written_is_read_back_the_same(data: dict[str, Any]) -> None:
    text = update_text("", data)
    (loaded,) = load_all(text)
    assert loaded.data == data


@given(PLAIN_TEXT, st.sampled_from(["esp", "scr", "ff", "wet_fgd"]), st.integers(0, 2))
def test_a_file_edited_holds_the_new_data_and_keeps_its_remarks(name: str, device: str, index: int) -> None:
    data = next(load_all(TEMPLATE)).data
    data["units"][0]["name"] = name
    data["units"][0]["apcs"].insert(index, {"type": device})
    new = update_text(TEMPLATE, data)
    assert next(load_all(new)).data == data
    assert new.count("#") >= TEMPLATE.count("#")


@given(st.floats(0.001, 10), st.floats(1, 50), st.floats(0.01, 1))
def test_a_plant_survives_dumping_with_its_uncertainty(mercury: float, width: float, factor: float) -> None:
    data = next(load_all(TEMPLATE)).data
    data["units"][0]["coal_feed"][0]["trace"]["mercury"] = f"{mercury:.6g} mg/kg +- {width:.4g} %"
    data["units"][0]["capacity_factor"] = factor
    plant = Plant.model_validate(data)
    again = Plant.model_validate(plant.model_dump(exclude_unset=True))
    before, after = plant.units[0].coal_feed[0].trace, again.units[0].coal_feed[0].trace
    assert before is not None
    assert after is not None
    assert (float(before.mercury or 0), getattr(before.mercury, "spread", None)) == (
        float(after.mercury or 0),
        getattr(after.mercury, "spread", None),
    )
    assert again.units[0].capacity_factor == plant.units[0].capacity_factor


@given(VALUES.filter(lambda value: isinstance(value, dict | list)))
def test_every_value_has_a_place_in_the_text(value: Any) -> None:
    text = update_text("", {"top": value})
    (loaded,) = load_all(text)
    lines = text.splitlines()

    def look(data: Any, steps: tuple[Any, ...]) -> None:
        line, column = find(loaded.mark, steps, key=True)
        assert 1 <= line <= len(lines) + 1
        if steps and isinstance(steps[-1], str) and steps[-1].isidentifier():
            assert lines[line - 1][column - 1 :].startswith(steps[-1])
        entries = (
            data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
        )
        for step, inner in entries:
            look(inner, (*steps, step))

    look(loaded.data, ())
