"""A unit's own model error, learnt from its stack tests, put on its central estimate and its draws."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ipog.model import Chain, Station, error_scale, with_error
from ipog.model.chain import FURNACE
from ipog.model.state import Step

Array = NDArray[np.float64]

_LEAST = 1e-12
_ROUNDING = 1e-9
COAL_MERCURY = ".trace.mercury"
"""What the path of a coal's mercury holds, and no other path."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What stack tests say of a unit; errors and their spreads on :func:`~ipog.model.error_scale`.

    Attributes
    ----------
    error_shift, error_sd : mean and standard deviation of the unit's error after the tests
    prior_sd : standard deviation before them
    draws_sd : spread of the unit's draws, which the tests bring to ``error_sd``
    coal_known : whether the coal of a test day was analysed. If not, the tests had the file's coal, and
        the doubt about its mercury is part of what they settle: it is not drawn a second time
    tests : tests at the stack
    first, last : their dates, ISO 8601
    file : where the tests were kept
    """

    error_shift: float
    error_sd: float
    prior_sd: float
    draws_sd: float
    coal_known: bool
    tests: int
    first: str
    last: str
    file: str

    def narrowed(self, on_scale: Array, centre: float) -> Array:
        """Draws on the error scale, drawn towards their centre by as much as the tests narrow them."""
        ratio = self.error_sd / self.draws_sd
        return np.asarray(centre + ratio * (on_scale - centre))

    def moved(self, emitted: Array, centre: float) -> Array:
        """Emitted shares as the tests see them.

        Parameters
        ----------
        emitted : shares of the coal's mercury that leave the stack, without the tests [1]
        centre : the central share without the tests [1]
        """
        middle = float(error_scale(np.asarray(centre)))
        error = self.narrowed(error_scale(emitted), middle) - error_scale(emitted)
        return with_error(emitted, error + self.error_shift)

    def draws(self, path: str) -> bool:
        """Whether a figure of the coal or the operation still varies."""
        return self.coal_known or COAL_MERCURY not in path


def adjusted_chain(chain: Chain, adjustment: Adjustment) -> Chain:
    """The chain with the tests' error on the share that leaves the stack; its balance still closes."""
    share = np.asarray(chain.stack.hg_total / chain.mercury_ug_nm3)
    return with_emitted(chain, with_error(share, adjustment.error_shift))


def with_emitted(chain: Chain, emitted: Array) -> Chain:
    """A chain in which another share of the coal's mercury leaves the stack.

    The devices share the difference as if each had more or fewer transfer units: what passes a device
    is raised to one common power. No device then takes less than nothing or more than there is, and the
    gas never gains mercury on its way. What the devices cannot bring, as where there is none, the furnace
    does. Shares of the species and of the outlets of each station stay.

    Parameters
    ----------
    chain : a train walked
    emitted : wanted share [1], from 0 to 1
    """
    passing = _passing(chain)
    furnace, devices = passing[0], passing[1:]
    through = np.prod(devices, axis=0) if devices else np.ones_like(furnace)
    able = through < 1.0 - _ROUNDING
    wanted = np.where(able, np.clip(emitted / furnace, _LEAST, 1.0), 1.0)
    power = np.where(able, np.log(wanted) / np.log(np.where(able, through, 0.5)), 1.0)
    changed = [emitted / wanted, *(ratio**power for ratio in devices)]
    stations = []
    before = np.ones_like(furnace)
    came = chain.mercury_ug_nm3
    for station, old, new in zip(chain.stations, passing, changed, strict=True):
        factor = before * new / old
        stations.append(_scaled(station, factor, came * before * (1 - new)))
        came, before = station.step.state.hg_total, factor
    return Chain(chain.mercury_ug_nm3, tuple(stations))


def _passing(chain: Chain) -> list[Array]:
    """What passes each station, of the mercury that comes to it [1]."""
    assert chain.stations[0].name == FURNACE
    shares = []
    came = chain.mercury_ug_nm3
    for station in chain.stations:
        leaves = station.step.state.hg_total
        # What takes nothing passes all; the last bits of a sum must not say otherwise.
        takes = bool(station.step.captured)
        shares.append(np.clip(leaves / came, _LEAST, 1.0) if takes else np.ones_like(leaves))
        came = leaves
    return shares


def _scaled(station: Station, factor: Array, taken: Array) -> Station:
    """A station with its gas scaled, and what it takes shared among its outlets as before."""
    step = station.step
    state = step.state.but(
        hg0=step.state.hg0 * factor, hg2=step.state.hg2 * factor, hgp=step.state.hgp * factor
    )
    whole = sum(step.captured.values(), np.zeros_like(taken))
    captured = {
        outlet: taken * np.where(whole > 0, amount / np.where(whole > 0, whole, 1.0), 1 / len(step.captured))
        for outlet, amount in step.captured.items()
    }
    return replace(station, step=Step(state, captured))
