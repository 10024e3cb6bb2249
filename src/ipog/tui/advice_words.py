"""Advice in words and figures: questions, options, the pathway; what a front end shows of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ipog.advice.conditions import Fact
from ipog.advice.costs import Range
from ipog.advice.measures import RUNGS
from ipog.advice.result import Option, UnitAdvice
from ipog.advice.tree import Visit
from ipog.language import decimal, mark, tr, whole
from ipog.results import outlet
from ipog.shown import UNKNOWN, figure, percent, short
from ipog.tui.draw.scatter import Scatter, letter
from ipog.tui.pictures import Drawing
from ipog.tui.present import citation, heading, plain, row_of, table_of
from ipog.tui.units import US, stack_words, yearly, yearly_unit

SORTS: Mapping[str, Callable[[Option], float]] = {
    "rank": lambda _: 0.0,
    "cost": lambda option: option.cost.annualised.mid,
    "emission": lambda option: option.variant.stack.hg_ug_nm3,
    "chance": lambda option: -(option.probability_met if option.probability_met is not None else -1.0),
}
"""Orders of the options, with what is compared; ``rank`` is that of the advice."""


_BASE = mark("where it stands")


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A row of the table of options."""

    option: Option
    cells: tuple[str, ...]


HEADS = (
    mark("order"),
    mark("stack"),
    "P10-P90",
    mark("met %"),
    mark("MUSD/y"),
    mark("capital"),
    mark("USD/kg"),
    mark("option"),
)
"""Columns of the table of options, in SI."""


def heads(units: str) -> tuple[str, ...]:
    """Columns of the table of options."""
    return tuple(mark("USD/lb") if units == US and head == "USD/kg" else head for head in HEADS)


def option_rows(unit: UnitAdvice, order: str, units: str = "si") -> list[OptionRow]:
    """The options in one of the orders of :data:`SORTS`."""
    name = "hg_lb_tbtu" if units == US else "hg_ug_nm3"
    ranked = list(enumerate(unit.options, start=1))
    rows = []
    for rank, option in sorted(ranked, key=lambda item: SORTS[order](item[1])):
        ends = option.variant.percentiles
        cost = option.cost
        cells = (
            f"{rank}{' <' if option is unit.recommended else ''}",
            figure(getattr(option.variant.stack, name)),
            f"{figure(getattr(ends[10], name), 2)}-{figure(getattr(ends[90], name), 2)}" if ends else UNKNOWN,
            chance(option.probability_met),
            million(cost.annualised.mid),
            million(cost.capital.mid),
            UNKNOWN if cost.per_kg is None else _price(cost.per_kg.mid / yearly(1.0, units)),
            tr(option.name) + (" *" if option.maturity == "emerging" else ""),
        )
        rows.append(OptionRow(option, cells))
    return rows


def option_legend(units: str = "si") -> str:
    """What the columns of the table of options mean."""
    unit = tr("lb/TBtu HHV") if units == US else tr("ug/Nm3 (dry, 6 % O2)")
    return tr(
        "stack in {unit}; met: chance that every target is met; MUSD a year with the capital "
        "spread; < recommended; * few full-scale plants have it",
        unit=unit,
    )


def in_short(unit: UnitAdvice, units: str) -> Iterator[RenderableType]:
    """Where the unit stands and what to do."""
    stack = unit.baseline.stack
    now = stack_words(stack, unit.baseline.percentiles, units)
    yield heading(tr("Where the unit stands"))
    if stack.hg_kg_year is None:
        yield plain(tr("Stack {figure}.", figure=now))
    elif units == US:
        mass = figure(yearly(stack.hg_kg_year, units))
        yield plain(tr("Stack {figure}, {yearly} lb a year.", figure=now, yearly=mass))
    else:
        yield plain(tr("Stack {figure}, {yearly} kg a year.", figure=now, yearly=figure(stack.hg_kg_year)))
    yield plain(tr("Targets: {basis}.", basis=tr(unit.target_basis)))
    for target in unit.baseline.targets:
        words = tr(
            "{name}: {limit} {unit}, predicted {predicted}",
            name=target.name,
            limit=short(target.limit),
            unit=target.unit,
            predicted=figure(target.predicted),
        )
        if target.probability_met is not None:
            words = tr(
                "{words}, met with {chance} % probability",
                words=words,
                chance=f"{100 * target.probability_met:.0f}",
            )
        yield plain(f"- {words}")
    yield heading(tr("What to do"))
    for number, step in enumerate(unit.pathway, start=1):
        yield Text(f"{number}. {sentence(tr(step.title))}", style="bold")
        yield plain(sentence(tr(step.why)), indent=3)
        if step.option is not None:
            yield plain(_then(step.option, units), indent=3)
        yield plain(tr("Verify: {how}", how=sentence(tr(step.verify))), indent=3)
    yield from _list(tr("Remarks"), [sentence(tr(text)) for text in unit.remarks])
    changes = [sentence(tr(item.text)) for item in unit.sensitivity]
    yield from _list(tr("What would change the ranking"), changes)
    practices = [
        tr(
            "{name}: look at {look_at}. Good: {good}. Neglected: {neglect}.",
            name=tr(item.name),
            look_at=tr(item.look_at),
            good=tr(item.good),
            neglect=tr(item.neglect),
        )
        for item in unit.practices
    ]
    yield from _list(tr("Good practice, which the model does not see"), practices)
    taken = [tr(text) for text in unit.assumptions]
    yield from _list(tr("Taken for lack of an answer; the tree (F7) can be answered"), taken)
    yield plain(
        tr("This is screening: it tells what merits a closer look. It replaces no test or quotation.")
    )


def question_words(visit: Visit) -> RenderableType:
    """A question with its answer, the reason, what follows from it, and the sources."""
    blocks: list[RenderableType] = [Text(f"{tr(visit.question)} {answer(visit)}", style="bold")]
    blocks.append(plain(tr("Because: {reason}", reason=tr(visit.because))))
    facts = ", ".join(f"{tr(name.replace('_', ' '))} {fact(value)}" for name, value in visit.facts.items())
    part = part_of(visit.rung)
    blocks.append(plain(tr("Part: {part}. Facts: {facts}.", part=part, facts=facts or tr("none"))))
    if visit.opened:
        blocks.append(plain(tr("+ opens {options}", options=", ".join(visit.opened))))
    if visit.closed:
        blocks.append(plain(tr("- rules out {options}", options=", ".join(visit.closed))))
    blocks += [plain(tr("Source: {source}", source=citation(source))) for source in visit.sources]
    return Group(*blocks)


def part_of(number: int) -> str:
    """The part of the tree that a question belongs to."""
    return tr(RUNGS.get(number, _BASE))


def yes_or_no(visit: Visit) -> str:
    """The answer to a question in a word."""
    return tr("YES") if visit.answer else tr("NO")


def answer(visit: Visit) -> str:
    """The answer to a question, with where it comes from."""
    word = yes_or_no(visit)
    if visit.overruled:
        return tr("{answer} (your answer, against the facts)", answer=word)
    return tr("{answer} (assumed)", answer=word) if visit.assumed else word


def option_words(option: Option, unit: UnitAdvice, units: str) -> RenderableType:
    """All that is known of an option."""
    blocks: list[RenderableType] = [Text(tr(option.name), style="bold"), plain(_then(option, units))]
    for step in option.steps:
        measure = step.measure
        blocks.append(heading(tr(step.name)))
        blocks.append(plain(sentence(tr(measure.effect))))
        blocks += [plain(tr("Needs {what}.", what=tr(text))) for text in measure.needs]
        blocks += [plain(tr("Risk: {what}.", what=tr(text))) for text in measure.risks]
        blocks.append(
            plain(
                tr(
                    "Other media: {media}. Co-benefits: {benefits}.",
                    media=tr(measure.cross_media),
                    benefits=tr(measure.benefits),
                )
            )
        )
        low, high = measure.months
        blocks.append(
            plain(
                tr(
                    "{maturity} In the Minamata guidance: {level}.",
                    maturity=sentence(tr(measure.maturity)),
                    level=tr(measure.bat_level),
                )
            )
        )
        blocks.append(plain(tr("Takes {low} to {high} months.", low=low, high=high)))
    blocks += _list(tr("Why the tree opens it"), [tr(text) for text in option.reasons])
    blocks += _list(tr("Why its figures are less sure"), [tr(text) for text in option.thin])
    blocks += [heading(tr("Where the coal's mercury goes, %")), _balance(option, unit)]
    blocks += [heading(tr("What it costs, MUSD")), *_account(option)]
    blocks += [heading(tr("Sources")), *(plain(f"- {citation(source)}") for source in option.sources)]
    return Group(*blocks)


def cost_and_emission(unit: UnitAdvice, how: Drawing) -> Iterator[RenderableType]:
    """The options that no other beats in both cost and emission, and what each further kilogram costs."""
    now = unit.baseline.stack.hg_kg_year
    if now is None:
        yield plain(tr("The plant's size is not known, so there are no yearly figures."))
        return
    us = how.units == US
    front = [(0.0, yearly(now, how.units), tr("as it stands"))]
    for option in unit.pareto:
        then = option.variant.stack.hg_kg_year
        if then is not None:
            front.append((option.cost.annualised.mid / 1e6, yearly(then, how.units), tr(option.name)))
    yield heading(tr("Cost and emission: nothing that was run beats these in both"))
    points = [(cost, emission) for cost, emission, _ in front]
    upright = tr("mercury at the stack, lb a year") if us else tr("mercury at the stack, kg a year")
    yield Scatter(points, tr("MUSD a year"), upright, 12, how.signs)
    table = table_of("", tr("MUSD/year"), yearly_unit(how.units), tr("option"))
    table.columns[3].justify, table.columns[3].no_wrap = "left", False
    for number, (cost, emission, name) in enumerate(front):
        row_of(table, letter(number), decimal(f"{cost:.2f}"), figure(emission), name)
    yield table
    if not unit.abatement:
        return
    yield heading(tr("What each further pound costs") if us else tr("What each further kilogram costs"))
    heads = (
        (tr("lb/year more"), tr("in all"), tr("USD/lb"))
        if us
        else (tr("kg/year more"), tr("in all"), tr("USD/kg"))
    )
    table = table_of(*heads, tr("step to"))
    table.columns[3].justify, table.columns[3].no_wrap = "left", False
    for step in unit.abatement:
        masses = (yearly(mass, how.units) for mass in (step.kept_kg_year, step.total_kg_year))
        price = step.usd_per_kg / yearly(1.0, how.units)
        row_of(table, *map(figure, masses), _price(price), tr(step.option.name))
    yield table


def sentence(text: str) -> str:
    """A text with a capital and a full stop."""
    said = f"{text[:1].upper()}{text[1:]}"
    return said if said.endswith((".", "\N{IDEOGRAPHIC FULL STOP}")) else tr("{sentence}.", sentence=said)


def chance(probability: float | None) -> str:
    """A probability in per cent, without the sign."""
    return UNKNOWN if probability is None else f"{100 * probability:.0f}"


def million(amount: float) -> str:
    """Dollars in millions."""
    return decimal(f"{amount / 1e6 + 0.0:.2f}")


def dollars(amount: float) -> str:
    """Dollars to two digits: more would promise too much.

    >>> dollars(2437891.0), dollars(87.6)
    ('2,400,000', '88')
    """
    return whole(float(f"{amount:.1e}"))


def _price(amount: float) -> str:
    """Dollars for a mass of mercury; what saves money has no price."""
    return tr("saves") if amount < 0 else dollars(amount)


def span(amount: Range) -> str:
    """A cost with its ends."""
    return tr(
        "{mid} MUSD ({low} to {high})",
        mid=million(amount.mid),
        low=million(amount.low),
        high=million(amount.high),
    )


def fact(value: Fact) -> str:
    """A fact of a question."""
    if value is None:
        return tr("not known")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return tr(value.replace("_", " ")) if isinstance(value, str) else figure(float(value))


def _then(option: Option, units: str) -> str:
    then = stack_words(option.variant.stack, option.variant.percentiles, units)
    met = option.probability_met
    if met is not None:
        then = tr("{figure}, {chance} % probability of the targets", figure=then, chance=f"{100 * met:.0f}")
    return tr(
        "Then {figure}; capital {capital}, {annualised} a year; {low} to {high} months.",
        figure=then,
        capital=span(option.cost.capital),
        annualised=span(option.cost.annualised),
        low=option.months[0],
        high=option.months[1],
    )


def _list(title: str, lines: Sequence[str]) -> Iterator[RenderableType]:
    if lines:
        yield heading(title)
        for line in lines:
            yield plain(f"- {line}")


def _balance(option: Option, unit: UnitAdvice) -> RenderableType:
    before, after = unit.baseline.balance_fraction, option.variant.balance_fraction
    table = table_of(tr("to"), tr("now"), tr("then"))
    for name in dict.fromkeys([*before, *after]):
        row_of(table, tr(outlet(name)), percent(before.get(name, 0.0)), percent(after.get(name, 0.0)))
    return table


def _account(option: Option) -> Iterator[RenderableType]:
    cost = option.cost
    table = table_of("", tr("low"), tr("mid"), tr("high"))
    rows = [
        (f"{tr(row.label)}, {tr(row.what)} ({row.source}, {tr(row.kind)})", row.amount) for row in cost.rows
    ]
    rows += [(tr("= capital"), cost.capital), (tr("= running, a year"), cost.running)]
    rows.append((tr("= with capital spread, a year"), cost.annualised))
    for label, amount in rows:
        row_of(table, label, *(million(end) for end in (amount.low, amount.mid, amount.high)))
    yield table
    yield plain(
        tr(
            "US dollars of {year}; {cost} USD a MWh; power {power} MWh a year; CO2 {co2} t a year.",
            year=cost.currency_year,
            cost=decimal(f"{cost.per_mwh.mid:.2f}"),
            power=figure(cost.auxiliary_mwh_year),
            co2=figure(cost.co2_t_year),
        )
    )
