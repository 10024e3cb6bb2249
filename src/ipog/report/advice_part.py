"""The part of a report about what to do: pathway, options, their cost, and the walk that led there."""

from __future__ import annotations

from collections.abc import Iterator

from ipog.advice import Advice, Option, UnitAdvice, in_short
from ipog.advice.costs import Range
from ipog.advice.measures import RUNGS
from ipog.figures import UNKNOWN, figure, percent
from ipog.report.charts import Abatement, Front
from ipog.report.document import Block, Picture, Section, bullets, picture, table, words

SHOWN_OPTIONS = 12
"""Options that the table shows."""


def advice_sections(advice: Advice, index: int) -> Iterator[Section]:
    """Sections about what to do with one unit, in the order to read them."""
    unit, key = advice.units[index], f"unit-{index + 1}"
    yield Section("What to do", 3, tuple(_pathway(advice, unit)))
    if unit.options:
        yield Section("Options", 3, tuple(_options(unit)))
    front, curve = front_picture(unit, key), abatement_picture(unit, key)
    if front is not None:
        yield Section("Cost and emission", 3, (front, _front_table(unit)))
    if curve is not None:
        yield Section("What each further kilogram costs", 3, (curve, _abatement_table(unit)))
    yield Section("The walk through the decision tree", 3, tuple(_walk(unit)))
    if unit.practices:
        yield Section("Good practice, which the model does not see", 3, (_practices(unit),))


def advice_sources(advice: Advice, index: int) -> tuple[str, ...]:
    """Keys of the bibliography that the sections on a unit lean on."""
    unit = advice.units[index]
    used = [key for visit in unit.trace.visits for key in visit.sources]
    used += [key for option in unit.options[:SHOWN_OPTIONS] for key in option.sources]
    used += [] if unit.trial is None else [unit.trial.source]
    return tuple(dict.fromkeys(used))


def _pathway(advice: Advice, unit: UnitAdvice) -> Iterator[Block]:
    economics = advice.economics
    yield words(
        f"Targets: {unit.target_basis}. Options are ranked by {advice.objective}; a target counts as met "
        f"with a chance of {100 * advice.confidence:.0f} %. Costs are in US dollars of "
        f"{economics.currency_year}, at {100 * economics.discount_rate:g} % over "
        f"{economics.life_years} years."
    )
    said = in_short(unit)
    if said:
        yield bullets(said)
    rows = []
    for number, step in enumerate(unit.pathway, start=1):
        then = UNKNOWN if step.option is None else figure(step.option.variant.stack.hg_ug_nm3)
        months = UNKNOWN if step.months is None else f"{step.months[0]} to {step.months[1]}"
        rows.append([f"{number}. {step.title}", step.why, then, months, step.verify])
    head = ("step", "why", "then ug/Nm3", "months", "verify")
    yield table("Recommended pathway", head, rows, "<<>><")
    remarks = [*unit.remarks, *(item.text for item in unit.sensitivity)]
    if remarks:
        yield bullets(remarks)
    if unit.assumptions:
        yield words("Taken for lack of an answer; ipog advise --site NAME=yes|no gives it:")
        yield bullets(unit.assumptions)
    yield words("This is screening: it tells what merits a closer look. It replaces no test or quotation.")


def _options(unit: UnitAdvice) -> Iterator[Block]:
    shown = unit.options[:SHOWN_OPTIONS]
    head = ("option", "stack, ug/Nm3", "P10 to P90", "removed, %", "targets met, %")
    gains = [_gain_row(option) for option in shown]
    yield table("Options, the best first: what they give", head, gains, "<>>>>")
    costs = ("option", "capital, MUSD", "MUSD a year", "USD per kg")
    yield table("The same options: what they cost", costs, [_cost_row(option) for option in shown], "<>>>")
    others = ("option", "SO2, %", "NOx, %", "dust, %", "power, MWh a year", "CO2, t a year", "months")
    changes = [_other_row(option) for option in shown]
    yield table("The same options: what else they change in a year", others, changes, "<>>>>>>")
    if any(option.maturity == "emerging" for option in shown):
        yield words("Options marked with * are in few full-scale plants.")
    thin = dict.fromkeys(text for option in shown for text in option.thin)
    if thin:
        yield bullets(thin)
    if unit.not_possible:
        yield bullets(f"{measure}: {reason}" for measure, reason in unit.not_possible.items())


def _title(option: Option) -> str:
    return option.name + (" *" if option.maturity == "emerging" else "")


def _gain_row(option: Option) -> list[str]:
    stack, ends = option.variant.stack, option.variant.percentiles
    spread = f"{figure(ends[10].hg_ug_nm3, 2)} to {figure(ends[90].hg_ug_nm3, 2)}" if ends else UNKNOWN
    chance = UNKNOWN if option.probability_met is None else f"{100 * option.probability_met:.0f}"
    return [_title(option), figure(stack.hg_ug_nm3), spread, percent(stack.removal_fraction), chance]


def _cost_row(option: Option) -> list[str]:
    cost = option.cost
    each = UNKNOWN if cost.per_kg is None else _dollars(cost.per_kg.mid)
    return [_title(option), _million_span(cost.capital), _million_span(cost.annualised), each]


def _other_row(option: Option) -> list[str]:
    cost = option.cost
    changes = {item.pollutant: f"{item.change.mid:+.0f}" for item in option.co_benefits}
    cells = [changes.get(pollutant, UNKNOWN) for pollutant in ("so2", "nox", "dust")]
    power, co2 = figure(cost.auxiliary_mwh_year), figure(cost.co2_t_year)
    return [_title(option), *cells, power, co2, f"{option.months[0]} to {option.months[1]}"]


def _dollars(amount: float) -> str:
    """Dollars to two digits: more would promise too much.

    >>> _dollars(2437891.0), _dollars(87.6)
    ('2,400,000', '88')
    """
    return f"{float(f'{amount:.1e}'):,.0f}"


def _million(amount: float) -> str:
    return f"{amount / 1e6 + 0.0:.2f}"


def _million_span(amount: Range) -> str:
    return f"{_million(amount.mid)} ({_million(amount.low)} to {_million(amount.high)})"


def front_picture(unit: UnitAdvice, key: str) -> Picture | None:
    """Options that no other beats in both cost and emission; None if the plant's size is not known."""
    now = unit.baseline.stack.hg_kg_year
    if now is None or not unit.pareto:
        return None
    points = [("as it stands", 0.0, now)]
    for option in unit.pareto:
        then = option.variant.stack.hg_kg_year
        if then is not None:
            points.append((option.id, option.cost.annualised.mid / 1e6, then))
    alt = "MUSD a year and mercury at the stack in kg a year. " + "; ".join(
        f"{label}: {cost:.2f} and {figure(emission)}" for label, cost, emission in points
    )
    title = "Cost and emission: nothing that was run beats these in both"
    return picture(f"{key}-front", title, alt, Front(tuple(points)))


def _front_table(unit: UnitAdvice) -> Block:
    rows = [["as it stands", "0", figure(unit.baseline.stack.hg_kg_year)]]
    rows += [
        [option.name, _million(option.cost.annualised.mid), figure(option.variant.stack.hg_kg_year)]
        for option in unit.pareto
    ]
    return table("Cost and emission", ("option", "MUSD a year", "stack, kg/year"), rows, "<>>")


def abatement_picture(unit: UnitAdvice, key: str) -> Picture | None:
    """Marginal abatement cost curve; None if it has no step."""
    if not unit.abatement:
        return None
    steps = tuple((step.option.id, step.kept_kg_year, step.usd_per_kg) for step in unit.abatement)
    alt = "Mercury kept from the stack and the cost of each kilogram. " + "; ".join(
        f"{label}: {figure(kept)} kg a year more at {_dollars(cost)} USD/kg" for label, kept, cost in steps
    )
    return picture(f"{key}-abatement", "Marginal abatement cost", alt, Abatement(steps))


def _abatement_table(unit: UnitAdvice) -> Block:
    rows = [
        [step.option.name, figure(step.kept_kg_year), figure(step.total_kg_year), _dollars(step.usd_per_kg)]
        for step in unit.abatement
    ]
    head = ("step to", "kg/year more", "kg/year in all", "USD per kg")
    return table("Marginal abatement cost", head, rows, "<>>>")


def _walk(unit: UnitAdvice) -> Iterator[Block]:
    rows = []
    for visit in unit.trace.visits:
        answer = ("yes" if visit.answer else "no") + (", assumed" if visit.assumed else "")
        opened = f"opens {', '.join(visit.opened)}" if visit.opened else ""
        closed = f"rules out {', '.join(visit.closed)}" if visit.closed else ""
        leads = "; ".join(part for part in (opened, closed) if part)
        rung = RUNGS.get(visit.rung, "where it stands")
        rows.append([visit.question, rung, answer, visit.because, leads])
    head = ("question", "part of the tree", "answer", "because", "and so")
    yield table("Every question that was asked", head, rows, "<<<<<")


def _practices(unit: UnitAdvice) -> Block:
    rows = [[item.name, item.look_at, item.good, item.neglect] for item in unit.practices]
    return table("Best environmental practices", ("practice", "look at", "good", "neglected"), rows, "<<<<")
