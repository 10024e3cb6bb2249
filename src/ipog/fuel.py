"""A coal as ipog would burn it, in plain figures: what it would bring to the stack without any capture."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from ipog.coals import LibraryCoal, Resolved
from ipog.coals.defaults import spread_factor
from ipog.evaluate import gas_volume
from ipog.language import mark
from ipog.quantities import gas

ROWS: tuple[tuple[str, str, str], ...] = (
    (mark("mercury"), mark("mg/kg as received"), "mercury_mg_kg_as_received"),
    ("", mark("mg/kg dry"), "mercury_mg_kg_dry"),
    ("", mark("lb/TBtu"), "mercury_lb_tbtu"),
    ("", mark("ug/Nm3 uncontrolled"), "mercury_ug_nm3_uncontrolled"),
    (mark("chlorine"), mark("mg/kg dry"), "chlorine_mg_kg_dry"),
    (mark("bromine"), mark("mg/kg dry"), "bromine_mg_kg_dry"),
    (mark("sulfur"), mark("% as received"), "sulfur_percent_as_received"),
    (mark("ash"), mark("% as received"), "ash_percent_as_received"),
    (mark("moisture"), mark("% as received"), "moisture_percent_as_received"),
    (mark("HHV"), mark("MJ/kg as received"), "hhv_mj_kg_as_received"),
    (mark("LHV"), mark("MJ/kg as received"), "lhv_mj_kg_as_received"),
    (mark("dry gas at 6 % O2"), mark("Nm3/GJ HHV"), "dry_nm3_per_gj_hhv_at_6pct_o2"),
)
"""The figures to compare coals by: words, unit, key; words and units are translated where they are shown."""


def fired_data(resolved: Resolved) -> dict[str, Any]:
    """A coal as ipog would burn it, with what it would bring to the stack if nothing were captured."""
    coal = resolved.coal
    dry = 1 - _number(coal.moisture)
    mercury, hhv = _number(coal.mercury_mg_kg), _number(coal.hhv_mj_kg)
    mg_gj = mercury / hhv * 1e3
    gas_nm3_gj = gas_volume(coal)
    return {
        "name": coal.name,
        "rank": coal.rank,
        "mercury_mg_kg_as_received": mercury,
        "mercury_mg_kg_dry": mercury / dry,
        "mercury_lb_tbtu": float(gas.lb_tbtu_from_mg_gj(mg_gj)),
        "mercury_ug_nm3_uncontrolled": float(gas.ug_nm3_from_mg_gj(mg_gj, gas_nm3_gj)),
        "chlorine_mg_kg_dry": _number(coal.chlorine_mg_kg) / dry,
        "bromine_mg_kg_dry": _number(coal.bromine_mg_kg) / dry,
        "sulfur_percent_as_received": 100 * _number(coal.sulfur),
        "ash_percent_as_received": 100 * _number(coal.ash),
        "moisture_percent_as_received": 100 * _number(coal.moisture),
        "hhv_mj_kg_as_received": hhv,
        "lhv_mj_kg_as_received": _number(coal.lhv_mj_kg),
        "dry_nm3_per_gj_hhv_at_6pct_o2": gas_nm3_gj,
        "assumptions": [asdict(assumption) for assumption in resolved.assumptions],
    }


def mercury_span(coal: LibraryCoal) -> tuple[float, float, float] | None:
    """P10, centre and P90 of a library coal's mercury, as an evaluation draws it.

    The figures are on the basis of the row [mg/kg]; None if the library does not know its mercury.
    """
    spread = coal.mercury_spread(spread_factor("mercury_library")[0])
    return None if spread is None or coal.mercury is None else (spread.low, coal.mercury, spread.high)


def _number(value: object) -> float:
    return float(np.mean(np.asarray(value, float)))
