"""An evaluation made by hand, so that tests of what is shown need no model."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ipog.provenance import Assumption, Caution
from ipog.results import (
    CoalResult,
    Evaluation,
    FlueGasResult,
    Influence,
    MeasuredResult,
    StackResult,
    StageResult,
    TargetResult,
    Uncertainty,
    UnitResult,
)

COAL = CoalResult(
    name="za-highveld",
    rank="bituminous",
    mercury_mg_kg_as_received=0.21,
    mercury_mg_kg_dry=0.23,
    chlorine_mg_kg_dry=100.0,
    bromine_mg_kg_dry=2.0,
    sulfur_percent_as_received=0.9,
    ash_percent_as_received=31.0,
    moisture_percent_as_received=8.0,
    hhv_mj_kg_as_received=19.5,
    lhv_mj_kg_as_received=18.6,
    mercury_lb_tbtu=25.0,
    mercury_mg_gj_hhv=10.8,
)
GAS = FlueGasResult(
    dry_nm3_per_kg_at_6pct_o2=6.8,
    wet_nm3_per_kg_at_6pct_o2=7.4,
    dry_nm3_per_gj_hhv_at_6pct_o2=349.0,
    so2_mg_nm3=2600.0,
    hcl_mg_nm3=14.0,
    so3_ppmv=5.0,
    flow_nm3_h=2.1e6,
    coal_feed_kg_h=310000.0,
)
STACK = StackResult(
    hg_ug_nm3=5.1,
    hg_lb_tbtu=4.1,
    hg_mg_gj=1.78,
    hg_lb_gwh=0.04,
    hg_g_gwh=18.0,
    hg_g_h=10.7,
    hg_kg_year=70.4,
    hg0_fraction=0.8,
    hg2_fraction=0.2,
    hgp_fraction=0.0,
    removal_fraction=0.83,
)
STAGES = (
    StageResult("furnace", "furnace", 30.0, 0.4, 0.4, 0.2, 0.01, 0.01, "bottom_ash", 350.0),
    StageResult(
        "wet_fgd", "wet scrubber (FGD)", 5.1, 0.8, 0.2, 0.0, 0.83, 0.82, "fgd_solids, waste_water", 55.0
    ),
)
TARGETS = (
    TargetResult("low", "low", 2.0, "ug/Nm3", 5.1, False, -1.55, "the user's own value", None),
    TargetResult("high", "high", 30.0, "ug/Nm3", 5.1, True, 0.83, "the user's own value", None, 0.97),
)
MEASURED = (
    MeasuredResult(
        "stack_hg", "stack mercury", 6.0, 5.0, 7.0, 5.1, "ug/Nm3", "EN 13211", "report of March 2024"
    ),
)


UNCERTAINTY = Uncertainty(
    samples=2000,
    seed=1,
    error_class="esp_cold_side",
    error_class_units=18,
    variance_shares={"coal": 0.5, "operation": 0.2, "model": 0.3},
    influences=(Influence("units[0].coal_feed[0].trace.chlorine", "coal", 30.0, 300.0, 7.7, 4.4),),
)


def unit(**changed: Any) -> UnitResult:
    """A unit with everything in it."""
    share = {"bottom_ash": 0.01, "fly_ash": 0.3, "fgd_solids": 0.5, "waste_water": 0.02, "stack": 0.17}
    whole = UnitResult(
        name="Unit 1",
        coal=COAL,
        flue_gas=GAS,
        stages=STAGES,
        stack=STACK,
        balance_fraction=share,
        balance_kg_year={"coal": 400.0} | {name: 400.0 * part for name, part in share.items()},
        targets=TARGETS,
        measured=MEASURED,
        assumptions=(
            Assumption("units[0].boiler.fly_ash_fraction", 85.0, "%", "usual", "ipog-judgement", "judgement"),
        ),
        warnings=(Caution("chlorine", "units[0].coal_feed[0].trace.chlorine", "chlorine was not given"),),
        sources=("goodarzi-2004",),
    )
    return replace(whole, **changed)


def without_size() -> UnitResult:
    """A unit whose file gives no capacity."""
    return unit(
        flue_gas=replace(GAS, flow_nm3_h=None, coal_feed_kg_h=None),
        stack=replace(STACK, hg_g_h=None, hg_kg_year=None),
        balance_kg_year=None,
        targets=(TargetResult("yearly", "yearly", 50.0, "kg/year", None, None, None, "own", None),),
    )


def evaluation(*units: UnitResult, name: str = "Example") -> Evaluation:
    """A plant of these units, or of the usual one."""
    return Evaluation("0.1.0", "2026-11 sha256:0123456789ab", name, "ZA", units or (unit(),))
