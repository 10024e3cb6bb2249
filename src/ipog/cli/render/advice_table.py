"""Advice as text that a person can follow: where the unit stands, the walk, the pathway, the options."""

from __future__ import annotations

from collections.abc import Sequence

from ipog.advice.conditions import Fact
from ipog.advice.in_short import in_short
from ipog.advice.measures import RUNGS
from ipog.advice.result import Advice, Option, UnitAdvice
from ipog.advice.tree import Visit
from ipog.cli.render.advice_options import SHOWN_OPTIONS, option_tables
from ipog.cli.render.advice_words import dollars, million, sentence, step_in_short, usd
from ipog.cli.render.grid import paragraph, table
from ipog.cli.render.record import citation
from ipog.figures import figure, percent, short


def advice_table(advice: Advice) -> str:
    """The advice as text of about 80 columns; the table of options is wider."""
    country = f" ({advice.country})" if advice.country else ""
    lines = paragraph(f"{advice.plant}{country}", indent=0)
    lines.append(f"ipog {advice.ipog}, parameters {advice.parameters}")
    lines += paragraph(_terms(advice), indent=0)
    for unit in advice.units:
        lines += ["", *_unit(unit)]
    lines += ["", *_sources(advice)]
    return "\n".join(lines) + "\n"


def _terms(advice: Advice) -> str:
    economics = advice.economics
    budget = "" if advice.budget is None else f", budget {usd(advice.budget)}/year"
    return (
        f"objective {advice.objective}, confidence {100 * advice.confidence:.0f} %{budget}; costs in US "
        f"dollars of {economics.currency_year}, location factor {economics.location_factor:g}, "
        f"retrofit factor {economics.retrofit_factor:g}, {100 * economics.discount_rate:g} % over "
        f"{economics.life_years} years (capital recovery factor {economics.capital_recovery_factor:.4f})"
    )


def _unit(unit: UnitAdvice) -> list[str]:
    lines = [f"== {unit.name}", ""]
    lines += _position(unit)
    if said := in_short(unit):
        lines += ["", "In short"]
        for text in said:
            lines += paragraph(text, first="- ")
    lines += ["", "What to do"]
    for number, step in enumerate(unit.pathway, start=1):
        lines += paragraph(sentence(step.title), first=f"{number}. ")
        lines += paragraph(sentence(step.why), indent=5)
        if step.option is not None:
            lines += paragraph(step_in_short(step.option), indent=5)
        lines += paragraph(f"Verify: {step.verify}.", indent=5)
    if unit.remarks:
        lines += ["", "Remarks"]
        for remark in unit.remarks:
            lines += paragraph(sentence(remark), first="- ")
    lines += ["", *option_tables(unit)]
    if unit.recommended is not None:
        lines += ["", *_details(unit.recommended, unit)]
    lines += ["", *_front(unit), "", *_curve(unit)]
    if unit.sensitivity:
        lines += ["", "What would change the ranking"]
        for item in unit.sensitivity:
            lines += paragraph(sentence(item.text), first="! " if item.changed else "- ")
    lines += ["", *_walk(unit)]
    lines += ["", "Good practice, which the model does not see"]
    for practice in unit.practices:
        lines += paragraph(
            f"{practice.name}: look at {practice.look_at}. Good: {practice.good}. "
            f"Neglected: {practice.neglect}.",
            first="- ",
        )
    if unit.assumptions:
        lines += ["", "Taken for lack of an answer (ipog advise --site NAME=yes|no)"]
        for assumption in unit.assumptions:
            lines += paragraph(assumption, first="- ")
    return lines


def _position(unit: UnitAdvice) -> list[str]:
    stack = unit.baseline.stack
    lines = ["Where the unit stands"]
    rows = [["mercury at the stack", figure(stack.hg_ug_nm3), "ug/Nm3 (dry, 6 % O2)", _spread(unit)]]
    rows.append(["", figure(stack.hg_lb_tbtu), "lb/TBtu", ""])
    rows.append(["", figure(stack.hg_kg_year), "kg/year", ""])
    rows.append(["removed, coal to stack", percent(stack.removal_fraction), "%", ""])
    lines += table(rows, align="<>")
    if unit.tests is not None:
        own = unit.tests
        lines += paragraph(
            f"Predicted with {own.tests} stack tests of {own.first} to {own.last} ({own.file}). They move "
            "every option below, and narrow the doubt of those that keep the train that was tested."
        )
    lines += paragraph(f"Targets: {unit.target_basis}.")
    for target in unit.baseline.targets:
        chance = target.probability_met
        said = "" if chance is None else f", met with {100 * chance:.0f} % probability"
        lines += paragraph(
            f"{target.name}: {short(target.limit)} {target.unit}, predicted "
            f"{figure(target.predicted)} {target.unit}{said}",
            first="- ",
        )
        if target.source is not None:
            lines += paragraph(f"{target.basis}; source {target.source}", indent=4)
    for item in unit.rules:
        limit = item.limit
        value = "a duty" if limit.value is None else f"{short(limit.value)} {limit.unit}"
        if limit.kind == "none":
            value = "sets no value for mercury"
        binds = "Binds" if item.certain else "May bind"
        lines += paragraph(f"{binds}: {limit.id}, {value}. {limit.label} ({limit.standing})", first="- ")
    return lines


def _spread(unit: UnitAdvice) -> str:
    ends = unit.baseline.percentiles
    return f"P10 {figure(ends[10].hg_ug_nm3)}, P90 {figure(ends[90].hg_ug_nm3)}" if ends else ""


def _details(option: Option, unit: UnitAdvice) -> list[str]:
    lines = ["The recommended option in detail", *paragraph(option.name)]
    for step in option.steps:
        measure = step.measure
        lines += paragraph(f"{step.name}: {measure.effect}.", first="- ")
        lines += paragraph(f"needs {'; '.join(measure.needs)}.", indent=4)
        lines += paragraph(f"risks: {'; '.join(measure.risks)}.", indent=4)
        lines += paragraph(f"other media: {measure.cross_media}. Co-benefits: {measure.benefits}.", indent=4)
        lines += paragraph(
            f"{measure.maturity}; {measure.bat_level}; {measure.months[0]} to {measure.months[1]} months.",
            indent=4,
        )
    for item in option.co_benefits:
        ends = f" ({item.change.low:+.0f} to {item.change.high:+.0f} %)" if item.sources else ""
        behind = (
            f"{', '.join(item.sources)}, {item.kind}" if item.sources else "coal and heat rate, by the model"
        )
        lines += paragraph(f"{item.name} in a year: {item.change.mid:+.1f} %{ends}; {behind}.", first="- ")
    lines += ["  Where the coal's mercury goes, in %:"]
    before, after = unit.baseline.balance_fraction, option.variant.balance_fraction
    outlets = list(dict.fromkeys([*before, *after]))
    rows = [
        [outlet.replace("_", " "), percent(before.get(outlet, 0.0)), percent(after.get(outlet, 0.0))]
        for outlet in outlets
    ]
    lines += table(rows, [["", "now", "then"]], "<>>", indent=4)
    lines += ["  What it costs:"]
    rows = [
        [
            row.label,
            row.what,
            million(row.amount.low),
            million(row.amount.mid),
            million(row.amount.high),
            f"{row.source} ({row.year}), {row.kind}",
        ]
        for row in option.cost.rows
    ]
    cost = option.cost
    for name, amount in (
        ("capital", cost.capital),
        ("running, a year", cost.running),
        ("annualised, a year", cost.annualised),
    ):
        rows.append([f"= {name}", "", *(million(end) for end in (amount.low, amount.mid, amount.high)), ""])
    lines += table(
        rows,
        [["MUSD", "", "low", "mid", "high", "source (year), standing"]],
        "<<>>>",
        indent=4,
        flexible=(0,),
    )
    lines += paragraph(
        f"{dollars(cost.per_mwh)} a MWh; auxiliary power {figure(cost.auxiliary_mwh_year)} MWh a year; "
        f"CO2 {figure(cost.co2_t_year)} t a year.",
        indent=4,
    )
    return lines


def _front(unit: UnitAdvice) -> list[str]:
    rows = [["as it stands", "0", figure(unit.baseline.stack.hg_kg_year)]]
    rows += [
        [option.id, million(option.cost.annualised.mid), figure(option.variant.stack.hg_kg_year)]
        for option in unit.pareto
    ]
    return [
        "Cost and emission: nothing that was run beats these in both",
        *table(rows, [["option", "MUSD a year", "Hg kg/year"]], "<>>", flexible=(0,)),
    ]


def _curve(unit: UnitAdvice) -> list[str]:
    rows = [
        [step.option.id, figure(step.kept_kg_year), figure(step.total_kg_year), f"{step.usd_per_kg:,.0f}"]
        for step in unit.abatement
    ]
    return [
        "Marginal abatement cost: what each further kilogram costs",
        *table(rows, [["step to", "kg/year more", "kg/year in all", "USD per kg"]], "<>>>", flexible=(0,)),
    ]


def _walk(unit: UnitAdvice) -> list[str]:
    lines = ["The walk through the decision tree"]
    rung = None
    for visit in unit.trace.visits:
        if visit.rung != rung:
            rung = visit.rung
            lines.append(f"  {rung}. {RUNGS.get(rung, 'where it stands')}")
        lines += _visit(visit)
    ruled_out = list(unit.trace.closed)
    if ruled_out:
        lines += paragraph(f"Ruled out: {', '.join(ruled_out)}.")
    for name, reason in unit.not_possible.items():
        lines += paragraph(f"{name}: {reason}.", first="- ")
    return lines


def _visit(visit: Visit) -> list[str]:
    answer = "yes" if visit.answer else "no"
    assumed = ", assumed" if visit.assumed else ", your answer against the facts" if visit.overruled else ""
    facts = ", ".join(f"{name} {_fact(value)}" for name, value in visit.facts.items())
    lines = paragraph(f"[{visit.node}] {visit.question} {answer.upper()}{assumed} ({facts})", indent=5)
    lines += paragraph(visit.because, indent=7)
    if visit.opened:
        lines += paragraph(f"opens {', '.join(visit.opened)}", indent=7, first="+ ")
    if visit.closed:
        lines += paragraph(f"rules out {', '.join(visit.closed)}", indent=7, first="- ")
    return lines


def _fact(value: Fact) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return short(value) if isinstance(value, str) else figure(float(value))


def _sources(advice: Advice) -> list[str]:
    used: dict[str, None] = {}
    for unit in advice.units:
        used.update(dict.fromkeys(t.source for t in unit.baseline.targets if t.source is not None))
        used.update(dict.fromkeys(item.limit.source for item in unit.rules))
        for visit in unit.trace.visits:
            used.update(dict.fromkeys(visit.sources))
        used.update(dict.fromkeys(_cited(unit.options[:SHOWN_OPTIONS])))
        if unit.recommended is not None:
            used.update(dict.fromkeys(unit.recommended.sources))
        if unit.trial is not None:
            used[unit.trial.source] = None
    lines = ["Sources"]
    for key in used:
        source = citation(key)
        access = f" [{source['access']}]" if source.get("access") else ""
        lines += paragraph(f"{key}: {source['citation']}{access}", first="- ")
    return lines


def _cited(options: Sequence[Option]) -> list[str]:
    return [key for option in options for key in option.sources]
