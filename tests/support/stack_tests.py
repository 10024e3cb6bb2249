"""Stack tests and units that the tests of calibration share."""

from __future__ import annotations

from collections.abc import Sequence

from plants import plant, unit_data

from ipog.calibration import StackTest, Update, parse_tests, update
from ipog.evaluate.prior import Prior, prior_of
from ipog.plant import Plant

HEAD = "date,location,method,hg_total (ug/Nm3),coal_mercury_mg_kg_dry"
SAMPLES = 400
TRAIN = ("scr", "esp_cold_side", "wet_fgd")


def plant_with(*apcs: str) -> Plant:
    return plant(unit_data(*(apcs or TRAIN)))


def prior(*apcs: str) -> Prior:
    return prior_of(plant_with(*apcs).units[0], None, "units[0]", SAMPLES, 1)


def rows(
    values: Sequence[float], coal: float | str = "", location: str = "stack", method: str = "30B"
) -> str:
    """A table with one test a day."""
    lines = [f"2024-03-{day:02d},{location},{method},{value},{coal}" for day, value in enumerate(values, 1)]
    return "\n".join([HEAD, *lines]) + "\n"


def read(text: str, *apcs: str) -> tuple[StackTest, ...]:
    return parse_tests(text, "tests.csv", plant_with(*apcs))[0]


def expected_ug_nm3(before: Prior) -> float:
    return float(before.chain.stack.hg_total)


def updated(before: Prior, *factors: float, coal: float | str = 0.1) -> Update:
    """The update by tests that find so many times what was expected."""
    values = [factor * expected_ug_nm3(before) for factor in factors]
    kinds = [device.type for device in before.unit.apcs]
    return update(before, read(rows(values, coal), *kinds), "plant.calibration.toml")
