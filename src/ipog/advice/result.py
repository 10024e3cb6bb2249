"""What advice consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ipog.advice.cobenefits import CoBenefit
from ipog.advice.conditions import Fact
from ipog.advice.costs import Cost, Economics
from ipog.advice.measures import Practice, Step
from ipog.advice.site import Site
from ipog.advice.tree import Trace
from ipog.evaluate import Adjustment
from ipog.evaluate.many import Variant
from ipog.limits import Applicable


@dataclass(frozen=True, slots=True)
class Option:
    """A measure or a combination, run through the model on this unit.

    Attributes
    ----------
    steps : measures with their levels
    variant : the unit with them, evaluated
    probability_met : of the target that is hardest to meet; None without targets
    cost : what it costs
    reasons : why the tree opened each measure
    thin : why the figures are less sure than others, one sentence each
    co_benefits : what changes for SO2, NOx and dust
    """

    steps: tuple[Step, ...]
    variant: Variant
    probability_met: float | None
    cost: Cost
    reasons: tuple[str, ...]
    thin: tuple[str, ...]
    co_benefits: tuple[CoBenefit, ...]

    @property
    def id(self) -> str:
        """Ids of the steps, joined by ``+``."""
        return "+".join(step.id for step in self.steps)

    @property
    def name(self) -> str:
        """Names of the steps, joined."""
        return " + ".join(step.name for step in self.steps)

    @property
    def measures(self) -> tuple[str, ...]:
        """Ids of the measures."""
        return tuple(step.measure.id for step in self.steps)

    @property
    def rung(self) -> int:
        """The highest rung of its measures."""
        return max(step.measure.rung for step in self.steps)

    @property
    def months(self) -> tuple[int, int]:
        """Shortest and longest time to implement, the slowest measure deciding."""
        return (
            max(step.measure.months[0] for step in self.steps),
            max(step.measure.months[1] for step in self.steps),
        )

    @property
    def maturity(self) -> str:
        """``emerging`` if one of the measures is."""
        grades = {step.measure.maturity for step in self.steps}
        return "emerging" if "emerging" in grades else "established"

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the bibliography behind measures and costs."""
        used = [source for step in self.steps for source in step.measure.sources]
        used += [source for item in self.co_benefits for source in item.sources]
        return tuple(dict.fromkeys([*used, *(row.source for row in self.cost.rows)]))


@dataclass(frozen=True, slots=True)
class Trial:
    """What stack tests must find so that an option, or what stands there, is enough.

    Attributes
    ----------
    option : what is tried; None for the unit as it stands
    target : id of the target that is hardest to meet
    bound, unit : highest mean of the tests (lowest, if the unit is %) at which the target is kept with the
        wanted confidence
    tests : days of testing behind the mean
    sd : standard deviation of their mean over it [1]
    source : key of the bibliography behind the method
    """

    option: Option | None
    target: str
    bound: float
    unit: str
    tests: int
    sd: float
    source: str


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step of the recommended pathway.

    Attributes
    ----------
    title : what to do
    why : why now
    option : the option it is or belongs to; None for practice and measurement
    verify : what to measure, before and after
    months : shortest and longest time, None if it is done at once
    """

    title: str
    why: str
    option: Option | None
    verify: str
    months: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class AbatementStep:
    """A step of the marginal abatement cost curve.

    Attributes
    ----------
    option : the option that is reached
    kept_kg_year : mercury that the step keeps from the stack beyond the one before [kg/year]
    total_kg_year : mercury kept so far [kg/year]
    usd_per_kg : cost of the step over that mercury [USD/kg]
    """

    option: Option
    kept_kg_year: float
    total_kg_year: float
    usd_per_kg: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What would change the ranking.

    Attributes
    ----------
    case : what is varied; ``NAME=yes`` or ``NAME=no`` for an answer of the site that nobody gave
    first : id of the option that comes first then; empty if none is left
    changed : whether that is another one
    text : in a sentence
    """

    case: str
    first: str
    changed: bool
    text: str


@dataclass(frozen=True, slots=True)
class UnitAdvice:
    """Advice for one unit.

    Attributes
    ----------
    name : of the unit
    baseline : the unit as it stands
    confidence : probability with which a target should be met [1]
    probability_met : of the target that is hardest to meet, as it stands
    target_basis : where the targets come from
    tests : what the unit's own stack tests say of it; None without tests
    rules : limits and duties that bind the unit, or may; empty if the country is not given
    facts, trace : what the tree asked, and the walk
    options : ranked, the best first; of equal measures the best level
    levels : all levels and combinations that were run, in the order of running
    not_possible : measures that the tree opened but the unit can't take or gains nothing from, with the
        reason
    pathway : what first, what next, and why
    recommended : the option that the pathway leads to; None if nothing is needed or nothing helps
    likely : the option that would be recommended for an even chance, if it costs less than the recommended
        one: it would do if the model is right. None too if the unit as it stands would do
    trial : what stack tests must find so that it is enough, or the unit as it stands where the central
        estimate keeps the target
    pareto : options that no other beats in both cost and emission, cheapest first
    abatement : the marginal abatement cost curve
    sensitivity : what would change the ranking
    practices : best environmental practices that fit the train
    remarks : what a reader must know
    assumptions : what was taken for lack of an answer
    """

    name: str
    baseline: Variant
    confidence: float
    probability_met: float | None
    target_basis: str
    tests: Adjustment | None
    rules: tuple[Applicable, ...]
    facts: Mapping[str, Fact]
    trace: Trace
    options: tuple[Option, ...]
    levels: tuple[Option, ...]
    not_possible: Mapping[str, str]
    pathway: tuple[PathStep, ...]
    recommended: Option | None
    likely: Option | None
    trial: Trial | None
    pareto: tuple[Option, ...]
    abatement: tuple[AbatementStep, ...]
    sensitivity: tuple[Sensitivity, ...]
    practices: tuple[Practice, ...]
    remarks: tuple[str, ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice for a plant, with its provenance.

    Attributes
    ----------
    ipog, parameters : version and parameter set
    plant, country : identity
    objective, confidence, budget : what was asked for
    samples, seed : of the draws
    economics, site : what costs and tree were told
    answers : answers to questions of the tree that were given, by node
    units : one advice a unit
    """

    ipog: str
    parameters: str
    plant: str
    country: str | None
    objective: str
    confidence: float
    budget: float | None
    samples: int
    seed: int
    economics: Economics
    site: Site
    answers: Mapping[str, bool]
    units: tuple[UnitAdvice, ...]
