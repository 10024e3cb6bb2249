"""Cases of equal train side by side, so that each device runs once a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ipog.evaluate.prepare import Case
from ipog.model import Chain, DeviceSpec, Furnace, Parameters, run_chain

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that share a train.

    Attributes
    ----------
    indices : their places in the sequence they came from
    furnace, train : model input, arrays of shape (cases, samples)
    """

    indices: tuple[int, ...]
    furnace: Furnace
    train: tuple[DeviceSpec, ...]

    def run(self, parameters: Parameters) -> Chain:
        """Walk the train for all cases of the group."""
        return run_chain(self.furnace, self.train, parameters)


def signature(train: Sequence[DeviceSpec]) -> tuple[object, ...]:
    """What two trains must share to run side by side: kinds and options in order."""
    return tuple((device.kind, tuple(sorted(device.options.items()))) for device in train)


def group_cases(cases: Sequence[Case]) -> list[Group]:
    """Cases by equal train, in order of first appearance."""
    members: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, case in enumerate(cases):
        members[signature(case.train)].append(index)
    return [_group([cases[index] for index in indices], tuple(indices)) for indices in members.values()]


def _group(cases: Sequence[Case], indices: tuple[int, ...]) -> Group:
    furnace = Furnace(
        **{
            field.name: _stack([getattr(case.furnace, field.name) for case in cases])
            for field in fields(Furnace)
        }
    )
    train = tuple(
        DeviceSpec(
            kind=device.kind,
            options=device.options,
            numbers={
                name: _stack([case.train[place].numbers[name] for case in cases]) for name in device.numbers
            },
        )
        for place, device in enumerate(cases[0].train)
    )
    return Group(indices, furnace, train)


def _stack(values: Sequence[Array]) -> Array:
    """One row a case; scalars and sample vectors side by side."""
    samples = max(np.size(value) for value in values)
    return np.stack([np.broadcast_to(np.reshape(value, -1), samples) for value in values])
