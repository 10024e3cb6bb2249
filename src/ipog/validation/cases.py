"""Measured units as plants: what was known of each, and what its stack emitted."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ipog.plant import Unit

US_2010 = "us_2010.csv"


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
        device |= {"sorbent": "brominated_pac", "rate": 2.0}
    return device
