"""The JSON Schema of plant files, for editors and other programs."""

from __future__ import annotations

from typing import Any

from ipog.files import shape
from ipog.files.template import template
from ipog.files.yaml_read import load_all
from ipog.language import for_data
from ipog.plant import Plant


def plant_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a plant file.

    Quantities carry ``x-unit`` (the unit of a plain number), ``x-dimension`` and ``x-allowed``; words of
    the trade carry ``x-words`` (their table). Only the canonical words are listed, though their synonyms
    are read as well.
    """
    with for_data():
        schema = Plant.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "ipog plant file"
    schema["examples"] = [next(load_all(template())).data]
    models = {model.__name__: model for model in shape.models()}
    for name, group in {"Plant": schema, **schema["$defs"]}.items():
        _add_spellings(group, shape.keys(models[name]))
        for field in group["properties"].values():
            if "examples" in field:
                field["examples"] = [_as_data(example) for example in field["examples"]]
    return schema


def _add_spellings(group: dict[str, Any], keys: dict[str, str]) -> None:
    """Add the other keys that are read as a field, such as ``sulphur``."""
    properties = group["properties"]
    for key, name in keys.items():
        if key not in properties:
            properties[key] = {**properties[name], "description": f"the same as {name}"}


def _as_data(example: object) -> Any:
    """An example as data: groups and lists are written as YAML in the model."""
    return next(load_all(example)).data if isinstance(example, str) else example
