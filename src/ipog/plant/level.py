"""Levels of emission: a value in whichever of the known units the author prefers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from ipog.language import tr
from ipog.plant.fields import fault, shown
from ipog.quantities import Amount, QuantityError, read_one_of

TARGET_UNITS: Mapping[str, str] = {
    "gas_concentration": "ug/Nm3",
    "mass_per_heat": "lb/TBtu",
    "mass_per_energy": "lb/GWh",
    "fraction": "%",
    "mass_rate": "g/h",
    "mass_per_year": "kg/year",
}
"""Dimensions a target may have, each with the unit it is held in; ``%`` is removal coal to stack.
Concentrations are dry, 6 % O2, 0 degC, 101.325 kPa."""


@dataclass(frozen=True, slots=True)
class EmissionLevel:
    """A level of emission and the unit it is held in."""

    amount: Amount
    unit: str

    def __str__(self) -> str:
        return f"{float(self.amount):g} {self.unit}"

    def write(self) -> str:
        """The level as text that reads back as the same level."""
        return self.amount.text or f"{float(self.amount)!r} {self.unit}"


@dataclass(frozen=True, slots=True)
class _LevelField:
    def read(self, value: object) -> EmissionLevel:
        if isinstance(value, EmissionLevel):
            return value
        try:
            amount, dimension = read_one_of(value, TARGET_UNITS)
        except QuantityError as error:
            raise fault(
                error.id, str(error), given=error.given, allowed=error.allowed, nearest=error.nearest
            ) from None
        if amount < 0:
            message = tr("a level can't be negative")
            raise fault("out-of-range", message, given=shown(value), allowed=tr("0 or more"))
        return EmissionLevel(amount, TARGET_UNITS[dimension])

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(EmissionLevel.write)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\s*[-+]?\d", "x-units": list(TARGET_UNITS.values())}


Level = Annotated[EmissionLevel, _LevelField()]
