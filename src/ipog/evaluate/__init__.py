"""The one bridge from plants to arrays and back: resolve, prepare, run the chain, name the figures."""

from __future__ import annotations

import ipog
from ipog.coals import AsFired, central
from ipog.diagnostics import InputError, Problem
from ipog.evaluate.assemble import unit_result
from ipog.evaluate.ledger import Ledger, Tracked
from ipog.evaluate.prepare import prepare
from ipog.evaluate.validity import check_validity
from ipog.model import Parameters, flue_gas, run_chain, shipped, table
from ipog.plant import Plant, Unit
from ipog.results import Evaluation, UnitResult

__all__ = ["evaluate", "gas_volume"]


def evaluate(plant: Plant, parameters: Parameters | None = None) -> Evaluation:
    """Mercury of every unit of a plant, from the coal to the stack.

    Parameters
    ----------
    plant : a validated plant
    parameters : a parameter set; the shipped one if None

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
            units.append(_evaluate_unit(unit, f"units[{index}]", plant.plant.country, chosen))
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


def _evaluate_unit(unit: Unit, where: str, country: str | None, parameters: Parameters) -> UnitResult:
    tracked = Tracked(parameters)
    ledger = Ledger(where, tracked)
    case = prepare(unit, country, central, tracked, ledger)
    check_validity(case, ledger)
    chain = run_chain(case.furnace, case.train, tracked)
    sources = {table()[name].source: None for name in tracked.used}
    return unit_result(case, chain, sources, ledger)


def gas_volume(coal: AsFired) -> float:
    """Dry flue gas of a coal at 6 % O2 over its heat [Nm3/GJ HHV]."""
    parts = (coal.carbon, coal.hydrogen, coal.nitrogen, coal.sulfur, coal.oxygen, coal.moisture)
    return float(flue_gas(*parts).dry_nm3 / (coal.hhv_mj_kg * 1e-3))  # type: ignore[arg-type]
