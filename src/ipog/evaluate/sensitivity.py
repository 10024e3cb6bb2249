"""Global sensitivity: how much of the spread each input explains, alone and with its interactions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.coals import Value
from ipog.evaluate.draws import Scan, from_normal, spread_of
from ipog.evaluate.group import group_cases
from ipog.evaluate.ledger import Ledger, Tracked
from ipog.evaluate.prepare import prepare
from ipog.evaluate.validity import model_error_sd
from ipog.language import mark
from ipog.model import Parameters, calibration, shipped, table, with_error
from ipog.model.scales import SCALES
from ipog.plant import Unit
from ipog.quantities import Spread

Array = NDArray[np.float64]

CALIBRATED = mark("calibrated coefficients")
OTHER = mark("other coefficients")
ERROR = mark("the model's own error")
_EDGE = 5e-3
"""Shares nearer to 0 and 1 than this are not drawn, so that no tail decides."""


@dataclass(frozen=True, slots=True)
class SobolIndex:
    """Share of the variance of the logarithm of the stack that an input, or a group, explains.

    Attributes
    ----------
    name : path of the input, default parameter, or group of coefficients
    first, total : alone, and with all its interactions [1]
    first_95, total_95 : half-widths of their 95 % intervals
    """

    name: str
    first: float
    first_95: float
    total: float
    total_95: float


class _Given:
    """Draws figures from columns of standard normal values."""

    def __init__(self, columns: dict[str, Array], uniform: dict[str, Array]) -> None:
        self._columns = columns
        self._uniform = uniform

    def __call__(
        self, path: str, amount: float, default_spread: Spread | None = None, positive: bool = True
    ) -> Value:
        spread = spread_of(amount, default_spread)
        if spread is None or path not in self._columns:
            return float(amount)
        if spread.kind == "uniform":
            return np.asarray(spread.low + (spread.high - spread.low) * self._uniform[path])
        return from_normal(float(amount), spread, self._columns[path], positive)


def sobol_indices(
    unit: Unit, country: str | None, where: str, points: int = 256, seed: int = 1
) -> tuple[SobolIndex, ...]:
    """First-order and total Sobol indices of mercury at the stack, largest total first.

    Correlated coefficients of the calibration count as one group, the others as another; inputs of the
    plant file and assumed values count one by one. Method: Saltelli's scheme as SALib has it.

    Parameters
    ----------
    unit, country, where : the unit and its path
    points : base sample, a power of 2; the chain runs points x (groups + 2) samples
    seed : of the sample

    Raises
    ------
    ModuleNotFoundError
        without the extra ``sensitivity`` (SALib)
    """
    from SALib.analyze import sobol as analyse
    from SALib.sample import sobol as sample
    from scipy.special import ndtri

    paths, names = _uncertain(unit, country, where)
    variables = [*paths, *names, ERROR]
    problem: dict[str, Any] = {
        "num_vars": len(variables),
        "names": variables,
        "bounds": [[_EDGE, 1 - _EDGE]] * len(variables),
        "groups": [*paths, *(_group(name) for name in names), ERROR],
    }
    uniform = sample.sample(problem, points, calc_second_order=False, seed=seed)
    normal = {name: ndtri(uniform[:, column]) for column, name in enumerate(variables)}
    parameters = _parameters(names, normal)
    shares = {name: uniform[:, column] for column, name in enumerate(variables)}
    case = prepare(unit, country, _Given(normal, shares), parameters, Ledger(where, parameters))
    chain = group_cases([case])[0].run(parameters)
    emitted = np.broadcast_to(np.ravel(chain.stack.hg_total / chain.mercury_ug_nm3), len(uniform))
    emitted = with_error(emitted, model_error_sd(case) * normal[ERROR])
    stack = emitted * np.asarray(case.feed.coal.mercury_mg_kg) / case.gas.dry_nm3
    found = analyse.analyze(
        problem,
        np.log(np.maximum(stack, 1e-12)),
        calc_second_order=False,
        seed=seed,
        print_to_console=False,
        num_resamples=50,
    )
    groups = list(dict.fromkeys(problem["groups"]))
    rows = [
        SobolIndex(name, float(s1), float(s1_95), float(st), float(st_95))
        for name, s1, s1_95, st, st_95 in zip(
            groups, found["S1"], found["S1_conf"], found["ST"], found["ST_conf"], strict=True
        )
    ]
    return tuple(sorted(rows, key=lambda row: -row.total))


def _group(name: str) -> str:
    if name in calibration().names:
        return CALIBRATED
    return name if name.startswith("default.") else OTHER


def _uncertain(unit: Unit, country: str | None, where: str) -> tuple[list[str], list[str]]:
    """Paths of the inputs with a spread, and names of the parameters that the unit uses."""
    scan, used = Scan(), Tracked(shipped())
    group_cases([prepare(unit, country, scan, used, Ledger(where, used))])[0].run(used)
    paths = list(scan.moved)
    # All calibrated coefficients are drawn, since their correlations tie them together.
    names = dict.fromkeys([*calibration().names, *used.used])
    return paths, list(names)


def _parameters(names: list[str], normal: dict[str, Array]) -> Parameters:
    fitted = calibration()
    standard = np.stack([normal[name] for name in fitted.names])
    free = dict(
        zip(
            fitted.names, fitted.mean[:, None] + np.linalg.cholesky(fitted.covariance) @ standard, strict=True
        )
    )
    values = dict(shipped())
    for name in names:
        row = table()[name]
        drawn = free[name] if name in free else row.free_mean + row.free_sd * normal[name]
        values[name] = SCALES[row.scale].from_free(drawn)
    return Parameters(values, shipped().label)
