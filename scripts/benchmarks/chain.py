"""The chain beside a hand-fused kernel of the same arithmetic: one unit, a million samples.

    python scripts/benchmarks/chain.py [--samples N] [--repeats R]

The unit burns bituminous coal behind SCR, cold-side ESP and wet scrubber. Every coefficient and the
coal's mercury, chlorine and carbon vary by sample. The kernel is one loop compiled by numba, written
for this one train; both must agree to 1e-9. Needs numba.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from math import exp, log, log1p, log10

import numba
import numpy as np
from numpy.typing import NDArray

from ipog.model import DeviceSpec, Furnace, Parameters, parameter_draws, run_chain

Array = NDArray[np.float64]

CHUNK = 16_384
"""Samples a chunk, so that temporaries stay in the cache."""
NAMES = (
    "halogen.bromine_weight",
    "speciation.oxidised_intercept",
    "speciation.oxidised_halogen",
    "speciation.oxidised_carbon",
    "speciation.particulate_intercept",
    "speciation.particulate_carbon",
    "speciation.particulate_halogen",
    "speciation.hot_side_particulate",
    "speciation.hot_side_oxidised",
    "so3.furnace_conversion",
    "so3.air_preheater_uptake",
    "ash.so3_scale_ppmv",
    "ash.temperature_scale_k",
    "esp.uptake",
    "esp.uptake_carbon",
    "esp.elemental_ratio",
    "scr.greatest_oxidation",
    "scr.oxidation_intercept",
    "scr.oxidation_halogen",
    "scr.ageing_per_10000_h",
    "scr.ammonia_half_ppmv",
    "scr.temperature_scale_k",
    "wet_fgd.oxidised_capture.limestone_forced_oxidation",
    "wet_fgd.re_emission.limestone_forced_oxidation",
    "wet_fgd.equilibrium_ug_nm3",
    "wet_fgd.particulate_capture",
)


@numba.njit(cache=False)
def fused(p: Array, hg: Array, cl: Array, br: float, so2: float, carbon: Array, out: Array) -> None:
    """The same arithmetic as the chain, for this train alone, in one pass over the samples."""
    for i in range(out.size):
        airborne = hg[i] * (1 - 0.008)
        z = log10((cl[i] + p[0, i] * br) / 10.0)
        so3 = so2 * p[9, i]

        active = carbon[i] / (1 + so3 / p[11, i]) / 0.25
        lc = log10(active)
        full = 1 / (1 + exp(-(p[4, i] + p[5, i] * lc + p[6, i] * z)))
        share = 1 / (1 + exp(-(p[1, i] + p[2, i] * z + p[3, i] * lc)))
        hgp = p[7, i] * full * airborne
        vapour = airborne - hgp
        hg2 = p[8, i] * share * vapour
        hg0 = vapour - hg2

        clean = p[16, i] / (1 + exp(-(p[17, i] + p[18, i] * z)))
        activity = exp(-p[19, i] * 1.2) / (1 + 1.0 / p[20, i]) * exp(-10.0 / p[21, i])
        oxidised = (1 - exp(log1p(-clean) * activity)) * hg0
        hg0 -= oxidised
        hg2 += oxidised

        hot = p[7, i] * full
        vapour_left = (1 - full) / (1 - hot)
        elemental_left = (1 - share) / (1 - p[8, i] * share)
        hgp += (1 - vapour_left) * (hg0 + hg2)
        hg2 = (hg2 + hg0 * (1 - elemental_left)) * vapour_left
        hg0 = hg0 * elemental_left * vapour_left
        so3 *= 1 - p[10, i]

        active = carbon[i] / (1 + so3 / p[11, i]) / 0.25
        k = p[13, i] * exp(p[14, i] * log(active)) * min(max(exp(5.0 / p[12, i]), 0.1), 3.0)
        hgp *= 1 - 0.99
        hg2 *= exp(-k)
        hg0 *= exp(-p[15, i] * k)

        dissolved = p[22, i] * hg2 / (hg2 + p[24, i]) * hg2
        hg0 += p[23, i] * dissolved
        hg2 -= dissolved
        hgp *= 1 - p[25, i]
        out[i] = (hg0 + hg2 + hgp) / hg[i]


def train() -> list[DeviceSpec]:
    def one(**numbers: float) -> dict[str, Array]:
        return {name: np.asarray(value) for name, value in numbers.items()}

    scr = one(layers=1.0, catalyst_age_h=12000.0, ammonia_slip_ppmv=1.0, temperature_c=360.0, bypass=0.0)
    esp = one(pm_efficiency=0.99, temperature_c=145.0, conditioning_so3_ppmv=0.0)
    fgd = one(bypass=0.0, oxidised_efficiency=np.nan)
    process = {"process": "limestone_forced_oxidation", "additive": "no"}
    return [
        DeviceSpec("scr", {}, scr),
        DeviceSpec("esp_cold_side", {}, esp),
        DeviceSpec("wet_fgd", process, fgd),
    ]


def chained(
    values: dict[str, Array], hg: Array, cl: Array, br: float, so2: float, carbon: Array, out: Array
) -> None:
    """The model as it ships, chunk by chunk."""
    devices = train()
    for start in range(0, out.size, CHUNK):
        part = slice(start, start + CHUNK)
        parameters = Parameters(
            {name: value[part] if np.ndim(value) else value for name, value in values.items()}, ""
        )
        furnace = Furnace(
            mercury_ug_nm3=hg[None, part],
            chlorine_mg_nm3=cl[None, part],
            bromine_mg_nm3=np.asarray(br),
            so2_ppmv=np.asarray(so2),
            carbon_g_nm3=carbon[None, part],
            alkaline_ash=np.asarray(0.0),
            bottom_ash_retention=np.asarray(0.008),
            fluidised=np.asarray(0.0),
            economiser_exit_temperature_c=np.asarray(360.0),
            air_preheater_exit_temperature_c=np.asarray(145.0),
        )
        chain = run_chain(furnace, devices, parameters)
        out[part] = (chain.stack.hg_total / chain.mercury_ug_nm3)[0]


def best(run: Callable[[], None], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--samples", type=int, default=1_000_000)
    options.add_argument("--repeats", type=int, default=5)
    chosen = options.parse_args()
    count = chosen.samples
    draws = parameter_draws(count, 1)
    values = {name: draws[name] for name in draws}
    table = np.stack([values[name] for name in NAMES])
    generator = np.random.default_rng(1)
    hg, cl, carbon = (m * np.exp(0.3 * generator.standard_normal(count)) for m in (10.0, 80.0, 0.4))
    ours, theirs = np.empty(count), np.empty(count)
    fused(table, hg, cl, 1.0, 800.0, carbon, theirs)
    chained(values, hg, cl, 1.0, 800.0, carbon, ours)
    # The dead branches of this unit (fluidised bed, alkaline ash) leave only rounding.
    worst = float(np.max(np.abs(ours - theirs) / theirs))
    kernel = best(lambda: fused(table, hg, cl, 1.0, 800.0, carbon, theirs), chosen.repeats)
    chain = best(lambda: chained(values, hg, cl, 1.0, 800.0, carbon, ours), chosen.repeats)
    print(f"samples {count}, largest relative difference {worst:.1e}")
    print(f"fused kernel {kernel * 1e3:.0f} ms, chain {chain * 1e3:.0f} ms, ratio {chain / kernel:.2f}")


if __name__ == "__main__":
    main()
