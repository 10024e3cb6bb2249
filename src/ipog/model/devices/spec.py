"""How the chain is told of a device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ipog.model.parameters import Parameters
from ipog.model.state import State, Step

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DeviceSpec:
    """One device of a train, for a group of cases that share it.

    Attributes
    ----------
    kind : device type of the vocabulary
    options : choices that pick a branch or a parameter, such as ``{"process": "seawater"}``
    numbers : settings as arrays of shape (cases, samples) or broadcastable; fractions are 0..1,
        temperatures degC, durations h, volume fractions ppmv, injection rates lb/MMacf
    """

    kind: str
    options: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Array] = field(default_factory=dict)

    @property
    def before_air_preheater(self) -> bool:
        """Whether it stands in the hot gas before the air preheater, by its kind or its location."""
        hot = {"low_nox_burner", "sncr", "scr", "esp_hot_side"}
        return self.kind in hot or self.options.get("location") == "before_air_preheater"


DeviceFunction = Callable[[State, DeviceSpec, Parameters], Step]
