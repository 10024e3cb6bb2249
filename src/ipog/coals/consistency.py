"""Do the analyses of a coal agree with each other? Checked on central values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from ipog.coals import defaults, estimate
from ipog.coals.as_fired import Value, mean
from ipog.diagnostics import Problem
from ipog.language import decimal, mark, tr
from ipog.plant import Coal
from ipog.provenance import Caution

CLOSURE_DOUBT, CLOSURE_ERROR = 1.0, 3.0
"""How far an ultimate analysis with the proximate ash may miss 100 % [% absolute]."""

ASH_DOUBT, ASH_ERROR = 1.5, 6.0
"""How far the ash of two analyses of one coal may differ [% absolute, dry]."""

HEAT_DOUBT, HEAT_ERROR = 15.0, 35.0
"""How far the heating value may be from Dulong's formula [%]; the latter is a wrong basis or unit."""

RANK_HEAT_DOUBT, RANK_HEAT_ERROR = 20.0, 45.0
"""The same against the usual heating value of the rank, where no carbon is given [%]."""

CARBON_DOUBT = 3.0
"""How far carbon may lie below fixed carbon, which is nearly all carbon [% absolute, dry ash free]."""

USUAL_MERCURY = (0.005, 2.0)
USUAL_CHLORINE = (3.0, 12_000.0)
"""What coals show [mg/kg]; outside, the unit is probably wrong."""


@dataclass(slots=True)
class Figures:
    """The reduced coal of the central pass, as far as the checks need it.

    Attributes
    ----------
    where : path of the coal
    rank : of the coal
    moisture : total [kg/kg as received]
    ash : [kg/kg dry]
    volatile_matter : [kg/kg dry ash free]
    given : elements that somebody gave, dry and ash free
    elements : the full analysis, dry and ash free
    hhv : given heating value [MJ/kg dry ash free], None if nobody gave one
    """

    where: str
    rank: str
    moisture: Value = 0.0
    ash: Value = 0.0
    volatile_matter: Value = 0.0
    given: dict[str, Value] = field(default_factory=dict)
    elements: dict[str, Value] = field(default_factory=dict)
    hhv: Value | None = None


def check(coal: Coal, figures: Figures) -> tuple[list[Problem], list[Caution]]:
    """Faults that stop the evaluation, and doubts that travel with it.

    Parameters
    ----------
    coal : what the user wrote
    figures : the reduced coal
    """
    problems: list[Problem] = []
    cautions: list[Caution] = []
    for judge in (_proximate, _closure, _ash, _fixed_carbon, _heat, _trace):
        judge(coal, figures, problems, cautions)
    return problems, cautions


def _percent(value: Value) -> float:
    return 100.0 * mean(value)


def _said(number: float, form: str = ".4g") -> str:
    """A figure for a sentence."""
    return decimal(f"{number:{form}}")


def _proximate(coal: Coal, figures: Figures, problems: list[Problem], cautions: list[Caution]) -> None:
    del cautions
    if coal.proximate is None or 0.0 <= _percent(figures.ash) <= 97.0:
        return
    problems.append(
        Problem(
            id="impossible-sum",
            message=tr(
                "the ash comes to {ash} % of the dry coal with {moisture} % total moisture; "
                "nothing would be left to burn",
                ash=_said(_percent(figures.ash)),
                moisture=_said(_percent(figures.moisture)),
            ),
            path=f"{figures.where}.proximate.ash",
            given=None if coal.proximate.ash is None else f"{coal.proximate.ash:g} %",
            allowed=tr("ash and moisture that leave something to burn; check the basis"),
        )
    )


def _closure(coal: Coal, figures: Figures, problems: list[Problem], cautions: list[Caution]) -> None:
    held = coal.ultimate
    if held is None or not figures.given:
        return
    total = _percent(sum(figures.given.values()))
    path = f"{figures.where}.ultimate"
    listed = ", ".join(f"{tr(name)} {_said(_percent(value))}" for name, value in figures.given.items())
    complete = len(figures.given) == 5
    # In per cent of the coal without moisture, so that ash counts with its weight.
    miss = (total - 100.0) * (1.0 - mean(figures.ash))
    if (complete and abs(miss) > CLOSURE_ERROR) or (not complete and miss > 0.0):
        problems.append(
            Problem(
                id="impossible-sum",
                message=tr(
                    "with {ash} % ash (dry) the ultimate analysis ({listed}; % dry ash free) adds up to "
                    "{total} % of the dry coal, {miss} % from 100",
                    ash=_said(_percent(figures.ash)),
                    listed=listed,
                    total=_said(100 + miss),
                    miss=_said(miss, "+.3g"),
                ),
                path=path,
                given=f"{100 + miss:.4g} %",
                allowed=tr("100 % within 1 %; check the basis of the ultimate analysis"),
            )
        )
    elif complete and abs(miss) > CLOSURE_DOUBT:
        message = tr(
            "ultimate analysis and ash add up to {total} % of the dry coal; scaled to 100 %",
            total=_said(100 + miss),
        )
        cautions.append(Caution("closure", path, message))


def _ash(coal: Coal, figures: Figures, problems: list[Problem], cautions: list[Caution]) -> None:
    proximate, ultimate = coal.proximate, coal.ultimate
    if proximate is None or ultimate is None or proximate.ash is None or ultimate.ash is None:
        return
    if ultimate.basis not in ("dry", "as_received") or proximate.basis == "dry_ash_free":
        return
    dry = 1.0 if ultimate.basis == "dry" else 1.0 - mean(figures.moisture)
    other = float(ultimate.ash) / dry
    gap = abs(other - _percent(figures.ash))
    message = tr(
        "the ultimate analysis reports {ultimate} % ash (dry), the proximate analysis {proximate} %",
        ultimate=_said(other),
        proximate=_said(_percent(figures.ash)),
    )
    path = f"{figures.where}.ultimate.ash"
    if gap > ASH_ERROR:
        problems.append(
            Problem(
                id="contradiction",
                message=tr("{problem}; they cannot be the same coal", problem=message),
                path=path,
                given=f"{ultimate.ash:g} %",
                allowed=tr(
                    "the ash of the proximate analysis within {tolerance} % absolute",
                    tolerance=_said(ASH_ERROR, "g"),
                ),
            )
        )
    elif gap > ASH_DOUBT:
        message = tr("{problem}; the proximate ash is used", problem=message)
        cautions.append(Caution("ash-differs", path, message))


def _fixed_carbon(coal: Coal, figures: Figures, problems: list[Problem], cautions: list[Caution]) -> None:
    del problems
    held = coal.proximate
    if "carbon" not in figures.given or held is None or held.volatile_matter is None:
        return
    carbon, fixed = _percent(figures.given["carbon"]), 100.0 - _percent(figures.volatile_matter)
    if carbon < fixed - CARBON_DOUBT:
        cautions.append(
            Caution(
                "carbon-below-fixed-carbon",
                f"{figures.where}.ultimate.carbon",
                tr(
                    "carbon ({carbon} %) lies below fixed carbon ({fixed} %, both dry and ash free), "
                    "although fixed carbon is nearly all carbon; check the bases",
                    carbon=_said(carbon),
                    fixed=_said(fixed),
                ),
            )
        )


def _heat(coal: Coal, figures: Figures, problems: list[Problem], cautions: list[Caution]) -> None:
    if figures.hhv is None:
        return
    if coal.heating_value is None and coal.ultimate is None and coal.proximate is None:
        # A library coal as it stands; its own doubts are in its row.
        return
    doubt, wrong = HEAT_DOUBT, HEAT_ERROR
    if "carbon" in figures.given:
        parts = figures.elements
        elements = (parts["carbon"], parts["hydrogen"], parts["oxygen"], parts["sulfur"])
        expected = mean(estimate.hhv_from_elements(*elements))
        why = mark(
            "the heating value comes to {value} MJ/kg dry and ash free, {off} % from what its elements give "
            "({expected} MJ/kg)"
        )
    else:
        # The elements were estimated from this very heating value, so they can't judge it.
        doubt, wrong = RANK_HEAT_DOUBT, RANK_HEAT_ERROR
        expected = defaults.composition("hhv", figures.rank).value
        why = mark(
            "the heating value comes to {value} MJ/kg dry and ash free, {off} % from what is usual for its "
            "rank ({expected} MJ/kg)"
        )
    hhv = mean(figures.hhv)
    off = 100.0 * (hhv / expected - 1.0)
    path = f"{figures.where}.heating_value"
    message = tr(why, value=_said(hhv), off=_said(off, "+.0f"), expected=_said(expected))
    if abs(off) > wrong:
        held = coal.heating_value
        problems.append(
            Problem(
                id="contradiction",
                message=tr("{problem}; value, unit or basis must be wrong", problem=message),
                path=path,
                given=None
                if held is None
                else f"{held.hhv or held.lhv:g} MJ/kg {tr(held.basis.replace('_', ' '))}",
                allowed=tr(
                    "within {tolerance} % of it; check the basis, the moisture and the ash",
                    tolerance=_said(wrong, "g"),
                ),
            )
        )
    elif abs(off) > doubt:
        message = tr("{problem}; check the basis, the moisture and the ash", problem=message)
        cautions.append(Caution("heating-value-doubtful", path, message))


def _trace(coal: Coal, figures: Figures, problems: list[Problem], cautions: list[Caution]) -> None:
    del problems
    if coal.trace is None:
        return
    for name, (low, high) in (("mercury", USUAL_MERCURY), ("chlorine", USUAL_CHLORINE)):
        amount = getattr(coal.trace, name)
        if amount is not None and not low <= amount <= high:
            cautions.append(
                Caution(
                    f"{name}-unusual",
                    f"{figures.where}.trace.{name}",
                    tr(
                        "{name} of {amount} mg/kg is outside what coals usually show ({low} to {high} "
                        "mg/kg); check the unit",
                        name=tr(name),
                        amount=_said(amount, "g"),
                        low=_said(low, "g"),
                        high=_said(high, "g"),
                    ),
                )
            )
