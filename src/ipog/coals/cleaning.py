"""Washing and other cleaning of a coal before the furnace."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from ipog import vocabulary
from ipog.coals.as_fired import AsFired, Value
from ipog.coals.defaults import Default
from ipog.coals.draws import Draw, central
from ipog.coals.estimate import water_heat
from ipog.language import decimal, mark, tr
from ipog.plant import Cleaning
from ipog.provenance import Assumption

REMOVED = ("mercury", "ash", "sulfur", "chlorine")
MOST_DRAWN_PERCENT = 90.0
"""Removal that a draw never exceeds [%]: bench tests of the finest cleaning reached 82 % of the mercury
(Brown 1999). A figure that the user gives counts as it stands."""


@cache
def _rows() -> list[dict[str, Any]]:
    text = files("ipog.coals").joinpath("cleaning.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["row"]
    return rows


@cache
def removal(process: str, element: str, rank: str, country: str | None = None) -> Default:
    """Usual removal of a cleaning process [% per unit of heat in the product].

    Parameters
    ----------
    process : a word of the vocabulary's ``cleaning_process``
    element : ``mercury``, ``ash``, ``sulfur`` or ``chlorine``
    rank : rank of the coal
    country : ISO 3166-1 alpha-2 of the plant
    """
    for row in _rows():
        if row["process"] == process and rank in row["ranks"] and country in (row["countries"] or [country]):
            found = row[element]
            return Default(found["value"], found["low"], found["high"], found["source"], found["kind"])
    raise LookupError(f"cleaning.toml has no {process} for {rank}")


def sources() -> frozenset[str]:
    """Every source the table names."""
    return frozenset(row[element]["source"] for row in _rows() for element in REMOVED)


def clean(
    coal: AsFired,
    cleaning: Cleaning,
    where: str,
    country: str | None = None,
    draw: Draw = central,
) -> tuple[AsFired, tuple[Assumption, ...]]:
    """The cleaned coal, and the removals that were assumed.

    Removals count per unit of heat in the product, as cleaning plants report them: 37 % of the mercury
    removed means 37 % less mercury a megajoule. Carbon, hydrogen, nitrogen and oxygen a megajoule
    stay, and so does the total moisture of the coal as received.

    Parameters
    ----------
    coal : the raw coal
    cleaning : process, removals, or both
    where : path of the cleaning, such as ``units[0].coal_feed[0].cleaning``
    country : ISO 3166-1 alpha-2 of the plant
    draw : how figures become numbers
    """
    assumptions: list[Assumption] = []
    left: dict[str, Value] = {}
    for element in REMOVED:
        path = f"{where}.{element}_removal"
        given = getattr(cleaning, f"{element}_removal")
        if given is not None:
            removed = draw(path, given, None, True)
        elif cleaning.process is None:
            removed = 0.0
        else:
            usual = removal(cleaning.process, element, coal.rank, country)
            removed = draw(path, usual.value, usual.spread, True)
            label = vocabulary.label("cleaning_process", cleaning.process)
            assumptions.append(
                Assumption(
                    path,
                    usual.value,
                    mark("% per unit of heat"),
                    tr(
                        "{element} removed by {process}: {low} to {high} % per unit of heat",
                        element=tr(element),
                        process=label,
                        low=decimal(f"{usual.low:g}"),
                        high=decimal(f"{usual.high:g}"),
                    ),
                    usual.source,
                    usual.kind,
                )
            )
        most = max(MOST_DRAWN_PERCENT, float(np.median(removed)))
        left[element] = 1.0 - np.clip(removed, 0.0, most) / 100.0

    dry = 1.0 - coal.moisture
    ash, sulfur = coal.ash * left["ash"], coal.sulfur * left["sulfur"]
    # Mass of dry product that carries the heat of one kilogram of raw coal.
    mass = coal.carbon + coal.hydrogen + coal.nitrogen + coal.oxygen + sulfur + ash
    richer = dry / mass
    product = replace(
        coal,
        ash=ash * richer,
        carbon=coal.carbon * richer,
        hydrogen=coal.hydrogen * richer,
        nitrogen=coal.nitrogen * richer,
        sulfur=sulfur * richer,
        oxygen=coal.oxygen * richer,
        volatile_matter=None if coal.volatile_matter is None else coal.volatile_matter * richer,
        hhv_mj_kg=coal.hhv_mj_kg * richer,
        mercury_mg_kg=coal.mercury_mg_kg * left["mercury"] * richer,
        chlorine_mg_kg=coal.chlorine_mg_kg * left["chlorine"] * richer,
        # Bromine lives where chlorine lives.
        bromine_mg_kg=coal.bromine_mg_kg * left["chlorine"] * richer,
        # Selenium and arsenic sit in pyrite, calcium in the ash.
        selenium_mg_kg=_times(coal.selenium_mg_kg, left["sulfur"] * richer),
        arsenic_mg_kg=_times(coal.arsenic_mg_kg, left["sulfur"] * richer),
        calcium_mg_kg=_times(coal.calcium_mg_kg, left["ash"] * richer),
    )
    return replace(product, lhv_mj_kg=_lhv(product)), tuple(assumptions)


def _lhv(coal: AsFired) -> Value:
    return coal.hhv_mj_kg - water_heat(coal.hydrogen, coal.moisture)


def _times(value: Value | None, factor: Value) -> Value | None:
    return None if value is None else value * factor
