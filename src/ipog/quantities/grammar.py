"""Reading what people write: a strict number, one unit, and a spread. Nothing is ever evaluated."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from ipog.quantities.amount import Amount, Spread
from ipog.quantities.errors import QuantityError
from ipog.quantities.table import Unit, convert, dimension, find_unit

LONGEST_TEXT = 120
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_PLUS_MINUS = re.compile(r"\s*(?:\+/-|\+-|±)\s*")
_RANGE = re.compile(r"\s*\.\.\s*")


def read_amount(value: object, dimension_name: str, unit: str) -> Amount:
    """A quantity as the user wrote it, in ``unit``.

    Parameters
    ----------
    value : a number (in ``unit``), text ``"12.5 MJ/kg"`` with an optional spread (``"+- 3 %"``,
        ``"+- 0.4 MJ/kg"``, or a range ``"12..14 MJ/kg"``), or a mapping ``{value, p10, p90}``,
        ``{value, low, high}``, ``{low, high}``
    dimension_name : row of ``units.toml``
    unit : unit of a plain number and of the result

    Raises
    ------
    QuantityError
        whatever is wrong, in one sentence
    """
    if isinstance(value, Amount):
        return value
    if isinstance(value, Mapping):
        return _from_mapping(value, dimension_name, unit)
    if isinstance(value, bool):
        raise QuantityError(
            "not-a-number", f"{str(value).lower()} is not a number", value, _allowed(dimension_name)
        )
    if isinstance(value, int | float):
        return Amount(_finite(value, value), None, f"{value:g} {unit}")
    if not isinstance(value, str):
        raise QuantityError(
            "not-a-number",
            f"a {type(value).__name__} stands where {dimension(dimension_name).what} is wanted",
            value,
            _allowed(dimension_name),
        )
    return _from_text(value, dimension_name, unit)


def read_one_of(value: object, units: Mapping[str, str]) -> tuple[Amount, str]:
    """A quantity whose unit tells which of several dimensions it has.

    Parameters
    ----------
    value : text with a unit
    units : the dimensions that are accepted, each with the unit of the result

    Returns
    -------
    the amount in its dimension's unit, and the dimension

    Raises
    ------
    QuantityError
        whatever is wrong; a plain number is, since its unit is not known
    """
    allowed = ", ".join(unit for name in units for unit in dimension(name).spellings)
    if not isinstance(value, str):
        raise QuantityError("missing-unit", f"{value!s} needs its unit", value, allowed)
    wrong: QuantityError | None = None
    for name, unit in units.items():
        try:
            if _unit_text(value):
                return read_amount(value, name, unit), name
        except QuantityError as error:
            if error.id not in ("unknown-unit", "wrong-dimension"):
                raise
            # The closest spelling may belong to a later dimension.
            if wrong is None or (wrong.nearest is None and error.nearest is not None):
                wrong = error
    if wrong is None:
        raise QuantityError("missing-unit", f"{value!r} needs its unit", value, allowed)
    raise QuantityError(
        "unknown-unit", f"{value!r} has no unit that fits here", value, allowed, wrong.nearest
    ) from None


def _allowed(dimension_name: str) -> str:
    return f"a number, or a number with one of {', '.join(dimension(dimension_name).spellings)}"


def _finite(number: float, given: object) -> float:
    try:
        result = float(number)
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise QuantityError("not-finite", f"{_short(given)} is not a finite number", given, "a finite number")
    return result


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}..."


def _unit_text(text: str) -> str:
    """What stands behind the first number, without its spread."""
    first = _PLUS_MINUS.split(_RANGE.split(text.strip())[-1])[0]
    match = _NUMBER.match(first)
    return first[match.end() :].strip() if match else first


def _from_text(text: str, dimension_name: str, unit: str) -> Amount:
    if len(text) > LONGEST_TEXT:
        raise QuantityError(
            "not-a-number", "the text is too long for a quantity", text, _allowed(dimension_name)
        )
    shown = " ".join(text.split())
    bounds = _RANGE.split(shown)
    if len(bounds) == 2 and all(bounds):
        return _from_range(bounds[0], bounds[1], shown, dimension_name, unit)
    parts = _PLUS_MINUS.split(shown)
    if len(parts) > 2 or len(bounds) > 2:
        raise QuantityError("bad-spread", f"{shown!r} has more than one spread", text, "0.12 mg/kg +- 20 %")
    number, written = _number_and_unit(parts[0], dimension_name)
    if len(parts) == 1:
        return Amount(_in(number, written, unit, dimension_name), None, shown)
    return _with_half_width(number, written, parts[1], shown, dimension_name, unit)


def _with_half_width(
    number: float, written: Unit | None, half_text: str, shown: str, dimension_name: str, unit: str
) -> Amount:
    # Behind a percentage, +- is in percentage points; behind anything else a per cent is of the value.
    if half_text.endswith("%") and (written.name if written else unit) != "%":
        half = abs(number) * _number(half_text.removesuffix("%").strip(), half_text) / 100
        half_unit = written
    else:
        half, half_unit = _number_and_unit(half_text, dimension_name)
        # "0.12 +- 0.03 mg/kg": the unit behind the spread is that of both.
        if written is None:
            written = half_unit
        elif half_unit is None:
            half_unit = written
    if half < 0:
        raise QuantityError(
            "bad-spread", f"a spread can't be negative: {shown!r}", shown, "0.12 mg/kg +- 20 %"
        )
    value = _in(number, written, unit, dimension_name)
    # A half-width is a difference: it takes the factor of its unit, not the offset.
    source = half_unit or dimension(dimension_name).units[unit]
    width = half * source.factor / dimension(dimension_name).units[unit].factor
    return Amount(value, Spread("normal95", value - width, value + width), shown)


def _from_range(low_text: str, high_text: str, shown: str, dimension_name: str, unit: str) -> Amount:
    low, low_unit = _number_and_unit(low_text, dimension_name)
    high, high_unit = _number_and_unit(high_text, dimension_name)
    low_value = _in(low, low_unit or high_unit, unit, dimension_name)
    high_value = _in(high, high_unit or low_unit, unit, dimension_name)
    return _between(low_value, high_value, "uniform", shown)


def _between(low: float, high: float, kind: str, shown: str, value: float | None = None) -> Amount:
    if low >= high or (value is not None and not low <= value <= high):
        raise QuantityError(
            "bad-spread",
            f"{shown}: the lower end must lie below the upper, and the value between",
            shown,
            "0.08..0.20",
        )
    spread = Spread("percentiles" if kind == "percentiles" else "uniform", low, high)
    return Amount((low + high) / 2 if value is None else value, spread, shown)


def _from_mapping(data: Mapping[object, object], dimension_name: str, unit: str) -> Amount:
    known = {"value", "unit", "low", "high", "p10", "p90"}
    wrong = sorted(str(key) for key in data if key not in known)
    if wrong:
        raise QuantityError(
            "bad-spread", f"{wrong[0]!r} does not belong to a quantity", wrong[0], ", ".join(sorted(known))
        )
    own_unit = data.get("unit")
    suffix = f" {own_unit}" if isinstance(own_unit, str) else ""

    def read(key: str) -> float | None:
        item = data.get(key)
        if item is None:
            return None
        if suffix and isinstance(item, int | float) and not isinstance(item, bool):
            item = f"{item!r}{suffix}"
        if isinstance(item, Mapping):
            raise QuantityError(
                "bad-spread", f"{key} must be a single quantity", item, _allowed(dimension_name)
            )
        return float(read_amount(item, dimension_name, unit))

    value = read("value")
    for kind, low_key, high_key in (("percentiles", "p10", "p90"), ("uniform", "low", "high")):
        low, high = read(low_key), read(high_key)
        if (low is None) != (high is None):
            raise QuantityError(
                "bad-spread",
                f"{low_key} and {high_key} belong together",
                dict(data),
                f"both {low_key} and {high_key}",
            )
        if low is not None and high is not None:
            return _between(low, high, kind, f"{low:g}..{high:g} {unit}", value)
    if value is None:
        raise QuantityError(
            "missing-value", "a quantity needs its value", dict(data), "{value: 0.12, p10: 0.08, p90: 0.2}"
        )
    return Amount(value, None, f"{value:g} {unit}")


def _in(number: float, written: Unit | None, unit: str, dimension_name: str) -> float:
    if written is None:
        return number
    return _finite(convert(number, written.name, unit, dimension_name), number)


def _number_and_unit(text: str, dimension_name: str) -> tuple[float, Unit | None]:
    text = text.strip()
    match = _NUMBER.match(text)
    if match is None or text[match.end() : match.end() + 1] in tuple(",.'_0123456789"):
        raise _not_a_number(text, dimension_name)
    rest = text[match.end() :].strip()
    if re.match(r"\d", rest) or (rest and rest[0] in "+-*/^("):
        raise _not_a_number(text, dimension_name)
    return _number(match.group(), text), find_unit(rest, dimension_name) if rest else None


def _number(text: str, given: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise _not_a_number(text, None)
    return _finite(float(text), given)


def _not_a_number(text: str, dimension_name: str | None) -> QuantityError:
    allowed = _allowed(dimension_name) if dimension_name else "a number such as 12.5"
    comma = re.match(r"[+-]?(\d+(?:,\d+)+)(?:\.\d+)?", text)
    if comma:
        written = comma.group()
        point, thousands = written.replace(",", ".", 1), written.replace(",", "")
        if written.count(",") == 1 and "." not in written:
            message = f"{written!r} may mean {point} or {thousands}: write one of these, with a decimal point"
        else:
            message = f"{written!r} has a thousands separator: write {thousands}"
        return QuantityError("decimal-comma", message, text, allowed)
    if re.match(r"[+-]?\d{1,3}(?:\.\d{3})+,\d", text):
        message = (
            f"{_short(text)!r} mixes a point and a comma: write one decimal point and no other separator"
        )
        return QuantityError("decimal-comma", message, text, allowed)
    if re.match(r"[+-]?\d+[ '_\u00a0\u202f]\d{3}", text):
        return QuantityError(
            "not-a-number",
            f"{_short(text)!r} has a thousands separator: write the digits together",
            text,
            allowed,
        )
    if re.match(r"[+-]?\d+\.\d+\.\d", text):
        return QuantityError("not-a-number", f"{_short(text)!r} has two decimal points", text, allowed)
    if re.match(r"[+-]?\.\d", text):
        return QuantityError(
            "not-a-number",
            f"{_short(text)!r} lacks the digit before the point: write 0{text.lstrip('+-')}",
            text,
            allowed,
        )
    if re.match(r"[+-]?(nan|inf|infinity)\b", text, re.IGNORECASE):
        return QuantityError("not-finite", f"{_short(text)!r} is not a finite number", text, allowed)
    return QuantityError("not-a-number", f"{_short(text)!r} is not a number", text, allowed)
