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
from ipog.figures import UNKNOWN, figure, percent, short
from ipog.results import outlet
from ipog.tui.draw.scatter import Scatter, letter
from ipog.tui.present import Drawing, citation, heading, plain, row_of, table_of

SORTS: Mapping[str, Callable[[Option], float]] = {
    "rank": lambda _: 0.0,
    "cost": lambda option: option.cost.annualised.mid,
    "emission": lambda option: option.variant.stack.hg_ug_nm3,
    "chance": lambda option: -(option.probability_met if option.probability_met is not None else -1.0),
}
"""Orders of the options, with what is compared; ``rank`` is that of the advice."""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A row of the table of options."""

    option: Option
    cells: tuple[str, ...]


HEADS = ("rank", "stack", "P10-P90", "met %", "MUSD/y", "capital", "USD/kg", "option")
"""Columns of the table of options."""


def option_rows(unit: UnitAdvice, order: str, units: str = "si") -> list[OptionRow]:
    """The options in one of the orders of :data:`SORTS`."""
    name = "hg_lb_tbtu" if units == "us" else "hg_ug_nm3"
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
            UNKNOWN if cost.per_kg is None else dollars(cost.per_kg.mid),
            option.name + (" *" if option.maturity == "emerging" else ""),
        )
        rows.append(OptionRow(option, cells))
    return rows


def option_legend(units: str = "si") -> str:
    """What the columns of the table of options mean."""
    unit = "lb/TBtu HHV" if units == "us" else "ug/Nm3 (dry, 6 % O2)"
    return (
        f"stack in {unit}; met: chance that every target is met; MUSD a year with the capital spread; "
        "< recommended; * few full-scale plants have it"
    )


def in_short(unit: UnitAdvice) -> Iterator[RenderableType]:
    """Where the unit stands and what to do."""
    stack, ends = unit.baseline.stack, unit.baseline.percentiles
    spread = f" (P10 {figure(ends[10].hg_ug_nm3)}, P90 {figure(ends[90].hg_ug_nm3)})" if ends else ""
    yearly = "" if stack.hg_kg_year is None else f", {figure(stack.hg_kg_year)} kg a year"
    yield heading("Where the unit stands")
    yield plain(f"Stack {figure(stack.hg_ug_nm3)} ug/Nm3{spread}{yearly}.")
    yield plain(f"Targets: {unit.target_basis}.")
    for target in unit.baseline.targets:
        met = target.probability_met
        said = "" if met is None else f", met with {100 * met:.0f} % probability"
        yield plain(
            f"- {target.name}: {short(target.limit)} {target.unit}, "
            f"predicted {figure(target.predicted)}{said}"
        )
    yield heading("What to do")
    for number, step in enumerate(unit.pathway, start=1):
        yield Text(f"{number}. {sentence(step.title)}", style="bold")
        yield plain(sentence(step.why), indent=3)
        if step.option is not None:
            yield plain(_then(step.option), indent=3)
        yield plain(f"Verify: {sentence(step.verify)}", indent=3)
    yield from _list("Remarks", [sentence(text) for text in unit.remarks])
    changes = [sentence(item.text) for item in unit.sensitivity]
    yield from _list("What would change the ranking", changes)
    practices = [
        f"{item.name}: look at {item.look_at}. Good: {item.good}. Neglected: {item.neglect}."
        for item in unit.practices
    ]
    yield from _list("Good practice, which the model does not see", practices)
    yield from _list("Taken for lack of an answer; the tree (F7) can be answered", unit.assumptions)
    yield plain("This is screening: it tells what merits a closer look. It replaces no test or quotation.")


def question_words(visit: Visit) -> RenderableType:
    """A question with its answer, the reason, what follows from it, and the sources."""
    rung = RUNGS.get(visit.rung, "where it stands")
    blocks: list[RenderableType] = [Text(f"{visit.question} {answer(visit)}", style="bold")]
    blocks.append(plain(f"Because: {visit.because}"))
    facts = ", ".join(f"{name.replace('_', ' ')} {fact(value)}" for name, value in visit.facts.items())
    blocks.append(plain(f"Part: {rung}. Facts: {facts or 'none'}."))
    if visit.opened:
        blocks.append(plain(f"+ opens {', '.join(visit.opened)}"))
    if visit.closed:
        blocks.append(plain(f"- rules out {', '.join(visit.closed)}"))
    blocks += [plain(f"Source: {citation(source)}") for source in visit.sources]
    return Group(*blocks)


def answer(visit: Visit) -> str:
    """The answer to a question, with where it comes from."""
    words = "YES" if visit.answer else "NO"
    if visit.overruled:
        return f"{words} (your answer, against the facts)"
    return f"{words} (assumed)" if visit.assumed else words


def option_words(option: Option, unit: UnitAdvice) -> RenderableType:
    """All that is known of an option."""
    blocks: list[RenderableType] = [Text(option.name, style="bold"), plain(_then(option))]
    for step in option.steps:
        measure = step.measure
        blocks.append(heading(step.name))
        blocks.append(plain(sentence(measure.effect)))
        blocks += [plain(f"Needs {text}.") for text in measure.needs]
        blocks += [plain(f"Risk: {text}.") for text in measure.risks]
        blocks.append(plain(f"Other media: {measure.cross_media}. Co-benefits: {measure.benefits}."))
        months = f"{measure.months[0]} to {measure.months[1]} months"
        blocks.append(plain(f"{sentence(measure.maturity)} In the Minamata guidance: {measure.bat_level}."))
        blocks.append(plain(f"Takes {months}."))
    blocks += _list("Why the tree opens it", option.reasons)
    blocks += _list("Why its figures are less sure", option.thin)
    blocks += [heading("Where the coal's mercury goes, %"), _balance(option, unit)]
    blocks += [heading("What it costs, MUSD"), *_account(option)]
    blocks += [heading("Sources"), *(plain(f"- {citation(source)}") for source in option.sources)]
    return Group(*blocks)


def cost_and_emission(unit: UnitAdvice, how: Drawing) -> Iterator[RenderableType]:
    """The options that no other beats in both cost and emission, and what each further kilogram costs."""
    now = unit.baseline.stack.hg_kg_year
    if now is None:
        yield plain("The plant's size is not known, so there are no yearly figures.")
        return
    front = [(0.0, now, "as it stands")]
    for option in unit.pareto:
        then = option.variant.stack.hg_kg_year
        if then is not None:
            front.append((option.cost.annualised.mid / 1e6, then, option.name))
    yield heading("Cost and emission: nothing that was run beats these in both")
    points = [(cost, emission) for cost, emission, _ in front]
    yield Scatter(points, "MUSD a year", "mercury at the stack, kg a year", 12, how.signs)
    table = table_of("", "MUSD/year", "kg/year", "option")
    table.columns[3].justify, table.columns[3].no_wrap = "left", False
    for number, (cost, emission, name) in enumerate(front):
        row_of(table, letter(number), f"{cost:.2f}", figure(emission), name)
    yield table
    if not unit.abatement:
        return
    yield heading("What each further kilogram costs")
    table = table_of("kg/year more", "in all", "USD/kg", "step to")
    table.columns[3].justify, table.columns[3].no_wrap = "left", False
    for step in unit.abatement:
        cells = (figure(step.kept_kg_year), figure(step.total_kg_year), dollars(step.usd_per_kg))
        row_of(table, *cells, step.option.name)
    yield table


def sentence(text: str) -> str:
    """A text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")


def chance(probability: float | None) -> str:
    """A probability in per cent, without the sign."""
    return UNKNOWN if probability is None else f"{100 * probability:.0f}"


def million(amount: float) -> str:
    """Dollars in millions."""
    return f"{amount / 1e6 + 0.0:.2f}"


def dollars(amount: float) -> str:
    """Dollars to two digits: more would promise too much.

    >>> dollars(2437891.0), dollars(87.6)
    ('2,400,000', '88')
    """
    return f"{float(f'{amount:.1e}'):,.0f}"


def span(amount: Range) -> str:
    """A cost with its ends."""
    return f"{million(amount.mid)} MUSD ({million(amount.low)} to {million(amount.high)})"


def fact(value: Fact) -> str:
    """A fact of a question."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.replace("_", " ") if isinstance(value, str) else figure(float(value))


def _then(option: Option) -> str:
    met = option.probability_met
    said = "" if met is None else f", {100 * met:.0f} % probability of the targets"
    stack, ends = option.variant.stack, option.variant.percentiles
    spread = f" (P10 {figure(ends[10].hg_ug_nm3)}, P90 {figure(ends[90].hg_ug_nm3)})" if ends else ""
    return (
        f"Then {figure(stack.hg_ug_nm3)} ug/Nm3{spread}{said}; capital {span(option.cost.capital)}, "
        f"{span(option.cost.annualised)} a year; {option.months[0]} to {option.months[1]} months."
    )


def _list(title: str, lines: Sequence[str]) -> Iterator[RenderableType]:
    if lines:
        yield heading(title)
        for line in lines:
            yield plain(f"- {line}")


def _balance(option: Option, unit: UnitAdvice) -> RenderableType:
    before, after = unit.baseline.balance_fraction, option.variant.balance_fraction
    table = table_of("to", "now", "then")
    for name in dict.fromkeys([*before, *after]):
        row_of(table, outlet(name), percent(before.get(name, 0.0)), percent(after.get(name, 0.0)))
    return table


def _account(option: Option) -> Iterator[RenderableType]:
    cost = option.cost
    table = table_of("", "low", "mid", "high")
    rows = [(f"{row.label}, {row.what} ({row.source}, {row.kind})", row.amount) for row in cost.rows]
    rows += [("= capital", cost.capital), ("= running, a year", cost.running)]
    rows.append(("= with capital spread, a year", cost.annualised))
    for label, amount in rows:
        row_of(table, label, *(million(end) for end in (amount.low, amount.mid, amount.high)))
    yield table
    yield plain(
        f"US dollars of {cost.currency_year}; {cost.per_mwh.mid:.2f} USD a MWh; power "
        f"{figure(cost.auxiliary_mwh_year)} MWh a year; CO2 {figure(cost.co2_t_year)} t a year."
    )
