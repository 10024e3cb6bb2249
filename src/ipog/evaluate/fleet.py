"""Many units at once: figures of each as for a plant alone, and draws that may be added up.

Each unit's own percentiles come from the draws of a plant alone, so that they do not depend on what
stands beside it. Those draws can't be added up: the first unit of every file has the same ones. For
totals the units are drawn again, with what they share in common:

- the coefficients of the model and the default values, by all units;
- the figures of a coal, by all units whose coal is described alike;
- :data:`SHARED_IN_PLANT` of the variance of the model's error, by the units of one plant that have
  the same class of train;
- everything else by nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipog.coals import Value
from ipog.evaluate.adjust import Adjustment
from ipog.evaluate.draws import Sampler
from ipog.evaluate.group import group_cases
from ipog.evaluate.ledger import Ledger
from ipog.evaluate.prepare import Case, prepare
from ipog.evaluate.quantiles import middle
from ipog.evaluate.validity import error_class_of, model_error_sd
from ipog.model import error_scale, normal_draws, parameter_draws, with_error
from ipog.plant import Unit
from ipog.quantities import Spread
from ipog.results import StackResult

Array = NDArray[np.float64]

SHARED_IN_PLANT = 0.56
"""Share of the variance of the model's error that units of a plant have in common (fitted: correlation
of the cross-validated errors of 35 pairs of units at 25 plants of the US survey of 2010)."""
VALUES_AT_ONCE = 200_000
"""Cases times samples that are held in memory at once."""


@dataclass(frozen=True, slots=True)
class Member:
    """A unit of a fleet.

    Attributes
    ----------
    unit : the unit
    where : its path in its plant
    plant, country : of its plant; units that agree in both are sisters
    key : tells it from all other units of the fleet
    centre : its central estimate
    sister : class of train whose error it has in common with its plant; that of its own train if None. A
        unit that was changed keeps that of the train it had, so that before and after can be compared
    adjustment : what stack tests say of the unit; None if it has none
    """

    unit: Unit
    where: str
    plant: str
    country: str | None
    key: str
    centre: StackResult
    sister: str | None = None
    adjustment: Adjustment | None = None


class FleetSampler(Sampler):
    """Draws the figures of one unit: those of its coals as for every unit with such a coal.

    Parameters
    ----------
    unit, where, country : the unit, its path and its country
    key : tells it from all other units of the fleet
    samples, seed : of the draws
    wanted : tells by path whether a figure varies; all do if None
    """

    def __init__(
        self,
        unit: Unit,
        where: str,
        country: str | None,
        key: str,
        samples: int,
        seed: int,
        wanted: Callable[[str], bool] | None = None,
    ) -> None:
        super().__init__(samples, seed, wanted)
        self._streams = {where: f"fleet {key}"}
        for index, coal in enumerate(unit.coal_feed):
            described = repr(coal.model_dump(exclude={"share", "name"}, exclude_unset=True))
            if coal.coal is None:
                # What is assumed of a coal that the library lacks depends on the country.
                described += str(country)
            self._streams[f"{where}.coal_feed[{index}]"] = f"coal {described}"

    @classmethod
    def of(cls, member: Member, samples: int, seed: int) -> FleetSampler:
        """That of a member."""
        wanted = None if member.adjustment is None else member.adjustment.draws
        return cls(member.unit, member.where, member.country, member.key, samples, seed, wanted)

    def __call__(
        self, path: str, amount: float, default_spread: Spread | None = None, positive: bool = True
    ) -> Value:
        prefix = max((known for known in self._streams if path.startswith(known)), key=len)
        stream = self._streams[prefix] + path[len(prefix) :]
        return super().__call__(stream, amount, default_spread, positive)


def yearly_draws(members: Sequence[Member], samples: int, seed: int) -> list[Array | None]:
    """Mercury at the stack of each member [kg/year], shape (samples,); None if its size is not known.

    Sample by sample, the members may be added up.

    Parameters
    ----------
    members : units of the fleet; any part of it gives the same draws
    samples, seed : of the draws
    """
    found: list[Array | None] = [None] * len(members)
    sized = [place for place, member in enumerate(members) if member.centre.hg_kg_year is not None]
    at_once = max(1, VALUES_AT_ONCE // samples)
    for start in range(0, len(sized), at_once):
        places = sized[start : start + at_once]
        drawn = _draw([members[place] for place in places], samples, seed)
        for place, values in zip(places, drawn, strict=True):
            found[place] = values
    return found


def _draw(members: Sequence[Member], samples: int, seed: int) -> list[Array]:
    parameters = parameter_draws(samples, seed)
    cases = [
        prepare(
            member.unit,
            member.country,
            FleetSampler.of(member, samples, seed),
            parameters,
            Ledger(member.where, parameters),
        )
        for member in members
    ]
    shares: dict[int, Array] = {}
    for group in group_cases(cases):
        chain = group.run(parameters)
        emitted = np.broadcast_to(chain.stack.hg_total / chain.mercury_ug_nm3, (len(group.indices), samples))
        shares |= dict(zip(group.indices, emitted, strict=True))
    return [
        _kg_year(member, case, shares[place], samples, seed)
        for place, (member, case) in enumerate(zip(members, cases, strict=True))
    ]


def _kg_year(member: Member, case: Case, emitted: Array, samples: int, seed: int) -> Array:
    """Yearly mercury with the model's error, centred on the central estimate as a plant alone is."""
    sister = f"{member.plant} {member.country} {member.sister or error_class_of(case)}"
    common = normal_draws(samples, seed, f"fleet error of {sister}")
    own = normal_draws(samples, seed, f"fleet error of {member.key}")
    error = np.sqrt(SHARED_IN_PLANT) * common + np.sqrt(1 - SHARED_IN_PLANT) * own
    emitted = with_error(emitted, model_error_sd(case) * error)
    if member.adjustment is not None:
        on_scale = error_scale(emitted)
        emitted = with_error(emitted, member.adjustment.narrowed(on_scale, middle(on_scale)) - on_scale)
    at_median, at_centre = error_scale(np.array([middle(emitted), 1 - member.centre.removal_fraction]))
    emitted = with_error(emitted, at_centre - at_median)
    burned = np.asarray(case.feed.coal.mercury_mg_kg) * np.asarray(case.output.coal_kg_year) * 1e-6
    values = np.broadcast_to(np.ravel(burned) * emitted, (samples,))
    median, centre = middle(values), member.centre.hg_kg_year
    assert centre is not None, "only units of known size are drawn"
    return np.asarray(values * (centre / median)) if median > 0 else values
