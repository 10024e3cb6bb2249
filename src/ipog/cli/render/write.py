"""Plain data in the format that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipog.cli.render.formats import as_csv, as_json, as_yaml
from ipog.cli.render.record import flat_row, rounded


def written(data: dict[str, Any] | Sequence[dict[str, Any]], form: str) -> str:
    """Data as ``json``, ``yaml`` or, for several of a kind, ``csv``."""
    plain = rounded(data)
    if form == "csv":
        return as_csv([flat_row(row) for row in plain])
    return as_json(plain) if form == "json" else as_yaml(plain)
