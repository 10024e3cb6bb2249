"""The result of ``ipog validate`` as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ipog.cli.render.record import citation
from ipog.cli.render.validation_sections import WAY_WORDS
from ipog.cli.render.validation_text import source_keys
from ipog.validation import SHIPPED, UnitComparison, Validation
from ipog.validation.classes import class_words

_SHIPPED_WORDS = "ipog as shipped, which was fitted to the units without injected carbon"


def as_records(validation: Validation) -> dict[str, Any]:
    """Everything as nested data; shares are fractions, removal errors percentage points."""
    data = asdict(validation)
    data["ways"] = WAY_WORDS | {SHIPPED: _SHIPPED_WORDS}
    classes = {unit.error_class for unit in validation.units}
    data["classes"] = {name: class_words(name) for name in sorted(classes)}
    data["sources"] = [citation(key) for key in source_keys(validation)]
    return data


def unit_rows(validation: Validation) -> list[dict[str, Any]]:
    """One row for each US unit, with what every way predicts."""
    return [_row(unit) for unit in validation.units]


def _row(unit: UnitComparison) -> dict[str, Any]:
    data = asdict(unit)
    predictions: dict[str, dict[str, Any]] = data.pop("predictions")
    return data | {
        f"{way}_{name}": value for way, found in predictions.items() for name, value in found.items()
    }
