"""The parameter table: every coefficient of the model with its range, standing and source."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.model.scales import SCALES, ScaleName
from ipog.sources import Kind

Array = NDArray[np.float64]

CALIBRATION_SOURCE = "ipog-calibration"
_TWO_SIDED_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Parameter:
    """One coefficient.

    Attributes
    ----------
    name : dotted name, such as ``"speciation.oxidised_intercept"``
    value : central value
    low, high : range that holds it with 95 % confidence
    unit : unit, ``"1"`` if none
    scale : scale on which it is uncertain
    kind, source : standing and key of the bibliography
    note : what it does, and doubts
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    scale: ScaleName
    kind: Kind
    source: str
    note: str

    @property
    def free_mean(self) -> float:
        """Central value on the free scale."""
        return float(SCALES[self.scale].to_free(self.value))

    @property
    def free_sd(self) -> float:
        """Standard deviation on the free scale: a 95 % range is 3.92 of them."""
        to_free = SCALES[self.scale].to_free
        return float((to_free(self.high) - to_free(self.low)) / (2 * _TWO_SIDED_95))


@dataclass(frozen=True, slots=True)
class Calibration:
    """What field data say of the parameters: a normal distribution on the free scale.

    Attributes
    ----------
    names : calibrated parameters
    mean, covariance : on the free scale, shapes (n,) and (n, n)
    error : standard deviation of the model's error by class of train, on :func:`~ipog.model.error_scale`
    units : field units behind each class
    informed_by : field units that each parameter moves
    about : date, command, hashes and diagnostics
    """

    names: tuple[str, ...]
    mean: Array
    covariance: Array
    error: Mapping[str, float]
    units: Mapping[str, int]
    informed_by: Mapping[str, int]
    about: Mapping[str, Any]


class Parameters(Mapping[str, Array]):
    """A parameter set: one value each, or one value a sample.

    Parameters
    ----------
    values : arrays by name, shape ``()`` or ``(samples,)``
    label : name of the set with its hash, for provenance
    """

    def __init__(self, values: Mapping[str, Array], label: str) -> None:
        # A plain set is copied as a dict, not name by name.
        self._values: dict[str, Array] = dict(values._values if type(values) is Parameters else values)
        self.label = label

    def __getitem__(self, name: str) -> Array:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def replace(self, label: str | None = None, **changed: Array | float) -> Parameters:
        """A copy with some values changed; ``__`` in a keyword stands for the dot of the name."""
        values = {name.replace("__", "."): np.asarray(value, float) for name, value in changed.items()}
        unknown = sorted(set(values) - set(self._values))
        if unknown:
            raise KeyError(f"no such parameter: {', '.join(unknown)}")
        return Parameters({**self._values, **values}, label or f"{self.label}, changed")


def _text(name: str) -> str:
    return files("ipog.model").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def prior_table() -> Mapping[str, Parameter]:
    """The hand-kept table by dotted name: what is believed before the field data speak."""
    rows = {
        name: Parameter(name=name, **row)
        for group, members in tomllib.loads(_text("parameters.toml")).items()
        if group != "set"
        for name, row in _leaves(members, group)
    }
    return MappingProxyType(rows)


def _leaves(node: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows below a table, however deep, with their dotted names."""
    if "value" in node:
        yield prefix, node
        return
    for name, child in node.items():
        yield from _leaves(child, f"{prefix}.{name}")


@cache
def calibration() -> Calibration:
    """The shipped calibration."""
    data = tomllib.loads(_text("calibrated.toml"))
    names = tuple(data["parameters"]["names"])
    covariance = np.zeros((len(names), len(names)))
    for row, values in enumerate(data["parameters"]["covariance"]):
        covariance[row, : row + 1] = covariance[: row + 1, row] = values
    return Calibration(
        names=names,
        mean=np.asarray(data["parameters"]["mean"], float),
        covariance=covariance,
        error=MappingProxyType({name: row["sd"] for name, row in data["error"].items()}),
        units=MappingProxyType({name: row["units"] for name, row in data["error"].items()}),
        informed_by=MappingProxyType(dict(zip(names, data["parameters"]["units"], strict=True))),
        about=MappingProxyType({"set": data["set"], "diagnostics": data["diagnostics"]}),
    )


@cache
def table() -> Mapping[str, Parameter]:
    """The table in force: the hand-kept one, with what the calibration changed."""
    rows = dict(prior_table())
    fitted = calibration()
    sds = np.sqrt(np.diag(fitted.covariance))
    for name, mean, sd in zip(fitted.names, fitted.mean, sds, strict=True):
        from_free = SCALES[rows[name].scale].from_free
        rows[name] = replace(
            rows[name],
            value=float(from_free(mean)),
            low=float(from_free(mean - _TWO_SIDED_95 * sd)),
            high=float(from_free(mean + _TWO_SIDED_95 * sd)),
            kind="fitted",
            source=CALIBRATION_SOURCE,
        )
    return MappingProxyType(rows)


@cache
def shipped() -> Parameters:
    """The shipped central values, labelled with the set's date and hash."""
    digest = hashlib.sha256((_text("parameters.toml") + _text("calibrated.toml")).encode()).hexdigest()[:12]
    date = calibration().about["set"]["date"]
    values = {name: np.asarray(row.value) for name, row in table().items()}
    return Parameters(values, f"{date} sha256:{digest}")


def prior() -> Parameters:
    """The values of the hand-kept table, before calibration."""
    return Parameters({name: np.asarray(row.value) for name, row in prior_table().items()}, "prior")
