"""The part of a report about what to do: pathway, options, their cost, and the walk that led there."""

from __future__ import annotations

from collections.abc import Iterator

from ipog.advice import Advice, Option, UnitAdvice, in_short
from ipog.advice.costs import Range
from ipog.advice.measures import RUNGS
from ipog.language import decimal, mark, tr
from ipog.report.charts import Abatement, Front
from ipog.report.document import Block, Picture, Section, bullets, picture, table, words
from ipog.shown import UNKNOWN, figure, percent, plain_number, span

OBJECTIVE_WORDS = {"cost": mark("cost"), "emission": mark("emission"), "confidence": mark("confidence")}
"""Words for what ranks the options."""
SHOWN_OPTIONS = 12
"""Options that the table shows."""


def advice_sections(advice: Advice, index: int) -> Iterator[Section]:
    """Sections about what to do with one unit, in the order to read them."""
    unit, key = advice.units[index], f"unit-{index + 1}"
    yield Section(tr("What to do"), 3, tuple(_pathway(advice, unit)))
    if unit.options:
        yield Section(tr("Options"), 3, tuple(_options(unit)))
    front, curve = front_picture(unit, key), abatement_picture(unit, key)
    if front is not None:
        yield Section(tr("Cost and emission"), 3, (front, _front_table(unit)))
    if curve is not None:
        yield Section(tr("What each further kilogram costs"), 3, (curve, _abatement_table(unit)))
    yield Section(tr("The walk through the decision tree"), 3, tuple(_walk(unit)))
    if unit.practices:
        yield Section(tr("Good practice, which the model does not see"), 3, (_practices(unit),))


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
        tr(
            "Targets: {basis}. Options are ranked by {objective}; a target counts as met with a chance of "
            "{confidence} %. Costs are in US dollars of {currency_year}, at {rate} % over {life} years.",
            basis=unit.target_basis,
            objective=tr(OBJECTIVE_WORDS[advice.objective]),
            confidence=f"{100 * advice.confidence:.0f}",
            currency_year=economics.currency_year,
            rate=plain_number(100 * economics.discount_rate),
            life=economics.life_years,
        )
    )
    said = in_short(unit)
    if said:
        yield bullets(said)
    rows = []
    for number, step in enumerate(unit.pathway, start=1):
        then = UNKNOWN if step.option is None else figure(step.option.variant.stack.hg_ug_nm3)
        months = UNKNOWN if step.months is None else span(str(step.months[0]), str(step.months[1]))
        rows.append([f"{number}. {step.title}", step.why, then, months, step.verify])
    head = (tr("step"), tr("why"), tr("then ug/Nm3"), tr("months"), tr("verify"))
    yield table(tr("Recommended pathway"), head, rows, "<<>><")
    remarks = [*unit.remarks, *(item.text for item in unit.sensitivity)]
    if remarks:
        yield bullets(remarks)
    if unit.assumptions:
        yield words(tr("Taken for lack of an answer; ipog advise --site NAME=yes|no gives it:"))
        yield bullets(unit.assumptions)
    yield words(
        tr("This is screening: it tells what merits a closer look. It replaces no test or quotation.")
    )


def _options(unit: UnitAdvice) -> Iterator[Block]:
    shown = unit.options[:SHOWN_OPTIONS]
    head = (
        tr("option"),
        tr("stack, ug/Nm3"),
        tr("P10 to P90"),
        tr("removed, %"),
        tr("targets met, %"),
    )
    gains = [_gain_row(option) for option in shown]
    yield table(tr("Options, the best first: what they give"), head, gains, "<>>>>")
    costs = (tr("option"), tr("capital, MUSD"), tr("MUSD a year"), tr("USD per kg"))
    prices = [_cost_row(option) for option in shown]
    yield table(tr("The same options: what they cost"), costs, prices, "<>>>")
    others = (
        tr("option"),
        "SO2, %",
        "NOx, %",
        tr("dust, %"),
        tr("power, MWh a year"),
        tr("CO2, t a year"),
        tr("months"),
    )
    changes = [_other_row(option) for option in shown]
    yield table(tr("The same options: what else they change in a year"), others, changes, "<>>>>>>")
    if any(option.maturity == "emerging" for option in shown):
        yield words(tr("Options marked with * are in few full-scale plants."))
    thin = dict.fromkeys(text for option in shown for text in option.thin)
    if thin:
        yield bullets(thin)
    if unit.not_possible:
        yield bullets(f"{measure}: {reason}" for measure, reason in unit.not_possible.items())


def _title(option: Option) -> str:
    return option.name + (" *" if option.maturity == "emerging" else "")


def _gain_row(option: Option) -> list[str]:
    stack, ends = option.variant.stack, option.variant.percentiles
    spread = span(figure(ends[10].hg_ug_nm3, 2), figure(ends[90].hg_ug_nm3, 2)) if ends else UNKNOWN
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
    return [_title(option), *cells, power, co2, span(*map(str, option.months))]


def _dollars(amount: float) -> str:
    """Dollars to two digits: more would promise too much.

    >>> _dollars(2437891.0), _dollars(87.6)
    ('2,400,000', '88')
    """
    return decimal(f"{float(f'{amount:.1e}'):,.0f}")


def _million(amount: float) -> str:
    return decimal(f"{amount / 1e6:z.2f}")


def _million_span(amount: Range) -> str:
    return f"{_million(amount.mid)} ({span(_million(amount.low), _million(amount.high))})"


def front_picture(unit: UnitAdvice, key: str) -> Picture | None:
    """Options that no other beats in both cost and emission; None if the plant's size is not known."""
    now = unit.baseline.stack.hg_kg_year
    if now is None or not unit.pareto:
        return None
    points = [(tr("as it stands"), 0.0, now)]
    for option in unit.pareto:
        then = option.variant.stack.hg_kg_year
        if then is not None:
            points.append((option.id, option.cost.annualised.mid / 1e6, then))
    alt = tr(
        "MUSD a year and mercury at the stack in kg a year. {points}",
        points="; ".join(
            tr(
                "{label}: {cost} and {emission}",
                label=label,
                cost=decimal(f"{cost:.2f}"),
                emission=figure(then),
            )
            for label, cost, then in points
        ),
    )
    title = tr("Cost and emission: nothing that was run beats these in both")
    return picture(f"{key}-front", title, alt, Front(tuple(points)))


def _front_table(unit: UnitAdvice) -> Block:
    rows = [[tr("as it stands"), "0", figure(unit.baseline.stack.hg_kg_year)]]
    rows += [
        [option.name, _million(option.cost.annualised.mid), figure(option.variant.stack.hg_kg_year)]
        for option in unit.pareto
    ]
    head = (tr("option"), tr("MUSD a year"), tr("stack, kg/year"))
    return table(tr("Cost and emission"), head, rows, "<>>")


def abatement_picture(unit: UnitAdvice, key: str) -> Picture | None:
    """Marginal abatement cost curve; None if it has no step."""
    if not unit.abatement:
        return None
    steps = tuple((step.option.id, step.kept_kg_year, step.usd_per_kg) for step in unit.abatement)
    alt = tr(
        "Mercury kept from the stack and the cost of each kilogram. {steps}",
        steps="; ".join(
            tr(
                "{label}: {kept} kg a year more at {cost} USD/kg",
                label=label,
                kept=figure(kept),
                cost=_dollars(cost),
            )
            for label, kept, cost in steps
        ),
    )
    return picture(f"{key}-abatement", tr("Marginal abatement cost"), alt, Abatement(steps))


def _abatement_table(unit: UnitAdvice) -> Block:
    rows = [
        [step.option.name, figure(step.kept_kg_year), figure(step.total_kg_year), _dollars(step.usd_per_kg)]
        for step in unit.abatement
    ]
    head = (tr("step to"), tr("kg/year more"), tr("kg/year in all"), tr("USD per kg"))
    return table(tr("Marginal abatement cost"), head, rows, "<>>>")


def _walk(unit: UnitAdvice) -> Iterator[Block]:
    rows = []
    for visit in unit.trace.visits:
        answer = tr("yes") if visit.answer else tr("no")
        if visit.assumed:
            answer = tr("yes, assumed") if visit.answer else tr("no, assumed")
        opened = tr("opens {measures}", measures=", ".join(visit.opened)) if visit.opened else ""
        closed = tr("rules out {measures}", measures=", ".join(visit.closed)) if visit.closed else ""
        leads = "; ".join(part for part in (opened, closed) if part)
        rung = tr(RUNGS.get(visit.rung, mark("where it stands")))
        rows.append([visit.question, rung, answer, visit.because, leads])
    head = (tr("question"), tr("part of the tree"), tr("answer"), tr("because"), tr("and so"))
    yield table(tr("Every question that was asked"), head, rows, "<<<<<")


def _practices(unit: UnitAdvice) -> Block:
    rows = [[item.name, item.look_at, item.good, item.neglect] for item in unit.practices]
    head = (tr("practice"), tr("look at"), tr("good"), tr("neglected"))
    return table(tr("Best environmental practices"), head, rows, "<<<<")
