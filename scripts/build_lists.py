"""Write the manual's lists that follow from the data: coals, limits and measures.

python scripts/build_lists.py                # write the pages
python scripts/build_lists.py --check        # write nothing; exit with 1 if a page is out of date
"""

from __future__ import annotations

import re
import sys

from ipog import vocabulary
from ipog.advice.measures import RUNGS, measures, practices
from ipog.coals.library import LibraryCoal, Origin, library
from ipog.limits import in_result_unit
from ipog.limits.table import Limit, limits
from ipog.sources import bibliography
from pages import cited, grid, write

THIS = "`scripts/build_lists.py`"


def coals_page() -> str:
    """Every coal of the library in one line."""
    lines = [
        "# Coals of the library",
        "",
        "Figures as their sources print them: mercury and chlorine in mg/kg on the basis that stands",
        "behind them, ash in % as received, heating value in MJ/kg. *Standing* is that of the mercury:",
        "`read` in the source, `secondary` in a work that quotes it, `derived` from figures that were",
        "read, `recalled` from memory, `proxy` lent by another coal. `ipog coals show ID` shows a coal",
        "with all its figures, doubts and sources. [Reviewing the coals](reviewing-coals.md) tells how",
        f"to correct or add one. This page is written by {THIS} from `coal_data/`.",
    ]
    coals = library().values()
    for country in sorted({coal.country for coal in coals}, key=_country):
        lines += ["", f"## {_country(country)}"]
        rows = [_coal(coal) for coal in coals if coal.country == country]
        lines += grid(
            ["id", "coal", "rank", "ash", "heat", "mercury", "standing", "chlorine", "sources"], rows
        )
    return "\n".join([*lines, ""])


def _country(code: str) -> str:
    return vocabulary.countries().get(code, "World averages")


def _coal(coal: LibraryCoal) -> list[str]:
    heat = coal.hhv if coal.hhv is not None else coal.lhv
    word = "HHV" if coal.hhv is not None else "LHV"
    basis = (coal.heating_basis or "").replace("_", " ")
    origins: tuple[Origin | None, ...] = (
        coal.mercury_origin,
        coal.composition,
        coal.heating,
        coal.chlorine_origin,
    )
    return [
        f"`{coal.id}`",
        coal.name,
        coal.rank,
        "" if coal.ash is None else f"{coal.ash:g}",
        "" if heat is None else f"{heat:g} {word} {basis}",
        "" if coal.mercury is None else f"{coal.mercury:g} {(coal.mercury_basis or '').replace('_', ' ')}",
        "" if coal.mercury_origin is None else coal.mercury_origin.standing,
        "" if coal.chlorine is None else f"{coal.chlorine:g} {(coal.chlorine_basis or '').replace('_', ' ')}",
        ", ".join(dict.fromkeys(cited(origin.source) for origin in origins if origin is not None)),
    ]


def limits_page() -> str:
    """Every limit with its standing and how its source is known."""
    lines = [
        "# Emission limits",
        "",
        "Every row of the table of limits. *As compared* is the value in the unit of results: dry gas at",
        "6 % O2, 0 degC, 101.325 kPa. *Known*: `verified` (read in the rule, or in the authority's own",
        "statement of it), `secondary` (read in a work that quotes it), `recalled` (from memory, to be",
        "verified). *Source read* says how the source itself was had. It is a description, not legal",
        "advice; where a permit has a value, use the permit's. `ipog limits show ID` has the conditions,",
        f"the averaging period and the arithmetic. This page is written by {THIS} from `limits.toml`.",
    ]
    rows = limits().values()
    for place in dict.fromkeys(limit.jurisdiction for limit in rows):
        lines += ["", f"## {vocabulary.countries().get(place, place)}"]
        lines += grid(
            ["id", "limit", "as compared", "binds", "mean over", "from", "known", "source", "source read"],
            (_limit(limit) for limit in rows if limit.jurisdiction == place),
        )
    return "\n".join([*lines, ""])


def _limit(limit: Limit) -> list[str]:
    same = in_result_unit(limit)
    none = "a duty" if limit.kind == "duty" else "no value"
    return [
        f"`{limit.id}`",
        none if limit.value is None else f"{limit.value:g} {limit.unit}",
        "" if same is None else f"{same[0]:.4g} {same[1]}",
        limit.applies_to + (f" ({limit.only_if})" if limit.only_if else ""),
        limit.averaging,
        "" if limit.in_force_from is None else limit.in_force_from.isoformat(),
        limit.standing,
        cited(limit.source),
        bibliography()[limit.source].access,
    ]


def measures_page() -> str:
    """Every measure of the advice, by rung, and the practices."""
    lines = [
        "# Measures",
        "",
        "Everything that `ipog advise` can recommend, by rung of the ladder, with the levels that it",
        "tries. *Effect* says what to expect in words; the figures of a plant come from the model, never",
        "from here. Costs stand in `costs.toml`, and every output names source, year and standing of each",
        f"line. This page is written by {THIS} from `measures.toml`.",
    ]
    for rung, words in RUNGS.items():
        lines += ["", f"## {rung}. {words}"]
        for measure in measures().values():
            if measure.rung != rung:
                continue
            lines += [
                "",
                f"### {measure.name}",
                "",
                f"`{measure.id}`, {measure.maturity}, {measure.months[0]} to",
            ]
            lines[-1] += f" {measure.months[1]} months. {_sentence(measure.effect)}"
            if measure.levels and measure.level_unit:
                levels = ", ".join(f"{level:g}" for level in measure.levels)
                lines += ["", f"- Tried at: {levels} {measure.level_unit}"]
            else:
                lines += [""]
            lines += [
                f"- Needs: {'; '.join(measure.needs)}",
                f"- Risks: {'; '.join(measure.risks)}",
                f"- Other media: {measure.cross_media}",
                f"- Benefits: {measure.benefits}",
                f"- BAT: {measure.bat_level}",
                f"- Verify: {measure.verify}",
                f"- Sources: {', '.join(cited(key) for key in measure.sources)}",
            ]
    lines += [
        "",
        "## Good practice",
        "",
        "Looked at, not modelled: what to look at, what is good, what neglect does.",
    ]
    rows = (
        [p.name, p.look_at, p.good, p.neglect, ", ".join(cited(k) for k in p.sources)] for p in practices()
    )
    lines += grid(["practice", "look at", "good", "neglect", "sources"], rows)
    return "\n".join([*lines, ""])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if re.search(r'[.!?]$', text) else '.'}"


PAGES = {"coals.md": coals_page, "limits.md": limits_page, "measures.md": measures_page}


if __name__ == "__main__":
    sys.exit(write(PAGES, sys.argv[1:]))
