"""How figures are shown and typed: the user's units and decimal sign, against those of the file.

The file always has its own units and the decimal point. What a form shows says its unit wherever the
two differ, and a number typed without one gets the unit that stands behind the field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ipog.figures import short
from ipog.language import manner, tr
from ipog.provenance import Assumption
from ipog.quantities import QuantityError, convert
from ipog.settings import Settings
from ipog.tui.fields import Field, text_of, value_of

US_UNITS: Mapping[str, str] = {
    "heating_value": "Btu/lb",
    "temperature": "degF",
    "heat_rate": "Btu/kWh",
    "heat_input": "MMBtu/h",
    "mass_rate": "lb/h",
}
"""Units of the United States, by dimension; the others are the same."""

_COMMA, _POINT = re.compile(r"(?<=\d),(?=\d)"), re.compile(r"(?<=\d)\.(?=\d)")
_NO_UNIT = re.compile(r"[-+.\deE\s±/]+")

MAIN: frozenset[str] = frozenset(
    {
        *("name", "country", "gross_capacity", "net_efficiency", "capacity_factor", "commissioned"),
        *(
            "coal",
            "rank",
            "share",
            "basis",
            "moisture",
            "ash",
            "sulfur",
            "hhv",
            "mercury",
            "chlorine",
            "process",
        ),
        *("type", "unburned_carbon", "halogen_on_coal", "value", "quantity"),
        *("pm_efficiency", "sorbent", "rate", "kind", "reagent", "conditioning", "process"),
    }
)
"""Fields that matter most; a novice sees these, and those that hold something."""

_RARE_GROUPS = {"ultimate": frozenset({"ash", "moisture"})}


@dataclass(frozen=True, slots=True)
class Look:
    """How the user wants to see figures.

    Attributes
    ----------
    us : whether in units of the United States
    comma : whether with a decimal comma
    novice : whether forms show the main fields only
    """

    us: bool = False
    comma: bool = False
    novice: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Look:
        """The look that the settings ask for."""
        comma = manner()[1] if settings.comma is None else settings.comma
        return cls(settings.units == "us", comma, settings.level == "novice")

    def unit(self, field: Field) -> str:
        """The unit behind a field, which a number without one has."""
        if self.us and field.dimension in US_UNITS:
            return US_UNITS[field.dimension]
        return field.unit

    def allowed(self, field: Field) -> str:
        """What may be written."""
        unit = self.unit(field)
        if unit == field.unit or field.low is None or field.high is None:
            return self.signs(field, field.allowed)
        low, high = (
            short(convert(end, field.unit, unit, field.dimension)) for end in (field.low, field.high)
        )
        return self.signs(field, tr("{low} to {high} {unit}", low=low, high=high, unit=unit))

    def text_of(self, field: Field, value: Any) -> str:
        """A value of the file as it is shown."""
        text = text_of(value)
        if field.unit and text and self.unit(field) != field.unit and _NO_UNIT.fullmatch(text):
            text = f"{text} {field.unit}"
        return self.signs(field, text)

    def value_of(self, field: Field, text: str) -> Any:
        """What was typed as a value of the file; None for nothing."""
        if not field.unit:
            return value_of(text)
        if self.comma:
            text = _COMMA.sub(".", text)
        value = value_of(text)
        plain = isinstance(value, int | float) or (isinstance(value, str) and _NO_UNIT.fullmatch(value))
        if plain and not isinstance(value, bool) and self.unit(field) != field.unit:
            return f"{text.strip()} {self.unit(field)}"
        return value

    def figure(self, field: Field, figure: float, unit: str) -> str:
        """A figure with its unit, in the unit of the field if it can be converted."""
        wanted = self.unit(field)
        if unit == field.unit and wanted != unit:
            try:
                return self.signs(field, f"{short(convert(figure, unit, wanted, field.dimension))} {wanted}")
            except QuantityError:
                pass
        return self.signs(field, f"{short(figure)} {tr(unit)}".strip())

    def assumed(self, field: Field, item: Assumption) -> str:
        """The value that is taken for an empty field."""
        if isinstance(item.value, str):
            return f"{item.value} {tr(item.unit)}".strip()
        return self.figure(field, item.value, item.unit)

    def signs(self, field: Field, text: str) -> str:
        """A text with the user's decimal sign, if the field holds figures."""
        return _POINT.sub(",", text) if self.comma and field.unit else text

    def shows(self, field: Field, value: Any) -> bool:
        """Whether a form shows a field with this value."""
        if not self.novice or value is not None or field.required:
            return True
        name = str(field.steps[-1])
        return name in MAIN and name not in _RARE_GROUPS.get(field.group, ())
