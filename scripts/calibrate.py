"""Estimate the model's parameters from measured units, and write src/ipog/model/calibrated.toml.

    python scripts/calibrate.py            # the shipped calibration, bit for bit
    python scripts/calibrate.py --check    # compare with the shipped file, write nothing

Prior: the hand-kept parameter table, normal on each parameter's free scale. Likelihood: normal on
the logarithm of the emitted share, with the spread of the runs and a model error per class of
train; runs below detection are censored. Posterior: Laplace approximation around its maximum,
compared with an ensemble sampler. The model's error per class comes from 10-fold cross-validation
by plant. Needs scipy and emcee (pip install "ipog[calibrate]").
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import emcee
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.special import log_ndtr

from ipog.coals import central
from ipog.evaluate.draws import Sampler
from ipog.evaluate.group import Group, group_cases
from ipog.evaluate.ledger import Ledger
from ipog.evaluate.prepare import Case, prepare
from ipog.model import Parameters, error_class, prior, prior_table, with_error
from ipog.model.sampling import MOST_MEASURED
from ipog.model.scales import SCALES
from ipog.validation.cases import US_2010, FieldUnit, us_2010

Array = NDArray[np.float64]

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "ipog"
OUTPUT = PACKAGE / "model" / "calibrated.toml"
CROSS_VALIDATED = PACKAGE / "data" / "field" / "us_2010_cross_validated.csv"
SEED = 20261124
DRAWS = 400
FOLDS = 10
REPEATS = 5
"""Random partitions into folds; scores are their mean, since one partition moves them by 0.01."""
START_SD = 0.9
"""Model error of the emitted share to start from [ln]."""
SHRINK_UNITS = 8.0
"""Weight of the pooled error in that of a class, in units."""
DETECTION_FLOOR = 1e-4
LN10 = float(np.log(10.0))

# Parameters that no field unit of the set can inform stay at their prior.
UNINFORMED = (
    "default.", "fixed_bed.", "sorbent.", "bottom_ash_retention.", "wet_fgd.solids_share.",
    "wet_fgd.additive_ratio", "speciation.hot_side_oxidised",
)  # fmt: skip
UNINFORMED_WORDS = (
    "gas_temperature", "temperature_scale", "ageing", "ammonia", "catalyst", "trona", "sodium_bicarbonate",
    "seawater", "double_alkali", "magnesium", ".lime",
)  # fmt: skip


@dataclass(frozen=True)
class Data:
    """Field units ready for the fit."""

    units: tuple[FieldUnit, ...]
    cases: list[Case]
    emitted: Array
    measurement_sd: Array
    censored: NDArray[np.bool_]
    classes: tuple[str, ...]

    def part(self, chosen: NDArray[np.bool_]) -> Data:
        index = np.flatnonzero(chosen)
        return Data(
            tuple(self.units[i] for i in index),
            [self.cases[i] for i in index],
            self.emitted[index],
            self.measurement_sd[index],
            self.censored[index],
            tuple(self.classes[i] for i in index),
        )


def read_data() -> Data:
    """Units without injected carbon: its kind and rate were not reported."""
    units = tuple(unit for unit in us_2010() if not unit.injected_carbon)
    values = prior()
    cases = [prepare(unit.unit, "US", central, values, Ledger("unit", values)) for unit in units]
    inlet = np.array([
        float(np.mean(case.feed.coal.mercury_mg_kg / (case.feed.coal.hhv_mj_kg * 1e-3))) / 0.4299226
        for case in cases
    ])  # fmt: skip
    emitted = np.array([unit.stack_lb_tbtu for unit in units]) / inlet
    # Three runs span about 1.7 standard deviations; the coal of the day adds some 15 %.
    runs = np.array([np.log(unit.high / unit.low) / 1.7 if unit.low > 0 else 0.3 for unit in units])
    return Data(
        units=units,
        cases=cases,
        emitted=np.clip(emitted, DETECTION_FLOOR, 1.0),
        measurement_sd=np.hypot(np.minimum(runs, 0.6) / np.sqrt(3), 0.15),
        censored=np.array([unit.below_detection > 0.99 for unit in units]),
        classes=tuple(error_class(case.train, bool(np.all(case.furnace.fluidised == 1.0))) for case in cases),
    )


class Fit:
    """Maximum and curvature of the posterior for a set of units."""

    def __init__(self, data: Data, model_sd: dict[str, float]) -> None:
        self.data = data
        self.groups: list[Group] = group_cases(data.cases)
        self.sd = np.hypot(data.measurement_sd, np.array([model_sd[name] for name in data.classes]))
        self.names = informed()
        rows = prior_table()
        self.prior_mean = np.array([rows[name].free_mean for name in self.names])
        self.prior_sd = np.array([rows[name].free_sd for name in self.names])

    def predict(self, free: Array) -> Array:
        """Logarithm of the emitted share, shape (units, samples), for free values (samples, n)."""
        return predict(self.groups, len(self.data.units), self.names, free)

    def residuals(self, free: Array) -> Array:
        """Whitened residuals of units and prior, shape (units + n, samples)."""
        free = np.atleast_2d(free)
        miss = (self.predict(free) - np.log(self.data.emitted)[:, None]) / self.sd[:, None]
        # Below detection only a prediction above the detected level is a miss.
        miss = np.where(self.data.censored[:, None] & (miss < 0), 0.0, miss)
        return np.concatenate([miss, (free - self.prior_mean).T / self.prior_sd[:, None]])

    def solve(self) -> tuple[Array, Array]:
        """Mean and covariance of the Laplace approximation, on the free scale."""
        step = 1e-4 * self.prior_sd

        def jacobian(x: Array) -> Array:
            both = self.residuals(np.concatenate([x + np.diag(step), x - np.diag(step)]))
            return (both[:, : len(x)] - both[:, len(x) :]) / (2 * step)

        found = least_squares(
            lambda x: self.residuals(x)[:, 0],
            self.prior_mean,
            jac=jacobian,
            x_scale=self.prior_sd,
            xtol=1e-10,
        )
        curvature = jacobian(found.x)
        return found.x, np.linalg.inv(curvature.T @ curvature)

    def informed_by(self, mean: Array) -> list[int]:
        """Number of units whose emission each parameter moves by more than 0.1 % a standard deviation."""
        moved = self.predict(mean + np.diag(self.prior_sd)) - self.predict(mean)
        return [int(count) for count in (np.abs(moved) > 1e-3).sum(axis=0)]

    def log_posterior(self, free: Array) -> Array:
        """Unnormalised log posterior of free values (samples, n), with censoring done in full."""
        with np.errstate(all="ignore"):
            miss = (self.predict(free) - np.log(self.data.emitted)[:, None]) / self.sd[:, None]
        fit = np.where(self.data.censored[:, None], log_ndtr(-miss), -0.5 * miss**2).sum(axis=0)
        believed = -0.5 * (((free - self.prior_mean) / self.prior_sd) ** 2).sum(axis=1)
        total = fit + believed
        return np.where(np.isfinite(total), total, -np.inf)


def informed() -> tuple[str, ...]:
    return tuple(
        name
        for name in prior_table()
        if not name.startswith(UNINFORMED) and not any(word in name for word in UNINFORMED_WORDS)
    )


def predict(groups: list[Group], units: int, names: tuple[str, ...], free: Array) -> Array:
    """Logarithm of the emitted share by unit and sample."""
    free = np.atleast_2d(free)
    rows = prior_table()
    values = dict(prior())
    for column, name in enumerate(names):
        values[name] = SCALES[rows[name].scale].from_free(free[:, column])
    parameters = Parameters(values, "fit")
    result = np.empty((units, len(free)))
    for group in groups:
        chain = group.run(parameters)
        result[list(group.indices)] = np.log(np.maximum(chain.stack.hg_total / chain.mercury_ug_nm3, 1e-9))
    return result


def class_sd(data: Data, miss_ln: Array) -> dict[str, float]:
    """Model error by class [ln], each shrunk towards the pooled one."""
    pooled = float(np.mean(miss_ln**2))
    found = {}
    for name in sorted(set(data.classes)):
        own = miss_ln[[known == name for known in data.classes]]
        variance = (np.sum(own**2) + SHRINK_UNITS * pooled) / (len(own) + SHRINK_UNITS)
        noise = float(np.mean(data.measurement_sd**2))
        found[name] = float(np.sqrt(max(variance - noise, 0.04)))
    return found


def folds(data: Data, seed: int) -> NDArray[np.int_]:
    """A fold for each unit; units of a plant share one."""
    plants = sorted({unit.plant for unit in data.units})
    order = np.random.default_rng(seed).permutation(len(plants))
    by_plant = {plants[plant]: place % FOLDS for place, plant in enumerate(order)}
    return np.array([by_plant[unit.plant] for unit in data.units])


def cross_validate(data: Data, model_sd: dict[str, float], seed: int) -> tuple[Array, Array]:
    """Predicted log emitted share of each unit by a fit that never saw its plant, and its sd."""
    mean, sd = np.empty(len(data.units)), np.empty(len(data.units))
    fold = folds(data, seed)
    generator = np.random.default_rng(seed)
    for held_out in range(FOLDS):
        test = fold == held_out
        fit = Fit(data.part(~test), model_sd)
        centre, covariance = fit.solve()
        draws = generator.multivariate_normal(centre, covariance, 200, method="cholesky")
        part = data.part(test)
        predicted = predict(group_cases(part.cases), len(part.units), fit.names, draws)
        mean[test], sd[test] = predicted.mean(axis=1), predicted.std(axis=1)
    return mean, sd


def figures(predicted_ln: Array, emitted: Array) -> dict[str, float]:
    """Scores of a prediction: log10 RMSE, bias, shares within a factor of 2 and 3."""
    miss = (predicted_ln - np.log(emitted)) / LN10
    return {
        "log10_rmse": float(np.sqrt(np.mean(miss**2))),
        "log10_bias": float(np.mean(miss)),
        "within_factor_2": float(np.mean(np.abs(miss) <= np.log10(2))),
        "within_factor_3": float(np.mean(np.abs(miss) <= np.log10(3))),
    }


def simulate(data: Data, fit: Fit, mean: Array, covariance: Array) -> Array:
    """Log of stack over coal mercury from draws of inputs and parameters, shape (units, draws).

    The coal's mercury of the measurement is the divisor, so that its spread counts too.
    """
    generator = np.random.default_rng(SEED)
    free = generator.multivariate_normal(mean, covariance, DRAWS, method="cholesky")
    values = {
        name: SCALES[row.scale].from_free(row.free_mean + row.free_sd * generator.standard_normal(DRAWS))
        for name, row in prior_table().items()
    }
    for column, name in enumerate(fit.names):
        values[name] = SCALES[prior_table()[name].scale].from_free(free[:, column])
    parameters = Parameters(values, "draws")
    result = np.empty((len(data.units), DRAWS))
    for place, (unit, centre) in enumerate(zip(data.units, data.cases, strict=True)):
        sampler = Sampler(DRAWS, SEED + place)
        case = prepare(unit.unit, "US", sampler, parameters, Ledger("unit", parameters))
        chain = group_cases([case])[0].run(parameters)
        brought = case.feed.coal.mercury_mg_kg / centre.feed.coal.mercury_mg_kg
        result[place] = np.log(np.ravel(chain.stack.hg_total / chain.mercury_ug_nm3) * brought)
    return result


def covered(data: Data, simulated_ln: Array, sd: Array) -> NDArray[np.bool_]:
    """Which measurements lie between P10 and P90 of the simulation with a model error."""
    error = np.random.default_rng(SEED).standard_normal(simulated_ln.shape[1])
    shares = np.minimum(np.exp(simulated_ln), MOST_MEASURED - 1e-6)
    spread = np.log(with_error(shares, sd[:, None] * error))
    low, high = np.percentile(spread, [10, 90], axis=1)
    measured = np.log(data.emitted)
    return (measured >= low - 1e-9) & (measured <= high + 1e-9)


def error_by_class(data: Data, simulated_ln: Array) -> dict[str, dict[str, float]]:
    """Model error by class, so that P10 to P90 holds 80 % of the cross-validated measurements.

    For each class the smallest error that covers them, shrunk towards the pool's.
    """
    tried = np.arange(0.1, 4.01, 0.05)
    inside = np.stack([covered(data, simulated_ln, np.full(len(data.units), sd)) for sd in tried])

    def smallest(chosen: NDArray[np.bool_]) -> float:
        reached = np.flatnonzero(inside[:, chosen].mean(axis=1) >= 0.8)
        return float(tried[reached[0]]) if len(reached) else float(tried[-1])

    pooled = smallest(np.ones(len(data.units), bool))
    rows = {}
    for name in sorted(set(data.classes)):
        chosen = np.array([known == name for known in data.classes])
        count = int(chosen.sum())
        sd = (count * smallest(chosen) + SHRINK_UNITS * pooled) / (count + SHRINK_UNITS)
        rows[name] = {"sd": sd, "units": count}
    # No unit of the fit injected carbon: its class takes the pool's error.
    rows["sorbent_injection"] = {"sd": pooled, "units": 0}
    return rows


def sampler_check(fit: Fit, mean: Array, covariance: Array, steps: int) -> dict[str, float]:
    """The Laplace approximation beside an ensemble sampler, in standard deviations."""
    count = len(mean)
    walkers = 3 * count
    generator = np.random.default_rng(SEED)
    start = generator.multivariate_normal(mean, covariance, walkers, method="cholesky")
    sampler = emcee.EnsembleSampler(
        walkers,
        count,
        fit.log_posterior,
        vectorize=True,
        moves=[(emcee.moves.DEMove(), 0.8), (emcee.moves.DESnookerMove(), 0.2)],
    )
    sampler.random_state = np.random.RandomState(SEED).get_state()
    sampler.run_mcmc(start, steps, skip_initial_state_check=True)
    chain = sampler.get_chain(discard=steps // 3, flat=True)
    sd = np.sqrt(np.diag(covariance))
    shift = np.abs(chain.mean(axis=0) - mean) / sd
    return {
        "sampler_steps": float(steps),
        "acceptance": float(np.mean(sampler.acceptance_fraction)),
        "largest_shift_of_mean_sd": float(shift.max()),
        "median_shift_of_mean_sd": float(np.median(shift)),
        "median_ratio_of_sd": float(np.median(chain.std(axis=0) / sd)),
    }


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def number(value: float) -> str:
    return f"{value:.6g}" if value else "0.0"


def as_float(text: str) -> str:
    return text if any(mark in text for mark in ".en") else f"{text}.0"


def render(
    fit: Fit,
    mean: Array,
    covariance: Array,
    errors: dict[str, dict[str, float]],
    diagnostics: dict[str, float],
    day: str,
) -> str:
    lines = [
        "# Written by scripts/calibrate.py; not to be edited by hand.",
        "",
        "[set]",
        f'date = "{day}"',
        'command = "python scripts/calibrate.py"',
        f'data = "{US_2010} sha256:{digest(PACKAGE / "data" / "field" / US_2010)}"',
        f'prior = "parameters.toml sha256:{digest(PACKAGE / "model" / "parameters.toml")}"',
        "",
        "[diagnostics]",
        *(f"{name} = {as_float(number(value))}" for name, value in diagnostics.items()),
        "",
    ]
    for name, row in errors.items():
        lines += [
            f"[error.{name}]",
            f"sd = {as_float(number(row['sd']))}",
            f"units = {row['units']}",
            "",
        ]
    lines += ["[parameters]", "names = ["]
    lines += [f'    "{name}",' for name in fit.names]
    lines += ["]", "mean = [" + ", ".join(as_float(number(value)) for value in mean) + "]"]
    lines += [
        "# Field units that each of them moves.",
        "units = [" + ", ".join(str(count) for count in fit.informed_by(mean)) + "]",
        "# Lower triangle, a row a parameter.",
        "covariance = [",
    ]
    lines += [
        "    ["
        + ", ".join(as_float(f"{value:.3g}" if value else "0.0") for value in covariance[row, : row + 1])
        + "],"
        for row in range(len(mean))
    ]
    return "\n".join([*lines, "]", ""])


def write_cross_validated(data: Data, predicted_ln: Array, parameter_sd: Array) -> str:
    rows = [["unit", "plant_code", "class", "emitted_measured", "emitted_predicted", "parameter_sd_ln"]]
    rows += [
        [unit.name, unit.plant, name, f"{measured:.4g}", f"{np.exp(value):.4g}", f"{sd:.3g}"]
        for unit, name, measured, value, sd in zip(
            data.units, data.classes, data.emitted, predicted_ln, parameter_sd, strict=True
        )
    ]
    with CROSS_VALIDATED.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return CROSS_VALIDATED.name


def calibrate(steps: int, day: str) -> tuple[str, Data, Array, Array]:
    data = read_data()
    model_sd = dict.fromkeys(sorted(set(data.classes)), START_SD)
    for _ in range(3):
        fit = Fit(data, model_sd)
        mean, covariance = fit.solve()
        model_sd = class_sd(data, fit.predict(mean)[:, 0] - np.log(data.emitted))
    fit = Fit(data, model_sd)
    mean, covariance = fit.solve()
    repeated = [cross_validate(data, model_sd, SEED + repeat) for repeat in range(REPEATS)]
    scores = [figures(predicted, data.emitted) for predicted, _ in repeated]
    predicted, spread = (np.mean(part, axis=0) for part in zip(*repeated, strict=True))
    simulated = simulate(data, fit, mean, covariance)
    # The simulation gives the spread, cross-validation the centre.
    simulated += (predicted - np.median(simulated, axis=1))[:, None]
    errors = error_by_class(data, simulated)
    error_sd = np.array([errors[name]["sd"] for name in data.classes])
    diagnostics = {
        "units": float(len(data.units)),
        **{f"fitted_{name}": value for name, value in figures(fit.predict(mean)[:, 0], data.emitted).items()},
        **{
            f"cross_validated_{name}": float(np.mean([score[name] for score in scores])) for name in scores[0]
        },
        "cross_validated_coverage_p10_p90": float(np.mean(covered(data, simulated, error_sd))),
        **sampler_check(fit, mean, covariance, steps),
    }
    for name, value in diagnostics.items():
        print(f"{name:42s} {value:.4g}")
    for name, row in errors.items():
        print(f"error {name:36s} {row['sd']:.3f}  {row['units']} units")
    return render(fit, mean, covariance, errors, diagnostics, day), data, predicted, spread


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--check", action="store_true", help="compare with the shipped file, write nothing")
    options.add_argument("--steps", type=int, default=1500, help="steps of the ensemble sampler")
    options.add_argument("--date", help="date of the set; that of the shipped file with --check")
    chosen = options.parse_args()
    day = chosen.date or date.today().isoformat()  # noqa: DTZ011
    if chosen.check:
        shipped = OUTPUT.read_text(encoding="utf-8")
        day = shipped.split('date = "')[1].split('"')[0]
    text, data, predicted, spread = calibrate(chosen.steps, day)
    if chosen.check:
        same = text == shipped
        print("the shipped calibration is reproduced" if same else "the shipped calibration differs")
        return 0 if same else 1
    OUTPUT.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {OUTPUT} and {write_cross_validated(data, predicted, spread)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
