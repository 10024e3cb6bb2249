"""The one bridge from plants to arrays and back: resolve, prepare, run the chain, name the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

import ipog
from ipog.coals import AsFired, central
from ipog.diagnostics import InputError, Problem
from ipog.evaluate.adjust import Adjustment, adjusted_chain
from ipog.evaluate.assemble import calibration_result, unit_result
from ipog.evaluate.ledger import Ledger, Tracked
from ipog.evaluate.prepare import coal_elements, prepare
from ipog.evaluate.targets import target_problems
from ipog.evaluate.uncertainty import sample_stack, uncertainty_of
from ipog.evaluate.validity import check_validity
from ipog.model import Parameters, flue_gas, run_chain, shipped, table
from ipog.plant import Plant, Unit
from ipog.results import Evaluation, UnitResult

DEFAULT_SAMPLES = 2000
"""Draws that a single plant gets unless told otherwise."""
DEFAULT_SEED = 1

__all__ = ["DEFAULT_SAMPLES", "DEFAULT_SEED", "Adjustment", "evaluate", "gas_volume"]


def evaluate(
    plant: Plant,
    *,
    samples: int = 0,
    seed: int = DEFAULT_SEED,
    parameters: Parameters | None = None,
    adjustments: Mapping[str, Adjustment] | None = None,
) -> Evaluation:
    """Mercury of every unit of a plant, from the coal to the stack.

    Parameters
    ----------
    plant : a validated plant
    samples : draws of inputs, parameters and the model's error behind P10, P50 and P90 and the
        probability of meeting a target; 0 for the central estimate alone
    seed : the same seed gives the same draws
    parameters : a parameter set for the central estimate; the shipped one if None
    adjustments : what stack tests say of units, by name of the unit

    Raises
    ------
    ipog.diagnostics.InputError
        with every unknown coal, contradictory analysis and unknown limit of all units
    """
    chosen = parameters or shipped()
    problems: list[Problem] = []
    units = []
    for index, unit in enumerate(plant.units):
        try:
            where = f"units[{index}]"
            own = (adjustments or {}).get(unit.name)
            units.append(_evaluate_unit(unit, where, plant.plant.country, chosen, samples, seed, own))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return Evaluation(
        ipog=ipog.__version__,
        parameters=chosen.label,
        plant=plant.plant.name,
        country=plant.plant.country,
        units=tuple(units),
    )


def _evaluate_unit(
    unit: Unit,
    where: str,
    country: str | None,
    parameters: Parameters,
    samples: int,
    seed: int,
    adjustment: Adjustment | None,
) -> UnitResult:
    tracked = Tracked(parameters)
    ledger = Ledger(where, tracked)
    try:
        case = prepare(unit, country, central, tracked, ledger)
    except InputError as error:
        raise InputError([*error.problems, *target_problems(unit, where)]) from None
    check_validity(case, ledger)
    chain = run_chain(case.furnace, case.train, tracked)
    sources = {table()[name].source: None for name in tracked.used}
    if adjustment is None:
        result = unit_result(case, chain, sources, ledger)
    else:
        result = replace(
            unit_result(case, adjusted_chain(chain, adjustment), sources, ledger),
            calibration=calibration_result(chain, adjustment),
        )
    if samples == 0:
        return result
    drawn = sample_stack(unit, country, where, result.stack, samples, seed, adjustment=adjustment)
    return replace(
        result,
        percentiles=drawn.percentiles(),
        targets=tuple(drawn.probability_met(target) for target in result.targets),
        uncertainty=uncertainty_of(unit, country, where, case, result.stack, samples, seed, adjustment),
    )


def gas_volume(coal: AsFired) -> float:
    """Dry flue gas of a coal at 6 % O2 over its heat [Nm3/GJ HHV]."""
    return float(flue_gas(*coal_elements(coal)).dry_nm3 / (np.asarray(coal.hhv_mj_kg) * 1e-3))
