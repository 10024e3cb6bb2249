"""The options of a unit as tables: what each gives and costs, what else it changes, what to verify."""

from __future__ import annotations

from collections.abc import Sequence

from ipog.advice.costs import Cost
from ipog.advice.result import Option, UnitAdvice
from ipog.cli.render.advice_words import chance, million, sentence
from ipog.cli.render.grid import paragraph, table
from ipog.figures import figure, percent

SHOWN_OPTIONS = 12
"""Options that the tables show; data have them all."""
POLLUTANTS = ("so2", "nox", "dust")


def option_tables(unit: UnitAdvice) -> list[str]:
    """The tables of the options that come first."""
    shown = unit.options[:SHOWN_OPTIONS]
    if not shown:
        return ["Options", "  none fits"]
    left = len(unit.options) - len(shown)
    more = f" (and {left} more in --format json)" if left > 0 else ""
    lines = [f"Options in order, {len(unit.levels)} run through the model{more}", *_mercury(shown)]
    if any(option.maturity == "emerging" for option in shown):
        lines += ["  * few full-scale plants have it"]
    lines += [
        "",
        "What else they change: yearly mass of SO2, NOx and dust; power; CO2; time",
        *_others(shown),
    ]
    lines += ["", "What must be verified on site, and the standing of each measure", *_to_verify(shown)]
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
        ["ug/Nm3", "P10-P90", "removed", "target", "capital", "a year", "USD"],
        ["", "", "%", "met", "MUSD", "MUSD", "per kg"],
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
    heads = [["SO2", "NOx", "dust", "power", "CO2", "months"], ["%", "%", "%", "MWh/year", "t/year", ""]]
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
        return f"{found.mid:+.1f}"
    return f"{found.mid:+.0f} ({found.low:+.0f}..{found.high:+.0f})"


def _to_verify(shown: Sequence[Option]) -> list[str]:
    lines = []
    for measure in dict.fromkeys(step.measure for option in shown for step in option.steps):
        lines += paragraph(f"{measure.id}: {sentence(measure.verify)}", first="- ")
        lines += paragraph(
            f"{measure.maturity}; {measure.bat_level}; {measure.months[0]} to {measure.months[1]} months.",
            indent=4,
        )
    return lines


def _ends(option: Option) -> str:
    ends = option.variant.percentiles
    return f"{figure(ends[10].hg_ug_nm3, 2)}-{figure(ends[90].hg_ug_nm3, 2)}" if ends else "-"


def _per_kg(cost: Cost) -> str:
    if cost.per_kg is None:
        return "-"
    # A negative price of a kilogram says nothing but that money is saved: the less is kept, the larger it is.
    return "saves" if cost.per_kg.mid < 0 else f"{cost.per_kg.mid:,.0f}"
