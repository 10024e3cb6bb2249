"""What the model expects of a unit before its stack tests, as arrays for a calibration to work on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ipog.coals import central
from ipog.evaluate.adjust import COAL_MERCURY
from ipog.evaluate.draws import Z90, Sampler
from ipog.evaluate.ledger import Ledger
from ipog.evaluate.prepare import Case, prepare
from ipog.evaluate.uncertainty import share_draws
from ipog.evaluate.validity import error_class_of
from ipog.model import Chain, calibration, parameter_draws, run_chain, shipped
from ipog.plant import Unit

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Prior:
    """A unit before its tests.

    Attributes
    ----------
    unit, case, chain : the unit, its model input and its train walked, central values
    share_sd : spread of the emitted share on :func:`~ipog.model.error_scale`: the model's error, its
        coefficients, the operation and the coal but for its mercury
    coal_sd : spread of the logarithm of the coal's mercury
    error_class, error_class_units : class of train, and how many field units tell its error
    """

    unit: Unit
    case: Case
    chain: Chain
    share_sd: float
    coal_sd: float
    error_class: str
    error_class_units: int

    @property
    def emitted(self) -> float:
        """Share of the coal's mercury that leaves the stack, central [1]."""
        return share_of(self.chain)

    @property
    def mercury_mg_kg(self) -> float:
        """Mercury of the coal as fired, as received [mg/kg]."""
        return float(np.mean(np.asarray(self.case.feed.coal.mercury_mg_kg)))

    @property
    def dry(self) -> float:
        """Dry share of the coal as fired [1]."""
        return 1 - float(np.mean(np.asarray(self.case.feed.coal.moisture)))

    @property
    def hhv_gj_kg(self) -> float:
        """Gross heating value of the coal as fired [GJ/kg]."""
        return float(np.mean(np.asarray(self.case.feed.coal.hhv_mj_kg))) * 1e-3

    @property
    def dry_nm3_kg(self) -> float:
        """Dry flue gas at 6 % O2 [Nm3/kg of coal]."""
        return float(np.mean(self.case.gas.dry_nm3))

    def on_day(self, mercury_mg_kg_dry: float | None, chlorine_mg_kg_dry: float | None) -> Chain:
        """The train walked with another day's mercury and chlorine of the coal as fired."""
        furnace = self.case.furnace
        per_nm3 = self.dry / self.dry_nm3_kg
        if mercury_mg_kg_dry is not None:
            furnace = replace(furnace, mercury_ug_nm3=np.asarray(mercury_mg_kg_dry * 1e3 * per_nm3))
        if chlorine_mg_kg_dry is not None:
            salt = sum(
                float(additive.halogen_on_coal) / self.dry_nm3_kg
                for additive in self.unit.additives
                if additive.type == "calcium_chloride"
            )
            furnace = replace(furnace, chlorine_mg_nm3=np.asarray(chlorine_mg_kg_dry * per_nm3 + salt))
        return run_chain(furnace, self.case.train, shipped())


def share_of(chain: Chain) -> float:
    """Share of the coal's mercury that leaves the stack [1]."""
    return float(np.mean(chain.stack.hg_total / chain.mercury_ug_nm3))


def prior_of(unit: Unit, country: str | None, where: str, samples: int, seed: int) -> Prior:
    """A unit before its tests; draws as in :func:`ipog.evaluate.evaluate`.

    Raises
    ------
    ipog.diagnostics.InputError
        if a coal is unknown or its analyses contradict each other
    """
    parameters = shipped()
    case = prepare(unit, country, central, parameters, Ledger(where, parameters))
    draws = share_draws(unit, country, where, samples, seed, drawn=lambda name: COAL_MERCURY not in name)
    varied = parameter_draws(samples, seed)
    mercury = prepare(unit, country, Sampler(samples, seed), varied, Ledger(where, varied)).feed.coal
    name = error_class_of(case)
    return Prior(
        unit=unit,
        case=case,
        chain=run_chain(case.furnace, case.train, parameters),
        share_sd=_spread(draws.on_scale),
        coal_sd=_spread(np.log(np.maximum(np.asarray(mercury.mercury_mg_kg), 1e-12))),
        error_class=name,
        error_class_units=calibration().units[name],
    )


def _spread(values: Array) -> float:
    """Standard deviation of a normal distribution with the P10 and P90 of the values."""
    low, high = np.percentile(values, (10, 90))
    return float((high - low) / (2 * Z90))
