r"""A unit's model error from its stack tests.

The error e of a unit is normal on the logit of the emitted share over 1.25
(:func:`ipog.model.error_scale`), around 0 and as wide as the model's draws for the unit. Each test at the
stack says

.. math:: y_t = L(m_t / c_t) - L(p_t) = e + b + \epsilon_t

with the measured mercury m, the coal's mercury c, the share p predicted for that day, an error
:math:`\epsilon` of its own (method, that day's coal, scatter of the unit), and a doubt b that all tests
without an analysis of their coal share. All are normal, so the posterior is too.

If no test has an analysis of its coal, the tests had the file's coal. What they say is then of share and
coal together: the doubt about the coal's mercury belongs to e, and the update settles it too.

Tests between devices are compared and do not inform. Their gas is ill mixed and carries ash that changes
the species in the probe, and the model's error at the stack is not that of one device.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

import numpy as np

from ipog.calibration.errors import setting
from ipog.calibration.tests_table import STACK, StackTest
from ipog.evaluate import Adjustment
from ipog.evaluate.prior import Prior, share_of
from ipog.language import decimal, plural, tr
from ipog.model import Chain, error_scale
from ipog.model.sampling import MOST_MEASURED

FAR_APART = 3.0
"""Standard deviations beyond which two tests contradict each other."""
TOO_MUCH = 2.0
"""Standard deviations by which a test may find more mercury than the coal brought."""
SPECIES_MISS = 0.15
"""How far the species may miss the total before it is said [1]."""
MOST_FLAGS = 10
"""Contradictions that are named one by one; beyond them the tests are wrong in kind."""
_WHOLE_DATE = len("2024-03-15")
PART_LOAD = 70.0
"""Load below which a test is not taken as normal operation [%]."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A test beside the model without tests.

    Attributes
    ----------
    test : the test
    ug_nm3 : measured [ug/Nm3 dry, 6 % O2]
    predicted_ug_nm3 : expected at that place with that day's coal
    share : measured share of the coal's mercury [1]
    relative_sd : standard deviation of the measurement over its value [1]
    """

    test: StackTest
    ug_nm3: float
    predicted_ug_nm3: float
    share: float
    relative_sd: float

    @property
    def name(self) -> str:
        """The test in words."""
        found = decimal(f"{self.ug_nm3:.3g}")
        return f"{self.test.date} ({self.test.place}, {tr(self.test.method.label)}) {found} ug/Nm3"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that is odd about tests.

    Attributes
    ----------
    id : kind of the finding
    message : one sentence
    lines : of the file
    """

    id: str
    message: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """What the tests say of a unit.

    Attributes
    ----------
    unit : its name
    prior : the unit before the tests
    compared : every test beside the prediction
    flags : what is odd
    scatter : relative standard deviation from test to test beyond the method's error [1]
    z : how many standard deviations the tests lie from what was expected, negative if lower
    adjustment : what a run takes from it; None if no test was at the stack
    """

    unit: str
    prior: Prior
    compared: tuple[Compared, ...]
    flags: tuple[Flag, ...]
    scatter: float | None
    z: float | None
    adjustment: Adjustment | None

    @property
    def percentile(self) -> float | None:
        """Percentile of the expectation at which the tests lie."""
        return None if self.z is None else 100 * NormalDist().cdf(self.z)


def update(prior: Prior, tests: Sequence[StackTest], file: str = "") -> Update:
    """The unit's error after its tests.

    Parameters
    ----------
    prior : the unit before the tests
    tests : its tests, in any order
    file : where the result will be kept
    """
    compared = [_compare(prior, test) for test in sorted(tests, key=lambda test: (test.date, test.line))]
    stack = [item for item in compared if item.test.location == STACK]
    flags = [*_loads(compared), *_species(compared), *_too_much(prior, compared)]
    if not stack:
        message = tr("no test is at the stack; the prediction stays as it is")
        flags.append(Flag("no-stack-test", message, ()))
        return Update(prior.unit.name, prior, tuple(compared), tuple(flags), None, None, None)
    flags += [*_contradictions(stack), *_gains(compared)]
    coal_known = any(item.test.coal_mercury_mg_kg_dry is not None for item in stack)
    slope = _slope(float(np.exp(np.mean([np.log(_usable(item.share)) for item in stack]))))
    errors = np.array([_error(prior, item) for item in stack])
    scatter = _scatter(errors / slope, np.array([item.relative_sd for item in stack]))
    prior_sd = prior.share_sd
    if not coal_known:
        prior_sd = float(np.hypot(prior.share_sd, _slope(prior.emitted) * prior.coal_sd))
    analysed = np.array([item.test.coal_mercury_mg_kg_dry is not None for item in stack])
    coal_error = setting("coal_of_the_day") * analysed
    own = slope**2 * (np.array([item.relative_sd for item in stack]) ** 2 + scatter**2 + coal_error**2)
    # Tests of one campaign may agree by more than those of different years would.
    floor = (slope * max(scatter, setting("scatter"))) ** 2 / setting("most_tests")
    shared = (slope * prior.coal_sd) ** 2 if coal_known else 0.0
    weight = weighted = 0.0
    for members, doubt in ((analysed, 0.0), (~analysed, shared)):
        if members.any():
            precision = float(np.sum(1 / own[members]))
            mean = float(np.sum(errors[members] / own[members]) / precision)
            of_group = 1 / (max(1 / precision, floor) + doubt)
            weight += of_group
            weighted += of_group * mean
    posterior = 1 / (1 / prior_sd**2 + weight)
    dates = [item.test.date for item in stack]
    return Update(
        unit=prior.unit.name,
        prior=prior,
        compared=tuple(compared),
        flags=tuple(flags),
        scatter=scatter,
        z=weighted / weight / float(np.sqrt(prior_sd**2 + 1 / weight)),
        adjustment=Adjustment(
            error_shift=posterior * weighted,
            error_sd=max(float(np.sqrt(posterior)), min(prior_sd, float(np.sqrt(floor)))),
            prior_sd=prior_sd,
            draws_sd=prior.share_sd,
            coal_known=coal_known,
            tests=len(stack),
            first=min(dates),
            last=max(dates),
            file=file,
        ),
    )


def _compare(prior: Prior, test: StackTest) -> Compared:
    mercury = prior.mercury_mg_kg
    if test.coal_mercury_mg_kg_dry is not None:
        mercury = test.coal_mercury_mg_kg_dry * prior.dry
    per_kg = prior.dry_nm3_kg if test.basis == "ug/Nm3" else prior.hhv_gj_kg * 1e3
    mg_kg = test.total * per_kg * 1e-3
    ug_nm3 = mg_kg * 1e3 / prior.dry_nm3_kg
    return Compared(
        test=test,
        ug_nm3=ug_nm3,
        predicted_ug_nm3=_behind(_day(prior, test), test.location),
        share=mg_kg / mercury,
        relative_sd=test.method.relative_sd_at(ug_nm3) if test.relative_sd is None else test.relative_sd,
    )


def _day(prior: Prior, test: StackTest) -> Chain:
    if test.coal_mercury_mg_kg_dry is None and test.coal_chlorine_mg_kg_dry is None:
        return prior.chain
    return prior.on_day(test.coal_mercury_mg_kg_dry, test.coal_chlorine_mg_kg_dry)


def _behind(chain: Chain, location: str) -> float:
    """Mercury behind a station [ug/Nm3]."""
    for station in chain.stations:
        place = station.name if station.device is None else f"apcs[{station.device}]"
        if place == location:
            return float(np.mean(station.step.state.hg_total))
    return float(np.mean(chain.stack.hg_total))


def _usable(share: float) -> float:
    """A measured share as the update takes it: no more leaves than came."""
    return min(share, 1.0)


def _slope(share: float) -> float:
    """Change of the error scale with the logarithm of the share."""
    return MOST_MEASURED / (MOST_MEASURED - min(share, 1.0))


def _error(prior: Prior, item: Compared) -> float:
    expected = share_of(_day(prior, item.test))
    measured, predicted = error_scale(np.array([_usable(item.share), expected]))
    return float(measured - predicted)


def _scatter(errors: np.ndarray, measurement: np.ndarray) -> float:
    """Scatter from test to test beyond the method's error, pooled with the usual one [1]."""
    usual, weight, count = setting("scatter"), setting("scatter_weight"), len(errors)
    seen = float(np.sum((errors - np.mean(errors)) ** 2) - (1 - 1 / count) * np.sum(measurement**2))
    return float(np.sqrt((weight * usual**2 + max(seen, 0.0)) / (weight + count - 1)))


def _loads(items: Sequence[Compared]) -> list[Flag]:
    return [
        Flag(
            "part-load",
            tr(
                "{test} was at {load} % load; it speaks of that load",
                test=item.name,
                load=decimal(f"{item.test.load:.0f}"),
            ),
            (item.test.line,),
        )
        for item in items
        if item.test.load is not None and item.test.load < PART_LOAD
    ]


def _species(items: Sequence[Compared]) -> list[Flag]:
    flags = []
    for item in items:
        test = item.test
        if not test.total_given or not {"hg0", "hg2"} <= set(test.species):
            continue
        added = sum(test.species.values())
        if abs(added / test.total - 1) > SPECIES_MISS:
            message = tr(
                "{test}: the species add up to {share} % of the total; the total is used",
                test=item.name,
                share=decimal(f"{100 * added / test.total:.0f}"),
            )
            flags.append(Flag("species-sum", message, (test.line,)))
    return flags


def _too_much(prior: Prior, items: Sequence[Compared]) -> list[Flag]:
    flags = []
    for item in items:
        given = item.test.coal_mercury_mg_kg_dry is not None
        coal = setting("coal_of_the_day") if given else prior.coal_sd
        if np.log(item.share) <= TOO_MUCH * np.hypot(item.relative_sd, coal) or item.share <= 1:
            continue
        share = decimal(f"{item.share:.2f}")
        if given:
            message = tr(
                "{test} is {share} times the mercury of that day's coal: more out than in; "
                "check the coal's mercury and the oxygen of the concentration",
                test=item.name,
                share=share,
            )
        else:
            message = tr(
                "{test} is {share} times the mercury of the file's coal: more out than in; "
                "check the coal's mercury and the oxygen of the concentration",
                test=item.name,
                share=share,
            )
        if item.test.location == STACK:
            message = tr(
                "{problem}, and the test is used as if all of the coal's mercury had left", problem=message
            )
        flags.append(Flag("more-out-than-in", message, (item.test.line,)))
    return flags


def _contradictions(stack: Sequence[Compared]) -> list[Flag]:
    """Pairs of stack tests that lie further apart than their errors and the usual scatter allow."""
    found = []
    for first, second in combinations(stack, 2):
        allowed = np.sqrt(first.relative_sd**2 + second.relative_sd**2 + 2 * setting("scatter") ** 2)
        ratio = (first.ug_nm3 / first.predicted_ug_nm3) / (second.ug_nm3 / second.predicted_ug_nm3)
        apart = abs(np.log(ratio)) / allowed
        if apart > FAR_APART:
            message = tr(
                "{first} and {second} contradict each other: they lie {apart} standard deviations apart",
                first=first.name,
                second=second.name,
                apart=decimal(f"{apart:.1f}"),
            )
            found.append((apart, Flag("contradiction", message, (first.test.line, second.test.line))))
    found.sort(key=lambda pair: -pair[0])
    flags = [flag for _, flag in found[:MOST_FLAGS]]
    if len(found) > MOST_FLAGS:
        message = plural(
            "{count} more pairs of tests contradict each other",
            "{count} more pairs of tests contradict each other",
            len(found) - MOST_FLAGS,
        )
        flags.append(Flag("contradiction", message, ()))
    return flags


def _gains(items: Sequence[Compared]) -> list[Flag]:
    """Stack tests that find more than one of the same day further up the train."""
    flags = []
    for item in items:
        if item.test.location != STACK:
            continue
        for other in items:
            same_day = other.test.date == item.test.date and len(item.test.date) == _WHOLE_DATE
            if other.test.location == STACK or not same_day:
                continue
            allowed = FAR_APART * np.hypot(item.relative_sd, other.relative_sd)
            if np.log(item.ug_nm3 / other.ug_nm3) > allowed:
                message = tr(
                    "{test} is more than {other} of the same day, further up the train",
                    test=item.name,
                    other=other.name,
                )
                flags.append(Flag("gain-on-the-way", message, (other.test.line, item.test.line)))
    return flags
