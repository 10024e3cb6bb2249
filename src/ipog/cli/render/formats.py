"""Plain data as JSON, YAML and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ipog.cli.render.record import columns

_FORMULA_STARTS = ("=", "+", "-", "@")


def as_json(data: Any) -> str:
    """Data as JSON, in UTF-8 and without the numbers that JSON lacks."""
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_yaml(data: Any) -> str:
    """Data as YAML."""
    import yaml

    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
    return text


def as_csv(table: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV with a head; every column that any row has."""
    names = columns(table)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in table)
    return buffer.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A spreadsheet would run a text that looks like a formula.
        return f"'{value}" if value.lstrip().startswith(_FORMULA_STARTS) else value
    return repr(value) if isinstance(value, float) else str(value)
