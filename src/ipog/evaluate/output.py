"""Power, heat rate and coal burn of a unit, from whichever of them is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ipog.coals import AsFired, Draw
from ipog.evaluate.ledger import Ledger, Value
from ipog.plant import Unit

HOURS_A_YEAR = 8760.0


@dataclass(frozen=True, slots=True)
class Output:
    """What the unit makes and burns.

    Attributes
    ----------
    gross_efficiency_hhv : gross electrical efficiency, HHV [1]
    coal_kg_h : coal burned at the case's load [kg/h], None if the capacity is unknown
    coal_kg_year : coal burned in a year [kg/year], None if the capacity is unknown
    gross_mw, thermal_mw : full-load gross power and heat input (LHV) [MW], None if unknown
    """

    gross_efficiency_hhv: Value
    coal_kg_h: Value | None
    coal_kg_year: Value | None
    gross_mw: Value | None
    thermal_mw: Value | None


def output_of(unit: Unit, coal: AsFired, draw: Draw, ledger: Ledger) -> Output:
    """Work out heat rate and coal burn; each figure not given is an assumption.

    Efficiencies and heat rates are on the unit's ``efficiency_basis``; gross follows from net by the
    auxiliary power. Coal burn = heat input / LHV.
    """

    def given(field: str) -> Value | None:
        value = getattr(unit, field)
        return None if value is None else draw(f"{ledger.where}.{field}", value, None, True)

    auxiliary: Value | None = None

    def own_use() -> Value:
        nonlocal auxiliary
        if auxiliary is None:
            share = given("auxiliary_power")
            auxiliary = (
                ledger.default("auxiliary_power", "default.boiler.auxiliary_power_percent", 0.01)
                if share is None
                else share * 0.01
            )
        return auxiliary

    basis = unit.efficiency_basis
    if (gross_rate := given("gross_heat_rate")) is not None:
        gross = 3600.0 / gross_rate
    elif (gross_percent := given("gross_efficiency")) is not None:
        gross = gross_percent * 0.01
    elif (net_rate := given("net_heat_rate")) is not None:
        gross = 3600.0 / net_rate / (1 - own_use())
    elif (net_percent := given("net_efficiency")) is not None:
        gross = net_percent * 0.01 / (1 - own_use())
    else:
        net = ledger.default("net_efficiency", "default.boiler.net_efficiency_lhv_percent", 0.01)
        gross, basis = net / (1 - own_use()), "lhv"
    to_hhv = coal.lhv_mj_kg / coal.hhv_mj_kg
    gross_lhv = gross if basis == "lhv" else gross / to_hhv

    gross_mw: Value | None = given("gross_capacity")
    if gross_mw is None and unit.net_capacity is not None:
        gross_mw = unit.net_capacity / (1 - own_use())
    thermal_mw: Value | None = given("thermal_capacity")
    if thermal_mw is None and gross_mw is not None:
        thermal_mw = gross_mw / gross_lhv
    if thermal_mw is None:
        return Output(np.asarray(gross_lhv * to_hhv), None, None, None, None)

    full_load_kg_h = thermal_mw * 3600.0 / coal.lhv_mj_kg
    load = given("load")
    capacity_factor = given("capacity_factor")
    if capacity_factor is None:
        capacity_factor = ledger.default("capacity_factor", "default.boiler.capacity_factor_percent")
    return Output(
        gross_efficiency_hhv=np.asarray(gross_lhv * to_hhv),
        coal_kg_h=full_load_kg_h if load is None else full_load_kg_h * load * 0.01,
        coal_kg_year=full_load_kg_h * HOURS_A_YEAR * capacity_factor * 0.01,
        gross_mw=gross_mw,
        thermal_mw=thermal_mw,
    )
