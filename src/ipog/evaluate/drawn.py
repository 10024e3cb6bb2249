"""Samples of many units side by side, each as it is drawn alone.

The units are alike, as in :mod:`ipog.evaluate.abreast`, and none of their own figures has a spread: what
varies are their coals, the coefficients and the model's error. Arrays have the shape (units, samples).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.coals import AsFired, ResolvedFeed, Value
from ipog.evaluate.abreast import COAL_FIGURES, Firings, Places, as_it_is
from ipog.evaluate.draws import Sampler
from ipog.evaluate.fleet import SHARED_IN_PLANT, FleetSampler
from ipog.evaluate.ledger import Quiet
from ipog.evaluate.prepare import Case, Firing, prepare_fed, resolved
from ipog.evaluate.quantiles import at_shares, middle, quantiles
from ipog.evaluate.stack import SPECIES, figures_of
from ipog.evaluate.targets import is_met
from ipog.evaluate.uncertainty import EMISSIONS, LEVELS
from ipog.evaluate.validity import EXTRAPOLATION_FACTOR, judged
from ipog.model import (
    Chain,
    calibration,
    error_class,
    error_scale,
    normal_draws,
    parameter_draws,
    run_chain,
    with_error,
)
from ipog.plant import Unit
from ipog.results import PERCENTILES, StackResult, TargetResult

Array = NDArray[np.float64]

_JUDGED = ("moisture", "ash", "mercury_mg_kg", "chlorine_mg_kg", "bromine_mg_kg")
"""Figures of a coal that the validity of a unit is judged by."""


@dataclass(frozen=True, slots=True)
class DrawnFeed:
    """A feed as samples.

    Attributes
    ----------
    feed : as fired
    figures : of its coal, shape (1,) or (samples,)
    firing : of its coal in a boiler for pulverised coal
    middles : medians of the figures that validity is judged by
    """

    feed: ResolvedFeed
    figures: Mapping[str, Array]
    firing: Firing
    middles: Mapping[str, float]


def drawn_feed(
    unit: Unit, country: str | None, where: str, samples: int, seed: int, *, shared: bool
) -> DrawnFeed:
    """The feed of a unit, drawn.

    Parameters
    ----------
    unit, country, where : of a unit with this feed; whatever else it has plays no part
    samples, seed : of the draws
    shared : whether its coals have the draws of all units with such coals, which may be added up; those of
        a plant alone if not
    """
    draw = FleetSampler(unit, where, country, "", samples, seed) if shared else Sampler(samples, seed)
    feed = resolved(unit, country, draw, where)
    figures = {name: np.atleast_1d(np.asarray(getattr(feed.coal, name), float)) for name in COAL_FIGURES}
    middles = {name: middle(figures[name]) for name in _JUDGED}
    return DrawnFeed(feed, figures, Firing.of(unit.boiler, feed.coal), middles)


@dataclass(frozen=True, slots=True)
class Units:
    """Units that are alike, as many as are drawn together.

    Attributes
    ----------
    unit : one of them; its figures that differ are arrays of shape (units, 1)
    boilers : type of the boiler of each, as :func:`~ipog.evaluate.prepare.firing_of` gives it
    feed_of : which of some feeds each has
    centre : their central estimates, arrays of shape (units,) or one number
    where : path of each in its plant
    """

    unit: Unit
    boilers: Sequence[str]
    feed_of: Places
    centre: StackResult
    where: str

    def central(self, name: str) -> Array:
        """A figure of the central estimates, shape (units,)."""
        return np.broadcast_to(np.asarray(getattr(self.centre, name), float), (len(self.feed_of),))


@dataclass(frozen=True, slots=True)
class _Walked:
    """Trains walked with samples, and the standard deviation of each unit's model error."""

    case: Case
    chain: Chain
    emitted: Array
    error_sd: Array


def _walked(units: Units, feeds: Sequence[DrawnFeed], samples: int, seed: int) -> _Walked:
    parameters = parameter_draws(samples, seed)
    places: dict[Firing, int] = {}
    firing_of = [
        places.setdefault(replace(feeds[feed].firing, boiler=boiler), len(places))
        for feed, boiler in zip(units.feed_of.tolist(), units.boilers, strict=True)
    ]
    usual = Firings(list(places), np.array(firing_of, np.intp)[:, None])
    feed = _side_by_side(feeds, units.feed_of)
    ledger = Quiet(units.where, parameters)
    case = prepare_fed(units.unit, feed, as_it_is, parameters, ledger, usual)
    chain = run_chain(case.furnace, case.train, parameters)
    shape = (len(units.feed_of), samples)
    emitted = np.broadcast_to(chain.stack.hg_total / chain.mercury_ug_nm3, shape)
    return _Walked(case, chain, emitted, _error_sd(case, feeds, units.feed_of))


def _side_by_side(feeds: Sequence[DrawnFeed], feed_of: Places) -> ResolvedFeed:
    figures: dict[str, Any] = {}
    for name in COAL_FIGURES:
        values = [feed.figures[name] for feed in feeds]
        if len(set(map(len, values))) > 1:
            values = list(np.broadcast_arrays(*values))
        figures[name] = np.stack(values)[feed_of]
    first = feeds[0].feed
    coal = AsFired(name=first.coal.name, rank=first.coal.rank, **figures)
    return ResolvedFeed(coal, first.parts, first.mass_shares, (), (), ())


def _error_sd(case: Case, feeds: Sequence[DrawnFeed], feed_of: Places) -> Array:
    """Standard deviation of each unit's model error, as :func:`model_error_sd` gives that of one."""
    rows = len(feed_of)
    middles: dict[str, Any] = {
        name: np.array([[feed.middles[name]] for feed in feeds])[feed_of] for name in _JUDGED
    }
    known = replace(case, feed=replace(case.feed, coal=replace(case.feed.coal, **middles)))
    return _sd_of(known, _middles, rows)


def central_error_sd(case: Case, rows: int) -> Array:
    """The same of units with one number for each figure."""
    return _sd_of(case, _numbers, rows)


def error_classes(case: Case, rows: int) -> list[str]:
    """The class of train of each unit."""
    classes = [error_class(case.train, fluidised) for fluidised in (False, True)]
    fluidised = np.broadcast_to(np.ravel(case.furnace.fluidised) == 1.0, (rows,))
    return [classes[in_bed] for in_bed in fluidised.tolist()]


def _sd_of(case: Case, one: Callable[[object], Value], rows: int) -> Array:
    outside = np.zeros(rows, bool)
    for valid, _, value in judged(case, one).inputs:
        outside |= ~((valid.low <= value) & (value <= valid.high))
    sd = np.array([calibration().error[name] for name in error_classes(case, rows)])
    return np.where(outside, sd * EXTRAPOLATION_FACTOR, sd)


def _numbers(value: object) -> Array:
    return np.asarray(value, float)


def _middles(value: object) -> Array:
    """Numbers of units, or the medians of their samples."""
    values = np.asarray(value, float)
    if values.ndim == 0:
        return values
    return values[..., 0] if values.shape[-1] == 1 else quantiles(values, (0.5,))[..., 0]


def _centred(emitted: Array, centre: Array) -> Array:
    """Shares whose medians are the central estimates."""
    medians = quantiles(emitted, (0.5,))[:, 0]
    return with_error(emitted, (error_scale(centre) - error_scale(medians))[:, None])


@dataclass(frozen=True, slots=True)
class Spreads:
    """Percentiles of units, and the probabilities of their targets.

    Attributes
    ----------
    percentiles : by level and figure, shape (units,); None where the plants' size is not known
    probabilities : of meeting each target, shape (units,); None where its figure is not known
    """

    percentiles: dict[int, dict[str, Array | None]]
    probabilities: list[Array | None]


def spreads(
    units: Units,
    feeds: Sequence[DrawnFeed],
    targets: Sequence[TargetResult],
    samples: int,
    seed: int,
    error_sd: Array | None = None,
) -> Spreads:
    """What :func:`~ipog.evaluate.uncertainty.sample_stack` tells of each unit.

    Parameters
    ----------
    units : the units
    feeds : theirs, each once, with the draws of a plant alone
    targets : of all of them
    samples, seed : of the draws
    error_sd : standard deviation of each unit's model error; from the drawn coals if None
    """
    walked = _walked(units, feeds, samples, seed)
    state = walked.chain.stack
    shape = walked.emitted.shape
    own_sd = walked.error_sd if error_sd is None else error_sd
    error = own_sd[:, None] * normal_draws(samples, seed, f"{units.where}.model_error")
    emitted = _centred(with_error(walked.emitted, error), 1 - units.central("removal_fraction"))
    whole = np.where(state.hg_total > 0, state.hg_total, 1.0)
    shares = {name: getattr(state, name) / whole for name in SPECIES}
    levels: dict[int, dict[str, Array | None]] = {level: {} for level in PERCENTILES}
    met: dict[str, Array] = {}
    wanted = {LEVELS[target.unit] for target in targets}
    for name, values in figures_of(walked.case, shares, emitted).items():
        if values is None:
            for level in PERCENTILES:
                levels[level][name] = None
            continue
        drawn = np.broadcast_to(values, shape)
        ordered = np.sort(drawn, axis=-1)
        factor = np.ones(len(drawn))
        if name in EMISSIONS:
            median = at_shares(ordered, (0.5,))[:, 0]
            factor = np.where(median > 0, units.central(name) / np.where(median > 0, median, 1.0), 1.0)
        # What is scaled keeps its order.
        found = at_shares(ordered, [level / 100 for level in PERCENTILES], factor)
        for level, column in zip(PERCENTILES, found.T, strict=True):
            levels[level][name] = column
        if name in wanted:
            met[name] = drawn * factor[:, None]
    probabilities: list[Array | None] = []
    for target in targets:
        figure = met.get(LEVELS[target.unit])
        if figure is None:
            probabilities.append(None)
            continue
        scaled = 100 * figure if target.unit == "%" else figure
        probabilities.append(np.mean(is_met(target.limit, target.unit, scaled), axis=-1))
    return Spreads(levels, probabilities)


def yearly(
    units: Units,
    feeds: Sequence[DrawnFeed],
    plants: Sequence[str],
    keys: Sequence[str],
    samples: int,
    seed: int,
    sisters: Sequence[str] | None = None,
) -> Array:
    """What :func:`~ipog.evaluate.fleet.yearly_draws` gives of each unit, whose size is known.

    Parameters
    ----------
    units : the units
    feeds : theirs, each once, with draws that may be added up
    plants : name and country of the plant of each
    keys : tell each from all other units of the fleet
    samples, seed : of the draws
    sisters : class of train whose error each has in common with its plant; that of its own if None
    """
    walked = _walked(units, feeds, samples, seed)
    case = walked.case
    classes = sisters or error_classes(case, len(keys))
    common = np.stack(
        [
            normal_draws(samples, seed, f"fleet error of {plant} {own}")
            for plant, own in zip(plants, classes, strict=True)
        ]
    )
    own = np.stack([normal_draws(samples, seed, f"fleet error of {key}") for key in keys])
    error = np.sqrt(SHARED_IN_PLANT) * common + np.sqrt(1 - SHARED_IN_PLANT) * own
    emitted = with_error(walked.emitted, walked.error_sd[:, None] * error)
    emitted = _centred(emitted, 1 - units.central("removal_fraction"))
    assert case.output.coal_kg_year is not None, "only units of known size are drawn"
    burned = np.asarray(case.feed.coal.mercury_mg_kg) * np.asarray(case.output.coal_kg_year) * 1e-6
    values = burned * emitted
    medians = quantiles(values, (0.5,))
    factor = units.central("hg_kg_year")[:, None] / np.where(medians > 0, medians, 1.0)
    return np.asarray(np.where(medians > 0, values * factor, values))
