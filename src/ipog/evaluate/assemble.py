"""From the model's arrays to results with names and units.

A unit alone has one number for each figure. Rows of a table that are worked on side by side have one
number a row; then a figure of the result is an array.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.evaluate.adjust import Adjustment
from ipog.evaluate.ledger import Ledger
from ipog.evaluate.prepare import Case
from ipog.evaluate.stack import central_stack, stack_figures
from ipog.evaluate.targets import measured_results, target_results
from ipog.language import mark
from ipog.model import Chain, Station
from ipog.quantities import gas
from ipog.results import CalibrationResult, CoalResult, FlueGasResult, StageResult, UnitResult
from ipog.vocabulary import english_label

Array = NDArray[np.float64]

CENTRAL_OUTLETS = ("bottom_ash", "fly_ash", "fgd_solids", "waste_water", "stack")
"""Outlets that every balance names, even where nothing goes."""


def unit_result(case: Case, chain: Chain, sources: Mapping[str, None], ledger: Ledger) -> UnitResult:
    """The result of a unit from a chain of central values."""
    shares = {outlet: _number(amount) for outlet, amount in chain.balance().items()}
    balance = {outlet: shares.get(outlet, 0.0) for outlet in CENTRAL_OUTLETS[:-1]}
    balance |= {outlet: share for outlet, share in shares.items() if outlet not in balance}
    balance["stack"] = balance.pop("stack")
    emitted = np.asarray(chain.stack.hg_total / chain.mercury_ug_nm3)
    stack = central_stack(stack_figures(case, chain.stack, emitted))
    kg_year = None
    if case.output.coal_kg_year is not None:
        coal_kg_year = _number(case.output.coal_kg_year * np.asarray(case.feed.coal.mercury_mg_kg) * 1e-6)
        kg_year = {"coal": coal_kg_year} | {outlet: share * coal_kg_year for outlet, share in balance.items()}
    ledger.cite(*sources)
    return UnitResult(
        name=case.unit.name,
        coal=_coal(case),
        flue_gas=_flue_gas(case, chain),
        stages=_stages(case, chain),
        stack=stack,
        balance_fraction=balance,
        balance_kg_year=kg_year,
        targets=target_results(case.unit, ledger.where, stack),
        measured=measured_results(case.unit, stack, balance),
        assumptions=tuple(ledger.assumptions),
        warnings=tuple(ledger.cautions),
        sources=tuple(ledger.sources),
    )


def calibration_result(chain: Chain, adjustment: Adjustment) -> CalibrationResult:
    """What the tests did to a unit whose chain, without them, is given."""
    return CalibrationResult(
        file=adjustment.file,
        tests=adjustment.tests,
        first=adjustment.first,
        last=adjustment.last,
        coal_known=adjustment.coal_known,
        error_shift=adjustment.error_shift,
        error_sd=adjustment.error_sd,
        prior_sd=adjustment.prior_sd,
        stack_without_tests_ug_nm3=_number(chain.stack.hg_total),
    )


def _number(value: object) -> Any:
    """The one number that there is; of rows side by side the number of each."""
    values = np.asarray(value, float)
    return values.item() if values.size == 1 else values


def _fractions(hg0: Array, hg2: Array, hgp: Array) -> list[Any]:
    parts = [_number(hg0), _number(hg2), _number(hgp)]
    total = sum(parts)
    # Gas without mercury has no species to share it.
    whole = _number(np.where(total > 0, total, 1.0))
    return [part / whole for part in parts]


def _kept_in(captured: Mapping[str, Any]) -> Any:
    """The outlets that a station's mercury goes to, as text."""

    def listed(kept: Iterable[bool]) -> str | None:
        return ", ".join(outlet for outlet, some in zip(captured, kept, strict=True) if some) or None

    kept = [amount > 0 for amount in captured.values()]
    if not any(np.ndim(some) for some in kept):
        return listed(kept)
    rows = np.stack(np.broadcast_arrays(*kept), axis=-1)
    if (rows == rows[0]).all():
        return listed(rows[0])
    return np.array([listed(row) for row in rows.tolist()], object)


def _coal(case: Case) -> CoalResult:
    coal = case.feed.coal
    dry = 1 - _number(coal.moisture)
    mercury, hhv = _number(coal.mercury_mg_kg), _number(coal.hhv_mj_kg)
    mg_gj = mercury / (hhv * 1e-3)
    return CoalResult(
        name=coal.name,
        rank=coal.rank,
        mercury_mg_kg_as_received=mercury,
        mercury_mg_kg_dry=mercury / dry,
        chlorine_mg_kg_dry=_number(coal.chlorine_mg_kg) / dry,
        bromine_mg_kg_dry=_number(coal.bromine_mg_kg) / dry,
        sulfur_percent_as_received=100 * _number(coal.sulfur),
        ash_percent_as_received=100 * _number(coal.ash),
        moisture_percent_as_received=100 * _number(coal.moisture),
        hhv_mj_kg_as_received=hhv,
        lhv_mj_kg_as_received=_number(coal.lhv_mj_kg),
        mercury_lb_tbtu=mg_gj / gas.MG_GJ_PER_LB_TBTU,
        mercury_mg_gj_hhv=mg_gj,
    )


def _flue_gas(case: Case, chain: Chain) -> FlueGasResult:
    dry = _number(case.gas.dry_nm3)
    burn = None if case.output.coal_kg_h is None else _number(case.output.coal_kg_h)
    at_preheater = next(station for station in chain.stations if station.name == "air_preheater").step.state
    return FlueGasResult(
        dry_nm3_per_kg_at_6pct_o2=dry,
        wet_nm3_per_kg_at_6pct_o2=_number(case.gas.wet_nm3),
        dry_nm3_per_gj_hhv_at_6pct_o2=dry / (_number(case.feed.coal.hhv_mj_kg) * 1e-3),
        so2_mg_nm3=_number(case.so2_mg_nm3),
        hcl_mg_nm3=_number(case.hcl_mg_nm3),
        so3_ppmv=_number(at_preheater.coal_so3_ppmv + at_preheater.catalyst_so3_ppmv),
        flow_nm3_h=None if burn is None else dry * burn,
        coal_feed_kg_h=burn,
    )


STATION_LABELS = {"furnace": mark("furnace (economiser exit)"), "air_preheater": mark("air preheater")}
"""Words for the stations that are no devices; results hold them in English, translated where shown."""


def _stages(case: Case, chain: Chain) -> tuple[StageResult, ...]:
    coal_mercury = _number(chain.mercury_ug_nm3)
    return tuple(_stage(case, station, coal_mercury) for station in chain.stations)


def _stage(case: Case, station: Station, coal_mercury: float) -> StageResult:
    state = station.step.state
    total = _number(state.hg_total)
    captured = {outlet: _number(amount) for outlet, amount in station.step.captured.items()}
    hg0, hg2, hgp = _fractions(state.hg0, state.hg2, state.hgp)
    name = None if station.device is None else case.unit.apcs[station.device].name
    return StageResult(
        after=station.name,
        label=name or STATION_LABELS.get(station.name) or english_label("device_type", station.name),
        hg_total_ug_nm3=total,
        hg0_fraction=hg0,
        hg2_fraction=hg2,
        hgp_fraction=hgp,
        removed_fraction_of_coal_hg=1 - total / coal_mercury,
        captured_here_fraction_of_coal_hg=sum(captured.values()) / coal_mercury,
        captured_in=_kept_in(captured),
        temperature_c=_number(state.temperature_c),
    )
