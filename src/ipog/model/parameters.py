"""The parameter table: every coefficient of the model with its range, standing and source."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ipog.sources import Kind

Scale = Literal["linear", "log", "logit"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One coefficient.

    Attributes
    ----------
    name : dotted name, such as ``"speciation.oxidised_intercept"``
    value : central value
    low, high : central 80 % of what is believed (P10 and P90)
    unit : unit, ``"1"`` if none
    scale : scale on which it is uncertain: ``"linear"``, ``"log"`` (positive) or ``"logit"`` (0..1)
    kind, source : standing and key of the bibliography
    note : what it does, and doubts
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    scale: Scale
    kind: Kind
    source: str
    note: str


class Parameters(Mapping[str, NDArray[np.float64]]):
    """A parameter set: one value each, or one value a sample.

    Parameters
    ----------
    values : arrays by name, shape ``()`` or ``(samples,)``
    label : name of the set with its hash, for provenance
    """

    def __init__(self, values: Mapping[str, NDArray[np.float64]], label: str) -> None:
        self._values = dict(values)
        self.label = label

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def replace(self, label: str | None = None, **changed: NDArray[np.float64] | float) -> Parameters:
        """A copy with some values changed; ``__`` in a keyword stands for the dot of the name."""
        values = {name.replace("__", "."): np.asarray(value, float) for name, value in changed.items()}
        unknown = sorted(set(values) - set(self._values))
        if unknown:
            raise KeyError(f"no such parameter: {', '.join(unknown)}")
        return Parameters({**self._values, **values}, label or f"{self.label}, changed")


def _text() -> bytes:
    return files("ipog.model").joinpath("parameters.toml").read_bytes()


@cache
def table() -> Mapping[str, Parameter]:
    """The shipped table by dotted name."""
    data = tomllib.loads(_text().decode("utf-8"))
    rows = {}
    for group, members in data.items():
        if group == "set":
            continue
        for name, row in _leaves(members, group):
            rows[name] = Parameter(
                name=name,
                value=float(row["value"]),
                low=float(row["low"]),
                high=float(row["high"]),
                unit=row["unit"],
                scale=row["scale"],
                kind=row["kind"],
                source=row["source"],
                note=row["note"],
            )
    return rows


def _leaves(node: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows below a table, however deep, with their dotted names."""
    if "value" in node:
        yield prefix, node
        return
    for name, child in node.items():
        assert isinstance(child, dict), f"{prefix}.{name} is not a parameter"
        yield from _leaves(child, f"{prefix}.{name}")


@cache
def shipped() -> Parameters:
    """The shipped central values, labelled with the set's date and hash."""
    text = _text().replace(b"\r\n", b"\n")
    date = tomllib.loads(text.decode("utf-8"))["set"]["date"]
    digest = hashlib.sha256(text).hexdigest()[:12]
    values = {name: np.asarray(row.value) for name, row in table().items()}
    return Parameters(values, f"{date} sha256:{digest}")
