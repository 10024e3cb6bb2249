"""The account of what was filled in, warned of and leaned on while a unit is prepared."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ipog.language import tr
from ipog.model import Parameters, prior_table
from ipog.provenance import Assumption, Caution

Array = NDArray[np.float64]
Value = float | Array


class Ledger:
    """Collects assumptions, cautions and sources of one unit.

    Parameters
    ----------
    where : path of the unit in the plant file, such as ``"units[0]"``
    parameters : the parameter set that defaults are taken from
    """

    def __init__(self, where: str, parameters: Parameters) -> None:
        self.where = where
        self.parameters = parameters
        self.assumptions: list[Assumption] = []
        self.cautions: list[Caution] = []
        self.sources: dict[str, None] = {}

    def default(self, field: str, name: str, scale: float = 1.0) -> Value:
        """The default parameter ``name``, times ``scale``; noted as an assumption of the field."""
        row = prior_table()[name]
        self.assumptions.append(
            Assumption(
                field=f"{self.where}.{field}",
                value=row.value,
                unit="" if row.unit == "1" else row.unit,
                reason=tr(row.note),
                source=row.source,
                kind=row.kind,
            )
        )
        self.cite(row.source)
        return self.parameters[name] * scale

    def caution(self, caution_id: str, field: str, message: str) -> None:
        """Note a warning; ``field`` is relative to the unit, empty for the unit itself."""
        path = f"{self.where}.{field}" if field else self.where
        self.cautions.append(Caution(caution_id, path, message))

    def cite(self, *keys: str) -> None:
        """Note sources, each once, in order of use."""
        self.sources.update(dict.fromkeys(keys))


class Quiet(Ledger):
    """A ledger that keeps nothing: for rows whose notes are known from one of them."""

    def default(self, field: str, name: str, scale: float = 1.0) -> Value:
        """The default parameter ``name``, times ``scale``."""
        del field
        return self.parameters[name] * scale

    def caution(self, caution_id: str, field: str, message: str) -> None:
        """Nothing."""

    def cite(self, *keys: str) -> None:
        """Nothing."""


class Tracked(Parameters):
    """A parameter set that remembers which of its values were used."""

    def __init__(self, parameters: Parameters) -> None:
        super().__init__(parameters, parameters.label)
        self.used: dict[str, None] = {}

    def __getitem__(self, name: str) -> Array:
        self.used[name] = None
        return super().__getitem__(name)

    def __iter__(self) -> Iterator[str]:
        return super().__iter__()
