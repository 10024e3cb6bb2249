"""Mercury at the stack in every unit of the trade, for one value or for samples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from ipog.evaluate.prepare import Case
from ipog.model.state import State
from ipog.quantities import gas
from ipog.results import StackResult

Array = NDArray[np.float64]

SPECIES = ("hg0", "hg2", "hgp")
FIGURES = tuple(field.name for field in fields(StackResult))


def stack_figures(case: Case, state: State, emitted: Array) -> dict[str, Array | None]:
    """Every figure of :class:`StackResult` as an array over samples.

    Parameters
    ----------
    case : the unit
    state : gas at the stack, which gives the shares of the species
    emitted : share of the coal's mercury that leaves the stack [1]
    """
    total = np.ravel(state.hg_total)
    # A stack without mercury has no species to share it.
    whole = np.where(total > 0, total, 1.0)
    shares = {name: np.ravel(getattr(state, name)) / whole for name in SPECIES}
    return figures_of(case, shares, np.ravel(emitted))


def figures_of(case: Case, shares: Mapping[str, Array], emitted: Array) -> dict[str, Array | None]:
    """The same from the shares of the species in what is left; arrays of any shape, also of many units."""
    coal, output = case.feed.coal, case.output
    mg_kg = np.asarray(coal.mercury_mg_kg) * emitted
    mg_gj = mg_kg / (np.asarray(coal.hhv_mj_kg) * 1e-3)
    g_gwh = np.asarray(gas.g_gwh_from_mg_gj(mg_gj, 3600.0 / np.asarray(output.gross_efficiency_hhv)))
    return {
        "hg_ug_nm3": mg_kg * 1e3 / case.gas.dry_nm3,
        "hg_lb_tbtu": mg_gj / gas.MG_GJ_PER_LB_TBTU,
        "hg_mg_gj": mg_gj,
        "hg_lb_gwh": g_gwh / gas.G_PER_LB,
        "hg_g_gwh": g_gwh,
        "hg_g_h": None if output.coal_kg_h is None else mg_kg * output.coal_kg_h * 1e-3,
        "hg_kg_year": None if output.coal_kg_year is None else mg_kg * output.coal_kg_year * 1e-6,
        "hg0_fraction": shares["hg0"],
        "hg2_fraction": shares["hg2"],
        "hgp_fraction": shares["hgp"],
        "removal_fraction": 1 - emitted,
    }


def central_stack(figures: dict[str, Array | None]) -> StackResult:
    """The figures of a run without samples; of rows side by side the figures of each."""
    return StackResult(
        **{  # type: ignore[arg-type]
            name: None if value is None else value.item() if value.size == 1 else value
            for name, value in figures.items()
        }
    )
