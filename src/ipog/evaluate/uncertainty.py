"""Percentiles, the probability of meeting a target, and what the spread is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ipog.evaluate.adjust import Adjustment
from ipog.evaluate.draws import Sampler, Scan
from ipog.evaluate.group import group_cases
from ipog.evaluate.ledger import Ledger, Tracked
from ipog.evaluate.prepare import Case, prepare
from ipog.evaluate.quantiles import middle, quantiles
from ipog.evaluate.stack import stack_figures
from ipog.evaluate.targets import is_met
from ipog.evaluate.validity import error_class_of, model_error_sd
from ipog.model import (
    Chain,
    Parameters,
    PartlyDrawn,
    calibration,
    error_scale,
    normal_draws,
    parameter_draws,
    shipped,
    table,
    with_error,
)
from ipog.model.scales import SCALES
from ipog.plant import Unit
from ipog.results import PERCENTILES, Influence, StackResult, TargetResult, Uncertainty

Array = NDArray[np.float64]

SHOWN_INFLUENCES = 12
GROUPS = ("coal", "operation", "model")
EMISSIONS = ("hg_ug_nm3", "hg_lb_tbtu", "hg_mg_gj", "hg_lb_gwh", "hg_g_gwh", "hg_g_h", "hg_kg_year")
LEVELS = {
    "ug/Nm3": "hg_ug_nm3",
    "lb/TBtu": "hg_lb_tbtu",
    "lb/GWh": "hg_lb_gwh",
    "g/h": "hg_g_h",
    "kg/year": "hg_kg_year",
    "%": "removal_fraction",
}


@dataclass(frozen=True, slots=True)
class Samples:
    """A unit's stack as samples.

    Attributes
    ----------
    figures : each figure of the stack, shape (samples,); None where the plant's size is not known
    """

    figures: dict[str, Array | None]

    def percentiles(self) -> dict[int, StackResult]:
        """P10, P50 and P90 of each figure by itself."""
        known = {name: values for name, values in self.figures.items() if values is not None}
        levels = quantiles(np.stack(list(known.values())), [level / 100 for level in PERCENTILES])
        found: dict[int, dict[str, float | None]] = {}
        for level, column in zip(PERCENTILES, levels.T.tolist(), strict=True):
            found[level] = dict.fromkeys(self.figures) | dict(zip(known, column, strict=True))
        return {level: StackResult(**row) for level, row in found.items()}  # type: ignore[arg-type]

    def probability_met(self, target: TargetResult) -> TargetResult:
        """The target with the share of samples that keep it."""
        values = self.figures[LEVELS[target.unit]]
        if values is None:
            return target
        scaled = 100 * values if target.unit == "%" else values
        kept = is_met(target.limit, target.unit, scaled)
        return replace(target, probability_met=float(np.mean(kept)))


def group_of(name: str) -> str:
    """Whether a path or parameter tells of the coal, the operation or the model."""
    if ".coal_feed" in name or ".additives" in name:
        return "coal"
    return "operation" if name.startswith(("units[", "default.")) else "model"


def sample_stack(
    unit: Unit,
    country: str | None,
    where: str,
    centre: StackResult,
    samples: int,
    seed: int,
    group: str | None = None,
    adjustment: Adjustment | None = None,
) -> Samples:
    """Draw a unit's inputs, parameters and the model's error, and walk the chain.

    Parameters
    ----------
    unit, country, where : the unit and its path
    centre : central estimate; the samples are centred on it, so that plain result and P50 agree
    samples, seed : of the draws
    group : vary only ``"coal"``, ``"operation"`` or ``"model"``; all if None
    adjustment : what the unit's stack tests say; the error of its class of train if None
    """
    drawn = None if adjustment is None else adjustment.draws
    raw = share_draws(unit, country, where, samples, seed, group, drawn)
    error = raw.error
    if adjustment is not None:
        on_scale = raw.on_scale
        error = error + adjustment.narrowed(on_scale, middle(on_scale)) - on_scale
    emitted = _centred_share(with_error(raw.emitted, error), 1 - centre.removal_fraction)
    figures = stack_figures(raw.case, raw.chain.stack, emitted)
    return Samples({name: _centred(name, values, centre, samples) for name, values in figures.items()})


@dataclass(frozen=True, slots=True)
class ShareDraws:
    """Draws of the share that leaves the stack, not centred.

    Attributes
    ----------
    case, chain : model input and train walked, over samples
    emitted : the share that the chain gives [1], shape (samples,)
    error : the model's error on :func:`~ipog.model.error_scale`, shape (samples,)
    """

    case: Case
    chain: Chain
    emitted: Array
    error: Array

    @property
    def on_scale(self) -> Array:
        """The share with its error, on the error scale."""
        return error_scale(self.emitted) + self.error


def share_draws(
    unit: Unit,
    country: str | None,
    where: str,
    samples: int,
    seed: int,
    group: str | None = None,
    drawn: Callable[[str], bool] | None = None,
) -> ShareDraws:
    """Draws behind :func:`sample_stack`, before tests narrow them.

    ``drawn`` tells by path or name whether a figure of the group varies; all do if None.
    """

    def both(name: str) -> bool:
        return group in (None, group_of(name)) and (drawn is None or drawn(name))

    wanted = None if group is None and drawn is None else both
    parameters: Parameters = parameter_draws(samples, seed)
    if wanted is not None:
        parameters = PartlyDrawn(parameters, wanted)
    case = _prepared(unit, country, where, Sampler(samples, seed, wanted), parameters)
    chain = group_cases([case])[0].run(parameters)
    emitted = np.broadcast_to(_emitted(chain), (samples,))
    error = np.zeros(samples)
    if group in (None, "model"):
        error = model_error_sd(case) * normal_draws(samples, seed, f"{where}.model_error")
    return ShareDraws(case, chain, emitted, error)


def _prepared(
    unit: Unit, country: str | None, where: str, draw: Sampler | Scan, parameters: Parameters
) -> Case:
    # Its notes are those of the central run, which the caller keeps.
    return prepare(unit, country, draw, parameters, Ledger(where, parameters))


def _emitted(chain: Chain) -> Array:
    return np.ravel(chain.stack.hg_total / chain.mercury_ug_nm3)


def _centred_share(emitted: Array, centre: float) -> Array:
    """Shift shares on the error scale so that their median is the central estimate."""
    at_median, at_centre = error_scale(np.array([middle(emitted), centre]))
    return with_error(emitted, at_centre - at_median)


def _centred(name: str, values: Array | None, centre: StackResult, samples: int) -> Array | None:
    """Scale an emission so that its median is the central estimate."""
    if values is None:
        return None
    spread = np.broadcast_to(np.ravel(values), (samples,))
    if name not in EMISSIONS:
        return spread
    median = middle(spread)
    return np.asarray(spread * (getattr(centre, name) / median)) if median > 0 else spread


def uncertainty_of(
    unit: Unit,
    country: str | None,
    where: str,
    case: Case,
    centre: StackResult,
    samples: int,
    seed: int,
    adjustment: Adjustment | None = None,
) -> Uncertainty:
    """Shares of the variance, and the inputs and coefficients that move the stack most."""
    variances = {}
    for group in GROUPS:
        drawn = sample_stack(unit, country, where, centre, samples, seed, group, adjustment)
        variances[group] = float(np.var(np.log(_positive(drawn))))
    total = sum(variances.values())
    name = error_class_of(case)
    return Uncertainty(
        samples=samples,
        seed=seed,
        error_class=name,
        error_class_units=calibration().units[name],
        variance_shares={
            group: variance / total if total > 0 else 0.0 for group, variance in variances.items()
        },
        influences=influences(unit, country, where, adjustment),
    )


def _positive(samples: Samples) -> Array:
    values = samples.figures["hg_ug_nm3"]
    assert values is not None, "a concentration needs no plant size"
    return np.maximum(values, 1e-12)


def influences(
    unit: Unit, country: str | None, where: str, adjustment: Adjustment | None = None
) -> tuple[Influence, ...]:
    """One at a time, each uncertain input and coefficient at its P10 and P90, the others central."""
    learnt = Scan()
    central = shipped()
    used = Tracked(central)
    first = group_cases([_prepared(unit, country, where, learnt, used)])[0]
    middle = float(np.mean(_emitted(first.run(used))))
    rows = {name: table()[name] for name in used.used}
    width = 2 * (len(learnt.moved) + len(rows))
    moved: dict[str, tuple[float, float]] = {}
    values = dict(central)
    for place, (name, row) in enumerate(rows.items()):
        from_free = SCALES[row.scale].from_free
        reach = 1.2815515655446004 * row.free_sd
        ends = (float(from_free(row.free_mean - reach)), float(from_free(row.free_mean + reach)))
        scanned = np.full(width, row.value)
        scanned[2 * place : 2 * place + 2] = ends
        values[name], moved[name] = scanned, ends
    parameters = Parameters(values, central.label)
    scan = Scan(width, 2 * len(rows))
    case = _prepared(unit, country, where, scan, parameters)
    chain = group_cases([case])[0].run(parameters)
    emitted = _emitted(chain)
    if adjustment is not None:
        emitted = adjustment.moved(emitted, middle)
    at_stack = stack_figures(case, chain.stack, emitted)["hg_ug_nm3"]
    assert at_stack is not None, "a concentration needs no plant size"
    stack = np.broadcast_to(at_stack, (width,))
    moved |= scan.moved
    found = [
        Influence(
            field=name,
            group=group_of(name),
            low=low,
            high=high,
            stack_at_low=float(stack[2 * place]),
            stack_at_high=float(stack[2 * place + 1]),
        )
        for place, (name, (low, high)) in enumerate(moved.items())
        if adjustment is None or adjustment.draws(name)
    ]
    found.sort(key=lambda item: -abs(np.log(max(item.stack_at_high, 1e-12) / max(item.stack_at_low, 1e-12))))
    return tuple(item for item in found[:SHOWN_INFLUENCES] if item.stack_at_low != item.stack_at_high)
