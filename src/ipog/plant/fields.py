"""Field types of the input model: quantities with units, and words of the vocabulary.

A quantity field accepts a plain number in its default unit, text with a unit, or a mapping with a
spread; it holds an :class:`ipog.quantities.Amount` in the default unit. A word field accepts any
synonym and holds the canonical word. Both describe themselves in the JSON Schema.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from ipog import vocabulary
from ipog.quantities import Amount, QuantityError, read_amount


class Strict(BaseModel):
    """Base of the input model: unknown keys are errors, instances don't change."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False)


def fault(problem_id: str, message: str, **context: Any) -> PydanticCustomError:
    """A validation error whose context names what was given, what is allowed, and the nearest word.

    Context keys understood by the renderer: ``given``, ``allowed``, ``nearest`` and ``at`` (a field
    below the one that raises, to point at).
    """
    # The message is final text, so its braces must not be taken for template fields.
    escaped = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError(problem_id.replace("-", "_"), escaped, context)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Quantity:
    """Marks a float field as a quantity.

    Attributes
    ----------
    dimension : row of ``units.toml``, such as ``"mass_fraction"``
    unit : unit of a plain number and of the stored value
    low, high : what is physically possible; outside is an error
    positive : whether zero itself is impossible
    """

    dimension: str
    unit: str
    low: float | None = None
    high: float | None = None
    positive: bool = False

    def read(self, value: object) -> Amount:
        try:
            amount = read_amount(value, self.dimension, self.unit)
        except QuantityError as error:
            raise fault(
                error.id, str(error), given=str(value), allowed=error.allowed, nearest=error.nearest
            ) from None
        too_low = self.low is not None and (amount < self.low or (self.positive and amount <= self.low))
        too_high = self.high is not None and amount > self.high
        if too_low or too_high:
            raise fault(
                "out-of-range",
                f"{amount.text or float(amount)} is outside what is possible here",
                given=str(value),
                allowed=self.allowed,
            )
        return amount

    @property
    def allowed(self) -> str:
        more = "more than" if self.positive else "at least"
        if self.low is not None and self.high is not None:
            return f"{'above ' if self.positive else ''}{self.low:g} to {self.high:g} {self.unit}"
        if self.low is not None:
            return f"{more} {self.low:g} {self.unit}"
        return f"a number in {self.unit}"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(float)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        number: dict[str, Any] = {"type": "number"}
        if self.low is not None:
            number["exclusiveMinimum" if self.positive else "minimum"] = self.low
        if self.high is not None:
            number["maximum"] = self.high
        return {
            "anyOf": [number, {"type": "string"}, {"type": "object"}],
            "x-unit": self.unit,
            "x-dimension": self.dimension,
            "x-allowed": self.allowed,
        }


@dataclass(frozen=True, slots=True)
class Word:
    """Marks a text field as a word of the vocabulary."""

    kind: str

    def read(self, value: object) -> str:
        if not isinstance(value, str):
            raise fault(
                "unknown-word",
                f"{value!r} is not a {self.kind.replace('_', ' ')}",
                given=str(value),
                allowed=", ".join(vocabulary.words(self.kind)),
            )
        try:
            return vocabulary.canonical(self.kind, value)
        except vocabulary.UnknownWord as error:
            raise fault(
                "unknown-word",
                str(error),
                given=value,
                allowed=", ".join(error.allowed),
                nearest=error.nearest,
            ) from None

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "enum": list(vocabulary.words(self.kind)), "x-words": self.kind}


Percent = Annotated[float, Quantity("mass_fraction", "%", 0, 100)]
Share = Annotated[float, Quantity("fraction", "%", 0, 100)]
PositiveShare = Annotated[float, Quantity("fraction", "%", 0, 100, positive=True)]
TraceMgKg = Annotated[float, Quantity("mass_fraction", "mg/kg", 0, 100_000)]
MercuryMgKg = Annotated[float, Quantity("mass_fraction", "mg/kg", 0, 100)]
HeatingMJkg = Annotated[float, Quantity("heating_value", "MJ/kg", 0, 45, positive=True)]
PowerMW = Annotated[float, Quantity("power", "MW", 0, 20_000, positive=True)]
HeatRateKJkWh = Annotated[float, Quantity("heat_rate", "kJ/kWh", 3600, 60_000)]
TemperatureC = Annotated[float, Quantity("temperature", "degC", -40, 1800)]
DurationH = Annotated[float, Quantity("duration", "h", 0, 500_000)]
InjectionLbMMacf = Annotated[float, Quantity("injection_rate", "lb/MMacf", 0, 100)]
Ppmv = Annotated[float, Quantity("volume_fraction", "ppmv", 0, 1_000_000)]
PressureKPa = Annotated[float, Quantity("pressure", "kPa", 0, 50)]

Rank = Annotated[str, Word("rank")]
Basis = Annotated[str, Word("basis")]

Reader = Callable[[object], Any]
