"""The JSON Schema and the template say what the model says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ipog import vocabulary
from ipog.files import parse, shape
from ipog.files.schema import plant_schema
from ipog.files.template import template
from ipog.files.yaml_read import load_all
from ipog.plant import DEVICE_CLASSES

WRONG = Path(__file__).parents[2] / "wrong_files"
LEVELS = ("minimal", "full")


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return plant_schema()


@pytest.fixture(scope="module")
def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(schema)


def data_of(text: str) -> Any:
    return next(load_all(text)).data


def test_the_schema_is_a_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("level", LEVELS)
def test_the_template_is_valid_under_the_schema(validator: Draft202012Validator, level: Any) -> None:
    validator.validate(data_of(template(level)))


def test_a_minimal_plant_is_valid_under_the_schema(validator: Draft202012Validator) -> None:
    validator.validate({"units": [{"coal_feed": [{"coal": "za-highveld"}], "boiler": {"type": "wall"}}]})


@pytest.mark.parametrize(
    "name",
    [
        "misspelt-device",
        "misspelt-boiler",
        "misspelt-key",
        "missing-boiler",
        "missing-coal-feed",
        "missing-rank",
        "both-heating-values",
        "boolean-for-number",
        "too-many-layers",
        "list-for-group",
        "device-as-text",
        "country-alpha-3",
        "other-version",
        "no-units",
        "list-at-top",
    ],
)
def test_wrong_files_are_wrong_under_the_schema(validator: Draft202012Validator, name: str) -> None:
    text = (WRONG / f"{name}.yaml").read_text(encoding="utf-8")
    assert not validator.is_valid(data_of(text))


def test_every_field_has_a_description_and_an_example_that_fits(schema: dict[str, Any]) -> None:
    groups = {"Plant": schema, **schema["$defs"]}
    assert len(groups) == len(shape.models())
    for name, group in groups.items():
        for key, field in group["properties"].items():
            assert field.get("description") or "const" in field, f"{name}.{key}"
            if "const" in field:
                continue
            check = Draft202012Validator({**field, "$defs": schema["$defs"]})
            for example in field["examples"]:
                assert check.is_valid(example), f"{name}.{key}: {example}"


def test_quantities_name_their_unit_and_words_their_table(schema: dict[str, Any]) -> None:
    unit = schema["$defs"]["Unit"]["properties"]["gross_capacity"]
    assert "MW" in str(unit)
    boiler = schema["$defs"]["Boiler"]["properties"]["type"]
    assert boiler["enum"] == list(vocabulary.words("boiler_type"))
    assert boiler["x-words"] == "boiler_type"


def test_other_spellings_of_a_key_are_in_the_schema(schema: dict[str, Any]) -> None:
    assert "sulphur" in schema["$defs"]["Ultimate"]["properties"]
    assert "gcv" in schema["$defs"]["HeatingValue"]["properties"]


@pytest.mark.parametrize("level", LEVELS)
def test_the_template_reads_without_a_single_problem(level: Any) -> None:
    plant, problems, _ = parse(template(level))
    assert plant is not None
    assert problems == []


@pytest.mark.parametrize("level", LEVELS)
def test_the_template_fits_a_screen(level: Any) -> None:
    assert max(len(line) for line in template(level).splitlines()) <= 100


def test_the_full_template_shows_every_field_and_every_device() -> None:
    text = template("full")
    shown = set(re.findall(r"^\s*(?:# )?(?:- )?\s*(\w+):", text, flags=re.MULTILINE))
    inside = set(re.findall(r"[{ ](\w+): ", text))
    for model in shape.models():
        # A field that says the same as another one can't stand beside it.
        fields = {
            name
            for name, info in model.model_fields.items()
            if not (isinstance(info.json_schema_extra, dict) and "x-instead-of" in info.json_schema_extra)
        }
        assert fields <= shown | inside | {"measured", "low", "high", "method", "source"} | {
            name for name in model.model_fields if model.__name__ == "Cleaning"
        }
    for device in DEVICE_CLASSES:
        assert f"type: {shape.device_type(device)}" in text


_FIELDS = {name for model in shape.models() for name in model.model_fields}
_OPTIONAL = [
    number
    for number, line in enumerate(template("full").splitlines())
    if (match := re.match(r"\s*# (\w+): ", line)) and match.group(1) in _FIELDS
]


@pytest.mark.parametrize("number", _OPTIONAL)
def test_every_optional_line_can_be_taken_into_use(number: int) -> None:
    lines = template("full").splitlines()
    lines[number] = lines[number].replace("# ", "", 1)
    _, problems, _ = parse("\n".join(lines))
    # Some figures exclude each other; that is all that may be wrong.
    assert {problem.id for problem in problems} <= {"one-of", "impossible-sum"}


@pytest.mark.parametrize("device", DEVICE_CLASSES, ids=shape.device_type)
def test_every_device_of_the_template_can_be_taken_into_use(device: Any) -> None:
    lines = template("full").splitlines()
    start = next(i for i, line in enumerate(lines) if f"# - type: {shape.device_type(device)}" in line)
    lines[start] = lines[start].replace("# ", "", 1)
    for number in range(start + 1, len(lines)):
        if "# - type:" in lines[number]:
            break
        lines[number] = re.sub(r"^(\s*)# ( {2}\w+: )", r"\1\2", lines[number])
    _, problems, _ = parse("\n".join(lines))
    assert {problem.id for problem in problems} <= {"impossible-order", "unusual-order"}
