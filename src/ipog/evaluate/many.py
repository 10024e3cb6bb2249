"""Many variants of one unit at once: the same draws for all, and each train walked once a group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.coals import Draw, ResolvedFeed, Value, central
from ipog.evaluate.adjust import Adjustment, adjusted_chain
from ipog.evaluate.draws import Sampler, spread_of
from ipog.evaluate.group import Group, group_cases
from ipog.evaluate.ledger import Ledger
from ipog.evaluate.prepare import Case, note_feed, prepare_fed, resolved
from ipog.evaluate.quantiles import at_shares, middle
from ipog.evaluate.stack import central_stack, stack_figures
from ipog.evaluate.targets import target_results
from ipog.evaluate.uncertainty import Samples
from ipog.evaluate.validity import check_validity, error_class_of, model_error_sd
from ipog.model import (
    Chain,
    calibration,
    error_scale,
    normal_draws,
    parameter_draws,
    run_chain,
    shipped,
    with_error,
)
from ipog.plant import Unit
from ipog.provenance import Caution
from ipog.quantities import Spread
from ipog.results import PERCENTILES, StackResult, TargetResult

Array = NDArray[np.float64]

CASES_AT_ONCE = 24
"""Cases of a group that are walked together: enough to spread the cost of a call, few enough for the
arrays to stay in the processor's cache."""
_AS_DRAWN = frozenset({"hg0_fraction", "hg2_fraction", "hgp_fraction", "removal_fraction"})


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant of a unit, evaluated.

    Attributes
    ----------
    unit : the variant
    case, chain : model input and train walked, central values
    stack : central estimate
    percentiles : P10, P50 and P90; empty without samples
    targets : the unit's targets, with the probability of meeting each if samples were drawn
    balance_fraction : share of the coal's mercury by outlet, the stack last
    error_class, error_class_units : class of train, and how many field units tell its error
    cautions : what makes the figures less sure
    """

    unit: Unit
    case: Case
    chain: Chain
    stack: StackResult
    percentiles: dict[int, StackResult]
    targets: tuple[TargetResult, ...]
    balance_fraction: dict[str, float]
    error_class: str
    error_class_units: int
    cautions: tuple[Caution, ...]


class _SharedSampler(Sampler):
    """Draws a figure once for all variants that have it."""

    def __init__(self, samples: int, seed: int, wanted: Callable[[str], bool] | None = None) -> None:
        super().__init__(samples, seed, wanted)
        self._drawn: dict[tuple[object, ...], Value] = {}

    def __call__(
        self, path: str, amount: float, default_spread: Spread | None = None, positive: bool = True
    ) -> Value:
        spread = spread_of(amount, default_spread)
        key = (path, float(amount), spread, positive)
        if key not in self._drawn:
            self._drawn[key] = super().__call__(path, amount, spread, positive)
        return self._drawn[key]


def evaluate_many(
    units: Sequence[Unit],
    country: str | None,
    where: str,
    samples: int,
    seed: int,
    *,
    adjust: Callable[[Unit], Adjustment] | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Variant]:
    """Evaluate variants of one unit; each figure is that of :func:`ipog.evaluate.evaluate`.

    All variants share their draws, so that a difference between two of them is not noise.

    Parameters
    ----------
    units : variants of one unit
    country : ISO 3166-1 alpha-2 of the plant
    where : path of the unit, which names its draws
    samples, seed : of the draws; 0 samples for central estimates alone
    adjust : what stack tests of the unit say of a variant; nothing if None
    progress : is told how many more variants are finished

    Raises
    ------
    ipog.diagnostics.InputError
        if a coal or limit of a variant is unknown
    """
    feeds = _Feeds(country, where)
    found = []
    for unit in units:
        found.append(_central(unit, feeds, None if adjust is None else adjust(unit)))
        if samples == 0 and progress is not None:
            progress(1)
    if samples == 0:
        return found
    parameters = parameter_draws(samples, seed)
    samplers: dict[bool, Sampler] = {True: _SharedSampler(samples, seed)}
    cases = []
    for unit in units:
        own = None if adjust is None else adjust(unit)
        # Where the tests had the file's coal, its mercury is part of what they settle.
        all_vary = own is None or own.coal_known
        if all_vary not in samplers:
            assert own is not None
            samplers[all_vary] = _SharedSampler(samples, seed, own.draws)
        feed = feeds(unit, samplers[all_vary])
        ledger = Ledger(where, parameters)
        cases.append(prepare_fed(unit, feed, samplers[all_vary], parameters, ledger))
    standard = normal_draws(samples, seed, f"{where}.model_error")
    for group in group_cases(cases):
        for part in _parts(group):
            chain = part.run(parameters)
            for row, index in enumerate(part.indices):
                variant = found[index]
                error = model_error_sd(variant.case) * standard
                own = None if adjust is None else adjust(variant.unit)
                percentiles, targets = _drawn(variant, cases[index], chain, row, error, own)
                found[index] = replace(variant, percentiles=percentiles, targets=targets)
            if progress is not None:
                progress(len(part.indices))
    return found


class _Feeds:
    """Feeds of variants, each resolved once: most variants burn the coal of the unit as it stands."""

    def __init__(self, country: str | None, where: str) -> None:
        self.country = country
        self.where = where
        self._known: dict[tuple[object, ...], tuple[Unit, ResolvedFeed]] = {}

    def __call__(self, unit: Unit, draw: Draw) -> ResolvedFeed:
        """The feed of a unit; its coals and salts are told apart as objects, which variants share."""
        key = (id(draw), unit.share_basis, *map(id, unit.coal_feed), None, *map(id, unit.additives))
        if key not in self._known:
            # The unit is kept, so that no other coal takes the place of one of these in memory.
            self._known[key] = unit, resolved(unit, self.country, draw, self.where)
        return self._known[key][1]


def _central(unit: Unit, feeds: _Feeds, own: Adjustment | None) -> Variant:
    parameters = shipped()
    where = feeds.where
    ledger = Ledger(where, parameters)
    feed = feeds(unit, central)
    note_feed(feed, ledger)
    case = prepare_fed(unit, feed, central, parameters, ledger)
    check_validity(case, ledger)
    chain = run_chain(case.furnace, case.train, parameters)
    if own is not None:
        chain = adjusted_chain(chain, own)
    shares = {outlet: float(np.mean(amount)) for outlet, amount in chain.balance().items()}
    stack = central_stack(stack_figures(case, chain.stack, np.asarray(shares["stack"])))
    error_class = error_class_of(case)
    return Variant(
        unit=unit,
        case=case,
        chain=chain,
        stack=stack,
        percentiles={},
        targets=target_results(unit, where, stack),
        balance_fraction=shares,
        error_class=error_class,
        error_class_units=calibration().units[error_class],
        cautions=tuple(ledger.cautions),
    )


def _parts(group: Group) -> Iterator[Group]:
    """A group in pieces of at most :data:`CASES_AT_ONCE` cases."""
    count = len(group.indices)
    for start in range(0, count, CASES_AT_ONCE):
        rows = slice(start, start + CASES_AT_ONCE)

        def piece(values: Array, rows: slice = rows) -> Array:
            return values[rows]

        furnace = replace(
            group.furnace, **{name: piece(getattr(group.furnace, name)) for name in group.furnace.__slots__}
        )
        train = tuple(
            replace(device, numbers={name: piece(values) for name, values in device.numbers.items()})
            for device in group.train
        )
        yield Group(group.indices[rows], furnace, train)


def _row(values: Array, row: int) -> Array:
    """The samples of one case."""
    return values[row] if np.ndim(values) == 2 and np.shape(values)[0] > 1 else np.ravel(values)


def _drawn(
    variant: Variant, case: Case, chain: Chain, row: int, error: Array, own: Adjustment | None
) -> tuple[dict[int, StackResult], tuple[TargetResult, ...]]:
    """Percentiles and targets of one case, its samples centred on its central estimate."""
    state = chain.stack
    one = state.but(**{name: _row(getattr(state, name), row) for name in ("hg0", "hg2", "hgp")})
    share = np.broadcast_to(one.hg_total / _row(chain.mercury_ug_nm3, row), error.shape)
    if own is not None:
        on_scale = error_scale(share) + error
        error = error + own.narrowed(on_scale, float(np.quantile(on_scale, 0.5))) - on_scale
    emitted = with_error(share, error)
    ends = error_scale(np.array([middle(emitted), 1 - variant.stack.removal_fraction]))
    emitted = with_error(emitted, ends[1] - ends[0])
    drawn = stack_figures(case, one, emitted)
    known = {
        name: np.broadcast_to(values, error.shape) for name, values in drawn.items() if values is not None
    }
    figures: dict[str, Array | None] = dict.fromkeys(drawn)
    rows: dict[int, dict[str, Any]] = {level: dict.fromkeys(drawn) for level in PERCENTILES}
    ordered = np.sort(np.stack(list(known.values())), axis=1)
    for place, (name, values) in enumerate(known.items()):
        median = float(at_shares(ordered[place], (0.5,))[0])
        factor = getattr(variant.stack, name) / median if name not in _AS_DRAWN and median > 0 else 1.0
        figures[name] = values * factor
        ends_of_range = at_shares(ordered[place], [level / 100 for level in PERCENTILES], factor)
        for level, value in zip(PERCENTILES, ends_of_range.tolist(), strict=True):
            rows[level][name] = value
    samples = Samples(figures)
    return (
        {level: StackResult(**row) for level, row in rows.items()},
        tuple(samples.probability_met(target) for target in variant.targets),
    )
