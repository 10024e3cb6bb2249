"""The input model: what a person means by a plant. No files are read here."""

from __future__ import annotations

from ipog.plant.boiler import Boiler
from ipog.plant.coal import Cleaning, Coal, HeatingValue, Proximate, Trace, Ultimate
from ipog.plant.devices import DEVICE_CLASSES, AnyDevice, Device
from ipog.plant.level import EmissionLevel
from ipog.plant.train import OrderFinding, check_order
from ipog.plant.unit import Additive, Measured, Plant, PlantIdentity, Target, Unit

__all__ = [
    "DEVICE_CLASSES",
    "Additive",
    "AnyDevice",
    "Boiler",
    "Cleaning",
    "Coal",
    "Device",
    "EmissionLevel",
    "HeatingValue",
    "Measured",
    "OrderFinding",
    "Plant",
    "PlantIdentity",
    "Proximate",
    "Target",
    "Trace",
    "Ultimate",
    "Unit",
    "check_order",
]
