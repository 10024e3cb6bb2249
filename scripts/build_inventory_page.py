"""Write the manual's page of a real inventory: the South African fleet of 2015 beside a published figure.

python scripts/build_inventory_page.py      # write manual/south-africa-2015.md
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ipog.batch import TableResult, evaluate_table
from ipog.evaluate import evaluate
from ipog.evaluate.output import HOURS_A_YEAR
from ipog.examples import path_of, read
from ipog.files import read_plant_text
from ipog.results import UnitResult
from ipog.sources import cite

PAGE = Path(__file__).resolve().parent.parent / "manual" / "south-africa-2015.md"
FLEET = "za-eskom-2015"
SAMPLES = 500
PUBLISHED_T = (16.8, 22.6)
"""The utility's own figure by two sets of reduction factors [t/year], as a newspaper's account of
garnham-langerman-2016 has it."""
REPORTED_COAL_MT = (115, 119)
"""Coal burned in the years to March 2016 and 2015, from memory [Mt]."""
PUBLISHED_ORDER = ("Matimba", "Lethabo", "Kendal", "Matla", "Tutuka")
"""Stations with the most mercury to air per energy sent out, by the same account."""
TOO_LOW = """Our central
estimates are below both. If that holds for the fleet, their sum is too low, as its place below the published
range suggests: on coals with so much ash the model has few plants to lean on."""

Row = dict[str, str]
VARIANTS: dict[str, Callable[[Row], Row]] = {
    "as the table has it": lambda row: row,
    "heat rates on the lower heating value": lambda row: {**row, "efficiency_basis": "lhv"},
    "no SO3 conditioning anywhere": lambda row: {**row, "device_1_conditioning": ""},
    "every station at 75 % instead of 65.2 %": lambda row: {
        **row,
        "capacity_factor": row["capacity_factor"].replace("65.2", "75"),
    },
    "Lethabo and Matimba at 80 %": lambda row: {
        **row,
        "capacity_factor": "80 %" if row["plant"] in ("Lethabo", "Matimba") else row["capacity_factor"],
    },
    "ESPs at Arnot, Camden, Hendrina and Majuba too": lambda row: {
        **row,
        "apcs": "esp_cold_side" if row["plant"] in ("Arnot", "Camden", "Hendrina", "Majuba") else row["apcs"],
    },
}
"""What else could be assumed, and the rows then."""


def rows() -> list[Row]:
    """The shipped table."""
    with path_of(FLEET).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page() -> str:
    """The page."""
    table = rows()
    result = evaluate_table(table, samples=SAMPLES, toolkit=True)
    parts = [
        _head(table),
        _totals(table, result),
        _stations(table, result),
        _assumed(table),
        _variants(table),
        _sources(table),
    ]
    return "\n".join(parts)


def _head(table: list[Row]) -> str:
    stations = len({row["plant"] for row in table})
    return f"""# South Africa in 2015

The coal-fired units of the South African utility that ran in 2015, from the coal to the air, beside the
figure that its own staff published: {len(table)} units at {stations} stations. The table ships with ipog;
each row says where its figures are from (`x_sources`) and what of it is assumed (`x_assumed`). Nothing was
adjusted to come closer to the published figure.

```console
$ ipog examples show {FLEET} -o {FLEET}.csv
$ ipog batch example:{FLEET} -o results.csv --toolkit
```

The figures below are those of {SAMPLES} draws (`--samples {SAMPLES}`). This page is written by
`scripts/build_inventory_page.py`.
"""


def _totals(table: list[Row], result: TableResult) -> str:
    whole = result.summary[0]
    low, high = PUBLISHED_T
    ours = {name: _t(whole[f"hg_kg_year_{name}"]) for name in ("p10", "p50", "p90", "mean")}
    inside = float(ours["p10"]) <= low and high <= float(ours["p90"])
    coal_mt = sum(row["toolkit_coal_t_year"] for row in result.rows) * 1e-6
    too_much = 100 * (coal_mt / (sum(REPORTED_COAL_MT) / 2) - 1)
    central_share = _percent(whole["hg_kg_year"] / whole["coal_hg_kg_year"])
    mean_share = _percent(whole["hg_kg_year_mean"] / whole["coal_hg_kg_year"])
    reported = f"{REPORTED_COAL_MT[0]} to {REPORTED_COAL_MT[1]}"
    filters, esps = evaluate(read_plant_text(read("za-duvha"))).units
    low_at_duvha = all(unit.stack.hg_ug_nm3 < unit.measured[0].measured for unit in (filters, esps))
    lesson = TOO_LOW if low_at_duvha else "They lie on both sides of our central estimates."
    apart = {"esp_cold_side": 0.0, "fabric_filter": 0.0}
    for row, found in zip(table, result.rows, strict=True):
        apart[row["apcs"]] += found["toolkit_air_kg_year"] - found["stack_hg_kg_year"]
    return f"""## The total

| mercury, t in the year | |
|---|---|
| in the coal | {_t(whole["coal_hg_kg_year"])} |
| to air, ours: sum of the central estimates | {_t(whole["hg_kg_year"])} |
| to air, ours: mean of the draws | {ours["mean"]} |
| to air, ours: P10, P50, P90 | {ours["p10"]}, {ours["p50"]}, {ours["p90"]} |
| to air, UNEP's Toolkit with these coals (factors from memory) | {_t(whole["toolkit_air_kg_year"])} |
| to air, published, by two sets of reduction factors | {low} to {high} |

The published range {"lies" if inside else "does not lie"} inside our P10 to P90. That is a weak test, for our
range is wide: most of it comes from the mercury of the coals, which is only known from memory and is
therefore spread as that of any library coal. The sum of our central estimates is
{_beside(whole["hg_kg_year"])}, the mean {_beside(whole["hg_kg_year_mean"])}. Each unit's spread is
skew, so for a total the mean is the figure to hold against another inventory ([why](batch.md#totals)).

The published figure is coal burned, times its mercury, times reduction factors by the kind of control, from
two sources; the table of the stations and the factors themselves were not seen. Ours follows each coal
through each train: {central_share} of the coal's mercury leaves the stacks in the central estimate,
{mean_share} in the mean. The Toolkit with the same coals is {_t(sum(apart.values()))} t above our central
estimate, {_t(apart["esp_cold_side"])} t behind ESPs and {_t(apart["fabric_filter"])} t behind filters.

The stack tests at Duvha (`ipog run example:za-duvha`) are the only ones here that can tell:
{_against(filters)} ug/Nm3 behind filters,
{_against(esps)} behind ESPs. {lesson}

The coal burned comes to {coal_mt:.0f} Mt. The utility reported {reported} Mt (from memory): the heat rates or
heating values of the table are off by some {too_much:.0f} %, and the mercury in the coal with them.
"""


def _against(unit: UnitResult) -> str:
    """What was measured at the stack of a unit, and what is predicted."""
    return f"{unit.measured[0].measured:.1f} measured against {unit.stack.hg_ug_nm3:.1f} predicted"


def _beside(kg: float) -> str:
    """Where a total lies, beside the published range."""
    low, high = PUBLISHED_T
    tons = kg * 1e-3
    place = "below it" if tons < low else "above it" if tons > high else "inside it"
    return f"{place} ({tons:.1f} t)"


def _stations(table: list[Row], result: TableResult) -> str:
    columns = ("station", "units", "gross [MW]", "train", "coal [Mt]", "mercury in coal [t]",
               "to air, central [t]", "kept [%]", "to air, central [g/GWh gross]",
               "to air, Toolkit [t]")  # fmt: skip
    lines = ["## By station", "", f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    groups: dict[tuple[str, str], list[tuple[Row, dict[str, Any]]]] = {}
    for row, found in zip(table, result.rows, strict=True):
        groups.setdefault((row["plant"], row["apcs"]), []).append((row, found))
    by_energy: dict[str, float] = {}
    for (station, train), members in groups.items():
        power = sum(float(row["gross_capacity [MW]"]) for row, _ in members)
        coal = sum(found["toolkit_coal_t_year"] for _, found in members) * 1e-6
        mercury, air, toolkit = (
            sum(found[name] for _, found in members) * 1e-3
            for name in ("balance_kg_year_coal", "stack_hg_kg_year", "toolkit_air_kg_year")
        )
        kind = "filter" if train == "fabric_filter" else "ESP"
        kept = 100 * (1 - air / mercury)
        rate = air * 1e6 / sum(_gwh(row) for row, _ in members)
        by_energy[station] = max(rate, by_energy.get(station, 0.0))
        lines.append(
            f"| {station} | {len(members)} | {power:.0f} | {kind} | {coal:.1f} | {mercury:.2f} | {air:.2f} "
            f"| {kept:.0f} | {rate:.0f} | {toolkit:.2f} |"
        )
    largest = [row["name"] for row in result.summary if row["group"] == "top_emitter"]
    stations = Counter(name.split(",")[0] for name in largest)
    named = ", ".join(f"{count} at {station}" for station, count in stations.most_common())
    ranked = sorted(by_energy, key=lambda station: -by_energy[station])[: len(PUBLISHED_ORDER)]
    said = f"""
Of the 20 largest units, {named}. Per energy the published account has
{", ".join(PUBLISHED_ORDER)}, in this order; ours has {", ".join(ranked)}.
"""
    return "\n".join([*lines, said])


def _gwh(row: Row) -> float:
    """Gross energy of a unit in the year [GWh]."""
    factor = float(row["capacity_factor"].removesuffix("%")) * 0.01
    return float(row["gross_capacity [MW]"]) * factor * HOURS_A_YEAR * 1e-3


def _assumed(table: list[Row]) -> str:
    counts = Counter(item for row in table for item in row["x_assumed"].split("; "))
    head = """## What had to be assumed

Read in the sources: capacities, numbers of units, mean years of commissioning, heat rates, that three units
of Duvha have filters. The rest:

| assumed | rows |
|---|---|"""
    foot = """
One capacity factor for all stations, 65.2 %, is what the 200 TWh of the fleet come to (from memory) with an
own use of 7 %. Duvha's unit 3, which burned out in 2014, is left out; Medupi's first unit runs five months.
The smaller municipal and industrial stations are not in the table, as they are not in the published figure.
"""
    return "\n".join([head, *(f"| {item} | {count} |" for item, count in counts.most_common()), foot])


def _variants(table: list[Row]) -> str:
    lines = [
        "## What the assumptions move",
        "",
        "| assumed instead | to air, sum of the central estimates [t] |",
        "|---|---|",
    ]
    for name, change in VARIANTS.items():
        whole = evaluate_table([change(row) for row in table]).summary[0]
        lines.append(f"| {name} | {_t(whole['hg_kg_year'])} |")
    return "\n".join([*lines, ""])


def _sources(table: list[Row]) -> str:
    keys = dict.fromkeys(key for row in table for key in row["x_sources"].split("; "))
    lines = ["## Sources", ""]
    for key in ("garnham-langerman-2016", *keys, "unep-toolkit-2019"):
        source = cite(key)
        lines.append(f"- `{key}` ({source.access}): {source.citation} {source.note}")
    return "\n".join([*lines, ""])


def _t(kg: float) -> str:
    return f"{kg * 1e-3:.1f}"


def _percent(fraction: float) -> str:
    return f"{100 * fraction:.0f} %"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(PAGE)
