"""Measured units as plants: what was known of each, and what its stack emitted."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ipog import examples
from ipog.files import parse
from ipog.plant import Unit

US_2010 = "us_2010.csv"
CROSS_VALIDATED = "us_2010_cross_validated.csv"


@dataclass(frozen=True, slots=True)
class FieldUnit:
    """A measured unit.

    Attributes
    ----------
    name, plant : the unit, and the plant it belongs to (a group in cross-validation)
    unit : the unit as the input model has it, with what the measurement reports and nothing more
    stack_lb_tbtu, low, high : measured mercury at the stack, mean and extreme runs [lb/TBtu]
    below_detection : share of the runs below detection, 0..1
    injected_carbon : whether sorbent was injected; kind and rate were not reported
    source : key of the bibliography
    """

    name: str
    plant: str
    unit: Unit
    stack_lb_tbtu: float
    low: float
    high: float
    below_detection: float
    injected_carbon: bool
    source: str

    @property
    def configuration(self) -> str:
        """The train in words that matter for the class."""
        return "+".join(device.type for device in self.unit.apcs)


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """A unit of a shipped example, whose measurements were published.

    Attributes
    ----------
    example : id of the example
    index : place of the unit in its plant
    country : ISO 3166-1 code
    unit : the unit, with its measurements
    """

    example: str
    index: int
    country: str
    unit: Unit

    @property
    def injected_carbon(self) -> bool:
        """Whether sorbent was injected."""
        return any(device.type == "sorbent_injection" for device in self.unit.apcs)


@cache
def published() -> tuple[PublishedUnit, ...]:
    """Every unit of every shipped example, in the order of the ids."""
    found = []
    for example_id in examples.ids():
        plant, problems, _ = parse(examples.read(example_id), example_id)
        if plant is None or plant.plant.country is None:
            raise ValueError(f"example {example_id} can't be validated: {problems}")
        found += [
            PublishedUnit(example_id, index, plant.plant.country, unit)
            for index, unit in enumerate(plant.units)
        ]
    return tuple(found)


@cache
def cross_validated() -> dict[str, float]:
    """Emitted share by unit of :func:`us_2010`, predicted by fits that never saw the unit's plant [1].

    Units with injected carbon are not in it: no fit uses them.
    """
    table = files("ipog").joinpath("data/field").joinpath(CROSS_VALIDATED)
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["unit"]: float(row["emitted_predicted"]) for row in rows}


@cache
def us_2010() -> tuple[FieldUnit, ...]:
    """US units measured for the EPA's information collection request of 2010.

    Coal on a dry basis; a blend without shares is taken as half and half of the same analysis.
    """
    table = files("ipog").joinpath("data/field").joinpath(US_2010)
    return tuple(_field_unit(row) for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def _field_unit(row: dict[str, str]) -> FieldUnit:
    return FieldUnit(
        name=row["unit"],
        plant=row["plant_code"],
        unit=Unit.model_validate(_unit_data(row)),
        stack_lb_tbtu=float(row["stack_lb_tbtu"]),
        low=float(row["stack_low"]),
        high=float(row["stack_high"]),
        below_detection=float(row["runs_below_detection"]) / float(row["runs"]),
        injected_carbon="+sorbent_injection" in f"+{row['train']}",
        source=row["source"],
    )


def _unit_data(row: dict[str, str]) -> dict[str, Any]:
    trace: dict[str, Any] = {"basis": "dry", "mercury": float(row["mercury_mg_kg_dry"])}
    if row["chlorine_mg_kg_dry"]:
        trace["chlorine"] = float(row["chlorine_mg_kg_dry"])
    analysis = {"trace": trace, "heating_value": {"basis": "dry", "hhv": float(row["hhv_mj_kg_dry"])}}
    ranks = row["rank"].split("+")
    data: dict[str, Any] = {
        "name": row["unit"],
        "coal_feed": [{"rank": rank, "share": 100 / len(ranks), **analysis} for rank in ranks],
        "boiler": {"type": row["boiler"]},
        "apcs": [_device_data(kind, row) for kind in row["train"].split("+") if kind],
    }
    if row["gross_capacity_mw"]:
        data["gross_capacity"] = float(row["gross_capacity_mw"])
    return data


def _device_data(kind: str, row: dict[str, str]) -> dict[str, Any]:
    device: dict[str, Any] = {"type": kind}
    if kind == "wet_fgd" and row["fgd_process"]:
        device["process"] = row["fgd_process"]
    if kind == "sorbent_injection":
        # Kind and rate were not reported: what US units of that year commonly used.
        device |= {"sorbent": "brominated_pac", "rate": 1.2}
    return device
