"""The text of a quantity: a strict number, its unit, and a spread. Nothing is ever evaluated.

Decimal commas, thousands separators and arithmetic are refused rather than guessed, because
``12,5`` read as 125 is a wrong plant.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal, SupportsFloat

from ipog.quantities.errors import QuantityError, shown

LONGEST_TEXT = 120
EXAMPLE = "0.12 mg/kg +- 20 %"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_PLUS_MINUS = re.compile(r"\+/-|\+-|±")
_RELATIVE = re.compile(r"(?:%|percent)\s*(?:rel\.?|relative)$")
_DASH_RANGE = re.compile(r"(?:^|\s)(?:-|–|—|to)\s*[0-9]")
_MINUS_SIGNS = "−–—"


@dataclass(frozen=True, slots=True)
class Part:
    """A number and the unit behind it, empty if there is none."""

    number: float
    unit: str


@dataclass(frozen=True, slots=True)
class Written:
    """A quantity as written, before its units are looked up.

    Attributes
    ----------
    text : what was written, blanks tidied
    kind : ``"plain"``, ``"half_width"`` (``first +- second``) or ``"range"`` (``first..second``)
    first, second : its parts
    relative : whether the half-width is said to be relative (``+- 5 % relative``)
    """

    text: str
    kind: Literal["plain", "half_width", "range"]
    first: Part
    second: Part | None = None
    relative: bool = False


def parse(text: str, allowed: str) -> Written:
    """Text split into numbers and units.

    Parameters
    ----------
    text : what the user wrote
    allowed : what to name as allowed in an error

    Raises
    ------
    QuantityError
        ``"not-a-number"``, ``"decimal-comma"``, ``"not-finite"``, ``"missing-value"`` or ``"bad-spread"``
    """
    if len(text) > LONGEST_TEXT:
        message = f"a text of {len(text)} characters is too long for a quantity"
        raise QuantityError("not-a-number", message, text, allowed)
    tidy = " ".join(text.split())
    if not tidy:
        raise QuantityError("missing-value", "a quantity is empty", text, allowed)
    bounds, halves = tidy.split(".."), _PLUS_MINUS.split(tidy)
    if len(bounds) + len(halves) > 3:
        raise QuantityError("bad-spread", f"{shown(tidy)!r} has more than one spread", text, EXAMPLE)
    if len(bounds) == 2:
        low, high = bounds
        return Written(tidy, "range", _part(low, tidy, allowed), _part(high, tidy, allowed))
    first = _part(halves[0], tidy, allowed)
    if len(halves) == 1:
        return Written(tidy, "plain", first)
    half, said_relative = _RELATIVE.subn("%", halves[1].strip())
    return Written(tidy, "half_width", first, _part(half, tidy, allowed), bool(said_relative))


def finite(number: SupportsFloat, given: object) -> float:
    """The number, unless it is infinite or not a number: those raise QuantityError."""
    try:
        result = float(number)
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise QuantityError(
            "not-finite", f"{shown(given)!r} is not a finite number", given, "a finite number"
        )
    return result


def _part(text: str, whole: str, allowed: str) -> Part:
    text = text.strip()
    if not text:
        message = f"a number is missing on one side of the spread in {shown(whole)!r}"
        raise QuantityError("bad-spread", message, whole, f"{EXAMPLE}, or 0.08..0.20 mg/kg")
    match = _NUMBER.match(text)
    rest = text[match.end() :] if match else ""
    if match is None or re.match(r"[,.'_’]|\s*[0-9*/^(×x+]", rest):
        raise _not_a_number(text, allowed)
    if _DASH_RANGE.search(rest):
        message = f"{shown(whole)!r} looks like a range: write two dots between its ends"
        raise QuantityError("bad-spread", message, whole, "0.08..0.20 mg/kg")
    return Part(finite(float(match.group()), match.group()), rest.strip())


def _not_a_number(text: str, allowed: str) -> QuantityError:
    """The error for text that does not start with a number, as helpful as can be."""
    quoted = repr(shown(text))
    error_id = "not-a-number"
    digits = re.match(r"[+-]?[0-9][0-9.,]*", text)
    if digits and "," in digits.group():
        error_id, message = "decimal-comma", _comma_message(digits.group().rstrip(".,"), quoted)
    elif re.match(r"[+-]?[0-9]{1,3}(?:[ '_’][0-9]{3})+", text):
        message = f"{quoted} has a thousands separator: write the digits together"
    elif re.match(r"[+-]?[0-9]+\.[0-9]+\.", text):
        message = f"{quoted} has two decimal points"
    elif re.match(r"[+-]?[0-9]+\.(?![0-9])", text):
        message = f"{quoted} lacks a digit behind the decimal point"
    elif re.match(r"[+-]?\.[0-9]", text):
        message = f"{quoted} lacks the digit before the point: write {text.replace('.', '0.', 1)[:20]}"
    elif re.match(r"[+-]?(?:nan|inf|infinity)\b", text, re.IGNORECASE):
        error_id, message = "not-finite", f"{quoted} is not a finite number"
    elif re.match(r"[<>≤≥]", text):
        message = f"{quoted} is a bound: write a range such as 0..0.05 instead"
    elif text[0] in _MINUS_SIGNS:
        message = f"{quoted} starts with a dash: write a minus sign as -"
    elif re.match(r"[+-]?[0-9.]+ +[0-9]", text):
        message = f"{quoted} has two numbers"
    elif re.match(r"[+-]?[0-9.]+\s*[*/^(×x+]", text):
        message = f"{quoted} is arithmetic: write one number, with powers of ten as in 1.2e-3"
    else:
        message = f"{quoted} does not start with a number"
    return QuantityError(error_id, message, text, allowed)


def _comma_message(digits: str, quoted: str) -> str:
    """Both readings of one comma; for several separators, what they seem to be."""
    if digits.count(",") == 1 and "." not in digits:
        if re.match(r"[+-]?0,", digits):
            return f"{digits!r} has a decimal comma: write {digits.replace(',', '.')}"
        point, joined = digits.replace(",", "."), digits.replace(",", "")
        return f"{digits!r} may mean {point} or {joined}: write {point} or {joined}"
    if re.fullmatch(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", digits):
        return f"{digits!r} has a thousands separator: write {digits.replace(',', '')}"
    return f"{quoted} mixes points and commas: write one decimal point and no other separator"
