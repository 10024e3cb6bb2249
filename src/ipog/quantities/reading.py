"""What a person gives for a quantity, text, number or mapping, as an amount in its field's unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from numbers import Real

from ipog.language import tr
from ipog.quantities.amount import Amount, Spread
from ipog.quantities.errors import QuantityError, shown
from ipog.quantities.grammar import EXAMPLE, Part, Written, finite, parse
from ipog.quantities.table import (
    Dimension,
    Unit,
    convert,
    dimension,
    dimensions_of,
    find_unit,
    nearest_unit,
    refusal,
    refused,
)
from ipog.quantities.table import normal as normal_unit

_MAPPING_KEYS = ("value", "unit", "p10", "p90", "low", "high")
_PERCENT = ("%", "percent")
_MOST_KEPT = 20_000
"""Texts that are remembered: thousands of units share the figures of few kinds."""


def read_amount(value: object, dimension_name: str, unit: str) -> Amount:
    """A quantity as the user gave it, in ``unit``.

    Parameters
    ----------
    value : a number (in ``unit``); text ``"12.5 MJ/kg"`` with an optional spread; or a mapping
        ``{value, unit}``, ``{value, p10, p90}``, ``{value, low, high}`` or ``{low, high}``, with a
        ``unit`` for its plain numbers if it is not the field's
    dimension_name : row of ``units.toml``
    unit : unit of a plain number and of the result

    Returns
    -------
    the amount; its ``text`` is what was written, or None for a mapping with percentiles

    Raises
    ------
    QuantityError
        whatever is wrong, in one sentence

    Notes
    -----
    A half-width ``+-`` is that of the 95 % interval. In ``0.12 mg/kg +- 20 %`` it is relative; where
    the value itself is in % it counts percentage points, unless ``% relative`` is written. One unit
    behind the spread, as in ``0.12 +- 0.03 mg/kg`` and ``0.08..0.20 mg/kg``, is that of both numbers.
    A range is a uniform distribution about its midpoint.
    """
    if isinstance(value, Amount):
        return value
    if isinstance(value, str):
        return _read_text(value, dimension_name, unit)
    wanted = dimension(dimension_name)
    if isinstance(value, Mapping):
        return _from_mapping(value, wanted, unit)
    number = _number(value, wanted)
    return Amount(number, None, f"{number:.12g} {unit}")


@lru_cache(maxsize=_MOST_KEPT)
def _read_text(text: str, dimension_name: str, unit: str) -> Amount:
    wanted = dimension(dimension_name)
    return _resolve(parse(text, _later(wanted)), wanted, unit)


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

    def allowed() -> str:
        listed = ", ".join(dict.fromkeys(unit for name in units for unit in dimension(name).spellings))
        return tr("a number with one of {units}", units=listed)

    if not isinstance(value, str):
        message = tr("{given!r} needs a unit behind it", given=shown(value))
        raise QuantityError("missing-unit", message, value, allowed())
    written = parse(value, allowed)
    unit_text = written.first.unit
    if not unit_text and written.second is not None and normal_unit(written.second.unit) not in _PERCENT:
        unit_text = written.second.unit
    if not unit_text:
        message = tr("{given!r} needs its unit", given=shown(value))
        raise QuantityError("missing-unit", message, value, allowed())
    known = dimensions_of(unit_text)
    for name, unit in units.items():
        if name in known:
            return _resolve(written, dimension(name), unit), name
    reason = refusal(normal_unit(unit_text), units)
    if reason is not None:
        raise refused(unit_text, reason, value, allowed())
    if known:
        message = tr(
            "{given!r} is a unit of {kind}, which does not fit here",
            given=shown(unit_text),
            kind=dimension(known[0]).bare,
        )
        raise QuantityError("wrong-dimension", message, value, allowed())
    message = tr("{given!r} is not a unit that fits here", given=shown(unit_text))
    near = nearest_unit(normal_unit(unit_text), units)
    raise QuantityError("unknown-unit", message, value, allowed(), near)


def _allowed(wanted: Dimension) -> str:
    return tr("a number, or a number with one of {units}", units=", ".join(wanted.spellings))


def _later(wanted: Dimension) -> Callable[[], str]:
    """What is allowed, put into words only if something is wrong."""
    return lambda: _allowed(wanted)


def _number(value: object, wanted: Dimension) -> float:
    """A finite number that is not a truth value."""
    if isinstance(value, bool):
        given = str(value).lower()
    elif isinstance(value, Real):
        return finite(value, value)
    elif value is None:
        message = tr("{wanted} is wanted, but nothing stands here", wanted=wanted.wanted)
        raise QuantityError("missing-value", message, "", _allowed(wanted))
    else:
        given = tr("a {kind}", kind=type(value).__name__)
    message = tr("{found} stands where {wanted} is wanted", found=given, wanted=wanted.wanted)
    raise QuantityError("not-a-number", message, value, _allowed(wanted))


def _in(number: float, written: Unit | None, wanted: Dimension, unit: str) -> float:
    """A number in ``unit``, which is also the unit of a number without one."""
    if written is None:
        return number
    return finite(convert(number, written.name, unit, wanted.name), f"{number:g} {written.name}")


def _unit(part: Part, wanted: Dimension) -> Unit | None:
    return find_unit(part.unit, wanted.name) if part.unit else None


def _resolve(written: Written, wanted: Dimension, unit: str) -> Amount:
    first, second = written.first, written.second
    if second is None:
        return Amount(_in(first.number, _unit(first, wanted), wanted, unit), None, written.text)
    if written.kind == "half_width":
        return _with_half_width(written, first, second, wanted, unit)
    first_unit, second_unit = _unit(first, wanted), _unit(second, wanted)
    low = _in(first.number, first_unit or second_unit, wanted, unit)
    high = _in(second.number, second_unit or first_unit, wanted, unit)
    _check_order(low, high, None, written.text)
    return Amount(low / 2 + high / 2, Spread("uniform", low, high), written.text)


def _with_half_width(written: Written, first: Part, half: Part, wanted: Dimension, unit: str) -> Amount:
    if half.number < 0:
        message = tr("a half-width can't be negative in {given!r}", given=shown(written.text))
        raise QuantityError("bad-spread", message, written.text, EXAMPLE)
    value_unit = _unit(first, wanted)
    if written.relative or _is_relative(written, first, value_unit, half, wanted, unit):
        if wanted.has_offsets:
            message = tr(
                "a percentage of {wanted} depends on where its zero lies: give the spread in K",
                wanted=wanted.wanted,
            )
            raise QuantityError("bad-spread", message, written.text, "140 degC +- 5 K")
        width, width_unit = abs(first.number) * half.number / 100, value_unit
    else:
        width, width_unit = half.number, _unit(half, wanted) or value_unit
        value_unit = value_unit or width_unit
    value = _in(first.number, value_unit, wanted, unit)
    # A half-width is a difference: it takes the factor of its unit, not the offset.
    scale = width_unit.factor / wanted.units[unit].factor if width_unit else 1.0
    low, high = (finite(value + sign * width * scale, written.text) for sign in (-1, 1))
    return Amount(value, Spread("normal95", low, high), written.text)


def _is_relative(
    written: Written, first: Part, value_unit: Unit | None, half: Part, wanted: Dimension, unit: str
) -> bool:
    """Whether ``+- x %`` is a share of the value; otherwise it is in units of the quantity."""
    if normal_unit(half.unit) not in _PERCENT:
        return False
    if "%" not in wanted.units:
        return True
    if value_unit is not None:
        return value_unit.name != "%"
    if unit != "%":
        message = tr(
            "in {given!r} both numbers may be in %, or the second a share of the first: "
            "write the unit of the value too",
            given=shown(written.text),
        )
        raise QuantityError(
            "bad-spread", message, written.text, f"{first.number:g} {unit} +- {half.number:g} %"
        )
    return False


def _check_order(low: float, high: float, value: float | None, text: str) -> None:
    if low >= high:
        message = tr("in {given!r} the lower end does not lie below the upper", given=shown(text))
        raise QuantityError("bad-spread", message, text, "0.08..0.20")
    if value is not None and not low <= value <= high:
        message = tr("in {given!r} the value lies outside its own spread", given=shown(text))
        allowed = tr("{low} to {high}", low=f"{low:g}", high=f"{high:g}")
        raise QuantityError("bad-spread", message, text, allowed)


def _from_mapping(data: Mapping[object, object], wanted: Dimension, unit: str) -> Amount:
    for key in data:
        if key not in _MAPPING_KEYS:
            import difflib

            near = difflib.get_close_matches(str(shown(key)), _MAPPING_KEYS, n=1)
            message = tr("{key!r} does not belong to a quantity", key=shown(key))
            raise QuantityError(
                "bad-spread", message, key, ", ".join(_MAPPING_KEYS), near[0] if near else None
            )
    given = {key: data[key] for key in _MAPPING_KEYS if data.get(key) is not None}
    text = shown(dict(data), 60)
    own_unit = given.pop("unit", None)
    if own_unit is not None and not isinstance(own_unit, str):
        message = tr("{given!r} is not a unit", given=shown(own_unit))
        raise QuantityError("unknown-unit", message, own_unit, _allowed(wanted))
    parts = {key: _single(key, item, own_unit, wanted) for key, item in given.items()}
    units = {key: _unit(part, wanted) for key, part in parts.items()}
    if None in units.values() and any(
        found and found.name != wanted.units[unit].name for found in units.values()
    ):
        message = tr(
            "in {given} some numbers have a unit and others none: give it to all, or once as unit", given=text
        )
        raise QuantityError("ambiguous-unit", message, text, _allowed(wanted))
    items = {key: _in(part.number, units[key], wanted, unit) for key, part in parts.items()}
    value = items.get("value")
    ends = [key for key in items if key != "value"]
    if not ends and value is not None:
        return Amount(value, None, f"{value:.12g} {unit}")
    if ends == ["p10", "p90"] and value is not None:
        _check_order(items["p10"], items["p90"], value, text)
        return Amount(value, Spread("percentiles", items["p10"], items["p90"]))
    if ends == ["low", "high"]:
        low, high = items["low"], items["high"]
        _check_order(low, high, value, text)
        middle = low / 2 + high / 2 if value is None else value
        written = f"{low:.12g}..{high:.12g} {unit}" if value is None else None
        return Amount(middle, Spread("uniform", low, high), written)
    if not items or (value is None and "p10" in ends and "p90" in ends):
        message = tr("{given} lacks a value", given=text)
        raise QuantityError("missing-value", message, text, _mapping_example())
    message = tr("{given} is not a spread: p10 belongs with p90, or low with high", given=text)
    raise QuantityError("bad-spread", message, text, _mapping_example())


def _mapping_example() -> str:
    return tr("{one} or {other}", one="{value: 0.12, p10: 0.08, p90: 0.2}", other="{low: 0.08, high: 0.2}")


def _single(key: str, item: object, own_unit: str | None, wanted: Dimension) -> Part:
    """One number of a mapping, with its unit."""
    if isinstance(item, str):
        written = parse(item, _later(wanted))
        if written.kind != "plain":
            message = tr(
                "{key} must be one number, not {given!r}: the mapping holds the spread",
                key=key,
                given=shown(item),
            )
            raise QuantityError("bad-spread", message, item, _mapping_example())
        if written.first.unit and own_unit:
            message = tr(
                "{key} has a unit of its own beside unit: {unit}; keep one of them",
                key=key,
                unit=shown(own_unit),
            )
            raise QuantityError("ambiguous-unit", message, item, _allowed(wanted))
        return Part(written.first.number, written.first.unit or own_unit or "")
    return Part(_number(item, wanted), own_unit or "")
