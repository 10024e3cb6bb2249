"""Advice as text that a person can follow: where the unit stands, the walk, the pathway, the options."""

from __future__ import annotations

from collections.abc import Sequence

from ipog.advice.cobenefits import CoBenefit
from ipog.advice.conditions import Fact
from ipog.advice.in_short import in_short
from ipog.advice.measures import RUNGS
from ipog.advice.result import Advice, Option, UnitAdvice
from ipog.advice.tree import Visit
from ipog.cli.render.advice_options import SHOWN_OPTIONS, option_tables
from ipog.cli.render.advice_words import dollars, million, sentence, standing, step_in_short, usd
from ipog.cli.render.grid import WIDTH, paragraph, table
from ipog.cli.render.record import citation
from ipog.language import decimal, mark, plural, tr, whole, width
from ipog.shown import figure, percent, plain_number, short

OBJECTIVE_WORDS = {"cost": mark("cost"), "emission": mark("emission"), "confidence": mark("confidence")}


def advice_table(advice: Advice) -> str:
    """The advice as text of about 80 columns; the table of options is wider."""
    country = f" ({advice.country})" if advice.country else ""
    lines = paragraph(f"{advice.plant}{country}", indent=0)
    lines.append(
        tr("ipog {version}, parameters {parameters}", version=advice.ipog, parameters=advice.parameters)
    )
    lines += paragraph(_terms(advice), indent=0)
    for unit in advice.units:
        lines += ["", *_unit(unit)]
    lines += ["", *_sources(advice)]
    return "\n".join(lines) + "\n"


def _terms(advice: Advice) -> str:
    economics = advice.economics
    asked = tr(
        "objective {objective}, confidence {percent} %",
        objective=tr(OBJECTIVE_WORDS[advice.objective]),
        percent=f"{100 * advice.confidence:.0f}",
    )
    if advice.budget is not None:
        asked = tr("{asked}, budget {amount}/year", asked=asked, amount=usd(advice.budget))
    return plural(
        "{asked}; costs in US dollars of {year}, location factor {location}, retrofit factor {retrofit}, "
        "{rate} % over {count} year (capital recovery factor {recovery})",
        "{asked}; costs in US dollars of {year}, location factor {location}, retrofit factor {retrofit}, "
        "{rate} % over {count} years (capital recovery factor {recovery})",
        economics.life_years,
        asked=asked,
        year=economics.currency_year,
        location=plain_number(economics.location_factor),
        retrofit=plain_number(economics.retrofit_factor),
        rate=plain_number(100 * economics.discount_rate),
        recovery=decimal(f"{economics.capital_recovery_factor:.4f}"),
    )


def _unit(unit: UnitAdvice) -> list[str]:
    lines = [f"== {unit.name}", ""]
    lines += _position(unit)
    if said := in_short(unit):
        lines += ["", tr("In short")]
        for text in said:
            lines += paragraph(text, first="- ")
    lines += ["", tr("What to do")]
    for number, step in enumerate(unit.pathway, start=1):
        lines += paragraph(sentence(step.title), first=f"{number}. ")
        lines += paragraph(sentence(step.why), indent=5)
        if step.option is not None:
            lines += paragraph(step_in_short(step.option), indent=5)
        lines += paragraph(tr("Verify: {words}.", words=step.verify), indent=5)
    if unit.remarks:
        lines += ["", tr("Remarks")]
        for remark in unit.remarks:
            lines += paragraph(sentence(remark), first="- ")
    lines += ["", *option_tables(unit)]
    if unit.recommended is not None:
        lines += ["", *_details(unit.recommended, unit)]
    lines += ["", *_front(unit), "", *_curve(unit)]
    if unit.sensitivity:
        lines += ["", tr("What would change the ranking")]
        for item in unit.sensitivity:
            lines += paragraph(sentence(item.text), first="! " if item.changed else "- ")
    lines += ["", *_walk(unit)]
    lines += ["", *paragraph(tr("Good practice, which the model does not see"), indent=0)]
    for practice in unit.practices:
        words = tr(
            "{name}: look at {look_at}. Good: {good}. Neglected: {neglect}.",
            name=practice.name,
            look_at=practice.look_at,
            good=practice.good,
            neglect=practice.neglect,
        )
        lines += paragraph(words, first="- ")
    if unit.assumptions:
        taken = tr("Taken for lack of an answer ({command})", command="ipog advise --site NAME=yes|no")
        lines += ["", *paragraph(taken, indent=0)]
        for assumption in unit.assumptions:
            lines += paragraph(assumption, first="- ")
    return lines


def _position(unit: UnitAdvice) -> list[str]:
    stack = unit.baseline.stack
    lines = [tr("Where the unit stands")]
    rows = [[tr("mercury at the stack"), figure(stack.hg_ug_nm3), tr("ug/Nm3 (dry, 6 % O2)"), _spread(unit)]]
    rows.append(["", figure(stack.hg_lb_tbtu), tr("lb/TBtu"), ""])
    rows.append(["", figure(stack.hg_kg_year), tr("kg/year"), ""])
    rows.append([tr("removed, coal to stack"), percent(stack.removal_fraction), "%", ""])
    lines += table(rows, align="<>", flexible=(0, 2))
    if unit.tests is not None:
        own = unit.tests
        words = plural(
            "Predicted with {count} stack tests of {first} to {last} ({file}). They move every option below, "
            "and narrow the doubt of those that keep the train that was tested.",
            "Predicted with {count} stack tests of {first} to {last} ({file}). They move every option below, "
            "and narrow the doubt of those that keep the train that was tested.",
            own.tests,
            first=own.first,
            last=own.last,
            file=own.file,
        )
        lines += paragraph(words)
    lines += paragraph(tr("Targets: {basis}.", basis=unit.target_basis))
    for target in unit.baseline.targets:
        words = tr(
            "{name}: {limit} {unit}, predicted {predicted} {unit}",
            name=target.name,
            limit=short(target.limit),
            unit=tr(target.unit),
            predicted=figure(target.predicted),
        )
        if target.probability_met is not None:
            percents = f"{100 * target.probability_met:.0f}"
            words = tr("{words}, met with {percent} % probability", words=words, percent=percents)
        lines += paragraph(words, first="- ")
        if target.source is not None:
            words = tr("{basis}; source {source}", basis=target.basis, source=target.source)
            lines += paragraph(words, indent=4)
    for item in unit.rules:
        limit = item.limit
        value = tr("a duty") if limit.value is None else f"{short(limit.value)} {tr(limit.unit or '')}"
        if limit.kind == "none":
            value = tr("sets no value for mercury")
        rule = tr(
            "{limit}, {value}. {label} ({standing})",
            limit=limit.id,
            value=value,
            label=limit.label,
            standing=tr(limit.standing),
        )
        lines += paragraph(
            tr("Binds: {rule}", rule=rule) if item.certain else tr("May bind: {rule}", rule=rule), first="- "
        )
    return lines


def _spread(unit: UnitAdvice) -> str:
    ends = unit.baseline.percentiles
    return f"P10 {figure(ends[10].hg_ug_nm3)}, P90 {figure(ends[90].hg_ug_nm3)}" if ends else ""


def _details(option: Option, unit: UnitAdvice) -> list[str]:
    lines = [tr("The recommended option in detail"), *paragraph(option.name)]
    for step in option.steps:
        measure = step.measure
        lines += paragraph(tr("{measure}: {effect}.", measure=step.name, effect=measure.effect), first="- ")
        lines += paragraph(tr("needs {words}.", words="; ".join(measure.needs)), indent=4)
        lines += paragraph(tr("risks: {words}.", words="; ".join(measure.risks)), indent=4)
        words = tr(
            "other media: {media}. Co-benefits: {benefits}.",
            media=measure.cross_media,
            benefits=measure.benefits,
        )
        lines += paragraph(words, indent=4)
        lines += paragraph(standing(measure), indent=4)
    for item in option.co_benefits:
        lines += paragraph(_co_benefit(item), first="- ")
    lines += paragraph(tr("Where the coal's mercury goes, in %:"))
    before, after = unit.baseline.balance_fraction, option.variant.balance_fraction
    outlets = list(dict.fromkeys([*before, *after]))
    rows = [
        [tr(name.replace("_", " ")), percent(before.get(name, 0.0)), percent(after.get(name, 0.0))]
        for name in outlets
    ]
    lines += table(rows, [["", tr("now"), tr("then")]], "<>>", indent=4)
    lines += paragraph(tr("What it costs:"))
    rows = [
        [
            tr(row.label),
            tr(row.what),
            million(row.amount.low),
            million(row.amount.mid),
            million(row.amount.high),
            f"{row.source} ({row.year}), {tr(row.kind)}",
        ]
        for row in option.cost.rows
    ]
    cost = option.cost
    for name, amount in (
        (tr("capital"), cost.capital),
        (tr("running, a year"), cost.running),
        (tr("annualised, a year"), cost.annualised),
    ):
        rows.append([f"= {name}", "", *(million(end) for end in (amount.low, amount.mid, amount.high)), ""])
    heads = [[tr("MUSD"), "", tr("low"), tr("mid"), tr("high"), tr("source (year), standing")]]
    account = table(rows, heads, "<<>>>", indent=4, flexible=(0,))
    words_of_labels = {word for row in rows for word in row[0].split()}
    whole = words_of_labels <= {word for line in account for word in line.split()}
    if not whole or any(width(line) > WIDTH for line in account):
        # Where words are long, the source is folded too.
        account = table(rows, heads, "<<>>>", indent=4, flexible=(0, 5))
    lines += account
    words = tr(
        "{cost} a MWh; auxiliary power {power} MWh a year; CO2 {mass} t a year.",
        cost=dollars(cost.per_mwh),
        power=figure(cost.auxiliary_mwh_year),
        mass=figure(cost.co2_t_year),
    )
    return [*lines, *paragraph(words, indent=4)]


def _co_benefit(item: CoBenefit) -> str:
    """What an option changes of a pollutant, and how that is known."""
    change = decimal(f"{item.change.mid:+.1f} %")
    if not item.sources:
        return tr(
            "{pollutant} in a year: {change}; coal and heat rate, by the model.",
            pollutant=item.name,
            change=change,
        )
    return tr(
        "{pollutant} in a year: {change} ({low} to {high} %); {sources}, {kind}.",
        pollutant=item.name,
        change=change,
        low=f"{item.change.low:+.0f}",
        high=f"{item.change.high:+.0f}",
        sources=", ".join(item.sources),
        kind=tr(item.kind),
    )


def _front(unit: UnitAdvice) -> list[str]:
    rows = [[tr("as it stands"), "0", figure(unit.baseline.stack.hg_kg_year)]]
    rows += [
        [option.id, million(option.cost.annualised.mid), figure(option.variant.stack.hg_kg_year)]
        for option in unit.pareto
    ]
    return [
        *paragraph(tr("Cost and emission: nothing that was run beats these in both"), indent=0),
        *table(rows, [[tr("option"), tr("MUSD a year"), tr("Hg kg/year")]], "<>>", flexible=(0,)),
    ]


def _curve(unit: UnitAdvice) -> list[str]:
    rows = [
        [step.option.id, figure(step.kept_kg_year), figure(step.total_kg_year), whole(step.usd_per_kg)]
        for step in unit.abatement
    ]
    heads = [[tr("step to"), tr("kg/year more"), tr("kg/year in all"), tr("USD per kg")]]
    return [
        *paragraph(tr("Marginal abatement cost: what each further kilogram costs"), indent=0),
        *table(rows, heads, "<>>>", flexible=(0,)),
    ]


def _walk(unit: UnitAdvice) -> list[str]:
    lines = [tr("The walk through the decision tree")]
    rung = None
    for visit in unit.trace.visits:
        if visit.rung != rung:
            rung = visit.rung
            lines.append(f"  {rung}. {tr(RUNGS[rung]) if rung in RUNGS else tr('where it stands')}")
        lines += _visit(visit)
    ruled_out = list(unit.trace.closed)
    if ruled_out:
        lines += paragraph(tr("Ruled out: {names}.", names=", ".join(ruled_out)))
    for name, reason in unit.not_possible.items():
        lines += paragraph(tr("{name}: {reason}.", name=name, reason=reason), first="- ")
    return lines


def _visit(visit: Visit) -> list[str]:
    answer = tr("YES") if visit.answer else tr("NO")
    if visit.assumed:
        answer = tr("{answer}, assumed", answer=answer)
    elif visit.overruled:
        answer = tr("{answer}, your answer against the facts", answer=answer)
    facts = ", ".join(f"{name} {_fact(value)}" for name, value in visit.facts.items())
    lines = paragraph(f"[{visit.node}] {visit.question} {answer} ({facts})", indent=5)
    lines += paragraph(visit.because, indent=7)
    if visit.opened:
        lines += paragraph(tr("opens {names}", names=", ".join(visit.opened)), indent=7, first="+ ")
    if visit.closed:
        lines += paragraph(tr("rules out {names}", names=", ".join(visit.closed)), indent=7, first="- ")
    return lines


def _fact(value: Fact) -> str:
    if value is None:
        return tr("not known")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
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
    lines = [tr("Sources")]
    for key in used:
        source = citation(key)
        access = f" [{tr(source['access'])}]" if source.get("access") else ""
        lines += paragraph(f"{key}: {source['citation']}{access}", first="- ")
    return lines


def _cited(options: Sequence[Option]) -> list[str]:
    return [key for option in options for key in option.sources]
