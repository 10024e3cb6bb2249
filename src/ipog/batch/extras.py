"""What is asked for beyond the results of a row: scenarios, the Toolkit's estimate, the best measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.digits import rounded
from ipog.batch.scenario_file import read_scenarios
from ipog.batch.scenarios import NotApplicable, Scenario, State, Subject, closing_year, state_of
from ipog.batch.states import go_side_by_side
from ipog.batch.toolkit import Factors, read_factors, shipped_factors, toolkit_columns
from ipog.batch.totals import Key, Label, Total
from ipog.diagnostics import InputError, Problem
from ipog.evaluate import Adjustment
from ipog.evaluate.fleet import Member, yearly_draws
from ipog.evaluate.many import Variant, evaluate_many
from ipog.plant import Plant, Unit
from ipog.results import UnitResult

if TYPE_CHECKING:
    from ipog.batch.advised import Wish

Array = NDArray[np.float64]

PLAIN = ("hg_ug_nm3", "hg_lb_tbtu", "hg_kg_year", "removal_fraction")
"""Figures of the stack that a scenario without years tells of each unit."""
SPREAD = ("hg_ug_nm3", "hg_kg_year")
"""Figures whose P10 and P90 it tells."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What is asked for.

    Attributes
    ----------
    scenarios : what may become of the fleet
    toolkit : factors of the estimate that stands beside ours; None if it is not wanted
    advice : what the best measure is to reach; None if it is not wanted
    """

    scenarios: tuple[Scenario, ...] = ()
    toolkit: Factors | None = None
    advice: Wish | None = None

    @property
    def by_column(self) -> bool:
        """Whether alike rows of a table are told of side by side; advice is a unit's own matter."""
        return self.advice is None and go_side_by_side(self.scenarios)


def gathered(
    scenarios: Sequence[str] = (),
    *,
    toolkit: bool | str = False,
    advise: bool = False,
    target: str | None = None,
) -> Extras | None:
    """What is asked for, by names and files; None if nothing is.

    Parameters
    ----------
    scenarios : names of scenarios that come with ipog, and overlays of one's own
    toolkit : whether the Toolkit's estimate is wanted; the name of a table of factors of one's own
    advise : whether the best measure is wanted
    target : what it is to reach

    Raises
    ------
    ipog.diagnostics.InputError
        if a scenario, a table of factors or a target is wrong
    """
    if not (scenarios or toolkit or advise):
        return None
    factors = wish = None
    if toolkit:
        factors = read_factors(toolkit) if isinstance(toolkit, str) else shipped_factors()
    if advise:
        from ipog.batch.advised import wish_for

        wish = wish_for(target)
    return Extras(read_scenarios(scenarios), factors, wish)


@dataclass(slots=True)
class Found:
    """A unit that was evaluated.

    Attributes
    ----------
    plant : its plant
    result : its result
    member : the unit among the fleet
    total : its own sum, with its draws
    source, line : where it was read; no line for a plant file
    columns : its row, to which columns are added
    keys : what it is summed by beyond country, owner, coal and technology
    """

    plant: Plant
    result: UnitResult
    member: Member
    total: Total
    source: str
    line: int | None
    columns: dict[str, Any]
    keys: list[Key] = field(default_factory=list)

    @property
    def subject(self) -> Subject:
        """The unit as rules look at it."""
        return Subject(self.plant.plant, self.member.unit, self.result.coal.rank)

    def problem(self, problem_id: str, message: str, allowed: str | None = None) -> Problem:
        """A warning about the unit."""
        told = f"{self.plant.plant.name}, {self.member.unit.name}: {message}"
        return Problem(problem_id, told, "warning", self.source, self.line, allowed=allowed)


def extend(found: Sequence[Found], extras: Extras, samples: int, seed: int) -> Iterator[Problem]:
    """Add what is asked for to the units' columns and sums; gives the problems on the way."""
    for unit in found:
        if extras.toolkit is not None:
            columns, sums = toolkit_columns(unit.member.unit, unit.result, extras.toolkit)
            unit.columns |= columns
            unit.total.columns |= sums
            unit.keys.append(("toolkit_class", columns["toolkit_class"]))
    if extras.scenarios:
        yield from _scenarios(found, extras.scenarios, samples, seed)
    if extras.advice is not None:
        yield from _advised(found, extras.advice, samples, seed)


def _advised(found: Sequence[Found], wish: Wish, samples: int, seed: int) -> Iterator[Problem]:
    # Advice is a room of its own, which most runs do without.
    from ipog.batch.advised import SUMMED, advice_columns

    for unit in found:
        try:
            columns = advice_columns(unit.member, wish, samples, seed)
        except InputError as error:
            yield unit.problem("no-advice", f"no advice: {error.problems[0].message}")
            continue
        unit.columns |= columns
        unit.keys.append(("best_measure", columns["best_measure"] or "none"))
        if unit.total.sized and columns["best_measure"] is not None:
            unit.total.columns |= {name: columns[name] for name in SUMMED} | {"best_units": 1.0}


# --- scenarios ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Case:
    """A unit in one of the states that scenarios give it; ``sister`` is the class of its train today."""

    found: Found
    unit: Unit
    variant: Variant
    sister: str
    draws: Array | None = None


def _scenarios(
    found: Sequence[Found], scenarios: Sequence[Scenario], samples: int, seed: int
) -> Iterator[Problem]:
    states: list[dict[Label, State]] = []
    cases: list[list[_Case]] = []
    for unit in found:
        own, problems = _states(unit, scenarios)
        yield from problems
        changed: list[Unit] = []
        for state in own.values():
            if state.unit is not None and state.unit != unit.member.unit and state.unit not in changed:
                changed.append(state.unit)
        country, where = unit.member.country, unit.member.where
        today = evaluate_many([unit.member.unit] if changed else [], country, where, 0, seed)
        try:
            variants = evaluate_many(changed, country, where, samples, seed, adjust=_adjust(unit.member))
        except InputError as error:
            yield unit.problem("scenario", f"left as it is: {error.problems[0].message}")
            own, variants = _untouched(unit, own), []
        states.append(own)
        cases.append([_Case(unit, each.unit, each, today[0].error_class) for each in variants])
    if samples:
        _draw([case for own in cases for case in own], samples, seed)
    for unit, own, changed_cases in zip(found, states, cases, strict=True):
        for scenario in scenarios:
            closed = closing_year(scenario, unit.subject)
            if closed is not None:
                unit.columns[f"closed_from__{scenario.name}"] = closed
            for label in scenario.labels:
                case = next((case for case in changed_cases if case.unit == own[label].unit), None)
                _tell(unit, label, own[label], case, samples)


def _adjust(member: Member) -> Callable[[Unit], Adjustment] | None:
    """What a unit's stack tests say of it in another state; None without tests."""
    own = member.adjustment
    if own is None:
        return None
    from ipog.calibration import carried

    return lambda changed: carried(own, member.unit, changed)


def _states(unit: Found, scenarios: Sequence[Scenario]) -> tuple[dict[Label, State], list[Problem]]:
    """The unit under each scenario and in each year; as it is where a rule does not fit."""
    states: dict[Label, State] = {}
    problems: list[Problem] = []
    for scenario in scenarios:
        by_age = any(rule.closed_at_age is not None for rule in scenario.rules)
        if by_age and unit.member.unit.commissioned is None:
            problems.append(
                unit.problem(
                    "scenario",
                    f"{scenario.name} closes units by their age, but commissioned is not given; it runs on",
                    "the year of commissioning",
                )
            )
        try:
            states |= {label: state_of(scenario, unit.subject, label[1]) for label in scenario.labels}
        except NotApplicable as error:
            states |= dict.fromkeys(scenario.labels, State(unit.member.unit, ()))
            problems.append(
                unit.problem("scenario", f"{scenario.name} does not fit, so it is left as it is: {error}")
            )
    return states, problems


def _untouched(unit: Found, states: dict[Label, State]) -> dict[Label, State]:
    same = State(unit.member.unit, ())
    return {label: state if state.unit is None else same for label, state in states.items()}


def _draw(cases: Sequence[_Case], samples: int, seed: int) -> None:
    """Yearly draws of units in their changed states, which go with those of the units as they are."""
    members = [
        replace(
            case.found.member,
            unit=case.unit,
            centre=case.variant.stack,
            sister=case.sister,
            adjustment=None if adjust is None else adjust(case.unit),
        )
        for case in cases
        for adjust in (_adjust(case.found.member),)
    ]
    for case, draws in zip(cases, yearly_draws(members, samples, seed), strict=True):
        case.draws = draws


def _tell(unit: Found, label: Label, state: State, case: _Case | None, samples: int) -> None:
    """Columns and sums of a unit under a scenario."""
    name, year = label
    ending = f"__{name}" if year is None else f"__{name}_{year}"
    base = unit.result.stack.hg_kg_year
    kg_year = 0.0 if state.unit is None else base if case is None else case.variant.stack.hg_kg_year
    if year is None:
        unit.columns |= _figures(unit, state, case, ending)
    else:
        unit.columns[f"changes{ending}"] = "; ".join(state.changes) or None
        unit.columns[f"stack_hg_kg_year{ending}"] = None if kg_year is None else rounded(kg_year)
    if base is None or kg_year is None or not unit.total.sized:
        unit.total.scenarios[label] = Total(1)
        return
    unit.columns[f"change_kg_year{ending}"] = rounded(kg_year - base)
    unit.columns[f"change_fraction{ending}"] = rounded(kg_year / base - 1) if base > 0 else None
    if state.unit is None:
        draws = np.zeros(samples) if samples else None
        unit.total.scenarios[label] = Total(1, 1, 0.0, 0.0, draws)
    elif case is None:
        one = unit.total
        unit.total.scenarios[label] = Total(1, 1, one.coal_kg_year, one.kg_year, one.draws)
    else:
        unit.total.scenarios[label] = Total(1, 1, _coal_kg_year(case.variant), kg_year, case.draws)


def _coal_kg_year(variant: Variant) -> float:
    burned = variant.case.output.coal_kg_year
    assert burned is not None, "a unit of known size stays one"
    return float(np.mean(burned * np.asarray(variant.case.feed.coal.mercury_mg_kg) * 1e-6))


def _figures(unit: Found, state: State, case: _Case | None, ending: str) -> Iterator[tuple[str, Any]]:
    """What was changed, and the stack of the unit then."""
    yield f"changes{ending}", "; ".join(state.changes) or None
    stack = unit.result.stack if case is None else case.variant.stack
    percentiles = unit.result.percentiles if case is None else case.variant.percentiles
    for name in PLAIN:
        value = getattr(stack, name)
        yield f"stack_{name}{ending}", None if value is None else rounded(value)
    for level in (10, 90):
        for name in SPREAD if level in percentiles else ():
            value = getattr(percentiles[level], name)
            yield f"stack_p{level}_{name}{ending}", None if value is None else rounded(value)
    targets = unit.result.targets if case is None else case.variant.targets
    if targets:
        yield f"targets_met{ending}", all(target.met for target in targets)
