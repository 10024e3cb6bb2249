"""The options of a unit as tables: what each gives and costs, what else it changes, what to verify."""

from __future__ import annotations

from collections.abc import Sequence

from ipog.advice.costs import Cost
from ipog.advice.result import Option, UnitAdvice
from ipog.cli.render.advice_words import chance, million, sentence, standing
from ipog.cli.render.grid import paragraph, table
from ipog.language import decimal, plural, tr, whole
from ipog.shown import figure, percent

SHOWN_OPTIONS = 12
"""Options that the tables show; data have them all."""
POLLUTANTS = ("so2", "nox", "dust")


def option_tables(unit: UnitAdvice) -> list[str]:
    """The tables of the options that come first."""
    shown = unit.options[:SHOWN_OPTIONS]
    if not shown:
        return [tr("Options"), f"  {tr('none fits')}"]
    left = len(unit.options) - len(shown)
    title = plural(
        "Options in order, {count} run through the model",
        "Options in order, {count} run through the model",
        len(unit.levels),
    )
    if left > 0:
        more = plural("(and {count} more in --format json)", "(and {count} more in --format json)", left)
        title = f"{title} {more}"
    lines = [*paragraph(title, indent=0), *_mercury(shown)]
    if any(option.maturity == "emerging" for option in shown):
        lines += paragraph(tr("* few full-scale plants have it"))
    others = tr("What else they change: yearly mass of SO2, NOx and dust; power; CO2; time")
    lines += ["", *paragraph(others, indent=0), *_others(shown)]
    verify = tr("What must be verified on site, and the standing of each measure")
    lines += ["", *paragraph(verify, indent=0), *_to_verify(shown)]
    return lines


def _mercury(shown: Sequence[Option]) -> list[str]:
    rows = [
        [
            figure(option.variant.stack.hg_ug_nm3),
            _ends(option),
            percent(option.variant.stack.removal_fraction),
            chance(option),
            million(option.cost.capital.mid),
            million(option.cost.annualised.mid),
            _per_kg(option.cost),
        ]
        for option in shown
    ]
    heads = [
        [tr("ug/Nm3"), "P10-P90", tr("removed"), tr("target"), tr("capital"), tr("a year"), tr("USD")],
        ["", "", "%", tr("met"), tr("MUSD"), tr("MUSD"), tr("per kg")],
    ]
    return _below_names(shown, heads, rows)


def _others(shown: Sequence[Option]) -> list[str]:
    rows = [
        [
            *(change(option, pollutant) for pollutant in POLLUTANTS),
            figure(option.cost.auxiliary_mwh_year),
            figure(option.cost.co2_t_year),
            f"{option.months[0]}-{option.months[1]}",
        ]
        for option in shown
    ]
    heads = [
        ["SO2", "NOx", tr("dust"), tr("power"), "CO2", tr("months")],
        ["%", "%", "%", tr("MWh/year"), tr("t/year"), ""],
    ]
    return _below_names(shown, heads, rows)


def _below_names(
    shown: Sequence[Option], heads: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]
) -> list[str]:
    """A table whose rows stand below the names of the options, which are too long to stand beside."""
    lines = table(rows, heads, ">" * len(heads[0]), indent=6)
    found = lines[: len(heads)]
    for number, (option, line) in enumerate(zip(shown, lines[len(heads) :], strict=True), start=1):
        name = option.id + (" *" if option.maturity == "emerging" else "")
        found += [f"{number:>4}  {name}", line]
    return found


def change(option: Option, pollutant: str) -> str:
    """What an option changes of a pollutant, with its range [%]; a dash for nothing."""
    found = next((item.change for item in option.co_benefits if item.pollutant == pollutant), None)
    if found is None:
        return "-"
    if abs(found.high - found.low) < 1:
        return decimal(f"{found.mid:+.1f}")
    return f"{found.mid:+.0f} ({found.low:+.0f}..{found.high:+.0f})"


def _to_verify(shown: Sequence[Option]) -> list[str]:
    lines = []
    for measure in dict.fromkeys(step.measure for option in shown for step in option.steps):
        lines += paragraph(f"{measure.id}: {sentence(measure.verify)}", first="- ")
        lines += paragraph(standing(measure), indent=4)
    return lines


def _ends(option: Option) -> str:
    ends = option.variant.percentiles
    return f"{figure(ends[10].hg_ug_nm3, 2)}-{figure(ends[90].hg_ug_nm3, 2)}" if ends else "-"


def _per_kg(cost: Cost) -> str:
    if cost.per_kg is None:
        return "-"
    # A negative price of a kilogram says nothing but that money is saved: the less is kept, the larger it is.
    return tr("saves") if cost.per_kg.mid < 0 else whole(cost.per_kg.mid)
