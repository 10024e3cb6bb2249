"""How far stack tests may miss the truth: the table of methods and scatter."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np

from ipog.sources import Kind
from ipog.vocabulary import fold, nearest


@dataclass(frozen=True, slots=True)
class Method:
    """A method of measurement.

    Attributes
    ----------
    id, label : name in files and name to show
    synonyms : what else people write
    relative_sd : standard deviation over the value [1]
    absolute_sd_ug_nm3 : further standard deviation [ug/Nm3]
    kind, source, note : standing of the two
    """

    id: str
    label: str
    synonyms: tuple[str, ...]
    relative_sd: float
    absolute_sd_ug_nm3: float
    kind: Kind
    source: str
    note: str

    def relative_sd_at(self, ug_nm3: float) -> float:
        """Standard deviation over the value, at a concentration [ug/Nm3]."""
        return float(np.hypot(self.relative_sd, self.absolute_sd_ug_nm3 / max(ug_nm3, 1e-9)))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("ipog.calibration").joinpath("errors.toml").read_text(encoding="utf-8"))


@cache
def methods() -> Mapping[str, Method]:
    """The methods by name."""
    rows = {
        name: Method(id=name, **(row | {"synonyms": tuple(row["synonyms"])}))
        for name, row in _table()["method"].items()
    }
    return MappingProxyType(rows)


@cache
def _readings() -> Mapping[str, str]:
    return {
        fold(spelling): method.id
        for method in methods().values()
        for spelling in (method.id, method.label, *method.synonyms)
    }


def find_method(text: str) -> Method | None:
    """The method that a person names; None if it is not in the table."""
    name = _readings().get(fold(text))
    return None if name is None else methods()[name]


def nearest_method(text: str) -> str | None:
    """The method whose name is closest to a misspelt one."""
    match = nearest(fold(text), _readings())
    return None if match is None else _readings()[match]


def setting(name: str) -> float:
    """A figure of the table that belongs to no method, such as ``"scatter"``."""
    row = _table()[name]
    return float(row.get("relative_sd", row.get("tests")))


def sources() -> tuple[str, ...]:
    """Keys of the bibliography that the table leans on."""
    rows = [*_table()["method"].values(), *(row for name, row in _table().items() if name != "method")]
    return tuple(dict.fromkeys(row["source"] for row in rows))
