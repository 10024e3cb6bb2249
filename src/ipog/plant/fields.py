"""Field types of the input model: quantities with units, and words of the vocabulary.

A quantity field accepts a plain number in its default unit, text with a unit, or a mapping with a
spread; it holds an :class:`ipog.quantities.Amount` in the default unit. A word field accepts any
synonym and holds the canonical word. Both describe themselves in the JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from ipog import vocabulary
from ipog.language import tr
from ipog.quantities import Amount, QuantityError, Spread, read_amount

SENTENCE: Literal["ipog"] = "ipog"
"""Type of the validation errors that carry their own sentence and context."""

_PLAIN = re.compile(r"[-+.\de\s±/]+", re.IGNORECASE)


class Strict(BaseModel):
    """Base of the input model: unknown keys are errors, an empty value counts as left out."""

    # A unit called 1 or a note that is a number needs no quotation marks.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            return {key: value for key, value in data.items() if value is not None or not cls._reads(key)}
        return data

    @classmethod
    def _reads(cls, key: str) -> bool:
        return any(
            key == name
            or (isinstance(field.validation_alias, AliasChoices) and key in field.validation_alias.choices)
            for name, field in cls.model_fields.items()
        )


def empty() -> list[Any]:
    """The default of a list: ``list`` itself has no signature, and pydantic would seek it for long."""
    return []


def fault(problem_id: str, message: str, **context: Any) -> PydanticCustomError:
    """A validation error whose context names what was given, what is allowed, and the nearest word.

    Context keys understood by the renderer: ``given``, ``allowed``, ``nearest`` and ``at`` (a field
    below the one that raises, or the path to one, to point at).
    """
    return PydanticCustomError(SENTENCE, "{message}", {**context, "id": problem_id, "message": message})


def raise_faults(faults: Sequence[PydanticCustomError]) -> None:
    """Raise what a check of a whole group found; does nothing if it found nothing."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        contexts = [found.context for found in faults]
        message = "; ".join(found.message() for found in faults)
        raise PydanticCustomError(SENTENCE, "{message}", {"message": message, "faults": contexts})


@dataclass(frozen=True, slots=True)
class Quantity:
    """Marks a float field as a quantity.

    Attributes
    ----------
    dimension : row of ``units.toml``, such as ``"mass_fraction"``
    unit : unit of a plain number and of the stored value
    low, high : what is physically possible; outside is an error
    positive : whether zero itself is impossible
    factor : whether a plain number up to 1 means a fraction of one, as in ``capacity_factor: 0.75``
    """

    dimension: str
    unit: str
    low: float | None = None
    high: float | None = None
    positive: bool = False
    factor: bool = False

    def read(self, value: object) -> Amount:
        """The amount that a person wrote, in the field's unit."""
        try:
            amount = read_amount(value, self.dimension, self.unit)
        except QuantityError as error:
            raise fault(
                error.id, str(error), given=error.given, allowed=error.allowed, nearest=error.nearest
            ) from None
        if self.factor and _is_plain(value) and (amount.spread.high if amount.spread else amount) <= 1:
            amount = _in_percent(amount)
        if not self._possible(amount):
            raise fault(
                "out-of-range",
                tr("{given} is outside what is possible here", given=shown(value)),
                given=shown(value),
                allowed=self.allowed,
                nearest=self._as_percent(amount),
            )
        return amount

    def _possible(self, number: float) -> bool:
        if self.low is not None and (number < self.low or (self.positive and number <= self.low)):
            return False
        return self.high is None or number <= self.high

    def _as_percent(self, number: float) -> str | None:
        """What is meant if somebody wrote a fraction of one where a per cent is wanted."""
        if self.unit == "%" and 0 < number < 1 and self._possible(100 * number):
            return f"{100 * number:g} %"
        return None

    @property
    def allowed(self) -> str:
        """The possible values in words."""
        if self.low is None or self.high is None:
            return tr("{unit}, or another unit of the kind", unit=self.unit)
        ends = {"low": f"{self.low:.12g}", "high": f"{self.high:.12g}", "unit": self.unit}
        if self.positive:
            return tr("more than {low} and at most {high} {unit}", **ends)
        return tr("{low} to {high} {unit}", **ends)

    def write(self, amount: float) -> str | dict[str, str]:
        """An amount as text (or a mapping, if it has percentiles) that reads back as the same amount."""
        spread = getattr(amount, "spread", None)
        text = getattr(amount, "text", None)
        if text and not _is_plain(text):
            again = read_amount(text, self.dimension, self.unit)
            if (float(again), again.spread) == (float(amount), spread):
                return str(text)
        if spread is None:
            return self._exact(amount)
        low, high = ("p10", "p90") if spread.kind == "percentiles" else ("low", "high")
        if spread.kind == "normal95":
            return f"{self._exact(amount)} +- {self._exact(spread.high - amount)}"
        return {"value": self._exact(amount), low: self._exact(spread.low), high: self._exact(spread.high)}

    def _exact(self, number: float) -> str:
        return f"{int(number) if float(number).is_integer() else float(number)!r} {self.unit}"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(self.write)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        number: dict[str, Any] = {"type": "number"}
        if self.low is not None:
            number["exclusiveMinimum" if self.positive else "minimum"] = self.low
        if self.high is not None:
            number["maximum"] = self.high
        single = {"type": ["number", "string"]}
        spread = {
            "type": "object",
            "properties": {
                **dict.fromkeys(("value", "low", "high", "p10", "p90"), single),
                "unit": {"type": "string"},
            },
            "additionalProperties": False,
        }
        return {
            "anyOf": [number, {"type": "string", "pattern": r"^\s*[-+]?\d"}, spread],
            "x-unit": self.unit,
            "x-dimension": self.dimension,
            "x-allowed": self.allowed,
        }


def shown(value: object) -> str:
    """What somebody wrote, cut to a length that fits a message."""
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _is_plain(value: object) -> bool:
    """Whether a number or range was written without any unit."""
    if isinstance(value, dict):
        return value.get("unit") is None and all(_is_plain(item) for item in value.values())
    if isinstance(value, str):
        return _PLAIN.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, Amount)


def _in_percent(amount: Amount) -> Amount:
    # Through text, so that 0.29 becomes 29 and not 28.999999999999996.
    def hundredfold(number: float) -> float:
        return float(f"{100 * number:.12g}")

    spread = amount.spread
    if spread is not None:
        spread = Spread(spread.kind, hundredfold(spread.low), hundredfold(spread.high))
    return Amount(hundredfold(amount), spread)


@dataclass(frozen=True, slots=True)
class Word:
    """Marks a text field as a word of the vocabulary."""

    kind: str

    def read(self, value: object) -> str:
        """The canonical word for what a person wrote."""
        allowed = ", ".join(vocabulary.words(self.kind))
        if not isinstance(value, str):
            message = tr("{given} is not a {kind}", given=shown(value), kind=vocabulary.kind_words(self.kind))
            raise fault("unknown-word", message, given=shown(value), allowed=allowed)
        try:
            return vocabulary.canonical(self.kind, value)
        except vocabulary.UnknownWord as error:
            raise fault(
                "unknown-word", str(error), given=shown(value), allowed=allowed, nearest=error.nearest
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


@dataclass(frozen=True, slots=True)
class Country:
    """Marks a text field as an ISO 3166-1 alpha-2 code."""

    def read(self, value: object) -> str:
        """The code; a name or a code of another kind is an error that names the right one."""
        text = shown(value)
        if isinstance(value, str) and vocabulary.is_country(value):
            return value
        raise fault(
            "unknown-country",
            tr("{given!r} is not a two-letter country code", given=text),
            given=text,
            allowed=tr("an ISO 3166-1 alpha-2 code in capitals, such as ZA, IN or PL"),
            nearest=vocabulary.country_for(text),
        )

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "enum": list(vocabulary.countries())}


@dataclass(frozen=True, slots=True)
class Count:
    """Marks a field as a whole number between two bounds; ``true`` is not taken for 1."""

    low: int
    high: int

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        whole = core_schema.int_schema(ge=self.low, le=self.high)
        return core_schema.no_info_before_validator_function(self._no_boolean, whole)

    def _no_boolean(self, value: object) -> object:
        if isinstance(value, bool):
            text = str(value).lower()
            allowed = tr("a whole number from {low} to {high}", low=self.low, high=self.high)
            message = tr("{given} is not a number", given=text)
            raise fault("wrong-kind", message, given=text, allowed=allowed)
        return value


Percent = Annotated[float, Quantity("mass_fraction", "%", 0, 100)]
Share = Annotated[float, Quantity("fraction", "%", 0, 100)]
PositiveShare = Annotated[float, Quantity("fraction", "%", 0, 100, positive=True)]
Factor = Annotated[float, Quantity("fraction", "%", 0, 100, positive=True, factor=True)]
TraceMgKg = Annotated[float, Quantity("mass_fraction", "mg/kg", 0, 100_000)]
MercuryMgKg = Annotated[float, Quantity("mass_fraction", "mg/kg", 0, 100, positive=True)]
HeatingMJkg = Annotated[float, Quantity("heating_value", "MJ/kg", 0, 45, positive=True)]
PowerMW = Annotated[float, Quantity("power", "MW", 0, 20_000, positive=True)]
HeatInputMW = Annotated[float, Quantity("heat_input", "MWth", 0, 50_000, positive=True)]
HeatRateKJkWh = Annotated[float, Quantity("heat_rate", "kJ/kWh", 3600, 60_000)]
TemperatureC = Annotated[float, Quantity("temperature", "degC", -40, 1800)]
DurationH = Annotated[float, Quantity("duration", "h", 0, 500_000)]
MassRateKgH = Annotated[float, Quantity("mass_rate", "kg/h", 0, 50_000)]
InjectionLbMMacf = Annotated[float, Quantity("injection_rate", "lb/MMacf", 0, 100)]
Ppmv = Annotated[float, Quantity("volume_fraction", "ppmv", 0, 1_000_000)]

Rank = Annotated[str, Word("rank")]
Basis = Annotated[str, Word("basis")]
